"""A pay round from what the register proposes to an order that is applied: nothing is typed twice."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lhr.access.actor import Actor
from lhr.cli.demonstration import pay as demonstration
from lhr.orders import actions, previewing
from lhr.orders.drafts import Header
from lhr.orders.terms import KINDS, OrderKind
from lhr.service_record import queries as service
from lhr.service_record import rounds
from lhr.service_record.pay import Pay
from tests.orders.conftest import Office
from tests.service_record.conftest import DAY
from tests.service_record.round_people import HALF_2, WHEN, appraised, opened
from tests.support.rules import rule

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
