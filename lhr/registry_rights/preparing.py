"""Is it lawful? Everything that is looked up and checked of the two blocks before the book is opened."""

from __future__ import annotations

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
from lhr.registry_rights import rules, seats
from lhr.registry_rights.blocks import Block, look_up, names_for
from lhr.registry_rights.candidate import Candidate
from lhr.registry_rights.drafts import FormDraft
from lhr.registry_rights.models import Appointment
from lhr.registry_rights.rules_said import RR_01
from lhr.registry_rights.seating import with_record
from lhr.registry_rights.seats import Tenure
from lhr.registry_rights.wording import movement_says
from lhr.service_record.rules_of_projection import ServicePicture

_NOT_YET_WRITTEN = 2**62  # a provisional change number: later than all that are on file


@dataclass(frozen=True)
class Prepared:
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...]


def prepare(by: Actor, organisation: Organisation, draft: FormDraft, among: Sequence[Tenure]) -> Prepared:
    """Return both blocks looked up, with every finding of both: one failing block stops both."""
    looked = [look_up(by, organisation, role, chosen, among) for role, chosen in draft.blocks()]
    blocks = [one.block for one in looked]
    found = [f for one in looked for f in one.findings]
    found += [f for block in blocks if block.kept is None for f in _check(by, organisation, block, among)]
    if not found and not config.same_person_both_roles():
        found += _check_both(by, organisation, blocks, among)
    return Prepared(tuple(blocks), tuple(found))


def _check(by: Actor, organisation: Organisation, block: Block, among: Sequence[Tenure]) -> list[Finding]:
    who, picture = block.who, block.picture
    found = rules.check_capacity(who)
    if found:
        return found
    name_of = names_for(by, organisation, block)
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
        found += rules.check_one_role(block.who, others, names_for(by, organisation, block))
    return found + _same_new_person(blocks)


def give_way(among: Iterable[Tenure], new: dict[Role, Tenure]) -> list[Tenure]:
    """Close what still awaits the province in a role that is being filled anew: the LGO has chosen otherwise."""
    return [
        replace(t, closed_on=t.starts) if t.role in new and t.took_effect is None and not t.void else t
        for t in among
    ]


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


def _same_new_person(blocks: Sequence[Block]) -> list[Finding]:
    """RR-01.2 for one number typed into both blocks."""
    new = [b.chosen.new_person for b in blocks if b.chosen.new_person is not None]
    if len(new) < 2 or numbers.read(new[0].national_id).digits != numbers.read(new[1].national_id).digits:
        return []
    name = compose(new[1].prefix, new[1].first, new[1].last)
    values: dict[str, Any] = {"person": name, "other_role": ROLE_SAYS[blocks[0].role]}
    return [RR_01.finding(variant=2, field=blocks[1].who.field("person"), **values)]
