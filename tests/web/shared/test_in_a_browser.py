"""Saving with the card, keys and the second press, in a real Chromium."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lhr_card_agent.sim import SimulatedAgent
from tests.identity.cast import Officer
from tests.support import axe
from tests.web.accounts.test_in_a_browser import agent, enrols, is_inside, is_let_in, named, reads_card
from tests.web.shared import screens

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.e2e
__all__ = ["agent", "named"]


@pytest.fixture
def at_work(page: Page, named: Officer, agent: SimulatedAgent) -> Page:
    enrols(page, named, agent)
    is_let_in(named)
    reads_card(page)
    is_inside(page)
    return page


def test_ctrl_s_asks_the_card_and_saves(at_work: Page) -> None:
    at_work.goto("/amount/?confirm=1")
    at_work.fill("#id_amount", "3")
    at_work.keyboard.press("Control+s")
    at_work.wait_for_url("**/amounts/1/")
    assert screens.saved == [3]


def test_what_the_rules_refuse_is_told_without_asking_the_card(at_work: Page, agent: SimulatedAgent) -> None:
    agent.remove()
    agent.insert("somjai")  # locks the session: first the same person goes on
    at_work.goto("/account/unlock/")
    at_work.wait_for_selector("text=ปลดล็อกแล้ว")
    at_work.goto("/amount/?confirm=1")
    at_work.fill("#id_amount", "")
    at_work.click("[data-save]")
    at_work.wait_for_selector(".summary")
    assert at_work.evaluate("document.activeElement.className") == "summary"
    assert axe.findings(at_work) == []


def test_after_a_navigation_to_the_agent_the_form_is_saved(at_work: Page) -> None:
    at_work.add_init_script("navigator.permissions.query = () => Promise.resolve({ state: 'denied' });")
    at_work.goto("/amount/?confirm=1")
    at_work.fill("#id_amount", "4")
    at_work.click("[data-save]")
    at_work.click("[data-nav-go]")
    at_work.wait_for_url("**/amounts/1/")
    assert screens.saved == [4]


def test_a_second_press_sends_nothing(at_work: Page) -> None:
    at_work.goto("/amount/")
    at_work.fill("#id_amount", "5")
    at_work.evaluate("for (const _ of [1, 2, 3]) document.querySelector('[data-save]').click()")
    at_work.wait_for_url("**/amounts/1/")
    assert screens.saved == [5]


def test_a_dialog_opens_by_keyboard_and_gives_the_focus_back(at_work: Page) -> None:
    at_work.goto("/everything/")
    assert axe.findings(at_work) == []
    at_work.evaluate("lhr.open('pick', document.querySelector('#id_day'))")
    assert axe.findings(at_work) == []
    at_work.keyboard.press("Escape")
    at_work.wait_for_function("document.activeElement.id === 'id_day'")
