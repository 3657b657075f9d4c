"""The nine steps of the letter (domain.md 2.1) in a browser: by mouse within eleven clicks, and by keyboard alone."""

from __future__ import annotations

import pytest

from lhr.cli.demonstration import sheet
from tests.e2e.day.country import Country, Pc, Room
from tests.support.browser import LAPTOP, height_of

pytestmark = pytest.mark.e2e
MOST_CLICKS = 11


def test_the_nine_steps_of_the_letter_take_at_most_eleven_clicks_with_the_sign_in(
    country: Country, room: Room
) -> None:
    lgo, holder = country.lgo()
    pc = room.seat(holder)
    pc.goes_in()  # ๑
    pc.click(".modules a:has-text('ระบบลงทะเบียนสิทธิผู้ใช้งาน')")  # ๒
    pc.says("ลงทะเบียนสิทธิผู้ใช้งาน (นายทะเบียนและเจ้าหน้าที่ทะเบียน)")  # ๓ opens by itself: SEM101
    pc.click("a:has-text('แก้ไข')")  # ๔
    for says, block, who in both(lgo):
        pc.click(f"button:has-text('{says}')")  # ๕ ๗
        assert pc.page.evaluate("document.activeElement.name") == "national_id"
        pc.types(who.national_id)
        pc.click("dialog[open] button:has-text('ค้นหา')")  # ๖ ๘
        pc.says(who.name)
        pc.click("dialog[open] button[name=choose]")
        pc.page.locator(f"[name={block}-person]").wait_for(state="attached")
    assert height_of(pc.page) <= LAPTOP["height"]
    pc.page.fill("#id_confirm_password", holder.password)
    pc.click("button[data-save]")  # ๙
    is_saved(pc, lgo)
    assert pc.presses <= MOST_CLICKS


def test_the_nine_steps_by_keyboard_alone_from_the_sign_in_to_the_saved_form(
    country: Country, room: Room
) -> None:
    lgo, holder = country.lgo()
    pc = room.seat(holder)
    pc.page.goto("/login/")
    tabs_to(pc, "user_name")
    pc.types(holder.user)
    pc.page.keyboard.press("Tab")
    pc.types(holder.password)
    pc.key("Enter")
    pc.page.wait_for_url("**/rights/")  # the only module of a first account opens by itself
    pc.key("F2")
    pc.page.wait_for_url("**/rights/edit/")
    for _, block, who in both(lgo):
        pc.key("Insert")
        pc.types(who.national_id)
        pc.key("Enter")
        pc.page.locator("dialog[open] button[name=choose]:focus").wait_for()
        pc.key("Enter")
        pc.page.locator(f"[name={block}-person]").wait_for(state="attached")
    tabs_to(pc, "confirm_password")
    pc.types(holder.password)
    pc.key("Control+s")
    is_saved(pc, lgo)
    assert pc.presses <= MOST_CLICKS


def both(lgo: sheet.Lgo) -> tuple[tuple[str, str, sheet.Candidate], ...]:
    return (
        ("เลือกนายทะเบียนประวัติ", "registrar", lgo.registrar),
        ("เลือกเจ้าหน้าที่ทะเบียนประวัติ", "officer", lgo.officer),
    )


def tabs_to(pc: Pc, name: str) -> None:
    """Walk through the page in its own order until the field has the focus."""
    for _ in range(60):
        if pc.page.evaluate("document.activeElement.name") == name:
            return
        pc.page.keyboard.press("Tab")
    pytest.fail(f"no Tab leads to {name}")


def is_saved(pc: Pc, lgo: sheet.Lgo) -> None:
    pc.says("สิ่งที่เกิดขึ้น")
    assert pc.page.locator(".letter").count() == 2
    pc.page.goto("/rights/")
    said = pc.page.inner_text("main")
    assert lgo.registrar.name in said
    assert lgo.officer.name in said
