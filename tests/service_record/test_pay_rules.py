"""SR-09 to SR-15, PO-05, PO-06: pure rules over plain values, judged by the demonstration's invented schedule."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lhr.cli.demonstration.pay import STEPS
from lhr.posts import rules as of_posts
from lhr.service_record.pay import Pay, PayLine, Standing, standing
from lhr.service_record.rules_of_pay import PayCase, Round, StepLimits, check_contract, check_pay, round_of
from lhr.standards.rules import PayEngine, Status
from lhr.standards.scales import Band, Cell, PayScale, Wage
from tests.support.rules import codes, rule

pytestmark = pytest.mark.once
APRIL, OCTOBER = date(2018, 4, 1), date(2018, 10, 1)
NAMES = {
    "OPERATIONAL": "ปฏิบัติงาน",
    "PROFESSIONAL": "ชำนาญการ",
    "SENIOR_PROFESSIONAL": "ชำนาญการพิเศษ",
    "EXPERT": "เชี่ยวชาญ",
    "SENIOR": "อาวุโส",
}


def empty(engine: PayEngine = PayEngine.STEP) -> PayScale:
    kinds = frozenset({"TAO_OFFICIAL"})
    since = date(2016, 1, 1)
    return PayScale("ACCOUNT_5", "ตัวอย่าง", engine, kinds, since, None, Status.UNVERIFIED, "แต่งขึ้น", invented=True)


def drawn() -> PayScale:
    with STEPS.open(encoding="utf-8", newline="") as file:
        rows = [Cell(r["level"], Decimal(r["step"]), Decimal(r["amount"])) for r in csv.DictReader(file)]
    return replace(empty(), cells=tuple(rows))


SCALE = drawn()


def said(**values: Any) -> Pay:
    """Numbers as they are written, for a line's pay."""
    return Pay(**{k: v if isinstance(v, str) or v is None else Decimal(str(v)) for k, v in values.items()})


def case(movement: str, level: str, *, old: object = None, on: date = APRIL, **values: Any) -> PayCase:
    before = Standing(level, None if old is None else Decimal(str(old)))
    pay = said(level_code=level, **values)
    return PayCase(movement, on, pay, NAMES.get(level, level), SCALE, before)


def line(movement: str, on: date, seq: int = 1, **values: Any) -> PayLine:
    return PayLine(uuid4(), movement, on, seq, said(**values))


def found(one: PayCase) -> list[str]:
    return codes(check_pay(one))


# --- the table of domain.md 5.6 ---------------------------------------------------------------------------------


@rule("SR-13")
@rule("SR-15")
@pytest.mark.parametrize(
    ("level", "old", "steps", "new"),
    [("OPERATIONAL", 11960, 1, 12470), ("PROFESSIONAL", 41550, 1, 42890), ("EXPERT", 24400, 0.5, 25080)],
)
def test_SR10_SR11_SR12_a_rise_along_the_schedule_finds_nothing(
    level: str, old: int, steps: float, new: int
) -> None:
    assert found(case("STEP_RISE", level, old=old, steps=steps, salary=new)) == []


def test_SR10_an_amount_between_two_cells_names_both() -> None:
    findings = check_pay(case("LAW_ADJUST", "OPERATIONAL", salary=11965))
    assert codes(findings) == ["SR-10"]
    assert findings[0].values["lower"] == "11,960"
    assert "ปฏิบัติงาน" in findings[0].says()


def test_SR12_at_the_top_only_special_pay_is_given() -> None:
    findings = check_pay(case("STEP_RISE", "SENIOR", old=54090, steps=0.5, salary=54090))
    assert codes(findings) == ["SR-12.2"]
    assert "ร้อยละ 2" in findings[0].remedy()


def test_SR11_one_and_one_and_a_half_in_a_round_year_are_too_many() -> None:
    second = replace(
        case("STEP_RISE", "OPERATIONAL", old=12470, on=OCTOBER, steps=1.5, salary=13250),
        others=(line("STEP_RISE", APRIL, steps=1, salary=12470),),
    )
    findings = [f for f in check_pay(second) if f.code == "SR-11"]
    assert [(f.values["steps"], f.values["limit"], f.values["round_year"]) for f in findings] == [("2.5", "2", 2561)]


def test_SR14_a_promotion_below_the_new_level_is_refused() -> None:
    findings = check_pay(case("PROMOTE", "SENIOR_PROFESSIONAL", salary=19000))
    assert "SR-14" in codes(findings)
    assert next(f for f in findings if f.code == "SR-14").values["min"] == "21,550"


def test_SR10_a_line_of_a_day_without_a_schedule_only_warns() -> None:
    old = PayCase("STEP_RISE", date(1992, 10, 1), said(level_code="LEVEL_3", salary=5530, steps=1), "๓", None)
    findings = check_pay(old)
    assert codes(findings) == ["SR-10.1"]
    assert findings[0].weight == "warn"
    assert "ไม่มีบัญชีเงินเดือนของวันที่นี้" in findings[0].says()


# --- SR-10 by engine -------------------------------------------------------------------------------------------------


def test_SR10_the_step_named_must_pay_the_salary() -> None:
    assert found(case("LAW_ADJUST", "OPERATIONAL", salary=11960, step=10)) == []
    assert found(case("LAW_ADJUST", "OPERATIONAL", salary=11960, step=11)) == ["SR-10.2"]
    assert found(case("LAW_ADJUST", "OPERATIONAL", salary=-5)) == ["SR-10.3"]


def test_SR10_a_level_that_the_schedule_does_not_know_only_warns() -> None:
    assert found(case("LAW_ADJUST", "LEVEL_3", salary=11960)) == ["SR-10.1"]


@pytest.mark.parametrize(("salary", "expected"), [(9400, []), (12345, []), (18080, []), (18081, ["SR-10"])])
def test_SR10_a_band_takes_any_amount_inside(salary: int, expected: list[str]) -> None:
    scale = replace(empty(PayEngine.PERCENT), bands=(Band("", Decimal(9400), None, Decimal(18080)),))
    one = replace(case("LAW_ADJUST", "", old=9400, on=OCTOBER, salary=salary), scale=scale)
    assert found(one) == expected


def test_SR10_a_flat_rate_is_the_one_amount() -> None:
    scale = replace(empty(PayEngine.FLAT), bands=(Band("", Decimal(10000), None, Decimal(10000)),))
    assert found(replace(case("CONTRACT_START", "", salary=10000), scale=scale)) == []
    assert found(replace(case("CONTRACT_START", "", salary=9000), scale=scale)) == ["SR-10"]


def test_SR10_a_wage_is_a_cell_of_its_group() -> None:
    wage = Wage("1000", Decimal(1), Decimal(4870), Decimal("211.75"), Decimal("30.25"))
    scale = replace(empty(PayEngine.WAGE), wages=(wage,))
    assert found(replace(case("LAW_ADJUST", "1000", salary=4870), scale=scale)) == []
    assert found(replace(case("LAW_ADJUST", "1000", salary=4871), scale=scale)) == ["SR-10"]


def test_SR10_names_the_schedule_and_how_far_it_is_verified_and_what_would_be_lawful() -> None:
    def told(scale: PayScale, salary: int) -> tuple[str, str]:
        finding = next(f for f in check_pay(replace(case("LAW_ADJUST", "", salary=salary), scale=scale)))
        return finding.says(), finding.remedy()

    band = replace(empty(PayEngine.PERCENT), bands=(Band("", Decimal(9400), None, Decimal(18080)),))
    says, remedy = told(band, 9000)
    assert "ตามตัวอย่าง (ตัวอย่าง ใช้อ้างอิงไม่ได้)" in says
    assert "ระหว่าง 9,400 ถึง 18,080 บาท" in remedy
    flat = replace(empty(PayEngine.FLAT), invented=False, bands=(Band("", Decimal(10000), None, Decimal(10000)),))
    says, remedy = told(flat, 9000)
    assert "(ยังไม่ตรวจสอบ)" in says
    assert "เลือก 10,000 บาท" in remedy
    assert "(ตรวจสอบแล้ว)" in told(replace(flat, status=Status.CERTAIN), 9000)[0]


def percent_case(old: int, percent: float, new: int, middle: int | None = None) -> PayCase:
    band = Band("", Decimal(9400), None if middle is None else Decimal(middle), Decimal(18080))
    scale = replace(empty(PayEngine.PERCENT), bands=(band,))
    return replace(case("PERCENT_RISE", "", old=old, on=OCTOBER, percent=percent, salary=new), scale=scale)


@pytest.mark.parametrize(
    ("old", "percent", "new", "middle"),
    [
        (10000, 4, 10400, None),
        (10000, 4, 10409, None),  # rounded up to ten baht
        (10010, 4, 10410, None),
        (10000, 4, 10600, 15000),  # of the middle, where the schedule names one
        (18000, 4, 18080, None),  # not above the highest
    ],
)
def test_SR12_a_percentage_is_taken_of_the_base_and_ends_at_the_highest(
    old: int, percent: float, new: int, middle: int | None
) -> None:
    assert found(percent_case(old, percent, new, middle)) == []


def test_SR12_another_salary_than_the_percentage_gives_warns_and_at_the_highest_only_special_pay() -> None:
    findings = check_pay(percent_case(10000, 4, 10500))
    assert codes(findings) == ["SR-12.4"]
    assert findings[0].values["expected"] == "10,400"
    assert found(percent_case(10000, 4, 10400, middle=15000)) == ["SR-12.4"]
    assert found(percent_case(18080, 4, 18080)) == ["SR-12.2"]
    special = replace(percent_case(18080, 4, 18080), movement_code="SPECIAL_PAY")
    assert found(special) == []
    assert "SR-12.3" in found(replace(percent_case(10000, 4, 10000), movement_code="SPECIAL_PAY"))


# --- rounds -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2018, 4, 1), Round(2561, 1)),
        (date(2018, 9, 30), Round(2561, 1)),
        (date(2018, 10, 1), Round(2561, 2)),
        (date(2019, 3, 31), Round(2561, 2)),
        (date(2019, 4, 1), Round(2562, 1)),
    ],
)
def test_SR11_a_round_year_is_april_with_the_october_that_follows(day: date, expected: Round) -> None:
    assert round_of(day) == expected


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_SR11_two_days_of_one_round_year_are_never_further_apart_than_a_year(day: date) -> None:
    later = day + timedelta(days=366)
    assert round_of(later).year > round_of(day).year


def test_SR11_the_october_rise_does_not_count_with_the_april_of_its_own_fiscal_year() -> None:
    """1 ต.ค. 2561 and 1 เม.ย. 2562 lie in fiscal year 2562, and in two round years."""
    april = replace(
        case("STEP_RISE", "OPERATIONAL", old=11960, on=date(2019, 4, 1), steps=1, salary=12470),
        others=(line("STEP_RISE", OCTOBER, steps=1.5, salary=11960),),
    )
    assert found(april) == []


def test_SR11_each_half_has_its_own_limit_and_steps_are_halves() -> None:
    half_1 = case("STEP_RISE", "OPERATIONAL", old=11960, steps=1.5, salary=12730)
    assert "SR-11.2" in found(half_1)
    assert "SR-11.1" in found(case("STEP_RISE", "OPERATIONAL", old=11960, steps=0.3, salary=12470))
    assert "SR-11.3" in found(case("STEP_RISE", "OPERATIONAL", old=11960, salary=12470))
    more = replace(half_1, limits=StepLimits(Decimal(2), Decimal(2), Decimal(4)))
    assert "SR-11.2" not in found(more)


def test_SR13_a_rise_of_another_day_warns_and_an_adjustment_does_not() -> None:
    other = date(2018, 3, 15)
    assert found(case("STEP_RISE", "OPERATIONAL", old=11960, on=other, steps=1, salary=12470)) == ["SR-13"]
    assert found(case("LAW_ADJUST", "OPERATIONAL", old=11960, on=other, salary=12470)) == []


# --- SR-12 to SR-15 ---------------------------------------------------------------------------------------------------


def test_SR12_the_new_salary_is_the_old_one_plus_the_steps() -> None:
    findings = check_pay(case("STEP_RISE", "OPERATIONAL", old=11960, steps=0.5, salary=12470))
    assert codes(findings) == ["SR-12.1"]
    assert findings[0].values["expected"] == "12,220"
    assert found(case("STEP_DOWN", "OPERATIONAL", old=12470, steps=1, salary=11960)) == []
    assert found(case("STEP_DOWN", "OPERATIONAL", old=12470, steps=0.5, salary=11960)) == ["SR-12.1"]


def test_SR12_no_rise_and_special_pay_keep_the_salary() -> None:
    assert found(case("NO_RISE", "OPERATIONAL", old=11960, salary=11960)) == []
    assert found(case("NO_RISE", "OPERATIONAL", old=11960, salary=12470)) == ["SR-12.1"]
    assert found(case("SPECIAL_PAY", "SENIOR", old=54090, salary=54090, special_pay_pct=2)) == []
    assert found(case("SPECIAL_PAY", "SENIOR", old=53310, salary=53310, special_pay_pct=2)) == ["SR-12.3"]


def test_SR12_a_rise_that_passes_the_top_ends_there() -> None:
    assert found(case("STEP_RISE", "SENIOR", old=53310, steps=1, salary=54090)) == []


def test_SR14_a_promotion_keeps_or_raises_the_salary() -> None:
    scale = replace(SCALE, cells=tuple(c for c in SCALE.cells if c.level == "PROFESSIONAL"))
    lower = replace(case("PROMOTE", "PROFESSIONAL", old=42890, salary=41550), scale=scale)
    assert found(lower) == ["SR-14.1"]


def test_SR14_a_promotion_without_a_salary_is_judged_by_the_one_that_it_keeps() -> None:
    assert found(case("PROMOTE", "PROFESSIONAL", old=13960)) == ["SR-14"]
    assert found(case("PROMOTE", "PROFESSIONAL", old=28030)) == []
    assert found(case("PROMOTE", "PROFESSIONAL")) == ["SR-14.3"]


@rule("SR-14")
def test_a_promotion_at_the_same_salary_is_lawful_where_the_new_level_has_it() -> None:
    assert found(case("PROMOTE", "PROFESSIONAL", old=28030, salary=28030)) == []


def test_SR15_the_salary_falls_only_by_an_order_that_lowers_it() -> None:
    assert found(case("LAW_ADJUST", "OPERATIONAL", old=12470, salary=11960)) == ["SR-15"]
    for movement in ("PAY_CUT", "SCHEDULE_ADJUST", "RECLASSIFY"):
        assert found(case(movement, "OPERATIONAL", old=12470, salary=11960)) == []


def test_SR15_a_line_put_in_between_looks_at_the_one_after_it() -> None:
    between = case("LAW_ADJUST", "OPERATIONAL", old=11960, salary=12470)
    falls = line("LAW_ADJUST", OCTOBER, salary=11960)
    assert found(replace(between, others=(falls,))) == ["SR-15"]
    assert found(replace(between, others=(replace(falls, movement_code="PAY_CUT"),))) == []


# --- what stands ------------------------------------------------------------------------------------------------------


def test_of_each_thing_what_was_said_last_stands_and_special_pay_ends_with_the_next_round() -> None:
    lines = [
        line("SPECIAL_PAY", date(2018, 4, 1), 3, salary=54090, special_pay_pct=4),
        line("APPOINT", date(2016, 1, 1), 1, level_code="SENIOR", salary=53310),
        line("STEP_RISE", date(2017, 10, 1), 2, steps=0.5, salary=54090),
        line("ALLOWANCE", date(2018, 5, 1), 4, allowance=3500),
    ]
    now = standing(lines, date(2018, 6, 1))
    assert (now.level_code, now.salary, now.special_pay_pct, now.allowance) == ("SENIOR", 54090, 4, 3500)
    assert now.since == date(2017, 10, 1)
    later = standing([*lines, line("NO_RISE", date(2018, 10, 1), 5, salary=54090)], date(2018, 12, 1))
    assert (later.special_pay_pct, later.allowance) == (None, 3500)
    assert standing(lines, date(2015, 1, 1)) == Standing()


def test_on_one_day_the_run_number_decides() -> None:
    lines = [line("LAW_ADJUST", APRIL, 9, salary=200), line("STEP_RISE", APRIL, 2, salary=100)]
    assert standing(lines, APRIL).salary == 200


# --- SR-09, PO-05, PO-06 ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("last_day", "most_years", "expected"),
    [
        (date(2022, 9, 30), 4, []),
        (date(2022, 10, 1), 4, ["SR-09"]),
        (date(2019, 9, 30), 1, []),
        (date(2021, 9, 30), 1, ["SR-09"]),
        (None, 4, ["SR-09.1"]),
        (date(2018, 9, 30), 4, ["SR-09.2"]),
    ],
)
def test_SR09_a_contract_ends_within_its_longest_term(
    last_day: date | None, most_years: int, expected: list[str]
) -> None:
    born = date(1980, 1, 1)
    found = check_contract(OCTOBER, last_day, born=born, most_years=most_years, age_limit=60)
    assert codes(found) == expected


@rule("SR-09")
def test_without_a_longest_term_only_the_age_limits_a_contract() -> None:
    assert check_contract(OCTOBER, date(2030, 1, 1), born=None, most_years=None, age_limit=70) == []


def test_SR09_a_contract_does_not_outlast_the_age_limit() -> None:
    born = date(1960, 5, 20)
    late = check_contract(OCTOBER, date(2020, 5, 20), born=born, most_years=4, age_limit=60)
    assert "SR-09" in codes(late)
    assert "พฤษภาคม" in late[0].says()
    assert check_contract(OCTOBER, date(2020, 5, 19), born=born, most_years=4, age_limit=60) == []


def test_PO05_a_line_of_knowledge_workers_has_no_level_of_the_general_type() -> None:
    def judged(level: str, level_type: str, *, verified: bool = True) -> list[str]:
        return codes(
            of_posts.check_level(
                line_name="นักทรัพยากรบุคคล",
                line_type="ACADEMIC",
                line_verified=verified,
                level_name=level,
                level_type=level_type,
                day=APRIL,
            )
        )

    assert judged("ชำนาญงาน", "GENERAL") == ["PO-05"]
    assert judged("ชำนาญงาน", "GENERAL", verified=False) == ["PO-05.1"]
    assert judged("ชำนาญการ", "ACADEMIC") == []
    assert judged("ระดับ ๗", "NUMBERED") == []


@rule("PO-05")
def test_an_educational_line_is_not_judged_by_type() -> None:
    assert (
        of_posts.check_level(
            line_name="ครู", line_type="EDUCATION", line_verified=True, level_name="คศ.๑", level_type="X", day=APRIL
        )
        == []
    )


@pytest.mark.parametrize(
    ("official", "teacher", "in_use", "expected"),
    [
        (True, False, False, ["PO-06"]),
        (True, False, True, []),
    ],
)
def test_PO06_an_official_has_a_level_in_use_on_the_day(
    official: bool, teacher: bool, in_use: bool, expected: list[str]
) -> None:
    found = of_posts.check_classification(
        official=official, teacher=teacher, in_use=in_use, level_name="ระดับ ๗", day=APRIL
    )
    assert codes(found) == expected


@rule("PO-06")
@pytest.mark.parametrize(("official", "teacher"), [(True, True), (False, False)])
def test_teachers_employees_and_contracts_keep_levels_of_their_own(official: bool, teacher: bool) -> None:
    found = of_posts.check_classification(
        official=official, teacher=teacher, in_use=False, level_name="คศ.๑", day=APRIL
    )
    assert found == []
