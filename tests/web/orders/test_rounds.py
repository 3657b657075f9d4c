"""A pay round on the screen: the proposals with their reasons, drawn up as an order in one press."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.test import Client

from lhr.access.actor import operator
from lhr.audit.queries import readings_of
from lhr.cli.demonstration import pay as demonstration
from lhr.kernel.national_id import make_synthetic
from lhr.orders import queries
from lhr.service_record import actions
from lhr.service_record.drafts import NewPerson, OpeningLine, OpeningRecord
from lhr.service_record.pay import Pay
from tests.service_record.round_people import HALF_2, WHEN
from tests.support.cast import BORN, TODAY, Cast, Place
from tests.support.pages import html_of, is_refused
from tests.web.orders.desk import body, led_to, text_of

pytestmark = pytest.mark.django_db
ROUND = "/orders/round/?round=2561-2&kind=MUN_OFFICIAL"
SHOWN = {"round": "2561-2", "kind": "MUN_OFFICIAL", "shown": "2561-2 MUN_OFFICIAL"}


@pytest.fixture
def staff(cast: Cast, pair: Place) -> list[object]:
    """Three on the schedule: one appraised, one not, one with a disciplinary entry of the half."""
    keeper = operator(TODAY, "ผู้ดูแลระบบ")
    demonstration.load_schedule(keeper, WHEN)
    made = actions.open_record(
        by=cast.keeper,
        organisation=pair.lgo,
        records=[
            OpeningRecord(
                make_synthetic(7700 + at), NewPerson("นาย", f"รอบ{name}", "ทดสอบ", BORN, "M"), WHEN, "MUN_OFFICIAL",
                level_code="OPERATIONAL", pay=Pay(salary=Decimal(11960)), text="ยกยอด",
            )
            for at, name in enumerate(("หนึ่ง", "สอง", "สาม"))
        ],
    )  # fmt: skip
    told = {"year": str(HALF_2.year), "half": str(HALF_2.half), "grade": "GOOD"}
    lines = [OpeningLine("APPRAISAL", who, told) for who in (made[0], made[2])]
    actions.open_card_lines(by=cast.keeper, organisation=pair.lgo, lines=lines)
    return list(made)


def test_the_proposals_stand_with_their_reasons_and_are_drawn_up(
    officer_desk: Client, pair: Place, staff: list[object]
) -> None:
    said = text_of(officer_desk.get(ROUND))
    assert "เลื่อนเงินเดือน ครั้งที่ 2 ปี 2561 มีผล 1 ต.ค. 2561" in said
    assert "ไม่มีผลการประเมินของรอบนี้" in said
    assert "ยังไม่มีเกณฑ์ที่นำเข้า" in said
    order = led_to(officer_desk.post(ROUND, body(**SHOWN)))
    found = queries.lines_of(order)
    assert {line.draft.person_id for line in found} == {staff[0], staff[2]}
    assert {line.draft.pay.salary for line in found} == {Decimal(12220)}
    row = queries.row_of(order)
    assert (row.round_year, row.round_half, row.kind) == (2561, 2, "PAY_ROUND")
    again = html_of(officer_desk.get(ROUND))
    assert "รอบนี้ของประเภทนี้มีคำสั่งอยู่แล้ว" in again
    assert f"/orders/{order}/" in again
    assert again.count("มีชื่อแล้วในคำสั่งของรอบนี้ที่ยังไม่ลงทะเบียนประวัติ") == 2
    assert "ร่างคำสั่ง 0" not in again
    assert "data-save" not in again  # nobody is left to be drawn up
    assert "OR-06" in html_of(officer_desk.post(ROUND, body(**SHOWN)))
    other = html_of(officer_desk.get(ROUND.replace("MUN_OFFICIAL", "NO_SUCH_KIND")))
    assert "told-warn" in other


def test_no_other_round_is_drawn_up_than_the_one_that_is_chosen_and_shown(
    officer_desk: Client, pair: Place, staff: list[object]
) -> None:
    """Another round is chosen and ร่างคำสั่ง pressed at once: nothing is drawn up, the choice is shown instead."""
    chosen = {**SHOWN, "round": "2561-1"}
    answer = officer_desk.post("/orders/round/", body(**chosen))
    assert is_refused(answer)
    said = html_of(answer)
    assert "ไม่ตรงกับข้อเสนอที่แสดงอยู่" in said
    assert "<h1>เลื่อนเงินเดือน ครั้งที่ 1 ปี 2561" in said
    assert 'name="shown" value="2561-1 MUN_OFFICIAL"' in said
    unseen = {"round": "2561-2", "kind": "MUN_OFFICIAL"}
    assert is_refused(officer_desk.post("/orders/round/", body(**unseen)))
    assert queries.of_round(pair.lgo.pk, 2561, 1, TODAY) == queries.of_round(pair.lgo.pk, 2561, 2, TODAY) == []
    looked = officer_desk.post("/orders/round/", body(**chosen, step="show"))
    assert looked["Location"] == ROUND.replace("2561-2", "2561-1")


def test_who_has_no_appraisal_is_led_to_where_one_is_recorded(officer_desk: Client, staff: list[object]) -> None:
    said = html_of(officer_desk.get(ROUND))
    ways = re.findall('<a href="([^"]+)">ไม่มีผลการประเมินของรอบนี้: บันทึกผลการประเมินก่อน', said)
    assert (way := f"/movements/people/{staff[1]}/add/APPRAISAL/") in ways
    assert f"/movements/people/{staff[0]}/add/APPRAISAL/" not in ways
    assert officer_desk.get(way).status_code == 200


def test_special_remuneration_at_the_top_is_seen_in_the_order(
    officer_desk: Client, cast: Cast, pair: Place, staff: list[object]
) -> None:
    person = NewPerson("นาย", "เต็มขั้น", "ทดสอบ", BORN, "M")
    record = OpeningRecord(
        make_synthetic(7710), person, WHEN, "MUN_OFFICIAL", level_code="SENIOR", pay=Pay(salary=Decimal(54090)),
        text="ยกยอด",
    )  # fmt: skip
    (who,) = actions.open_record(by=cast.keeper, organisation=pair.lgo, records=[record])
    told = {"year": str(HALF_2.year), "half": str(HALF_2.half), "grade": "GOOD"}
    actions.open_card_lines(by=cast.keeper, organisation=pair.lgo, lines=[OpeningLine("APPRAISAL", who, told)])
    order = led_to(officer_desk.post(ROUND, body(**SHOWN)))
    assert "54,090 +2%" in html_of(officer_desk.get(f"/orders/{order}/"))
    paper = officer_desk.get(f"/orders/{order}/print/")
    assert (paper.status_code, paper["Content-Type"]) == (200, "application/pdf")
    assert "orders.print" in {one.reading.view for one in readings_of(who)}


def test_a_round_is_a_reading_of_everybody_whom_it_shows(
    officer_desk: Client, staff: list[object]
) -> None:
    officer_desk.get(ROUND)
    assert [len(readings_of(who)) for who in staff] == [1, 1, 1]  # type: ignore[arg-type]


def test_where_nothing_is_proposed_nothing_is_drawn_up(officer_desk: Client, pair: Place) -> None:
    assert "data-save" not in text_of(officer_desk.get(ROUND))
    answer = officer_desk.post(ROUND, body(**SHOWN))
    assert is_refused(answer)
    assert "OR-06" in html_of(answer)
    assert queries.of_round(pair.lgo.pk, 2561, 2, TODAY) == []


def test_the_registrar_draws_up_no_round(registrar_desk: Client) -> None:
    assert registrar_desk.get(ROUND).status_code == 403
