"""Passkeys in a real Chromium with its virtual authenticator, and ThaID over a local issuer; no card, no agent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from lhr.access.roles import Role
from lhr.identity import actions as identity
from lhr.identity import second_factor
from lhr.identity.models import SignIn
from lhr.kernel import clock
from lhr.registry_rights import actions as rights
from tests.identity.agent import ORIGIN
from tests.identity.cast import FOUNDED, PASSWORD, Cast, Officer, Time, newcomer
from tests.identity.offices import OfficeOfficer, officer_of
from tests.support import axe
from tests.support.browser import width_of
from tests.support.thaid import issuing

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.e2e
Picture = Callable[["Page", str], None]


class Device:
    """A virtual authenticator of the browser, which recognises its user or does not."""

    def __init__(self, page: Page) -> None:
        self.cdp = page.context.new_cdp_session(page)
        self.cdp.send("WebAuthn.enable")
        self.id = self.plugged_in()

    def plugged_in(self, transport: str = "internal") -> str:
        made: dict[str, Any] = self.cdp.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": transport,
                    "hasResidentKey": True,
                    "hasUserVerification": True,
                    "isUserVerified": True,
                }
            },
        )
        return str(made["authenticatorId"])

    def recognises(self, yes: bool) -> None:
        self.cdp.send("WebAuthn.setUserVerified", {"authenticatorId": self.id, "isUserVerified": yes})

    def answers(self, yes: bool) -> None:
        """A device that is not touched never answers."""
        self.cdp.send(
            "WebAuthn.setAutomaticPresenceSimulation", {"authenticatorId": self.id, "enabled": yes}
        )

    def is_lost(self) -> None:
        """Another device in its place, without any passkey."""
        self.cdp.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": self.id})
        self.id = self.plugged_in()


@pytest.fixture
def officer(live_lhr: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[OfficeOfficer]:
    """An officer of the province office with the letter in hand; the clock of the register stands."""
    monkeypatch.delenv("LHR_PASSKEY_REQUIRED_ROLES")
    with clock.standing_at(Time()):
        cast = Cast()
        named = officer_of(cast, cast.province)
        rights.appoint_oversight(
            by=named.issuer, office=cast.province, person=named.account.person, role=Role.PROVINCE, starts=FOUNDED
        )
        yield named


def types(page: Page, who: OfficeOfficer | Officer, password: str) -> None:
    page.set_default_timeout(30_000)
    page.context.clear_cookies()
    page.goto("/login/")
    page.fill("#id_user_name", who.account.user_name)
    page.fill("#id_password", password)
    page.keyboard.press("Enter")


def enrols(page: Page, who: OfficeOfficer, one_time: str, label: str) -> None:
    types(page, who, one_time)
    page.fill("#id_new_password", PASSWORD)
    page.fill("#id_repeated_password", PASSWORD)
    page.keyboard.press("Control+s")
    page.fill("#id_label", label)
    page.click("text=สร้างกุญแจผ่าน >> nth=-1")
    page.wait_for_selector("#check-code")
    (waiting,) = second_factor.passkeys_of(who.account.pk)
    assert page.inner_text("#check-code") == waiting.check_code
    who.entry = waiting.entry_id


def is_sound(page: Page) -> None:
    """Look in a tab of its own: axe's debugging session would take the virtual authenticator along when it ends."""
    beside = page.context.new_page()
    beside.goto(page.url)
    assert axe.findings(beside) == []
    beside.close()


def is_inside(page: Page) -> None:
    page.wait_for_url(lambda url: urlsplit(url).path == "/")


def test_enrolled_signed_in_another_added_the_first_removed(
    page: Page, officer: OfficeOfficer, picture: Picture
) -> None:
    device = Device(page)
    enrols(page, officer, officer.one_time, "โทรศัพท์ของฉัน")
    is_sound(page)
    picture(page, "passkey-first")
    officer.is_approved()
    page.click("text=ตรวจสถานะอีกครั้ง")
    page.wait_for_selector("text=ใช้กุญแจผ่านและเข้าสู่ระบบ")
    is_sound(page)
    picture(page, "passkey")
    # Cancelled: the words say so, and the next press goes on.
    device.recognises(False)
    page.click("text=ใช้กุญแจผ่านและเข้าสู่ระบบ")
    page.wait_for_selector(".passkey-said:has-text('PK-01')")
    assert "ยกเลิก หรือหมดเวลา" in page.inner_text(".passkey-said")
    device.recognises(True)
    page.click("text=ใช้กุญแจผ่านและเข้าสู่ระบบ")
    is_inside(page)
    assert SignIn.objects.get(account=officer.account, stage="FULL").factors == "password passkey"
    page.goto("/account/passkeys/")
    is_sound(page)
    picture(page, "passkeys")
    page.click("text=เพิ่มกุญแจผ่าน")
    page.fill("#id_label", "เครื่องเดิม")
    page.click("text=1. สร้างกุญแจผ่านใหม่")
    # The device that has one already says so, before anything is sent.
    page.wait_for_selector(".passkey-said:has-text('PK-10')")
    device.plugged_in("usb")
    device.answers(False)
    page.fill("#id_label", "กุญแจ USB")
    page.click("text=1. สร้างกุญแจผ่านใหม่")
    page.wait_for_selector(".passkey-said:has-text('สร้างแล้ว')")
    picture(page, "passkey-add")
    device.answers(True)
    page.click("text=2. ยืนยันด้วยกุญแจผ่านเดิม และบันทึก")
    page.wait_for_selector("text=เพิ่มกุญแจผ่านแล้ว")
    first = page.locator("tr", has_text="โทรศัพท์ของฉัน")
    first.locator("text=ลบอันนี้").click()
    page.click("text=ยืนยันและลบ")
    page.wait_for_selector("text=ลบกุญแจผ่านแล้ว")
    assert not first.is_visible()
    # Both devices are there: the site asks for the second one's passkey only, though the first still has its own.
    (kept,) = second_factor.passkeys_of(officer.account.pk)
    types(page, officer, PASSWORD)
    page.click("text=ใช้กุญแจผ่านและเข้าสู่ระบบ")
    is_inside(page)
    full = SignIn.objects.get(account=officer.account, stage="FULL", ended_at=None)
    assert full.passkey == kept.entry_id


def test_lost_the_office_above_begins_anew(page: Page, officer: OfficeOfficer, picture: Picture) -> None:
    device = Device(page)
    enrols(page, officer, officer.one_time, "โทรศัพท์ที่จะหาย")
    officer.is_approved()
    device.is_lost()
    types(page, officer, PASSWORD)
    page.click("text=ใช้กุญแจผ่านและเข้าสู่ระบบ")
    page.wait_for_selector(".passkey-said:has-text('PK-01')")
    assert page.is_visible("text=ใช้กุญแจผ่านอันที่สองของท่าน")
    issued = identity.reset_passkeys(by=officer.issuer, account=officer.account, reason="โทรศัพท์หาย")
    page.set_viewport_size({"width": 390, "height": 844})
    types(page, officer, issued.one_time)
    page.wait_for_selector("#id_new_password")
    enrols(page, officer, issued.one_time, "โทรศัพท์ใหม่")
    assert width_of(page) <= 390
    picture(page, "passkey-first-390")
    officer.is_approved()
    page.click("text=ตรวจสถานะอีกครั้ง")
    page.wait_for_selector("text=ใช้กุญแจผ่านและเข้าสู่ระบบ")
    picture(page, "passkey-390")
    page.click("text=ใช้กุญแจผ่านและเข้าสู่ระบบ")
    is_inside(page)
    assert "สำนักงานที่กำกับดูแลยกเลิกกุญแจผ่านทั้งหมด" in page.inner_text("main").replace("\u200b", "")


def test_thaid_lets_in_whose_card_cannot_be_used(
    page: Page, live_lhr: str, monkeypatch: pytest.MonkeyPatch, picture: Picture
) -> None:
    with clock.standing_at(Time()), issuing(monkeypatch) as thaid:
        cast = Cast()
        with pytest.MonkeyPatch.context() as before:
            before.setenv("LHR_ORIGIN", ORIGIN)  # for which the PC of the tests signs
            who = newcomer(cast).enrols()
        assert who.pc.card is not None
        types(page, who, PASSWORD)
        page.click("text=บัตรใช้ไม่ได้ หรือเครื่องอ่านเสีย")
        page.click("button:has-text('เข้าระบบด้วย ThaID')")
        page.wait_for_selector("a:has-text('ไปที่ ThaID')")
        assert axe.findings(page) == []
        picture(page, "thaid")
        thaid.pid = cast.cid()
        page.click("a:has-text('ไปที่ ThaID')")
        page.wait_for_selector("text=TH-05")
        assert "ผู้ยืนยันใน ThaID ไม่ใช่เจ้าของบัญชีนี้" in page.inner_text("main").replace("\u200b", "")
        thaid.pid = who.pc.card.cid
        page.click("a:has-text('กลับไปขั้นก่อนหน้า')")
        page.click("text=บัตรใช้ไม่ได้ หรือเครื่องอ่านเสีย")
        page.click("button:has-text('เข้าระบบด้วย ThaID')")
        page.click("a:has-text('ไปที่ ThaID')")
        is_inside(page)
        assert SignIn.objects.get(account=who.account, stage="FULL").factors == "password thaid"
        assert thaid.pid not in " ".join(thaid.seen)
