"""An order over several people, one of whom has left since, is cancelled: what the page says, what is drawn up, what
the LGO that keeps that record reads and does. On a laptop and on a telephone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from django.test import Client

from lhr.orders import queries
from tests.support.axe import findings
from tests.support.browser import LAPTOP, width_of
from tests.support.cast import Place, moves
from tests.web.desks import CardClient
from tests.web.orders import desk

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.e2e
Picture = Callable[["Page", str], None]
TELEPHONE = {"width": 390, "height": 844}
COMES = date(2018, 7, 15)


@pytest.fixture
def db(own_database: str) -> None:
    """The server's threads see what the cast has committed."""


def test_what_stands_in_a_record_that_moved_on_is_left_to_who_keeps_it(
    page: Page,
    live_lhr: str,
    pair: Place,
    sender: Place,
    officer_desk: Client,
    senders_officer: Client,
    senders_registrar: CardClient,
    picture: Picture,
) -> None:
    def at(client: Client, address: str, name: str) -> None:
        key = client.cookies["lhr_session"].value
        page.context.add_cookies([{"name": "lhr_session", "value": key, "url": live_lhr}])
        for size, suffix in ((TELEPHONE, "-telephone"), (LAPTOP, "")):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            page.goto(address)
            picture(page, f"{name}{suffix}")
            assert width_of(page) <= size["width"]
            assert findings(page) == []

    who = sender["finance"]
    order = desk.signed(senders_officer, sender, "finance", "deputy")
    assert desk.applies(senders_registrar, order).status_code == 302
    moves(sender, who, "TRANSFER_OUT", COMES, other_organisation_id=pair.lgo.pk)
    moves(pair, who, "TRANSFER_IN", COMES, other_organisation_id=sender.lgo.pk, kind_code="CONTRACT_GENERAL")

    at(senders_officer, f"/orders/{order}/cancel/", "undo-elsewhere")
    told = page.locator("main .told-warn").inner_text()
    assert "ท่าอุเทน" in told
    page.locator("button[form=act]").click()
    page.wait_for_url("**/orders/*/")
    undone = UUID(page.url.rstrip("/").rsplit("/", 1)[1])
    at(senders_officer, f"/orders/{undone}/", "undo-draft")
    assert page.locator(".order-grid tbody tr th.first").count() == 1
    assert page.locator(f"form[action*='/orders/{undone}/lines/'] button.plain").count() == 0

    (line,) = queries.lines_of(undone)
    assert line.draft.person_id == sender["deputy"]
    desk.presses(senders_officer, undone, "check")
    desk.presses(senders_officer, undone, "sign", **{**desk.SIGNED, "citation_number": "๒๖/๒๕๖๑"})
    assert desk.applies(senders_registrar, undone).status_code == 302
    at(officer_desk, "/", "told-to-cancel")
    page.locator("li", has_text="ยกเลิกคำสั่งของตนที่").get_by_role("link", name="เปิดดู").click()
    page.wait_for_url(f"**/{who}/**")
    at(officer_desk, page.url, "record-of-two-lgos")
