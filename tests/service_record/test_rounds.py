"""A pay round of an LGO: who is in it, what is proposed for each from what stands in the register, and at what cost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lhr.access.actor import Actor, operator
from lhr.cli.demonstration import pay as demonstration
from lhr.service_record import actions, judging, rounds
from lhr.service_record.drafts import CardDraft, Citation, NewPerson, OpeningLine
from lhr.service_record.pay import Pay
from lhr.service_record.rounds import RoundLine
from lhr.service_record.rules_of_pay import Round
from lhr.standards import actions as standards
from lhr.standards import planning
from tests.service_record.conftest import DAY, Place, done, move, order
from tests.service_record.round_people import HALF_1, HALF_2, WHEN, appraised, opened
from tests.support.rules import rule

pytestmark = pytest.mark.django_db
APRIL = HALF_1.effective
HEADING = "kind_code,grade,half,steps,percent,least_days,rounded_up_to,starts,until,status,source\n"
CRITERIA = (
    f"{HEADING},EXCELLENT,0,1,4,,10,2016-01-01,,U,เกณฑ์ทดสอบ\n"
    ",GOOD,0,0.5,2,,10,2016-01-01,,U,เกณฑ์ทดสอบ\n"
)


@pytest.fixture
def schedules(db: None) -> None:
    """Three of the demonstration's invented schedules: steps, a band, wages."""
    by = operator(DAY, "ทดสอบ")
    for code, plan in demonstration.plans(WHEN):
        if code in ("ACCOUNT_5", "SKILLED", "WAGES"):
            standards.apply_schedule(by=by, plan=plan)


def told(by: Actor, town: Place, person: UUID, section: str, **typed: str) -> None:
    line = OpeningLine(section, person, typed, citation=Citation("9", 2561, date(2018, 1, 15)))
    actions.open_card_lines(by=by, organisation=town.organisation, lines=[line])


def of(town: Place, person: UUID, this: Round = HALF_1) -> RoundLine:
    return next(one for one in rounds.proposed(town.id, this) if one.person.id == person)


def said(one: RoundLine) -> str:
    return " | ".join(reason.th for reason in one.reasons)


@pytest.fixture
def clerk(town: Place, keeper: Actor, schedules: None) -> UUID:
    return opened(keeper, town)[0]


@pytest.fixture
def criteria(db: None) -> None:
    by = operator(DAY, "ทดสอบ")
    standards.apply_list(by=by, plan=planning.plain_list("rise_criteria", CRITERIA.encode()))


@rule("SR-10")
@rule("SR-11")
@rule("SR-12")
def test_what_is_proposed_is_keyed_as_it_is_and_then_stands_in_the_round(
    town: Place, keeper: Actor, officer: Actor, registrar: Actor, clerk: UUID, criteria: None
) -> None:
    appraised(keeper, town, [clerk], grade="EXCELLENT")
    draft = of(town, clerk).draft
    assert draft is not None
    assert (draft.movement_code, draft.starts, draft.pay.salary, draft.pay.steps) == ("STEP_RISE", APRIL, 12470, 1)
    cited = replace(draft, citation=order(signed_on=date(2018, 3, 20)))
    assert judging.at_keying(officer, town.organisation, cited, frozenset()).findings == ()
    done(town, officer, registrar, cited)
    again = of(town, clerk)
    assert again.draft is None
    assert "มีรายการของรอบนี้แล้ว" in said(again)


def test_the_october_of_the_same_year_counts_what_april_gave(
    town: Place, keeper: Actor, officer: Actor, registrar: Actor, clerk: UUID
) -> None:
    rows = CRITERIA.replace("EXCELLENT,0,1,", "EXCELLENT,0,1.5,")
    standards.apply_list(by=keeper, plan=planning.plain_list("rise_criteria", rows.encode()))
    done(town, officer, registrar, move(clerk, "STEP_RISE", APRIL, pay=Pay(salary=Decimal(12470), steps=Decimal(1))))
    appraised(keeper, town, [clerk], HALF_2, "EXCELLENT")
    october = of(town, clerk, HALF_2)
    assert (october.proposal.pay.steps, october.proposal.new) == (1, 13000)
    assert "รอบปี 2561 ได้แล้ว 1 ขั้น เหลือ 1 ขั้น" in said(october)


def test_the_october_before_belongs_to_another_round_year_though_to_the_same_fiscal_year(
    town: Place, keeper: Actor, officer: Actor, registrar: Actor, clerk: UUID, criteria: None
) -> None:
    before = Pay(salary=Decimal(12730), steps=Decimal("1.5"))
    done(town, officer, registrar, move(clerk, "STEP_RISE", date(2017, 10, 1), pay=before))
    appraised(keeper, town, [clerk], grade="EXCELLENT")
    april = of(town, clerk)
    assert (april.proposal.old, april.proposal.pay.steps) == (12730, 1)
    assert "ได้แล้ว" not in said(april)


def test_a_rise_that_waits_for_verification_counts_already(
    town: Place, keeper: Actor, officer: Actor, clerk: UUID
) -> None:
    appraised(keeper, town, [clerk])
    draft = of(town, clerk).draft
    assert draft is not None
    assert draft.pay.steps == Decimal("0.5")  # no criteria are loaded
    waits = replace(draft, citation=order(signed_on=date(2018, 3, 20)))
    actions.key_movement(by=officer, organisation=town.organisation, movement=waits, pair=frozenset())
    assert of(town, clerk).draft is None


def test_an_appraisal_of_another_half_or_one_that_waits_is_none(
    town: Place, keeper: Actor, officer: Actor, clerk: UUID
) -> None:
    appraised(keeper, town, [clerk], Round(2560, 1))
    appraised(keeper, town, [clerk], HALF_2)
    assert "ไม่มีผลการประเมินของรอบนี้" in said(of(town, clerk))
    waiting = CardDraft("APPRAISAL", clerk, {"year": "2561", "half": "1", "grade": "GOOD"})
    actions.key_card_line(by=officer, organisation=town.organisation, line=waiting, pair=frozenset())
    assert "รอตรวจสอบ" in said(of(town, clerk))


def test_days_without_pay_and_a_penalty_of_the_half_are_seen_and_others_are_not(
    town: Place, keeper: Actor, clerk: UUID
) -> None:
    appraised(keeper, town, [clerk])
    told(keeper, town, clerk, "NO_PAY", starts_on="1 ก.พ. 2561", ended_on="10 ก.พ. 2561", kind="NO_PAY")
    told(keeper, town, clerk, "NO_PAY", starts_on="1 ก.พ. 2560", ended_on="10 ก.พ. 2560", kind="NO_PAY")
    told(keeper, town, clerk, "DISCIPLINE", on="5 ก.ย. 2560", penalty="REPRIMAND", offence="ทดสอบ")
    before = of(town, clerk)
    assert before.draft is not None
    assert "ไม่ได้รับเงินเดือน 10 วันในรอบ" in said(before)
    assert "ปฏิบัติราชการ 172 จาก 182 วันในรอบ" in said(before)
    told(keeper, town, clerk, "DISCIPLINE", on="ม.ค. 2561", penalty="REPRIMAND", offence="ทดสอบ")
    after = of(town, clerk)
    assert after.draft is None
    assert "โทษทางวินัย" in said(after)


def test_who_is_suspended_on_the_day_is_left_to_the_officer(
    town: Place, keeper: Actor, officer: Actor, registrar: Actor, clerk: UUID
) -> None:
    appraised(keeper, town, [clerk])
    done(town, officer, registrar, move(clerk, "SUSPENDED", date(2018, 3, 1), open_ended=True))
    found = of(town, clerk)
    assert found.draft is None
    assert "พักราชการ" in said(found)


def test_who_has_left_by_the_day_or_serves_at_a_flat_rate_is_not_in_the_round(
    town: Place, keeper: Actor, officer: Actor, registrar: Actor, clerk: UUID
) -> None:
    general = opened(keeper, town, 1, 5100, kind_code="CONTRACT_GENERAL", level_code="", pay=Pay())[0]
    done(town, officer, registrar, move(clerk, "RESIGN", date(2018, 3, 1)))
    assert {general, clerk} & {one.person.id for one in rounds.proposed(town.id, HALF_1)} == set()
    assert {one.person.id for one in rounds.proposed(town.id, HALF_1)} == set(town.people.values())


def test_who_retires_on_the_day_of_the_round_is_told(town: Place, keeper: Actor, schedules: None) -> None:
    born = date(1958, 5, 5)  # sixty on 1 ต.ค. 2561
    person = NewPerson("นาย", "สมชัย", "ทดสอบเกษียณ", born, "M")
    retiring = opened(keeper, town, 1, 5200, person=person)[0]
    appraised(keeper, town, [retiring])
    appraised(keeper, town, [retiring], HALF_2)
    assert of(town, retiring, HALF_1).draft is not None
    october = of(town, retiring, HALF_2)
    assert october.draft is None
    assert "พ้นจากราชการวันที่ 1 ต.ค. 2561" in said(october)


def test_each_kind_rises_by_the_engine_of_its_schedule(
    town: Place, keeper: Actor, officer: Actor, schedules: None, criteria: None
) -> None:
    worker = opened(
        keeper, town, 1, 5300, kind_code="PERMANENT_EMPLOYEE", level_code="3000", pay=Pay(salary=Decimal(10400))
    )[0]
    skilled = opened(
        keeper, town, 1, 5301, kind_code="CONTRACT_MISSION_SKILLED", level_code="", pay=Pay(salary=Decimal(10010))
    )[0]
    teacher = opened(keeper, town, 1, 5302, kind_code="TEACHER", level_code="KS_1", pay=Pay(salary=Decimal(20000)))[0]
    for half in (HALF_1, HALF_2):
        appraised(keeper, town, [worker, skilled, teacher], half)
    by_step = of(town, worker).draft
    assert by_step is not None
    assert (by_step.movement_code, by_step.pay.salary, by_step.pay.step) == ("STEP_RISE", 10800, Decimal(2))
    assert "ปีละครั้ง" in said(of(town, skilled))
    by_percent = of(town, skilled, HALF_2).draft
    assert by_percent is not None
    assert (by_percent.movement_code, by_percent.pay.percent, by_percent.pay.salary) == ("PERCENT_RISE", 2, 10220)
    assert "ไม่ทราบว่าเลื่อนเป็นขั้นหรือร้อยละ" in said(of(town, teacher))  # no schedule of teachers is loaded here
    for draft in rounds.drafts(rounds.proposed(town.id, HALF_2)):
        cited = replace(draft, citation=order(signed_on=date(2018, 8, 20)))
        assert judging.at_keying(officer, town.organisation, cited, frozenset()).findings == ()


def test_a_round_of_sixty_asks_as_much_as_one_of_six(town: Place, keeper: Actor, schedules: None) -> None:
    asked = []
    for first, count in ((5000, 6), (5100, 54)):
        people = opened(keeper, town, count, first)
        appraised(keeper, town, people)
        with CaptureQueriesContext(connection) as queries:
            found = rounds.drafts(rounds.proposed(town.id, HALF_1))
        asked.append((len(found), len(queries)))
    assert [count for count, _ in asked] == [6, 60]
    assert asked[0][1] == asked[1][1]
    assert asked[0][1] <= 18
