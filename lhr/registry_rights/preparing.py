"""Is it lawful? Everything that is looked up and checked of the two blocks before the book is opened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from lhr import config
from lhr.access.actor import Actor
from lhr.access.roles import ROLE_SAYS, Role
from lhr.kernel import national_id as numbers
from lhr.kernel.digits import to_thai
from lhr.kernel.names import compose
from lhr.kernel.rules import Finding
from lhr.kernel.words import Words
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
from lhr.registry_rights.terms import HOLDERS
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
        found += _check_both(by, organisation, blocks, among, draft.last)
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
    by: Actor, organisation: Organisation, blocks: Sequence[Block], among: Sequence[Tenure], last: Role
) -> list[Finding]:
    """RR-01.2 on the appointments as they would stand after this saving: who leaves one role may take the other.

    One person in both blocks is one mistake: it is said once, on the block chosen last, and names the other block.
    """
    new = {b.role: b.tenure(_NOT_YET_WRITTEN, by) for b in blocks if b.kept is None}
    settled = seats.settle([*give_way(among, new), *new.values()])
    fresh = {n.entry for n in new.values()}
    found = []
    for block in blocks:
        others = [t for t in settled if t.entry not in fresh]
        found += rules.check_one_role(block.who, others, names_for(by, organisation, block))
    return found or _check_each_other(by, organisation, blocks, [t for t in settled if t.entry in fresh], last)


def _check_each_other(
    by: Actor, organisation: Organisation, blocks: Sequence[Block], fresh: Sequence[Tenure], last: Role
) -> list[Finding]:
    if len(fresh) < len(HOLDERS):
        return []
    block = next(b for b in blocks if b.role is last)
    other = next(role for role in HOLDERS if role is not last)
    found = rules.check_one_role(block.who, fresh, names_for(by, organisation, block)) or _same_new_person(blocks, last)
    return [replace(f, values={**f.values, "other_role": _in_this_form(other)}) for f in found]


def _in_this_form(role: Role) -> Words:
    """นายทะเบียนประวัติ (ข้อ ๑ ของแบบฟอร์มนี้)"""
    number = HOLDERS.index(role) + 1
    th, en = ROLE_SAYS[role].th, ROLE_SAYS[role].en
    return Words(f"{th} (ข้อ {to_thai(str(number))} ของแบบฟอร์มนี้)", f"{en} (block {number} of this form)")


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


def _same_new_person(blocks: Sequence[Block], last: Role) -> list[Finding]:
    """RR-01.2 for one number typed into both blocks."""
    new = {b.role: b.chosen.new_person for b in blocks}
    numbers_typed = {numbers.read(n.national_id).digits for n in new.values() if n is not None}
    here = new.get(last)
    if here is None or None in new.values() or len(numbers_typed) > 1:
        return []
    name = compose(here.prefix, here.first, here.last)
    block = next(b for b in blocks if b.role is last)
    return [RR_01.finding(variant=2, field=block.who.field("person"), person=name)]
