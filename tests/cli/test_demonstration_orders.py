"""The ready pair of the demonstration finds an order in every state, made by the product's own acts."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from lhr.access.policy import Reach
from lhr.cli.demonstration import load, tree
from lhr.cli.demonstration.size import Size, first_lgos
from lhr.kernel import clock
from lhr.orders import queries
from lhr.orders.terms import OrderKind, OrderState

pytestmark = [pytest.mark.django_db, pytest.mark.once]
DAY = date(2026, 11, 27)


def test_an_order_waits_in_every_state() -> None:
    with clock.standing_at(clock.midnight(DAY) + timedelta(hours=10)):
        load.load(first_lgos(tree.lgos(), 4), Size(whole=2, few=0, more=6))
        found = queries.orders(Reach(frozenset({"/"})), DAY)
    once, twice = (OrderState.CHECKED, OrderState.SIGNED, OrderState.CANCELLED), (OrderState.DRAFT, OrderState.APPLIED)
    assert Counter(one.state for one in found) == {**dict.fromkeys(once, 1), **dict.fromkeys(twice, 2)}
    drafts = {one.kind: one for one in found if one.state is OrderState.DRAFT}
    (hired,) = queries.lines_of(drafts[OrderKind.CONTRACT].id)
    assert hired.draft.new_person is not None
    draft = drafts[OrderKind.PAY_ROUND]
    assert draft.starts == date(2027, 4, 1)
    assert draft.people >= 3
