"""OR-09: rows of a table, pasted or uploaded, as the lines of an order: every cell is read, or named with what is wrong
with it, and then nothing is taken. Names only check who is meant. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from lhr.kernel import thai_date
from lhr.kernel.digits import to_arabic
from lhr.kernel.rules import Finding, Rule, RuleBroken, Variant, Weight
from lhr.kernel.words import Words

POST, NUMBER, NAME, KIND = "เลขที่ตำแหน่ง", "เลขประจำตัวประชาชน", "ชื่อ", "ประเภท"
STEPS, PERCENT, SALARY, LEVEL, NEW_POST = "ขั้นที่เลื่อน", "ร้อยละ", "เงินเดือนใหม่", "ระดับใหม่", "เลขที่ตำแหน่งใหม่"
SPECIAL, ALLOWANCE = "เงินตอบแทนพิเศษร้อยละ", "เงินประจำตำแหน่งใหม่"
TITLE, FIRST, LAST, BORN, GENDER = "คำนำหน้าชื่อ", "ชื่อตัว", "นามสกุล", "วันเดือนปีเกิด", "เพศ"
STAFF, OTHER, SECONDED_TO = "ประเภทบุคลากร", "หน่วยงานคู่โอน", "ช่วยราชการที่"
STARTS, LAST_DAY, REMARK, REASON = "วันที่มีผล", "วันสุดท้าย", "หมายเหตุ", "เหตุผล"
HEADS = (
    POST, NUMBER, NAME, TITLE, FIRST, LAST, BORN, GENDER, KIND, STAFF, OTHER, STEPS, PERCENT, SALARY, SPECIAL,
    ALLOWANCE, LEVEL, NEW_POST, STARTS, LAST_DAY, REMARK, REASON,
)  # fmt: skip
# What opens a record; the gender may follow from the title.
PARTICULARS = (TITLE, FIRST, LAST, BORN)
# The same column as officers head it in their own tables.
_ALSO = {
    "ชื่อสกุล": NAME, "ชื่อ-สกุล": NAME, "ชื่อ-นามสกุล": NAME, "ชื่อตัวชื่อสกุล": NAME, "ขั้น": STEPS, "จำนวนขั้น": STEPS,
    "เลขประจำตัว": NUMBER, "เลขตำแหน่ง": POST, "วันมีผล": STARTS, "ถึงวันที่": LAST_DAY, "เงินเดือน": SALARY,
    "เงินประจำตำแหน่ง": ALLOWANCE, "คำนำหน้า": TITLE, "วันเกิด": BORN, "หน่วยงาน": OTHER, "ต้นสังกัด": OTHER, "รับโอนจาก": OTHER,
    "โอนไป": OTHER, SECONDED_TO: OTHER, "ช่วยราชการณ": OTHER,
}  # fmt: skip
# The number of the row in the officer's own table: it says nothing of anybody.
_NUMBERING = frozenset({"ลำดับ", "ลำดับที่", "ที่", "no", "no."})
# The field of the movement screen that a column fills; a kind of movement that has no such field has no such column.
FIELD = {
    STEPS: "steps", PERCENT: "percent", SALARY: "salary", SPECIAL: "special_pay_pct", ALLOWANCE: "allowance",
    LEVEL: "level", NEW_POST: "post", LAST_DAY: "last_day", TITLE: "title", FIRST: "first_name", LAST: "last_name",
    BORN: "birth_date", GENDER: "gender", STAFF: "kind", OTHER: "other",
}  # fmt: skip
_AMOUNTS = (STEPS, PERCENT, SALARY, SPECIAL, ALLOWANCE)
_AMOUNT = re.compile(r"[0-9]{1,8}([.][0-9]{1,2})?")
_UNITS = re.compile(r"[,\s%]|บาท|ขั้น|ร้อยละ")
_MANY_DIGITS = re.compile(r"[0-9๐-๙](?:[ ‐-―−-]*[0-9๐-๙]){8,}")
_LIKE_A_POST = re.compile(r"(?![0-9]-[0-9]{4}-)[0-9]{1,4}(?:-[0-9]{1,4})+")
_OF_AN_ID = 13
_SHOWN = 40
MOST_ROWS = 2000
_MEND = Words("แก้ช่องนี้ในตาราง แล้ววางหรือส่งไฟล์ใหม่ทั้งตาราง", "Mend this cell and paste or send the whole table again")


def _variant(number: int, th: str, en: str, remedy: Words = _MEND) -> Variant:
    return Variant(number, Words(th, en), remedy)


OR_09 = Rule(
    code="OR-09",
    weight=Weight.BLOCK,
    on="rows",
    home="orders",
    says=Words("ตารางรายการอ่านไม่ได้", "The table of lines cannot be read"),
    remedy=_MEND,
    source=Words("ข้อกำหนดของระบบ", "Requirement of the system"),
    gist="A pasted or uploaded table is taken whole or not at all; each cell that cannot be read is named.",
    variants=(
        _variant(
            1,
            "หัวตารางไม่มีคอลัมน์ เลขที่ตำแหน่ง หรือ เลขประจำตัวประชาชน (ที่พบ: {have})",
            "The head has neither เลขที่ตำแหน่ง nor เลขประจำตัวประชาชน (found: {have})",
            Words(
                "คัดลอกพร้อมแถวหัวตาราง หรือใช้แบบตารางของคำสั่งนี้ ชื่อบุคคลไม่ใช้บอกว่าเป็นใคร",
                "Copy the head line too, or use the template of this order; a name does not say who is meant",
            ),
        ),
        _variant(
            2,
            "ไม่รู้จักคอลัมน์ “{column}”",
            "The column “{column}” is unknown",
            Words("ลบคอลัมน์นี้ หรือเปลี่ยนหัวเป็น: {heads}", "Delete it, or head it: {heads}"),
        ),
        _variant(
            3,
            "หัวตารางมีคอลัมน์ {column} มากกว่าหนึ่งช่อง",
            "The head has the column {column} more than once",
            Words("ลบหรือเปลี่ยนชื่อคอลัมน์ที่ซ้ำ", "Delete or rename the other one"),
        ),
        _variant(
            4,
            "แถว {row} ช่อง {column}: “{typed}” ไม่ใช่จำนวน",
            "Row {row}, {column}: “{typed}” is no number",
            Words("พิมพ์เป็นตัวเลข เช่น ๑๒,๔๗๐ หรือ 0.5", "Type a number such as 12,470 or 0.5"),
        ),
        _variant(
            5,
            "แถว {row} ช่อง {column}: “{typed}” อ่านเป็นวันที่ไม่ได้{guess}",
            "Row {row}, {column}: “{typed}” is no day{guess}",
            Words("พิมพ์วันที่ พ.ศ. เช่น ๑ เม.ย. ๒๕๖๒ หรือ 1/4/2562", "Type a day such as 1 เม.ย. 2562 or 1/4/2562"),
        ),
        _variant(
            6,
            "แถว {row} ช่อง ประเภท: “{typed}” ไม่ใช่ประเภทของคำสั่งชนิดนี้",
            "Row {row}, ประเภท: “{typed}” is no kind of this order",
            Words("ใช้: {heads}", "Use: {heads}"),
        ),
        _variant(
            7,
            "แถว {row} ช่อง {column}: หน่วยงานไม่มีตำแหน่งเลขที่ “{typed}”",
            "Row {row}, {column}: the LGO has no post “{typed}”",
            Words("เทียบเลขที่ตำแหน่งกับบัญชีตำแหน่งของหน่วยงาน", "Compare it with the posts of the LGO"),
        ),
        _variant(
            8,
            "แถว {row}: ตำแหน่งเลขที่ {typed} ไม่มีผู้ครองในวันที่ {date}{today}",
            "Row {row}: nobody holds the post {typed} on {date}{today}",
            Words(
                "ตรวจเลขที่ตำแหน่งและวันที่มีผล หรือบอกด้วยเลขประจำตัวประชาชน",
                "Check the number and the effective day, or name the person by ID number",
            ),
        ),
        _variant(
            9,
            "แถว {row} ช่อง ชื่อ: “{typed}” ไม่ตรงกับผู้ที่เลขในแถวนี้บอก ({name})",
            "Row {row}, ชื่อ: “{typed}” is not whom the number of this row names ({name})",
            Words(
                "ตรวจว่าเลขหรือชื่อผิด แล้วแก้ช่องที่ผิด (ชื่อเว้นว่างได้)",
                "See which of the two is wrong and mend it; the name may be left out",
            ),
        ),
        _variant(
            10,
            "แถว {row}: ไม่มีทั้งเลขที่ตำแหน่งและเลขประจำตัวประชาชน",
            "Row {row} has neither post number nor ID number",
        ),
        _variant(
            11,
            "แถว {row} ช่อง ระดับใหม่: ไม่รู้จักระดับ “{typed}”",
            "Row {row}, ระดับใหม่: the level “{typed}” is unknown",
            Words("พิมพ์ชื่อระดับเต็ม เช่น ชำนาญการ", "Type the level in full, such as ชำนาญการ"),
        ),
        _variant(
            12,
            "แถว {row} ช่อง เลขประจำตัวประชาชน: {why}",
            "Row {row}, เลขประจำตัวประชาชน: {why}",
            Words("เทียบเลขกับบัตรหรือคำสั่ง", "Compare the number with the card or the order"),
        ),
        _variant(
            13,
            "แถว {row}: ไม่ได้บอกประเภท คำสั่งชนิดนี้มีหลายประเภท",
            "Row {row} does not say its kind; this order has several",
            Words("เพิ่มช่อง ประเภท: {heads}", "Add ประเภท: {heads}"),
        ),
        _variant(
            14,
            "แถว {row} ช่อง {column}: {kind}ไม่ใช้ช่องนี้ แต่มี “{typed}”",
            "Row {row}, {column}: {kind} has no such thing, yet it holds “{typed}”",
            Words("ลบข้อความในช่องนี้ หรือแก้ประเภท", "Empty the cell, or change the kind"),
        ),
        _variant(
            15,
            "แถว {row}: จำนวนช่องไม่เท่ากับหัวตาราง",
            "Row {row} has not as many cells as the head",
            Words("แถวอาจถูกตัด คัดลอกทั้งตารางจาก Excel ใหม่", "It may be cut; copy the whole table again"),
        ),
        _variant(
            16,
            "ตารางไม่มีแถวรายการ หรือเกิน {most} แถว",
            "The table has no row, or more than {most}",
            Words("คัดลอกแถวหัวตารางและแถวรายการ", "Copy the head line and the rows"),
        ),
        _variant(
            17,
            "ไฟล์นี้ไม่ใช่ตาราง .xlsx หรือ .csv ที่อ่านได้",
            "The file is no readable .xlsx or .csv table",
            Words("บันทึกใหม่เป็น .xlsx หรือ CSV UTF-8 แล้วส่งใหม่", "Save it as .xlsx or CSV UTF-8 and send it again"),
        ),
        _variant(
            18,
            "แถว {row}: ผู้ที่ยังไม่มีทะเบียนขาดช่อง {column}",
            "Row {row}: of somebody without a record {column} is missing",
            Words(
                "กรอก เลขประจำตัวประชาชน คำนำหน้าชื่อ ชื่อตัว นามสกุล วันเดือนปีเกิด (และเพศ เมื่อคำนำหน้าไม่บอก) ให้ครบ",
                "Fill in ID number, title, both names, birth date, and the gender where the title does not say it",
            ),
        ),
        _variant(
            19,
            "แถว {row} ช่อง {column}: ไม่รู้จัก “{typed}”",
            "Row {row}, {column}: “{typed}” is unknown",
            Words("พิมพ์คำเต็มตามรายการให้เลือกในหน้าเพิ่มรายการ", "Type it in full, as the page of a line offers it"),
        ),
        _variant(
            20,
            "แถว {row} ช่อง หน่วยงานคู่โอน หรือ ช่วยราชการที่: มี อปท. ที่ตรงกับ “{typed}” {n} แห่ง",
            "Row {row}, หน่วยงานคู่โอน or ช่วยราชการที่: “{typed}” is the name of {n} LGOs",
            Words(
                "พิมพ์ชื่อ อปท. พร้อม อ. และ จ. ให้ตรงแห่งเดียว หน่วยงานนอกระบบพิมพ์ชื่อเต็มของหน่วยงาน",
                "Type the LGO with district and province so that one is meant, an agency outside by its full name",
            ),
        ),
        _variant(
            21,
            "แถว {row}: ตำแหน่งเลขที่ {typed} ในวันที่ {date} {name} เป็นผู้ครอง แต่ปัจจุบันผู้ครองคือ {today}",
            "Row {row}: on {date} the post {typed} is held by {name}, but today by {today}",
            Words(
                "หากหมายถึงผู้ครองในวันที่มีผล ให้พิมพ์ชื่อผู้นั้นในช่อง ชื่อ หากหมายถึงผู้ครองปัจจุบัน "
                "ให้ลบเลขที่ตำแหน่งแล้วบอกด้วยเลขประจำตัวประชาชน",
                "Type the name of who holds it on that day to say so; today's holder is named by ID number, without "
                "the post",
            ),
        ),
    ),
)
RULES = (OR_09,)
_NO_KIND = "OR-09.13"


@dataclass(frozen=True, slots=True)
class Read:
    """One row as read: who is meant, by post number or ID number, and what its line says. `name` only checks."""

    row: int
    post: str
    number: str
    name: str
    kind: str
    amounts: Mapping[str, Decimal] = field(default_factory=dict)
    level: str = ""
    new_post: str = ""
    starts: date | None = None
    last_day: date | None = None
    remark: str = ""
    reason: str = ""
    born: date | None = None
    words: Mapping[str, str] = field(default_factory=dict)  # of who is new, and of a transfer, by column

    @property
    def particulars(self) -> bool:
        """True when something is said of somebody without a record."""
        return self.born is not None or bool({TITLE, FIRST, LAST} & self.words.keys())


@dataclass(frozen=True, slots=True)
class Kinds:
    """The kinds of line that this order has, by code with their names, and the fields that each asks for."""

    names: Mapping[str, str]
    fields: Mapping[str, frozenset[str]]

    @property
    def said(self) -> str:
        return ", ".join(self.names.values())


def echo(typed: str) -> str:
    """What was typed, as a sentence may repeat it: short, and never a whole ID number.

    A number of fewer than thirteen digits in groups, as posts are numbered, is shown; one that begins 1-4 as an ID
    number does, or has no groups, may be such a number with a digit lost.
    """
    bare = _MANY_DIGITS.sub(_hidden, " ".join(typed.split()))
    return bare if len(bare) <= _SHOWN else f"{bare[:_SHOWN]}…"


def _hidden(found: re.Match[str]) -> str:
    run = post_number(found[0])
    shows = len(run.replace("-", "")) < _OF_AN_ID and _LIKE_A_POST.fullmatch(run) is not None
    return found[0] if shows else "…"


def heads_of(header: Sequence[str]) -> tuple[dict[int, str], list[Finding]]:
    """Return which column stands where, and what is wrong with the head. A column without head and content is none,
    and one that numbers the rows is passed over."""
    placed: dict[int, str] = {}
    found = []
    for at, typed in enumerate(header):
        bare = "".join(typed.split())
        known = bare if bare in HEADS else _ALSO.get(bare)
        if bare.lower() in _NUMBERING:
            continue
        if known is None:
            if bare:
                found.append(OR_09.finding(variant=2, column=echo(typed), heads=" ".join(HEADS)))
        elif known in placed.values():
            found.append(OR_09.finding(variant=3, column=known))
        else:
            placed[at] = known
    if not {POST, NUMBER} & set(placed.values()):
        found.insert(0, OR_09.finding(variant=1, have=echo(" ".join(one for one in header if one)) or "–"))
    return placed, found


def post_number(typed: str) -> str:
    """A post number as it is compared: Arabic digits, one kind of dash, no spaces."""
    return re.sub(r"[‐-―−]", "-", "".join(to_arabic(typed).split()))


def read(
    row: int, cells: Mapping[str, str], kinds: Kinds, levels: Mapping[str, str], last_year: int
) -> tuple[Read, list[Finding]]:
    """Read one row by its columns. `levels` are the codes by name, `last_year` the last B.E. year that is typed."""
    said = {name: text.strip() for name, text in cells.items() if text.strip()}
    found: list[Finding] = []
    amounts, days = _amounts(row, said, found), _days(row, said, last_year, found)
    kind = _kind(row, said, amounts, kinds, found)
    if kind == "NO_RISE":
        amounts.pop(STEPS, None)
    level = levels.get("".join(said.get(LEVEL, "").split()), "")
    if said.get(LEVEL) and not level:
        found.append(OR_09.finding(variant=11, row=row, typed=echo(said[LEVEL])))
    if not (said.get(POST) or said.get(NUMBER)):
        found.append(OR_09.finding(variant=10, row=row))
    if kind:
        found += _needless(row, said, kind, kinds)
    made = Read(
        row,
        post_number(said.get(POST, "")),
        said.get(NUMBER, ""),
        said.get(NAME, ""),
        kind,
        amounts,
        level,
        post_number(said.get(NEW_POST, "")),
        days.get(STARTS),
        days.get(LAST_DAY),
        said.get(REMARK, ""),
        said.get(REASON, ""),
        days.get(BORN),
        {column: said[column] for column in (TITLE, FIRST, LAST, GENDER, STAFF, OTHER) if column in said},
    )
    return made, found


def _amounts(row: int, said: Mapping[str, str], found: list[Finding]) -> dict[str, Decimal]:
    amounts = {}
    for column in _AMOUNTS:
        if column not in said or said[column] in ("-", "–"):
            continue
        text = _UNITS.sub("", to_arabic(said[column]))
        if _AMOUNT.fullmatch(text):
            amounts[column] = Decimal(text)
        else:
            found.append(OR_09.finding(variant=4, row=row, column=column, typed=echo(said[column])))
    return amounts


def _days(row: int, said: Mapping[str, str], last_year: int, found: list[Finding]) -> dict[str, date]:
    days = {}
    for column in (STARTS, LAST_DAY, BORN):
        if column not in said:
            continue
        try:
            days[column] = thai_date.parse(said[column], max_typed_year=last_year, iso_allowed=True)
        except RuleBroken as broken:
            meant = _guess(broken.findings[0])
            found.append(OR_09.finding(variant=5, row=row, column=column, typed=echo(said[column]), guess=meant))
    return days


def _guess(found: Finding) -> Words:
    """What a year that is not of the Buddhist era, or is cut short, seems to mean; never taken for it."""
    offer = str(found.values.get("offer", ""))
    return Words(f" หมายถึง {offer} หรือไม่", f"; is {offer} meant?") if offer else Words("", "")


def _kind(
    row: int, said: Mapping[str, str], amounts: Mapping[str, Decimal], kinds: Kinds, found: list[Finding]
) -> str:
    """The kind that is named; else the only one there is, or in a round of pay the one that the amounts say."""
    if typed := said.get(KIND):
        bare = "".join(typed.split())
        named = _named(bare, kinds)
        if not named:
            found.append(OR_09.finding(variant=6, row=row, typed=echo(typed), heads=kinds.said))
        return named
    if len(kinds.names) == 1:
        return next(iter(kinds.names))
    guessed = _by_amounts(amounts)
    if guessed in kinds.names:
        return guessed
    if not any(column in said for column in (STEPS, PERCENT)):
        found.append(OR_09.finding(variant=13, row=row, heads=kinds.said))
    return ""


def _named(bare: str, kinds: Kinds) -> str:
    """The kind of this name; or the only one of which this is a part: “เลื่อนระดับ / เลื่อนและแต่งตั้ง” is either."""
    names = {code: "".join(name.split()) for code, name in kinds.names.items()}
    whole = [code for code, name in names.items() if bare in (name, code)]
    part = [code for code, name in names.items() if bare in name.split("/")]
    return whole[0] if whole else part[0] if len(part) == 1 else ""


def said_once(found: Iterable[Finding]) -> list[Finding]:
    """What wants a column rather than a cell (OR-09.13), once for the table with its rows, where it came first."""
    told: dict[object, Finding] = {}
    rows: list[int] = []
    for one in found:
        if one.code == _NO_KIND:
            rows.append(int(str(one.values["row"])))
        told.setdefault(_NO_KIND if one.code == _NO_KIND else id(one), one)
    if rows:
        first = told[_NO_KIND]
        told[_NO_KIND] = replace(first, values={**first.values, "row": _spans(rows)})
    return list(told.values())


def _spans(rows: Sequence[int]) -> str:
    """2–8, 11: the rows as a sentence names them."""
    spans: list[list[int]] = []
    for row in rows:
        if spans and row == spans[-1][-1] + 1:
            spans[-1][1:] = [row]
        else:
            spans.append([row])
    return ", ".join("–".join(str(end) for end in span) for span in spans)


def _by_amounts(amounts: Mapping[str, Decimal]) -> str:
    if STEPS in amounts and PERCENT not in amounts:
        return "STEP_RISE" if amounts[STEPS] else "NO_RISE"
    return "PERCENT_RISE" if PERCENT in amounts and STEPS not in amounts else ""


def _needless(row: int, said: Mapping[str, str], kind: str, kinds: Kinds) -> Iterable[Finding]:
    """What stands in a column that the kind has no use for."""
    allowed = kinds.fields[kind] | ({"steps"} if kind == "NO_RISE" else set())
    for column, needed in FIELD.items():
        if column in said and said[column] not in ("-", "–") and needed not in allowed:
            yield OR_09.finding(
                variant=14, row=row, column=column, kind=kinds.names[kind], typed=echo(said[column])
            )
