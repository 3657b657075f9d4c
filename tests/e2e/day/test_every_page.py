"""Every main page as each duty sees it: nothing for axe to find, no breach of the content policy, usable at 390 px."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

import pytest

from tests.e2e.day.country import Country, Pc, Person, Room

pytestmark = pytest.mark.e2e
EVERYBODYS = ("/", "/account/", "/shortcuts/")
KEYING = "/movements/new/?movement=TRANSFER_OUT"
REGISTRARS = ("/movements/", "/movements/queue/", "/orders/", "/movements/people/", "/rights/", "/rights/edit/")
RETIRING = "/leaving/?day=1 ต.ค. 2591"  # with rows
OFFICERS = (
    KEYING,
    RETIRING,
    "/movements/new/?movement=APPOINT",
    "/orders/",
    "/orders/new/",
    "/transfers/",
    "/transfers/ask/",
    "/rights/edit/pick/officer/",
    "/enrol/",
)
PROVINCES = (
    "/oversight/",
    "/oversight/?state=WENT_STALE",
    "/oversight/without/registrar/",
    "/oversight/contact/",
    "/rights/awaiting/",
    "/transfers/",
    "/orders/",
    "/movements/queue/",
    "/approvals/",
    "/approvals/accounts/",
    "/approvals/accounts/office/",
)
CENTRES = (
    "/leaving/",
    "/oversight/",
    "/oversight/rounds/",
    "/oversight/rounds/open/",
    "/oversight/first-round/",
    "/oversight/first-round/load/",
    "/organisations/",
    "/organisations/import/",
    "/organisations/?q=นครพนม",
)


@pytest.fixture(scope="module")
def pair(country: Country) -> tuple[Person, Person]:
    return country.pair()


def test_the_pages_before_the_sign_in(country: Country, room: Room) -> None:
    pc = room.seat(country.office("province"))
    are_sound(pc, ("/login/", "/login/card/help/", "/help/", "/help/sem102/", "/help/offices/"))
    pc.goes_in("ไม่ใช่รหัสนี้แน่นอน-1")
    pc.says("ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง")
    pc.is_sound("a refused password")
    pc.goes_in()
    pc.page.wait_for_url("**/login/card/")
    pc.is_sound("the card is asked for")


def test_the_pages_of_the_registrar(room: Room, pair: tuple[Person, Person]) -> None:
    pc = room.seat(pair[0])
    pc.goes_in_by_card()
    are_sound(pc, (*EVERYBODYS, *REGISTRARS))
    pc.page.goto("/movements/people/")
    pc.follows("main tbody a", "**/movements/people/*-*/")
    pc.is_sound("a person's record")
    pc.page.goto("/rights/edit/")
    pc.click("[data-opens=pick-officer]")
    pc.page.locator("dialog[open] [name=national_id]:focus").wait_for()
    pc.is_sound("the picker")


def test_the_pages_of_the_records_officer(room: Room, pair: tuple[Person, Person]) -> None:
    pc = room.seat(pair[1])
    pc.goes_in_by_card()
    are_sound(pc, OFFICERS)
    pc.page.goto(KEYING)
    pc.click("button[value=look]")
    pc.page.locator(".summary").wait_for()
    pc.is_sound("findings on a form")
    answer = pc.page.goto("/approvals/")
    assert answer is not None
    assert answer.status == 403
    pc.is_sound("what is not allowed")


def test_back_and_reload_after_a_refused_form_send_nothing_again(room: Room, pair: tuple[Person, Person]) -> None:
    pc = room.seat(pair[1])
    pc.goes_in_by_card()
    pc.page.goto(KEYING)
    pc.page.fill("[name=remark]", "ตามคำขอ")
    pc.click("button[value=look]")
    pc.page.locator(".summary:focus").wait_for()
    sent: list[str] = []
    pc.page.on("request", lambda one: sent.append(one.method))
    pc.page.reload()
    pc.page.locator(".summary:focus").wait_for()
    assert pc.page.input_value("[name=remark]") == "ตามคำขอ"
    pc.page.go_back()
    pc.page.locator("h1:has-text('บันทึกการเคลื่อนไหว')").wait_for()
    pc.page.go_forward()
    pc.page.locator(".summary").wait_for()
    assert set(sent) == {"GET"}


def test_what_was_typed_of_a_movement_is_there_at_another_pc(room: Room, pair: tuple[Person, Person]) -> None:
    pc = room.seat(pair[0])
    pc.goes_in_by_card()
    pc.page.goto(KEYING)
    pc.page.fill("[name=citation_number]", "๑๔")
    pc.page.keyboard.press("Tab")
    pc.page.locator("#draft:has-text('เก็บร่างไว้แล้ว')").wait_for()
    pc.page.context.close()  # the power is cut
    another = room.seat(pair[0])
    another.goes_in_by_card()
    another.page.goto("/movements/new/")
    another.says("พบร่างที่บันทึกไว้เมื่อ")
    another.is_sound("a draft is offered")
    another.click("a:has-text('ใช้ต่อ')")
    another.page.locator("[name=citation_number]").wait_for()
    assert another.page.input_value("[name=citation_number]") == "๑๔"


def test_the_pages_of_the_province(country: Country, room: Room) -> None:
    pc = room.seat(country.office("province"))
    pc.goes_in_by_card()
    are_sound(pc, PROVINCES)
    pc.page.goto("/oversight/")
    pc.follows("main tbody a[href*='/oversight/lgos/']", "**/oversight/lgos/*/")
    pc.is_sound("one LGO")


def test_the_pages_of_the_centre_in_english(country: Country, room: Room) -> None:
    pc = room.seat(country.office("centre"))
    pc.goes_in_by_card()
    pc.click("button:has-text('English')")
    pc.page.locator("html[lang=en]").wait_for()
    are_sound(pc, CENTRES)
    pc.follows("main tbody a[href^='/organisations/']", "**/organisations/*-*/")
    pc.is_sound("one LGO and its history")
    for act in ("rename", "merge", "dissolve"):
        pc.follows(f".actions a[href$='/{act}/']", f"**/{act}/")
        pc.is_sound(f"the form of {act}")
        pc.click("button[value=look]")
        pc.page.locator(".summary").wait_for()
        pc.is_sound(f"findings on the form of {act}")
        pc.follows(".breadcrumb li:nth-child(2) a", "**/organisations/*-*/")


def are_sound(pc: Pc, addresses: Sequence[str]) -> None:
    for address in addresses:
        answer = pc.page.goto(address)
        assert answer is not None
        assert (answer.status, urlsplit(pc.page.url).path) == (200, urlsplit(address).path)
        pc.is_sound(address)
