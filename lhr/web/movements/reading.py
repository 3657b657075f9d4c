"""Every reading of a person leaves a row (AU-01): who reads inside the LGO that keeps the record reads for its own
work; an office above says why, once for each person and twenty minutes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from lhr import config
from lhr.access.actor import Actor
from lhr.audit import queries as audit
from lhr.audit.book import reading
from lhr.kernel import clock
from lhr.kernel.rules import Finding
from lhr.kernel.thai_date import show
from lhr.kernel.words import Words
from lhr.organisations import queries as organisations
from lhr.organisations.queries import Organisation
from lhr.people import queries as people
from lhr.people import rules as of_people
from lhr.registry_rights.queries.candidates import ticket_of
from lhr.service_record.cases import NOBODY
from lhr.web.shared.readings import HOLDERS, LINES, NUMBER, PERSON, STAFF

OWN_WORK = "งานทะเบียนประวัติ"
PURPOSES: dict[str, Words] = {
    "pair": Words(
        "ตรวจสอบรายการของนายทะเบียนหรือเจ้าหน้าที่ทะเบียน", "verify lines of the registrar or records officer"
    ),
    "follow_up": Words("ติดตามการลงทะเบียนสิทธิ", "follow-up of the registration of rights"),
    "enquiry": Words("ตอบข้อหารือหรือคำขอของเจ้าของประวัติ", "answer an enquiry or a request of the person"),
    "inspection": Words("ตรวจราชการ ตรวจสอบภายใน", "inspection or internal audit"),
    "complaint": Words("สอบข้อเท็จจริงตามคำสั่งหรือข้อร้องเรียน", "establish facts upon an order or a complaint"),
}


def note(by: Actor, view: str, persons: Iterable[UUID], path: str, purpose: str = OWN_WORK) -> None:
    """Note that these people were seen; the own record is nobody else's business. Raises when it cannot be written."""
    others = sorted({one for one in persons if one != by.person_id}, key=str)
    if others:
        reading(by, view, purpose=purpose, persons=others, path=path)


def purpose_given(by: Actor, view: str, path: str, person: UUID | None) -> str:
    """Return the purpose that this account gave for this person, or for the place's list, within the last twenty
    minutes (setting), or ""."""
    if by.account_id is None:
        return ""
    since = clock.now() - timedelta(minutes=config.purpose_minutes())
    return audit.purpose_given(by.account_id, view, since, person=person, path=path)


def say_purpose(by: Actor, view: str, path: str, person: UUID | None, purpose: str) -> None:
    """Write down for what purpose the person, or the place's list, is about to be opened."""
    reading(
        by,
        view,
        purpose=purpose,
        persons=[person] if person else [],
        path=path,
        outcome=audit.PURPOSE_STATED,
    )


def check_number(
    by: Actor, organisation: Organisation, number: str, ticket: str
) -> tuple[str, list[Finding]]:
    """Count that this account asks about another number on the movement screen (PE-10); return the number's ticket.

    The same number asked again on the same day, shown by its ticket, counts once.
    """
    mine = ticket_of(by, number)
    if ticket == mine or by.account_id is None:
        return mine, []
    now = clock.now()
    made = audit.readings_by(by.account_id, NUMBER, now - timedelta(hours=1))
    first = made.last()
    above = organisations.above(organisation.pk, by.day)
    again = ((first.at if first else now) + timedelta(hours=1)).astimezone(clock.BANGKOK)
    found = of_people.check_search(
        made_this_hour=made.count(),
        misses_in_a_row=0,
        per_hour=config.lookup_per_hour(),
        most_misses=config.lookup_misses(),
        again_at=f"{again:%H:%M} {show(again.date())}",
        next_tier=above.full_name if above else "",
    )
    if found:
        return "", found
    met = people.find(number)
    reading(by, NUMBER, purpose=OWN_WORK, persons=[met.pk if met else NOBODY], path=organisation.path)
    return mine, []


__all__ = [
    "HOLDERS",
    "LINES",
    "NUMBER",
    "OWN_WORK",
    "PERSON",
    "PURPOSES",
    "STAFF",
    "check_number",
    "note",
    "purpose_given",
    "say_purpose",
]
