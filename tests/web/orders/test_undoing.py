"""An order in the records is undone in plain sight: each of the two shows the other."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client

from lhr.kernel.national_id import make_synthetic
from lhr.orders import queries
from lhr.web.movements.kinds import NEW_PERSON
from tests.support.cast import TODAY, Place
from tests.support.pages import is_refused
from tests.web.desks import text_of
from tests.web.orders.desk import SIGNED, adds, applies, body, draws, led_to, presses, signed, version

pytestmark = pytest.mark.django_db
HEAD = {"starts": "1 ก.ค. 2561", "subject": "ยกเลิก", "reason": "ออกคำสั่งผิด"}


def done(officer: Client, registrar: Client, order: UUID, number: str) -> None:
    led_to(presses(officer, order, "check"))
    led_to(presses(officer, order, "sign", **{**SIGNED, "citation_number": number}))
    led_to(applies(registrar, order))


@pytest.fixture
def applied(officer_desk: Client, registrar_desk: Client, pair: Place) -> UUID:
    order = signed(officer_desk, pair, "finance", "clerk")
    led_to(applies(registrar_desk, order))
    return order


def test_a_cancelling_order_and_the_cancelled_one_show_each_other(
    officer_desk: Client, registrar_desk: Client, applied: UUID
) -> None:
    asked = text_of(officer_desk.get(f"/orders/{applied}/cancel/"))
    assert "ยกเลิกคำสั่งที่ 25/2561 ปรับเงินเดือนตามกฎหมาย" in asked
    undo = led_to(officer_desk.post(f"/orders/{applied}/cancel/", body(**HEAD, effect="FROM_START")))
    assert undo != applied
    again = officer_desk.post(f"/orders/{applied}/cancel/", body(**HEAD, effect="FROM_START"))
    assert is_refused(again)
    assert "OR-08.1" in text_of(again)
    assert f'/orders/{undo}/"' in text_of(officer_desk.get(f"/orders/{applied}/"))
    done(officer_desk, registrar_desk, undo, "26/2561")
    old, new = (text_of(officer_desk.get(f"/orders/{one}/")) for one in (applied, undo))
    assert "ถูกยกเลิกโดย" in old
    assert '<li class="now undone" aria-current="step">ถูกยกเลิก</li>' in old
    assert "ลงทะเบียนประวัติแล้ว 2 รายการ ขีดฆ่า 2" in old
    assert "ตรวจสอบแล้ว 0" not in old
    assert "ยกเลิกโดยคำสั่ง" not in old
    assert f'/orders/{applied}/"' in new
    assert set(queries.written(applied, TODAY).values()) == {"STRUCK"}


def test_an_order_that_ends_from_a_day_says_so_on_every_page(
    officer_desk: Client, registrar_desk: Client, pair: Place, applied: UUID
) -> None:
    at = f"/orders/{applied}/cancel/"
    asked = text_of(officer_desk.get(at))
    assert "สิ้นผลตั้งแต่วันที่มีผล" in asked
    early = officer_desk.post(at, body(**HEAD, effect="FROM_DAY"))
    assert "OR-04.3" in text_of(early)
    undo = led_to(officer_desk.post(at, body(**{**HEAD, "starts": "1 พ.ย. 2561", "effect": "FROM_DAY"})))
    line = queries.lines_of(undo)[0]
    typed = {"person": str(line.draft.person_id), "starts": "1 พ.ย. 2561", "movement": "CANCEL_ORDER", "remark": "มติ"}
    led_to(officer_desk.post(f"/orders/{undo}/lines/{line.id}/", body(**typed, version=version(undo))))
    assert {one.draft.cancel_effect.value for one in queries.lines_of(undo)} == {"FROM_DAY"}
    assert "ผลของการยกเลิก: <b>สิ้นผลตั้งแต่วันที่มีผล ก่อนวันนั้นยังถือว่ามีผล</b>" in text_of(officer_desk.get(f"/orders/{undo}/"))
    done(officer_desk, registrar_desk, undo, "26/2561")
    old = text_of(officer_desk.get(f"/orders/{applied}/"))
    assert "สิ้นผลตั้งแต่ 1 พ.ย. 2561 โดย" in old
    assert old.count("สิ้นผล 1 พ.ย. 2561") == 2
    assert set(queries.written(applied, TODAY).values()) == {"VERIFIED"}
    ended = next(one.id for one in queries.lines_of(applied) if one.draft.person_id == pair["finance"])
    assert "สิ้นผลโดย" in text_of(officer_desk.get(f"/movements/lines/{ended}/"))


def test_what_begins_or_ends_service_is_offered_no_day(
    officer_desk: Client, registrar_desk: Client, pair: Place
) -> None:
    leaving = draws(officer_desk, kind="LEAVING", subject="ลาออก")
    led_to(adds(officer_desk, leaving, pair["finance"], "RESIGN"))
    done(officer_desk, registrar_desk, leaving, "25/2561")
    asked = text_of(officer_desk.get(f"/orders/{leaving}/cancel/"))
    assert "คำสั่งนี้ยกเลิกได้แบบถือว่าไม่เคยมีผลตั้งแต่ต้นเท่านั้น" in asked
    assert "FROM_DAY" not in asked


def test_an_amending_order_takes_the_chosen_lines_to_be_mended(
    officer_desk: Client, registrar_desk: Client, pair: Place, applied: UUID
) -> None:
    at = f"/orders/{applied}/amend/"
    assert is_refused(officer_desk.post(at, body(**HEAD)))  # nothing chosen
    chosen = next(one.id for one in queries.lines_of(applied) if one.draft.person_id == pair["finance"])
    mends = led_to(officer_desk.post(at, body(**HEAD, line=str(chosen))))
    (line,) = queries.lines_of(mends)
    typed = {"person": str(pair["finance"]), "starts": "1 ก.ค. 2561", "movement": "AMEND_ORDER", "salary": "20500"}
    led_to(officer_desk.post(f"/orders/{mends}/lines/{line.id}/", body(**typed, version=version(mends))))
    assert queries.lines_of(mends)[0].draft.amends == chosen
    done(officer_desk, registrar_desk, mends, "27/2561")
    old = text_of(officer_desk.get(f"/orders/{applied}/"))
    assert "ถูกแก้ไขโดย" in old
    assert '<li class="now undone" aria-current="step">ถูกแก้ไข</li>' in old
    assert "20,500" in text_of(officer_desk.get(f"/orders/{mends}/"))


def test_an_order_that_amends_a_contract_asks_for_its_end_and_no_other_line_does(
    officer_desk: Client, registrar_desk: Client, pair: Place, applied: UUID
) -> None:
    def mended(order: UUID) -> str:
        entries = [str(one.id) for one in queries.lines_of(order)]
        draft = led_to(officer_desk.post(f"/orders/{order}/amend/", body(**HEAD, line=entries[0])))
        return f"/orders/{draft}/lines/{queries.lines_of(draft)[0].id}/"

    assert 'name="last_day"' not in text_of(officer_desk.get(mended(applied)))
    hires = draws(officer_desk, kind="CONTRACT", subject="จ้าง")
    typed = dict(zip(NEW_PERSON, ("นาย", "สมจ้าง", "ทดสอบสัญญา", "3 ก.พ. 2530", "M"), strict=True))
    typed |= {"national_id": make_synthetic(70001), "kind": "CONTRACT_GENERAL", "salary": "9,000"}
    answer = adds(officer_desk, hires, "", "CONTRACT_START", last_day="30 มิ.ย. 2562", **typed)  # type: ignore[arg-type]
    assert led_to(answer) == hires
    done(officer_desk, registrar_desk, hires, "26/2561")
    at = mended(hires)
    page = text_of(officer_desk.get(at))
    assert 'name="last_day" value="30 มิ.ย. 2562"' in page
    assert "ว่างไว้คือวันเดิม" in page
    (draft,) = queries.lines_of(UUID(at.split("/")[2]))
    said = {"person": str(draft.draft.person_id), "starts": "1 ก.ค. 2561", "movement": "AMEND_ORDER"}
    said |= {"salary": "9,000", "last_day": "31 มี.ค. 2562"}
    amending = led_to(officer_desk.post(at, body(**said, version=version(UUID(at.split("/")[2])))))
    assert "31 มี.ค. 2562" in text_of(officer_desk.get(f"/orders/{amending}/"))
    done(officer_desk, registrar_desk, amending, "27/2561")
    record = text_of(officer_desk.get(f"/movements/people/{draft.draft.person_id}/"))
    assert (">31 มี.ค. 2562<" in record, ">30 มิ.ย. 2562<" in record) == (True, True)


def test_what_is_not_in_the_records_is_not_undone(officer_desk: Client, pair: Place) -> None:
    order = signed(officer_desk, pair, "finance")
    answer = officer_desk.post(f"/orders/{order}/cancel/", body(**HEAD, effect="FROM_START"))
    assert is_refused(answer)
    assert "OR-08" in text_of(answer)


def test_what_no_amending_order_may_mend_is_not_offered_for_it(
    officer_desk: Client, registrar_desk: Client, pair: Place, applied: UUID
) -> None:
    assert f"/orders/{applied}/amend/" in text_of(officer_desk.get(f"/orders/{applied}/"))
    acting = draws(officer_desk, kind="ACTING", subject="มอบหมายหน้าที่")
    typed = {"last_day": "30 ก.ย. 2561", "position_text": "เลขานุการ"}
    led_to(adds(officer_desk, acting, pair["finance"], "ASSIGNED", **typed))
    done(officer_desk, registrar_desk, acting, "26/2561")
    shown = text_of(officer_desk.get(f"/orders/{acting}/"))
    assert f"/orders/{acting}/cancel/" in shown
    assert f"/orders/{acting}/amend/" not in shown
    asked = text_of(officer_desk.get(f"/orders/{acting}/amend/"))
    assert "ไม่มีรายการที่คำสั่งแก้ไขแก้ได้" in asked
    assert f"/orders/{acting}/cancel/" in asked
    (line,) = queries.lines_of(acting)
    forced = officer_desk.post(f"/orders/{acting}/amend/", body(**HEAD, line=str(line.id)))
    assert is_refused(forced)
