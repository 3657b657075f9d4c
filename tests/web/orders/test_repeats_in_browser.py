"""What is said of somebody already, in real Chromium: a round begun before, a line ordered before, a post that changed
hands between the day of the order and today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from lhr.access.actor import operator
from lhr.cli.demonstration import pay as demonstration
from lhr.orders import queries
from lhr.posts import actions as posts
from lhr.posts.actions import PostDraft
from lhr.service_record import actions as record
from lhr.service_record import queries as service
from lhr.service_record.drafts import OpeningLine
from lhr.service_record.pay import Pay
from tests.support.axe import findings
from tests.support.browser import LAPTOP, width_of
from tests.support.cast import FOUNDED, TODAY, Cast, Place, moves
from tests.web.desks import account_at, desk_of
from tests.web.movements.test_scans_in_browser import sit_down

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.e2e
Picture = Callable[..., None]
ROUND = "/orders/round/?round=2561-1&kind=MUN_OFFICIAL"
APRIL = date(2018, 4, 1)


@pytest.fixture
def db(own_database: str) -> None:
    """The server's threads see what the cast has committed."""


def both_sizes(page: Page, picture: Picture, name: str) -> None:
    picture(page, name)
    assert findings(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    picture(page, f"{name}-390")
    assert width_of(page) <= 390
    page.set_viewport_size(LAPTOP)


def furnished(pair: Place, cast: Cast) -> None:
    """The clerk and the finance official are on the schedule and appraised; the deputy changed over to a post of HR."""
    demonstration.load_schedule(operator(TODAY, "ผู้ดูแลระบบ"), date(2016, 1, 1))
    for who, level, salary in (("finance", "PRACTITIONER", 12020), ("clerk", "OPERATIONAL", 11960)):
        moves(pair, pair[who], "PROMOTE", date(2017, 1, 1), pay=Pay(salary=Decimal(salary)), reason="ทดสอบ",
              level_code=level)  # fmt: skip
    told = {"year": "2561", "half": "1", "grade": "GOOD"}
    lines = [OpeningLine("APPRAISAL", pair[who], told) for who in ("finance", "clerk")]
    record.open_card_lines(by=cast.keeper, organisation=pair.lgo, lines=lines)


def test_what_is_said_already_is_told_before_it_is_said_again(
    page: Page, pair: Place, cast: Cast, live_lhr: str, picture: Picture
) -> None:
    furnished(pair, cast)
    number = service.postings(pair.lgo.pk, TODAY)[pair["clerk"]].number
    sit_down(page, live_lhr, desk_of(account_at(pair, "hr")))
    page.goto(ROUND.replace("2561-1", "2560-2"))
    page.select_option("[name=round]", "2561-1")
    page.click("button:has-text('แสดงข้อเสนอ')")
    page.get_by_text("ระบบเสนอ 2 ราย").wait_for()
    both_sizes(page, picture, "order-round")
    page.set_viewport_size({"width": 390, "height": 844})
    row = page.locator("tbody tr").first
    name, pay = row.locator(".first").bounding_box(), row.locator("td.num").first.bounding_box()
    assert name is not None and pay is not None  # noqa: PT018  both are for the type
    assert name["y"] < pay["y"]  # on a phone too the name comes first
    page.set_viewport_size(LAPTOP)
    page.fill("[name=reason]", "ตามมติ")
    page.click("button:has-text('ร่างคำสั่ง 2 ราย')")
    page.get_by_text("2 รายการ").first.wait_for()
    first = page.url.split("/orders/")[1].split("/")[0]
    page.goto(ROUND)
    page.get_by_text("รอบนี้ของประเภทนี้มีคำสั่งอยู่แล้ว").wait_for()
    assert page.locator("button[data-save]").count() == 0
    assert page.locator(f".told-warn a[href*='{first}']").is_visible()
    both_sizes(page, picture, "order-round-begun")

    given = Pay(salary=Decimal(12340), steps=Decimal("0.5"))
    moves(pair, pair["finance"], "STEP_RISE", APRIL, pay=given, reason="ทดสอบ")
    page.goto(f"/orders/{first}/")
    page.get_by_text("OR-05.1").first.wait_for()
    both_sizes(page, picture, "order-said-already")
    assert "12/2561" in page.locator("tr:has-text('OR-05.1')").last.inner_text()

    (free,) = posts.establish_all(
        by=cast.keeper, organisation=pair.lgo,
        posts=[PostDraft("48-2-01-4101-009", "4101", "", FOUNDED, reason="ทดสอบ")],
    )  # fmt: skip
    held = service.posting(pair["clerk"], pair.lgo.pk, TODAY)
    assert held is not None
    moves(pair, pair["clerk"], "MOVE", date(2018, 5, 1), post_id=free.pk, reason="ทดสอบ")
    moves(pair, pair["finance"], "MOVE", date(2018, 5, 1), post_id=pair.posts["clerk"], reason="ทดสอบ")
    page.goto("/orders/new/?kind=OTHER")
    page.fill("[name=starts]", "1 เม.ย. 2561")
    page.fill("[name=rows]", f"เลขที่ตำแหน่ง\tชื่อ\tหมายเหตุ\n{number}\t\tให้ประดับเข็มเชิดชูเกียรติ")
    page.click("button:has-text('ร่างคำสั่ง')")
    page.get_by_text("OR-09.21").first.wait_for()
    both_sizes(page, picture, "order-holder-of-that-day")
    page.fill("[name=rows]", f"เลขที่ตำแหน่ง\tชื่อ\tหมายเหตุ\n{number}\tสมบัติ ทดสอบท่าอุเทน\tให้ประดับเข็มเชิดชูเกียรติ")
    page.click("button:has-text('ร่างคำสั่ง')")
    page.get_by_text("1 รายการ ผ่าน 1 ติดกฎ 0").wait_for()
    assert "เข็มเชิดชูเกียรติ" in page.locator("#lines, .order-grid").first.inner_text()
    both_sizes(page, picture, "order-of-another-kind")
    order = page.url.split("/orders/")[1].split("/")[0]
    (line,) = queries.lines_of(queries.Order.objects.known().get(entry_id=order).entry_id)
    assert (line.draft.person_id, line.draft.movement_code) == (pair["clerk"], "OTHER")
