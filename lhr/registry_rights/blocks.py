"""One block of SEM102, looked up: who is meant, and what the register knows of him."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from lhr import config
from lhr.access.actor import Actor
from lhr.access.roles import Role
from lhr.kernel.names import compose
from lhr.kernel.rules import Finding
from lhr.organisations import queries as organisations
from lhr.organisations.models import Organisation
from lhr.people import queries as people
from lhr.people import rules as people_rules
from lhr.registry_rights import amending, rules
from lhr.registry_rights.amending import Part
from lhr.registry_rights.candidate import Candidate, as_tenure
from lhr.registry_rights.drafts import Chosen, NewPerson
from lhr.registry_rights.queries.candidates import is_cold, known_here, ticket_of
from lhr.registry_rights.rules_said import RR_03
from lhr.registry_rights.seating import laid_for, with_record
from lhr.registry_rights.seats import Tenure
from lhr.registry_rights.terms import CONFIRMED_ABOVE
from lhr.service_record import queries as service
from lhr.service_record.rules_of_projection import ServicePicture
from lhr.standards import queries as standards


@dataclass(frozen=True)
class Block:
    """One block, looked up. `person` is None until a new person is registered; `on_file` is the appointment that the
    block says again, or mends in these `parts`: then nothing new is made of it."""

    role: Role
    chosen: Chosen
    who: Candidate
    picture: ServicePicture
    needs_confirmation: bool
    person: UUID | None = None
    on_file: Tenure | None = None
    parts: frozenset[Part] = frozenset()

    def of(self, person: UUID) -> Block:
        """Return the block for a person who has just been registered."""
        return replace(self, person=person, who=replace(self.who, person=person))

    def tenure(self, took_effect: int | None, by: Actor) -> Tenure:
        """Return the appointment with what the record says of it already."""
        made = as_tenure(self.who, uuid.uuid4(), None if self.needs_confirmation else took_effect)
        return with_record(made, self.picture, by.day, laid_for(made))

    def mended(self, by: Actor) -> Tenure | None:
        """Return the appointment on file as this block has it; None for a new one."""
        if self.on_file is None or not self.parts:
            return self.on_file
        mended = amending.mended(self.on_file, self.chosen)
        return with_record(mended, self.picture, by.day, laid_for(mended))


@dataclass(frozen=True)
class LookedUp:
    block: Block
    findings: tuple[Finding, ...]


def look_up(
    by: Actor, organisation: Organisation, role: Role, chosen: Chosen, among: Sequence[Tenure]
) -> LookedUp:
    """Return the block with what the register knows of the person, and what stands against him already."""
    person, found = _person(by, organisation, role, chosen)
    picture = service.service_of(person) if person is not None else ServicePicture()
    met = amending.on_file(role, chosen, among, by.day) if chosen.person_id is not None else None
    ours = person is None or known_here(person, organisation.pk, by.day)
    cold = ours and config.cold_start() and is_cold(organisation.pk) and not picture.employments
    called = organisations.view_of(organisation.pk, by.day).full_name
    unproven = cold if met is None else met.unproven
    who = _candidate(role, chosen, person, organisation, called, unproven=unproven)
    needs = cold or (chosen.capacity in CONFIRMED_ABOVE and config.acting_needs_confirmation())
    differs = amending.parts(met, chosen) if met is not None else frozenset[Part]()
    return LookedUp(Block(role, chosen, who, picture, needs, person, met, differs), tuple(found))


def _person(
    by: Actor, organisation: Organisation, role: Role, chosen: Chosen
) -> tuple[UUID | None, list[Finding]]:
    """Return the register's person, None for one who is to be registered, with what stands against either."""
    if chosen.new_person is None:
        return chosen.person_id, []
    known = people.find(chosen.new_person.national_id)
    if known is not None and not known_here(known.pk, organisation.pk, by.day):
        found = people_rules.check_only_record(known=True, held_here=False)
        return None, _on(role, [*_check_new(by, organisation, role, chosen.new_person), *found])
    return (known.pk if known else None), _on(role, _check_new(by, organisation, role, chosen.new_person))


def _check_new(by: Actor, organisation: Organisation, role: Role, new: NewPerson) -> list[Finding]:
    """A new person is for a cold start only, under a number that this account has searched today."""
    name = compose(new.prefix, new.first, new.last)
    if not (config.cold_start() and is_cold(organisation.pk)):
        place = organisations.view_of(organisation.pk, by.day).full_name
        return [RR_03.finding(field="person", person=name, organisation=place, date="")]
    if new.ticket != ticket_of(by, new.national_id):
        return [RR_03.finding(variant=2, field="person", person=name)]
    return people.judge(
        national_id=new.national_id,
        prefix=new.prefix,
        first=new.first,
        last=new.last,
        birth_date=new.birth_date,
        gender=new.gender,
        today=by.day,
        titles=standards.titles_to_split(),
    )


def _on(role: Role, found: Iterable[Finding]) -> list[Finding]:
    return [replace(f, field=f"{role.lower()}-{f.field}") for f in found]


def _candidate(
    role: Role,
    chosen: Chosen,
    person: UUID | None,
    organisation: Organisation,
    called: str,
    *,
    unproven: bool,
) -> Candidate:
    return Candidate(
        role=role,
        capacity=chosen.capacity,
        person=person or uuid.uuid4(),
        starts=chosen.starts,
        last_day=chosen.last_day,
        order_number=chosen.order_number.strip(),
        order_signed_on=chosen.order_signed_on,
        organisation=organisation.pk,
        organisation_name=called,
        unproven=unproven,
    )


def names_for(by: Actor, organisation: Organisation, block: Block) -> rules.NameOf:
    """Name people in messages; somebody whom this LGO may not see is not named."""

    def name_of(person: UUID) -> str:
        new = block.chosen.new_person
        if person == block.who.person and new is not None:
            return compose(new.prefix, new.first, new.last)
        if not known_here(person, organisation.pk, by.day):
            return "บุคคลที่เลือก"
        return people.view_of(person, by.day).name

    return name_of
