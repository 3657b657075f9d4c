"""The list of transfers and a case whose receiver ends, on a laptop and on a telephone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from lhr.organisations import actions as organisations
from lhr.service_record.models import TransferCase
from tests.support.axe import findings
from tests.support.browser import LAPTOP, width_of
from tests.support.cast import TODAY, Cast, Place, moves
from tests.web.transfers.test_transfers import asks

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from lhr.access.actor import Actor

pytestmark = pytest.mark.e2e
Picture = Callable[["Page", str], None]
Screen = Callable[[Client], "Page"]
TELEPHONE = {"width": 390, "height": 844}


@pytest.fixture
def db(own_database: str) -> None:
    """The server's threads see what the cast has committed."""


@pytest.fixture
def screen(page: Page, live_lhr: str) -> Screen:
    """Let the page be that of a browser that is signed in."""

    def of(client: Client) -> Page:
        key = client.cookies["lhr_session"].value
        page.context.add_cookies([{"name": "lhr_session", "value": key, "url": live_lhr}])
        return page

    return of


def test_a_telephone_shows_state_and_next_step_without_scrolling_and_the_case_says_what_to_cancel(
    screen: Screen,
    pair: Place,
    sender: Place,
    officer_desk: Client,
    senders_officer: Client,
    centre: Actor,
    cast: Cast,
    picture: Picture,
) -> None:
    starts = TODAY + timedelta(days=14)
    third = cast.settled("เวินพระบาท", {"palad": "ประยูร"})
    moves(sender, sender["clerk"], "TRANSFER_OUT", starts, other_organisation_id=third.lgo.pk)
    asks(officer_desk, sender.numbers["finance"])
    organisations.dissolve(by=centre, organisation=third.lgo, on=starts)
    page = screen(senders_officer)
    page.goto("/transfers/")
    assert page.locator("main thead").last.is_visible()
    picture(page, "transfer-list")
    page.set_viewport_size(TELEPHONE)  # type: ignore[arg-type]
    picture(page, "transfer-list-telephone")
    assert width_of(page) <= TELEPHONE["width"]
    heading = page.locator("main .cards caption").last.bounding_box()
    assert heading is not None
    assert heading["width"] > TELEPHONE["width"] / 2
    rows = page.locator("main .cards tbody tr:has(a)").all()
    assert len(rows) == 2
    for row in rows:
        name, state, step, *rest = sorted(
            (box["y"], box["x"] + box["width"], cell.inner_text())
            for cell in row.locator("th, td").all()
            if (box := cell.bounding_box())
        )
        assert all(right <= TELEPHONE["width"] for _, right, _ in (name, state, step, *rest))
        assert ("โอน" in state[2], "รอ" in step[2]) == (True, True)
        assert len(rest) == 2
    assert findings(page) == []

    case = TransferCase.objects.get(receiver=third.lgo.pk)
    for size, called in ((TELEPHONE, "transfer-ended-telephone"), (LAPTOP, "transfer-ended")):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.goto(f"/transfers/{case.pk}/")
        picture(page, called)
        assert width_of(page) <= size["width"]
    assert page.locator(".told-warn").inner_text().startswith("เทศบาลตำบลเวินพระบาท ยุบเลิกตั้งแต่")
    page.click("a.btn:has-text('บันทึกคำสั่งยกเลิกการให้โอน')")
    page.wait_for_url("**/movements/new/**")
