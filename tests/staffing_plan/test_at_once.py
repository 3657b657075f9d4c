"""Two officers record the budget of one year at the same moment, on a database that really commits."""

from __future__ import annotations

from functools import partial

import pytest

from lhr.access.roles import Role
from lhr.history.ledger import Overtaken
from lhr.kernel.rules import RuleBroken
from lhr.staffing_plan import actions, queries
from lhr.staffing_plan.models import AnnualBudget
from tests.service_record.conftest import Place, _town, hand
from tests.service_record.test_at_once import at_once
from tests.staffing_plan.test_budgets import GOOD


@pytest.fixture
def alone(own_database: str) -> Place:
    return _town()["town"]  # type: ignore[no-any-return]


def test_of_two_recording_one_year_at_once_one_wins_and_the_other_is_told(alone: Place) -> None:
    officers = [hand(alone, Role.OFFICER, who) for who in ("hr", "finance")]
    results = at_once(
        *(
            partial(actions.record_budget, by=by, organisation=alone.organisation, budget=GOOD)
            for by in officers
        )
    )
    won = [one for one in results if isinstance(one, AnnualBudget)]
    assert [len(won), sum(isinstance(one, Overtaken | RuleBroken) for one in results)] == [1, 1]
    assert len(queries.versions(alone.id, 2562)) == 1
