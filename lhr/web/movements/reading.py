"""Every reading of a person leaves a row (AU-01): who reads inside the LGO that keeps the record reads for its own
work; an office above says why, once for each person and twenty minutes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from lhr import config
from lhr.access.actor import Actor
from lhr.access.policy import Reach
from lhr.audit import queries as audit
from lhr.audit.book import reading
from lhr.kernel import clock
from lhr.kernel.rules import Finding, Weight
from lhr.kernel.words import Words
from lhr.organisations.queries import Organisation
from lhr.people import queries as people
from lhr.people import rules as people_rules
from lhr.people import vault
from lhr.registry_rights.queries.candidates import ticket_of
from lhr.registry_rights.queries.search_limits import alarm
from lhr.service_record import finding, search_limits
from lhr.service_record.cases import NOBODY
from lhr.service_record.drafts import MovementDraft
from lhr.service_record.judging import Judged
from lhr.web.shared.readings import FIND, FOUND, HOLDERS, LINES, NUMBER, PERSON, RETIRING, STAFF

OWN_WORK = "งานทะเบียนประวัติ"
BY_NUMBER = "ค้นหาทะเบียนประวัติ"
PURPOSES: dict[str, Words] = {
    "pair": Words(
        "ตรวจสอบรายการของนายทะเบียนหรือเจ้าหน้าที่ทะเบียน", "verify lines of the registrar or records officer"
    ),
    "follow_up": Words("ติดตามการลงทะเบียนสิทธิ", "follow-up of the registration of rights"),
    "enquiry": Words("ตอบข้อหารือหรือคำขอของเจ้าของประวัติ", "answer an enquiry or a request of the person"),
    "inspection": Words("ตรวจราชการ ตรวจสอบภายใน", "inspection or internal audit"),
    "complaint": Words("สอบข้อเท็จจริงตามคำสั่งหรือข้อร้องเรียน", "establish facts upon an order or a complaint"),
    "years_here": Words(
        "ตรวจหรือแก้รายการช่วงที่เคยปฏิบัติงานในหน่วยงานนี้", "check or mend the lines of the years served at this LGO"
    ),
}
# What an office above does, and what an LGO does with somebody who has left it.
ABOVE = ("pair", "follow_up", "enquiry", "inspection", "complaint")
AT_A_FORMER_LGO = ("years_here", "enquiry", "inspection", "complaint")


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


def check_number(by: Actor, organisation: Organisation, draft: MovementDraft, ticket: str) -> list[Finding]:
    """PE-10: may this account ask about this number on the movement screen? The same number on the same day, shown by
    its ticket, is no other try."""
    if by.account_id is None or ticket in (ticket_of(by, draft.national_id), _ticket_of_all(by, draft)):
        return []
    return search_limits.check(by, organisation)


def note_number(
    by: Actor, organisation: Organisation, draft: MovementDraft, ticket: str, judged: Judged
) -> tuple[str, list[Finding]]:
    """Count a number that was looked up, with the tries of the picker and of ขอรับโอน; return its ticket, and PE-10
    where other particulars of somebody on record were tried too often: then nothing is told of them."""
    guessed = search_limits.tells_of_particulars(judged.findings)
    mine = _ticket_of_all(by, draft) if guessed else ticket_of(by, draft.national_id)
    if by.account_id is None or ticket == mine:
        return mine, []
    if guessed and (stopped := search_limits.check(by, organisation)):
        return ticket, stopped
    met = people.find(draft.national_id)
    outcome = search_limits.outcome_at_keying(judged.findings, known=met is not None)
    persons = [met.pk if met else NOBODY]
    reading(by, NUMBER, purpose=OWN_WORK, persons=persons, path=organisation.path, outcome=outcome)
    if outcome == search_limits.NEUTRAL:
        alarm(by, organisation)
    return mine, []


def _ticket_of_all(by: Actor, draft: MovementDraft) -> str:
    """The proof that the number was tried with these very particulars."""
    return vault.digest(f"{ticket_of(by, draft.national_id)}|{draft.new_person}")


def find_number(
    by: Actor, organisation: Organisation, national_id: str, within: Reach, *, opens: bool = False
) -> tuple[UUID | None, list[Finding]]:
    """Return who bears the number within the reach; each try that looks somebody up counts (PE-10), and its bearer can
    see it. Nothing of the record is shown by it: an office above gives its purpose on the page that opens next.

    With `opens` a record is to be opened for the number: that nobody bears it is no miss then.
    """
    found = people_rules.without_exception(people_rules.check_number(people.number_of(national_id)))
    if any(each.weight is Weight.BLOCK for each in found):
        return None, found
    if stopped := search_limits.check(by, organisation):
        return None, stopped
    met = finding.by_number(by=by, national_id=national_id, within=within)
    unknown = search_limits.NEW if opens and met.met is None else search_limits.NEUTRAL
    outcome = search_limits.MET if met.person else unknown
    persons = [met.met or NOBODY]
    reading(by, FIND, purpose=BY_NUMBER, persons=persons, path=organisation.path, outcome=outcome)
    if outcome == search_limits.NEUTRAL:
        alarm(by, organisation)
    return met.person, []


def find_again(by: Actor, national_id: str, within: Reach) -> UUID | None:
    """Return who bears, within the reach, a number that this LGO has kept since it was looked up: no other try."""
    return finding.by_number(by=by, national_id=national_id, within=within).person


__all__ = [
    "FOUND",
    "HOLDERS",
    "LINES",
    "NUMBER",
    "OWN_WORK",
    "PERSON",
    "PURPOSES",
    "RETIRING",
    "STAFF",
    "check_number",
    "find_again",
    "find_number",
    "note",
    "note_number",
    "purpose_given",
    "say_purpose",
]
