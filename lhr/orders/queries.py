"""Orders as they are shown, and their lines as the movements that they are."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Container, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from lhr.access.policy import Reach
from lhr.audit.queries import Touched
from lhr.history import versions
from lhr.kernel import clock
from lhr.kernel.digits import as_numbered
from lhr.kernel.words import Words
from lhr.orders import newcomers
from lhr.orders.drafts import Signature
from lhr.orders.drawn import Drawn, drawn
from lhr.orders.models import Order, OrderLine
from lhr.orders.terms import KINDS, STATE_SAYS, OrderKind, OrderState
from lhr.organisations import queries as organisations
from lhr.service_record import queries as service
from lhr.service_record.drafts import Citation, MovementDraft
from lhr.service_record.models import ServiceLine
from lhr.service_record.rules import CancelEffect

_BUDDHIST = 543
Status = ServiceLine.Status

__all__ = ["Drawn", "Order"]


@dataclass(frozen=True)
class OrderView:
    """An order as shown. `by_other` is the applied order that cancelled or amended it, None where none did."""

    id: UUID
    version: int
    organisation_id: UUID
    organisation_path: str
    organisation_label: str
    kind: OrderKind
    state: OrderState
    subject: str
    preamble: str
    starts: date
    citation: Citation
    series: str
    signatory: str
    signatory_title: str
    approval: tuple[str, str, date | None]
    reason: str
    return_reason: str
    cancels: UUID | None
    amends: UUID | None
    drawn_by: UUID | None
    drawn_by_person: UUID | None
    applied_by: UUID | None
    applied_at: datetime | None
    round: tuple[int, int] | None
    round_kind: str
    prepared_by: UUID | None
    people: int
    touched: int
    by_other: UUID | None = None

    @property
    def kind_says(self) -> Words:
        return KINDS[self.kind].says

    @property
    def state_says(self) -> Words:
        return STATE_SAYS[self.state]

    @property
    def movements(self) -> tuple[str, ...]:
        return KINDS[self.kind].movements


@dataclass(frozen=True)
class Prepared:
    """The office above that prepared a draft, who of it, and when."""

    office: str
    by: str
    at: datetime


def row_of(order_id: UUID) -> Order:
    """Return the live version of an order. Raises Order.DoesNotExist."""
    return Order.objects.known().select_related("organisation").get(entry_id=order_id)


def order(order_id: UUID, *, within: Reach, day: date) -> OrderView:
    """Return one order of an LGO within the reach. Raises Order.DoesNotExist when there is none or it lies outside."""
    rows = Order.objects.known().filter(organisations.inside(within, "organisation__path"))
    return _views([rows.select_related("organisation").get(entry_id=order_id)], day)[0]


def orders(
    within: Reach,
    day: date,
    *,
    states: Iterable[OrderState] = (),
    kind: OrderKind | None = None,
    year: int | None = None,
    before: int | None = None,
    limit: int = 50,
) -> list[OrderView]:
    """Return the orders within the reach, the one touched last first; with `before` those touched before that
    change. `year` is B.E.: that of the number, or of the effective day while there is none."""
    rows = Order.objects.known().filter(organisations.inside(within, "organisation__path"))
    if wanted := set(states):
        rows = rows.filter(_standing(wanted))
    if kind is not None:
        rows = rows.filter(kind=kind.value)
    if year is not None:
        rows = rows.filter(Q(year=year) | Q(year=None, starts__year=year - _BUDDHIST))
    if before is not None:
        rows = rows.filter(recorded__lt=before)
    return _views(list(rows.select_related("organisation").order_by("-recorded")[:limit]), day)


def _standing(wanted: Container[OrderState]) -> Q:
    """Those in one of these states; the last two are said by an applied order about another."""
    cancelled = _undone_by("cancels")
    amended = _undone_by("amends")
    asked: Q = Q(status__in=[one.value for one in OrderState if one in wanted and one is not OrderState.APPLIED])
    if OrderState.APPLIED in wanted:
        asked |= Q(~cancelled, ~amended, status=OrderState.APPLIED.value)
    if OrderState.CANCELLED in wanted:
        asked |= Q(cancelled)
    if OrderState.AMENDED in wanted:
        asked |= Q(amended, ~cancelled)
    return asked


def _undone_by(how: str, depth: int = 4) -> Exists:
    """True of an order that an applied order "cancels" or "amends", one that no order cancels in its turn. SQL is
    nested once for each turn: nobody cancels a fifth time what was cancelled four times."""
    by = Order.objects.known().filter(**{"status": OrderState.APPLIED.value, how: OuterRef("entry_id")})
    return Exists(by.exclude(_undone_by("cancels", depth - 1)) if depth else by)


def about(order_id: UUID) -> list[UUID]:
    """Return the live orders, whatever their state, that are to cancel or amend this one; the latest first."""
    rows = Order.objects.known().filter(Q(cancels=order_id) | Q(amends=order_id))
    return list(rows.order_by("-recorded").values_list("entry_id", flat=True))


def in_force_upon(order_id: UUID) -> list[Order]:
    """Return the orders in the records that amend this one, the earliest first; or that which cancels it. One that is
    cancelled itself does neither."""
    rows = Order.objects.known().filter(Q(cancels=order_id) | Q(amends=order_id), status=OrderState.APPLIED.value)
    found = list(rows.order_by("applied_at", "pk"))
    gone = _in_force([row.entry_id for row in found])[0]
    held = [row for row in found if row.entry_id not in gone]
    return [row for row in held if row.cancels] or held


def history(order_id: UUID, *, after: int = 0) -> list[Touched]:
    """Return what was done to an order, the first act first; with `after` only what came after that version."""
    return versions.acts_upon(Order, order_id, after=after)


def numbered(signed: Signature, organisation_id: UUID, *, apart_from: UUID) -> list[tuple[str, int, date]]:
    """Return number, year and day of the other orders of the LGO with this number in this series and year, in whatever
    digits and with whatever noughts before them it was typed."""
    rows = Order.objects.known().filter(organisation=organisation_id, year=signed.year, signed_on__isnull=False)
    found = rows.exclude(entry_id=apart_from).exclude(status__in=("DRAFT", "CHECKED"))
    wanted = _as_numbered(signed.number, signed.series, signed.year)
    return [
        (number, year, day)
        for number, series, year, day in found.values_list("number", "series", "year", "signed_on")
        if year is not None and day is not None and _as_numbered(number, series, year) == wanted
    ]


def _as_numbered(number: str, series: str, year: int | None) -> tuple[str, str]:
    """Some write the year behind the number as the paper does: 12/2561 of the year 2561 is 12."""
    return as_numbered(number).removesuffix(f"/{year}"), as_numbered(series)


def of_round(
    organisation_id: UUID, year: int, half: int, day: date, *, also: Collection[UUID] = ()
) -> list[OrderView]:
    """Return the orders of this pay round, whatever their state, the one touched last first; `also` those that were
    drawn up without saying of which round they are."""
    of_this = Q(round_year=year, round_half=half) | Q(entry_id__in=also)
    rows = Order.objects.known().filter(of_this, organisation=organisation_id)
    return _views(list(rows.select_related("organisation").order_by("-recorded")), day)


def begun(organisation_id: UUID, year: int, half: int) -> int:
    """Return how many orders of this pay round the LGO has that no other order cancelled."""
    rows = Order.objects.known().filter(organisation=organisation_id, round_year=year, round_half=half)
    return rows.exclude(_standing({OrderState.CANCELLED})).count()


def of_rounds(within: Reach, year: int, half: int, day: date) -> list[tuple[OrderView, datetime]]:
    """Return the orders of this pay round within the reach, the first drawn up first, each with when it was touched
    last; those that another order cancelled are left out."""
    rows = Order.objects.known().filter(
        organisations.inside(within, "organisation__path"), round_year=year, round_half=half
    )
    found = list(rows.select_related("organisation", "recorded").order_by("recorded"))
    at = {row.entry_id: row.recorded.at for row in found}
    return [(one, at[one.id]) for one in _views(found, day) if one.state is not OrderState.CANCELLED]


def prepared(order_id: UUID) -> Prepared | None:
    """Return who prepared an order for its LGO and when; None for one that the LGO drew up itself."""
    row = Order.objects.filter(entry_id=order_id, version=1).select_related("recorded").get()
    if row.prepared_by_id is None:
        return None
    office = organisations.view_of(row.prepared_by_id, clock.day_of(row.recorded.at))
    return Prepared(office.full_name, row.recorded.actor_name, row.recorded.at)


def last_preamble(organisation_id: UUID, kind: OrderKind) -> str:
    """Return what the last order of this kind of the LGO says above its table; nothing where there is none."""
    rows = Order.objects.known().filter(organisation=organisation_id, kind=kind.value).exclude(preamble="")
    return rows.order_by("-recorded").values_list("preamble", flat=True).first() or ""


def undoing(order_id: UUID) -> Order | None:
    """Return the live order, whatever its state, that is to cancel this one; one that was cancelled itself is none."""
    return Order.objects.known().filter(cancels=order_id).exclude(_undone_by("cancels")).first()


def lines_of(order_id: UUID) -> list[Drawn]:
    """Return the lines of an order in their order."""
    return drawn(OrderLine.objects.known().filter(order=order_id).order_by("position", "entry_id"))


def effect_of(lines: Iterable[Drawn]) -> CancelEffect | None:
    """Return what a cancelling order does to the lines that it names; None for an order that cancels nothing."""
    return next((one.draft.cancel_effect for one in lines if one.draft.cancels), None)


def order_of_line(entry: UUID) -> UUID | None:
    """Return the order that wrote this line of a record; None for one that was keyed by hand."""
    return OrderLine.objects.known().filter(entry_id=entry).values_list("order", flat=True).first()


def on_the_way(organisation_id: UUID, person_id: UUID, movement_code: str, starts: date) -> UUID | None:
    """Return the order of the LGO, not in the records yet, that says this of somebody; None where there is none."""
    lines = OrderLine.objects.known().filter(person=person_id, movement_code=movement_code, starts=starts)
    rows = Order.objects.known().filter(organisation=organisation_id, entry_id__in=lines.values("order"))
    return rows.exclude(status=OrderState.APPLIED.value).values_list("entry_id", flat=True).first()


def line_of(order_id: UUID, line_id: UUID) -> Drawn:
    """Return one line of an order. Raises OrderLine.DoesNotExist."""
    return drawn([OrderLine.objects.known().get(order=order_id, entry_id=line_id)])[0]


def was_line(order_id: UUID, line_id: UUID) -> bool:
    """True for a line that this order had and has no more."""
    had = OrderLine.objects.filter(order=order_id, entry_id=line_id)
    return had.exists() and not had.filter(superseded=None).exists()


def answered(line: MovementDraft, reason: str) -> MovementDraft:
    """The line with the order's own reason where it gives none itself."""
    return line if line.reason else replace(line, reason=reason)


def written(order_id: UUID, day: date) -> dict[UUID, str]:
    """Return how each line of an applied order stands in the records, by its key: VERIFIED, SUBMITTED, RETURNED, or
    STRUCK when an order or a correction undid it."""
    keys = list(OrderLine.objects.known().filter(order=order_id).values_list("entry_id", flat=True))
    return service.states_of(keys, day)


def waiting(order_id: UUID, day: date) -> int:
    """Return how many lines of an applied order nobody has verified yet: those of the pair, for the province."""
    return sum(state in (Status.SUBMITTED, Status.RETURNED) for state in written(order_id, day).values())


def digest(order_id: UUID) -> str:
    """Return the digest of an order with all of its lines: the same from the same order, and never from another."""
    row = row_of(order_id)
    lines = OrderLine.objects.known().filter(order=order_id).order_by("position", "entry_id")
    said = {"order": _said(row), "lines": [_said(line) for line in lines]}
    if new := newcomers.said(line.entry_id for line in lines if line.person_id is None):
        said["newcomers"] = new
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _said(row: Order | OrderLine) -> dict[str, object]:
    told = {"entry": str(row.entry_id), "version": row.version, **row.content()}
    return {name: value if isinstance(value, str | int | bool | None) else str(value) for name, value in told.items()}


def _views(rows: Sequence[Order], day: date) -> list[OrderView]:
    ids = [row.entry_id for row in rows]
    places = organisations.views({row.organisation_id for row in rows}, day)
    counted = OrderLine.objects.known().filter(order__in=ids).values("order").annotate(n=Count("pk")).order_by()
    people = dict(counted.values_list("order", "n"))
    cancelled, amended = _in_force(ids)
    return [
        OrderView(
            id=row.entry_id,
            version=row.version,
            organisation_id=row.organisation_id,
            organisation_path=row.organisation.path,
            organisation_label=places[row.organisation_id].label,
            kind=OrderKind(row.kind),
            state=_state(row, cancelled, amended),
            subject=row.subject,
            preamble=row.preamble,
            starts=row.starts,
            citation=Citation(row.number, row.year, row.signed_on),
            series=row.series,
            signatory=row.signatory,
            signatory_title=row.signatory_title,
            approval=(row.approval_body, row.approval_number, row.approval_on),
            reason=row.reason,
            return_reason=row.return_reason,
            cancels=row.cancels,
            amends=row.amends,
            drawn_by=row.drawn_by,
            drawn_by_person=row.drawn_by_person,
            applied_by=row.applied_by,
            applied_at=row.applied_at,
            round=(row.round_year, row.round_half) if row.round_year and row.round_half else None,
            round_kind=row.round_kind,
            prepared_by=row.prepared_by_id,
            people=people.get(row.entry_id, 0),
            touched=row.recorded_id,
            by_other=cancelled.get(row.entry_id) or amended.get(row.entry_id),
        )
        for row in rows
    ]


def _in_force(ids: Sequence[UUID]) -> tuple[dict[UUID, UUID], dict[UUID, UUID]]:
    """Return by order which applied one cancels it, and which amends it; one that is cancelled does neither."""
    applied = Order.objects.known().filter(Q(cancels__in=ids) | Q(amends__in=ids), status=OrderState.APPLIED.value)
    found = list(applied.values_list("entry_id", "cancels", "amends"))
    gone = _in_force([entry for entry, _, _ in found])[0] if found else {}
    held = [one for one in found if one[0] not in gone]
    return {old: entry for entry, old, _ in held if old}, {old: entry for entry, _, old in held if old}


def _state(row: Order, cancelled: Container[UUID | None], amended: Container[UUID | None]) -> OrderState:
    if row.entry_id in cancelled:
        return OrderState.CANCELLED
    return OrderState.AMENDED if row.entry_id in amended else OrderState(row.status)
