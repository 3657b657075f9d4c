"""What the visitor is told: addresses, sign-in names, first passwords, numbers to type. Kept beside the demonstration's
data, readable by its owner only, since it holds passwords (of invented people)."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from lhr import config
from lhr.kernel import clock
from lhr.kernel.thai_date import buddhist_year, show

FILE = "sheet.json"
HR_OFFICER = "นักทรัพยากรบุคคล"
OFFICERS_ORDER = "11"  # by which the visitor's records officer is assigned
DESKS = "desks"


@dataclass
class Entry:
    """One sign-in. `password` is the first one until it was changed; `desk` names the simulated card, if any."""

    says: str
    user_name: str
    password: str
    desk: str = ""
    organisation: str = ""


@dataclass
class Candidate:
    """Somebody to be named in SEM102, with the invented number to type."""

    says: str
    name: str
    national_id: str
    desk: str
    thai_name: str
    birth: str
    sex: str


@dataclass
class Lgo:
    """One LGO left for visitors (and for demo-check): its first account and whom to name."""

    organisation: str
    label: str
    bootstrap: Entry
    registrar: Candidate
    officer: Candidate
    others: list[Candidate] = field(default_factory=list)
    free: bool = True


@dataclass
class Sheet:
    """Everything that is printed. An LGO is `free` while nobody was named in it; the first is the visitor's.

    `ready` are registrar and officer at work in `ready_at`, an LGO whose records are full.
    """

    offices: dict[str, Entry] = field(default_factory=dict)
    ready_at: str = ""
    ready: dict[str, Entry] = field(default_factory=dict)
    lgos: list[Lgo] = field(default_factory=list)


def folder() -> Path:
    return config.data_dir()


def keep(sheet: Sheet) -> None:
    path = folder() / FILE
    path.touch(mode=0o600, exist_ok=True)
    path.write_text(json.dumps(asdict(sheet), ensure_ascii=False, indent=1), encoding="utf-8")


def lay_desk(who: Candidate, label: str) -> None:
    """Lay a simulated PC with this person's card on the card agent's table; laid again it changes nothing."""
    desks = folder() / DESKS
    desks.mkdir(parents=True, exist_ok=True)
    desk = {
        "name": who.desk,
        "label": label,
        "cid": who.national_id,
        "thai_name": who.thai_name,
        "birth": who.birth,
        "sex": who.sex,
        "note": "บัตรจำลอง บุคคลสมมติ",
    }
    (desks / f"{who.desk}.json").write_text(json.dumps(desk, ensure_ascii=False, indent=1), encoding="utf-8")


def read() -> Sheet:
    """Raises FileNotFoundError before the demonstration was loaded."""
    said: dict[str, Any] = json.loads((folder() / FILE).read_text(encoding="utf-8"))
    return Sheet(
        offices={name: Entry(**entry) for name, entry in said["offices"].items()},
        ready_at=said["ready_at"],
        ready={role: Entry(**entry) for role, entry in said["ready"].items()},
        lgos=[_lgo(one) for one in said["lgos"]],
    )


def _lgo(said: dict[str, Any]) -> Lgo:
    return Lgo(
        organisation=said["organisation"],
        label=said["label"],
        bootstrap=Entry(**said["bootstrap"]),
        registrar=Candidate(**said["registrar"]),
        officer=Candidate(**said["officer"]),
        others=[Candidate(**other) for other in said["others"]],
        free=said["free"],
    )


def told(sheet: Sheet, origin: str, agent: str) -> str:
    """Return the sheet as it is printed: where to go, who to be, what to click."""
    lgo, today = sheet.lgos[0], clock.today()
    order = f"ตามคำสั่งที่ {OFFICERS_ORDER}/{buddhist_year(today)} ลงวันที่ {show(today, digits='arabic')}"
    by_order = "" if lgo.officer.says == HR_OFFICER else f"  ในฐานะเจ้าหน้าที่ที่ได้รับมอบหมาย {order}"
    lines = [
        "",
        "LHR  ข้อมูลสาธิต: ภูมิศาสตร์จริงของจังหวัดนครพนม บุคคลสมมติทั้งหมด / demonstration data, invented people",
        f"  ระบบ / register          {origin}",
        f"  เครื่องอ่านบัตรจำลอง / cards  {agent}/sim",
        "",
        *_ready(sheet),
        f"๑  ลงทะเบียนสิทธิของ {lgo.label}",
        f"   User {lgo.bootstrap.user_name}   Password {lgo.bootstrap.password}   (ครั้งแรก ระบบให้ตั้งใหม่ / first one)",
        "   คลิก ระบบลงทะเบียนสิทธิผู้ใช้งาน > ลงทะเบียนสิทธิผู้ใช้งาน > แก้ไข (SEM102)",
        f"   นายทะเบียนประวัติ          {lgo.registrar.name}  {lgo.registrar.national_id}  ในฐานะปลัด",
        f"   เจ้าหน้าที่ทะเบียนประวัติ      {lgo.officer.name}  {lgo.officer.national_id}{by_order}",
        "๒  เข้าระบบด้วยรหัสครั้งเดียวที่หน้าบันทึกแสดง ตั้งรหัสผ่าน ขอรหัสเครื่อง แล้วใส่ที่หน้าเครื่องอ่านบัตรจำลอง เสียบบัตร อ่านบัตร",
        "๓  สำนักงานอนุมัติและดูภาพรวม (เสียบบัตรของสำนักงานก่อนเข้าระบบ)",
        *(_office(entry) for entry in sheet.offices.values()),
        "",
        "   python3 run.py demo-check ทำงานหลักทั้งหมดให้ดูทีละขั้น / does the whole main job, a line a step",
        "",
    ]
    return "\n".join(lines)


def _ready(sheet: Sheet) -> list[str]:
    """Who can go to work at once: the card is laid in the simulator, then password and card."""
    if not sheet.ready:
        return []
    return [
        f"★  ทำงานได้ทันทีที่ {sheet.ready_at} (เลือกบัตรที่เครื่องอ่านจำลอง แล้วเข้าระบบ / choose the card, then sign in)",
        *(_office(entry) for entry in sheet.ready.values()),
        "   คลิก ระบบฐานข้อมูลบุคลากร > บุคลากรที่ปฏิบัติงาน เปิด ก.พ.๗ หรือ รอฉันตรวจ / open a record, or what waits",
        "",
    ]


def _office(entry: Entry) -> str:
    return f"   {entry.says}\n      User {entry.user_name}   Password {entry.password}   บัตร {entry.desk}"
