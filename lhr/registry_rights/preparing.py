"""Is it lawful? Everything that is looked up and checked of the two blocks before the book is opened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID, uuid4

from lhr import config
from lhr.access.actor import Actor
from lhr.access.roles import ROLE_SAYS, Role
from lhr.kernel import national_id as numbers
from lhr.kernel.digits import to_thai
from lhr.kernel.names import compose
from lhr.kernel.rules import Finding, Weight
from lhr.kernel.words import Words
from lhr.organisations import queries as organisations
from lhr.organisations.models import Organisation
from lhr.people import queries as people
from lhr.registry_rights import rules, rules_of_days, seats
from lhr.registry_rights.amending import Part
from lhr.registry_rights.blocks import Block, look_up, names_for
from lhr.registry_rights.candidate import Candidate, as_tenure
from lhr.registry_rights.drafts import FormDraft
from lhr.registry_rights.models import Appointment
from lhr.registry_rights.rules_said import RR_01
from lhr.registry_rights.seating import with_record
from lhr.registry_rights.seats import Tenure
from lhr.registry_rights.terms import CAPACITIES, HOLDERS
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
    found += [f for block in blocks for f in _check(by, organisation, block, among)]
    if not any(f.weight is Weight.BLOCK for f in found):
        found += _check_together(by, organisation, blocks, among, draft.last)
    return Prepared(tuple(blocks), tuple(found))


def _check(by: Actor, organisation: Organisation, block: Block, among: Sequence[Tenure]) -> list[Finding]:
    """What is said again as it stands on file was judged when it was saved."""
    who, was = block.who, block.on_file
    if was is not None and not block.parts:
        return []
    found = [*rules.check_capacity(who), *rules_of_days.check_order(who, by.day)]
    if was is not None:
        found += rules_of_days.check_last_day(who, was, by.day)
    if was is None or Part.STARTS in block.parts:
        found += rules_of_days.check_start(who, by.day, config.rights_most_ahead_days())
        found += _check_first_day(by, organisation, block, _others(among, was))
    return found


def _check_first_day(
    by: Actor, organisation: Organisation, block: Block, others: Sequence[Tenure]
) -> list[Finding]:
    """RR-01.1, RR-02.1, RR-03: whether the person may hold the role from this first day on."""
    who, name_of = block.who, names_for(by, organisation, block)
    found: list[Finding] = []
    if not who.unproven and who.capacity in CAPACITIES[who.role]:
        found = rules.check_serves(who, block.picture, name_of, movement_says) or rules.check_post(
            who, block.picture, name_of
        )
    if who.until is not None and who.until <= who.starts:
        return found  # RR-02.2 has said that these are no days
    return [*found, *rules.check_one_seat(who, others, by.day, name_of)]


def _check_together(
    by: Actor, organisation: Organisation, blocks: Sequence[Block], among: Sequence[Tenure], last: Role
) -> list[Finding]:
    """RR-01.2 and RR-05.2 on the appointments as they would stand after this saving."""
    found = [] if config.same_person_both_roles() else _check_both(by, organisation, blocks, among, last)
    return found + [f for block in blocks for f in _check_gap(by, organisation, block, among)]


def _check_gap(
    by: Actor, organisation: Organisation, block: Block, among: Sequence[Tenure]
) -> list[Finding]:
    """RR-05.2: the days that this block would leave empty between somebody's end and its own first day."""
    if block.on_file is not None and Part.STARTS not in block.parts:
        return []
    others = _others(among, block.on_file)
    gap = seats.gap_before(others, as_tenure(block.who, uuid4(), _NOT_YET_WRITTEN), by.day)
    left = [t for t in others if gap is not None and t.role is block.role and t.until == gap.starts and t.counts]
    before = left[0] if left else None
    return rules_of_days.check_gap(block.who, gap, before, names_for(by, organisation, block))


def _others(among: Sequence[Tenure], was: Tenure | None) -> Sequence[Tenure]:
    """Return the appointments as they would stand without the one that the block mends."""
    return among if was is None else seats.settle(t for t in among if t.entry != was.entry)


def _check_both(
    by: Actor, organisation: Organisation, blocks: Sequence[Block], among: Sequence[Tenure], last: Role
) -> list[Finding]:
    """RR-01.2 on the appointments as they would stand after this saving: who leaves one role may take the other.

    One person in both blocks is one mistake: it is said once, on the block chosen last, and names the other block.
    """
    new = {b.role: b.tenure(_NOT_YET_WRITTEN, by) for b in blocks if b.on_file is None}
    settled = seats.settle([*give_way(as_mended(among, blocks, by), new), *new.values()])
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


def as_mended(among: Iterable[Tenure], blocks: Iterable[Block], by: Actor) -> list[Tenure]:
    """Return the appointments on file as the blocks have them."""
    said = {t.entry: t for block in blocks if (t := block.mended(by)) is not None}
    return [said.get(t.entry, t) for t in among]


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
