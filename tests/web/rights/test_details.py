"""แก้รายละเอียดของผู้นี้, warnings with a reason, people who come later, and two windows of one account."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.test import Client

from lhr.access.actor import Actor
from lhr.access.roles import Role
from lhr.registry_rights import queries
from tests.support.cast import TODAY, Cast, Place, acting, assigned, confirm, day, holder, hr, moves, save
from tests.support.pages import html_of, is_refused
from tests.web.rights.conftest import PASSWORD, sent
from tests.web.rights.pages import EDIT, KEEP, choices, fields, pick, press_save, search, words

pytestmark = pytest.mark.django_db
DETAILS = "แก้รายละเอียดของผู้นี้"


def open_details(client: Client, block: str = "registrar", says: str = DETAILS) -> Any:
    page = html_of(client.get(EDIT))
    found = re.findall(r'name="choose" value="([^"]+)">(?!\s*เลือก)(.*?)</button>', page, re.DOTALL)
    at = 0 if block == "registrar" else -1
    value = [value for value, text in found if says in html.unescape(text)][at]
    return client.post(KEEP, {"choose": value}, follow=True)


def test_the_details_begin_with_everything_on_file(town_hall: Client, pair: Place, bootstrap: Actor) -> None:
    contact = {"phone": "042 111", "email": "a@b.go.th"}
    save(bootstrap, pair, officer=assigned(pair["clerk"], TODAY, day("๓๐ ก.ย. ๒๕๖๑"), **contact))
    held = fields(open_details(town_hall, "officer"))
    assert held["officer-capacity"] == "ASSIGNED"
    assert held["officer-order_number"] == "๔๔๙/๒๕๖๑"
    assert held["officer-order_signed_on"] == "31 ก.ค. 2561"
    assert held["officer-email"] == "a@b.go.th"
    assert held["officer-starts"] == "1 ส.ค. 2561"
    assert held["officer-last_day"] == "30 ก.ย. 2561"
    assert held["officer-phone"] == "042 111"


def test_a_telephone_number_is_added_and_the_right_goes_on_as_it_was(town_hall: Client, pair: Place) -> None:
    page = open_details(town_hall)
    assert "แก้รายละเอียด ยังไม่บันทึก" in words(page)
    saved = words(press_save(town_hall, **{"registrar-phone": "042 999 000"}))
    assert "แก้รายละเอียดแล้ว สิทธิยังเป็นรายการเดิม" in saved
    assert "042 999 000" in saved
    assert "สิ้นสุด" not in saved.split("ขั้นต่อไป")[0]
    registrar = [row for row in queries.rows_of(pair.lgo.pk) if row.role == "REGISTRAR"]
    assert [(row.starts, row.until, row.phone) for row in registrar] == [
        (day("๑ ม.ค. ๒๕๖๑"), None, "042 999 000")
    ]


def test_the_holder_searched_for_again_opens_his_details_too(town_hall: Client, pair: Place) -> None:
    page = pick(town_hall, "registrar", pair.numbers["palad"])
    assert fields(page)["registrar-starts"] == "1 ม.ค. 2561"


def test_a_coming_registrar_can_be_opened_as_well(town_hall: Client, pair: Place, bootstrap: Actor) -> None:
    save(bootstrap, pair, officer=assigned(pair["clerk"], day("๑ ก.ย. ๒๕๖๑")))
    page = open_details(town_hall, "officer", "แก้รายละเอียดของ นายสมบัติ")
    assert fields(page)["officer-starts"] == "1 ก.ย. 2561"
    press_save(town_hall, **{"officer-starts": "2 ก.ย. 2561"})
    assert holder(pair, Role.OFFICER, day("๑ ก.ย. ๒๕๖๑")) == pair["hr"]
    assert holder(pair, Role.OFFICER, day("๒ ก.ย. ๒๕๖๑")) == pair["clerk"]
    assert len(queries.rows_of(pair.lgo.pk)) == 3


@pytest.mark.rule("OR-02", breaks=True)
def test_OR02_an_order_signed_tomorrow_stands_on_its_field(town_hall: Client, town: Place) -> None:
    pick(town_hall, "officer", town.numbers["clerk"])
    order = {"officer-order_number": "12/2561", "officer-order_signed_on": "2 ส.ค. 2561"}
    refused = press_save(town_hall, **order)
    assert is_refused(refused)
    assert "OR-02.1" in words(refused)
    assert "ทำต่อ: แก้วันลงนามให้ตรงกับคำสั่ง" in words(refused)
    assert 'name="reason"' not in html_of(refused)


@pytest.mark.rule("RR-05", breaks=True)
def test_RR05_the_reason_field_appears_when_it_is_needed_and_lets_the_warning_pass(
    town_hall: Client, town: Place
) -> None:
    page = pick(town_hall, "registrar", town.numbers["palad"])
    assert 'name="reason"' not in html_of(page)
    refused = press_save(town_hall, **{"registrar-starts": "1 ต.ค. 2560"})
    assert is_refused(refused)
    assert "RR-05" in words(refused)
    assert 'name="reason"' in html_of(refused)
    assert queries.latest_form(town.lgo.pk) is None
    saved = press_save(town_hall, reason="ดำรงตำแหน่งก่อนมีระบบ")
    assert saved.status_code == 200
    assert "เหตุผลที่บันทึกทั้งที่มีข้อเตือน: ดำรงตำแหน่งก่อนมีระบบ" in words(saved)
    assert holder(town, Role.REGISTRAR, day("๑ ต.ค. ๒๕๖๐")) == town["palad"]


def test_RR05_the_empty_days_are_named_before_anything_is_saved(town_hall: Client, pair: Place) -> None:
    moves(pair, pair["hr"], "RESIGN", day("๕ ส.ค. ๒๕๖๑"))
    assert "จะไม่มีผู้มีสิทธินี้" in words(town_hall.get("/rights/"))
    pick(town_hall, "officer", pair.numbers["clerk"])
    order = {"officer-order_number": "8/2561", "officer-order_signed_on": "31 ก.ค. 2561"}
    said = words(press_save(town_hall, **order, **{"officer-starts": "6 ส.ค. 2561"}))
    assert "RR-05.2" in said
    assert "จะไม่มีเจ้าหน้าที่ทะเบียนประวัติ เพราะสิทธิของนายสมใจ ทดสอบท่าอุเทน" in said


def test_who_comes_later_is_offered_with_that_day_and_the_block_begins_with_it(
    town_hall: Client, pair: Place
) -> None:
    moves(pair, pair["palad"], "RESIGN", day("๑๕ ส.ค. ๒๕๖๑"))
    starts = day("๑๕ ส.ค. ๒๕๖๑")
    moves(pair, pair["deputy"], "MOVE", starts, post_id=pair.posts["palad"], level_code="ADMIN_MIDDLE", reason="ทดสอบ")
    found = search(town_hall, "registrar", pair.numbers["deputy"])
    says = "เลือกในฐานะปลัด มีผลตั้งแต่ 15 ส.ค. 2561"
    page = town_hall.post(KEEP, {"choose": choices(found)[says]}, follow=True)
    held = fields(page)
    assert (held["registrar-capacity"], held["registrar-starts"]) == ("PALAD", "15 ส.ค. 2561")
    assert press_save(town_hall).status_code == 200
    assert holder(pair, Role.REGISTRAR, starts) == pair["deputy"]
    assert holder(pair, Role.REGISTRAR, TODAY) == pair["palad"]


def test_an_acting_order_of_the_record_fills_the_block(town_hall: Client, pair: Place) -> None:
    days = {"last_day": day("๑๕ ส.ค. ๒๕๖๑"), "post_id": pair.posts["palad"]}
    moves(pair, pair["deputy"], "ACTING_FOR", day("๕ ส.ค. ๒๕๖๑"), **days)
    page = town_hall.get(EDIT)
    assert "เสนอ: นายสมศรี ทดสอบท่าอุเทน ผู้รักษาการ" in words(page)
    filled = fields(town_hall.post(KEEP, {"choose": choices(page)["เลือกตามที่เสนอ"]}, follow=True))
    assert filled["registrar-capacity"] == "ACTING"
    assert filled["registrar-starts"] == "5 ส.ค. 2561"
    assert filled["registrar-last_day"] == "15 ส.ค. 2561"
    assert filled["registrar-order_number"] == "12/2561"
    assert filled["registrar-order_signed_on"] == "1 ส.ค. 2561"


# --- two windows ---------------------------------------------------------------------------------------------------

ORDER = {"officer-order_number": "99/2561", "officer-order_signed_on": "31 ก.ค. 2561"}


def test_the_second_window_is_told_who_was_first_and_keeps_what_was_typed(town_hall: Client, pair: Place) -> None:
    second = fields(pick(town_hall, "officer", pair.numbers["clerk"]))
    assert press_save(town_hall, **ORDER).status_code == 200
    refused = town_hall.post(EDIT, {**second, **ORDER, "officer-order_number": "98/2561", **sent()})
    said = words(refused)
    assert is_refused(refused)
    assert "บันทึกแบบฟอร์มนี้ไปก่อนแล้ว" in said
    assert "ยังไม่ได้เลือกบุคคล" not in said
    assert fields(refused)["officer-order_number"] == "98/2561"
    assert len(queries.rows_of(pair.lgo.pk)) == 3


def test_what_differs_is_shown_to_the_second_window(town_hall: Client, pair: Place) -> None:
    second = fields(pick(town_hall, "officer", pair.numbers["clerk"]))
    pick(town_hall, "officer", pair.numbers["finance"])
    assert press_save(town_hall, **ORDER).status_code == 200
    said = words(town_hall.post(EDIT, {**second, **ORDER, **sent()}))
    assert "ข้อที่ต่างกัน" in said
    assert "นายสมปอง ทดสอบท่าอุเทน" in said
    assert "นายสมบัติ ทดสอบท่าอุเทน" in said


def test_a_window_saves_whom_it_shows_and_nobody_whom_another_window_chose(town_hall: Client, pair: Place) -> None:
    first = fields(pick(town_hall, "officer", pair.numbers["clerk"]))
    pick(town_hall, "officer", pair.numbers["finance"])
    assert town_hall.post(EDIT, {**first, **ORDER, **sent()}).status_code == 200
    assert holder(pair, Role.OFFICER, TODAY) == pair["clerk"]


def test_a_mark_that_is_not_ours_chooses_nobody(town_hall: Client, pair: Place, neighbour: Place) -> None:
    forged = {"officer-person": str(neighbour["hr"]), "officer-capacity": "HR_OFFICER", "officer-starts": "1 ส.ค. 2561"}
    refused = town_hall.post(EDIT, {"based_on": "1", **forged, **sent()})
    assert "ยังไม่ได้เลือกบุคคล" in words(refused)
    assert PASSWORD not in words(refused)


# --- the province --------------------------------------------------------------------------------------------------


def waiting(pair: Place) -> str:
    row = next(row for row in queries.rows_of(pair.lgo.pk) if row.took_effect is None)
    return f"/rights/awaiting/{row.entry_id}/"


def test_the_province_sees_the_order_of_the_record_and_who_is_covered(
    province_desk: Client, pair: Place, bootstrap: Actor
) -> None:
    last = day("๑๕ ส.ค. ๒๕๖๑")
    moves(pair, pair["deputy"], "ACTING_FOR", TODAY, last_day=last, post_id=pair.posts["palad"])
    save(bootstrap, pair, registrar=acting(pair["deputy"], TODAY, last, order_number="๑๒/๒๕๖๑", order_signed_on=TODAY))
    said = words(province_desk.get(waiting(pair)))
    assert "พบคำสั่งนี้ใน ก.พ.๗ (ตรวจสอบแล้ว)" in said
    assert "วันไม่ตรงกับที่เสนอ" not in said
    assert "ปลัด ณ วันเริ่ม นายสมหวัง ทดสอบท่าอุเทน" in said


def test_the_province_is_told_that_the_record_holds_another_order_or_none(
    province_desk: Client, pair: Place, bootstrap: Actor
) -> None:
    last = day("๑๕ ส.ค. ๒๕๖๑")
    save(bootstrap, pair, registrar=acting(pair["deputy"], TODAY, last))
    said = words(province_desk.get(waiting(pair)))
    assert "ไม่พบคำสั่งเลขที่และวันที่นี้ใน ก.พ.๗" in said
    assert "ตรวจกับสำเนาคำสั่งก่อนยืนยัน" in said
    moves(pair, pair["deputy"], "ACTING_FOR", TODAY, last_day=last, post_id=pair.posts["palad"])
    assert "คำสั่งอื่นของผู้นี้ในวันเดียวกัน: คำสั่งที่ 12/2561" in words(province_desk.get(waiting(pair)))


def test_the_province_reads_the_reason_and_what_was_confirmed_before(
    province_desk: Client, province: Actor, pair: Place, bootstrap: Actor
) -> None:
    until, longer = day("๑๕ ส.ค. ๒๕๖๑"), day("๓๑ ส.ค. ๒๕๖๑")
    save(bootstrap, pair, registrar=acting(pair["deputy"], TODAY, until))
    confirm(province, pair)
    signed = {"order_number": "500/2561", "order_signed_on": TODAY}
    save(bootstrap, pair, registrar=acting(pair["deputy"], TODAY, longer, **signed), reason="ขยายเวลา")
    said = words(province_desk.get(waiting(pair)))
    assert "แทนรายการที่ยืนยันแล้วของผู้นี้" in said
    assert "15 ส.ค. 2561" in said


def test_who_was_on_file_on_a_past_day_is_told_from_who_was_saved_later(
    town_hall: Client, pair: Place, cast: Cast
) -> None:
    address = f"/rights/{pair.lgo.pk}/history/"
    then = words(town_hall.get(address, {"on": "๑ ก.พ. ๒๕๖๑"}))
    assert "บันทึกย้อนหลัง บันทึกเมื่อ 1 ส.ค. 2561" in then
    assert "บันทึกย้อนหลัง" not in words(town_hall.get(address))
    assert "สถานะในตารางเป็นสถานะ ณ วันนี้" not in then
    wrong = words(town_hall.get(address, {"on": "32 ม.ค. 2561"}))
    assert "ยังแสดงวันนั้นไม่ได้" in wrong
    assert "ยังบันทึกไม่ได้" not in wrong


def test_step_three_is_a_link_and_current_on_sem101(town_hall: Client, pair: Place, province_desk: Client) -> None:
    says = r"ลงทะเบียนสิทธิผู้ใช้งาน \(นายทะเบียนและเจ้าหน้าที่ทะเบียน\)"
    link = rf'<li class="inside"><a href="/rights/"( aria-current="page")?>{says}'
    for address, current in (("/rights/", True), (EDIT, False)):
        met = re.search(link, html_of(town_hall.get(address)))
        assert met is not None
        assert bool(met.group(1)) is current
    assert 'class="inside"' not in html_of(province_desk.get("/rights/awaiting/"))


def test_the_post_is_written_with_line_and_level(town_hall: Client, pair: Place, bootstrap: Actor) -> None:
    assert "ปลัดเทศบาล (นักบริหารงานท้องถิ่น ระดับกลาง)" in words(town_hall.get("/rights/"))
    assert hr(pair["hr"]).phone == ""
