"""Whose eyes a line waits for, and what is seen of it: movements and lines of the other sections together, those that
rest on one order under one signature, the heaviest in law first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from lhr.access import policy
from lhr.access.permissions import Permission
from lhr.access.policy import Reach
from lhr.identity import queries as identity
from lhr.kernel.rules import Finding
from lhr.kernel.words import Words
from lhr.orders import queries as orders
from lhr.orders.queries import OrderView
from lhr.orders.terms import OrderState
from lhr.organisations import queries as organisations
from lhr.registry_rights.queries import appointments_bulk
from lhr.service_record import card_view, judging_waiting
from lhr.service_record import queries as service
from lhr.service_record.card_view import CardLineView
from lhr.service_record.drafts import Correction
from lhr.service_record.line_view import LineView
from lhr.service_record.sections.columns import NOTHING
from lhr.web.card.opening import is_open
from lhr.web.card.tabs import Meter, meter_of
from lhr.web.movements import comparing
from lhr.web.movements.comparing import Card, for_province, may_verify, pair_among
from lhr.web.movements.here import at_an_lgo
from lhr.web.shared.requests import OfficerRequest

AnyLine = LineView | CardLineView
Differences = list[tuple[Words, Words, Words, bool]]
AT_ONCE = 60
BRIEF = 3  # where more lines than these rest on one order, each shows what differs and no more
_STRUCK = Words("ขีดฆ่าทั้งรายการ", "struck")


@dataclass(frozen=True)
class Waiting:
    """What waits: for this officer, and, of the own LGO, for somebody else; the oldest first."""

    mine: list[AnyLine]
    others: list[AnyLine]
    pairs: frozenset[UUID]  # whose own lines the province verifies

    @property
    def since(self) -> datetime | None:
        return min((line.keyed_at for line in self.mine), default=None)

    def by_province(self, line: AnyLine) -> bool:
        return for_province(line, self.pairs)


@dataclass(frozen=True)
class Waits:
    """A line with what is to be seen of it before it is signed. `target` is the line that it corrects; `closed` when it
    is sensitive and who looks has not proved afresh; `blocked` is what stands in its way today."""

    line: AnyLine
    keyed_by: str
    card: Card | None = None
    target: CardLineView | None = None
    closed: bool = False
    blocked: tuple[Finding, ...] = ()

    @property
    def value(self) -> str:
        return value_of(self.line)

    @property
    def label(self) -> Words:
        return label_of(self.line)

    @property
    def meter(self) -> Meter:
        return meter_of([self.line])

    @property
    def told(self) -> list[tuple[str, Words, Words]]:
        """Code, sentence and next step of what stands in the way."""
        return [
            (one.code, Words(one.says("th"), one.says("en")), Words(one.remedy("th"), one.remedy("en")))
            for one in self.blocked
        ]

    @property
    def compared(self) -> Differences:
        """What holds anything: as it stands, as it would be, and whether that differs."""
        if self.card is not None:
            return self.card.compared.rows
        if not isinstance(self.line, CardLineView):
            return []
        old = dict.fromkeys((column.name for column, _ in self.line.cells), NOTHING)
        if self.target is not None:
            old |= {column.name: said for column, said in self.target.cells}
        struck = self.line.correction == Correction.STRIKE
        told = [(c.label, old[c.name], _STRUCK if struck else said) for c, said in self.line.cells]
        return [(label, was, now, was != now) for label, was, now in told if NOTHING not in (was, now) or was != now]


@dataclass
class Group:
    """Lines of one LGO that rest on one order, or of one person without any: verified by one signature."""

    key: str
    organisation: str
    first: AnyLine
    weight: int
    since: datetime
    lines: list[Waits] = field(default_factory=list)
    more: int = 0

    @property
    def signable(self) -> bool:
        return any(not one.closed for one in self.lines)

    @property
    def alone(self) -> bool:
        return len(self.lines) == 1

    @property
    def brief(self) -> bool:
        return len(self.lines) > BRIEF


def label_of(line: AnyLine) -> Words:
    """Say which kind of movement, or which section."""
    if isinstance(line, LineView):
        return Words(line.movement.name, line.movement.name_en)
    return line.section.label


def value_of(line: AnyLine) -> str:
    """Name a line in the version that was seen."""
    return f"{line.id}:{line.version}"


def waiting(request: OfficerRequest, within: Reach) -> Waiting:
    """Return what waits within the reach: at an LGO all of it, above what the province verifies."""
    day = request.actor.day
    if at_an_lgo(request):
        found: list[AnyLine] = [*service.to_verify(within, day), *card_view.to_verify(within, day)]
        pairs = _pairs({line.organisation_id for line in found}, day)
    else:
        pairs = _pairs((view.id for view in organisations.lgos(within=within, day=day)), day)
        found = [*service.to_verify(within, day, among=pairs), *card_view.to_verify(within, day, among=pairs)]
    found.sort(key=lambda line: line.keyed_at)
    mine = [line for line in found if may_verify(request, line, pairs)]
    kept = {line.id for line in mine}
    others = [line for line in found if line.id not in kept] if at_an_lgo(request) else []
    return Waiting(mine, others, pairs)


def of_verifier(request: OfficerRequest) -> Waiting:
    """Return what waits for who may verify at all, wherever the page that asks reaches."""
    asked = (Permission.MOVEMENT_VERIFY, Permission.MOVEMENT_VERIFY_PAIR)
    held = [one for one in asked if policy.holds_anywhere(request.actor, one)]
    return waiting(request, policy.reach(request.actor, held[0])) if held else Waiting([], [], frozenset())


def signed_orders(request: OfficerRequest) -> list[OrderView]:
    """Return the signed orders that this registrar is to write into the records, each by one signature of its own."""
    if not policy.holds_anywhere(request.actor, Permission.ORDER_APPLY):
        return []
    within = policy.reach(request.actor, Permission.ORDER_APPLY)
    return orders.orders(within, request.actor.day, states=(OrderState.SIGNED,), limit=AT_ONCE)


def is_closed(request: OfficerRequest, line: AnyLine) -> bool:
    """True for what is sensitive, to who has not proved afresh who he is: it is neither shown nor signed."""
    return isinstance(line, CardLineView) and line.section.sensitive and not is_open(request.actor, line.person.id)


def grouped(request: OfficerRequest, lines: Sequence[AnyLine]) -> tuple[list[Group], int]:
    """Return the lines by what they rest on, the heaviest first and then the oldest, and how many are not shown yet."""
    by_key: dict[str, list[AnyLine]] = {}
    for line in lines:
        rests_on = line.citation.evidence_key(line.id) if line.citation.is_order else line.person.id
        by_key.setdefault(f"{line.organisation_id}:{rests_on}", []).append(line)
    groups, shown, left = [], dict[str, list[AnyLine]](), AT_ONCE
    for key, found in by_key.items():
        weight, since = max(line.weight for line in found), min(line.keyed_at for line in found)
        groups.append(Group(key, found[0].organisation_label, found[0], weight, since))
    groups.sort(key=lambda group: (-group.weight, group.since))
    for group in groups:
        ordered = sorted(by_key[group.key], key=lambda line: (line.person.sort_key, -line.weight, line.keyed_at))
        shown[group.key] = ordered[: max(left, 0)]
        group.more = len(ordered) - len(shown[group.key])
        left -= len(shown[group.key])
    groups = [group for group in groups if shown[group.key]]
    seen = _seen(request, [shown[group.key] for group in groups])
    for group in groups:
        group.lines = [seen[line.id] for line in shown[group.key]]
    return groups, len(lines) - sum(len(group.lines) for group in groups)


def _seen(request: OfficerRequest, groups: Sequence[Sequence[AnyLine]]) -> dict[UUID, Waits]:
    """As many queries for sixty lines as for one."""
    day, lines = request.actor.day, [line for group in groups for line in group]
    closed = {line.id for line in lines if is_closed(request, line)}
    movements = [line for line in lines if isinstance(line, LineView)]
    cards = {card.line.id: card for card in comparing.cards(request, movements)}
    corrected = [line.corrects for line in lines if isinstance(line, CardLineView) and line.corrects]
    targets = card_view.lines_named(corrected, day) if corrected else {}
    hands = identity.names_of({line.keyed_by for line in lines if line.keyed_by}, day)
    blocked = judging_waiting.blocking(
        request.actor, [[line.id for line in group if line.id not in closed] for group in groups]
    )
    return {
        line.id: Waits(
            line,
            hands.get(line.keyed_by, "") if line.keyed_by else "",
            cards.get(line.id),
            targets.get(line.corrects) if line.corrects and isinstance(line, CardLineView) else None,
            line.id in closed,
            blocked.get(line.id, ()),
        )
        for line in lines
    }


def chosen(waits: Waiting, values: Iterable[str]) -> Mapping[str, AnyLine | None]:
    """Return what was ticked, by `id:version`; None for what does not wait for this officer, or not any more so."""
    known = {value_of(line): line for line in waits.mine}
    return {value: known.get(value) for value in values}


def _pairs(organisation_ids: Iterable[UUID], day: date) -> frozenset[UUID]:
    found = appointments_bulk(organisation_ids)
    return frozenset(person for tenures in found.values() for person in pair_among(tenures, day))
