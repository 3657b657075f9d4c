"""The ready pair of the demonstration finds a swap that another LGO proposed, and can go through with it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lhr.access.actor import Actor, Duty
from lhr.access.policy import Reach
from lhr.access.roles import Role
from lhr.cli.demonstration import load, tree
from lhr.cli.demonstration.size import Size, first_lgos
from lhr.kernel import clock
from lhr.orders import actions as orders
from lhr.orders import previewing
from lhr.orders.drafts import Header
from lhr.orders.terms import OrderKind
from lhr.organisations import queries as organisations
from lhr.service_record import actions as service
from lhr.service_record import swaps
from lhr.service_record.rules_of_swaps import SwapStatus

pytestmark = [pytest.mark.django_db, pytest.mark.once]
DAY = date(2026, 11, 27)
EVERYWHERE = Reach(frozenset({"/"}))


def test_another_lgo_proposes_a_swap_to_the_ready_one() -> None:
    with clock.standing_at(clock.midnight(DAY) + timedelta(hours=10)):
        made = load.load(first_lgos(tree.lgos(), 10), Size(whole=2, few=0, more=2))
        here = next(one for one in organisations.lgos(within=EVERYWHERE, day=DAY) if one.label == made.ready_at)
        (found,) = swaps.waiting_for(here.id, here.path, DAY)
        assert found.status is SwapStatus.PROPOSED
        officer = Actor(day=DAY, duties=(Duty(Role.OFFICER, here.path, here.id),), via="card")
        service.agree_to_swap(by=officer, swap=found.id, version=found.version)
        agreed = swaps.swap(found.id, within=EVERYWHERE, day=DAY)
        assert agreed.status is SwapStatus.AGREED
        header = Header(OrderKind.TRANSFER, agreed.effective_on, subject="สับเปลี่ยน", reason="ตามที่ตกลงกัน")
        place, lines = organisations.by_path(here.path), swaps.lines_for(agreed, here.id)
        draft = orders.draw_up(by=officer, organisation=place, header=header, lines=lines)
        seen = previewing.preview(officer, draft, frozenset())
        assert (len(seen.lines), seen.passes) == (2, True), [one.says() for one in seen.findings]
