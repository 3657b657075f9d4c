"""The ready pair of the demonstration finds an order in every state, made by the product's own acts."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from lhr.access.actor import Actor, Duty
from lhr.access.policy import Reach
from lhr.access.roles import Role
from lhr.cli.demonstration import load, tree
from lhr.cli.demonstration.size import Size, first_lgos
from lhr.kernel import clock
from lhr.orders import previewing, queries
from lhr.orders.terms import OrderKind, OrderState
from lhr.organisations import queries as organisations
from lhr.staffing_plan import queries as plan

pytestmark = [pytest.mark.django_db, pytest.mark.once]
DAY = date(2026, 11, 27)
EVERYWHERE = Reach(frozenset({"/"}))


def test_an_order_waits_in_every_state() -> None:
    with clock.standing_at(clock.midnight(DAY) + timedelta(hours=10)):
        load.load(first_lgos(tree.lgos(), 4), Size(whole=2, few=0, more=6))
        found = queries.orders(EVERYWHERE, DAY)
        drafts = {one.kind: one for one in found if one.state is OrderState.DRAFT}
        draft = drafts[OrderKind.PAY_ROUND]
        hand = Actor(day=DAY, duties=(Duty(Role.OFFICER, draft.organisation_path, draft.organisation_id),))
        seen = previewing.preview(hand, queries.row_of(draft.id), frozenset()).ceiling
        lgos = [one.id for one in organisations.lgos(within=EVERYWHERE, day=DAY)]
        known = {one: budget.says for one in lgos if (budget := plan.budget(one, 2570))}
        ratios = [plan.cost_of(one, DAY).against(budget) for one, budget in known.items()]
    once, twice = (OrderState.CHECKED, OrderState.SIGNED, OrderState.CANCELLED), (OrderState.DRAFT, OrderState.APPLIED)
    assert Counter(one.state for one in found) == {**dict.fromkeys(once, 1), **dict.fromkeys(twice, 2)}
    (hired,) = queries.lines_of(drafts[OrderKind.CONTRACT].id)
    assert hired.draft.new_person is not None
    # The round goes above the ceiling, the register as it stands today is above it nowhere.
    assert seen is not None
    assert [one.rule.code for one in seen.found] == ["SP-02"]
    assert [one.ratio for one in ratios if not one.lawful] == []
    assert len(ratios) == 4
    assert draft.starts == date(2027, 4, 1)
    assert draft.people >= 3
