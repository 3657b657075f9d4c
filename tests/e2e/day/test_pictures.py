"""The screens that the documents show, on a small laptop and on a telephone; with --pictures FOLDER they are kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.e2e.day.country import TELEPHONE, Country, Pc, Room
from tests.support.browser import LAPTOP, height_of, width_of

pytestmark = pytest.mark.e2e
Picture = Callable[..., None]


def test_the_sign_in_and_the_table_of_the_province(country: Country, room: Room, picture: Picture) -> None:
    pc = room.seat(country.office("province"))
    pc.page.goto("/login/")
    is_shown(pc, picture, "sign-in")
    assert whole(pc)
    pc.goes_in_by_card()
    pc.page.goto("/oversight/")
    pc.follows("thead a:has-text('สถานะ')", "**/oversight/?*")  # what is worst first
    is_shown(pc, picture, "province")
    for state in ("ลงทะเบียนแล้ว", "ยังไม่ลงทะเบียน", "รอยืนยันหรือรอมีผล", "สิทธิสิ้นสุดแล้ว"):
        assert pc.page.locator(f"tbody tr:not(.group) .tag:has-text('{state}')").count(), state


def test_sem101_and_the_whole_of_sem102_on_one_screen(country: Country, room: Room, picture: Picture) -> None:
    """Two people, one of them by order with every field of proof, what was before, and Save: nothing to scroll."""
    registrar, officer = country.pair()
    pc = room.seat(registrar)
    pc.goes_in_by_card()
    pc.page.goto("/rights/")
    is_shown(pc, picture, "sem101")
    assert whole(pc)
    assert officer.name in pc.page.inner_text("main")
    pc.page.goto("/rights/edit/")
    for block in ("registrar", "officer"):
        pc.click("button:has-text('แก้รายละเอียดของผู้นี้')")
        pc.page.locator(f"[name={block}-phone]").wait_for()
        pc.page.fill(f"[name={block}-phone]", "042 581 000")
        pc.page.fill(f"[name={block}-email]", f"{block}@example.go.th")
    pc.page.check("[name=officer-capacity][value=ASSIGNED]")
    pc.page.fill("[name=officer-order_number]", "๔๔๙/๒๕๖๑")
    pc.page.fill("[name=officer-order_signed_on]", "๓๑ ก.ค. ๒๕๖๑")
    is_shown(pc, picture, "sem102")
    assert pc.page.is_visible("[data-save]")
    assert whole(pc)


def test_those_who_retire(country: Country, room: Room, picture: Picture) -> None:
    """One line a person, the gaps of one opened: each with whose it is and where it is mended."""
    lgo, _, officer = country.at_work()
    pc, born = room.seat(officer), lgo.registrar.birth  # year of the Buddhist era, month and day
    pc.goes_in_by_card()
    retires = int(born[:4]) + 60 + (born[4:] > "1001")
    pc.page.goto(f"/leaving/?day=1 ต.ค. {retires - 1}")
    pc.page.locator("details.gaps-of summary").first.click()
    is_shown(pc, picture, "retiring")
    assert pc.page.locator("tbody input[type=checkbox]").count()
    assert "เจ้าของประวัติ" in pc.page.inner_text("details[open]")


def is_shown(pc: Pc, picture: Picture, name: str) -> None:
    picture(pc.page, name, whole=False)
    pc.page.set_viewport_size(TELEPHONE)
    assert width_of(pc.page) <= TELEPHONE["width"], name
    picture(pc.page, f"{name}-390")
    pc.page.set_viewport_size(LAPTOP)


def whole(pc: Pc) -> bool:
    return height_of(pc.page) <= LAPTOP["height"]
