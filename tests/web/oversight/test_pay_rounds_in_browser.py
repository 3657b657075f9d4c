"""A province prepares a pay round and follows the job in a real browser, on a laptop and on a telephone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from lhr.access.actor import Actor, operator
from lhr.cli.commands.work import actor_of
from lhr.followup import preparing
from lhr.jobs import working
from lhr.jobs.models import Job
from lhr.kernel import clock
from lhr.orders.models import Order
from lhr.registry_rights import actions as rights
from tests.support.axe import findings
from tests.support.browser import width_of
from tests.support.cast import TODAY, Cast, Place, moves
from tests.support.rounds import ASKED, scheduled, staffed

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.e2e
Picture = Callable[["Page", str], None]
SIZES = ((1366, 768), (390, 844))
AT = f"/oversight/pay-rounds/?round={ASKED}"


@pytest.fixture
def db(own_database: str) -> None:
    """The server's threads see what the cast has committed."""


def works_up_to(items: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a worker do so many LGOs, and end in good order."""
    stopping, steps = Event(), preparing.RoundOfAProvince.step

    def step(kind: Any, by: Actor, job: Job, item: int) -> Any:
        if item + 1 == items:
            stopping.set()
        return steps(kind, by, job, item)

    with monkeypatch.context() as for_now:
        for_now.setattr(preparing.RoundOfAProvince, "step", step)
        working.one(actor_of, stopping)


def signed_in(page: Page, desk: Client, live_lhr: str) -> None:
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "lhr_session", "value": desk.cookies["lhr_session"].value, "url": live_lhr}])


def pictured(page: Page, picture: Picture, name: str) -> None:
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        picture(page, f"{name}-{width}")
        assert width_of(page) <= width, name
    page.set_viewport_size({"width": 1366, "height": 768})
    assert findings(page) == []


def fell_due(place: Place) -> None:
    """Let the officer's first page have news of the other kind too: an acting order that ends, an order in force."""
    last = TODAY + timedelta(days=60)
    moves(place, place["deputy"], "ACTING_FOR", TODAY, post_id=place.posts["palad"], last_day=last)
    for who in ("finance", "clerk"):
        moves(place, place[who], "RESIGN", TODAY + timedelta(days=40))
    on = TODAY + timedelta(days=43)
    with clock.standing_at(clock.midnight(on)):
        rights.tell_due(by=operator(on, "lhr tell"))


def test_a_round_is_prepared_followed_and_taken_over(
    page: Page, live_lhr: str, province_desk: Client, officer_desk: Client, cast: Cast, pair: Place, neighbour: Place,
    picture: Picture, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    third = cast.settled("หนองเทาใหญ่", {"palad": "ประเสริฐ", "clerk": "ประไพ"})
    scheduled()
    for place in (pair, neighbour):
        staffed(cast, place)
    staffed(cast, third, graded=0)
    signed_in(page, province_desk, live_lhr)
    page.goto("/oversight/pay-rounds/")
    page.get_by_label("รอบ", exact=True).select_option(ASKED)
    page.get_by_role("button", name="แสดง", exact=True).click()
    pictured(page, picture, "pay-rounds-before")
    page.get_by_role("button", name="เตรียมร่างคำสั่งให้ 3 แห่งที่ยังไม่มีคำสั่ง").click()
    page.get_by_text("เป็นงานถัดไป").wait_for()
    works_up_to(1, monkeypatch)
    page.get_by_text("ทำแล้ว 1 จาก 3 รายการ").wait_for()
    pictured(page, picture, "pay-rounds-job")
    page.goto(AT)
    page.get_by_text("กำลังเตรียมร่างอยู่").wait_for()
    page.get_by_role("link", name="ดูความคืบหน้าหรือยกเลิก").click()
    working.one(actor_of)
    page.get_by_role("link", name="รับผลงาน").click()
    page.get_by_text("ผลการเตรียมครั้งล่าสุดของแต่ละแห่ง").wait_for()
    pictured(page, picture, "pay-rounds-after")

    fell_due(pair)
    signed_in(page, officer_desk, live_lhr)
    page.goto("/")
    page.get_by_text("จะสิ้นสุดเมื่อสิ้นวันที่").wait_for()
    pictured(page, picture, "pay-rounds-home")
    draft = Order.objects.known().get(organisation=pair.lgo)
    page.goto(f"/orders/{draft.entry_id}/")
    page.get_by_text("เตรียมร่างนี้ให้").wait_for()
    pictured(page, picture, "pay-rounds-draft")
    page.get_by_role("button", name="ตรวจร่างแล้ว").wait_for()
