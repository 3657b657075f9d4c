"""What a pay round proposes beside the orders that the LGO has begun of it: nobody comes upon two. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from lhr.kernel.words import Words
from lhr.orders import queries
from lhr.orders.models import Order, OrderLine
from lhr.orders.queries import OrderView
from lhr.orders.terms import OrderState
from lhr.service_record import rounds
from lhr.service_record.rounds import RoundLine
from lhr.service_record.rules_of_pay import ROUND_MOVEMENTS, Round

_ON_THE_WAY = (OrderState.DRAFT, OrderState.CHECKED, OrderState.SIGNED)
_NAMED = Words(
    "มีชื่อแล้วในคำสั่งของรอบนี้ที่ยังไม่ลงทะเบียนประวัติ: ทำต่อในคำสั่งนั้น",
    "Named by an order of this round that is not in the records yet: go on with that one",
)


def proposed(organisation_id: UUID, this: Round, kind_code: str = "") -> list[RoundLine]:
    """Return the proposals of the round, of one kind of staff where one is named; whom an order of it names already,
    not written into the records yet, is left open. Who has a line of the round on record the register leaves out."""
    named = _named(organisation_id, this)
    found = rounds.proposed(organisation_id, this)
    return [
        _left_open(one) if one.person.id in named and one.draft is not None else one
        for one in found
        if kind_code in ("", one.posting.kind_code)
    ]


def begun(
    organisation_id: UUID, this: Round, kind_code: str, lines: Sequence[RoundLine], day: date
) -> list[OrderView]:
    """Return the orders, whatever their state but cancelled, that were drawn up as this round of this kind of staff, or
    that name somebody of `lines` in it and were drawn up by hand."""
    named = _named(organisation_id, this)
    by_hand = {named[one.person.id] for one in lines if one.person.id in named}
    drawn = queries.of_round(organisation_id, this.year, this.half, day, also=by_hand)
    return [
        one
        for one in drawn
        if one.state is not OrderState.CANCELLED and (one.id in by_hand or one.round_kind in ("", kind_code))
    ]


def _left_open(one: RoundLine) -> RoundLine:
    return replace(one, draft=None, proposal=replace(one.proposal, reasons=(_NAMED,)))


def _named(organisation_id: UUID, this: Round) -> dict[UUID, UUID]:
    """Return who has a line of the round in an order that is on its way, and in which."""
    orders = Order.objects.known().filter(
        organisation=organisation_id, status__in=[state.value for state in _ON_THE_WAY]
    )
    lines = OrderLine.objects.known().filter(
        order__in=orders.values("entry_id"),
        starts=this.effective,
        movement_code__in=ROUND_MOVEMENTS,
        person__isnull=False,
    )
    return dict(lines.values_list("person_id", "order"))
