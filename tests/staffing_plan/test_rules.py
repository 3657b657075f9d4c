"""The ceiling of มาตรา ๓๕ by the worked tables of domain.md 7.2, to the last satang."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lhr.cli.demonstration import pay
from lhr.kernel.national_id import make_synthetic
from lhr.posts.rules import Funding
from lhr.service_record.pay import Standing
from lhr.staffing_plan import rules
from lhr.staffing_plan.rules import Budget, Burden, PaidPost
from tests.support.rules import codes, rule

FORTY = Decimal(40)
# Base, rise and cost of the first year: the columns of the worked table.
WORKED = [
    (617_880, 17_880, 635_760), (498_600, 16_080, 514_680), (143_520, 6_120, 149_640), (355_320, 0, 355_320),
    (297_900, 0, 297_900), (240_000, 0, 240_000), (144_000, 5_760, 149_760),
]  # fmt: skip
SUM = Decimal(2_343_060)


def burden(budget: object, pay: Decimal = SUM, pct: object = 15) -> Burden:
    return Burden(pay, Budget(2562, Decimal(str(budget)), Decimal(str(pct))), FORTY)


def test_the_sum_the_benefit_and_the_total_of_the_worked_year() -> None:
    assert all(base + rise == cost for base, rise, cost in WORKED)
    assert sum(cost for _, _, cost in WORKED) == SUM
    one = burden(7_000_000)
    assert (one.benefit, one.total) == (Decimal(351_459), Decimal(2_694_519))


@pytest.mark.parametrize(
    ("salary", "allowance", "yearly"),
    [(47_990, 3_500, 617_880), (41_550, None, 498_600), (11_960, None, 143_520), (10_000, None, 120_000)],
)
def test_a_held_post_costs_what_its_holder_draws(salary: int, allowance: int | None, yearly: int) -> None:
    drawn = Standing(salary=Decimal(salary), allowance=None if allowance is None else Decimal(allowance))
    assert rules.base(drawn) == yearly


def test_who_is_on_record_without_a_salary_is_no_nought() -> None:
    assert rules.base(Standing(allowance=Decimal(3_500))) is None
    key, who = uuid4(), uuid4()
    found = rules.reckon({key: PaidPost("1", Funding.OWN, Decimal(1))}, {key: who}, {})
    assert (found.parts, found.missing) == ({}, {key: who})


@pytest.mark.parametrize(
    ("lowest", "highest", "yearly"),
    [("OPERATIONAL", "EXPERIENCED", 297_900), ("PRACTITIONER", "PROFESSIONAL", 355_320)],
)
@rule("SP-04")
def test_SP04_a_vacant_post_by_the_ends_of_its_levels(lowest: str, highest: str, yearly: int) -> None:
    cost = rules.vacant(pay.column(lowest)[0][1], pay.column(highest)[-1][1])
    assert cost == yearly
    assert rules.vacant_said("ปง./ชง.", cost).says() == f"ค่าใช้จ่ายตำแหน่งว่าง ปง./ชง. ปีละ {yearly:,} บาท"


@pytest.mark.parametrize(
    ("budget", "lawful", "ratio"),
    [
        (7_000_000, True, "38.49"), (6_736_298, True, "39.9999970"), (6_736_000, False, "40.0018"),
        (6_720_000, False, "40.10"), ("6736297.5", True, "40.00"), ("6736297.49", False, "40.00000006"),
    ],
)  # fmt: skip
@rule("SP-02")
def test_SP02_the_exact_ratio_decides_and_the_shown_one_tells(budget: object, lawful: bool, ratio: str) -> None:
    one = burden(budget)
    assert (one.lawful, one.ratio) == (lawful, ratio)
    assert bool(rules.check_ceiling(one)) is not lawful


@rule("SP-02", breaks=True)
def test_SP02_the_message_says_year_ratio_and_by_how_much() -> None:
    (found,) = rules.check_ceiling(burden(6_736_000))
    assert found.code == "SP-02"
    assert found.says() == (
        "ภาระค่าใช้จ่ายด้านการบริหารงานบุคคลปี 2562 ร้อยละ 40.0018 เกินร้อยละ 40 อยู่ 119 บาท"
    )


def test_other_benefits_may_be_an_amount() -> None:
    fixed = Burden(SUM, Budget(2562, Decimal(7_000_000), benefit_amount=Decimal(400_000)), FORTY)
    assert fixed.total == SUM + 400_000


@rule("SP-02")
def test_SP02_an_order_is_told_only_where_it_raises_what_is_above() -> None:
    below, above, more = burden(7_000_000), burden(6_720_000), burden(6_720_000, SUM + 12_000)
    assert rules.check_order(above, above) == []
    assert rules.check_order(more, above) == []
    assert rules.check_order(below, burden(7_000_000, SUM + 12_000)) == []
    (found,) = rules.check_order(above, more)
    assert (found.code, found.values["more"]) == ("SP-02.1", "13,800")


amounts = st.decimals(min_value=1, max_value=10**11, places=2)


@given(amounts, amounts, st.decimals(min_value=0, max_value=100, places=2))
def test_SP02_agrees_with_fractions(pay: Decimal, budget: Decimal, pct: Decimal) -> None:
    one = burden(budget, pay, pct)
    exact = Fraction(pay) * (100 + Fraction(pct)) / Fraction(budget)
    assert one.lawful is (exact <= 40)
    shown = Fraction(one.ratio)
    assert (shown > 40, shown < 40) == (exact > 40, exact < 40)
    assert one.over == 0 if one.lawful else one.over >= Fraction(budget) * (exact - 40) / 100


ON = date(2018, 9, 20)
GOOD = Budget(2562, Decimal(86_000_000), Decimal(15), None, "เทศบัญญัติงบประมาณรายจ่าย พ.ศ. 2562", ON)


@rule("SP-05")
def test_SP05_a_budget_as_an_ordinance_has_it() -> None:
    assert rules.check_budget(GOOD, 2561) == []
    assert rules.check_new(None) == rules.check_why("พิมพ์ผิด") == []


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"amount": Decimal(0)}, "SP-05.1"), ({"benefit_pct": None}, "SP-05.2"),
        ({"benefit_amount": Decimal(5)}, "SP-05.2"), ({"benefit_pct": Decimal("100.01")}, "SP-05.2"),
        ({"year": 2558}, "SP-05.3"), ({"year": 2565}, "SP-05.3"), ({"reference": " "}, "SP-05.4"),
        ({"reference_on": None}, "SP-05.4"), ({"reference": f"เลขที่ {make_synthetic(1)}"}, "CD-06"),
    ],
)  # fmt: skip
@rule("SP-05", breaks=True)
def test_SP05_what_no_budget_is(wrong: dict[str, object], code: str) -> None:
    assert codes(rules.check_budget(replace(GOOD, **wrong), 2561)) == [code]  # type: ignore[arg-type]


@rule("SP-05", breaks=True)
def test_SP05_a_year_has_one_budget_and_a_correction_its_reason() -> None:
    assert codes(rules.check_new(GOOD)) == ["SP-05.5"]
    assert codes(rules.check_why(" ")) == ["SP-05.6"]
