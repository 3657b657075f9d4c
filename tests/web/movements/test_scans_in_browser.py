"""The file field of the movement screen in a real browser: taken when it is chosen, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.support import scans
from tests.support.axe import findings
from tests.support.browser import width_of
from tests.support.cast import Place
from tests.web.desks import account_at, desk_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.e2e
Picture = Callable[["Page", str], None]


@pytest.fixture
def db(own_database: str) -> None:
    """The server's threads see what the cast has committed."""


def test_a_movement_with_its_scan_from_keying_to_the_verifiers_download(
    page: Page, pair: Place, live_lhr: str, picture: Picture
) -> None:
    sit_down(page, live_lhr, desk_of(account_at(pair, "hr")))
    page.goto("/movements/new/?movement=RESIGN")
    page.select_option("[name=person]", str(pair["finance"]))
    page.fill("[name=starts]", "1 ก.ย. 2561")
    page.fill("[name=remark]", "พิมพ์ไว้ก่อนแนบไฟล์")
    page.set_input_files("#id_scan_file", of("จดหมาย.docx", b"PK no scan"))
    page.get_by_text("EV-01.1").wait_for()
    picture(page, "movement-scan-refused")
    page.set_input_files("#id_scan_file", of("คำสั่งให้ลาออกจากราชการ.pdf", scans.pdf(2)))
    page.locator(".scan-held").get_by_text("คำสั่งให้ลาออกจากราชการ.pdf").wait_for()
    assert page.input_value("[name=remark]") == "พิมพ์ไว้ก่อนแนบไฟล์"
    page.fill("[name=citation_number]", "๑๒")
    page.fill("[name=citation_year]", "2561")
    page.fill("[name=citation_signed_on]", "20 ก.ค. 2561")
    page.click("button[value=look]")
    page.locator("#outlook").wait_for()
    picture(page, "movement-scan")
    assert findings(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    picture(page, "movement-scan-390")
    assert width_of(page) <= 390
    page.set_viewport_size({"width": 1366, "height": 768})
    page.click("button[value=send]")
    page.wait_for_url("**/movements/lines/**")
    picture(page, "movement-line-with-scan")
    sit_down(page, live_lhr, desk_of(account_at(pair, "palad")))
    page.goto("/movements/queue/")
    picture(page, "movement-queue-with-scan")
    with page.expect_download() as waiting:
        page.click(".scan-link")
    assert waiting.value.suggested_filename.startswith("scan-")
    assert waiting.value.path().read_bytes() == scans.pdf(2)


def of(name: str, content: bytes) -> dict[str, object]:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def sit_down(page: Page, origin: str, desk: Client) -> None:
    key = desk.cookies["lhr_session"].value
    page.context.add_cookies([{"name": "lhr_session", "value": key, "url": origin}])
