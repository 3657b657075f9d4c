"""The ceiling on the page of an order: one line that says cost, budget and ratio, or that nothing was compared."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from lhr.access.actor import operator
from lhr.access.roles import Role
from lhr.posts import actions as posts
from lhr.posts.rules import Funding
from lhr.service_record.pay import Pay
from lhr.staffing_plan import actions as plan
from lhr.staffing_plan.rules import Budget
from tests.support.cast import TODAY, Place, acting_as, moves
from tests.support.pages import html_of, is_refused
from tests.web.orders.desk import (
    HEAD,
    SIGNED,
    adds,
    applies,
    body,
    draws,
    led_to,
    presses,
    status,
    version,
    warned,
)
from tests.web.rights.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def funded(pair: Place) -> Place:
    by = operator(TODAY, "ทดสอบ")
    posts.fund(by=by, post_id=pair.posts["finance"], source=Funding.OWN, starts=date(2018, 1, 1))
    pay = Pay(salary=Decimal(40_000))
    moves(pair, pair["finance"], "LAW_ADJUST", date(2018, 4, 1), pay=pay, reason="ยังไม่มีบัญชี")
    return pair


def budgeted(place: Place, amount: int) -> None:
    said = Budget(2561, Decimal(amount), Decimal(0), None, "เทศบัญญัติงบประมาณรายจ่าย", date(2017, 9, 20))
    officer = acting_as(Role.OFFICER, place.lgo, place["hr"], TODAY)
    plan.record_budget(by=officer, organisation=place.lgo, budget=said)


def page(desk: Client, order: object) -> str:
    return words(desk.get(f"/orders/{order}/"))


def test_without_a_budget_the_page_says_so_and_leads_to_it(
    officer_desk: Client, registrar_desk: Client, funded: Place
) -> None:
    order = draws(officer_desk)
    led_to(adds(officer_desk, order, funded["finance"], salary="41,000"))
    said = "ยังไม่ได้ตรวจเพดานร้อยละ 40: ไม่มีงบประมาณรายจ่ายปี 2561 ในทะเบียน"
    answer = officer_desk.get(f"/orders/{order}/")
    assert said in words(answer)
    assert f"/posts/of/{funded.lgo.pk}/ceiling/2561/" in answer.content.decode()
    registrar = registrar_desk.get(f"/orders/{order}/").content.decode()
    assert f"/posts/of/{funded.lgo.pk}/ceiling/2561/" not in registrar
    assert f"/posts/of/{funded.lgo.pk}/ceiling/" in registrar


def test_SP02_the_officer_is_told_answers_in_the_head_and_goes_on(officer_desk: Client, funded: Place) -> None:
    budgeted(funded, 1_200_000)
    order = draws(officer_desk, reason="")
    led_to(adds(officer_desk, order, funded["finance"], salary="41,000", reason="ยังไม่มีบัญชี"))
    shown = page(officer_desk, order)
    assert "480,000 → 492,000 บาท" in shown
    assert "ร้อยละ 40.00 → 41.00 เกินเพดาน" in shown
    assert "SP-02.1" in shown
    refused = presses(officer_desk, order, "check")
    assert is_refused(refused)
    said = html_of(refused).split('id="lines-h"')[0].split("order-facts")[0]
    assert "SP-02.1" in said, "what stands against the order is said where the refusal is"
    assert "ติดกฎ 0" not in said
    head = {**HEAD, "reason": "ปรับตามกฎหมาย", "version": version(order)}
    led_to(officer_desk.post(f"/orders/{order}/head/", body(**head)))
    led_to(presses(officer_desk, order, "check"))
    assert "เหตุผล: ปรับตามกฎหมาย" in page(officer_desk, order)


def test_below_the_ceiling_one_line_says_it(officer_desk: Client, funded: Place) -> None:
    budgeted(funded, 2_000_000)
    order = draws(officer_desk)
    led_to(adds(officer_desk, order, funded["finance"], salary="41,000"))
    shown = page(officer_desk, order)
    assert "ร้อยละ 24.00 → 24.60 ไม่เกินเพดาน" in shown
    assert "SP-02" not in shown


def test_who_applies_agrees_to_the_warnings_that_stood_on_the_page_and_no_others(
    officer_desk: Client, registrar_desk: Client, funded: Place
) -> None:
    order = draws(officer_desk)  # its reason would answer whatever warning comes
    led_to(adds(officer_desk, order, funded["finance"], salary="41,000"))
    led_to(presses(officer_desk, order, "check"))
    led_to(presses(officer_desk, order, "sign", **SIGNED))
    seen = warned(registrar_desk, order)
    budgeted(funded, 1_200_000)
    late = applies(registrar_desk, order, warned=seen)
    assert is_refused(late)
    told = words(late)
    assert "ข้อสังเกตของระบบเปลี่ยนไปตั้งแต่ที่ท่านเปิดหน้านี้" in told
    assert "SP-02.1" in told
    assert status(order) == "SIGNED"
    led_to(applies(registrar_desk, order))
    assert status(order) == "APPLIED"
