"""A swap as both sides see it, and an order that ends another from a day on, on a laptop and on a telephone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.support.axe import findings
from tests.support.browser import LAPTOP, width_of
from tests.support.cast import Place
from tests.web.desks import CardClient
from tests.web.orders.desk import applies, led_to
from tests.web.orders.desk import signed as signed_order
from tests.web.transfers.test_in_browser import TELEPHONE, db, screen
from tests.web.transfers.test_swaps import half_of, signs

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["db", "screen"]
pytestmark = pytest.mark.e2e
Picture = Callable[["Page", str], None]
Screen = Callable[[Client], "Page"]


def both_sizes(page: Page, picture: Picture, called: str) -> None:
    for size, name in ((TELEPHONE, f"{called}-telephone"), (LAPTOP, called)):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        picture(page, name)
        assert width_of(page) <= size["width"], name
    assert findings(page) == []


def test_both_sides_lead_a_swap_from_the_proposal_to_the_signature(
    screen: Screen,
    pair: Place,
    sender: Place,
    officer_desk: Client,
    registrar_desk: CardClient,
    senders_officer: Client,
    senders_registrar: CardClient,
    picture: Picture,
) -> None:
    page = screen(officer_desk)
    page.goto("/transfers/")
    page.click("a.btn:has-text('เสนอสับเปลี่ยน')")
    page.wait_for_url("**/transfers/swap/")
    page.select_option("[name=person]", str(pair["finance"]))
    page.fill("[name=national_id]", sender.numbers["clerk"])
    page.fill("[name=other]", "โนนตาล")
    page.fill("[name=citation_number]", "๕๕/๒๕๖๑")
    page.fill("[name=citation_signed_on]", "20 ก.ค. 2561")
    page.fill("[name=starts]", "15 ส.ค. 2561")
    both_sizes(page, picture, "swap-propose")
    page.click("button:has-text('เสนอสับเปลี่ยน')")
    page.wait_for_selector("h1:has-text('สับเปลี่ยน') >> text=↔")
    both_sizes(page, picture, "swap-proposed")

    ours, theirs = half_of(pair["finance"]), half_of(sender["clerk"])
    page = screen(senders_officer)
    page.goto("/transfers/")
    both_sizes(page, picture, "swap-list")
    page.goto(f"/transfers/{theirs.pk}/")
    both_sizes(page, picture, "swap-answer")
    page.click("button:has-text('ตกลงสับเปลี่ยน')")
    page.wait_for_selector("text=ตกลงสับเปลี่ยนแล้ว")
    page.click("button:has-text('ร่างคำสั่งสับเปลี่ยน')")
    page.wait_for_url("**/orders/**")
    both_sizes(page, picture, "swap-order")
    page.goto(f"/transfers/{theirs.pk}/close/")
    both_sizes(page, picture, "swap-close")

    order, _ = signs(officer_desk, registrar_desk, ours, "71/2561")
    page = screen(officer_desk)
    page.goto(f"/transfers/{ours.pk}/")
    page.reload()  # what was said of each press stands above it the first time
    both_sizes(page, picture, "swap-half-signed")
    page.goto(f"/orders/{order}/")
    both_sizes(page, picture, "swap-order-held")
    signs_before = page.evaluate(
        "[...document.querySelectorAll('.order-steps > li')]"
        ".map((step) => [step.innerText.includes('✓'), getComputedStyle(step, '::before').content !== 'none'])"
    )
    assert [True, True] not in signs_before, "a step that is done has its mark and no arrow before it"
    assert [True, False] in signs_before


def test_an_order_ends_another_from_a_day_on(
    screen: Screen, pair: Place, officer_desk: Client, registrar_desk: CardClient, picture: Picture
) -> None:
    done = signed_order(officer_desk, pair, "finance", "clerk")
    led_to(applies(registrar_desk, done))
    page = screen(officer_desk)
    page.goto(f"/orders/{done}/cancel/")
    page.check("[name=effect][value=FROM_DAY]")
    page.fill("[name=starts]", "1 พ.ย. 2561")
    page.fill("[name=reason]", "คณะกรรมการมีมติ")
    both_sizes(page, picture, "cancel-from-day")
    page.click("button:has-text('ร่างคำสั่งยกเลิก')")
    page.wait_for_selector("text=ร่างคำสั่งยกเลิกแล้ว")
    both_sizes(page, picture, "cancel-from-day-preview")
