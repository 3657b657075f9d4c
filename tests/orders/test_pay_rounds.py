"""A pay round from what the register proposes to an order that is applied: nothing is typed twice."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from lhr.access.actor import Actor
from lhr.cli.demonstration import pay as demonstration
from lhr.orders import actions, previewing, proposing, queries
from lhr.orders.drafts import Header
from lhr.orders.terms import KINDS, OrderKind
from lhr.service_record import queries as service
from lhr.service_record import rounds
from lhr.service_record.pay import Pay
from tests.orders.conftest import Office
from tests.service_record.conftest import DAY
from tests.service_record.round_people import HALF_2, WHEN, appraised, opened
from tests.support.rules import refused, rule

pytestmark = pytest.mark.django_db


@rule("SR-11")
@rule("SR-12")
def test_the_lines_that_are_proposed_are_lines_of_an_order_and_find_nothing(keeper: Actor, office: Office) -> None:
    town = office.place
    demonstration.load_schedule(keeper, WHEN)
    clerks = opened(keeper, town, 3)
    (at_top,) = opened(keeper, town, 1, 5100, level_code="SENIOR", pay=Pay(salary=Decimal(54090)))
    appraised(keeper, town, [*clerks[:2], at_top], HALF_2)
    appraised(keeper, town, clerks[2:], HALF_2, "TO_IMPROVE")
    lines = rounds.drafts(rounds.proposed(town.id, HALF_2))
    assert {line.movement_code for line in lines} == {"STEP_RISE", "NO_RISE", "SPECIAL_PAY"}
    assert {line.movement_code for line in lines} <= set(KINDS[OrderKind.PAY_ROUND].movements)
    head = Header(OrderKind.PAY_ROUND, HALF_2.effective, "เลื่อนขั้น", round_year=HALF_2.year, round_half=HALF_2.half)
    row = actions.draw_up(by=office.officer, organisation=town.organisation, header=head, lines=lines)
    row = office.signed(row)
    told = previewing.preview(office.officer, row, office.pair)
    assert [finding for line in told.lines for finding in line.findings] == []
    actions.apply(by=office.registrar, order_id=row.entry_id, version=row.version, pair=office.pair)
    for line in lines:
        assert line.person_id is not None
        _, now = service.lines_and_pay(line.person_id, day=DAY, pay_on=HALF_2.effective)
        assert (now.salary, now.step) == (line.pay.salary, line.pay.step)
        assert now.special_pay_pct == line.pay.special_pay_pct
    assert rounds.drafts(rounds.proposed(town.id, HALF_2)) == []


def test_whom_an_order_of_the_round_names_already_no_second_one_names(keeper: Actor, office: Office) -> None:
    """Two drafts of one round, and one that was drawn up by hand: each names whom no other does."""
    town = office.place
    demonstration.load_schedule(keeper, WHEN)
    clerks = opened(keeper, town, 3)
    appraised(keeper, town, clerks[:2], HALF_2)
    told: dict[str, Any] = {"by": office.officer, "organisation": town.organisation, "kind_code": town.kind_code}
    first = actions.draw_up_round(this=HALF_2, reason="ตามมติ", **told)
    assert {one.draft.person_id for one in queries.lines_of(first.entry_id)} == set(clerks[:2])
    appraised(keeper, town, clerks[2:], HALF_2)
    second = actions.draw_up_round(this=HALF_2, reason="ตามมติ", **told)
    assert {one.draft.person_id for one in queries.lines_of(second.entry_id)} == set(clerks[2:])
    with refused("OR-06"):
        actions.draw_up_round(this=HALF_2, **told)
    found = proposing.proposed(town.id, HALF_2, town.kind_code)
    assert rounds.drafts(found) == []
    assert sum("มีชื่อแล้วในคำสั่งของรอบนี้" in one.reasons[0].th for one in found) == 3
    begun = proposing.begun(town.id, HALF_2, town.kind_code, found, DAY)
    assert {one.id for one in begun} == {first.entry_id, second.entry_id}
    assert proposing.begun(town.id, HALF_2, "TEACHER", [], DAY) == []
    actions.discard(by=office.officer, order_id=second.entry_id, version=second.version)
    by_hand = office.drawn(*rounds.drafts(proposing.proposed(town.id, HALF_2)), kind=OrderKind.PAY_ROUND)
    assert rounds.drafts(proposing.proposed(town.id, HALF_2)) == []
    begun = proposing.begun(town.id, HALF_2, town.kind_code, found, DAY)
    assert {one.id for one in begun} == {first.entry_id, by_hand.entry_id}


def test_an_order_of_the_round_that_was_cancelled_is_begun_no_more(keeper: Actor, office: Office) -> None:
    town = office.place
    demonstration.load_schedule(keeper, WHEN)
    clerks = opened(keeper, town, 2)
    appraised(keeper, town, clerks, HALF_2)
    told: dict[str, Any] = {"by": office.officer, "organisation": town.organisation, "kind_code": town.kind_code}
    row = office.applied(actions.draw_up_round(this=HALF_2, reason="ตามมติ", **told), "1")
    assert [one.id for one in proposing.begun(town.id, HALF_2, town.kind_code, [], DAY)] == [row.entry_id]
    with refused("OR-06"):
        actions.draw_up_round(this=HALF_2, **told)
    head = Header(OrderKind.CANCELLATION, HALF_2.effective, subject="ยกเลิก", reason="ตามมติ")
    office.applied(actions.draw_cancelling(by=office.officer, order_id=row.entry_id, header=head), "2")
    assert proposing.begun(town.id, HALF_2, town.kind_code, [], DAY) == []
    again = actions.draw_up_round(this=HALF_2, reason="ตามมติ", **told)
    assert {one.draft.person_id for one in queries.lines_of(again.entry_id)} == set(clerks)
    office.applied(again, "3")
