"""Who leaves within 24 months, and what each record still lacks (SR-08, SR-09)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from lhr.access.actor import Actor, operator
from lhr.access.policy import Reach
from lhr.kernel.national_id import make_synthetic
from lhr.service_record import actions, leaving, queries
from lhr.service_record.drafts import Citation, MovementDraft, NewPerson, OpeningRecord
from lhr.service_record.models import ServiceLine
from lhr.service_record.pay import Pay
from lhr.service_record.rules import EmploymentSpan, exit_date
from lhr.service_record.rules_of_leaving import (
    CONTRACT_KINDS,
    EXPERT,
    WITHOUT_AGE,
    AgeLimits,
    Entry,
    Exit,
    Owner,
    Why,
    born_by,
    exit_of,
    gaps,
    window,
)
from lhr.service_record.sections import SECTIONS
from tests.service_record.conftest import BEGINS, DAY, Place, done, move, newcomer
from tests.support.rules import refused, rule

AGES = AgeLimits(contract=60, expert=70)
HERE, THERE = uuid4(), uuid4()
SERVING = EmploymentSpan(HERE, "MUN_OFFICIAL", date(1985, 6, 1))
# A record in which nothing is missing.
WHOLE = [
    Entry("VERIFIED", "", stands=True, scanned=True),
    *(Entry("VERIFIED", s.code, stands=True, scanned=True) for s in SECTIONS.values() if s.expected),
    Entry("VERIFIED", "APPRAISAL", stands=True, scanned=True),
]


def said(*entries: Entry, **more: bool) -> list[tuple[str, Owner]]:
    found = gaps([*WHOLE, *entries], [SERVING], **more)
    return [(gap.says.th, gap.owner) for gap in found]


@rule("SR-08")
@given(born=st.dates(date(1940, 1, 1), date(2005, 12, 31)), last=st.dates(date(2000, 1, 1), date(2065, 12, 31)))
def test_SR08_who_was_born_by_the_last_birth_date_is_out_by_the_last_day_and_nobody_else(
    born: date, last: date
) -> None:
    assert (born <= born_by(last)) == (exit_date(born) <= last)


@pytest.mark.parametrize(
    ("kind", "contract", "leaves"),
    [
        ("MUN_OFFICIAL", None, Exit(date(2018, 10, 1), Why.AGE)),
        ("PERMANENT_EMPLOYEE", None, Exit(date(2018, 10, 1), Why.AGE)),
        ("CONTRACT_GENERAL", date(2017, 4, 1), Exit(date(2017, 4, 1), Why.CONTRACT)),
        ("CONTRACT_GENERAL", date(2019, 4, 1), Exit(date(2018, 9, 30), Why.CONTRACT)),
        ("CONTRACT_GENERAL", None, Exit(date(2018, 9, 30), Why.CONTRACT)),
        (EXPERT, date(2019, 4, 1), Exit(date(2019, 4, 1), Why.CONTRACT)),
        (EXPERT, None, Exit(date(2028, 9, 30), Why.CONTRACT)),
        ("POLITICAL", None, None),
        ("INDIVIDUAL_HIRE", None, None),
    ],
)
@rule("SR-09")
def test_SR09_each_kind_leaves_by_its_own_age_or_its_contract(
    kind: str, contract: date | None, leaves: Exit | None
) -> None:
    serving = EmploymentSpan(HERE, kind, date(2001, 1, 1))
    assert exit_of(serving, date(1958, 9, 30), contract, AGES) == leaves
    assert kind in CONTRACT_KINDS | WITHOUT_AGE or leaves == Exit(exit_date(date(1958, 9, 30)), Why.AGE)


def test_a_verified_order_says_the_day_and_a_transfer_ends_nothing() -> None:
    born = date(1958, 9, 30)
    resigned = replace(SERVING, until=date(2018, 9, 1), end_movement="RESIGN")
    moved = replace(SERVING, until=date(2018, 9, 1), end_movement="TRANSFER_OUT")
    assert exit_of(resigned, born, None, AGES) == Exit(date(2018, 9, 1), Why.ORDER)
    assert exit_of(moved, born, None, AGES) == Exit(date(2018, 10, 1), Why.AGE)


def test_the_window_ends_24_months_on() -> None:
    assert (window(date(2018, 10, 1)), window(date(2024, 2, 29))) == (date(2020, 10, 1), date(2026, 3, 1))


def test_a_record_in_which_nothing_is_missing_has_no_gap() -> None:
    assert said() == []
    lacking = gaps([], [SERVING])
    assert {gap.section for gap in lacking} == {s.code for s in SECTIONS.values() if s.expected} | {"APPRAISAL"}


@pytest.mark.parametrize(
    ("entry", "says", "owner"),
    [
        (Entry("SUBMITTED"), "ตำแหน่งและเงินเดือน: ยังไม่ตรวจสอบ 1 รายการ", Owner.REGISTRAR),
        (Entry("RETURNED"), "ตำแหน่งและเงินเดือน: ยังไม่ตรวจสอบ 1 รายการ", Owner.OFFICER),
        (Entry("SUBMITTED", "BIRTH", endorsed=True), "วันเดือนปีเกิด: ยังไม่ตรวจสอบ 1 รายการ", Owner.PROVINCE),
        (Entry("VERIFIED", stands=True), "ตำแหน่งและเงินเดือน: ยังไม่แนบไฟล์ 1 รายการ", Owner.OFFICER),
        (Entry("VERIFIED", "EDUCATION", stands=True), "ยังไม่แนบไฟล์ 1 รายการ", Owner.PERSON),
        (Entry("VERIFIED", "DOUBLE_TIME", stands=True), "ยังไม่แนบไฟล์ 1 รายการ", Owner.OFFICER),
        (Entry("VERIFIED", "", True, False, True), "ยังไม่ระบุเอกสารอ้างอิง 1 รายการ", Owner.OFFICER),
        (Entry("VERIFIED", "", True, True, True, True), "วันที่ยังไม่ครบวัน เดือน ปี 1 รายการ", Owner.OFFICER),
    ],
)
def test_each_gap_has_its_owner(entry: Entry, says: str, owner: Owner) -> None:
    [(text, whose)] = said(entry)
    assert says.rsplit(": ", maxsplit=1)[-1] in text
    assert whose is owner


def test_what_is_sensitive_is_no_gap_here() -> None:
    assert said(Entry("SUBMITTED", "DISCIPLINE"), Entry("VERIFIED", "DISCIPLINE", stands=True)) == []


def test_the_province_verifies_the_lines_of_the_pair() -> None:
    assert [owner for _, owner in said(Entry("SUBMITTED"), of_the_pair=True)] == [Owner.PROVINCE]


def test_a_day_that_has_come_without_an_order_is_a_gap() -> None:
    assert said(overdue=True) == [("ถึงวันพ้นจากราชการแล้ว ยังไม่มีคำสั่งในทะเบียนประวัติ", Owner.OFFICER)]


def test_days_between_the_two_sides_of_a_transfer_are_a_gap_and_years_away_are_none() -> None:
    first = EmploymentSpan(HERE, "MUN_OFFICIAL", date(1985, 6, 1), date(2000, 1, 1), end_movement="TRANSFER_OUT")
    then = EmploymentSpan(THERE, "MUN_OFFICIAL", date(2000, 1, 3))
    assert [gap.says.th for gap in gaps(WHOLE, [first, then])] == ["ช่วงรับราชการขาดตอนระหว่างการโอน"]
    assert gaps(WHOLE, [first, replace(then, starts=date(2000, 1, 1))]) == []
    assert gaps(WHOLE, [replace(first, end_movement="RESIGN"), then]) == []


def opened(keeper: Actor, town: Place, born: date, *, first: int, many: int = 1, kind: str = "MUN_OFFICIAL") -> list:
    records = [
        OpeningRecord(
            national_id=make_synthetic(7000 + first + n),
            person=NewPerson("นาย", f"มานะ{'กขคงจฉชซ'[n % 8]}", f"เกษียณ{'กขคงจฉชซ'[n // 8]}", born, "M"),
            starts=BEGINS,
            kind_code=kind,
            text="ยกยอดจากทะเบียนเดิม",
        )
        for n in range(many)
    ]
    return actions.open_record(by=keeper, organisation=town.organisation, records=records)


def reach(town: Place) -> Reach:
    return Reach(frozenset({town.organisation.path}))


@pytest.mark.django_db
def test_the_list_is_by_day_of_exit_then_name(town: Place, keeper: Actor, neighbour: Place) -> None:
    later = opened(keeper, town, date(1960, 10, 1), first=0)  # out on 1 October 2563
    sooner = opened(keeper, town, date(1958, 10, 1), first=10, many=2)
    opened(keeper, town, date(1960, 10, 2), first=20)  # a year later: outside
    opened(keeper, neighbour, date(1958, 1, 1), first=30)
    day = date(2018, 10, 1)
    found = leaving.leavers(reach(town), day)
    assert [one.person_id for one in found] == [*sooner, *later]
    assert [one.exit.day for one in found] == [date(2018, 10, 1)] * 2 + [date(2020, 10, 1)]
    assert [one.exit.is_overdue(day) for one in found] == [True, True, False]
    assert [one.person_id for one in leaving.leavers(reach(town), day - timedelta(days=1))] == sooner
    assert [one.person_id for one in leaving.leavers(reach(town), day, years=1)] == sooner
    after = day + timedelta(days=1)
    assert [one.person_id for one in leaving.leavers(reach(town), after)] == [*sooner, *later]
    assert [one.person_id for one in leaving.leavers(reach(town), after, overdue=False)] == later
    assert [one.person_id for one in leaving.leavers(reach(town), day, overdue=False)] == [*sooner, *later]


@pytest.mark.django_db
def test_a_contract_ends_by_the_last_one_that_stands(
    town: Place, keeper: Actor, officer: Actor, registrar: Actor
) -> None:
    [who] = opened(keeper, town, date(1990, 1, 1), first=0, kind="CONTRACT_GENERAL")
    assert leaving.leavers(reach(town), DAY) == []  # nothing says when it ends
    more = {"last_day": date(2019, 8, 31), "reason": "ไม่มีบัญชี"}
    renewed = done(town, officer, registrar, move(who, "CONTRACT_RENEW", date(2018, 9, 1), **more))
    [one] = leaving.leavers(reach(town), DAY)
    assert one.exit == Exit(date(2019, 9, 1), Why.CONTRACT)
    assert leaving.leavers(reach(town), DAY, contracts=False) == []
    cancel = move(who, "CANCEL_ORDER", date(2018, 9, 1), cancels=renewed.entry_id)
    done(town, officer, registrar, cancel)
    assert leaving.leavers(reach(town), DAY) == []


@pytest.mark.django_db
def test_what_was_keyed_is_a_gap_until_it_is_verified_and_struck_lines_are_none(
    town: Place, officer: Actor, registrar: Actor
) -> None:
    who = town.people["finance"]

    def of_item_13() -> list[str]:
        return [g.says.th for g in leaving.gaps_of([who], DAY)[who] if g.says.th.startswith("ตำแหน่งและเงินเดือน")]

    label, carried_over = "ตำแหน่งและเงินเดือน", "ตำแหน่งและเงินเดือน: ยังไม่แนบไฟล์ 1 รายการ"
    assert of_item_13() == [carried_over]
    draft = MovementDraft("PROBATION_PASSED", DAY, Citation("7", 2561, DAY), person_id=who)
    line = actions.key_movement(by=officer, organisation=town.organisation, movement=draft, pair=frozenset())
    assert of_item_13() == [f"{label}: ยังไม่ตรวจสอบ 1 รายการ", carried_over]
    actions.verify(by=registrar, line_id=line.entry_id, version=line.version, pair=frozenset())
    assert of_item_13() == [f"{label}: ยังไม่แนบไฟล์ 2 รายการ"]
    done(town, officer, registrar, move(who, "CANCEL_ORDER", DAY, cancels=line.entry_id))
    assert ServiceLine.objects.known().filter(person=who).count() == 3
    assert of_item_13() == [f"{label}: ยังไม่แนบไฟล์ 2 รายการ"]  # the cancelling order's own, and the one carried over


@pytest.mark.django_db
def test_a_page_of_fifty_asks_as_much_as_one_of_one(town: Place, keeper: Actor) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            met = leaving.leavers(reach(town), DAY)
            leaving.gaps_of([one.person_id for one in met[:50]], DAY)
        return len(found)

    opened(keeper, town, date(1958, 10, 1), first=0)
    one = asked()
    opened(keeper, town, date(1959, 10, 1), first=100, many=49)
    assert len(leaving.leavers(reach(town), DAY)) == 50
    assert asked() == one


def hired(town: Place, officer: Actor, registrar: Actor, last_day: date) -> ServiceLine:
    draft = move(None, "CONTRACT_START", DAY, **newcomer(), kind_code="CONTRACT_MISSION_SKILLED", last_day=last_day)
    return done(town, officer, registrar, replace(draft, pay=Pay(salary=Decimal(9000)), reason="ไม่มีบัญชี"))


def leaves(town: Place) -> list[date]:
    return [one.last_day for one in leaving.leavers(reach(town), DAY)]


@pytest.mark.django_db
def test_an_order_that_amends_a_contract_leaves_its_end_or_says_another_and_the_old_line_stays_readable(
    town: Place, officer: Actor, registrar: Actor
) -> None:
    contract = hired(town, officer, registrar, date(2019, 8, 31))
    who, amends = contract.person_id, {"amends": contract.entry_id, "reason": "ไม่มีบัญชี"}
    raised = move(who, "AMEND_ORDER", DAY, **amends, pay=Pay(salary=Decimal(9500)))
    first = done(town, officer, registrar, raised)
    assert (first.until, leaves(town)) == (None, [date(2019, 8, 31)])
    again = move(who, "AMEND_ORDER", DAY, amends=first.entry_id, reason="ไม่มีบัญชี", last_day=date(2020, 8, 30))
    assert done(town, officer, registrar, again).period.last_day == date(2020, 8, 30)
    assert leaves(town) == [date(2020, 8, 30)]
    assert queries.pay_of(who, DAY).salary == 9500
    assert [g for g in leaving.gaps_of([who], date(2019, 9, 1))[who] if "ถึงวันพ้น" in g.says.th] == []
    lines = {line.id: line for line in queries.lines_of(who, day=DAY)}
    assert (lines[contract.entry_id].last_day, lines[contract.entry_id].amended) == (date(2019, 8, 31), True)
    stands = queries.line_with_end(first.entry_id)
    assert (stands and stands.until) == date(2020, 8, 31)
    assert actions.rebuild(by=operator(DAY, "ทดสอบ")) == 0


@pytest.mark.django_db
def test_SR09_judges_the_end_of_a_contract_that_an_order_amends(
    town: Place, officer: Actor, registrar: Actor
) -> None:
    contract = hired(town, officer, registrar, date(2019, 8, 31))
    order = move(contract.person_id, "AMEND_ORDER", DAY, amends=contract.entry_id, reason="ไม่มีบัญชี")

    def sent(last_day: date) -> ServiceLine:
        given = replace(order, last_day=last_day)
        return actions.key_movement(by=officer, organisation=town.organisation, movement=given, pair=frozenset())

    with refused("SR-09", on="last_day"):
        sent(date(2022, 9, 1))
    with refused("SR-09.2"):
        sent(date(2018, 1, 1))


@pytest.mark.django_db
def test_an_older_and_longer_contract_says_nothing_of_the_present_one(
    town: Place, officer: Actor, registrar: Actor
) -> None:
    contract = hired(town, officer, registrar, date(2020, 8, 30))
    who, more = contract.person_id, {"kind_code": "CONTRACT_MISSION_SKILLED", "reason": "ไม่มีบัญชี"}
    done(town, officer, registrar, move(who, "CONTRACT_END", date(2018, 11, 1)))
    done(town, officer, registrar, move(who, "CONTRACT_START", date(2019, 1, 1), last_day=date(2019, 12, 31), **more))
    on = date(2019, 2, 1)
    assert [one.last_day for one in leaving.leavers(reach(town), on)] == [date(2019, 12, 31)]
    # What was agreed last counts, though it ends earlier than what it takes the place of.
    shorter = {"last_day": date(2019, 10, 31), "reason": "ไม่มีบัญชี"}
    done(town, officer, registrar, move(who, "CONTRACT_RENEW", date(2019, 3, 1), **shorter))
    assert [one.last_day for one in leaving.leavers(reach(town), on)] == [date(2019, 10, 31)]
