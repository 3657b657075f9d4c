"""An officer sees that an order goes above the ceiling, records the budget, answers; at a laptop and on a telephone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from lhr.access.actor import operator
from lhr.access.roles import Role
from lhr.orders import actions
from lhr.orders.drafts import Header
from lhr.orders.terms import OrderKind
from lhr.posts import actions as posts
from lhr.posts.rules import Funding
from lhr.service_record.drafts import MovementDraft
from lhr.service_record.pay import Pay
from tests.support.axe import findings
from tests.support.browser import width_of
from tests.support.cast import TODAY, Place, acting_as, moves
from tests.web.desks import account_at, desk_of
from tests.web.movements.test_scans_in_browser import sit_down

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.e2e, pytest.mark.once]
Picture = Callable[["Page", str], None]
LAPTOP, TELEPHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
WHY = "ยังไม่มีบัญชี"


@pytest.fixture
def db(own_database: str) -> None:
    """The server's threads see what the cast has committed."""


def rises(place: Place) -> str:
    """An order for the one who is paid from own income; its lines are answered, its head is not."""
    by = operator(TODAY, "ทดสอบ")
    for seat, source in (("finance", Funding.OWN), ("clerk", Funding.GRANT), ("hr", Funding.OWN)):
        posts.fund(by=by, post_id=place.posts[seat], source=source, starts=date(2018, 1, 1))
    for who, salary in (("finance", 41_550), ("clerk", 15_000)):
        moves(place, place[who], "LAW_ADJUST", date(2018, 4, 1), pay=Pay(salary=Decimal(salary)), reason=WHY)
    line = MovementDraft(
        "LAW_ADJUST", TODAY, person_id=place["finance"], pay=Pay(salary=Decimal(42_890)), reason=WHY
    )
    officer = acting_as(Role.OFFICER, place.lgo, place["hr"], TODAY)
    header = Header(OrderKind.PAY_ADJUST, TODAY, subject="ปรับเงินเดือน")
    row = actions.draw_up(by=officer, organisation=place.lgo, header=header, lines=[line])
    return f"/orders/{row.entry_id}/"


def test_an_order_above_the_ceiling_is_answered(page: Page, pair: Place, live_lhr: str, picture: Picture) -> None:
    def looks(name: str) -> None:
        """On both windows: nothing stands beside the page, and axe finds nothing."""
        for window, end in ((TELEPHONE, "-390"), (LAPTOP, "")):
            page.set_viewport_size(window)
            picture(page, f"{name}{end}")
            assert width_of(page) <= window["width"]
        assert findings(page) == []

    order = rises(pair)
    sit_down(page, live_lhr, desk_of(account_at(pair, "hr")))
    page.goto(order)
    page.get_by_text("ไม่มีงบประมาณรายจ่ายปี 2561 ในทะเบียน").wait_for()
    looks("order-not-compared")
    page.click("main a:has-text('บันทึกงบประมาณปี 2561')")
    page.fill("[name=amount]", "1,250,000")
    page.fill("[name=reference]", "เทศบัญญัติงบประมาณรายจ่าย ประจำปี พ.ศ. 2561")
    page.fill("[name=reference_on]", "20 ก.ย. 2560")
    page.click("[data-save]")
    page.get_by_text("SP-05.2").first.wait_for()
    looks("budget-refused")
    page.fill("[name=benefit_pct]", "0")
    page.click("[data-save]")
    page.get_by_text("บันทึกงบประมาณปี 2561 แล้ว").wait_for()
    looks("ceiling")
    page.goto(order)
    page.get_by_text("SP-02.1").first.wait_for()
    looks("order-above-the-ceiling")
    page.click("main a:has-text('แก้หัวคำสั่ง') >> nth=0")
    page.fill("[name=reason]", "ปรับตามกฎหมาย ก.จังหวัดเห็นชอบแล้ว")
    page.click("[data-save]")
    page.get_by_text("เหตุผล: ปรับตามกฎหมาย").first.wait_for()
    looks("order-answered")
    page.click("button:has-text('ตรวจร่างแล้ว')")
    page.get_by_text("รอลงนาม").first.wait_for()
