"""A movement keyed on the person's page in a real browser, its clicks counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.support import scans
from tests.support.axe import findings
from tests.support.browser import width_of
from tests.support.cast import Place
from tests.web.desks import account_at, desk_of
from tests.web.movements.test_scans_in_browser import of, sit_down

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.e2e
Picture = Callable[["Page", str], None]
LAPTOP, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
# Counts in the window's own storage, which outlives each page; a choice in a list counts as one.
_COUNTS = """for (const what of ["click", "change"]) addEventListener(what, (event) => {
  if (event.isTrusted ? what === "click" && event.detail > 0 : what === "change" && event.target.matches("select"))
    sessionStorage.setItem("clicks", 1 + Number(sessionStorage.getItem("clicks")));
}, true);"""


@pytest.fixture
def db(own_database: str) -> None:
    """The server's threads see what the cast has committed."""


def test_a_movement_costs_four_clicks_and_never_leaves_the_persons_page(
    page: Page, pair: Place, live_lhr: str, picture: Picture
) -> None:
    person = f"/movements/people/{pair['finance']}/"
    page.add_init_script(_COUNTS)
    page.set_viewport_size(LAPTOP)
    sit_down(page, live_lhr, desk_of(account_at(pair, "hr")))
    page.goto(person)
    page.get_by_role("link", name="บันทึกการเคลื่อนไหว").click()
    page.locator("[name=movement]:focus").wait_for()
    shown(page, picture, "opened")
    page.select_option("[name=movement]", "RESIGN")
    page.locator("[name=starts]").wait_for()
    assert page.locator("[name=salary]").count() == 0
    page.fill("[name=starts]", "1 ก.ย. 2561")
    page.fill("[name=citation_year]", "25")
    page.fill("[name=remark]", "ตามคำขอ")
    page.set_input_files("#id_scan_file", of("คำสั่งให้ลาออกจากราชการ.pdf", scans.pdf(2)))
    page.locator(".scan-held").wait_for()
    page.locator("button[value=look]").press("Enter")  # refused: what was typed stays, and costs no click
    page.get_by_text("พิมพ์ปี พ.ศ.").first.wait_for()
    assert page.input_value("[name=remark]") == "ตามคำขอ"
    shown(page, picture, "refused")
    page.fill("[name=citation_number]", "๑๒/2561")
    page.fill("[name=citation_year]", "2561")
    page.fill("[name=citation_signed_on]", "20 ก.ค. 2561")
    page.click("button[value=look]")
    page.locator("#outlook").wait_for()
    shown(page, picture, "outlook")
    assert page.get_by_text("นายสมปอง ทดสอบท่าอุเทน").first.is_visible()
    page.click("button[value=send]")
    page.wait_for_url(f"**{person}?tab=service")
    assert page.get_by_text("ส่งรายการให้ตรวจสอบแล้ว").is_visible()
    row = page.locator("#lines tbody tr").first
    assert "ลาออก" in row.inner_text()
    assert "รอตรวจสอบ" in row.inner_text()
    shown(page, picture, "saved")
    assert page.evaluate("Number(sessionStorage.getItem('clicks'))") == 4


def shown(page: Page, picture: Picture, name: str) -> None:
    picture(page, f"moving-{name}")
    assert findings(page) == []
    page.set_viewport_size(PHONE)
    picture(page, f"moving-{name}-390")
    assert width_of(page) <= PHONE["width"]
    page.set_viewport_size(LAPTOP)
