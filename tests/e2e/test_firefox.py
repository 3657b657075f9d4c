"""The main job in Debian's Firefox: the nine steps of SEM102 up to the two letters, then the registrar's PC and card,
the sign-in by card through fetch, and the other way, by navigation. What the pages look like is judged in Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from lhr.cli.demonstration import doing, load, sheet, tree
from lhr.cli.demonstration.opening import open_offices
from lhr.cli.demonstration.visitor import Visitor
from lhr_card_agent.sim import SimulatedAgent
from tests.support.firefox import CONTROL, ENTER, Firefox
from tests.support.world import cheapen

pytestmark = pytest.mark.e2e
PASSWORD = "ทุ่งนาเขียวขจี-2561"


@dataclass
class Stage:
    origin: str
    agent: SimulatedAgent
    told: sheet.Sheet

    @property
    def lgo(self) -> sheet.Lgo:
        return self.told.lgos[0]


@pytest.fixture
def stage(live_lhr: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """Three offices and one LGO, as the demonstration's loader makes them, and the card agent of everybody's PC."""
    cheapen(monkeypatch)
    sheet.keep(load.load([p for p in tree.lgos() if p.place == load.DISTRICT and p.kind == "TAO"][:1]))
    desks = sheet.folder() / sheet.DESKS
    with SimulatedAgent(desks, origin=live_lhr, keys=desks / "keys") as agent:
        monkeypatch.setenv("LHR_AGENT_PORTS", str(agent.port))
        open_offices(live_lhr, agent.url, lambda _: None)
        yield Stage(live_lhr, agent, sheet.read())


def types_password(firefox: Firefox, stage: Stage, user: str, password: str) -> None:
    firefox.goes(f"{stage.origin}/login/")
    firefox.fill("#id_user_name", user)
    firefox.fill("#id_password", password)
    firefox.click("button", "Login")


def sets_password(firefox: Firefox) -> None:
    firefox.fill("#id_new_password", PASSWORD)
    firefox.fill("#id_repeated_password", PASSWORD)
    firefox.chord(CONTROL, "s")


def picks(firefox: Firefox, block: str, number: str) -> None:
    firefox.click(f"[data-opens=pick-{block}]")
    firefox.find("dialog[open]")
    firefox.types(number + ENTER)
    firefox.click("dialog[open] button[name=choose]")
    firefox.find(f"[name={block}-capacity]")


def is_inside(firefox: Firefox) -> None:
    firefox.waits("inside", "return !location.pathname.startsWith('/login/') && document.readyState === 'complete'")


def names_the_pair(firefox: Firefox, stage: Stage) -> list[str]:
    """Steps ๑ to ๙; returns user name and one-time code of the registrar, then of the officer."""
    lgo = stage.lgo
    types_password(firefox, stage, lgo.bootstrap.user_name, lgo.bootstrap.password)
    sets_password(firefox)
    firefox.click("a", "ระบบลงทะเบียนสิทธิผู้ใช้งาน")
    firefox.click("a[href$='/rights/edit/']", "แก้ไข")
    picks(firefox, "registrar", lgo.registrar.national_id)
    picks(firefox, "officer", lgo.officer.national_id)
    firefox.fill("[name=confirm_password]", PASSWORD)
    firefox.click(".actions button.btn-primary")
    firefox.find(".letter")
    return firefox.texts(".letter .secret")


def enrols(firefox: Firefox, stage: Stage, user: str, code: str, desk: str) -> None:
    types_password(firefox, stage, user, code)
    sets_password(firefox)
    firefox.click("button, a", "ขอรหัสลงทะเบียนเครื่อง")
    firefox.find("#pairing-code")
    stage.agent.pair(desk, firefox.text("#pairing-code"))
    stage.agent.insert(desk)
    firefox.click("a, button", "ลงทะเบียนแล้ว ตรวจสถานะ")
    firefox.click("a, button", "เสียบบัตรแล้วกดอ่าน")
    firefox.find("main", "รอยืนยัน")


def test_firefox_walks_the_nine_steps_and_signs_in_by_card_both_ways(
    firefox: Firefox, stage: Stage, request: pytest.FixtureRequest
) -> None:
    secrets = names_the_pair(firefox, stage)
    assert len(secrets) == 4
    if request.config.option.pictures:
        firefox.picture(Path(request.config.option.pictures) / "firefox-letters.png")
    registrar = stage.lgo.registrar
    sheet.lay_desk(registrar, stage.lgo.label)
    firefox.click("button, a", "ออกจากระบบ")
    enrols(firefox, stage, secrets[0], secrets[1], registrar.desk)
    office = stage.told.offices["province"]
    visitor = Visitor(stage.origin, stage.agent.url)
    doing.with_card(visitor, office.user_name, office.password, office.desk)
    doing.approve_all(visitor)

    # By fetch: no question of the browser's, the page is of this PC.
    stage.agent.remove()
    firefox.goes(f"{stage.origin}/login/card/")
    firefox.click("button", "อ่านบัตรและเข้าสู่ระบบ")
    firefox.find(".card-said", "CL-06")
    stage.agent.insert(registrar.desk)
    firefox.click("button", "อ่านบัตรและเข้าสู่ระบบ")
    is_inside(firefox)
    assert "ออกจากระบบ" in firefox.text("body")

    # The card out locks the page that is open.
    stage.agent.remove()
    firefox.find("#lock", "CL-31")
    stage.agent.insert(registrar.desk)

    # By navigation, where fetch is forbidden; the address keeps nothing of the statement.
    types_password_again(firefox, stage, secrets[0])
    firefox.runs("navigator.permissions.query = () => Promise.resolve({ state: 'denied' })")
    firefox.click("button", "อ่านบัตรและเข้าสู่ระบบ")
    firefox.find(".card-said", "CL-02")
    firefox.click("[data-nav-go]")
    is_inside(firefox)
    assert (urlsplit(firefox.url).fragment, "ออกจากระบบ" in firefox.text("body")) == ("", True)


def types_password_again(firefox: Firefox, stage: Stage, user: str) -> None:
    """A window of its own: the first stays locked."""
    firefox.does("WebDriver:DeleteAllCookies")
    types_password(firefox, stage, user, PASSWORD)
    firefox.find("button", "อ่านบัตรและเข้าสู่ระบบ")
