"""Whom the lines of an order name by number: somebody whose record the order opens, or, where it is there by now, takes
over. Reads only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from lhr.access.actor import Actor
from lhr.kernel.rules import Finding, Weight
from lhr.organisations.models import Organisation
from lhr.people import queries as people
from lhr.people import rules as of_people
from lhr.people.models import Person
from lhr.people.queries import PersonView
from lhr.service_record import reading, rules, whom
from lhr.service_record.drafts import MovementDraft, NewPerson
from lhr.standards.queries import MovementView


@dataclass(frozen=True)
class Newcomer:
    """Somebody whose record is to be opened, or is `known` and taken over, as values of the register; nothing of what
    was typed is stored. `against` is what the rules say of the particulars and of the number; of a `stranger` the
    record is not shown before the order stands in it."""

    person: Person
    view: PersonView
    against: tuple[Finding, ...]
    known: bool = False
    stranger: bool = False


def named(
    by: Actor, organisation: Organisation, drafts: Sequence[MovementDraft], movements: Mapping[str, MovementView]
) -> tuple[list[MovementDraft], dict[UUID, Newcomer]]:
    """Return the lines with everybody named by an id, and who of them was named by number.

    Whose number has a record that this LGO may take over is that person, shown as typed; nobody's record elsewhere is
    told of. Raises LookupError for a line that names nobody, or that takes nobody into service and names somebody new.
    """
    known = people.by_numbers(draft.national_id for draft in drafts if draft.person_id is None)
    made: list[MovementDraft] = []
    found: dict[UUID, Newcomer] = {}
    for draft in drafts:
        if draft.person_id is not None:
            made.append(draft)
            continue
        one = _newcomer(by, organisation, draft, movements[draft.movement_code], known.get(draft.national_id))
        found[one.person.pk] = one
        by_id = replace(draft, person_id=one.person.pk)
        made.append(replace(by_id, national_id="", new_person=None) if one.known else by_id)
    return made, found


def held(drafts: Sequence[MovementDraft]) -> set[UUID]:
    """Return whoever of those named by number has a record by now, to be held while an order is written."""
    return {person.pk for person in people.by_numbers(one.national_id for one in drafts if not one.person_id).values()}


def _newcomer(
    by: Actor, organisation: Organisation, draft: MovementDraft, movement: MovementView, known: Person | None
) -> Newcomer:
    new = draft.new_person
    if new is None or not draft.national_id or not rules.is_start(movement):
        raise LookupError("a line of an order names somebody on record, or somebody whom it takes into service")
    person, shown = _as_values(draft.national_id, new)
    found = of_people.without_exception(whom.of_newcomer(by, draft))
    if known is None:
        return Newcomer(person, shown, tuple(found))
    lines = reading.lines_of_one(known.pk)
    if whom.keeper(known, lines, by.day) == organisation.pk:
        return Newcomer(person, shown, (*found, rules.opened_meanwhile(shown.name)))
    against = whom.of_known(by, organisation, draft, movement, known)
    if any(one.weight is Weight.BLOCK for one in against):
        return Newcomer(person, shown, (*found, *against))
    stranger = whom.is_stranger(by, organisation, draft, known, lines)
    return Newcomer(known, replace(shown, id=known.pk), (*found, *against), known=True, stranger=stranger)


def _as_values(national_id: str, new: NewPerson) -> tuple[Person, PersonView]:
    return people.unopened(
        national_id=national_id,
        prefix=new.prefix,
        first=new.first,
        last=new.last,
        birth_date=new.birth_date,
        gender=new.gender,
    )
