"""What can happen between a page and the card: no program, a browser that forbids it, the card pulled out."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from lhr_card.codes import CODES
from tests.e2e.day.country import Country, Pc, Person, Room

pytestmark = pytest.mark.e2e
PHONE = "042 581 000"
# On its own: the hexadecimal bytes that a card answers with may hold as many digits in a row.
WHOLE_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d{13}(?![0-9A-Za-z])")


@pytest.fixture(scope="module")
def registrar(country: Country) -> Person:
    """A registrar with PC and card approved, who has signed in before."""
    return country.pair()[0]


def test_without_the_card_program_the_page_says_what_to_do_and_offers_the_other_way(
    room: Room, registrar: Person
) -> None:
    pc = room.seat(replace(registrar, agent=None))
    pc.goes_in()
    pc.click("text=อ่านบัตรและเข้าสู่ระบบ")
    pc.says("CL-01")
    assert "ทำต่อ:" in pc.page.inner_text(".card-said")
    assert pc.page.is_visible("[data-nav-go]")
    assert pc.page.is_visible("[data-read]:not([disabled])")
    answer = pc.page.goto("/rights/")
    assert answer is not None
    assert urlsplit(pc.page.url).path.startswith("/login/")


def test_where_fetch_is_forbidden_signing_in_and_saving_go_by_navigation_and_no_address_names_anybody(
    room: Room, registrar: Person
) -> None:
    pc = room.seat(registrar)
    pc.forbids_the_agent()
    pc.agent.insert(registrar.desk)
    pc.goes_in()
    goes_the_other_way(pc, "text=อ่านบัตรและเข้าสู่ระบบ")
    pc.is_inside()
    opens_own_block(pc)
    pc.page.fill("[name=registrar-phone]", PHONE)
    goes_the_other_way(pc, "button[data-save]")
    pc.says("สิ่งที่เกิดขึ้น")
    pc.page.goto("/rights/edit/")
    assert PHONE in pc.page.inner_text("main")
    assert any("/v1/nav?" in address for address in pc.addresses)
    assert not any("/v1/assert" in address for address in pc.addresses)
    for address in pc.addresses:
        names_nobody(address, registrar)


def test_the_card_pulled_out_locks_the_screen_and_the_form_is_kept_and_saved_after_unlocking(
    room: Room, registrar: Person
) -> None:
    pc = room.seat(registrar)
    pc.goes_in_by_card()
    opens_own_block(pc)
    pc.page.fill("[name=registrar-phone]", "042 581 999")
    pc.agent.remove()
    pc.page.locator("body.locked").wait_for()
    assert "CL-31" in pc.page.inner_text("#lock")
    refused = pc.page.request.get("/movements/")
    assert refused.status == 423
    pc.agent.insert(registrar.desk)
    with pc.page.expect_popup() as opened:
        pc.click("[data-unlocks]")
    pc.page.locator("body:not(.locked)").wait_for()
    if not opened.value.is_closed():
        opened.value.wait_for_event("close")
    assert pc.page.input_value("[name=registrar-phone]") == "042 581 999"
    pc.click("button[data-save]")
    pc.says("สิ่งที่เกิดขึ้น")


def test_what_was_changed_after_the_officer_agreed_is_not_saved(room: Room, registrar: Person) -> None:
    """A script in the page exchanges a field between the card's yes and the sending."""
    pc = room.seat(registrar)
    pc.goes_in_by_card()
    opens_own_block(pc)
    pc.page.fill("[name=registrar-phone]", "042 581 111")
    pc.page.evaluate(
        """() => {
            const send = HTMLFormElement.prototype.submit;
            HTMLFormElement.prototype.submit = function () {
                document.querySelector("[name=registrar-phone]").value = "042 581 222";
                send.call(this);
            };
        }"""
    )
    pc.click("button[data-save]")
    pc.says("CL-30")
    said, shown = CODES["TX_CHANGED"], pc.page.inner_text("main")
    assert said.says_text("th") in shown
    assert f"ทำต่อ: {said.remedy_text('th')}" in shown
    pc.page.goto("/rights/edit/")
    assert not re.search(r"042 ?581 ?(111|222)", pc.page.inner_text("main"))


def opens_own_block(pc: Pc) -> None:
    """Open SEM102 and take up the details of the registrar on file."""
    pc.page.goto("/rights/edit/")
    pc.click("button:has-text('แก้รายละเอียดของผู้นี้')")
    pc.page.locator("[name=registrar-phone]").wait_for()


def goes_the_other_way(pc: Pc, button: str) -> None:
    pc.click(button)
    pc.says("CL-02")
    pc.click("[data-nav-go]")


def names_nobody(address: str, person: Person) -> None:
    """Neither the address nor what it carries in base64 holds a whole number, or the person's name or number."""
    for text in (address, *(opened(piece) for piece in carried(address))):
        assert not WHOLE_NUMBER.search(text), address
        assert person.national_id not in text, address
        assert not any(part in text for part in parts_of(person.name)), address


def parts_of(name: str) -> list[str]:
    """The first name (with its title) and the family name."""
    return name.split()


def carried(address: str) -> list[str]:
    split = urlsplit(address)
    return [
        value
        for part in (split.query, split.fragment)
        for values in parse_qs(part).values()
        for value in values
    ]


def opened(piece: str) -> str:
    """Read a value as base64url where it is some; a statement inside is opened too."""
    try:
        text = base64.urlsafe_b64decode(piece + "=" * (-len(piece) % 4)).decode("utf-8")
    except ValueError:
        return piece
    return text + "".join(opened(inner) for inner in re.findall(r'"statement": ?"([\w-]+)"', text))
