"""Of whom a movement speaks, and whether this LGO may write of that person at all.

Who asks by number for somebody held elsewhere learns nothing that the order in hand does not say.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from lhr.access.actor import Actor
from lhr.kernel.rules import Finding
from lhr.organisations import queries as organisations
from lhr.organisations.models import Organisation
from lhr.people import queries as people
from lhr.people import rules as of_people
from lhr.people.models import Person
from lhr.service_record import cases, queries, reading, rules
from lhr.service_record.models import ServiceLine
from lhr.service_record.rules import Line, MovementDraft
from lhr.standards import queries as standards
from lhr.standards.queries import MovementView

_UNKNOWN_PERSON = "บุคคลนี้"


def person_of(
    by: Actor, organisation: Organisation, draft: MovementDraft, movement: MovementView, *, look_up: bool = True
) -> tuple[Person | None, list[Finding]]:
    """Return of whom the movement speaks, and what stands in the way of writing of this person here at all. Without
    `look_up` nobody is looked for by number."""
    if draft.person_id is not None:
        return known_here(draft.person_id, organisation, by.day), []
    number = people.number_of(draft.national_id)
    exception = draft.new_person.id_exception_reason if draft.new_person else ""
    readable = number.valid or bool(exception)
    cited = rules.names_a_source(movement, draft.citation, has_scan=draft.scan is not None)
    if not readable or not cited or not look_up:
        # No number is looked up for who cites no order (2.5) nor, for a record carried over, the page that is copied:
        # OR-03 stands on the citation already. What was typed of somebody new is judged all the same, so that nothing
        # has to be mended twice.
        wrong = [] if readable else of_people.check_number(number)
        return None, of_newcomer(by, draft) if draft.new_person is not None else wrong
    person = people.find(draft.national_id)
    if not rules.is_start(movement):
        held = person is not None and queries.custody(person.id, by.day) == organisation.pk
        return (person, []) if held else (None, [rules.no_start()])
    if person is None:
        return None, _of_unknown(by, draft)
    return person, of_known(by, organisation, draft, movement, person)


def known_here(person_id: UUID, organisation: Organisation, day: date) -> Person:
    """A person is named by id only where the organisation has met that id: in a line of its own, as its opener, or as
    somebody on the way to it."""
    person = people.get(person_id)
    met = ServiceLine.objects.known().filter(person=person_id, organisation=organisation).exists()
    if met or person.first_held_by == organisation.pk:
        return person
    if cases.open_case_here(person_id, organisation.pk, day) is None:
        raise Person.DoesNotExist(person_id)
    return person


def _of_unknown(by: Actor, draft: MovementDraft) -> list[Finding]:
    if draft.new_person is None:
        if draft.movement_code == rules.TRANSFER_IN:
            return rules.check_received(released_here=False, person_name=_UNKNOWN_PERSON)
        return of_people.check_name("", "")[:1]
    return of_newcomer(by, draft)


def of_newcomer(by: Actor, draft: MovementDraft) -> list[Finding]:
    """What the rules say of the particulars as they were typed, whoever bears the number."""
    new = draft.new_person
    if new is None:
        return []
    return people.judge(
        national_id=draft.national_id,
        prefix=new.prefix,
        first=new.first,
        last=new.last,
        birth_date=new.birth_date,
        gender=new.gender,
        today=by.day,
        id_exception_reason=new.id_exception_reason,
        titles=titles(),
    )


def titles() -> tuple[str, ...]:
    """The titles that are looked for at the head of a name: those an officer can choose, in full and short."""
    return tuple(text for prefix in standards.prefixes() for text in (prefix.full, prefix.short))


def of_known(
    by: Actor, organisation: Organisation, draft: MovementDraft, movement: MovementView, person: Person
) -> list[Finding]:
    """What stands in the way of writing of somebody who was named by number and has a record, here or elsewhere."""
    lines = reading.lines_of_one(person.id)
    held_here = keeper(person, lines, by.day) == organisation.pk
    if draft.movement_code == rules.TRANSFER_IN and not held_here:
        here = may_be_received(draft, lines, organisation.pk)
        return rules.check_received(released_here=here, person_name=_UNKNOWN_PERSON)
    if held_here and (not lines or draft.movement_code != rules.APPOINT):
        return []
    if may_take_over(draft, movement, lines, organisation.pk):
        return []
    return of_people.check_only_record(known=True, held_here=held_here)


def may_take_over(
    draft: MovementDraft, movement: MovementView, lines: Sequence[Line], organisation_id: UUID
) -> bool:
    """A released person may be received; one whose service has ended may be taken into service again anywhere."""
    if draft.movement_code == rules.TRANSFER_IN:
        return may_be_received(draft, lines, organisation_id)
    if not rules.is_start(movement) or draft.movement_code in (rules.APPOINT, rules.OPENING):
        return False
    served = rules.project(lines).employments
    return bool(served) and all(e.until is not None and e.until <= draft.starts for e in served)


def may_be_received(draft: MovementDraft, lines: Sequence[Line], organisation_id: UUID) -> bool:
    """True for whom a verified order lets go to this LGO on that very day, and for who went to an agency outside and
    comes back from one."""
    from_outside = draft.other_organisation_id is None and bool(draft.other_organisation_text.strip())
    back = from_outside and rules.went_outside(lines, draft.starts)
    return back or rules.released(lines, organisation_id, draft.starts)


def undoes_own_receipt(draft: MovementDraft, lines: Sequence[Line], organisation_id: UUID, day: date) -> bool:
    """The receiver may cancel its receipt before the day on which it gets the record."""
    target = next((line for line in lines if line.entry_id == draft.cancels), None)
    return (
        target is not None
        and target.organisation_id == organisation_id
        and target.movement_code == rules.TRANSFER_IN
        and day < target.starts
    )


def may_write(
    draft: MovementDraft, movement: MovementView, lines: Sequence[Line], organisation_id: UUID, day: date
) -> bool:
    """True where an LGO writes of somebody whose record it does not keep (yet)."""
    return may_take_over(draft, movement, lines, organisation_id) or undoes_own_receipt(
        draft, lines, organisation_id, day
    )


def keeper(person: Person, lines: Sequence[Line], day: date) -> UUID | None:
    return rules.project(lines).keeper(day) or person.first_held_by


def held_elsewhere(person: Person, verified: Sequence[Line], organisation_id: UUID) -> bool:
    employments = rules.project(verified).employments
    return bool(employments) and employments[-1].organisation_id != organisation_id


def keeper_name(person: Person, lines: Sequence[Line], day: date) -> str:
    place = keeper(person, lines, day)
    return organisations.view_of(place, day).label if place else ""
