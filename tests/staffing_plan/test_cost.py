"""What the posts of an LGO cost, from the register: the worked table of domain.md 7.2, and what is told apart."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lhr.access.actor import Actor
from lhr.audit import kept
from lhr.posts import actions as posts
from lhr.posts.actions import PostDraft
from lhr.posts.rules import Funding
from lhr.service_record import actions as service
from lhr.service_record import payroll
from lhr.service_record import queries as of_service
from lhr.service_record.drafts import MovementDraft
from lhr.service_record.pay import Pay
from lhr.staffing_plan import queries, rules
from tests.service_record.conftest import BEGINS, DAY, move
from tests.staffing_plan.conftest import Costed

pytestmark = pytest.mark.django_db
RAISED = date(2018, 4, 1)


def written(costed: Costed, draft: MovementDraft) -> None:
    line = service.key_movement(by=costed.officer, organisation=costed.organisation, movement=draft, pair=frozenset())
    service.verify(by=costed.registrar, line_id=line.entry_id, version=line.version, pair=frozenset())


def test_the_register_adds_up_to_the_worked_table(costed: Costed) -> None:
    cost = queries.cost_of(costed.organisation.pk, DAY)
    own = cost.reckoned.own
    assert (own.held, own.vacant) == (3, 2)
    assert own.held_cost == 617_880 + 498_600 + 143_520
    assert own.vacant_cost == 355_320 + 297_900
    assert cost.reckoned.parts[Funding.GRANT].yearly == 498_600
    # The two without a post stand apart, and of nobody else is a nought counted: the town's own posts are named.
    assert (cost.without_post, cost.without_post_cost, cost.unpaid) == (2, 240_000, 0)
    assert {cost.posts[one].number for one in cost.reckoned.missing} == {
        "48-2-01-1101-001", "48-2-01-1101-002", "48-2-01-3102-001", "48-2-01-3201-001", "48-2-01-3102-002",
    }  # fmt: skip
    assert [scale.code for scale in cost.scales] == ["ACCOUNT_5"]


def test_a_post_counts_by_whose_money_pays_for_it_on_the_day(costed: Costed) -> None:
    before = queries.cost_of(costed.organisation.pk, BEGINS)
    posts.fund(by=costed.officer, post_id=costed.posts["academic"], source=Funding.OTHER, starts=DAY)
    after = queries.cost_of(costed.organisation.pk, DAY)
    assert before.reckoned.own.vacant == 2
    assert after.reckoned.own.vacant == 1
    assert after.reckoned.parts[Funding.OTHER].vacant_cost == 355_320


def test_the_day_decides_who_holds_and_what_is_drawn(costed: Costed) -> None:
    raised = move(costed.people["clerk"], "LAW_ADJUST", RAISED, pay=Pay(salary=Decimal(12_470)), reason="ตามกฎหมาย")
    written(costed, raised)
    before, after = (
        queries.cost_of(costed.organisation.pk, day).reckoned.own for day in (RAISED - timedelta(1), RAISED)
    )
    assert after.held_cost - before.held_cost == (12_470 - 11_960) * 12
    written(costed, move(costed.people["clerk"], "RESIGN", date(2018, 8, 1)))
    own = queries.cost_of(costed.organisation.pk, DAY).reckoned.own
    assert (own.held, own.vacant) == (2, 3)


def test_what_is_drawn_is_what_every_career_says(costed: Costed) -> None:
    """By one row a person, as by the whole career: also of who was amended, cancelled and corrected."""
    clerk, hr = costed.people["clerk"], costed.people["hr"]
    for day, salary in ((RAISED, 12_470), (date(2018, 8, 1), 13_000)):
        written(costed, move(clerk, "LAW_ADJUST", day, pay=Pay(salary=Decimal(salary)), reason="ตามกฎหมาย"))
    written(costed, move(hr, "LAW_ADJUST", RAISED, pay=Pay(salary=Decimal(42_890)), reason="ตามกฎหมาย"))
    wrong = next(line for line in of_service.lines_of(clerk) if line.starts == date(2018, 8, 1))
    written(costed, move(clerk, "CANCEL_ORDER", date(2018, 8, 15), cancels=wrong.id, reason="ออกผิด"))
    amended = next(line for line in of_service.lines_of(hr) if line.starts == RAISED)
    amends = move(hr, "AMEND_ORDER", RAISED, amends=amended.id, pay=Pay(salary=Decimal(44_280)), reason="แก้คำสั่ง")
    written(costed, amends)
    for day in (BEGINS, RAISED, date(2018, 8, 20), DAY):
        found = payroll.drawn(costed.people.values(), day)
        for who in costed.people.values():
            of_all = of_service.pay_of(who, day)
            assert (found[who].salary, found[who].allowance) == (of_all.salary, of_all.allowance)
    assert payroll.drawn([clerk], DAY)[clerk].salary == 12_470
    assert payroll.drawn([hr], DAY)[hr].salary == 44_280


def test_as_many_queries_for_many_posts_as_for_few(costed: Costed, keeper: Actor) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen, kept.while_asked(reads=True):
            queries.cost_of(costed.organisation.pk, DAY)
        return len(seen)

    few = asked()
    more = [
        PostDraft(f"48-2-01-4101-{at:03}", "4101", "OPERATIONAL", BEGINS, funding="OWN") for at in range(100, 130)
    ]
    posts.establish_all(by=keeper, organisation=costed.organisation, posts=more)
    assert asked() <= few
    assert few < 16
    assert queries.cost_of(costed.organisation.pk, DAY).reckoned.own.vacant == 32


def test_the_cost_against_a_budget(costed: Costed) -> None:
    cost = queries.cost_of(costed.organisation.pk, DAY)
    budget = rules.Budget(2561, Decimal(5_500_000), Decimal(15))
    assert cost.year == 2561
    seen = cost.against(budget)
    assert (seen.pay, seen.total, seen.ratio, seen.lawful) == (1_913_220, 2_200_203, "40.0037", False)
    assert cost.against_all(budget).pay == 2_153_220
