"""What one order has said of somebody no other document says again, whichever way it comes into the records."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lhr.access.actor import Actor
from lhr.access.roles import Role
from lhr.cli.demonstration import pay as demonstration
from lhr.kernel import clock
from lhr.kernel.rules import RuleBroken
from lhr.kernel.thai_date import Precision
from lhr.orders import actions, previewing
from lhr.orders.drafts import Header
from lhr.orders.models import Order
from lhr.orders.terms import OrderKind
from lhr.service_record import actions as record
from lhr.service_record.drafts import Citation, Literals, MovementDraft
from lhr.service_record.models import ServiceLine
from lhr.service_record.pay import Pay
from lhr.service_record.rules import CancelEffect
from tests.orders.conftest import ON, SIGNED_ON, Office
from tests.service_record.conftest import Place, hand
from tests.service_record.round_people import WHEN, opened
from tests.support.rules import refused, rule

pytestmark = pytest.mark.django_db
OCTOBER, APRIL = date(2018, 10, 1), date(2018, 4, 1)
HAND = Citation("99", 2561, SIGNED_ON)


def rise(
    person: UUID, steps: str = "0.5", salary: str = "20500", starts: date = OCTOBER, code: str = "STEP_RISE"
) -> MovementDraft:
    given = None if code == "NO_RISE" else Decimal(steps)
    pay = {"special_pay_pct": Decimal(2)} if code == "SPECIAL_PAY" else {"steps": given}
    return MovementDraft(code, starts, person_id=person, pay=Pay(salary=Decimal(salary), **pay))


def round_order(office: Office, *lines: MovementDraft) -> Order:
    return office.drawn(*lines, kind=OrderKind.PAY_ROUND, reason="ตามมติ")


def acting(office: Office, post: str = "deputy", **more: Any) -> MovementDraft:
    person, seat = office.place.people["finance"], office.place.posts[post].id
    draft = MovementDraft("ACTING_FOR", ON, person_id=person, post_id=seat, last_day=date(2018, 12, 31))
    return replace(draft, **more)


def repeats(office: Office, row: Order) -> list[str]:
    found = previewing.preview(office.officer, row, office.pair).findings
    return [one.code for one in found if one.rule.code == "OR-05"]


@rule("OR-05", breaks=True)
def test_the_same_round_drawn_up_twice_comes_once_into_the_records(office: Office) -> None:
    """Both were drafts before either was written: half a step and half a step are no lawful whole one (SR-11)."""
    who = office.place.people["finance"]
    first, second = (round_order(office, rise(who)) for _ in range(2))
    second = office.signed(second, "2")
    office.applied(first, "1")
    with refused("OR-05.1", on="person") as broken:
        actions.apply(by=office.registrar, order_id=second.entry_id, version=second.version, pair=office.pair)
    (found,) = [one for one in broken.value.findings if one.rule.code == "OR-05"]
    assert "คำสั่งที่ ๑/๒๕๖๑ ลงวันที่ ๒๐ สิงหาคม ๒๕๖๑" in found.says()
    assert "ตัดรายการนี้ออก" in found.remedy()
    assert "order 1/2561" in found.says("en")
    assert ServiceLine.objects.known().filter(person=who, movement_code="STEP_RISE").count() == 1


@rule("OR-05", breaks=True)
def test_a_reason_typed_for_something_else_lets_no_round_in_twice(keeper: Actor, office: Office) -> None:
    demonstration.load_schedule(keeper, WHEN)
    (who,) = opened(keeper, office.place, 1)
    first, second = (round_order(office, rise(who, salary="12220")) for _ in range(2))
    office.applied(first, "1")
    with refused("OR-05.1"):
        office.checked(second)


@rule("OR-05")
def test_another_round_another_kind_and_an_amending_order_are_no_repetition(office: Office) -> None:
    who = office.place.people["finance"]
    row = office.applied(round_order(office, rise(who)), "1")
    for line in (
        rise(who, starts=APRIL, salary="20000"),
        rise(who, starts=date(2018, 9, 30)),  # who retires rises before the day of the round
        rise(who, code="SPECIAL_PAY"),
        rise(who, code="NO_RISE"),
        rise(office.place.people["deputy"]),
    ):
        assert repeats(office, round_order(office, line)) == [], line
    entry = ServiceLine.objects.known().get(person=who, movement_code="STEP_RISE").entry_id
    head = Header(OrderKind.AMENDMENT, OCTOBER, subject="แก้ไข", reason="ตามมติ")
    amending = actions.draw_amending(by=office.officer, order_id=row.entry_id, header=head, entries=[entry])
    assert repeats(office, amending) == []
    office.applied(amending, "2")
    assert repeats(office, round_order(office, rise(who, "1", "21000"))) == ["OR-05.1"]


@rule("OR-05")
def test_what_an_order_cancelled_is_ordered_anew_and_what_it_ended_later_is_not(office: Office) -> None:
    who = office.place.people["finance"]
    row = office.applied(round_order(office, rise(who)), "1")
    later = date(2018, 10, 15)
    for day, effect, number, told in (
        (later, CancelEffect.FROM_DAY, "2", ["OR-05.1"]),
        (OCTOBER, CancelEffect.FROM_START, "3", []),
    ):
        head = Header(OrderKind.CANCELLATION, day, subject="ยกเลิก", reason="ตามมติ")
        cancelling = actions.draw_cancelling(by=office.officer, order_id=row.entry_id, header=head, effect=effect)
        office.applied(cancelling, number)
        assert repeats(office, round_order(office, rise(who))) == told
        if told:
            undo = Header(OrderKind.CANCELLATION, OCTOBER, subject="ยกเลิก", reason="ตามมติ")
            back = actions.draw_cancelling(by=office.officer, order_id=cancelling.entry_id, header=undo)
            office.applied(back, "4")
    office.applied(round_order(office, rise(who)), "5")


@rule("OR-05", breaks=True)
@pytest.mark.parametrize("kind", ["pay", "acting", "words"])
def test_the_same_content_on_the_same_day_is_said_once(office: Office, kind: str) -> None:
    other: MovementDraft
    if kind == "pay":
        of, same = OrderKind.PAY_ADJUST, office.line("finance")
        other = office.line("finance", 20010)
    elif kind == "acting":
        of, same = OrderKind.ACTING, acting(office)
        other = acting(office, "palad")
    else:
        of, same = OrderKind.ACTING, acting(office, movement_code="ASSIGNED", post_id=None, position_text="งานคลัง")
        other = replace(same, position_text="งานพัสดุ")
    office.applied(office.drawn(same, kind=of), "1")
    assert repeats(office, office.drawn(replace(same, reason="อีกเหตุผล"), kind=of)) == ["OR-05.2"]
    assert repeats(office, office.drawn(other, kind=of)) == []


def test_a_remark_is_no_content_where_pay_says_all(office: Office) -> None:
    office.applied(office.drawn(replace(office.line("finance"), remark="บัญชี ๑")), "1")
    assert repeats(office, office.drawn(replace(office.line("finance"), remark="ตามบัญชีแนบท้าย"))) == ["OR-05.2"]


@rule("OR-05", breaks=True)
def test_what_is_keyed_by_hand_is_said_once_too_and_while_it_waits(office: Office) -> None:
    """Keyed, verified and ordered: whichever comes second is told, and told that the first waits still."""
    place: Place = office.place
    line = replace(rise(place.people["finance"]), citation=HAND, reason="ตามคำสั่ง")
    told: dict[str, Any] = {"by": office.officer, "organisation": place.organisation, "pair": office.pair}
    first = record.key_movement(movement=line, **told)
    with refused("OR-05.1", on="person") as broken:
        record.key_movement(movement=replace(line, citation=Citation("7", 2561, SIGNED_ON)), **told)
    assert "(รอตรวจสอบ)" in broken.value.findings[0].says()
    assert repeats(office, round_order(office, rise(place.people["finance"]))) == ["OR-05.1"]
    first = record.verify(by=office.registrar, line_id=first.entry_id, version=first.version, pair=office.pair)
    # Corrected it stands beside nothing.
    mended = replace(line, corrects=first.entry_id, why="พิมพ์ผิด", pay=replace(line.pay, salary=Decimal(20600)))
    record.key_movement(movement=mended, **told)


@rule("OR-05")
def test_of_a_year_without_a_day_the_paper_has_more_lines_than_one(office: Office) -> None:
    """A card that says 2559 twice means two rounds, both on the first of that year; the same line it has once."""
    told: dict[str, Any] = {"by": office.officer, "organisation": office.place.organisation, "pair": office.pair}
    line = replace(
        rise(office.place.people["finance"], starts=date(2016, 1, 1)),
        citation=HAND,
        reason="คัดจากบัตร",
        literal=Literals("2559", Precision.YEAR),
    )
    record.key_movement(movement=line, **told)
    record.key_movement(movement=replace(line, pay=replace(line.pay, salary=Decimal(21000))), **told)
    with refused("OR-05.1"):
        record.key_movement(movement=line, **told)


@rule("OR-05", breaks=True)
def test_what_waits_for_the_province_of_one_of_the_pair_is_said_already(office: Office, province: Actor) -> None:
    who = office.place.people["palad"]
    first, second = (round_order(office, rise(who)) for _ in range(2))
    second = office.signed(second, "2")
    office.applied(first, "1")
    (waiting,) = ServiceLine.objects.known().filter(person=who, movement_code="STEP_RISE")
    assert waiting.status == "SUBMITTED"
    with refused("OR-05.1") as broken:
        actions.apply(by=office.registrar, order_id=second.entry_id, version=second.version, pair=office.pair)
    assert any("(รอตรวจสอบ)" in one.says() for one in broken.value.findings)
    record.verify(by=province, line_id=waiting.entry_id, version=waiting.version, pair=office.pair)
    with refused("OR-05.1"):
        actions.apply(by=office.registrar, order_id=second.entry_id, version=second.version, pair=office.pair)


@rule("OR-05", breaks=True)
def test_of_two_that_were_keyed_before_this_was_asked_one_is_verified(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = replace(rise(office.place.people["finance"]), citation=HAND, reason="ตามคำสั่ง")
    told: dict[str, Any] = {"by": office.officer, "organisation": office.place.organisation, "pair": office.pair}
    with monkeypatch.context() as before:
        before.setattr("lhr.service_record.repeating.found", lambda *_: [])
        rows = [record.key_movement(movement=line, **told) for _ in range(2)]
    record.verify(by=office.registrar, line_id=rows[0].entry_id, version=1, pair=office.pair)
    with refused("OR-05.1"):
        record.verify(by=office.registrar, line_id=rows[1].entry_id, version=1, pair=office.pair)


def test_many_repetitions_cost_no_more_questions_than_one(keeper: Actor, office: Office) -> None:
    people = opened(keeper, office.place, 6)
    counted = []
    for some in (people[:1], people[1:]):
        lines = [rise(one) for one in some]
        office.applied(round_order(office, *lines), str(len(some)))
        row = round_order(office, *lines)
        with CaptureQueriesContext(connection) as asked:
            assert repeats(office, row) == ["OR-05.1"] * len(some)
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_the_order_and_every_line_are_refused_whole(office: Office) -> None:
    lines = [rise(office.place.people[one]) for one in ("finance", "deputy")]
    office.applied(round_order(office, lines[0]), "1")
    with pytest.raises(RuleBroken):
        office.checked(round_order(office, *lines))
    assert ServiceLine.objects.known().filter(movement_code="STEP_RISE").count() == 1


def test_what_the_lgo_that_keeps_the_record_has_said_is_told_to_nobody_else(office: Office, neighbour: Place) -> None:
    """After a transfer the LGO of before is told that it may not write, and nothing of what stands there."""
    who, leaves = office.place.people["finance"], date(2018, 9, 10)
    there = Office(neighbour, hand(neighbour, Role.OFFICER, "hr"), hand(neighbour, Role.REGISTRAR, "palad"))
    out = MovementDraft("TRANSFER_OUT", leaves, person_id=who, other_organisation_id=neighbour.id)
    received = replace(
        out, movement_code="TRANSFER_IN", other_organisation_id=office.place.id, kind_code="TAO_OFFICIAL",
        post_id=neighbour.posts["vacant"].id,
    )  # fmt: skip
    office.applied(office.drawn(out, kind=OrderKind.TRANSFER), "1")
    there.applied(there.drawn(received, kind=OrderKind.TRANSFER), "2")
    later = date(2018, 10, 20)
    with clock.standing_at(clock.midnight(later)):
        before, now = (
            replace(one, officer=replace(one.officer, day=later), registrar=replace(one.registrar, day=later))
            for one in (office, there)
        )
        now.applied(round_order(now, rise(who)), "3")
        assert repeats(now, round_order(now, rise(who))) == ["OR-05.1"]
        assert repeats(before, round_order(before, rise(who))) == []
        told = previewing.preview(before.officer, round_order(before, rise(who)), before.pair).findings
        assert "SR-03" in {one.rule.code for one in told}
        assert "๓/๒๕๖๑" not in " ".join(one.says() for one in told)
