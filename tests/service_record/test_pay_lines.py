"""Lines of pay: keyed with what their kind needs, judged at keying and at verification, amended by a later order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from lhr.access.actor import Actor, operator
from lhr.access.roles import Role
from lhr.cli.demonstration import pay as demonstration
from lhr.kernel.national_id import make_synthetic
from lhr.kernel.thai_date import Precision
from lhr.posts import actions as posts
from lhr.posts.actions import PostDraft
from lhr.service_record import actions, judging, payroll, queries
from lhr.service_record.card_paper import Wanted, card_of
from lhr.service_record.drafts import Literals, MovementDraft, NewPerson, OpeningRecord
from lhr.service_record.models import ServiceLine
from lhr.service_record.pay import Pay, Standing
from lhr.standards import actions as standards
from lhr.standards import planning
from tests.service_record.conftest import DAY, Place, done, hand, move, newcomer
from tests.standards import schedules
from tests.support.rules import codes, refused, rule

pytestmark = pytest.mark.django_db
ABOUT = replace(schedules.ABOUT, kinds=("MUN_OFFICIAL", "TAO_OFFICIAL"))
APRIL, JULY, OCTOBER = date(2018, 4, 1), date(2018, 7, 1), date(2017, 10, 1)
WHEN = date(2016, 1, 1)


@pytest.fixture
def schedule(db: None) -> None:
    """Two levels of the demonstration's steps: as many as the cases need."""
    rows = demonstration.STEPS.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [row for row in rows if row.startswith(("level", "OPERATIONAL", "EXPERIENCED"))]
    schedules.load(operator(DAY, "ทดสอบ"), "".join(kept).encode(), ABOUT)


@pytest.fixture
def clerk(town: Place, keeper: Actor, schedule: None) -> UUID:
    """A clerk at 11,960 baht, step 10 of ปฏิบัติงาน, in an LGO whose schedule is loaded."""
    record = OpeningRecord(
        national_id=make_synthetic(4444),
        person=NewPerson("นางสาว", "สมพร", "ทดสอบเงินเดือน", date(1985, 2, 3), "F"),
        starts=WHEN,
        kind_code=town.kind_code,
        level_code="OPERATIONAL",
        pay=Pay(salary=Decimal(11960), step=Decimal(10)),
        text="ยกยอด",
    )
    return actions.open_record(by=keeper, organisation=town.organisation, records=[record])[0]


def pay(**values: float) -> Pay:
    return Pay(**{name: Decimal(str(value)) for name, value in values.items()})


def key(town: Place, officer: Actor, draft: MovementDraft) -> ServiceLine:
    return actions.key_movement(by=officer, organisation=town.organisation, movement=draft, pair=frozenset())


@rule("SR-10")
@rule("SR-12")
@rule("SR-15")
def test_a_rise_is_keyed_with_steps_and_salary_and_stands_once_verified(
    town: Place, officer: Actor, registrar: Actor, clerk: UUID
) -> None:
    draft = move(clerk, "STEP_RISE", APRIL, pay=pay(steps=1, salary=12470))
    line = key(town, officer, draft)
    assert (line.salary, line.step, line.steps, line.level_code) == (12470, 11, 1, "OPERATIONAL")
    assert queries.pay_of(clerk, DAY).salary == 11960
    actions.verify(by=registrar, line_id=line.entry_id, version=1, pair=frozenset())
    now = queries.pay_of(clerk, DAY)
    assert (now.level_code, now.salary, now.step, now.since) == ("OPERATIONAL", 12470, 11, APRIL)
    assert queries.pay_of(clerk, APRIL - timedelta(days=1)).salary == 11960
    assert actions.rebuild(by=operator(DAY, "ทดสอบ")) == 0


def test_SR10_a_salary_beside_the_schedule_is_refused_whatever_the_reason(
    town: Place, officer: Actor, clerk: UUID
) -> None:
    with refused("SR-10", on="salary"):
        key(town, officer, move(clerk, "LAW_ADJUST", APRIL, pay=pay(salary=11965), reason="ตามคำสั่ง"))
    with refused("SR-10.4", on="salary"):
        key(town, officer, move(clerk, "STEP_RISE", APRIL, pay=pay(steps=1)))


def test_SR12_a_warning_passes_with_a_reason(town: Place, officer: Actor, clerk: UUID) -> None:
    draft = move(clerk, "STEP_RISE", APRIL, pay=pay(steps=0.5, salary=12470))
    with refused("SR-12.1"):
        key(town, officer, draft)
    assert key(town, officer, replace(draft, reason="ตามคำสั่ง")).salary == 12470


def test_SR11_the_steps_of_the_whole_round_year_count_those_that_wait_too(
    town: Place, officer: Actor, registrar: Actor, clerk: UUID
) -> None:
    april = date(2017, 4, 1)
    done(town, officer, registrar, move(clerk, "STEP_RISE", april, pay=pay(steps=1, salary=12470)))
    with refused("SR-11", on="steps"):
        key(town, officer, move(clerk, "STEP_RISE", OCTOBER, pay=pay(steps=1.5, salary=13260)))
    key(town, officer, move(clerk, "STEP_RISE", OCTOBER, pay=pay(steps=1, salary=13000)))
    again = move(clerk, "STEP_RISE", OCTOBER, pay=pay(steps=0.5, salary=13260), reason="ตามคำสั่ง")
    with refused("SR-11"):
        key(town, officer, again)


@rule("SR-11")
def test_the_next_round_year_begins_anew(town: Place, officer: Actor, registrar: Actor, clerk: UUID) -> None:
    done(town, officer, registrar, move(clerk, "STEP_RISE", OCTOBER, pay=pay(steps=1.5, salary=12730)))
    assert key(town, officer, move(clerk, "STEP_RISE", APRIL, pay=pay(steps=1, salary=13260)))


def test_no_rise_repeats_the_salary_that_stands(town: Place, officer: Actor, clerk: UUID) -> None:
    line = key(town, officer, move(clerk, "NO_RISE", APRIL))
    assert (line.salary, line.step) == (11960, 10)


def test_SR12_special_pay_is_for_who_stands_at_the_top(town: Place, officer: Actor, clerk: UUID) -> None:
    with refused("SR-12.3"):
        key(town, officer, move(clerk, "SPECIAL_PAY", APRIL, pay=pay(special_pay_pct=2)))


def test_SR13_a_rise_of_another_day_needs_a_reason(town: Place, officer: Actor, clerk: UUID) -> None:
    draft = move(clerk, "STEP_RISE", date(2018, 3, 15), pay=pay(steps=1, salary=12470))
    with refused("SR-13", on="starts"):
        key(town, officer, draft)


def test_SR14_a_promotion_lands_inside_the_new_level(town: Place, officer: Actor, clerk: UUID) -> None:
    low = move(clerk, "PROMOTE", APRIL, level_code="EXPERIENCED", pay=pay(salary=11960))
    with refused("SR-14"):
        key(town, officer, low)
    line = key(town, officer, replace(low, pay=pay(salary=13470)))
    assert (line.level_code, line.step) == ("EXPERIENCED", 1)


def test_SR10_without_a_schedule_it_warns_and_nothing_is_guessed(town: Place, officer: Actor) -> None:
    person = town.people["finance"]
    draft = move(person, "LAW_ADJUST", APRIL, pay=pay(salary=20000))
    with refused("SR-10.1"):
        key(town, officer, draft)
    line = key(town, officer, replace(draft, reason="ไม่มีบัญชี ตรวจกับคำสั่งแล้ว"))
    assert (line.salary, line.step) == (20000, None)


def test_PO06_a_numbered_level_of_before_2559_is_refused_after_it(
    town: Place, officer: Actor, clerk: UUID
) -> None:
    with refused("PO-06", on="level"):
        key(town, officer, move(clerk, "PROMOTE", APRIL, level_code="LEVEL_5", pay=pay(salary=13470)))


def test_PO05_a_post_of_knowledge_workers_takes_no_level_of_the_general_type(
    town: Place, officer: Actor, clerk: UUID
) -> None:
    draft = move(clerk, "MOVE", APRIL, post_id=town.posts["vacant"].id, level_code="EXPERIENCED")
    with refused("PO-05", on="level"):
        key(town, officer, draft)


def test_verification_judges_again_on_what_is_verified(
    town: Place, officer: Actor, registrar: Actor, clerk: UUID
) -> None:
    first = key(town, officer, move(clerk, "STEP_RISE", APRIL, pay=pay(steps=1, salary=12470)))
    second = replace(move(clerk, "LAW_ADJUST", APRIL, pay=pay(salary=12730)), reason="ตามคำสั่ง")
    line = key(town, officer, second)
    actions.verify(by=registrar, line_id=line.entry_id, version=1, pair=frozenset())
    judged = judging.at_verification(registrar, first)
    # The line of the same day was keyed later: what stood before the rise is still 11,960.
    assert codes(judged.findings) == []
    assert judged.weighed.before.salary == 11960


# --- SR-10 by engine -------------------------------------------------------------------------------------------------


@pytest.fixture
def all_schedules(db: None) -> None:
    demonstration.load_schedules(operator(DAY, "ทดสอบ"), WHEN)


@pytest.mark.parametrize(
    ("kind", "level", "lawful", "unlawful"),
    [
        ("TEACHER", "KS_2", 30120, 16990),
        ("CONTRACT_MISSION_SKILLED", "", 9780, 20001),
        ("CONTRACT_GENERAL", "", 9500, 9400),
        ("PERMANENT_EMPLOYEE", "3000", 10400, 10401),
    ],
)
def test_SR10_teachers_contracts_and_permanent_employees_are_judged_by_the_engine_of_their_schedule(
    town: Place, keeper: Actor, officer: Actor, all_schedules: None, kind: str, level: str, lawful: int, unlawful: int
) -> None:
    record = OpeningRecord(
        make_synthetic(4455), NewPerson("นาย", "สมพงษ์", "ทดสอบบัญชี", date(1985, 2, 3), "M"), WHEN, kind,
        level_code=level, pay=Pay(salary=Decimal(lawful)), text="ยกยอด",
    )  # fmt: skip
    person = actions.open_record(by=keeper, organisation=town.organisation, records=[record])[0]
    assert key(town, officer, move(person, "LAW_ADJUST", APRIL, pay=pay(salary=lawful)))
    with refused("SR-10", on="salary"):
        key(town, officer, move(person, "LAW_ADJUST", APRIL, pay=pay(salary=unlawful), reason="ตามคำสั่ง"))


def test_PO06_an_official_has_no_level_of_the_teachers_nor_of_the_employees(
    town: Place, officer: Actor, clerk: UUID
) -> None:
    for level in ("KS_2", "3000"):
        with refused("PO-06", on="level"):
            key(town, officer, move(clerk, "PROMOTE", APRIL, level_code=level, pay=pay(salary=20000)))


# --- allowances ------------------------------------------------------------------------------------------------------

RATES = (
    "allowance,kind_code,title_code,line_code,level_code,amount,per,starts,until,status,source\n"
    "POSITION,,PALAD_MUN,,ADMIN_MIDDLE,84000,YEAR,2016-01-01,,U,ตารางทดสอบ\n"
    "REMUNERATION,,PALAD_MUN,,ADMIN_MIDDLE,7000,MONTH,2016-01-01,,U,ตารางทดสอบ\n"
)


def test_SR10_an_allowance_other_than_the_rate_in_force_warns_and_names_it(
    town: Place, officer: Actor, keeper: Actor
) -> None:
    given = move(town.people["palad"], "ALLOWANCE", APRIL, pay=pay(allowance=6500))
    assert judged(officer, town, given) == []  # no rate is loaded
    standards.apply_list(by=keeper, plan=planning.plain_list("allowance_rates", RATES.encode()))
    assert judged(officer, town, given) == ["SR-10.5"]
    with refused("SR-10.5", on="allowance"):
        key(town, officer, given)
    for lawful in (7000, 14000):  # the position's, and both together
        assert judged(officer, town, replace(given, pay=pay(allowance=lawful))) == []
    assert judged(officer, town, replace(given, person_id=town.people["deputy"])) == []  # no rate of that title
    assert judged(officer, town, replace(given, starts=date(2015, 6, 1))) == []  # not in force yet
    assert key(town, officer, replace(given, reason="ตามคำสั่ง")).allowance == 6500


def test_SR10_an_allowance_goes_on_in_another_post_or_level_only_with_a_word(
    town: Place, officer: Actor, registrar: Actor, keeper: Actor
) -> None:
    who, vacant = town.people["deputy"], town.posts["vacant"].id
    done(town, officer, registrar, move(who, "ALLOWANCE", APRIL, pay=pay(allowance=3500)))
    moved = move(who, "MOVE", JULY, post_id=vacant)
    assert judged(officer, town, moved) == ["SR-10.6"]
    with refused("SR-10.6", on="allowance"):
        key(town, officer, moved)
    assert judged(officer, town, move(who, "PROMOTE", JULY, level_code="ADMIN_MIDDLE")) == ["SR-10.6"]
    # What names no other post, is laid over the post for a time, says an amount, or comes before it is no case of it.
    own = town.posts["deputy"].id
    for other in (
        move(who, "MOVE", JULY, post_id=own),
        move(who, "PROBATION_PASSED", JULY),
        move(who, "ACTING_IN", JULY, post_id=vacant, open_ended=True),
        replace(moved, pay=pay(allowance=0)),
        replace(moved, starts=date(2018, 3, 1)),
    ):
        assert judged(officer, town, other) == []
    standards.apply_list(by=keeper, plan=planning.plain_list("allowance_rates", RATES.encode()))
    found = judging.at_keying(officer, town.organisation, moved, frozenset()).findings
    assert "ไม่มีในบัญชี" in next(one.says("th") for one in found if one.code == "SR-10.6")
    done(town, officer, registrar, replace(moved, reason="ตามคำสั่ง"))
    assert queries.pay_of(who, JULY).allowance == 3500
    ended = move(who, "MOVE", date(2018, 8, 1), post_id=own, pay=pay(allowance=0))
    done(town, officer, registrar, ended)
    assert queries.pay_of(who, DAY).allowance == 0
    assert judged(officer, town, move(who, "MOVE", date(2018, 8, 15), post_id=vacant)) == []


def test_who_acts_in_a_post_of_another_level_keeps_the_own_one(
    town: Place, officer: Actor, registrar: Actor, keeper: Actor, clerk: UUID
) -> None:
    higher = PostDraft("48-2-01-4101-099", "4101", "EXPERIENCED", WHEN)
    [post] = posts.establish_all(by=keeper, organisation=town.organisation, posts=[higher])
    acts = move(clerk, "ACTING_IN", JULY, post_id=post.pk, open_ended=True)
    weighed = judging.at_keying(officer, town.organisation, acts, frozenset()).weighed
    assert (weighed.before.level_code, weighed.after.level_code) == ("OPERATIONAL", "OPERATIONAL")
    assert done(town, officer, registrar, acts).level_code == ""  # the person is not of the level of that post
    assert queries.pay_of(clerk, DAY).level_code == "OPERATIONAL"


@rule("SR-10")
def test_what_begins_a_service_begins_it_without_the_allowance_of_the_last_one(
    town: Place, neighbour: Place, officer: Actor, registrar: Actor
) -> None:
    who, back = town.people["deputy"], {"kind_code": "MUN_OFFICIAL", "post_id": town.posts["vacant"].id}
    done(town, officer, registrar, move(who, "ALLOWANCE", APRIL, pay=pay(allowance=3500)))
    done(town, officer, registrar, move(who, "RESIGN", date(2018, 5, 1)))
    returns = move(who, "REAPPOINT", JULY, **back)
    line = done(town, officer, registrar, returns)
    assert (queries.pay_of(who, date(2018, 4, 30)).allowance, queries.pay_of(who, DAY).allowance) == (3500, None)
    assert payroll.drawn([who], DAY).get(who, Standing()).allowance is None
    amends = move(who, "AMEND_ORDER", JULY, amends=line.entry_id, pay=pay(allowance=5600))
    done(town, officer, registrar, amends)
    assert queries.pay_of(who, DAY).allowance == 5600
    assert payroll.drawn([who], DAY)[who].allowance == 5600
    done(town, officer, registrar, move(who, "TRANSFER_OUT", DAY, other_organisation_id=neighbour.id))
    there = (hand(neighbour, Role.OFFICER, "hr"), hand(neighbour, Role.REGISTRAR, "palad"))
    received = {"kind_code": "MUN_OFFICIAL", "post_id": neighbour.posts["vacant"].id, "other_organisation_id": town.id}
    done(neighbour, *there, move(who, "TRANSFER_IN", DAY, **received))
    assert queries.pay_of(who, DAY).allowance is None


def judged(by: Actor, town: Place, draft: MovementDraft) -> list[str]:
    found = judging.at_keying(by, town.organisation, draft, frozenset()).findings
    return [code for code in codes(found) if code.startswith("SR-10")]


# --- contracts -------------------------------------------------------------------------------------------------------


def test_SR09_a_contract_has_its_end_and_not_too_late(town: Place, officer: Actor) -> None:
    draft = move(None, "CONTRACT_START", DAY, **newcomer(), kind_code="CONTRACT_GENERAL")
    with refused("SR-09.1", on="last_day"):
        key(town, officer, draft)
    with refused("SR-09"):
        key(town, officer, replace(draft, last_day=date(2021, 8, 30)))
    line = key(town, officer, replace(draft, last_day=date(2019, 8, 30)))
    assert line.period.last_day == date(2019, 8, 30)


@rule("SR-09")
def test_the_end_of_a_contract_ends_no_service_by_itself(
    town: Place, officer: Actor, registrar: Actor
) -> None:
    """CONTRACT_END or a renewal says what becomes of it."""
    draft = move(None, "CONTRACT_START", WHEN, **newcomer(), kind_code="CONTRACT_GENERAL", last_day=date(2016, 12, 31))
    line = done(town, officer, registrar, draft)
    assert queries.serves(line.person_id, town.id, DAY)
    renewed = move(line.person_id, "CONTRACT_RENEW", date(2017, 1, 1), last_day=date(2017, 12, 31))
    assert done(town, officer, registrar, renewed).status == "VERIFIED"


# --- แก้ไขคำสั่ง ----------------------------------------------------------------------------------------------------


def test_an_amending_order_speaks_for_the_line_it_amends_and_both_stay(
    town: Place, officer: Actor, registrar: Actor, clerk: UUID
) -> None:
    wrong = done(town, officer, registrar, move(clerk, "STEP_RISE", APRIL, pay=pay(steps=0.5, salary=12220)))
    order = move(clerk, "AMEND_ORDER", APRIL, amends=wrong.entry_id, pay=pay(steps=1, salary=12470))
    done(town, officer, registrar, order)
    assert queries.pay_of(clerk, DAY).salary == 12470
    lines = {line.id: line for line in queries.lines_of(clerk, day=DAY)}
    assert lines[wrong.entry_id].status == "VERIFIED"
    assert lines[wrong.entry_id].amended
    assert lines[wrong.entry_id].salary == 12220
    assert actions.rebuild(by=operator(DAY, "ทดสอบ")) == 0


def test_SR10_an_amending_order_is_judged_as_what_it_amends(
    town: Place, officer: Actor, registrar: Actor, clerk: UUID
) -> None:
    wrong = done(town, officer, registrar, move(clerk, "STEP_RISE", APRIL, pay=pay(steps=0.5, salary=12220)))
    order = move(clerk, "AMEND_ORDER", APRIL, amends=wrong.entry_id, pay=pay(steps=1.5, salary=12731))
    with refused("SR-10"):
        key(town, officer, order)
    with refused("SR-11.2"):
        key(town, officer, replace(order, pay=pay(steps=1.5, salary=12730)))


def test_OR04_an_amending_order_names_a_line_of_this_person_that_can_be_amended(
    town: Place, officer: Actor, registrar: Actor, clerk: UUID
) -> None:
    other = done(town, officer, registrar, move(town.people["finance"], "PROBATION_PASSED", APRIL))
    with refused("OR-04", on="amends"):
        key(town, officer, move(clerk, "AMEND_ORDER", APRIL, amends=other.entry_id))
    with refused("OR-04", on="amends"):
        key(town, officer, move(clerk, "AMEND_ORDER", APRIL))
    acting = done(town, officer, registrar, move(clerk, "ASSIGNED", APRIL, open_ended=True))
    with refused("OR-04.2"):
        key(town, officer, move(clerk, "AMEND_ORDER", APRIL, amends=acting.entry_id))


@rule("OR-04")
def test_a_cancelled_amendment_lets_the_amended_line_stand_again(
    town: Place, officer: Actor, registrar: Actor, clerk: UUID
) -> None:
    right = done(town, officer, registrar, move(clerk, "STEP_RISE", APRIL, pay=pay(steps=1, salary=12470)))
    order = move(clerk, "AMEND_ORDER", APRIL, amends=right.entry_id, pay=pay(steps=0.5, salary=12220))
    amending = done(town, officer, registrar, order)
    assert queries.pay_of(clerk, DAY).salary == 12220
    done(town, officer, registrar, move(clerk, "CANCEL_ORDER", DAY, cancels=amending.entry_id, reason="ยกเลิก"))
    assert queries.pay_of(clerk, DAY).salary == 12470
    assert not any(line.amended for line in queries.lines_of(clerk, day=DAY))


# --- what the paper writes ------------------------------------------------------------------------------------------


def test_a_part_of_a_date_stands_only_beside_its_text(town: Place, officer: Actor, clerk: UUID) -> None:
    literal = Literals(starts="มี.ค. 2561", precision=Precision.MONTH, salary="๑๑,๙๖๐ บาท", level="ปง.")
    draft = move(clerk, "NO_RISE", date(2018, 3, 1), literal=literal, reason="คัดจากบัตรเดิม")
    line = key(town, officer, draft)
    assert (line.starts_text, line.starts_precision, line.salary_text) == ("มี.ค. 2561", "month", "๑๑,๙๖๐ บาท")
    with pytest.raises(IntegrityError), transaction.atomic():
        key(town, officer, replace(draft, starts=date(2018, 1, 1), literal=Literals(precision=Precision.YEAR)))


def test_item_13_is_printed_with_level_pay_and_the_order_that_was_amended(
    town: Place, officer: Actor, registrar: Actor, clerk: UUID
) -> None:
    wrong = done(town, officer, registrar, move(clerk, "STEP_RISE", APRIL, pay=pay(steps=0.5, salary=12220)))
    order = move(clerk, "AMEND_ORDER", APRIL, amends=wrong.entry_id, pay=pay(steps=1, salary=12470))
    done(town, officer, registrar, order)
    table = next(t for t in card_of(clerk, Wanted(as_of=DAY)).blocks[0].tables if t.code == "A13")
    assert [column.label for column in table.columns][3:6] == ["ประเภทตำแหน่ง", "ระดับ", "อัตราเงินเดือน"]
    opening, amended, amending = table.rows
    assert opening.cells[3:6] == ("ทั่วไป", "ปฏิบัติงาน", "๑๑,๙๖๐")
    assert (amended.cells[1], amended.cells[5], amended.marked) == ("เลื่อนขั้นเงินเดือน ๐.๕ ขั้น", "๑๒,๒๒๐", "แก้ไขแล้ว")
    assert amending.cells[1].startswith("แก้ไขคำสั่ง ที่ ๑๒/๒๕๖๑")
    assert amending.cells[5] == "๑๒,๔๗๐"


def test_item_13_names_the_order_that_a_line_cancels(
    town: Place, officer: Actor, registrar: Actor, clerk: UUID
) -> None:
    rise = done(town, officer, registrar, move(clerk, "STEP_RISE", APRIL, pay=pay(steps=0.5, salary=12220)))
    done(town, officer, registrar, move(clerk, "CANCEL_ORDER", DAY, cancels=rise.entry_id, reason="ยกเลิก"))
    table = next(t for t in card_of(clerk, Wanted(as_of=DAY)).blocks[0].tables if t.code == "A13")
    cited = next(row.cells[-1] for row in table.rows if row.struck)
    assert "ที่ ๑๒/๒๕๖๑ ลว." in cited
    assert table.rows[-1].cells[1] == f"ยกเลิกคำสั่ง {cited}"
