"""The search box in a real browser: from any page by one key, with the keyboard alone to the record."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from lhr.people import dictionary
from tests.support.axe import findings
from tests.support.browser import width_of
from tests.support.cast import Place
from tests.web.desks import account_at, desk_of
from tests.web.movements.test_scans_in_browser import sit_down

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.e2e, pytest.mark.once]
Picture = Callable[["Page", str], None]


@pytest.fixture
def db(own_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's threads see what the cast has committed."""
    monkeypatch.setattr(dictionary, "_dictionary", dictionary._Dictionary())


def test_a_slash_a_misspelt_name_and_enter_lead_to_the_record(
    page: Page, pair: Place, live_lhr: str, picture: Picture
) -> None:
    sit_down(page, live_lhr, desk_of(account_at(pair, "hr")))
    page.goto("/movements/people/")
    picture(page, "search-box")
    page.keyboard.press("/")
    page.keyboard.type("สมป่อง ทดสอปท่าอุเทน")
    page.keyboard.press("Enter")
    page.wait_for_url("**/movements/people/find/**")
    assert page.input_value("#id_q") == "สมป่อง ทดสอปท่าอุเทน"
    picture(page, "search-found")
    assert findings(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    picture(page, "search-found-390")
    assert width_of(page) <= 390
    page.set_viewport_size({"width": 1366, "height": 768})
    page.keyboard.press("/")
    page.keyboard.press("Control+a")
    page.keyboard.type("สมหมาย ทดสอปท่าอุเทม")
    page.keyboard.press("Enter")
    page.get_by_text("ชื่อใกล้เคียง").first.wait_for()
    picture(page, "search-near")
    page.go_back()
    page.get_by_text("ผลการค้นหา").wait_for()
    page.locator("body").press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/movements/people/{pair['finance']}/")
    picture(page, "search-opened")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/movements/people/")
    picture(page, "search-box-390")
    assert width_of(page) <= 390


def test_a_wrong_number_is_told_and_stands_in_no_address(
    page: Page, pair: Place, live_lhr: str, picture: Picture
) -> None:
    sit_down(page, live_lhr, desk_of(account_at(pair, "hr")))
    page.goto("/movements/people/")
    number = pair.numbers["finance"]
    page.fill("#seek", number[:-1])
    page.press("#seek", "Enter")
    page.get_by_text("PE-01").first.wait_for()
    assert page.input_value("#id_q") == number[:-1]
    assert number[:-1] not in page.url
    picture(page, "search-number-refused")
    assert findings(page) == []
    page.fill("#id_q", number)
    page.press("#id_q", "Enter")
    page.wait_for_url(f"**/movements/people/{pair['finance']}/")
