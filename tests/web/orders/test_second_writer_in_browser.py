"""Two at one head of an order, and at one line, in real Chromium: the second is told by whom, reads both sides, finds
what was typed still in the fields, and chooses."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from lhr.orders import queries
from tests.support.booth import shows_well
from tests.support.browser import LAPTOP
from tests.support.cast import Place
from tests.web.desks import account_at, desk_of
from tests.web.movements.test_scans_in_browser import sit_down
from tests.web.orders.desk import HEAD, adds, draws, led_to, presses

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.e2e
Picture = Callable[..., None]


@pytest.fixture
def db(own_database: str) -> None:
    """The server's threads see what the cast has committed."""


def test_the_second_at_an_order_reads_both_sides_and_chooses(
    page: Page, pair: Place, live_lhr: str, picture: Picture
) -> None:
    desk = desk_of(account_at(pair, "hr"))
    order = draws(desk)
    led_to(adds(desk, order, pair["finance"], salary="20000"))
    sit_down(page, live_lhr, desk_of(account_at(pair, "hr")))
    page.goto(f"/orders/{order}/head/")
    led_to(presses(desk, order, "head", **{**HEAD, "subject": "ปรับเงินเดือนตามมติ ก.ท.จ."}))
    page.fill("[name=subject]", "ปรับเงินเดือนตามกฎหมายใหม่")
    page.click("button[data-save]")
    summary = page.locator(".summary")
    summary.get_by_text("มีผู้บันทึกรายการนี้ก่อนท่าน").wait_for()
    assert summary.locator("tbody tr").all_inner_texts() == [
        "เรื่อง\tปรับเงินเดือนตามมติ ก.ท.จ.\tปรับเงินเดือนตามกฎหมายใหม่"
    ]
    assert page.input_value("[name=subject]") == "ปรับเงินเดือนตามกฎหมายใหม่"
    both_sizes(page, picture, "second-head")
    page.click("button[data-save]")
    page.wait_for_url(f"**/orders/{order}/")
    assert queries.row_of(order).subject == "ปรับเงินเดือนตามกฎหมายใหม่"

    line = queries.lines_of(order)[0].id
    page.goto(f"/orders/{order}/lines/{line}/")
    typed = {"person": str(pair["finance"]), "starts": "1 ก.ค. 2561", "movement": "LAW_ADJUST", "remark": "ตามมติ"}
    led_to(presses(desk, order, f"lines/{line}", **typed, salary="21000"))
    page.fill("[name=salary]", "22,000")
    page.click("#line button[data-save]")
    summary.get_by_text("แก้รายชื่อในร่างคำสั่ง โดย").wait_for()
    rows = [row.split("\t") for row in summary.locator("tbody tr").all_inner_texts()]
    assert rows == [["เงินเดือน (บาท)", "21,000", "22,000"], ["หมายเหตุ", "ตามมติ", "–"]]
    both_sizes(page, picture, "second-line")
    summary.get_by_text("ใช้ที่บันทึกไว้ล่าสุด").click()
    page.wait_for_url(f"**/orders/{order}/lines/{line}/")
    assert page.input_value("[name=salary]") == "21000"


def both_sizes(page: Page, picture: Picture, name: str) -> None:
    shows_well(page, name)
    picture(page, name)
    page.set_viewport_size({"width": 390, "height": 844})
    picture(page, f"{name}-390")
    page.set_viewport_size(LAPTOP)
