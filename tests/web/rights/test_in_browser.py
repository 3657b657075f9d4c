"""SEM102 in a real browser: by keyboard alone, whole on a small laptop, usable on a telephone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from lhr.access.roles import Role
from lhr.identity.models import Account
from tests.support import scans
from tests.support.axe import findings
from tests.support.browser import height_of, width_of
from tests.support.cast import TODAY, Cast, Place, acting_as, assigned, day, holder, hr, palad, save
from tests.web.rights.conftest import PASSWORD, Browser, first_account

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.e2e
Picture = Callable[["Page", str], None]


@pytest.fixture
def db(own_database: str) -> None:
    """The server's threads see what the cast has committed."""


@pytest.fixture
def signed_in(cast: Cast, town: Place, browser_of: Browser, page: Page, live_lhr: str) -> Page:
    """The town's first account at a laptop."""
    enter(page, live_lhr, browser_of, first_account(cast, town.lgo))
    return page


def enter(page: Page, origin: str, browser_of: Browser, account: Account) -> None:
    key = browser_of(account).cookies["lhr_session"].value
    page.context.add_cookies([{"name": "lhr_session", "value": key, "url": origin}])


def test_the_nine_steps_by_keyboard_alone(signed_in: Page, town: Place, picture: Picture) -> None:
    page, keys = signed_in, signed_in.keyboard
    page.goto("/rights/")
    picture(page, "sem101-empty")
    keys.press("F2")
    page.wait_for_url("**/rights/edit/")
    for who, block in (("palad", "registrar"), ("hr", "officer")):
        keys.press("Insert")
        assert page.locator(f"#pick-{block}").is_visible()
        keys.type(town.numbers[who])
        keys.press("Enter")
        page.locator(f"#pick-{block} .found").wait_for()
        picture(page, f"sem102-found-{block}")
        page.wait_for_function("document.activeElement.name === 'choose'")
        keys.press("Enter")
        page.locator(f"input[name={block}-person]").wait_for(state="attached")
    picture(page, "sem102-chosen")
    page.focus("#id_confirm_password")
    keys.type(PASSWORD)
    keys.press("Control+s")
    page.get_by_text("สิ่งที่เกิดขึ้น").wait_for()
    picture(page, "sem102-saved")
    assert holder(town, Role.REGISTRAR, TODAY) == town["palad"]
    assert page.locator(".letter").count() == 2


def test_escape_closes_the_picker_and_gives_the_focus_back(signed_in: Page) -> None:
    page = signed_in
    page.goto("/rights/edit/")
    page.keyboard.press("Insert")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.opens") == "pick-registrar"


def test_the_whole_of_sem102_needs_no_scrolling_on_a_small_laptop(
    signed_in: Page, cast: Cast, town: Place, picture: Picture
) -> None:
    """Both people chosen with every proof field, four lines of history, and Save."""
    history(cast, town)
    page = signed_in
    page.goto("/rights/edit/")
    picture(page, "sem102-as-on-file")
    assert height_of(page) <= 768
    for block, who in (("registrar", "deputy"), ("officer", "clerk")):
        page.click(f"[data-opens=pick-{block}]")
        page.fill(f"#id_{block}_national_id", town.numbers[who])
        page.keyboard.press("Enter")
        page.click(f"#pick-{block} [name=choose]")
        page.locator(f"input[name={block}-person]").wait_for(state="attached")
    picture(page, "sem102-acting")
    assert page.locator("tbody tr").count() == 4
    assert height_of(page) <= 768
    assert page.locator("[data-save]").is_visible()
    assert page.locator("[name=registrar-last_day]").is_visible()
    page.check("[name=registrar-capacity][value=PALAD]")
    assert not page.locator("[name=registrar-last_day]").is_visible()


def test_a_scan_is_attached_when_it_is_chosen_and_the_page_still_fits(
    signed_in: Page, cast: Cast, town: Place, picture: Picture
) -> None:
    """Both blocks with every proof field, a file in each: one refused and said so, then both attached."""
    history(cast, town)
    page = signed_in
    page.goto("/rights/edit/")
    for block, who in (("registrar", "deputy"), ("officer", "clerk")):
        page.click(f"[data-opens=pick-{block}]")
        page.fill(f"#id_{block}_national_id", town.numbers[who])
        page.keyboard.press("Enter")
        page.click(f"#pick-{block} [name=choose]")
        page.locator(f"input[name={block}-person]").wait_for(state="attached")
    page.fill("[name=registrar-phone]", "042 581 999")
    choose(page, "registrar", "คำสั่ง.docx", b"PK not a scan")
    page.get_by_text("EV-01.1").wait_for()
    picture(page, "sem102-scan-refused")
    choose(page, "registrar", "คำสั่งรักษาราชการแทน ๔๔๙.pdf", scans.pdf(3))
    page.locator(".scan-held").get_by_text("คำสั่งรักษาราชการแทน ๔๔๙.pdf").wait_for()
    assert page.get_by_text("EV-01.1").count() == 0
    choose(page, "officer", "IMG_0001.jpg", scans.photograph_with_a_place())
    page.locator(".scan-held").get_by_text("IMG_0001.jpg").wait_for()
    picture(page, "sem102-scans")
    assert height_of(page) <= 768
    assert page.input_value("[name=registrar-phone]") == "042 581 999"
    page.reload()
    assert page.get_by_text("คำสั่งรักษาราชการแทน ๔๔๙.pdf").is_visible()
    assert page.input_value("[name=registrar-phone]") == "042 581 999"
    page.click("#scan-registrar-scan button")
    page.locator("#id_registrar-scan_file").wait_for()
    assert findings(page) == []


def test_an_order_that_was_scanned_already_says_so_when_its_number_is_typed(
    signed_in: Page, cast: Cast, town: Place, picture: Picture
) -> None:
    by = acting_as(Role.LGO_BOOTSTRAP, town.lgo)
    signed = day("๓๐ ก.ค. ๒๕๖๑")
    scanned = assigned(town["clerk"], TODAY, order_number="449/2561", order_signed_on=signed, scan=scans.checked(2))
    save(by, town, officer=scanned)
    page = signed_in
    page.goto("/rights/edit/")
    page.click("[data-opens=pick-registrar]")
    page.fill("#id_registrar_national_id", town.numbers["deputy"])
    page.keyboard.press("Enter")
    page.click("#pick-registrar [name=choose]")
    page.locator("input[name=registrar-person]").wait_for(state="attached")
    page.fill("[name=registrar-order_number]", "๔๔๙/๒๕๖๑")
    page.fill("[name=registrar-order_signed_on]", "30 ก.ค. 2561")
    page.keyboard.press("Tab")
    page.get_by_text("มีไฟล์สแกนของคำสั่งนี้แล้ว").wait_for()
    picture(page, "sem102-scan-known")
    assert height_of(page) <= 768


def choose(page: Page, block: str, name: str, content: bytes) -> None:
    page.set_input_files(
        f"#id_{block}-scan_file", {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )


def test_what_is_typed_is_on_the_server_before_anything_is_pressed(
    signed_in: Page, town: Place
) -> None:
    page = signed_in
    page.goto("/rights/edit/")
    page.click("[name=choose] >> nth=0")
    page.fill("[name=registrar-phone]", "042 581 000")
    with page.expect_response("**/rights/edit/keep/"):
        page.keyboard.press("Tab")
    page.goto("/rights/edit/")
    assert page.input_value("[name=registrar-phone]") == "042 581 000"


def test_a_telephone_shows_everything_in_one_column(
    signed_in: Page, cast: Cast, town: Place, picture: Picture
) -> None:
    history(cast, town)
    page = signed_in
    page.set_viewport_size({"width": 390, "height": 844})
    for address, name in (("/rights/", "sem101"), ("/rights/edit/", "sem102")):
        page.goto(address)
        picture(page, f"{name}-390")
        assert width_of(page) <= 390


def test_nothing_stands_in_the_way_of_anybody(signed_in: Page, cast: Cast, town: Place) -> None:
    history(cast, town)
    page = signed_in
    for address in ("/rights/", "/rights/edit/", f"/rights/{town.lgo.pk}/history/", "/rights/edit/pick/officer/"):
        page.goto(address)
        assert findings(page) == [], urlsplit(page.url).path
    page.goto("/rights/edit/")
    page.keyboard.press("Insert")
    assert findings(page) == []


def history(cast: Cast, town: Place) -> None:
    """Four lines: the pair, an assigned officer for a month, and the pair's officer again."""
    by = acting_as(Role.LGO_BOOTSTRAP, town.lgo)
    starts = day("๑ ม.ค. ๒๕๖๑")
    save(by, town, registrar=palad(town["palad"], starts, phone="042 581 000", email="palad@example.go.th"))
    save(by, town, officer=assigned(town["finance"], starts))
    save(by, town, officer=assigned(town["clerk"], day("๑ เม.ย. ๒๕๖๑")))
    save(by, town, officer=hr(town["hr"], day("๑ มิ.ย. ๒๕๖๑")))
