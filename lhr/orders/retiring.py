"""One order for everybody who retires on one day, drawn up from the list of those who leave."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.access.policy import Reach
from lhr.kernel.rules import stop_if
from lhr.kernel.thai_date import in_full
from lhr.orders import actions, rules
from lhr.orders.drafts import Header
from lhr.orders.models import Order, OrderLine
from lhr.orders.terms import OrderKind, OrderState
from lhr.organisations.models import Organisation
from lhr.people import queries as people
from lhr.service_record import leaving
from lhr.service_record.drafts import MovementDraft
from lhr.service_record.rules import RETIRE

_IN_HAND = (OrderState.DRAFT.value, OrderState.CHECKED.value, OrderState.SIGNED.value)


def draw_retirement(
    *, by: Actor, organisation: Organisation, person_ids: Collection[UUID], day: date | None = None
) -> Order:
    """Draw up the order of leaving of these people, on the day on which all of them leave by age. They are of the list
    that is counted from `day`, today where none is named.

    Raises RuleBroken (OR-11) for nobody, for several days, for who does not retire here within the window, and for who
    stands in such an order already.
    """
    policy.require(by, Permission.ORDER_DRAW, organisation.path)
    within, day = Reach(frozenset({organisation.path})), day or by.day
    retiring = [
        one
        for one in leaving.leavers(within, day, overdue=day <= by.day)
        if one.exit.why is leaving.Why.AGE and one.person_id in person_ids
    ]
    days = {one.exit.day for one in retiring}
    drawn = in_hand(one.person_id for one in retiring)
    names = people.views(drawn, by.day)
    stop_if(
        rules.check_retiring(
            days, gone=len(set(person_ids)) - len(retiring), drawn=sorted(names[one].name for one in drawn)
        )
    )
    leaves = days.pop()
    subject = f"ให้พ้นจากราชการเพราะเกษียณอายุ ตั้งแต่วันที่ {in_full(leaves).th}"
    lines = [MovementDraft(RETIRE, leaves, person_id=one.person_id) for one in retiring]
    return actions.draw_up(
        by=by, organisation=organisation, header=Header(OrderKind.LEAVING, leaves, subject=subject), lines=lines
    )


def in_hand(person_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Return who of these retires by an order that is not in the records yet, with that order."""
    lines = OrderLine.objects.known().filter(person__in=set(person_ids), movement_code=RETIRE)
    named = dict(lines.values_list("person_id", "order"))
    live = Order.objects.known().filter(entry_id__in=set(named.values()), status__in=_IN_HAND)
    orders = set(live.values_list("entry_id", flat=True))
    return {person: order for person, order in named.items() if order in orders}
