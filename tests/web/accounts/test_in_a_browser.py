"""Enrolment, card sign-in and lock in a real Chromium with the real agent and a simulated card."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from lhr.identity import queries
from lhr.kernel import clock
from lhr_card_agent.settings import Pairing
from lhr_card_agent.sim import Desk, SimulatedAgent
from tests.identity.cast import PASSWORD, Cast, Officer, Time, newcomer
from tests.support import axe
from tests.support.browser import width_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.e2e
Picture = Callable[["Page", str], None]


@pytest.fixture
def named(live_lhr: str) -> Iterator[Officer]:
    """A person just named in SEM102; the clock of the register stands."""
    with clock.standing_at(Time()):
        yield newcomer(Cast())


@pytest.fixture
def agent(live_lhr: str, named: Officer, monkeypatch: pytest.MonkeyPatch) -> Iterator[SimulatedAgent]:
    """The card agent of the person's PC, and beside it somebody else's card."""
    card = named.pc.card
    assert card is not None
    mine = Desk(name="somjai", label="โต๊ะสมใจ", cid=card.cid, thai_name="นาง#สมใจ##ดีงาม")
    other = Desk(name="other", label="โต๊ะอื่น", cid=named.cast.cid(), thai_name="นาย#อื่น##ทดสอบ")
    with SimulatedAgent([mine, other], origin=live_lhr) as running:
        monkeypatch.setenv("LHR_AGENT_PORTS", str(running.port))
        yield running


def types_password(page: Page, who: Officer, password: str) -> None:
    page.set_default_timeout(30_000)
    page.goto("/login/")
    page.fill("#id_user_name", who.account.user_name)
    page.fill("#id_password", password)
    page.keyboard.press("Enter")


def comes_to_the_first_read(page: Page, who: Officer, agent: SimulatedAgent) -> None:
    types_password(page, who, who.one_time)
    page.fill("#id_new_password", PASSWORD)
    page.fill("#id_repeated_password", PASSWORD)
    page.keyboard.press("Control+s")
    page.click("text=ขอรหัสลงทะเบียนเครื่อง")
    agent.pair("somjai", page.inner_text("#pairing-code"))
    agent.insert("somjai")
    page.click("text=ลงทะเบียนแล้ว ตรวจสถานะ")


def enrols(page: Page, who: Officer, agent: SimulatedAgent) -> None:
    """The officer's own steps up to the first read of the card."""
    comes_to_the_first_read(page, who, agent)
    page.click("text=เสียบบัตรแล้วกดอ่าน")
    page.wait_for_selector("text=รอยืนยัน")


def is_let_in(who: Officer) -> None:
    """The province approves PC and card."""
    who.account.refresh_from_db()
    who.key_entry = queries.keys_of(who.account.pk)[0].entry_id
    who.is_approved()
    who.card_is_seen()


def reads_card(page: Page) -> None:
    """The browser of the enrolment waits for the card now, like any other whose password was right."""
    page.goto("/login/card/")
    page.click("text=อ่านบัตรและเข้าสู่ระบบ")


def is_inside(page: Page) -> None:
    page.wait_for_url(lambda url: urlsplit(url).path == "/")


def test_enrolment_and_sign_in(page: Page, named: Officer, agent: SimulatedAgent, picture: Picture) -> None:
    page.goto("/")
    assert axe.findings(page) == []
    picture(page, "sign-in")
    types_password(page, named, "wrong")
    page.wait_for_selector("text=ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง")
    assert axe.findings(page) == []
    enrols(page, named, agent)
    assert axe.findings(page) == []
    picture(page, "enrolment")
    is_let_in(named)
    page.click("text=ตรวจสถานะอีกครั้ง")
    page.wait_for_selector("text=อ่านบัตรและเข้าสู่ระบบ")
    assert axe.findings(page) == []
    page.keyboard.press("Enter")
    is_inside(page)
    page.goto("/account/")
    assert axe.findings(page) == []
    assert page.inner_text(".who").startswith("เทศบาลตำบลท่าอุเทน")


def test_row_34_while_a_slow_chip_is_read_for_the_first_time_a_bar_shows_it(
    page: Page, named: Officer, agent: SimulatedAgent, picture: Picture
) -> None:
    comes_to_the_first_read(page, named, agent)
    assert page.query_selector("progress") is None
    agent.fault("ms_per_byte=6")  # slower than any chip met, so that the look at the page falls into the read
    page.click("text=เสียบบัตรแล้วกดอ่าน")
    bar = page.wait_for_selector(".card-said + progress")
    assert bar is not None
    assert bar.get_attribute("aria-label") == "กำลังอ่านบัตร กรุณาเสียบบัตรค้างไว้"
    picture(page, "enrolment-reading")
    page.wait_for_selector("text=รอยืนยัน")
    assert page.query_selector("progress") is None


def test_a_bar_ends_when_the_card_cannot_be_read(page: Page, named: Officer, agent: SimulatedAgent) -> None:
    comes_to_the_first_read(page, named, agent)
    agent.fault("ms_per_byte=6,garbage_at=9")
    page.click("text=เสียบบัตรแล้วกดอ่าน")
    page.wait_for_selector(".card-said + progress")
    page.wait_for_selector("text=CL-11")
    assert not page.is_visible("progress")


def test_no_card_then_another_persons_card_then_the_own(
    page: Page, named: Officer, agent: SimulatedAgent
) -> None:
    enrols(page, named, agent)
    is_let_in(named)
    agent.remove()
    reads_card(page)
    page.wait_for_selector("text=CL-06")
    assert "เสียบบัตรโดยให้ด้านชิปเข้าเครื่องอ่าน" in page.inner_text(".card-said")
    agent.insert("other")
    page.click("text=อ่านบัตรและเข้าสู่ระบบ")
    # The other desk is another PC: its key is not paired with this site.
    page.wait_for_selector("text=CL-16")
    agent.insert("somjai")
    page.click("text=อ่านบัตรและเข้าสู่ระบบ")
    is_inside(page)


def test_no_agent_on_this_pc(page: Page, named: Officer, agent: SimulatedAgent) -> None:
    enrols(page, named, agent)
    is_let_in(named)
    agent.stop()
    reads_card(page)
    page.wait_for_selector("text=CL-01")
    assert page.is_visible("[data-nav-go]")
    assert page.is_visible("text=หากหน้าถัดไปขึ้นว่าเชื่อมต่อไม่ได้")


def test_where_the_browser_forbids_it_the_page_is_left_and_come_back_to(
    page: Page, named: Officer, agent: SimulatedAgent
) -> None:
    enrols(page, named, agent)
    is_let_in(named)
    page.add_init_script("navigator.permissions.query = () => Promise.resolve({ state: 'denied' });")
    reads_card(page)
    page.wait_for_selector("text=CL-02")
    page.click("[data-nav-go]")
    is_inside(page)
    assert "#a=" not in page.url
    assert page.is_visible("text=ออกจากระบบ")


def test_the_card_pulled_out_locks_and_what_was_typed_stays(
    page: Page, named: Officer, agent: SimulatedAgent, picture: Picture
) -> None:
    enrols(page, named, agent)
    is_let_in(named)
    reads_card(page)
    is_inside(page)
    page.goto(f"/account/keys/{named.key_entry}/revoke/")
    page.fill("#id_reason", "พิมพ์ค้างไว้")
    agent.remove()
    page.wait_for_selector("body.locked", timeout=15_000)
    assert "CL-31" in page.inner_text("#lock")
    assert axe.findings(page) == []
    picture(page, "locked")
    opened_locked = page.context.new_page()
    opened_locked.goto(page.url)
    assert "CL-31" in opened_locked.inner_text("main")
    page.bring_to_front()
    agent.insert("somjai")
    with page.expect_popup() as opened:
        page.click("[data-unlocks]")
    page.wait_for_selector("body:not(.locked)", timeout=15_000)
    assert page.input_value("#id_reason") == "พิมพ์ค้างไว้"
    if not opened.value.is_closed():
        opened.value.wait_for_event("close")
    opened_locked.bring_to_front()
    opened_locked.wait_for_selector("#id_reason", timeout=15_000)


def test_the_doctor_on_the_sign_in_page_names_what_is_wrong_and_the_next_step(
    page: Page, named: Officer, agent: SimulatedAgent, picture: Picture
) -> None:
    page.goto("/login/")
    page.click(".doctor summary")
    assert page.is_visible("text=เสียบบัตรโดยให้ด้านชิปเข้าเครื่องอ่าน")

    def finds(code: str, verdicts: list[str]) -> None:
        page.click("[data-examine]")
        page.wait_for_selector(f".doctor .card-said:has-text('{code}')")
        assert page.locator("[data-verdict]:visible").all_inner_texts() == verdicts

    finds("CL-16", ["ปกติ", "ปกติ", "มีปัญหา"])
    vault = agent.room.place("somjai").station.vault
    vault.keep(vault.key(), Pairing(agent.origin))
    agent.fault("no_reader")
    finds("CL-05", ["ปกติ"] * 3 + ["มีปัญหา"])
    assert "ทำต่อ:" in page.inner_text(".doctor .card-said")
    assert axe.findings(page) == []
    picture(page, "doctor")
    agent.fault("none")
    finds("CL-06", ["ปกติ"] * 4 + ["มีปัญหา"])
    agent.insert("somjai")
    finds("เครื่องอ่านบัตรพร้อมใช้", ["ปกติ"] * 5)
    agent.stop()
    finds("CL-01", ["ปกติ", "มีปัญหา"])


def test_without_javascript_the_doctor_is_help_to_read(live_lhr: str, browser: Browser) -> None:
    context = browser.new_context(base_url=live_lhr, java_script_enabled=False)
    told = context.new_page()
    told.goto("/login/card/help/")
    for number in ("CL-01", "CL-02", "CL-04", "CL-05", "CL-06", "CL-07", "CL-16"):
        assert told.is_visible(f"text={number}")
    assert not told.is_visible("[data-examine]")
    context.close()


def test_a_telephone_shows_the_sign_in_without_scrolling_sideways(page: Page, named: Officer) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/login/")
    assert width_of(page) <= 390
    page.set_viewport_size({"width": 320, "height": 640})
    assert width_of(page) <= 320
