"""What follows from ending one right: said in words before the button, reckoned as the act itself reckons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lhr.access.policy import Reach
from lhr.access.roles import ROLE_SAYS
from lhr.identity import queries as identity
from lhr.kernel.thai_date import said
from lhr.kernel.words import Words, filled
from lhr.people import queries as people
from lhr.registry_rights import queries as rights
from lhr.registry_rights import seats
from lhr.registry_rights.seats import Tenure
from lhr.registry_rights.terms import HOLDERS, VACANT_SAYS
from lhr.web.shared.requests import OfficerRequest

_NEVER_BEGINS = Words(
    "รายการของ{name} ตั้งแต่ {starts} จะไม่มีผล", "The registration of {name} from {starts} never comes into force"
)
_AT_ONCE = Words(
    "{name}เข้าระบบด้วยสิทธิ{role}ไม่ได้ตั้งแต่คำขอถัดไป หน้าจอที่เปิดค้างอยู่จะถูกปฏิเสธ",
    "{name} is refused as {role} from the next request on, also on pages that are open now",
)
_ON_ITS_DAY = Words(
    "{name}ใช้สิทธิ{role}ได้ถึงสิ้นวันก่อนหน้า ตั้งแต่ {day} เวลา 00.00 น. เข้าระบบด้วยสิทธินี้ไม่ได้ในคำขอถัดไป",
    "{name} works as {role} up to the end of the day before; from midnight of {day} the next request is refused",
)
_VACANT = Words(
    "ตั้งแต่ {day} หน่วยงานจะไม่มี{role} และขึ้นในรายการ “{vacant}” ของอำเภอ จังหวัด และกรม พร้อมเหตุนี้ จนกว่าจะลงทะเบียนผู้รับหน้าที่ใหม่",
    "From {day} the organisation has no {role} and stands on the lists “{vacant}” of district, province and centre, "
    "with this reason, until a successor is registered",
)
_VACANT_UNTIL = Words(
    "ตั้งแต่ {day} หน่วยงานจะไม่มี{role} จนถึงวันที่ {next} ซึ่งสิทธิของ{name}เริ่มมีผล",
    "From {day} the organisation has no {role} until {next}, when the right of {name} begins",
)
_GOES_ON = Words("ตั้งแต่ {day} {role}คือ {name}", "From {day} the {role} is {name}")
_OWN = Words(
    "นี่คือสิทธิของท่านเอง เมื่อสิ้นสุดแล้วท่านเปิดระบบด้วยบัญชีนี้ไม่ได้ และคืนสิทธิให้ตนเองไม่ได้",
    "This is your own right: once it has ended you cannot use this account, nor give the right back to yourself",
)
_OTHER_NAMES = Words(
    "ผู้ลงทะเบียนผู้รับหน้าที่ใหม่ได้: {name} ({role})", "Who can register the successor: {name} ({role})"
)
_FIRST_ACCOUNT_NAMES = Words(
    "ผู้ลงทะเบียนผู้รับหน้าที่ใหม่ได้: บัญชีตั้งต้นของหน่วยงาน",
    "Who can register the successor: the organisation's first account",
)
_NOBODY_NAMES = Words(
    "จะไม่มีผู้ใดของหน่วยงานเปิด SEM102 ได้ ต้องขอสำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดปลดล็อกบัญชีตั้งต้น",
    "Nobody of the organisation will be able to open SEM102; ask the province office to unlock the first account",
)


@dataclass(frozen=True, slots=True)
class Consequence:
    """`day` is the first without the right. `shuts_out` says that the one who asks has no right here after the act."""

    day: date
    says: tuple[Words, ...]
    own: bool
    shuts_out: bool


def of_ending(request: OfficerRequest, tenure: Tenure, day: date, path: str) -> Consequence:
    """Return what follows when the right ends on `day`; of one that never began, what follows at once."""
    actor = request.actor
    among = rights.appointments_of(tenure.organisation)
    after = seats.settle([seats.close(t, day, "") if t.entry == tenure.entry else t for t in among])
    in_force = tenure.covers(actor.day)
    own = in_force and tenure.person == actor.person_id
    first = day if in_force else tenure.starts
    told = [_of_person(tenure, day, actor.day) if in_force else _never(tenure)]
    if tenure.took_effect is not None:
        told.append(_of_seat(tenure, after, first))
        told += [_OWN] if own else []
        told += _who_names(after, first, path, actor.day)
    still = any(t is not None and t.person == actor.person_id for t in seats.pair_on(after, actor.day).values())
    return Consequence(day, tuple(told), own, own and day <= actor.day and not still)


def _never(tenure: Tenure) -> Words:
    return filled(_NEVER_BEGINS, name=_name(tenure.person, tenure.starts), starts=said(tenure.starts))


def _of_person(tenure: Tenure, day: date, today: date) -> Words:
    values = {"name": _name(tenure.person, today), "role": ROLE_SAYS[tenure.role], "day": said(day)}
    return filled(_AT_ONCE if day <= today else _ON_ITS_DAY, **values)


def _of_seat(tenure: Tenure, after: list[Tenure], day: date) -> Words:
    """Who has the role then: the one who was covered, somebody else, or nobody for the time being."""
    values = {"role": ROLE_SAYS[tenure.role], "day": said(day), "vacant": VACANT_SAYS[tenure.role]}
    holder = seats.holder_on(after, tenure.role, day)
    if holder is not None:
        return filled(_GOES_ON, **values, name=_name(holder.person, day))
    later = [t for t in after if t.role is tenure.role and t.counts and t.starts > day]
    coming = min(later, key=lambda t: t.starts, default=None)
    if coming is None:
        return filled(_VACANT, **values)
    return filled(_VACANT_UNTIL, **values, next=said(coming.starts), name=_name(coming.person, day))


def _who_names(after: list[Tenure], day: date, path: str, today: date) -> list[Words]:
    """Who can open SEM102 for a seat that stands empty from `day` on; nothing while somebody holds each."""
    pair = seats.pair_on(after, day)
    if None not in pair.values():
        return []
    left = [(role, pair[role]) for role in HOLDERS]
    for role, one in left:
        if one is not None:
            return [filled(_OTHER_NAMES, name=_name(one.person, today), role=ROLE_SAYS[role])]
    accounts = identity.accounts(within=Reach(frozenset({path})))
    usable = any(a.kind == "LGO_BOOTSTRAP" and a.status == "ACTIVE" for a in accounts)
    return [_FIRST_ACCOUNT_NAMES if usable else _NOBODY_NAMES]


def _name(person: UUID, day: date) -> str:
    return people.view_of(person, day).name
