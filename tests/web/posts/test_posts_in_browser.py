"""An officer looks for the vacant post, moves it, tries to abolish one that is held; at a laptop and on a telephone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.support.axe import findings
from tests.support.browser import width_of
from tests.support.cast import Place
from tests.web.desks import account_at, desk_of
from tests.web.movements.test_scans_in_browser import sit_down

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.e2e, pytest.mark.once]
Picture = Callable[["Page", str], None]
LAPTOP, TELEPHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}


@pytest.fixture
def db(own_database: str) -> None:
    """The server's threads see what the cast has committed."""


def test_a_vacant_post_is_found_moved_and_a_held_one_not_abolished(
    page: Page, mixed: Place, live_lhr: str, picture: Picture
) -> None:
    def looks(name: str) -> None:
        """On both windows: nothing stands beside the page, and axe finds nothing."""
        for window, end in ((TELEPHONE, "-390"), (LAPTOP, "")):
            page.set_viewport_size(window)
            picture(page, f"{name}{end}")
            assert width_of(page) <= window["width"]
        assert findings(page) == []

    sit_down(page, live_lhr, desk_of(account_at(mixed, "hr")))
    page.goto("/movements/people/")
    page.click("main nav >> text=ตำแหน่งของหน่วยงาน")
    page.get_by_text("48-2-01-3201-001").wait_for()
    looks("posts-list")
    page.click("main a:has-text('ว่าง')")
    page.wait_for_url("**state=VACANT**")
    page.fill("#id_on", "30 มิ.ย. 2561")
    page.click("main button:has-text('แสดง')")
    page.get_by_text("กลับเป็นวันนี้").wait_for()
    looks("posts-vacant-then")
    page.click("text=กลับเป็นวันนี้")
    page.click("main tbody a:has-text('48-2-01-3201-001')")
    page.get_by_text("สิ่งที่เกิดกับตำแหน่งนี้").first.wait_for()
    looks("post-one")
    page.click("a.btn:has-text('ย้ายไปส่วนราชการอื่น')")
    page.select_option("[name=department]", "04")
    page.fill("[name=unit]", "กองคลัง")
    page.fill("[name=starts]", "1 ส.ค. 2561")
    page.fill("[name=reference]", "มติ ก.ท.จ.นครพนม ครั้งที่ 7/2561")
    looks("post-move")
    page.click("[data-save]")
    page.get_by_text("ย้ายไปกองคลัง").first.wait_for()
    looks("post-moved")
    page.goto(f"/posts/{mixed.posts['clerk']}/abolish/")
    page.fill("[name=starts]", "1 ส.ค. 2561")
    page.fill("[name=reference]", "มติ ก.ท.จ.นครพนม ครั้งที่ 7/2561")
    page.click("[data-save]")
    page.get_by_text("เลื่อนการยุบเลิกไปหลังวันที่ว่าง").first.wait_for()
    looks("post-abolish-refused")
    page.goto(f"/posts/of/{mixed.lgo.pk}/new/")
    looks("post-new")
