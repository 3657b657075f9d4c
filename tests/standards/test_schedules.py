"""Salary schedules and reference lists brought in as files: what is refused, what is kept."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from lhr.access.actor import Actor, Duty
from lhr.access.policy import Denied
from lhr.access.roles import Role
from lhr.audit.book import change
from lhr.audit.kept import while_asked
from lhr.audit.models import Change
from lhr.cli.demonstration import pay
from lhr.standards import actions, planning, queries
from lhr.standards.models import LeaveType, MovementType, SalaryCell, SalarySchedule
from lhr.standards.planning import About
from lhr.standards.rules import DecorationType, LeaveUnit, PayEngine, Per
from lhr.standards.rules_of_schedules import check_apart
from tests.standards.schedules import ABOUT, OF_ENGINE, STEPS, load
from tests.support.rules import codes, refused, rule
from tools import invented_schedule

pytestmark = pytest.mark.django_db
DAY = date(2018, 4, 1)
PERIOD = (
    "code,name,area,starts,until,days,legal_reference,status,source\n"
    "P1,ช่วงที่หนึ่ง,อำเภอตัวอย่าง,2004-01-05,2004-03-15,70,ประกาศตัวอย่าง,U,แต่งขึ้นเพื่อทดสอบ\n"
)


def found(data: bytes, about: About = ABOUT) -> list[str]:
    return codes(planning.schedule(data, about).findings)


@pytest.mark.parametrize("engine", PayEngine)
def test_a_schedule_of_every_engine_is_loaded_once_and_answers_for_its_kinds_and_days(
    keeper: Actor, engine: PayEngine
) -> None:
    data, about = OF_ENGINE[engine]
    assert load(keeper, data, about) > 1
    assert load(keeper, data, about) == 0
    assert Change.objects.filter(tag="standards:schedule:loaded").count() == 1
    scale = queries.pay_scale(about.kinds[0], DAY)
    assert scale is not None
    assert (scale.engine, scale.invented, len(scale.sha256)) == (engine, True, 64)
    assert queries.pay_scale(about.kinds[0], date(2015, 12, 31)) is None
    assert queries.pay_scale("POLITICAL", DAY) is None


def test_a_wage_keeps_its_rates_a_day_and_an_hour_as_data(keeper: Actor) -> None:
    load(keeper, *OF_ENGINE[PayEngine.WAGE])
    scale = queries.pay_scale("PERMANENT_EMPLOYEE", DAY)
    assert scale is not None
    assert (scale.wages[0].day, scale.wages[0].hour) == (Decimal("211.75"), Decimal("30.25"))
    assert scale.step_of("1000", Decimal(5000)) == Decimal("1.5")
    assert scale.range_of("1000") == (Decimal(4870), Decimal(5000))


def test_a_flat_rate_without_a_level_is_the_range_of_every_level(keeper: Actor) -> None:
    load(keeper, *OF_ENGINE[PayEngine.FLAT])
    scale = queries.pay_scale("CONTRACT_GENERAL", DAY)
    assert scale is not None
    assert scale.range_of("") == scale.range_of("ANY") == (Decimal(10000), Decimal(10000))


def test_a_file_sent_again_brings_the_version_into_line_with_it_and_takes_away_what_it_lacks(
    keeper: Actor,
) -> None:
    load(keeper)
    mended = STEPS.replace(b"1100", b"1150").replace(b"OPERATIONAL,2,1250\n", b"")
    assert load(keeper, mended, replace(ABOUT, last_day=date(2018, 3, 31))) == 3
    assert list(SalaryCell.objects.order_by("step").values_list("amount", flat=True)) == [1000, 1150]
    assert SalarySchedule.objects.get().until == date(2018, 4, 1)
    assert queries.pay_scale("TAO_OFFICIAL", DAY) is None


@pytest.mark.parametrize(
    ("data", "about", "code"),
    [
        (b"level,amount\nOPERATIONAL,1000\n", ABOUT, "RD-01.1"),
        ("level,step,amount\nปง.,1,๑๐๐๐\n".encode("cp874"), ABOUT, "RD-01.1"),
        (b"level,step,amount\n\n", ABOUT, "RD-01.5"),
    ],
)
def test_RD01_a_file_that_is_no_such_file_is_refused_as_a_whole(data: bytes, about: About, code: str) -> None:
    with refused(code):
        planning.schedule(data, about)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (STEPS + b"OPERATIONAL,2.5,many\n", "RD-01.2"),
        (STEPS + b"OPERATIONAL,2.5,-5\n", "RD-01.2"),
        (STEPS + b"OPERATIONAL,2,1250\n", "RD-01.3"),
        (STEPS + b"EMPEROR,1,1000\n", "RD-01.4"),
        (STEPS + b",1,1000\n", "RD-01.2"),
        (STEPS + b"OPERATIONAL,2.5,1250\n", "RD-02.1"),
        (STEPS + b"OPERATIONAL,3,1400\n", "RD-02.2"),
        (STEPS + b"OPERATIONAL,2.3,1400\n", "RD-02.4"),
    ],
)
def test_RD02_a_schedule_that_is_not_whole_is_refused_and_nothing_is_written(
    keeper: Actor, data: bytes, code: str
) -> None:
    with refused(code):
        load(keeper, data)
    assert not SalarySchedule.objects.exists()


@pytest.mark.parametrize(
    ("engine", "row"),
    [
        (PayEngine.PERCENT, b"MISSION,9400,,18080\n"),
        (PayEngine.FLAT, b"MISSION,9400\n"),
        (PayEngine.WAGE, b"5000,1,4870,211.75,30.25\n"),
    ],
)
def test_RD01_a_level_or_a_group_that_no_line_could_name_is_refused(engine: PayEngine, row: bytes) -> None:
    data, about = OF_ENGINE[engine]
    assert found(data + row, about) == ["RD-01.4"]


def test_RD01_an_unknown_kind_of_staff_is_refused() -> None:
    assert found(STEPS, replace(ABOUT, kinds=("KING",))) == ["RD-01.4"]


def test_RD02_a_cell_otherwise_than_known_needs_a_reason_because_the_gazette_wins(keeper: Actor) -> None:
    other = replace(ABOUT, code="ACCOUNT_5")
    data = STEPS.replace(b"OPERATIONAL,1,1000", b"OPERATIONAL,1,1001")
    with refused("RD-02.3"):
        load(keeper, data, other)
    assert load(keeper, data, other, reason="ตรงกับประกาศ") == 4


def test_RD03_an_invented_schedule_is_refused_in_production_and_counts_no_more_there(
    keeper: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(keeper)
    assert queries.pay_scale("TAO_OFFICIAL", DAY) is not None
    monkeypatch.setenv("LHR_PRODUCTION", "yes")
    assert queries.pay_scale("TAO_OFFICIAL", DAY) is None
    with refused("RD-03"):
        load(keeper, STEPS, replace(ABOUT, code="OTHER", kinds=("MUN_OFFICIAL",)))


def test_RD04_two_schedules_of_one_kind_share_no_day(keeper: Actor) -> None:
    load(keeper)
    with refused("RD-04"):
        load(keeper, STEPS, replace(ABOUT, code="NEW", starts=date(2020, 1, 1)))
    load(keeper, STEPS, replace(ABOUT, last_day=date(2019, 12, 31)))
    assert load(keeper, STEPS, replace(ABOUT, code="NEW", starts=date(2020, 1, 1))) == 4


@rule("RD-04")
def test_other_kinds_may_have_a_schedule_of_the_same_days() -> None:
    one = planning.schedule(STEPS, ABOUT).scale
    other = replace(one, code="OTHER", kinds=frozenset({"MUN_OFFICIAL"}))
    assert check_apart(one, [other], {}) == []


def test_loading_is_for_those_who_keep_the_reference_data(keeper: Actor) -> None:
    province = Actor(day=DAY, account_id=uuid4(), duties=(Duty(Role.PROVINCE, "/48/"),))
    with pytest.raises(Denied):
        load(province)
    with pytest.raises(Denied):
        actions.apply_list(by=province, plan=planning.plain_list("double_time_periods", PERIOD.encode()))


def test_a_cell_is_not_written_outside_an_open_change(keeper: Actor) -> None:
    load(keeper)
    with pytest.raises(IntegrityError), transaction.atomic():
        SalaryCell.objects.update(amount=1)


def test_every_schedule_is_read_in_four_questions_and_once_an_edition(
    keeper: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    load(keeper)
    with while_asked(reads=True):
        with django_assert_num_queries(5):  # the edition, schedules, cells, bands, wages
            queries.pay_scale("TAO_OFFICIAL", DAY)
        with django_assert_num_queries(0):
            queries.pay_scale("MUN_OFFICIAL", DAY)


@rule("RD-02")
@rule("RD-03")
@pytest.mark.once
def test_the_demonstrations_schedule_is_the_one_drawn_and_goes_through_every_known_cell(keeper: Actor) -> None:
    with pay.STEPS.open(encoding="utf-8", newline="") as file:
        assert [tuple(row.values()) for row in csv.DictReader(file)] == invented_schedule.drawn()
    assert pay.load_schedule(keeper, date(2016, 1, 1)) == 797
    scale = queries.pay_scale("TAO_OFFICIAL", DAY)
    assert scale is not None
    assert scale.invented
    assert "ตัวอย่าง" in scale.name
    assert len(scale.levels) == 13


@pytest.mark.once
def test_the_demonstration_has_an_invented_schedule_of_every_engine(keeper: Actor) -> None:
    with pay.WAGES.open(encoding="utf-8", newline="") as file:
        assert [tuple(row.values()) for row in csv.DictReader(file)] == invented_schedule.wages()
    pay.load_schedules(keeper, date(2016, 1, 1))
    scales = queries.pay_scales()
    assert {scale.engine for scale in scales} == set(PayEngine)
    assert [scale.code for scale in scales if not scale.invented or "ตัวอย่าง" not in scale.name] == []
    assert all("ใช้อ้างอิงไม่ได้" in scale.called.th for scale in scales)


def test_RD03_none_of_the_demonstrations_bands_is_let_in_where_real_officers_work(
    keeper: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LHR_PRODUCTION", "yes")
    for _, plan in pay.plans(date(2016, 1, 1)):
        with refused("RD-03"):
            actions.apply_schedule(by=keeper, plan=plan)


@pytest.mark.once
@pytest.mark.parametrize(
    ("lower", "upper", "a_year"),
    [
        ("OPERATIONAL", "EXPERIENCED", 297_900),
        ("PRACTITIONER", "PROFESSIONAL", 355_320),
        ("DIRECTOR_LOW", "DIRECTOR_LOW", 393_600),
    ],
)
def test_a_vacant_post_of_the_drawn_schedule_costs_what_is_published(
    keeper: Actor, lower: str, upper: str, a_year: int
) -> None:
    pay.load_schedule(keeper, date(2016, 1, 1))
    scale = queries.pay_scale("MUN_OFFICIAL", DAY)
    assert scale is not None
    first, top = scale.column(lower)[0].amount, scale.column(upper)[-1].amount
    assert (first + top) / 2 * 12 == a_year


def test_the_lists_of_the_record_answer_as_values(tables: int) -> None:
    leave = queries.leave_types()
    assert len(leave) == 15
    assert (leave["01"].name, leave["01"].unit, leave["10"].in_days) == ("ลาป่วย", LeaveUnit.DAYS_AND_TIMES, False)
    decorations = list(queries.decorations().values())
    assert len(decorations) == 68
    assert not any(one.verified for one in decorations)
    assert (decorations[7].abbr, decorations[7].family, decorations[7].type) == (
        "ม.ป.ช.",
        "ช้างเผือก",
        DecorationType.SASH,
    )
    assert [p.name for p in queries.penalty_types().values() if p.ends_service] == ["ปลดออก", "ไล่ออก"]
    assert next(iter(queries.review_grades().values())).name == "ดีเด่น"
    assert list(queries.education_levels())[-1] == "DOCTORATE"
    assert queries.double_time_periods() == {}


@rule("RD-01")
def test_a_list_is_brought_into_line_with_a_file(keeper: Actor) -> None:
    plan = planning.plain_list("double_time_periods", PERIOD.encode())
    assert actions.apply_list(by=keeper, plan=plan, reason="ประกาศตัวอย่าง") == 1
    again = planning.plain_list("double_time_periods", PERIOD.encode())
    assert actions.apply_list(by=keeper, plan=again) == 0
    period = queries.double_time_periods()["P1"]
    assert (period.days, period.until) == (70, date(2004, 3, 15))


RATE = (
    "allowance,kind_code,title_code,line_code,level_code,amount,per,starts,until,status,source\n"
    "POSITION,,PALAD_TAO,,ADMIN_LOW,48000,YEAR,2016-01-01,,U,ตารางทดสอบ\n"
)


def test_an_allowance_rate_is_let_in_once_and_answers_with_its_document_and_its_state(keeper: Actor) -> None:
    plan = planning.plain_list("allowance_rates", RATE.encode())
    assert actions.apply_list(by=keeper, plan=plan) == 1
    assert planning.plain_list("allowance_rates", RATE.encode()).count == 0
    (rate,) = queries.allowance_rates()
    assert (rate.amount, rate.a_month, rate.per) == (48000, 4000, Per.YEAR)
    said = "เงินประจำตำแหน่ง 4,000 บาทต่อเดือน (48,000 บาทต่อปี) ตามตารางทดสอบ (ยังไม่ตรวจสอบ)"
    assert rate.says.th == said


@rule("RD-04")
def test_a_rate_follows_another_once_that_has_its_end(keeper: Actor) -> None:
    actions.apply_list(by=keeper, plan=planning.plain_list("allowance_rates", RATE.encode()))
    later = "POSITION,,PALAD_TAO,,ADMIN_LOW,54000,YEAR,2018-01-01,,U,ตารางใหม่\n"
    alone = planning.plain_list("allowance_rates", (RATE.partition("\n")[0] + "\n" + later).encode())
    with refused("RD-04.1"):
        actions.apply_list(by=keeper, plan=alone)
    both = RATE.replace("2016-01-01,,", "2016-01-01,2018-01-01,") + later
    assert actions.apply_list(by=keeper, plan=planning.plain_list("allowance_rates", both.encode())) == 2


CRITERIA = (
    "kind_code,grade,half,steps,percent,least_days,rounded_up_to,starts,until,status,source\n"
    ",EXCELLENT,0,1,,,,2018-04-01,,U,เกณฑ์ทดสอบ\n"
    "CONTRACT_MISSION_SKILLED,EXCELLENT,2,,4.25,240,10,2018-10-01,,U,เกณฑ์ทดสอบ\n"
)


def test_the_criteria_of_a_pay_round_are_let_in_once(keeper: Actor) -> None:
    assert queries.rise_criteria() == ()
    assert actions.apply_list(by=keeper, plan=planning.plain_list("rise_criteria", CRITERIA.encode())) == 2
    assert planning.plain_list("rise_criteria", CRITERIA.encode()).count == 0
    every, skilled = queries.rise_criteria()
    assert (every.grade, every.steps, every.percent, every.least_days) == ("EXCELLENT", 1, None, None)
    assert (skilled.percent, skilled.least_days, skilled.rounded_up_to) == (Decimal("4.25"), 240, 10)
    assert skilled.called.th == "เกณฑ์ทดสอบ (ยังไม่ตรวจสอบ)"
    assert [code for code, grade in queries.review_grades().items() if not grade.passes] == ["TO_IMPROVE"]


@pytest.mark.parametrize(
    ("was", "becomes", "code"),
    [
        (",0,1,", ",3,1,", "RD-01.2"),
        (",0,1,", ",0,0.7,", "RD-01.2"),
        (",0,1,", ",0,,", "RD-01.2"),
        (",EXCELLENT,0", ",HEAVENLY,0", "RD-01.2"),
        ("CONTRACT_MISSION_SKILLED", "KING", "RD-01.4"),
    ],
)
def test_RD01_a_criterion_that_says_nothing_or_names_what_is_not_there_is_refused(
    was: str, becomes: str, code: str
) -> None:
    plan = planning.plain_list("rise_criteria", CRITERIA.replace(was, becomes, 1).encode())
    assert codes(plan.findings) == [code]


@pytest.mark.parametrize(
    ("was", "becomes", "code"),
    [
        ("POSITION", "GIFT", "RD-01.2"),
        ("48000", "0", "RD-01.2"),
        ("48000", "-1", "RD-01.2"),
        ("48000", "1.005", "RD-01.2"),
        ("YEAR", "WEEK", "RD-01.2"),
        ("PALAD_TAO", "KING", "RD-01.4"),
        ("ADMIN_LOW", "THRONE", "RD-01.4"),
        (",PALAD_TAO,,", ",,9999,", "RD-01.4"),
    ],
)
def test_RD01_a_rate_of_what_the_register_does_not_know_is_refused(was: str, becomes: str, code: str) -> None:
    plan = planning.plain_list("allowance_rates", RATE.replace(was, becomes).encode())
    assert codes(plan.findings) == [code]


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("leave_types", "16,ลาใหม่,New,WEEKS,16,U,ทดสอบ"),
        ("leave_types", "16,ลาใหม่,New,DAYS,sixteen,U,ทดสอบ"),
        ("leave_types", "16,,New,DAYS,16,U,ทดสอบ"),
        ("leave_types", "16,ลาใหม่,New,DAYS,16,X,ทดสอบ"),
        ("double_time_periods", "P1,ช่วง,ที่ใด,,2004-03-15,70,ประกาศ,U,ทดสอบ"),
        ("levels", "L99,NOWHERE,ใหม่,ใหม่,1,,,,U,ทดสอบ"),
    ],
)
def test_RD01_a_row_that_does_not_fit_its_table_is_refused(keeper: Actor, table: str, row: str) -> None:
    heading = {
        "leave_types": "code,name,name_en,unit,order,status,source",
        "double_time_periods": PERIOD.partition("\n")[0],
        "levels": "code,type,name,short,order,starts,until,legacy_equivalent,status,source",
    }[table]
    plan = planning.plain_list(table, f"{heading}\n{row}\n".encode())
    with refused("RD-01.2"):
        actions.apply_list(by=keeper, plan=plan)


def test_a_list_that_was_changed_is_seen_at_the_next_question(tables: int, keeper: Actor) -> None:
    with queries.read_once():
        queries.leave_types()
    with change(keeper, "standards:reference:loaded", MovementType(code="*")):
        LeaveType.objects.filter(code="01").update(name="ลาเจ็บป่วย")
    with queries.read_once():
        assert queries.leave_types()["01"].name == "ลาเจ็บป่วย"
