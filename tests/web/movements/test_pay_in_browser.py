"""A rise of pay in a real browser, wide and narrow: keyed, refused with its words, looked at, verified."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from lhr.access.actor import operator
from lhr.cli.demonstration import pay as demonstration
from lhr.service_record.pay import Pay
from tests.standards import schedules
from tests.support.axe import findings
from tests.support.browser import width_of
from tests.support.cast import TODAY, Place, moves
from tests.web.desks import account_at, desk_of
from tests.web.movements.test_scans_in_browser import sit_down
from tests.web.movements.typist import verifies

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.e2e
Picture = Callable[["Page", str], None]


@pytest.fixture
def db(own_database: str) -> None:
    """The server's threads see what the cast has committed."""


def test_a_rise_is_refused_with_its_words_then_keyed_and_verified(
    page: Page, pair: Place, live_lhr: str, picture: Picture
) -> None:
    about = replace(schedules.ABOUT, kinds=("MUN_OFFICIAL",))
    schedules.load(operator(TODAY, "ทดสอบ"), demonstration.STEPS.read_bytes(), about)
    promoted = Pay(salary=Decimal(41550))
    april = TODAY.replace(month=4, day=1)
    moves(pair, pair["finance"], "PROMOTE", april, level_code="PROFESSIONAL", pay=promoted, reason="ทดสอบ")
    sit_down(page, live_lhr, desk_of(account_at(pair, "hr")))
    page.goto(f"/movements/new/?movement=STEP_RISE&person={pair['finance']}")
    page.fill("[name=starts]", "1 ต.ค. 2561")
    page.select_option("[name=steps]", "1")
    page.fill("[name=salary]", "41,555")
    page.fill("[name=citation_number]", "๑๒")
    page.fill("[name=citation_year]", "2561")
    page.fill("[name=citation_signed_on]", "20 ก.ค. 2561")
    page.click("button[value=look]")
    page.get_by_text("SR-10").first.wait_for()
    picture(page, "pay-refused")
    assert page.input_value("[name=salary]") == "41,555"
    page.set_viewport_size({"width": 390, "height": 844})
    picture(page, "pay-refused-390")
    assert width_of(page) <= 390
    page.set_viewport_size({"width": 1366, "height": 768})
    page.fill("[name=salary]", "42,890")
    page.click("button[value=look]")
    page.locator("#outlook").wait_for()
    picture(page, "pay-outlook")
    assert findings(page) == []
    page.click("button[value=send]")
    page.wait_for_url("**/movements/lines/**")
    line = page.url.rstrip("/").rsplit("/", 1)[-1]
    desk = desk_of(account_at(pair, "palad"))
    sit_down(page, live_lhr, desk)
    page.goto("/movements/queue/")
    picture(page, "pay-queue")
    assert findings(page) == []
    assert verifies(desk, line).status_code == 302
    page.goto(f"/movements/people/{pair['finance']}/")
    page.get_by_text("42,890 บาท").first.wait_for()
    picture(page, "pay-person")
    assert findings(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    picture(page, "pay-person-390")
    assert width_of(page) <= 390
