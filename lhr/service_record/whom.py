"""Of whom a movement speaks, and whether this LGO may write of that person at all.

Who asks by number for somebody held elsewhere learns nothing that the order in hand does not say.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from lhr.access.actor import Actor
from lhr.kernel.rules import Finding, Weight
from lhr.organisations import queries as organisations
from lhr.organisations.models import Organisation
from lhr.people import queries as people
from lhr.people import rules as of_people
from lhr.people.models import Person
from lhr.people.queries import PersonView
from lhr.service_record import cases, queries, reading, rules
from lhr.service_record.models import ServiceLine
from lhr.service_record.rules import Keeper, Line, MovementDraft, ServicePicture
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
    found = of_known(by, organisation, draft, movement, person)
    stopped = any(one.weight is Weight.BLOCK for one in found)
    return person, found if stopped else [*of_newcomer(by, draft), *found]


def known_here(person_id: UUID, organisation: Organisation, day: date, held: Sequence[Person] = ()) -> Person:
    """A person is named by id only where the organisation has met that id: in a line of its own, as its opener, or as
    somebody on the way to it. `held` is the person where the caller has read, and locked, the row."""
    person = held[0] if held else people.get(person_id)
    if person.first_held_by == organisation.pk:
        return person
    if ServiceLine.objects.known().filter(person=person_id, organisation=organisation).exists():
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
    """What stands in the way of writing of somebody who was named by number and has a record, here or elsewhere, and
    where the particulars that were typed differ from it. Of somebody kept elsewhere who types none is told nothing."""
    lines = reading.lines_of_one(person.id)
    here = keeper(person, lines, by.day) == organisation.pk
    if draft.movement_code == rules.TRANSFER_IN and not here:
        if not _may_come(draft, person, lines, organisation.pk):
            return rules.check_received(released_here=False, person_name=_UNKNOWN_PERSON)
    elif not _may_begin(draft, movement, person, lines, organisation.pk, here=here):
        return of_people.check_only_record(known=True, held_here=here)
    elif draft.new_person is None and not here:
        return of_people.check_name("", "")[:1]
    typed = typed_of(draft)
    return people.same_person(person, typed, by.day) if typed else []


def _may_come(draft: MovementDraft, person: Person, lines: Sequence[Line], organisation_id: UUID) -> bool:
    """From an agency outside comes whoever was let go to one, and whoever serves nowhere: who that is shows only to
    those who know the person already."""
    if rules.released(lines, organisation_id, draft.starts):
        return True
    if not _from_outside(draft):
        return False
    named = draft.new_person is not None and not _unbegun(person, lines)
    return rules.went_outside(lines, draft.starts) or (named and may_be_received(draft, lines, organisation_id))


def _may_begin(
    draft: MovementDraft,
    movement: MovementView,
    person: Person,
    lines: Sequence[Line],
    organisation_id: UUID,
    *,
    here: bool,
) -> bool:
    if here:
        return not lines or draft.movement_code != rules.APPOINT or is_free(lines, draft.starts)
    return not _unbegun(person, lines) and may_take_over(draft, movement, lines, organisation_id)


def _unbegun(person: Person, lines: Sequence[Line]) -> bool:
    """True while it is for the LGO that opened the record to begin it: nothing was ever written into it (SEM102 names
    people so), or the first line was sent back to be mended."""
    if lines or person.first_held_by is None:
        return False
    written = ServiceLine.objects.filter(person=person)
    return written.known().exists() or not written.exists()


def typed_of(draft: MovementDraft) -> PersonView | None:
    """Return the particulars as they were typed, in the form of those on record; None where there are none."""
    new = draft.new_person
    if new is None:
        return None
    _, view = people.unopened(
        national_id=draft.national_id,
        prefix=new.prefix,
        first=new.first,
        last=new.last,
        birth_date=new.birth_date,
        gender=new.gender,
    )
    return view


def is_stranger(
    by: Actor, organisation: Organisation, draft: MovementDraft, person: Person, lines: Sequence[Line]
) -> bool:
    """True of somebody kept elsewhere who was named by number and is let go to nobody: until the line is verified this
    LGO sees of the person what it typed itself."""
    here = draft.person_id is not None or keeper(person, lines, by.day) == organisation.pk
    return not here and not rules.released(lines, organisation.pk, draft.starts)


def no_more_free(
    by: Actor, row: ServiceLine, draft: MovementDraft, movement: MovementView, verified: Sequence[Line]
) -> list[Finding]:
    """PE-02.2 at signing: whom the line was to take into service another LGO took meanwhile. Who is not told."""
    if draft.movement_code == rules.TRANSFER_IN or not rules.is_start(movement) or row.corrects is not None:
        return []
    if keeper(row.person, verified, by.day) in (None, row.organisation_id):
        return []
    free = may_take_over(draft, movement, verified, row.organisation_id)
    return [] if free else of_people.check_only_record(known=True, held_here=False)


def may_take_over(
    draft: MovementDraft, movement: MovementView, lines: Sequence[Line], organisation_id: UUID
) -> bool:
    """A released person may be received; one who serves nowhere may be taken into service by any LGO."""
    if draft.movement_code == rules.TRANSFER_IN:
        return may_be_received(draft, lines, organisation_id)
    if not rules.is_start(movement) or draft.movement_code == rules.OPENING:
        return False
    return is_free(lines, draft.starts, but_for=organisation_id)


def may_be_received(draft: MovementDraft, lines: Sequence[Line], organisation_id: UUID) -> bool:
    """True for whom a verified order lets go to this LGO on that very day, and for who serves nowhere and comes from an
    agency outside."""
    back = _from_outside(draft) and is_free(lines, draft.starts, but_for=organisation_id)
    return back or rules.released(lines, organisation_id, draft.starts)


def _from_outside(draft: MovementDraft) -> bool:
    return draft.other_organisation_id is None and bool(draft.other_organisation_text.strip())


def is_free(lines: Sequence[Line], day: date, *, but_for: UUID | None = None) -> bool:
    """True where no LGO has the person in service on that day or later, and none has a line waiting that would say so,
    the one asking (`but_for`) apart: of its own line SR-04 tells. Who died, and who is to be received by another LGO,
    is not free."""
    waits = [line for line in lines if line.verified or line.organisation_id != but_for]
    counted = (list(lines), reading.as_if_verified(waits))
    return not rules.on_the_way(lines) and all(_all_over(rules.project(each), day) for each in counted)


def _all_over(picture: ServicePicture, day: date) -> bool:
    served = picture.employments
    died = bool(served) and served[-1].end_movement == rules.DEATH
    return not died and all(one.until is not None and one.until <= day for one in served)


def undoes_own_start(draft: MovementDraft, lines: Sequence[Line], organisation_id: UUID, day: date) -> bool:
    """Who receives or takes on may cancel that before the day on which it gets the record."""
    target = next((line for line in lines if line.entry_id == draft.cancels), None)
    return (
        target is not None
        and target.organisation_id == organisation_id
        and target.movement_class == rules.MovementClass.START
        and day < target.starts
    )


def may_write(
    draft: MovementDraft, movement: MovementView, lines: Sequence[Line], organisation_id: UUID, day: date
) -> bool:
    """True where an LGO writes of somebody whose record it does not keep (yet)."""
    return may_take_over(draft, movement, lines, organisation_id) or undoes_own_start(
        draft, lines, organisation_id, day
    )


def keeper(person: Person, lines: Sequence[Line], day: date) -> UUID | None:
    return rules.project(lines).keeper(day) or person.first_held_by


def held_elsewhere(person: Person, verified: Sequence[Line], organisation_id: UUID) -> bool:
    employments = rules.project(verified).employments
    return bool(employments) and employments[-1].organisation_id != organisation_id


def kept_by(person: Person, picture: ServicePicture, organisation_id: UUID, day: date) -> Keeper:
    """Return who keeps the record, and how the LGO that asks reaches whoever does in its place."""
    place = picture.keeper(day) or person.first_held_by
    if place is None or place == organisation_id:
        return Keeper(place)
    contact = organisations.contact_of(place, day)
    return Keeper(
        place,
        organisations.view_of(place, day).label,
        contact.telephone if contact else "",
        left_us=any(one.organisation_id == organisation_id for one in picture.employments),
    )
