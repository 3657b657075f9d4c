"""A move that ends a right while its holder is at work in another browser (issue 2; card-login.md 11, row 32)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lhr.kernel import clock
from lhr.kernel.thai_date import buddhist_year, show
from tests.e2e.day.country import TELEPHONE, Country, Pc, Person, Room
from tests.support.browser import LAPTOP

pytestmark = pytest.mark.e2e
TYPED = "พิมพ์ค้างไว้ก่อนสิทธิสิ้นสุด"


def test_a_move_verified_elsewhere_ends_the_right_at_the_next_request_and_what_was_typed_stays_on_the_page(
    country: Country, room: Room
) -> None:
    registrar, officer = (room.seat(person) for person in country.pair())
    province = room.seat(country.office("province"))
    for pc in (registrar, officer, province):
        pc.goes_in_by_card()
    begins_to_key(officer)
    officer.page.fill("[name=remark]", TYPED)
    keys_transfer_out(registrar, officer.person)
    is_still_inside(officer)

    province.page.goto("/movements/queue/")
    province.click(f"section:has-text('{officer.person.name}') button:has-text('ลงนามให้โอน')")
    province.says("ไม่มีรายการที่รอท่านตรวจสอบ")

    officer.page.evaluate("window.lhr.look()")
    officer.page.locator("#lock:has-text('CL-29')").wait_for()
    assert officer.page.input_value("[name=remark]") == TYPED
    assert officer.page.request.get("/movements/new/").status == 403
    answer = officer.page.goto("/movements/")
    assert answer is not None
    assert answer.status == 403
    assert "CL-29" in officer.page.inner_text("main")
    assert "ทำต่อ" in officer.page.inner_text("main")

    province.page.goto("/oversight/without/officer/")
    assert "ไม่มีเจ้าหน้าที่ทะเบียนประวัติ" in province.page.inner_text("main")
    is_still_inside(registrar)


def begins_to_key(pc: Pc) -> None:
    pc.page.goto("/movements/new/")
    with pc.page.expect_response("**/movements/new/"):
        pc.page.select_option("[name=movement]", "TRANSFER_OUT")
    pc.page.locator("[name=citation_number]").wait_for()


def keys_transfer_out(pc: Pc, person: Person) -> None:
    """Key the officer's own move, in force today; it goes to the province to be verified."""
    today = show(clock.today(), "num", digits="arabic")
    begins_to_key(pc)
    pc.page.locator("[name=person]").select_option(label=label_of(pc, person))
    pc.page.fill("[name=starts]", today)
    pc.page.fill("[name=other]", "อบต. แห่งหนึ่ง (สาธิต)")
    pc.page.fill("[name=citation_number]", "14")
    pc.page.fill("[name=citation_year]", str(buddhist_year(clock.today())))
    pc.page.fill("[name=citation_signed_on]", today)
    pc.click("button[value=look]")
    pc.page.locator("[name=other_id][value=text]").check()
    pc.click("button[value=look]")
    pc.says("เมื่อตรวจสอบแล้วจะมีผลดังนี้")
    pc.click("button[value=send]")
    pc.says("รอจังหวัดตรวจสอบ")


def label_of(pc: Pc, person: Person) -> str:
    """How the list of people shows somebody."""
    found = pc.page.locator(f"[name=person] option:has-text('{person.name}')")
    return found.first.inner_text()


def is_still_inside(pc: Pc) -> None:
    assert pc.page.request.get("/account/presence/").status == 200


def test_an_officer_ends_the_own_right_by_card_reads_what_follows_and_is_out(
    country: Country, room: Room, picture: Callable[..., None]
) -> None:
    registrar, officer = (room.seat(person) for person in country.pair())
    for pc in (registrar, officer):
        pc.goes_in_by_card()
    officer.page.goto("/rights/")
    picture(officer.page, "sem101-ends")
    officer.follows("section:has-text('๒. เจ้าหน้าที่') >> text=ให้สิ้นสุดสิทธิ", "**/rights/end/*/")
    officer.says("นี่คือสิทธิของท่านเอง")
    picture(officer.page, "end-right")
    officer.is_sound("the end of a right")
    officer.page.set_viewport_size(TELEPHONE)
    picture(officer.page, "end-right-390")
    officer.page.set_viewport_size(LAPTOP)

    officer.page.fill("[name=from_day]", show(clock.today(), "num", digits="arabic"))
    officer.page.fill("[name=reason]", "ขอพ้นหน้าที่")
    officer.page.locator("#consequence:has-text('ตั้งแต่คำขอถัดไป')").wait_for()
    picture(officer.page, "end-right-today")
    officer.click("button[data-save]")
    officer.says("สิทธิของท่านสิ้นสุดแล้ว")
    picture(officer.page, "end-right-done")

    answer = officer.page.goto("/rights/")
    assert answer is not None
    assert answer.status == 403
    assert "หน่วยงานให้สิ้นสุด: ขอพ้นหน้าที่" in officer.page.inner_text("main")
    picture(officer.page, "end-right-cl29")
    registrar.page.goto("/rights/")
    registrar.says("ไม่มีเจ้าหน้าที่ทะเบียนประวัติ")
    assert "หน่วยงานให้สิ้นสุด: ขอพ้นหน้าที่" in registrar.page.inner_text("main")
    registrar.is_sound("SEM101 with a vacancy")
    picture(registrar.page, "sem101-vacancy")
    registrar.page.set_viewport_size(TELEPHONE)
    picture(registrar.page, "sem101-vacancy-390")
