"""What an order would do to every record that it names, before anything is written. Reads only."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.documents import queries as documents
from lhr.kernel.memory import swept_afterwards
from lhr.kernel.rules import Finding, Weight
from lhr.orders import ceiling, queries, rules, undone
from lhr.orders.ceiling import Ceiling
from lhr.orders.models import Order
from lhr.orders.queries import Drawn
from lhr.orders.terms import OrderKind, OrderState
from lhr.organisations import queries as organisations
from lhr.organisations.models import Organisation
from lhr.people.queries import PersonView
from lhr.posts import queries as posts
from lhr.posts.queries import PostView
from lhr.service_record import judging_orders
from lhr.service_record.drafts import Citation
from lhr.service_record.judging_orders import JudgedOrderLine
from lhr.service_record.rules import MovementClass, check_reason

# Of the order itself, whatever the line: said once, at its head.
_OF_HEAD = frozenset({"OR-02", "OR-03"})


@dataclass(frozen=True)
class PreviewLine:
    """One line of an order upon its record: the post held before it and after it, level and pay on both sides, and what
    the rules say. `for_province` when the line of one of the pair, which the province verifies. `other` is the LGO or
    the agency from which, or to which, somebody is transferred or seconded; `acts_in` the post in which somebody acts
    for a time, beside the own one."""

    drawn: Drawn
    person: PersonView
    judged: JudgedOrderLine
    old_post: PostView | None
    new_post: PostView | None
    findings: tuple[Finding, ...]
    for_province: bool
    other: str = ""
    acts_in: PostView | None = None

    @property
    def opens(self) -> bool:
        """True when the order opens the person's record."""
        return self.judged.opens

    @property
    def blocked(self) -> bool:
        return any(one.weight is Weight.BLOCK for one in self.findings)

    @property
    def unanswered(self) -> bool:
        """True when a warning stands to which neither the line nor the order gives a reason."""
        return bool(check_reason(self.findings, self.judged.draft.reason))


@dataclass(frozen=True)
class Preview:
    """An order upon all of its records: `head` are the findings of the order itself, `ceiling` what it makes of the
    LGO's personnel cost, None of one that is in the records."""

    head: tuple[Finding, ...]
    lines: tuple[PreviewLine, ...]
    ceiling: Ceiling | None = None

    @property
    def findings(self) -> tuple[Finding, ...]:
        return (*self.head, *self.above, *(one for line in self.lines for one in line.findings))

    @property
    def above(self) -> tuple[Finding, ...]:
        """SP-02, where the order waits for a reason to it."""
        return self.ceiling.found if self.ceiling and self.ceiling.waits else ()

    @property
    def blocked(self) -> int:
        """How many lines a rule refuses."""
        return sum(line.blocked for line in self.lines)

    @property
    def unanswered(self) -> int:
        return sum(line.unanswered for line in self.lines)

    @property
    def warned(self) -> str:
        """Return the digest of every warning that stands, as it is said: who applies agrees to these and no others."""
        above = self.ceiling.found if self.ceiling else ()
        of_lines = ((str(line.drawn.id), one) for line in self.lines for one in line.findings)
        found = [*(("", one) for one in (*self.head, *above)), *of_lines]
        said = sorted([line, one.code, one.says()] for line, one in found if one.weight is Weight.WARN)
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()

    @property
    def passes(self) -> bool:
        stops = any(one.weight is Weight.BLOCK for one in self.head)
        return bool(self.lines) and not (stops or self.above or self.blocked or self.unanswered)


@swept_afterwards()
def preview(by: Actor, row: Order, pair: frozenset[UUID]) -> Preview:
    """Judge every line of an order as it would be written now, in a constant number of queries."""
    policy.require(by, Permission.ORDER_VIEW, row.organisation.path)
    return preview_of(by, row.organisation, row, queries.lines_of(row.entry_id), pair)


def preview_of(
    by: Actor, organisation: Organisation, row: Order, lines: Sequence[Drawn], pair: frozenset[UUID]
) -> Preview:
    """Judge these lines as those of the order."""
    drafts = [queries.answered(line.draft, row.reason) for line in lines]
    cited = Citation(row.number, row.year, row.signed_on)
    applied = row.status == OrderState.APPLIED
    own = {line.id for line in lines} if applied else ()
    judged = judging_orders.at_order(by, organisation, drafts, cited, has_scan=has_scan(row), own=own)
    if applied:
        # What it was judged by then stands in the book; what the rules would say today is nobody's question.
        judged = [replace(one, findings=()) for one in judged]
    places = _places(judged, by.day)
    numbered = _posts(judged, row.starts)
    kind = OrderKind(row.kind)
    found = [
        PreviewLine(
            drawn,
            one.view,
            one,
            numbered.get(_held(one, before=True)),
            numbered.get(_held(one, before=False)),
            (*rules.check_kind(kind, one.movement.code), *(f for f in one.findings if f.rule.code not in _OF_HEAD)),
            one.person.id in pair,
            places.get(one.draft.other_organisation_id, one.draft.other_organisation_text),
            numbered.get(_acted_in(one)),
        )
        for drawn, one in zip(lines, judged, strict=True)
    ]
    head = {f.says(): f for one in judged for f in one.findings if f.rule.code in _OF_HEAD}
    above = None if applied else ceiling.of_order(row, judged)
    whole = () if applied else undone.check_whole(row, lines, by.day)
    return Preview((*rules.check_lines(len(lines)), *whole, *head.values()), tuple(found), above)


def has_scan(row: Order) -> bool:
    """True when the signed order has a picture in the store."""
    key = Citation(row.number, row.year, row.signed_on).evidence_key(row.entry_id)
    return bool(documents.scans([(row.organisation_id, key)]).get((row.organisation_id, key)))


def _held(one: JudgedOrderLine, *, before: bool) -> UUID | None:
    held = (one.before if before else one.after).post_on(one.draft.starts)
    if before and held is None:
        # A line of the day on which a service ends stands beside the post held up to then.
        held = one.before.held_up_to(one.draft.starts)
    return held.post_id if held else None


def _acted_in(one: JudgedOrderLine) -> UUID | None:
    return one.draft.post_id if one.movement.movement_class is MovementClass.OVERLAY else None


def _places(judged: Sequence[JudgedOrderLine], day: date) -> dict[UUID | None, str]:
    wanted = {one.draft.other_organisation_id for one in judged if one.draft.other_organisation_id}
    return {one: view.label for one, view in organisations.views(wanted, day).items()} if wanted else {}


def _posts(judged: Sequence[JudgedOrderLine], day: date) -> dict[UUID | None, PostView | None]:
    wanted = {_held(one, before=side) for one in judged for side in (True, False)} | {*map(_acted_in, judged)}
    known = posts.views({one for one in wanted if one}, day)
    return {one: known.get(one) if one else None for one in wanted}
