"""OG-01: what a row of a list of local governments must hold before it is let in. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection

from lhr.kernel.rules import Finding, Rule, Variant, Weight
from lhr.kernel.thai_text import well_formed
from lhr.kernel.words import Words
from lhr.organisations.rules import CODE_DIGIT, KIND_SAYS, KIND_SHORT, WITHOUT_DISTRICT, Kind

_CODE = re.compile(r"[2-6][0-9]{6}")
_SPREADSHEET = re.compile(r"""[\s,'"=]|\.0+$""")
_KINDS: dict[str, Kind] = {KIND_SHORT[k]: k for k in Kind} | {KIND_SAYS[k].th: k for k in Kind}


def _variant(number: int, says: Words, remedy: Words, weight: Weight | None = None) -> Variant:
    return Variant(number, says, remedy, weight)


_MEND = Words("แก้แถวนี้ในไฟล์ แล้วตรวจไฟล์ใหม่", "Mend this row in the file and check the file again")
_AS_CSV = Words(
    "เปิดไฟล์ต้นฉบับแล้วบันทึกใหม่เป็น CSV UTF-8 โดยไม่ตัดหรือเปลี่ยนชื่อคอลัมน์",
    "Open the original and save it as CSV UTF-8 without cutting or renaming columns",
)

OG_01 = Rule(
    code="OG-01",
    weight=Weight.BLOCK,
    on="row",
    home="organisations",
    says=Words("แถวนี้ของบัญชี อปท. อ่านไม่ได้", "This row of the list of LGOs cannot be read"),
    remedy=_MEND,
    source=Words(
        "บัญชีรหัส อปท. ของกรมส่งเสริมการปกครองท้องถิ่น; รหัสจังหวัดและอำเภอของกรมการปกครอง",
        "The department's list of LGO codes; the DOPA codes of provinces and districts",
    ),
    gist="A row of a list of LGOs is let in whole or refused with its number; the code's first digit says the kind.",
    variants=(
        _variant(
            1,
            Words(
                "หัวตารางไม่มีคอลัมน์ {columns} (ที่พบ: {have})",
                "The heading lacks the columns {columns} (found: {have})",
            ),
            _AS_CSV,
        ),
        _variant(
            2,
            Words("แถวนี้มี {have} ช่อง ต้องมี {want} ช่อง", "The row has {have} fields instead of {want}"),
            Words(
                "แถวอาจถูกตัดหรือมีเครื่องหมายจุลภาคเกิน เทียบกับต้นฉบับ",
                "It may be cut or hold a stray comma; compare it",
            ),
        ),
        _variant(
            3,
            Words(
                "แถวนี้มีอักขระที่อ่านไม่ได้ (ไม่ใช่ {encoding})",
                "The row holds letters that cannot be read (not {encoding})",
            ),
            _AS_CSV,
        ),
        _variant(
            4,
            Words("ไม่รู้จักรหัสจังหวัด “{typed}”", "The province code “{typed}” is unknown"),
            Words(
                "ใช้รหัสจังหวัด ๒ หลักของกรมการปกครอง (ไม่รวมกรุงเทพมหานคร)",
                "Use DOPA's two digits, Bangkok excepted",
            ),
        ),
        _variant(
            5,
            Words(
                "ไม่รู้จักรหัสอำเภอ “{typed}” ในจังหวัด {province}",
                "The district code “{typed}” is unknown in province {province}",
            ),
            Words(
                "ใช้รหัสอำเภอ ๔ หลักของกรมการปกครองที่ใช้อยู่ (อบจ. เว้นว่าง)",
                "Use DOPA's four digits now in force (empty for an อบจ.)",
            ),
        ),
        _variant(
            6,
            Words("ประเภท “{typed}” ไม่ใช่ประเภทของ อปท.", "“{typed}” is no kind of LGO"),
            Words("ใช้ อบจ. ทน. ทม. ทต. อบต. หรือ เมืองพัทยา", "Use อบจ. ทน. ทม. ทต. อบต. or เมืองพัทยา"),
        ),
        _variant(
            7,
            Words(
                "รหัส {typed} ขึ้นต้นด้วย {digit} ซึ่งไม่ใช่{kind} (ต้องขึ้นต้นด้วย {want})",
                "The code {typed} begins with {digit}, which is not that of {kind} ({want})",
            ),
            Words(
                "ตรวจประเภทและรหัสกับกรม แล้วแก้ช่องที่ผิด",
                "Ask the department which of the two is wrong and mend it",
            ),
        ),
        _variant(
            8,
            Words("รหัส {typed} ซ้ำกับแถวที่ {row}", "The code {typed} stands in row {row} too"),
            Words("ตรวจทั้งสองแถวกับต้นฉบับ ทั้งสองแถวยังไม่นำเข้า", "Compare both rows; neither is let in"),
        ),
        _variant(
            9,
            Words(
                "ชื่อ “{typed}” มีสระหรือวรรณยุกต์ผิดที่ ปรับเป็น “{name}”",
                "The name “{typed}” had marks out of place and is kept as “{name}”",
            ),
            Words("ตรวจว่าชื่อที่ปรับถูกต้อง", "Look whether the name as kept is right"),
            Weight.WARN,
        ),
        _variant(
            10,
            Words(
                "รหัส อปท. “{typed}” ไม่ใช่เลข ๗ หลัก (T PP AA SS)",
                "The code “{typed}” is not seven digits (T PP AA SS)",
            ),
            Words(
                "โปรแกรมตารางอาจเปลี่ยนรหัสเป็นจำนวน จัดช่องเป็นข้อความ แล้วพิมพ์รหัสใหม่ {offer}",
                "A spreadsheet may have made a number of it; format the cells as text and type it again {offer}",
            ),
        ),
        _variant(
            11,
            Words(
                "ไม่มีชื่อ อปท. หรือชื่อ “{typed}” เขียนไม่ถูกหลักภาษา", "The name is missing or “{typed}” is misspelt"
            ),
            _MEND,
        ),
        _variant(
            12,
            Words(
                "{name} ซ้ำกับแถวที่ {row} ในอำเภอเดียวกัน", "{name} stands in row {row} too, in the same district"
            ),
            Words("ตรวจทั้งสองแถวกับต้นฉบับ ทั้งสองแถวยังไม่นำเข้า", "Compare both rows; neither is let in"),
        ),
        _variant(
            13,
            Words(
                "รหัส {typed} ขัดกับประเภทในบัญชี จึงรับ อปท. นี้โดยไม่มีรหัส",
                "The code {typed} contradicts the kind, so the LGO is taken without a code",
            ),
            Words("ถามรหัสจากกรม แล้วกำหนดรหัสภายหลัง", "Ask the department for the code and give it later"),
            Weight.WARN,
        ),
        _variant(
            14,
            Words(
                "{change} ของ {organisation} ยังไม่ทราบวันที่มีผล จึงยังไม่เปลี่ยน",
                "The day of the change “{change}” of {organisation} is not known; it is not made",
            ),
            Words(
                "ให้แฟ้มเหตุการณ์ด้วย --events หรือวันที่ด้วย --changes-on หรือบันทึกเองที่หน้ารายชื่อ อปท.",
                "Give a file of events (--events) or a day (--changes-on), or enter it on the screen",
            ),
        ),
        _variant(
            15,
            Words(
                "บัญชีนี้เป็นของวันที่ {day} แต่ทะเบียนรู้จัก {organisation} ตั้งแต่ {since} เท่านั้น",
                "The list is of {day}, but the register knows {organisation} only since {since}",
            ),
            Words(
                "นำเข้าบัญชีที่เก่ากว่าไม่ได้ บันทึกการเปลี่ยนแปลงย้อนหลังทีละแห่งแทน",
                "Enter earlier changes one by one instead",
            ),
        ),
        _variant(
            16,
            Words("ไฟล์มี {have} แถว หรือใหญ่เกิน {most}", "The file has {have} rows or is larger than {most}"),
            Words("แบ่งไฟล์ตามจังหวัด", "Divide the file by province"),
        ),
        _variant(
            17,
            Words(
                "รหัสอำเภอ {typed} เลิกใช้แล้ว ใช้ {now} แทน",
                "District code {typed} is no longer in use; {now} stands for it",
            ),
            Words("ตรวจว่าอำเภอที่ใช้แทนถูกต้อง", "Look whether the district is the right one"),
            Weight.WARN,
        ),
        _variant(
            21,
            Words(
                "รหัสอำเภอ {typed} ของบัญชีกรมอ่านเป็น {now} (สถานะ: ยังไม่ยืนยันกับกรม)",
                "District code {typed} of the department's list is read as {now} (status: not confirmed yet)",
            ),
            Words(
                "ตรวจว่าอำเภอถูกต้อง หากไม่ใช่ให้ย้ายอำเภอที่หน้ารายชื่อ อปท. แล้วแจ้งผู้ดูแลระบบ",
                "Look whether it is the right district; if not, move the LGO on its page and tell the operator",
            ),
            Weight.WARN,
        ),
        _variant(
            18,
            Words("ไฟล์ว่าง ไม่มีแถวใดเลย", "The file is empty"),
            Words(
                "เปิดไฟล์ต้นฉบับดูว่ามีข้อมูล แล้วบันทึกใหม่เป็น CSV UTF-8 หรือ .xlsx",
                "Look whether the original holds anything, and save it again as CSV UTF-8 or .xlsx",
            ),
        ),
        _variant(
            19,
            Words(
                "หัวตารางมีคอลัมน์ {columns} มากกว่าหนึ่งช่อง ไม่รู้ว่าช่องใดถูก",
                "The heading has more than one column {columns}; which is meant is not known",
            ),
            Words("ลบหรือเปลี่ยนชื่อคอลัมน์ที่ซ้ำ แล้วตรวจไฟล์ใหม่", "Delete or rename the other one and check again"),
        ),
        _variant(
            20,
            Words(
                "ไฟล์นี้ไม่ใช่ CSV (UTF-8 หรือ TIS-620) และไม่ใช่ตาราง .xlsx ที่อ่านได้",
                "The file is neither CSV (UTF-8 or TIS-620) nor a readable .xlsx workbook",
            ),
            Words(
                "เปิดด้วยโปรแกรมตาราง แล้วบันทึกเป็น “CSV UTF-8” หรือ .xlsx (ไม่ใช่ Unicode Text หรือ .xls)",
                "Open it in a spreadsheet and save it as “CSV UTF-8” or .xlsx (not Unicode Text or .xls)",
            ),
        ),
    ),
)


def kind_of(typed: str) -> Kind | None:
    return _KINDS.get(typed)


def check_row_code(typed: str) -> list[Finding]:
    """OG-01.10: seven digits as printed; what a spreadsheet made of them is refused with what it may have been."""
    if _CODE.fullmatch(typed):
        return []
    bare = _SPREADSHEET.sub("", typed)
    offer = f"({bare})" if _CODE.fullmatch(bare) else ""
    return [OG_01.finding(variant=10, field="code", typed=typed[:40], offer=offer)]


def check_digit(code: str, kind: Kind) -> list[Finding]:
    """OG-01.7: the first digit of a code says the kind."""
    want = CODE_DIGIT.get(kind, "")
    if code.startswith(want):
        return []
    said = KIND_SAYS[kind]
    return [OG_01.finding(variant=7, field="type", typed=code, digit=code[0], kind=said, want=want)]


def check_place(
    kind: Kind, province: str, districts: tuple[str, ...], provinces: Collection[str], known: Collection[str]
) -> list[Finding]:
    """OG-01.4 and .5: province and districts are known, and the main district lies in the province."""
    if province not in provinces or province == "10":
        return [OG_01.finding(variant=4, field="province_code", typed=province[:20])]
    if kind in WITHOUT_DISTRICT:
        wrong = districts[:1]
    else:
        strange = [d for d in districts if d not in known or d[:2] != province]
        wrong = tuple(strange) if districts else ("",)
    return [OG_01.finding(variant=5, field="district_code", typed=d[:20], province=province) for d in wrong]


def check_name(typed: str, name: str, *, repaired: bool) -> list[Finding]:
    """OG-01.11 and .9: a name is well formed once its marks stand in order; what was mended is told."""
    if not name or not well_formed(name):
        return [OG_01.finding(variant=11, field="name", typed=typed[:60])]
    return [OG_01.finding(variant=9, field="name", typed=typed, name=name)] if repaired else []
