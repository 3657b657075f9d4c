"""What a pay round proposes for one person: the table of domain.md 5.6, the halves, and a naive officer who counts
half steps one at a time."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lhr.cli.demonstration.pay import STEPS
from lhr.kernel.fiscal import fiscal_year
from lhr.kernel.words import Words
from lhr.service_record.pay import Standing
from lhr.service_record.rules_of_pay import PayCase, Round, StepLimits, check_pay, round_of
from lhr.service_record.rules_of_rounds import Appraisal, Candidate, Proposal, propose
from lhr.service_record.sections.of_leave import half_year
from lhr.standards.criteria import Criterion, in_force
from lhr.standards.rules import PayEngine, Status
from lhr.standards.scales import Band, Cell, PayScale, Wage
from tests.support.rules import codes

pytestmark = pytest.mark.once
HALF_1, HALF_2 = Round(2561, 1), Round(2561, 2)
SINCE = date(2016, 1, 1)
PASSED = Appraisal("GOOD", Words("ดี", "Good"), passes=True)
FAILED = Appraisal("TO_IMPROVE", Words("ต้องปรับปรุง", "To be improved"), passes=False)


def scale(engine: PayEngine = PayEngine.STEP, **more: Any) -> PayScale:
    kinds = frozenset({"TAO_OFFICIAL"})
    bare = PayScale("T", "บัญชีทดสอบ", engine, kinds, SINCE, None, Status.CERTAIN, "แต่งขึ้น", invented=False)
    return replace(bare, **more)


def drawn() -> PayScale:
    with STEPS.open(encoding="utf-8", newline="") as file:
        rows = [Cell(r["level"], Decimal(r["step"]), Decimal(r["amount"])) for r in csv.DictReader(file)]
    return scale(cells=tuple(rows))


SCALE = drawn()
BAND = scale(PayEngine.PERCENT, bands=(Band("", Decimal(9500), None, Decimal(20000)),))


def somebody(level: str = "OPERATIONAL", salary: int | None = 11960, **more: Any) -> Candidate:
    amount = None if salary is None else Decimal(salary)
    bare = Candidate("TAO_OFFICIAL", PayEngine.STEP, level, amount, SCALE, appraisal=PASSED, days=183)
    return replace(bare, **more)


def contract(salary: int, **more: Any) -> Candidate:
    one = somebody("", salary, kind_code="CONTRACT_MISSION_SKILLED", engine=PayEngine.PERCENT, scale=BAND)
    return replace(one, once_a_year=True, **more)


def earns(steps: float | None = None, percent: float | None = None, **more: Any) -> Criterion:
    def number(value: float | None) -> Decimal | None:
        return None if value is None else Decimal(str(value))

    return Criterion("GOOD", SINCE, number(steps), number(percent), source="เกณฑ์ทดสอบ", **more)


def told(found: Proposal) -> str:
    return " | ".join(reason.th for reason in found.reasons)


def brief(found: Proposal) -> tuple[object, ...]:
    return found.movement_code, found.pay.steps, found.new, found.pay.special_pay_pct


# --- rounds: the trap of domain.md 5.3 ------------------------------------------------------------------------------


@given(st.integers(2500, 2650), st.sampled_from([1, 2]))
def test_a_round_is_that_of_its_day_and_appraises_the_half_of_its_own_fiscal_year(year: int, half: int) -> None:
    this = Round(year, half)
    assert round_of(this.effective) == this
    assert (this.work.starts, this.work.last_day) == half_year(year, str(half))
    assert {fiscal_year(this.work.starts), fiscal_year(this.work.last_day or SINCE)} == {year}
    assert this.days == (this.effective - this.work.starts).days
    assert 181 <= this.days <= 183


def test_the_second_half_takes_effect_in_the_next_fiscal_year_and_belongs_to_the_same_round_year() -> None:
    assert (HALF_1.effective, HALF_2.effective) == (date(2018, 4, 1), date(2018, 10, 1))
    assert fiscal_year(HALF_2.effective) == 2562
    assert round_of(HALF_1.effective).year == round_of(HALF_2.effective).year == 2561


# --- the table of domain.md 5.6 -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "salary", "steps", "expected"),
    [
        ("OPERATIONAL", 11960, 1, ("STEP_RISE", 1, 12470, None)),
        ("PROFESSIONAL", 41550, 1, ("STEP_RISE", 1, 42890, None)),
        ("EXPERT", 24400, 0.5, ("STEP_RISE", Decimal("0.5"), 25080, None)),
        ("SENIOR", 54090, 0.5, ("SPECIAL_PAY", None, 54090, 2)),
        ("SENIOR", 54090, 1, ("SPECIAL_PAY", None, 54090, 4)),
        ("SENIOR", 53310, 1, ("STEP_RISE", Decimal("0.5"), 54090, 2)),
        ("SENIOR", 53310, 0.5, ("STEP_RISE", Decimal("0.5"), 54090, None)),
        ("OPERATIONAL", 11960, 0, ("NO_RISE", None, 11960, None)),
    ],
)
def test_steps_lead_along_the_schedule_and_special_pay_begins_at_the_top(
    level: str, salary: int, steps: float, expected: tuple[object, ...]
) -> None:
    found = propose(HALF_1, somebody(level, salary), [earns(steps)])
    assert brief(found) == expected
    assert found.old == salary
    assert found.capped == (expected[3] is not None)


def test_special_pay_is_four_per_cent_at_most() -> None:
    assert brief(propose(HALF_2, somebody("SENIOR", 54090), [earns(1.5)])) == ("SPECIAL_PAY", None, 54090, 4)


def test_SR11_one_step_and_one_and_a_half_are_cut_to_what_the_round_year_leaves() -> None:
    second = somebody(salary=12470, given_in_year=Decimal(1))
    found = propose(HALF_2, second, [earns(1.5)])
    assert brief(found) == ("STEP_RISE", 1, 13000, None)
    assert "รอบปี 2561 ได้แล้ว 1 ขั้น เหลือ 1 ขั้น" in told(found)
    assert brief(propose(HALF_1, somebody(), [earns(1.5)]))[1] == 1  # half 1 gives one at most
    odd = StepLimits(Decimal("0.8"), Decimal("0.8"), Decimal(2))  # nobody moves by less than half a step
    assert brief(propose(HALF_1, somebody(), [earns(1)], odd))[1] == Decimal("0.5")
    full = propose(HALF_2, replace(second, given_in_year=Decimal(2)), [earns(1)])
    assert brief(full) == ("NO_RISE", None, 12470, None)


def test_SR10_an_amount_beside_the_schedule_leaves_the_new_salary_to_the_officer() -> None:
    found = propose(HALF_1, somebody(salary=11965), [earns(1)])
    assert brief(found) == ("STEP_RISE", 1, None, None)
    assert "ไม่มี 11,965 บาทในบัญชีของระดับนี้" in told(found)
    assert "ไม่มีบัญชีเงินเดือนของวันที่นี้" in told(propose(HALF_1, somebody(scale=None)))
    assert "ไม่มีเงินเดือนเดิมในทะเบียน" in told(propose(HALF_1, somebody(salary=None)))


# --- without criteria nothing is made up ------------------------------------------------------------------------------


def test_without_criteria_half_a_step_for_an_appraisal_that_passes_and_it_is_said_whose_proposal_that_is() -> None:
    found = propose(HALF_1, somebody())
    assert brief(found) == ("STEP_RISE", Decimal("0.5"), 12220, None)
    assert "ข้อเสนอของระบบ ยังไม่มีเกณฑ์ที่นำเข้า" in told(found)
    assert "ผลการประเมินดี" in told(found)
    assert brief(propose(HALF_1, somebody(appraisal=FAILED)))[:3] == ("NO_RISE", None, 11960)


def test_without_criteria_no_percentage_is_made_up() -> None:
    found = propose(HALF_2, contract(10000))
    assert (found.movement_code, found.pay.percent, found.new) == ("PERCENT_RISE", None, None)
    assert "กรอกร้อยละ" in told(found)


def test_criteria_say_by_whom_and_how_sure_and_a_grade_that_they_do_not_name_is_left_open() -> None:
    found = propose(HALF_1, somebody(), [earns(1)])
    assert "ตามเกณฑ์ เกณฑ์ทดสอบ (ยังไม่ตรวจสอบ)" in told(found)
    other = propose(HALF_1, somebody(appraisal=FAILED), [earns(1)])
    assert other.movement_code == ""
    assert "ไม่มีระดับผลการประเมินนี้" in told(other)


def test_the_criterion_that_names_the_kind_and_then_the_half_is_meant_on_the_day_of_the_round() -> None:
    table = [
        earns(0.5),
        earns(1, half=1),
        earns(1.5, kind_code="TAO_OFFICIAL"),
        earns(2, until=date(2018, 4, 1)),
        earns(2, kind_code="OTHER"),
    ]
    assert in_force(table, "TAO_OFFICIAL", 1, HALF_1.effective)["GOOD"].steps == Decimal("1.5")
    assert in_force(table, "MUN_OFFICIAL", 1, HALF_1.effective)["GOOD"].steps == 1
    assert in_force(table, "MUN_OFFICIAL", 2, HALF_2.effective)["GOOD"].steps == Decimal("0.5")
    assert in_force(table, "MUN_OFFICIAL", 1, date(2015, 4, 1)) == {}


def test_days_of_service_count_only_where_the_criteria_ask_for_them_and_are_always_told() -> None:
    short = somebody(days=92, unpaid_days=15)
    assert brief(propose(HALF_1, short, [earns(1)]))[0] == "STEP_RISE"
    assert propose(HALF_1, short, [earns(1, least_days=92)]).movement_code == "STEP_RISE"
    assert "วันในรอบ" not in told(propose(HALF_1, replace(short, days=182, unpaid_days=0)))
    found = propose(HALF_1, short, [earns(1, least_days=120)])
    assert found.movement_code == "NO_RISE"
    for said in ("ปฏิบัติราชการ 92 จาก 182 วันในรอบ", "ไม่ได้รับเงินเดือน 15 วัน", "เกณฑ์ให้มีวันปฏิบัติราชการ 120 วัน"):
        assert said in told(found)


def test_an_unverified_schedule_is_named_among_the_reasons() -> None:
    unsure = replace(SCALE, invented=True)
    assert "ใช้บัญชีทดสอบ (ตัวอย่าง ใช้อ้างอิงไม่ได้)" in told(propose(HALF_1, somebody(scale=unsure)))
    assert "ใช้บัญชี" not in told(propose(HALF_1, somebody()))


# --- who is left to the officer ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ({"appraisal": None}, "ไม่มีผลการประเมิน"),
        ({"appraisal": replace(PASSED, verified=False)}, "รอตรวจสอบ"),
        ({"disciplined": True}, "โทษทางวินัย"),
        ({"suspended": True}, "พักราชการ"),
        ({"in_round": True}, "มีรายการของรอบนี้แล้ว"),
        ({"leaves_on": date(2018, 10, 1)}, "พ้นจากราชการวันที่ 1 ต.ค. 2561"),
        ({"days": 0}, "ไม่มีวันปฏิบัติราชการ"),
        ({"engine": PayEngine.FLAT}, "อัตราเดียว"),
        ({"engine": None}, "ไม่ทราบว่าเลื่อนเป็นขั้นหรือร้อยละ"),
    ],
)
def test_who_is_no_matter_of_the_schedule_is_left_to_the_officer_with_the_reason(
    fact: dict[str, Any], said: str
) -> None:
    found = propose(HALF_2, somebody(**fact), [earns(1)])
    assert (found.movement_code, found.new) == ("", None)
    assert said in told(found)


def test_a_mission_contract_rises_in_october_only_and_a_retirement_after_the_round_takes_nothing() -> None:
    assert "ปีละครั้ง" in told(propose(HALF_1, contract(10000), [earns(percent=4)]))
    assert propose(HALF_1, somebody(leaves_on=date(2018, 10, 1))).movement_code == "STEP_RISE"


# --- within a band, and by wages --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("salary", "percent", "rounded", "expected"),
    [
        (10000, 4, None, ("PERCENT_RISE", Decimal(10400), None)),
        (10010, 4, None, ("PERCENT_RISE", Decimal("10410.40"), None)),
        (10010, 4, 10, ("PERCENT_RISE", Decimal(10420), None)),
        (19800, 4, 10, ("PERCENT_RISE", Decimal(20000), None)),
        (20000, 4, 10, ("SPECIAL_PAY", Decimal(20000), 4)),
        (20000, 3.5, 10, ("SPECIAL_PAY", Decimal(20000), 2)),
        (10000, 0, 10, ("NO_RISE", Decimal(10000), None)),
    ],
)
def test_a_percentage_of_the_base_ends_at_the_highest(
    salary: int, percent: float, rounded: int | None, expected: tuple[object, ...]
) -> None:
    found = propose(HALF_2, contract(salary), [earns(percent=percent, rounded_up_to=rounded)])
    assert (found.movement_code, found.new, found.pay.special_pay_pct) == expected


def test_a_percentage_is_taken_of_the_middle_where_the_schedule_has_one() -> None:
    middle = replace(BAND, bands=(Band("", Decimal(9500), Decimal(15000), Decimal(20000)),))
    found = propose(HALF_2, contract(10000, scale=middle), [earns(percent=4)])
    assert found.new == 10600
    assert "ร้อยละ 4 ของฐาน 15,000 บาท" in told(found)


def test_a_permanent_employee_rises_by_the_steps_of_the_group() -> None:
    rows = [("1", 9210), ("1.5", 9400), ("2", 9580)]
    wages = tuple(Wage("3000", Decimal(s), Decimal(m), Decimal(1), Decimal(1)) for s, m in rows)
    worker = somebody("3000", 9210, engine=PayEngine.WAGE, scale=scale(PayEngine.WAGE, wages=wages))
    assert brief(propose(HALF_1, worker, [earns(1)])) == ("STEP_RISE", 1, 9580, None)
    assert brief(propose(HALF_1, replace(worker, salary=Decimal(9400)), [earns(1)])) == (
        "STEP_RISE", Decimal("0.5"), 9580, 2,
    )  # fmt: skip


# --- a naive officer --------------------------------------------------------------------------------------------------

LEVEL = [Cell("L", Decimal(n) / 2, Decimal(1000 + n * n)) for n in range(2, 12)]
LEVEL_SCALE = scale(cells=tuple(LEVEL))
halves = st.integers(0, 5).map(lambda n: Decimal(n) / 2)


def counted(
    this: Round, salary: Decimal, wanted: Decimal, half: Decimal, year: Decimal, limits: StepLimits
) -> tuple[str, Decimal, Decimal, Decimal]:
    """Movement, new salary, steps and special per cent, half a step at a time."""
    amounts = [cell.amount for cell in LEVEL]
    at, moved, special = amounts.index(salary), Decimal(0), Decimal(0)
    most_in_half = limits.half_1 if this.half == 1 else limits.half_2
    for _ in range(int(wanted * 2)):
        if half + Decimal("0.5") > most_in_half or year + Decimal("0.5") > limits.year:
            break
        half, year = half + Decimal("0.5"), year + Decimal("0.5")
        if at + 1 < len(amounts):
            at, moved = at + 1, moved + Decimal("0.5")
        elif special < 4:
            special += 2
    movement = "STEP_RISE" if moved else "SPECIAL_PAY" if special else "NO_RISE"
    return movement, amounts[at], moved, special


@given(
    st.sampled_from([HALF_1, HALF_2]),
    st.sampled_from(LEVEL),
    st.integers(0, 4).map(lambda n: Decimal(n) / 2),
    halves,
    halves,
    st.sampled_from([StepLimits(), StepLimits(Decimal(2), Decimal(2), Decimal(3))]),
)
def test_SR11_SR12_what_is_proposed_is_what_an_officer_counts_half_a_step_at_a_time(
    this: Round, cell: Cell, wanted: Decimal, half: Decimal, before: Decimal, limits: StepLimits
) -> None:
    year = half + before
    one = somebody("L", scale=LEVEL_SCALE, given_in_half=half, given_in_year=year)
    found = propose(this, replace(one, salary=cell.amount), [earns(float(wanted))], limits)
    got = (found.movement_code, found.new, found.pay.steps or 0, found.pay.special_pay_pct or 0)
    assert got == counted(this, cell.amount, wanted, half, year, limits)
    assert half + (found.pay.steps or 0) <= max(limits.of_half(this.half), half)
    assert year + (found.pay.steps or 0) <= max(limits.year, year)


@given(
    st.sampled_from([HALF_1, HALF_2]),
    st.sampled_from(SCALE.cells),
    st.integers(0, 4).map(lambda n: Decimal(n) / 2),
)
def test_SR10_SR11_SR12_SR13_SR15_the_rules_find_nothing_in_what_is_proposed(
    this: Round, cell: Cell, wanted: Decimal
) -> None:
    found = propose(this, somebody(cell.level, int(cell.amount)), [earns(float(wanted))])
    pay = replace(found.pay, level_code=cell.level)
    case = PayCase(found.movement_code, this.effective, pay, "", SCALE, Standing(cell.level, cell.amount))
    assert codes(check_pay(case)) == []


@given(
    st.integers(9500, 20000),
    st.integers(0, 1200).map(lambda n: Decimal(n) / 100),
    st.sampled_from([None, 9500, 15000]),
    st.sampled_from([None, 10]),
)
def test_SR10_SR12_a_percentage_keeps_the_rules_too(
    salary: int, percent: Decimal, middle: int | None, rounded: int | None
) -> None:
    band = Band("", Decimal(9500), None if middle is None else Decimal(middle), Decimal(20000))
    of_band = replace(BAND, bands=(band,))
    one = contract(salary, scale=of_band)
    found = propose(HALF_2, one, [earns(percent=float(percent), rounded_up_to=rounded)])
    case = PayCase(found.movement_code, HALF_2.effective, found.pay, "", of_band, Standing("", Decimal(salary)))
    assert codes(check_pay(case)) == []
    assert found.new is not None
    assert salary <= found.new <= 20000
