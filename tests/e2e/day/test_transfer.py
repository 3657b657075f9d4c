"""Scenario 3 of domain.md 2.9 in real Chromium: not found, ขอรับโอน with order and sending LGO, held elsewhere,
released by the old LGO with a card, received with a card, chosen in SEM102 from the effective day on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from lhr.cli.demonstration.sheet import Lgo
from lhr.kernel import clock
from lhr.kernel.thai_date import buddhist_year, show
from tests.e2e.day.country import TELEPHONE, Country, Pc, Room
from tests.support.browser import LAPTOP

pytestmark = pytest.mark.e2e
Picture = Callable[..., None]


def test_a_person_is_asked_for_released_received_and_chosen(
    country: Country, room: Room, picture: Picture
) -> None:
    (town, *towns), (sender, *senders) = country.settled(), country.settled()
    who = sender.others[0]
    registrar, officer = (room.seat(person) for person in towns)
    old_registrar, old_officer = (room.seat(person) for person in senders)

    officer.goes_in_by_card()
    searches(officer, who.national_id)
    officer.says("ไม่พบผู้มีเลขนี้ในสังกัดของท่าน")
    both_sizes(officer, picture, "transfer-neutral")
    officer.click("button:has-text('ขอรับโอน')")
    officer.page.wait_for_url("**/transfers/ask/**")
    assert officer.page.input_value("[name=national_id]") == who.national_id
    asks(officer, sender.label, picture)
    officer.page.wait_for_url("**/transfers/*-*/")
    officer.says("พบทะเบียนประวัติแล้ว อยู่ในความดูแลของ")
    assert who.name not in officer.page.inner_text("main")
    case = officer.page.url
    both_sizes(officer, picture, "transfer-held-elsewhere")

    old_registrar.goes_in_by_card()
    old_registrar.follows("main a:has-text('เรื่องโอนที่รอหน่วยงานท่าน')", "**/transfers/")
    old_registrar.follows("main tbody a", "**/transfers/*-*/")
    both_sizes(old_registrar, picture, "transfer-case-registrar")

    old_officer.goes_in_by_card()
    old_officer.says("เรื่องโอนที่รอหน่วยงานท่าน")
    old_officer.follows("main a:has-text('เรื่องโอนที่รอหน่วยงานท่าน')", "**/transfers/")
    both_sizes(old_officer, picture, "transfer-list")
    old_officer.follows("main tbody a", "**/transfers/*-*/")
    both_sizes(old_officer, picture, "transfer-case-sender")
    old_officer.follows("a.btn:has-text('ไม่ให้โอน')", "**/close/")
    both_sizes(old_officer, picture, "transfer-close")
    old_officer.follows("text=ไม่ทำ กลับไปที่เรื่อง", "**/transfers/*-*/")
    old_officer.follows("a.btn:has-text('บันทึกคำสั่งให้โอน')", "**/movements/new/**")
    sends(old_officer, "41")
    signs(old_registrar, "ลงนามให้โอน", picture, "transfer-release")

    officer.page.goto(case)
    officer.says("ให้โอนแล้ว")
    assert who.name in officer.page.inner_text("main")
    officer.follows("a.btn:has-text('บันทึกคำสั่งรับโอน')", "**/movements/new/**")
    assert officer.page.locator("[name=national_id]").count() == 0
    officer.page.select_option("[name=kind]", "CONTRACT_GENERAL")
    sends(officer, "55")
    registrar.goes_in_by_card()
    signs(registrar, "ลงนามรับโอน", picture, "transfer-receipt")

    officer.page.goto(case)
    officer.says("รับโอนแล้ว รอวันมีผล")
    both_sizes(officer, picture, "transfer-accepted")
    searches(officer, who.national_id)
    officer.says("มีคำสั่งที่ตรวจสอบแล้วให้ปฏิบัติงานที่นี่ตั้งแต่")
    picture(officer.page, "transfer-chosen-from")
    officer.click("button[name=choose]")
    officer.page.wait_for_url("**/rights/edit/")
    officer.says(who.name)
    assert tomorrow("short") in officer.page.input_value("[name=officer-starts]")
    refuses(officer, old_officer, sender, picture)
    assert all(who.national_id not in address for address in officer.addresses)
    assert town.label != sender.label


def refuses(officer: Pc, old_officer: Pc, sender: Lgo, picture: Picture) -> None:
    """Another of the same LGO is asked for, and the sender says no: the case is closed, with the reason for both."""
    officer.page.goto("/transfers/ask/")
    officer.page.fill("[name=national_id]", sender.others[1].national_id)
    asks(officer, sender.label, picture)
    officer.page.wait_for_url("**/transfers/*-*/")
    old_officer.page.goto(officer.page.url)
    old_officer.follows("a.btn:has-text('ไม่ให้โอน')", "**/close/")
    old_officer.page.fill("[name=reason]", "ตำแหน่งนี้ยังไม่มีผู้มาแทน")
    old_officer.click("button[data-save]")
    old_officer.page.wait_for_url(officer.page.url)
    officer.page.reload()
    officer.says("เรื่องนี้ยกเลิกแล้ว: ตำแหน่งนี้ยังไม่มีผู้มาแทน")
    both_sizes(officer, picture, "transfer-closed")


def tomorrow(style: str = "num") -> str:
    return show(clock.today() + timedelta(days=1), style, digits="arabic")  # type: ignore[arg-type]


def searches(pc: Pc, number: str) -> None:
    pc.page.goto("/rights/edit/pick/officer/")
    pc.page.fill("[name=national_id]", number)
    pc.click("main button:has-text('ค้นหา')")


def asks(pc: Pc, sender: str, picture: Picture) -> None:
    today = show(clock.today(), "num", digits="arabic")
    pc.page.fill("[name=other]", sender)
    pc.page.fill("[name=citation_number]", f"55/{buddhist_year(clock.today())}")
    pc.page.fill("[name=citation_signed_on]", today)
    pc.page.fill("[name=starts]", tomorrow())
    both_sizes(pc, picture, "transfer-ask")
    pc.click("button:has-text('ขอรับโอน')")


def sends(pc: Pc, order: str) -> None:
    """Fill in the order, look at what the movement does, send it to be signed."""
    today = show(clock.today(), "num", digits="arabic")
    pc.page.fill("[name=citation_number]", order)
    pc.page.fill("[name=citation_year]", str(buddhist_year(clock.today())))
    pc.page.fill("[name=citation_signed_on]", today)
    pc.click("button[value=look]")
    pc.says("เมื่อตรวจสอบแล้วจะมีผลดังนี้")
    pc.click("button[value=send]")
    pc.says("ส่งรายการให้ตรวจสอบแล้ว")


def signs(pc: Pc, button: str, picture: Picture, name: str) -> None:
    pc.page.goto("/movements/queue/")
    both_sizes(pc, picture, f"{name}-queue")
    pc.follows("main a:has-text('เปิดรายการ')", "**/movements/lines/*/")
    both_sizes(pc, picture, name)
    pc.click(f"button:has-text('{button}')")
    pc.says("ไม่มีรายการที่รอท่านตรวจสอบ")


def both_sizes(pc: Pc, picture: Picture, name: str) -> None:
    pc.is_sound(name)
    picture(pc.page, name)
    pc.page.set_viewport_size(TELEPHONE)
    picture(pc.page, f"{name}-390")
    pc.page.set_viewport_size(LAPTOP)
