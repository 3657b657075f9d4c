"""Is it lawful? Everything that is looked up and checked of the two blocks before the book is opened."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from lhr import config
from lhr.access.actor import Actor
from lhr.access.roles import ROLE_SAYS, Role
from lhr.kernel import national_id as numbers
from lhr.kernel.names import compose
from lhr.kernel.rules import Finding
from lhr.organisations import queries as organisations
from lhr.organisations.models import Organisation
from lhr.people import queries as people
from lhr.people import rules as people_rules
from lhr.registry_rights import rules, seats
from lhr.registry_rights.drafts import Chosen, FormDraft, NewPerson
from lhr.registry_rights.models import Appointment
from lhr.registry_rights.queries.candidates import is_cold, known_here, ticket_of
from lhr.registry_rights.rules import Candidate
from lhr.registry_rights.rules_said import RR_01, RR_03
from lhr.registry_rights.seating import with_record
from lhr.registry_rights.seats import Tenure
from lhr.registry_rights.terms import CONFIRMED_ABOVE
from lhr.registry_rights.wording import movement_says
from lhr.service_record import queries as service
from lhr.service_record.rules_of_projection import ServicePicture
from lhr.standards import queries as standards

_NOT_YET_WRITTEN = 2**62  # a provisional change number: later than all that are on file


@dataclass(frozen=True)
class Block:
    """One block, looked up. `person` is None until a new person is registered; `kept` names the appointment on file
    that says the same already."""

    role: Role
    chosen: Chosen
    who: Candidate
    picture: ServicePicture
    needs_confirmation: bool
    person: UUID | None = None
    kept: UUID | None = None

    def of(self, person: UUID) -> Block:
        """Return the block for a person who has just been registered."""
        return replace(self, person=person, who=replace(self.who, person=person))

    def tenure(self, took_effect: int | None, by: Actor) -> Tenure:
        """Return the appointment with what the record says of it already."""
        made = rules.as_tenure(self.who, uuid.uuid4(), None if self.needs_confirmation else took_effect)
        return with_record(made, self.picture, by.day)


@dataclass(frozen=True)
class Prepared:
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...]


def prepare(by: Actor, organisation: Organisation, draft: FormDraft, among: Sequence[Tenure]) -> Prepared:
    """Return both blocks looked up, with every finding of both: one failing block stops both."""
    called = organisations.view_of(organisation.pk, by.day).full_name
    blocks, found = [], list[Finding]()
    for role, chosen in draft.blocks():
        person, of_person = _person(by, organisation, role, chosen)
        found += of_person
        picture = service.service_of(person) if person is not None else ServicePicture()
        cold = config.cold_start() and is_cold(organisation.pk) and not picture.employments
        who = _candidate(role, chosen, person, organisation, called, unproven=cold)
        needs = cold or (chosen.capacity in CONFIRMED_ABOVE and config.acting_needs_confirmation())
        blocks.append(Block(role, chosen, who, picture, needs, person, _kept(who, among)))
    found += [f for block in blocks if block.kept is None for f in _check(by, organisation, block, among)]
    if not found and not config.same_person_both_roles():
        found += _check_both(by, organisation, blocks, among)
    return Prepared(tuple(blocks), tuple(found))


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
        order_number=chosen.order_number,
        order_signed_on=chosen.order_signed_on,
        organisation=organisation.pk,
        organisation_name=called,
        unproven=unproven,
    )


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


def _kept(who: Candidate, among: Iterable[Tenure]) -> UUID | None:
    """Return the appointment on file that says the same: then nothing new is made of the block."""
    for t in among:
        same = (t.role, t.person, t.capacity, t.starts) == (who.role, who.person, who.capacity, who.starts)
        if same and not t.void and t.until == t.granted_until == who.until:
            return t.entry
    return None


def _check(by: Actor, organisation: Organisation, block: Block, among: Sequence[Tenure]) -> list[Finding]:
    who, picture = block.who, block.picture
    found = rules.check_capacity(who)
    if found:
        return found
    name_of = _names(by, organisation, block)
    if not who.unproven:
        found = rules.check_serves(who, picture, name_of, movement_says) or rules.check_post(
            who, picture, name_of
        )
    return [*found, *rules.check_one_seat(who, among, by.day, name_of)]


def _check_both(
    by: Actor, organisation: Organisation, blocks: Sequence[Block], among: Sequence[Tenure]
) -> list[Finding]:
    """RR-01.2 on the appointments as they would stand after this saving: who leaves one role may take the other."""
    new = {b.role: b.tenure(_NOT_YET_WRITTEN, by) for b in blocks if b.kept is None}
    settled = seats.settle([*give_way(among, new), *new.values()])
    found = []
    for block in blocks:
        others = [t for t in settled if t.entry not in {n.entry for r, n in new.items() if r is block.role}]
        found += rules.check_one_role(block.who, others, _names(by, organisation, block))
    return found + _same_new_person(blocks)


def give_way(among: Iterable[Tenure], new: dict[Role, Tenure]) -> list[Tenure]:
    """Close what still awaits the province in a role that is being filled anew: the LGO has chosen otherwise."""
    return [
        replace(t, closed_on=t.starts) if t.role in new and t.took_effect is None and not t.void else t
        for t in among
    ]


def _names(by: Actor, organisation: Organisation, block: Block) -> rules.NameOf:
    """Name people in messages; somebody whom this LGO may not see is not named."""

    def name_of(person: UUID) -> str:
        new = block.chosen.new_person
        if person == block.who.person and new is not None:
            return compose(new.prefix, new.first, new.last)
        if not known_here(person, organisation.pk, by.day):
            return "บุคคลที่เลือก"
        return people.view_of(person, by.day).name

    return name_of


def _same_new_person(blocks: Sequence[Block]) -> list[Finding]:
    """RR-01.2 for one number typed into both blocks."""
    new = [b.chosen.new_person for b in blocks if b.chosen.new_person is not None]
    if len(new) < 2 or numbers.read(new[0].national_id).digits != numbers.read(new[1].national_id).digits:
        return []
    name = compose(new[1].prefix, new[1].first, new[1].last)
    values: dict[str, Any] = {"person": name, "other_role": ROLE_SAYS[blocks[0].role]}
    return [RR_01.finding(variant=2, field=blocks[1].who.field("person"), **values)]


def check_again(
    by: Actor, row: Appointment, mine: Tenure, picture: ServicePicture, among: Sequence[Tenure]
) -> list[Finding]:
    """RR-01 to RR-03 once more when the province confirms: days may have passed since the saving."""
    called = organisations.view_of(mine.organisation, by.day).full_name
    last_day = row.granted_until - timedelta(days=1) if row.granted_until else None
    who = Candidate(
        role=mine.role,
        capacity=mine.capacity,
        person=mine.person,
        starts=mine.starts,
        last_day=last_day,
        order_number=row.order_number,
        order_signed_on=row.order_signed_on,
        organisation=mine.organisation,
        organisation_name=called,
        unproven=mine.unproven,
    )

    def name_of(person: UUID) -> str:
        return people.view_of(person, by.day).name

    found = rules.check_one_seat(who, among, by.day, name_of)
    if not mine.unproven:
        found += rules.check_serves(who, picture, name_of, movement_says) or rules.check_post(
            who, picture, name_of
        )
    if config.same_person_both_roles():
        return found
    settled = seats.settle(
        [*among, with_record(replace(mine, took_effect=_NOT_YET_WRITTEN), picture, by.day)]
    )
    return found + rules.check_one_role(who, settled, name_of)
