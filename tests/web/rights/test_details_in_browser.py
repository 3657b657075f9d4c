"""Mended details, a reason that is needed, somebody who comes later: seen on a small laptop and a telephone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from lhr.access.roles import Role
from tests.support.axe import findings
from tests.support.browser import height_of, width_of
from tests.support.cast import Cast, Place, acting, acting_as, assigned, day, holder, hr, moves, palad, save
from tests.web.rights.conftest import PASSWORD, Browser, first_account, office_account
from tests.web.rights.test_in_browser import enter

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.e2e
Picture = Callable[["Page", str], None]
SINCE, AUG_15 = day("๑ ม.ค. ๒๕๖๑"), day("๑๕ ส.ค. ๒๕๖๑")


@pytest.fixture
def db(own_database: str) -> None:
    """The server's threads see what the cast has committed."""


@pytest.fixture
def signed_in(cast: Cast, town: Place, browser_of: Browser, page: Page, live_lhr: str) -> Page:
    """The town's first account at a laptop; the pair is registered since January."""
    by = acting_as(Role.LGO_BOOTSTRAP, town.lgo)
    save(by, town, registrar=palad(town["palad"], SINCE), officer=hr(town["hr"], SINCE))
    enter(page, live_lhr, browser_of, first_account(cast, town.lgo))
    return page


def test_a_telephone_number_is_added_and_everything_else_stays(
    signed_in: Page, town: Place, picture: Picture
) -> None:
    page = signed_in
    page.goto("/rights/edit/")
    page.get_by_role("button", name="แก้รายละเอียดของผู้นี้").first.click()
    page.locator("[name=registrar-phone]").wait_for()
    picture(page, "sem102-details")
    assert page.input_value("[name=registrar-starts]") == "1 ม.ค. 2561"
    assert height_of(page) <= 768
    page.fill("[name=registrar-phone]", "042 581 000")
    page.fill("#id_confirm_password", PASSWORD)
    page.click("[data-save]")
    page.get_by_text("สิทธิยังเป็นรายการเดิม").wait_for()
    picture(page, "sem102-details-saved")
    assert holder(town, Role.REGISTRAR, SINCE) == town["palad"]


def test_the_reason_field_appears_with_the_warning_and_lets_it_pass(
    signed_in: Page, town: Place, picture: Picture
) -> None:
    page = signed_in
    moves(town, town["hr"], "RESIGN", AUG_15)
    page.goto("/rights/edit/")
    picture(page, "sem102-ending")
    assert height_of(page) <= 768
    page.click("[data-opens=pick-officer]")
    page.fill("#id_officer_national_id", town.numbers["clerk"])
    page.keyboard.press("Enter")
    page.click("#pick-officer [name=choose]")
    page.fill("[name=officer-starts]", "17 ส.ค. 2561")
    page.fill("[name=officer-order_number]", "8/2561")
    page.fill("[name=officer-order_signed_on]", "31 ก.ค. 2561")
    page.fill("#id_confirm_password", PASSWORD)
    assert not page.locator("[name=reason]").count()
    page.click("[data-save]")
    page.locator("[name=reason]").wait_for()
    picture(page, "sem102-reason")
    assert findings(page) == []
    page.fill("[name=reason]", "ผู้รับหน้าที่กลับจากราชการวันที่ ๑๗")
    page.fill("#id_confirm_password", PASSWORD)
    page.click("[data-save]")
    page.get_by_text("สิ่งที่เกิดขึ้น").wait_for()
    picture(page, "sem102-reason-saved")


def test_somebody_who_comes_later_and_an_acting_order_are_one_press_away(
    signed_in: Page, town: Place, picture: Picture
) -> None:
    page, by = signed_in, acting_as(Role.LGO_BOOTSTRAP, town.lgo)
    save(by, town, officer=assigned(town["finance"], day("๑ เม.ย. ๒๕๖๑")))
    save(by, town, officer=hr(town["hr"], day("๑ มิ.ย. ๒๕๖๑")))
    moves(town, town["palad"], "RESIGN", AUG_15)
    moves(town, town["deputy"], "MOVE", AUG_15, post_id=town.posts["palad"], level_code="ADMIN_MIDDLE", reason="ทดสอบ")
    page.goto("/rights/edit/")
    picture(page, "sem102-coming")
    assert page.locator("tbody tr").count() == 4
    assert height_of(page) <= 768
    page.click("[data-opens=pick-registrar]")
    page.fill("#id_registrar_national_id", town.numbers["deputy"])
    page.keyboard.press("Enter")
    page.get_by_role("button", name="เลือกในฐานะปลัด มีผลตั้งแต่ 15 ส.ค. 2561").wait_for()
    picture(page, "sem102-found-later")
    page.get_by_role("button", name="เลือกในฐานะปลัด มีผลตั้งแต่ 15 ส.ค. 2561").click()
    page.locator("[name=registrar-starts]").wait_for()
    assert page.input_value("[name=registrar-starts]") == "15 ส.ค. 2561"


def test_a_telephone_shows_the_details_in_one_column(signed_in: Page, picture: Picture) -> None:
    page = signed_in
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/rights/edit/")
    page.get_by_role("button", name="แก้รายละเอียดของผู้นี้").first.click()
    page.locator("[name=registrar-phone]").wait_for()
    picture(page, "sem102-details-390")
    assert width_of(page) <= 390


def test_the_province_decides_with_the_order_before_it(
    cast: Cast, town: Place, browser_of: Browser, page: Page, live_lhr: str, picture: Picture
) -> None:
    by = acting_as(Role.LGO_BOOTSTRAP, town.lgo)
    save(by, town, registrar=palad(town["palad"], SINCE), officer=assigned(town["clerk"], SINCE))
    today = day("๑ ส.ค. ๒๕๖๑")
    moves(town, town["deputy"], "ACTING_FOR", today, last_day=AUG_15, post_id=town.posts["palad"])
    order = {"order_number": "12/2561", "order_signed_on": today}
    save(by, town, registrar=acting(town["deputy"], today, AUG_15, **order))
    enter(page, live_lhr, browser_of, office_account(cast, Role.PROVINCE, cast.province))
    page.goto("/rights/awaiting/")
    page.get_by_role("link", name="ตรวจ", exact=True).click()
    page.get_by_text("พบคำสั่งนี้ใน ก.พ.๗ (ตรวจสอบแล้ว)").wait_for()
    picture(page, "rights-decide")
    assert findings(page) == []
