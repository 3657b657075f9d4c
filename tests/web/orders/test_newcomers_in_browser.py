"""Somebody without a record on the pages of an order, in real Chromium: typed, seen, mended in the row."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from lhr.kernel.national_id import make_synthetic
from lhr.orders import queries
from lhr.posts import actions as posts
from lhr.posts.actions import PostDraft
from tests.support.axe import findings
from tests.support.browser import LAPTOP, width_of
from tests.support.cast import FOUNDED, Cast, Place
from tests.web.desks import account_at, desk_of
from tests.web.movements.test_scans_in_browser import sit_down

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.e2e
Picture = Callable[..., None]
NUMBER = make_synthetic(90_001)


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


def vacant(pair: Place, cast: Cast) -> str:
    draft = PostDraft("48-2-01-3102-009", "3102", "", FOUNDED, reason="ทดสอบ")
    (seat,) = posts.establish_all(by=cast.keeper, organisation=pair.lgo, posts=[draft])
    return str(seat.pk)


def test_somebody_without_a_record_is_appointed_by_what_is_typed(
    page: Page, pair: Place, cast: Cast, live_lhr: str, picture: Picture
) -> None:
    seat = vacant(pair, cast)
    sit_down(page, live_lhr, desk_of(account_at(pair, "hr")))
    page.goto("/orders/new/")
    page.select_option("[name=kind]", "APPOINTMENT")
    page.fill("[name=starts]", "1 ก.ค. 2561")
    page.click("button:has-text('ร่างคำสั่ง')")
    page.click("a:has-text('เพิ่มรายการ')")
    page.fill("[name=national_id]", NUMBER)
    both_sizes(page, picture, "order-newcomer-empty")
    page.click("button[data-save]")
    page.locator(".summary").wait_for()
    both_sizes(page, picture, "order-newcomer-lacks")
    assert page.input_value("[name=national_id]") == NUMBER
    page.select_option("[name=title]", "นาย")
    page.fill("[name=first_name]", "สมฤดี")
    page.fill("[name=last_name]", "ทดสอบใหม่")
    page.fill("[name=birth_date]", "6 พ.ค. 2533")
    page.select_option("[name=gender]", "F")
    page.select_option("[name=kind]", "MUN_OFFICIAL")
    page.select_option("[name=post]", seat)
    page.click("button[data-save]")
    page.get_by_text("PE-05").wait_for()
    both_sizes(page, picture, "order-newcomer-refused")
    page.click(".order-grid tbody a:has-text('แก้')")
    page.locator(".order-grid #line").wait_for()
    page.select_option(".order-grid [name=title]", "นางสาว")
    picture(page, "order-newcomer-mended")
    page.click(".order-grid button[data-save]")
    page.get_by_text("1 รายการ ผ่าน 1 ติดกฎ 0").wait_for()
    both_sizes(page, picture, "order-newcomer")
    assert NUMBER not in page.content()
    (line,) = queries.lines_of(queries.Order.objects.known().get().entry_id)
    assert line.draft.national_id == NUMBER


def test_one_comes_from_an_agency_outside_and_one_goes_to_another(
    page: Page, pair: Place, cast: Cast, live_lhr: str, picture: Picture
) -> None:
    seat = vacant(pair, cast)
    sit_down(page, live_lhr, desk_of(account_at(pair, "hr")))
    page.goto("/orders/new/")
    page.select_option("[name=kind]", "TRANSFER")
    page.fill("[name=starts]", "1 ก.ค. 2561")
    page.click("button:has-text('ร่างคำสั่ง')")
    page.click("a:has-text('เพิ่มรายการ')")
    page.click("nav.tabs a:has-text('รับโอน')")
    page.fill("[name=national_id]", NUMBER)
    if not page.locator("[name=title]").is_visible():
        page.click("summary:has-text('ยังไม่มีทะเบียน')")
    page.select_option("[name=title]", "นางสาว")
    page.fill("[name=first_name]", "สมฤดี")
    page.fill("[name=last_name]", "ทดสอบใหม่")
    page.fill("[name=birth_date]", "6 พ.ค. 2533")
    page.select_option("[name=gender]", "F")
    page.select_option("[name=kind]", "MUN_OFFICIAL")
    page.select_option("[name=post]", seat)
    page.fill("[name=other]", "กรมที่ดิน กระทรวงมหาดไทย")
    both_sizes(page, picture, "order-outside-in")
    page.click("button[data-save]")
    page.get_by_text("จาก กรมที่ดิน กระทรวงมหาดไทย (หน่วยงานนอกระบบ)").wait_for()
    page.click("a:has-text('เพิ่มรายการ')")
    page.select_option("[name=person]", str(pair["finance"]))
    page.fill("[name=other]", "กรุงเทพมหานคร")
    both_sizes(page, picture, "order-outside-out")
    page.click("button[data-save]")
    page.get_by_text("ไป กรุงเทพมหานคร (หน่วยงานนอกระบบ)").wait_for()
    page.get_by_text("2 รายการ ผ่าน 2 ติดกฎ 0").wait_for()
    both_sizes(page, picture, "order-outside")
