"""A session that ended in the middle of a form, in real Chromium: the page says so, keeps what was typed, and saves it
once the same person has signed in again; nobody else finds it there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from lhr.orders.models import Order
from tests.support.axe import findings
from tests.support.cast import Place
from tests.web.desks import account_at, desk_of
from tests.web.movements.test_scans_in_browser import sit_down

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.e2e
OVER = "สิ้นสุดเวลาใช้งาน หรือออกจากระบบแล้ว"
LOOKED_AT = "window.dispatchEvent(new Event('focus'))"


@pytest.fixture
def db(own_database: str) -> None:
    """The server's threads see what the cast has committed."""


def test_what_was_typed_outlives_the_session_for_the_same_person_only(
    page: Page, pair: Place, live_lhr: str, picture: Callable[..., None]
) -> None:
    desk = desk_of(account_at(pair, "hr"))
    sit_down(page, live_lhr, desk)
    page.goto("/orders/new/?kind=OTHER")
    page.fill("[name=starts]", "1 ส.ค. 2561")
    page.fill("[name=subject]", "เรื่องที่พิมพ์ค้างไว้")
    desk.post("/logout/")  # in another tab
    page.evaluate(LOOKED_AT)
    page.locator("#lock").get_by_text(OVER).wait_for()
    assert findings(page) == []
    picture(page, "session-over", whole=False)
    page.context.clear_cookies()
    sit_down(page, live_lhr, desk_of(account_at(pair, "hr")))
    page.evaluate(LOOKED_AT)
    page.locator("#lock").wait_for(state="hidden")
    assert page.input_value("[name=subject]") == "เรื่องที่พิมพ์ค้างไว้"
    page.click("button:has-text('ร่างคำสั่ง')")
    page.wait_for_url("**/orders/*-*/")
    assert Order.objects.get().subject == "เรื่องที่พิมพ์ค้างไว้"

    page.goto("/orders/new/?kind=OTHER")
    page.fill("[name=subject]", "เรื่องของคนแรก")
    page.context.clear_cookies()
    page.evaluate(LOOKED_AT)
    page.locator("#lock").get_by_text(OVER).wait_for()
    sit_down(page, live_lhr, desk_of(account_at(pair, "palad")))
    with page.expect_navigation():
        page.evaluate(LOOKED_AT)
    assert "เรื่องของคนแรก" not in page.content()


def test_a_save_after_a_long_silence_asks_first_and_is_not_sent_into_nothing(
    page: Page, pair: Place, live_lhr: str, picture: Callable[..., None]
) -> None:
    sit_down(page, live_lhr, desk_of(account_at(pair, "hr")))
    page.clock.install()
    page.goto("/orders/new/?kind=OTHER")
    page.fill("[name=starts]", "1 ส.ค. 2561")
    page.fill("[name=subject]", "เรื่องที่พิมพ์ค้างไว้")
    page.context.clear_cookies()
    page.clock.set_system_time(page.evaluate("Date.now()") + 60_000)
    page.click("button:has-text('ร่างคำสั่ง')")
    page.locator("#lock").get_by_text(OVER).wait_for()
    assert page.input_value("[name=subject]") == "เรื่องที่พิมพ์ค้างไว้"

    page.goto("/login/?unsaved=1")
    page.get_by_text("ที่กดบันทึกเมื่อครู่ยังไม่ได้บันทึก").wait_for()
    assert findings(page) == []
    picture(page, "sign-in-unsaved")
