"""The budget of a fiscal year: recorded once, corrected with a reason, every version kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from lhr.access.policy import Denied
from lhr.access.roles import Role
from lhr.audit.book import change
from lhr.history import ledger
from lhr.history.ledger import Overtaken
from lhr.staffing_plan import actions, queries
from lhr.staffing_plan.models import AnnualBudget
from lhr.staffing_plan.rules import Budget
from tests.service_record.conftest import Place, hand
from tests.support.rules import refused

pytestmark = pytest.mark.django_db
ON = date(2018, 9, 20)
GOOD = Budget(2562, Decimal(86_000_000), Decimal(15), None, "เทศบัญญัติงบประมาณรายจ่าย พ.ศ. 2562", ON)


def test_a_budget_is_recorded_once_and_corrected_with_every_version_kept(town: Place) -> None:
    officer = hand(town, Role.OFFICER, "hr")
    told = {"by": officer, "organisation": town.organisation}
    made = actions.record_budget(**told, budget=GOOD)
    assert (made.starts, made.until) == (date(2018, 10, 1), date(2019, 10, 1))
    with refused("SP-05.5"):
        actions.record_budget(**told, budget=GOOD)
    more = replace(GOOD, amount=Decimal(90_000_000), benefit_pct=None, benefit_amount=Decimal(5_000_000))
    with refused("SP-05.6", on="reason"):
        actions.correct_budget(**told, budget=more, version=1, reason="")
    actions.correct_budget(**told, budget=more, version=1, reason="งบประมาณรายจ่ายเพิ่มเติม")
    with pytest.raises(Overtaken):
        actions.correct_budget(**told, budget=GOOD, version=1, reason="พิมพ์ผิด")
    now = queries.budget(town.id, 2562)
    assert now is not None
    assert (now.says, now.version, now.why) == (more, 2, "งบประมาณรายจ่ายเพิ่มเติม")
    assert [one.says for one in queries.versions(town.id, 2562)] == [more, GOOD]
    assert queries.budget(town.id, 2561) is None


def test_the_officer_records_and_nobody_else(town: Place, neighbour: Place) -> None:
    for by in (hand(town, Role.REGISTRAR, "palad"), hand(neighbour, Role.OFFICER, "hr")):
        with pytest.raises(Denied):
            actions.record_budget(by=by, organisation=town.organisation, budget=GOOD)


def test_the_database_itself_keeps_one_budget_a_year(town: Place) -> None:
    officer = hand(town, Role.OFFICER, "hr")
    row = actions.record_budget(by=officer, organisation=town.organisation, budget=GOOD)
    for wrong in ({}, {"amount": Decimal(0), "starts": date(2019, 10, 1), "until": date(2020, 10, 1)}):
        with (
            pytest.raises(IntegrityError),
            transaction.atomic(),
            change(officer, "plan:budget:recorded", town.organisation, path=town.organisation.path) as this,
        ):
            ledger.record(this, AnnualBudget, **{**row.content(), **wrong})
