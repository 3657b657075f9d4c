"""The words of SEM102: capacities, states, the reasons for an end, and the labels of the letter."""

from __future__ import annotations

from enum import StrEnum

from lhr.access.roles import Role
from lhr.kernel.words import Words

HOLDERS = (Role.REGISTRAR, Role.OFFICER)  # the pair that SEM102 names, in the order of its two blocks


class Capacity(StrEnum):
    """ในฐานะ: why this person may hold the role."""

    PALAD = "PALAD"
    ACTING = "ACTING"
    DELEGATED = "DELEGATED"
    HR_OFFICER = "HR_OFFICER"
    ASSIGNED = "ASSIGNED"


class Cover(StrEnum):
    """Whether somebody holds the role himself, or covers him who does for some days."""

    SUBSTANTIVE = "SUBSTANTIVE"
    COVER = "COVER"


class State(StrEnum):
    AWAITING = "AWAITING"
    PENDING = "PENDING"
    ACTIVE = "ACTIVE"
    COVERED = "COVERED"  # in force, but resting while an acting registrar has his days
    SUSPENDED = "SUSPENDED"
    ENDED = "ENDED"


class Ended(StrEnum):
    ORDER = "ORDER"  # the last day that the order itself names
    REPLACED = "REPLACED"
    BY_HAND = "BY_HAND"
    MOVED = "MOVED"
    REFUSED = "REFUSED"


CAPACITIES: dict[Role, tuple[Capacity, ...]] = {
    Role.REGISTRAR: (Capacity.PALAD, Capacity.ACTING, Capacity.DELEGATED),
    Role.OFFICER: (Capacity.HR_OFFICER, Capacity.ASSIGNED),
}
PROVED_BY_POST = frozenset({Capacity.PALAD, Capacity.HR_OFFICER})
CONFIRMED_ABOVE = frozenset({Capacity.ACTING, Capacity.DELEGATED})

CAPACITY_SAYS: dict[Capacity, Words] = {
    Capacity.PALAD: Words("ปลัด", "chief administrator (palad)"),
    Capacity.ACTING: Words("ผู้รักษาการ", "acting"),
    Capacity.DELEGATED: Words("ผู้ได้รับมอบหมาย", "delegated"),
    Capacity.HR_OFFICER: Words("นักทรัพยากรบุคคล", "human resource officer"),
    Capacity.ASSIGNED: Words("เจ้าหน้าที่ที่ได้รับมอบหมาย", "assigned official"),
}
STATE_SAYS: dict[State, Words] = {
    State.AWAITING: Words("รอจังหวัดยืนยัน", "awaits the province"),
    State.PENDING: Words("รอมีผล", "not yet in force"),
    State.ACTIVE: Words("มีผล", "in force"),
    State.COVERED: Words("มีผู้รักษาการ", "covered by an acting registrar"),
    State.SUSPENDED: Words("ระงับ", "suspended"),
    State.ENDED: Words("สิ้นสุด", "ended"),
}
ENDED_SAYS: dict[Ended, Words] = {
    Ended.ORDER: Words("ครบกำหนดตามคำสั่ง", "the order's last day has passed"),
    Ended.REPLACED: Words("แต่งตั้งผู้อื่นแทน", "somebody else was named instead"),
    Ended.BY_HAND: Words("หน่วยงานให้สิ้นสุด", "ended by the organisation"),
    Ended.MOVED: Words("มีการเคลื่อนไหวใน ก.พ.๗", "a movement in the service record"),
    Ended.REFUSED: Words("จังหวัดไม่ยืนยัน", "not confirmed by the province"),
}
BLOCK_LABELS: dict[Role, Words] = {
    Role.REGISTRAR: Words(
        "๑. นายทะเบียนประวัติ (ปลัด หรือ ผู้รักษาการ หรือ ผู้ได้รับมอบหมาย)",
        "1. Registrar (palad, or acting, or delegated)",
    ),
    Role.OFFICER: Words(
        "๒. เจ้าหน้าที่ทะเบียนประวัติ (นักทรัพยากรบุคคล/เจ้าหน้าที่ที่ได้รับมอบหมาย) จำนวน ๑ คน",
        "2. Records officer (human resource officer or assigned official), one person",
    ),
}
VACANT_SAYS: dict[Role, Words] = {
    Role.REGISTRAR: Words("ไม่มีนายทะเบียนประวัติ", "no registrar"),
    Role.OFFICER: Words("ไม่มีเจ้าหน้าที่ทะเบียนประวัติ", "no records officer"),
}
UNPROVEN_SAYS = Words("ยังไม่ได้พิสูจน์จาก ก.พ.๗", "not yet proved by the service record")
SEARCH_PURPOSE = "ลงทะเบียนสิทธิ"


def cover_of(capacity: Capacity) -> Cover:
    """An acting or delegated registrar covers; everybody else holds the role himself."""
    return Cover.COVER if capacity in CONFIRMED_ABOVE else Cover.SUBSTANTIVE
