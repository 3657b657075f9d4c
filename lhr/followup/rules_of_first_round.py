"""FU-03: a row of the first round's name list; and how a name on it compares with who is registered. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from lhr.access.roles import ROLE_SAYS, Role
from lhr.kernel.digits import to_arabic
from lhr.kernel.names import split_title
from lhr.kernel.rules import Finding, Rule, Variant, Weight
from lhr.kernel.thai_text import normalise, well_formed
from lhr.kernel.words import Words
from lhr.registry_rights.terms import HOLDERS

_MEND = Words("แก้แถวนี้ในไฟล์ แล้วตรวจไฟล์ใหม่", "Mend this row in the file and check the file again")
_NUMBER = re.compile(r"[0-9](?:[\s-]?[0-9]){12}")

FU_03 = Rule(
    code="FU-03",
    weight=Weight.BLOCK,
    on="row",
    home="followup",
    says=Words("แถวนี้ของรายชื่อรอบแรกอ่านไม่ได้", "This row of the first round's list cannot be read"),
    remedy=_MEND,
    source=Words(
        "มท ๐๘๐๔.๓/ว ๒๕๖๓ ลงวันที่ ๒๖ ม.ค. ๒๕๖๑; พ.ร.บ.คุ้มครองข้อมูลส่วนบุคคล พ.ศ. ๒๕๖๒ มาตรา ๒๒",
        "Letter มท ๐๘๐๔.๓/ว ๒๕๖๓ of 26 January 2018; Personal Data Protection Act B.E. 2562 s. 22",
    ),
    gist="A row names one LGO, one role and one person by name only; the list makes no person and no right.",
    variants=(
        Variant(
            1,
            Words(
                "ไม่พบ อปท. “{typed}” ในทะเบียน ณ วันที่ {day}", "No LGO “{typed}” stands in the register on {day}"
            ),
            Words(
                "ใช้รหัส อปท. หรือประเภท ชื่อ อำเภอ และจังหวัดตามทะเบียน",
                "Use the code, or kind, name, district and province as in the register",
            ),
        ),
        Variant(
            2,
            Words("ไม่รู้จักหน้าที่ “{typed}”", "The role “{typed}” is unknown"),
            Words(
                "ใช้ นายทะเบียนประวัติ หรือ เจ้าหน้าที่ทะเบียนประวัติ",
                "Use นายทะเบียนประวัติ or เจ้าหน้าที่ทะเบียนประวัติ",
            ),
        ),
        Variant(
            3,
            Words("ไม่มีชื่อบุคคล หรือชื่อเขียนไม่ถูกหลักภาษา", "The person's name is missing or misspelt"),
            _MEND,
        ),
        Variant(
            4,
            Words(
                "แถวนี้มีเลขประจำตัวประชาชน ซึ่งรายชื่อนี้ไม่ต้องใช้และไม่จัดเก็บ",
                "The row holds a national ID number, which this list does not need and does not keep",
            ),
            Words("ลบเลขออกจากไฟล์ แล้วตรวจไฟล์ใหม่", "Take the number out of the file and check it again"),
        ),
        Variant(
            5,
            Words("อปท. และหน้าที่นี้ซ้ำกับแถวที่ {row}", "Row {row} names the same LGO and role"),
            Words("เหลือไว้แถวเดียว", "Keep one of the two"),
        ),
    ),
)


class Compared(StrEnum):
    """How the first round's name compares with who holds the role today."""

    SAME = "SAME"
    CHANGED = "CHANGED"
    MISSING = "MISSING"


COMPARED_SAYS: dict[Compared, Words] = {
    Compared.SAME: Words("ตรงกัน", "same"),
    Compared.CHANGED: Words("เปลี่ยนแปลง", "changed"),
    Compared.MISSING: Words("ยังไม่ลงทะเบียน", "not registered"),
}
_ROLES: dict[str, Role] = {
    **{ROLE_SAYS[role].th: role for role in HOLDERS},
    **{role.value: role for role in HOLDERS},
    "นายทะเบียน": Role.REGISTRAR,
    "เจ้าหน้าที่": Role.OFFICER,
    "เจ้าหน้าที่ทะเบียน": Role.OFFICER,
}


def role_of(typed: str) -> Role | None:
    return _ROLES.get(normalise(typed))


def check_person(name: str) -> list[Finding]:
    """FU-03.3: a name to compare with is there, and well formed."""
    fine = len(name) > 3 and well_formed(name) and not any(c.isdigit() for c in name)
    return [] if fine else [FU_03.finding(variant=3, field="person_name")]


def check_number(texts: Iterable[str]) -> list[Finding]:
    """FU-03.4: no cell holds an ID number; the number itself is not repeated."""
    held = any(_NUMBER.search(to_arabic(text)) for text in texts)
    return [FU_03.finding(variant=4, field="row")] if held else []


def name_key(name: str, titles: Iterable[str]) -> str:
    """Return by what two spellings of a name are the same: without titles, spaces and dots."""
    return re.sub(r"[\s.]", "", split_title(normalise(name), titles).rest)


def compare(listed: str, held: str | None) -> Compared:
    """Compare two keys; `held` is None where nobody holds the role."""
    if held is None:
        return Compared.MISSING
    return Compared.SAME if listed == held else Compared.CHANGED
