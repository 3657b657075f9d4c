"""The attachment of the letter with an LGO's first password: the nine steps of SEM102, drawn, on one sheet."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from lhr.access.roles import Role
from lhr.documents.press import set_paper
from lhr.kernel.digits import to_thai
from lhr.organisations.rules import CENTRE_NAME
from lhr.registry_rights.terms import BLOCK_LABELS

TITLE = "ขั้นตอนการลงทะเบียนสิทธิผู้ใช้งาน (นายทะเบียนประวัติและเจ้าหน้าที่ทะเบียนประวัติ)"
LOGIN, MODULE = "Login", "ระบบลงทะเบียนสิทธิผู้ใช้งาน"
RIGHTS = "ลงทะเบียนสิทธิผู้ใช้งาน (นายทะเบียนและเจ้าหน้าที่ทะเบียน)"
EDIT, SEARCH, PICK, SAVE = "แก้ไข", "ค้นหา", "เลือก", "บันทึก"
CHOOSE = {Role.REGISTRAR: "เลือกนายทะเบียนประวัติ", Role.OFFICER: "เลือกเจ้าหน้าที่ทะเบียนประวัติ"}
NUMBER = "เลขประจำตัวประชาชน"

Drawn = dict[str, str]


def _drawn(what: str, label: str, value: str = "") -> Drawn:
    return {"what": what, "label": label, "value": value}


def _step(says: str, *drawing: Drawn) -> dict[str, Any]:
    return {"says": says, "drawing": list(drawing)}


def _find(role: Role, whose: str) -> dict[str, Any]:
    return _step(
        f"กรอก *{NUMBER}* ของ{whose} กดปุ่ม *{SEARCH}* ตรวจชื่อ ตำแหน่ง และหน่วยงาน แล้วกด *{PICK}*",
        _drawn("ask", NUMBER, SEARCH),
        _drawn("found", f"ชื่อ ตำแหน่ง หน่วยงานของ{whose}", PICK),
    )


def steps() -> list[dict[str, Any]]:
    """Return the steps in the letter's order; what stands between asterisks is a label of the product."""
    return [
        _step(
            f"เปิดที่อยู่ของระบบตามหนังสือด้วย Google Chrome ใส่ User และ Password แล้วกดปุ่ม *{LOGIN}* "
            "ครั้งแรก ระบบให้ตั้งรหัสผ่านใหม่",
            _drawn("field", "User", "ตามหนังสือ"),
            _drawn("field", "Password", "••••••••"),
            _drawn("button", LOGIN),
        ),
        _step(f"คลิก *{MODULE}*", _drawn("tab", MODULE)),
        _step(f"คลิก *{RIGHTS}*", _drawn("tab", MODULE), _drawn("link", RIGHTS)),
        _step(
            f"หน้า SEM๑๐๑ แสดงผู้มีสิทธิปัจจุบัน คลิกปุ่ม *{EDIT}*",
            _drawn("line", "นายทะเบียนประวัติ", "ว่าง"),
            _drawn("line", "เจ้าหน้าที่ทะเบียนประวัติ", "ว่าง"),
            _drawn("button", EDIT),
        ),
        _choose(Role.REGISTRAR),
        _find(Role.REGISTRAR, "นายทะเบียนประวัติ"),
        _choose(Role.OFFICER),
        _find(Role.OFFICER, "เจ้าหน้าที่ทะเบียนประวัติ"),
        _step(
            f"ตรวจทั้งสองคน คลิกปุ่ม *{SAVE}* แล้วยืนยัน เป็นอันเสร็จสิ้น พิมพ์รหัสครั้งเดียวของทั้งสองคนก่อนปิดหน้า",
            _drawn("line", "นายทะเบียนประวัติ", "ชื่อที่เลือก"),
            _drawn("line", "เจ้าหน้าที่ทะเบียนประวัติ", "ชื่อที่เลือก"),
            _drawn("button", SAVE),
        ),
    ]


def _choose(role: Role) -> dict[str, Any]:
    return _step(
        f"หน้า SEM๑๐๒ คลิกปุ่ม *{CHOOSE[role]}*",
        _drawn("note", BLOCK_LABELS[role].th),
        _drawn("button", CHOOSE[role]),
    )


_BEFORE = (
    "หนังสือแจ้งรหัสผ่านของบัญชีตั้งต้น และเลขประจำตัวประชาชนของทั้งสองคน",
    "ถ้าเป็นผู้รักษาการ ผู้ได้รับมอบหมาย หรือเจ้าหน้าที่ที่ได้รับมอบหมาย: คำสั่ง (เลขที่ วันที่ลงนาม วันเริ่ม วันสิ้นสุด) และไฟล์สแกน",
)
_AFTER = (
    "มอบรหัสครั้งเดียวให้แต่ละคน เจ้าตัวเข้าระบบ ตั้งรหัสผ่าน ลงทะเบียนเครื่อง และอ่านบัตรครั้งแรก",
    "จังหวัดอนุมัติเครื่องและบัตร แล้วเข้าระบบด้วยบัตรและรหัสผ่าน",
    "ค้นหาไม่พบ หรือมีข้อความขึ้นต้นด้วยรหัส: อ่านบรรทัด “ทำต่อ” หรือเปิด “คู่มือ” ที่มุมขวาบน",
)


def values() -> dict[str, Any]:
    """Return what the template prints; every digit is Thai."""
    return {
        "title": TITLE,
        "issuer": CENTRE_NAME,
        "heading": "สิ่งที่ส่งมาด้วย",
        "before": {"says": "สิ่งที่ต้องมี", "lines": list(_BEFORE)},
        "after": {"says": "หลังบันทึก", "lines": list(_AFTER)},
        "steps": [{"number": to_thai(str(n)), **one} for n, one in enumerate(steps(), start=1)],
        "footer": "ระบบศูนย์บริการข้อมูลบุคลากรท้องถิ่นแห่งชาติ (LHR)",
    }


@lru_cache(maxsize=2)
def paper(day: date) -> bytes:
    """Return the sheet as PDF. The same for everybody: it is made once a day. Raises press.NotSet."""
    return set_paper("nine_steps", values(), issued=day)
