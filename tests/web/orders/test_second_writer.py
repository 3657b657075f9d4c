"""Who saves on a version that is no more the latest is told who did what and when, sees what is on file beside what he
typed, loses nothing of it, and chooses: one way for an order's head and line, a movement, a section, a post."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from lhr.orders import queries
from lhr.service_record.models import CardLine, ServiceLine
from tests.support.cast import Place
from tests.support.pages import is_refused
from tests.web.desks import text_of
from tests.web.movements.typist import Typist
from tests.web.orders.desk import HEAD, adds, body, draws, led_to, presses, version

pytestmark = pytest.mark.django_db
ROW = re.compile(r'<tr><th scope="row">(.*?)</th><td>(.*?)</td><td>(.*?)</td></tr>')
DATED = {"starts": "1 ส.ค. 2561", "reference": "มติ ก.ท.จ. ครั้งที่ 7/2561", "reason": ""}


def differ(page: str) -> dict[str, tuple[str, str]]:
    """What is on file and what was typed, by the label of the field."""
    return {re.sub("<[^>]+>", "", label).strip(): (theirs, mine) for label, theirs, mine in ROW.findall(page)}


def overtaken(answer: Any, by: str) -> str:
    assert is_refused(answer)
    page = text_of(answer)
    assert "มีผู้บันทึกรายการนี้ก่อนท่าน" in page
    assert re.search(rf"<li>[^<]*{by}[^<]* โดย [^<]+ 1 ส.ค. 2561 \d\d:\d\d น.</li>", page), page
    return page


def test_the_head_of_an_order(officer_desk: Client, pair: Place) -> None:
    order = draws(officer_desk)
    seen = version(order)
    typed = {name: HEAD[name] for name in ("starts", "subject", "reason")}
    led_to(presses(officer_desk, order, "head", **{**typed, "subject": "เรื่องของคนแรก"}))
    late = {**typed, "subject": "เรื่องของคนหลัง", "starts": "2 ก.ค. 2561"}
    answer = presses(officer_desk, order, "head", **late, version=seen)
    page = overtaken(answer, "แก้หัวคำสั่ง")
    assert differ(page) == {
        "เรื่อง": ("เรื่องของคนแรก", "เรื่องของคนหลัง"), "วันที่มีผล": ("1 ก.ค. 2561", "2 ก.ค. 2561"),
    }  # fmt: skip
    assert 'value="เรื่องของคนหลัง"' in page
    assert f'href="/orders/{order}/head/"' in page  # to have what is on file
    latest = re.search(r'name="version" value="(\d+)"', page)
    assert latest is not None
    led_to(presses(officer_desk, order, "head", **late, version=latest[1]))  # to have one's own
    assert queries.row_of(order).subject == "เรื่องของคนหลัง"


def test_a_line_of_an_order(officer_desk: Client, pair: Place) -> None:
    order = draws(officer_desk)
    led_to(adds(officer_desk, order, pair["finance"], salary="20000"))
    seen, line = version(order), queries.lines_of(order)[0].id
    at = f"/orders/{order}/lines/{line}/"
    typed = {"person": str(pair["finance"]), "starts": "1 ก.ค. 2561", "movement": "LAW_ADJUST"}
    led_to(officer_desk.post(at, body(**typed, version=seen, salary="21000", remark="ตามมติ")))
    page = overtaken(officer_desk.post(at, body(**typed, version=seen, salary="22000")), "แก้รายชื่อในร่างคำสั่ง")
    assert differ(page) == {"เงินเดือน (บาท)": ("21,000", "22,000"), "หมายเหตุ": ("ตามมติ", "–")}
    led_to(officer_desk.post(at, body(**typed, version=version(order), salary="22000")))
    assert str(queries.lines_of(order)[0].draft.pay.salary) == "22000.00"
    late = adds(officer_desk, order, pair["clerk"], salary="19000", version=seen)
    assert differ(overtaken(late, "แก้รายชื่อในร่างคำสั่ง")) == {}, "of a line that is new nothing is on file"


def test_a_movement_that_waits(officer_desk: Client, pair: Place) -> None:
    desk = Typist(officer_desk)
    typed = {"movement": "RESIGN", "person": str(pair["finance"]), "starts": "1 ก.ย. 2561"}
    line = desk.keys(**typed)
    desk.looks(**{**typed, "starts": "3 ก.ย. 2561"}, again=line, version=1)  # the slower one has looked already
    assert desk.keys(**{**typed, "starts": "2 ก.ย. 2561"}, again=line, version=1) == line
    answer = desk.sends(**{**typed, "starts": "3 ก.ย. 2561"}, again=line, version=1)
    page = overtaken(answer, "แก้ไขแล้วส่งตรวจสอบใหม่|บันทึก")
    assert differ(page)["วันที่มีผล (วันแรกที่พ้น)"] == ("2 ก.ย. 2561", "3 ก.ย. 2561")
    assert f"?again={line}" in page
    assert 'name="version" value="2"' in page
    assert desk.keys(**{**typed, "starts": "3 ก.ย. 2561"}, again=line, version=2) == line
    row = ServiceLine.objects.known().get(entry_id=UUID(line))
    assert (row.version, row.starts.day) == (3, 3)


def test_a_line_of_a_section(officer_desk: Client, pair: Place) -> None:
    typed = {
        "skill": "ภาษาลาว", "grade": "ดี", "since": "2550", "citation_number": "๑๒", "citation_year": "2561",
        "citation_signed_on": "20 ก.ค. 2561", "show_on_kp7": "on", "reason": "ตามบัตร",
    }  # fmt: skip
    officer_desk.post(f"/movements/people/{pair['finance']}/add/SKILL/", body(**typed))
    at = f"/movements/card/lines/{CardLine.objects.known().get().entry_id}/mend/"
    assert officer_desk.post(at, body(**{**typed, "grade": "ดีมาก"}, version=1)).status_code == 302
    page = overtaken(officer_desk.post(at, body(**{**typed, "skill": "ภาษาเขมร"}, version=1)), "")
    assert list(differ(page).values()) == [("ภาษาลาว", "ภาษาเขมร"), ("ดีมาก", "ดี")]
    assert officer_desk.post(at, body(**{**typed, "skill": "ภาษาเขมร"}, version=2)).status_code == 302
    assert CardLine.objects.known().get().values["skill"] == "ภาษาเขมร"


def test_a_post_of_the_ledger(officer_desk: Client, pair: Place) -> None:
    at = f"/posts/{pair.posts['finance']}/move/"
    opened = re.search(r'name="seen" value="(\d+)"', text_of(officer_desk.get(at)))
    assert opened is not None
    first = {**DATED, "department": "05", "unit": "กองช่าง", "seen": opened[1]}
    assert officer_desk.post(at, body(**first)).status_code == 302
    late = {**DATED, "department": "04", "unit": "กองคลัง", "starts": "2 ส.ค. 2561", "seen": opened[1]}
    page = overtaken(officer_desk.post(at, body(**late)), "ส่วนราชการ")
    assert differ(page) == {
        "ส่วนราชการใหม่": ("05 กองช่าง", "04 คลัง"), "ชื่อส่วนราชการ กอง ฝ่าย หรืองาน": ("กองช่าง", "กองคลัง"),
    }  # fmt: skip
    latest = re.search(r'name="seen" value="(\d+)"', page)
    assert latest is not None
    assert officer_desk.post(at, body(**{**late, "seen": latest[1]})).status_code == 302


def test_a_line_that_is_gone_leads_back_to_the_order_and_says_so(officer_desk: Client, pair: Place) -> None:
    order = draws(officer_desk)
    led_to(adds(officer_desk, order, pair["finance"], salary="20,000"))
    (line,) = queries.lines_of(order)
    led_to(presses(officer_desk, order, f"lines/{line.id}/remove"))
    typed = {"movement": "LAW_ADJUST", "person": str(pair["finance"]), "starts": "1 ก.ค. 2561", "salary": "21000"}
    at = f"/orders/{order}/lines/{line.id}/"
    for sent in (None, body(**typed, version=version(order))):
        answer = officer_desk.post(at, sent) if sent else officer_desk.get(at)
        assert led_to(answer) == order
        assert "รายการนี้ถูกลบออกจากร่างไปแล้ว" in text_of(officer_desk.get(answer["Location"]))
    assert queries.lines_of(order) == []
    assert officer_desk.get(f"/orders/{order}/lines/{order}/").status_code == 404
