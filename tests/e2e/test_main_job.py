"""The main job in real Chromium, with the real card agent: nine steps, both enrolments and card sign-ins, what goes
wrong at the card, and a move that ends a right while the other browser is open. The demonstration's own loader fills
the register."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest

from lhr.cli.demonstration import doing, load, sheet, tree
from lhr.cli.demonstration.opening import open_offices
from lhr.cli.demonstration.visitor import Visitor
from lhr.kernel import clock
from lhr.kernel.thai_date import buddhist_year, show
from lhr_card_agent.sim import SimulatedAgent
from tests.support import axe
from tests.support.browser import height_of, width_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

pytestmark = pytest.mark.e2e
PASSWORD = "ทุ่งนาเขียวขจี-2561"
WIDE: ViewportSize = {"width": 1366, "height": 768}
NARROW: ViewportSize = {"width": 390, "height": 844}


@dataclass
class Stage:
    """A small province: three offices, one LGO, the card agent of everybody's PC."""

    origin: str
    agent: SimulatedAgent
    told: sheet.Sheet
    browser: Browser

    @property
    def lgo(self) -> sheet.Lgo:
        return self.told.lgos[0]

    def seat(self) -> Page:
        """Somebody's own browser."""
        context = self.browser.new_context(base_url=self.origin, viewport=WIDE, locale="th-TH")
        context.set_default_timeout(15_000)
        return context.new_page()

    def visitor(self, key: str, users: dict[str, str]) -> Visitor:
        """The same person without a browser, signed in by card."""
        who = self.lgo.registrar if key == "registrar" else self.lgo.officer
        visitor = Visitor(self.origin, self.agent.url)
        doing.with_card(visitor, users[key], PASSWORD, who.desk)
        return visitor

    def office(self, key: str) -> Visitor:
        entry = self.told.offices[key]
        visitor = Visitor(self.origin, self.agent.url)
        doing.with_card(visitor, entry.user_name, entry.password, entry.desk)
        return visitor


@pytest.fixture
def stage(live_lhr: str, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    planned = [p for p in tree.lgos() if p.place == load.DISTRICT and p.kind == "TAO"][:1]
    sheet.keep(load.load(planned))
    desks = sheet.folder() / sheet.DESKS
    with SimulatedAgent(desks, origin=live_lhr, keys=desks / "keys") as agent:
        monkeypatch.setenv("LHR_AGENT_PORTS", str(agent.port))
        open_offices(live_lhr, agent.url, lambda _: None)
        yield Stage(live_lhr, agent, sheet.read(), browser)


def types_password(page: Page, user: str, password: str) -> None:
    page.goto("/login/")
    page.fill("#id_user_name", user)
    page.fill("#id_password", password)
    page.click("button:has-text('Login')")


def sets_password(page: Page) -> None:
    page.fill("#id_new_password", PASSWORD)
    page.fill("#id_repeated_password", PASSWORD)
    page.keyboard.press("Control+s")


def picks(page: Page, block: str, number: str) -> None:
    page.click(f"[data-opens=pick-{block}]")
    page.keyboard.type(number)
    page.keyboard.press("Enter")
    page.click("dialog[open] button[name=choose]")
    page.wait_for_selector(f"[name={block}-capacity]")


def enrols(page: Page, stage: Stage, user: str, code: str, desk: str) -> None:
    types_password(page, user, code)
    sets_password(page)
    page.click("text=ขอรหัสลงทะเบียนเครื่อง")
    stage.agent.pair(desk, page.inner_text("#pairing-code"))
    stage.agent.insert(desk)
    page.click("text=ลงทะเบียนแล้ว ตรวจสถานะ")
    page.click("text=เสียบบัตรแล้วกดอ่าน")
    page.wait_for_selector("text=รอยืนยัน")


def signs_in(page: Page, stage: Stage, user: str, desk: str, password: str = PASSWORD) -> None:
    stage.agent.insert(desk)
    page.goto("/login/")
    if page.locator(
        "#id_user_name"
    ).count():  # else the password of the enrolment still counts, the card is asked
        types_password(page, user, password)
    page.click("text=อ่านบัตรและเข้าสู่ระบบ")
    page.wait_for_url(lambda url: "/login/" not in url)


def shows_well(page: Page, name: str) -> None:
    """Both sizes: no sideways scrolling, nothing for axe to find."""
    assert axe.findings(page) == [], name
    page.set_viewport_size(NARROW)
    assert width_of(page) <= NARROW["width"], name
    page.set_viewport_size(WIDE)


def names_the_pair(page: Page, stage: Stage) -> dict[str, tuple[str, str]]:
    """The nine steps by mouse; returns user name and one-time code of each."""
    lgo = stage.lgo
    types_password(page, lgo.bootstrap.user_name, lgo.bootstrap.password)
    sets_password(page)
    page.click("text=ระบบลงทะเบียนสิทธิผู้ใช้งาน")
    shows_well(page, "sem101")
    page.click("a[href$='/rights/edit/']:has-text('แก้ไข')")
    picks(page, "registrar", lgo.registrar.national_id)
    picks(page, "officer", lgo.officer.national_id)
    assert height_of(page) <= WIDE["height"]
    shows_well(page, "sem102")
    page.fill("[name=confirm_password]", PASSWORD)
    page.click(".actions button.btn-primary")
    page.wait_for_selector(".letter")
    secrets = page.locator(".letter .secret").all_inner_texts()
    return {"registrar": (secrets[0], secrets[1]), "officer": (secrets[2], secrets[3])}


def test_the_main_job_from_the_first_account_to_the_right_that_ended(stage: Stage) -> None:
    lgo, first = stage.lgo, stage.seat()
    first.goto("/login/")
    shows_well(first, "sign-in")
    issued = names_the_pair(first, stage)
    users = {key: user for key, (user, _) in issued.items()}
    registrar, officer = stage.seat(), stage.seat()
    sheet.lay_desk(lgo.registrar, lgo.label)
    sheet.lay_desk(lgo.officer, lgo.label)
    enrols(registrar, stage, *issued["registrar"], lgo.registrar.desk)
    enrols(officer, stage, *issued["officer"], lgo.officer.desk)

    province = stage.seat()
    office = stage.told.offices["province"]
    signs_in(province, stage, office.user_name, office.desk, office.password)
    province.goto("/approvals/")
    for said in ("เห็นบัตรแล้ว", "เห็นบัตรแล้ว", "อนุมัติเครื่อง", "อนุมัติเครื่อง"):
        province.locator(f"main button:has-text('{said}')").first.click()
        province.wait_for_load_state()
    province.goto("/oversight/")
    shows_well(province, "province")
    assert "ลงทะเบียนแล้ว" in province.inner_text("main")

    signs_in(registrar, stage, users["registrar"], lgo.registrar.desk)
    signs_in(officer, stage, users["officer"], lgo.officer.desk)
    a_move_ends_the_right(stage, users, officer)
    refused_at_the_next_request(officer)


def a_move_ends_the_right(stage: Stage, users: dict[str, str], officer: Page) -> None:
    """The registrar keys the officer's own move, the province verifies it; the officer's browser stays open."""
    today = show(clock.today(), "num", digits="arabic")
    registrar = stage.visitor("registrar", users)
    doing.key_transfer_out(
        registrar, stage.lgo.officer.name, today, "14", buddhist_year(clock.today()), today
    )
    officer.wait_for_selector(".lock:not([hidden])")  # the card left the reader for the registrar's
    doing.verify_first(stage.office("province"))


def refused_at_the_next_request(officer: Page) -> None:
    answer = officer.goto("/movements/")
    assert answer is not None
    assert answer.status == 403
    said = officer.inner_text("main")
    assert "CL-29" in said
    assert "ทำต่อ" in said
    assert not re.search(r"\d{13}", officer.content())


def test_what_goes_wrong_at_the_card_is_told_and_nothing_is_let_in(stage: Stage) -> None:
    page, office = stage.seat(), stage.told.offices["province"]
    types_password(page, office.user_name, "ไม่ใช่รหัสนี้แน่นอน-1")
    page.wait_for_selector("text=ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง")

    stage.agent.insert("province", card="centre")
    types_password(page, office.user_name, office.password)
    page.click("text=อ่านบัตรและเข้าสู่ระบบ")
    page.wait_for_selector("text=CL-24")

    sent: list[str] = []
    page.on("request", lambda r: sent.append(r.post_data or "") if r.url.endswith("/login/card/") else None)
    stage.agent.insert("province")
    page.click("text=อ่านบัตรและเข้าสู่ระบบ")
    page.wait_for_url(lambda url: "/login/" not in url)
    replayed_nonce(stage, office, parse_qs(sent[-1]))


def replayed_nonce(stage: Stage, office: sheet.Entry, sent: dict[str, list[str]]) -> None:
    """The very statement that let somebody in is posted again by a session that has the password."""
    thief = stage.seat()
    types_password(thief, office.user_name, office.password)
    thief.wait_for_url("**/login/card/")
    token = thief.get_attribute("form[action*='/login/card/'] [name=csrfmiddlewaretoken]", "value") or ""
    again = {name: sent[name][0] for name in ("confirm_statement", "confirm_sig")} | {
        "csrfmiddlewaretoken": token
    }
    answer = thief.request.post(
        f"{stage.origin}/login/card/", form=again, headers={"Referer": f"{stage.origin}/login/card/"}
    )
    assert "/login/card/" in answer.url, "sent back to the card page, not let in"
    assert "CL-21" in answer.text()
