"""A round of pay for sixty people, from a pasted table to sixty records by one card statement, and out again by an
order that cancels it: two officers at their PCs, in real Chromium. Its seconds are taken by benchmarks/b_sixty.py."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lhr.service_record.models import ServiceLine
from tests.e2e.day.country import TELEPHONE, Country, Pc, Room
from tests.e2e.day.sixty import PRESSES, SIXTY, go_into_the_records, sixty_people
from tests.support import scans
from tests.support.browser import LAPTOP

pytestmark = pytest.mark.e2e
Picture = Callable[..., None]
# How many lines of the grid stand whole between the top of the window and the bar at its foot.
_SEEN = """() => {
  const low = document.querySelector(".actions").getBoundingClientRect().top;
  const whole = (row) => {
    const own = row.getBoundingClientRect();
    return own.height && own.top >= 0 && own.bottom <= low + 1;
  };
  return [...document.querySelectorAll(".order-grid tbody tr:first-child")].filter(whole).length;
}"""


def test_a_round_of_pay_for_sixty_goes_into_the_records_in_six_presses_and_out_again(
    country: Country, room: Room, picture: Picture, tmp_path: Path
) -> None:
    lgo, *towns = country.settled()
    registrar, officer = (room.seat(person) for person in towns)
    table = sixty_people(lgo)
    officer.goes_in_by_card()
    registrar.goes_in_by_card()
    officer.page.goto("/orders/")
    both_sizes(officer, picture, "orders-empty")
    officer.page.goto("/orders/")
    registrar.page.goto("/orders/")
    before = officer.presses + registrar.presses
    scan = tmp_path / "คำสั่ง.pdf"
    scan.write_bytes(scans.pdf(2))

    def looks(pc: Pc, name: str) -> None:
        if name in ("orders-draft", "orders-apply"):
            assert pc.page.evaluate(_SEEN) >= 12
        if name == "orders-list":
            both_sizes(pc, picture, name)
        else:
            picture(pc.page, name, whole=name == "orders-sign")

    go_into_the_records(officer, registrar, table, scan, looks=looks)
    assert officer.presses + registrar.presses - before == PRESSES
    of_this = ServiceLine.objects.known().filter(source="ORDER", citation_number="111", status="VERIFIED")
    assert of_this.count() == SIXTY
    both_sizes(registrar, picture, "orders-applied")

    is_cancelled(officer, registrar, picture)
    sees_what_is_refused(officer, picture, table)


def is_cancelled(officer: Pc, registrar: Pc, picture: Picture) -> None:
    officer.page.reload()
    officer.follows("a:has-text('ยกเลิกโดยคำสั่ง')", "**/cancel/")
    officer.page.fill("[name=reason]", "คำนวณขั้นผิดทั้งคำสั่ง")
    both_sizes(officer, picture, "orders-cancel")
    officer.click("button:has-text('ร่างคำสั่งยกเลิก')")
    officer.says("ร่างคำสั่งยกเลิกแล้ว")
    officer.says("60 รายการ ผ่าน 60 ติดกฎ 0")
    both_sizes(officer, picture, "orders-cancelling")
    officer.click("button:has-text('ตรวจร่างแล้ว')")
    officer.says("ตรวจร่างแล้ว เสนอลงนามได้")
    officer.page.fill("[name=citation_number]", "๑๑๒/๒๕๖๑")
    officer.page.fill("[name=citation_signed_on]", "๑ เม.ย. ๒๕๖๑")
    officer.click("button:has-text('บันทึกการลงนาม')")
    officer.says("บันทึกการลงนามแล้ว")
    registrar.page.goto("/movements/queue/")
    both_sizes(registrar, picture, "orders-queue")
    registrar.follows("main a:has-text('112/2561')", "**/orders/*-*/")
    registrar.click("button:has-text('ลงทะเบียนประวัติ 60 รายการ')")
    registrar.says("ลงทะเบียนประวัติตามคำสั่งแล้ว 60 รายการ")
    registrar.follows("main a:has-text('111/2561')", "**/orders/*-*/")
    registrar.says("ถูกยกเลิกโดย")
    both_sizes(registrar, picture, "orders-cancelled")


def sees_what_is_refused(officer: Pc, picture: Picture, table: str) -> None:
    """Ten of the sixty without a reason, one of them twice and one far too high: each finding under its line; a line is
    mended in its row."""
    head, *rows = table.splitlines()
    officer.page.goto("/orders/new/")
    officer.page.select_option("[name=kind]", "PAY_ROUND")
    officer.page.fill("[name=starts]", "1 เม.ย. 2561")
    wrong = [*rows[:3], rows[0], rows[4].replace("\t0.5", "\tครึ่ง")]
    officer.page.fill("[name=rows]", "\n".join([head, *wrong]))
    officer.click("button:has-text('ร่างคำสั่ง')")
    officer.page.locator(".summary").wait_for()
    both_sizes(officer, picture, "orders-unread")
    officer.page.fill("[name=rows]", "\n".join([head, *wrong[:-1]]))
    officer.click("button:has-text('ร่างคำสั่ง')")
    officer.says("OR-05")
    both_sizes(officer, picture, "orders-refused")
    officer.click(".order-grid tbody a:has-text('แก้')")
    officer.page.locator(".order-grid #line").wait_for()
    picture(officer.page, "orders-line", whole=False)
    officer.page.locator(".order-grid #line [name=reason]").fill("บัญชีตัวอย่าง")
    officer.click(".order-grid #line button:has-text('บันทึกรายการ')")
    officer.says("แก้รายการแล้ว")
    order = officer.page.url.split("/orders/")[1].split("/")[0]
    pages = {"add": "lines/?movement=PERCENT_RISE", "paste": "paste/", "head": "head/", "discard": "discard/"}
    for name, address in pages.items():
        officer.page.goto(f"/orders/{order}/{address}")
        both_sizes(officer, picture, f"orders-{name}")


def both_sizes(pc: Pc, picture: Picture, name: str) -> None:
    picture(pc.page, name)
    pc.is_sound(name)
    pc.page.set_viewport_size(TELEPHONE)
    picture(pc.page, f"{name}-390")
    pc.page.set_viewport_size(LAPTOP)
