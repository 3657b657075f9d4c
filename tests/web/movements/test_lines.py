"""The list, the queue, one click to verify, sending back, taking back."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lhr.access.roles import Role
from lhr.audit import saves
from lhr.kernel import clock
from lhr.organisations import queries as organisations
from lhr.registry_rights import queries as rights
from lhr.service_record import actions as record
from lhr.service_record import drafts
from lhr.service_record.models import ServiceLine
from tests.support.cast import TODAY, Place, acting_as
from tests.support.pages import is_refused
from tests.web.desks import CardClient, text_of
from tests.web.movements.typist import QUEUE, VERIFY, Typist, line_of, presses, verifies
from tests.web.rights.pages import words

pytestmark = pytest.mark.django_db

RESIGNS = {"movement": "RESIGN", "starts": "1 ก.ย. 2561"}


@pytest.fixture
def line(officer_desk: Client, pair: Place) -> str:
    """The officer has keyed that the finance official leaves."""
    return Typist(officer_desk).keys(**RESIGNS, person=pair["finance"])


def test_the_list_shows_the_lgos_lines_with_their_state(officer_desk: Client, line: str) -> None:
    page = text_of(officer_desk.get("/movements/"))
    assert line in page
    assert "รอตรวจสอบ" in page
    assert line not in text_of(officer_desk.get("/movements/?state=VERIFIED"))
    assert line in text_of(officer_desk.get("/movements/?state=SUBMITTED"))


def test_the_queue_puts_old_and_new_side_by_side(registrar_desk: Client, line: str) -> None:
    page = text_of(registrar_desk.get("/movements/queue/"))
    assert f'value="{line}:1"' in page
    assert "เดิมและใหม่" in page
    assert "48-2-01-3201-001" in page
    assert "ไม่ได้ปฏิบัติงานที่ใด" in page


def test_a_signature_verifies_and_the_line_leaves_the_queue(registrar_desk: Client, line: str) -> None:
    answer = presses(registrar_desk, line, "verify")
    assert answer["Location"] == "/movements/queue/"
    page = text_of(registrar_desk.get("/movements/queue/"))
    assert "ตรวจสอบลาออกของ" in page
    assert "ไม่มีรายการที่รอท่านตรวจสอบ" in page
    assert "ตรวจสอบแล้ว" in text_of(registrar_desk.get(f"/movements/lines/{line}/"))


def test_the_officer_is_not_offered_to_verify_the_own_keying(officer_desk: Client, line: str) -> None:
    page = text_of(officer_desk.get(f"/movements/lines/{line}/"))
    assert VERIFY not in page
    assert "รอนายทะเบียนประวัติตรวจสอบ" in page
    assert presses(officer_desk, line, "verify").status_code == 403


def test_a_line_goes_back_with_a_reason_is_mended_and_sent_again(
    officer_desk: Client, registrar_desk: Client, line: str
) -> None:
    assert is_refused(presses(registrar_desk, line, "return", reason=""))
    assert presses(registrar_desk, line, "return", reason="วันที่ไม่ตรงคำสั่ง").status_code == 302
    listed = text_of(officer_desk.get("/movements/"))
    assert "ส่งคืน" in listed
    assert "วันที่ไม่ตรงคำสั่ง" in listed
    again = officer_desk.get(f"/movements/new/?again={line}")
    assert 'value="1 ก.ย. 2561"' in text_of(again)
    person = str(again.context["form"]["person"].value())
    mended = Typist(officer_desk).keys(movement="RESIGN", person=person, starts="2 ก.ย. 2561", again=line)
    assert mended == line, "it is the next version of the same line"
    assert "2 ก.ย. 2561" in text_of(officer_desk.get("/movements/"))
    told = text_of(officer_desk.get(f"/movements/lines/{line}/")).split("ประวัติของรายการนี้")[1]
    assert "วันที่ไม่ตรงคำสั่ง" in told
    assert "<del>1 ก.ย. 2561</del>" in told
    assert "<ins>2 ก.ย. 2561</ins>" in told
    assert verifies(registrar_desk, line, version=3).status_code == 302


def test_a_line_is_taken_back_before_it_is_verified(
    officer_desk: Client, registrar_desk: Client, line: str
) -> None:
    assert presses(officer_desk, line, "withdraw").status_code == 302
    assert is_refused(presses(registrar_desk, line, "verify"))


def test_two_at_once_one_is_told(officer_desk: Client, registrar_desk: Client, line: str) -> None:
    assert presses(registrar_desk, line, "verify").status_code == 302
    second = presses(registrar_desk, line, "verify")
    assert is_refused(second)
    assert "มีผู้บันทึกรายการนี้ก่อนท่าน" in text_of(second)


def test_the_same_press_sent_twice_is_carried_out_once(registrar_desk: Client, line: str) -> None:
    body = {"save_key": saves.new_key(), "line": f"{line}:1"}
    assert isinstance(registrar_desk, CardClient)
    first = registrar_desk.signs(VERIFY, body)
    second = registrar_desk.post(VERIFY, body)
    assert first["Location"] == second["Location"] == QUEUE


def test_the_registrars_own_line_is_the_provinces_to_verify(
    officer_desk: Client, registrar_desk: Client, province_desk: Client, pair: Place
) -> None:
    line = Typist(officer_desk).keys(**RESIGNS, person=pair["palad"])
    mine = text_of(registrar_desk.get("/movements/queue/"))
    assert f'value="{line}:1"' not in mine
    assert "จังหวัด เพราะเป็นประวัติของนายทะเบียน" in mine
    assert province_desk.get("/movements/")["Location"] == "/movements/queue/"
    above = text_of(province_desk.get("/movements/queue/"))
    assert f'value="{line}:1"' in above
    assert "สิทธินายทะเบียนประวัติสิ้นสุด" in above
    assert organisations.view_of(pair.lgo.pk, TODAY).label in above
    assert presses(province_desk, line, "verify").status_code == 302
    with clock.standing_at(clock.midnight(TODAY + timedelta(days=31))):
        assert rights.pair_on(pair.lgo.pk, TODAY + timedelta(days=31))[Role.REGISTRAR] is None
        assert registrar_desk.get("/movements/queue/").status_code in (302, 403)


def test_the_province_sees_nothing_of_other_peoples_lines(province_desk: Client, line: str) -> None:
    assert f'value="{line}:1"' not in text_of(province_desk.get(QUEUE))
    assert is_refused(presses(province_desk, line, "verify"))


def test_a_line_of_another_lgo_is_not_there(officer_desk: Client, line: str, neighbour: Place) -> None:
    citation = drafts.Citation(number="1", year=2561, signed_on=TODAY)
    movement = drafts.MovementDraft("RESIGN", TODAY, citation, person_id=neighbour["hr"])
    by = acting_as(Role.OFFICER, neighbour.lgo, neighbour["palad"])
    theirs = record.key_movement(by=by, organisation=neighbour.lgo, movement=movement, pair=frozenset())
    assert officer_desk.get(f"/movements/lines/{theirs.entry_id}/").status_code == 404


def test_a_cancelling_order_gives_the_right_back_and_says_so(
    officer_desk: Client, province_desk: Client, pair: Place
) -> None:
    line = Typist(officer_desk).keys(**RESIGNS, person=pair["palad"])
    presses(province_desk, line, "verify")
    assert "CANCEL_ORDER&amp;cancels=" in text_of(officer_desk.get(f"/movements/lines/{line}/"))
    begun = text_of(officer_desk.get(f"/movements/new/?movement=CANCEL_ORDER&cancels={line}"))
    assert f'value="{line}" selected' in begun
    typed = {
        "movement": "CANCEL_ORDER",
        "cancels": line,
        "cancel_effect": "FROM_START",
        "starts": "1 ส.ค. 2561",
    }
    assert "กลับมีผลตามเดิม" in text_of(Typist(officer_desk).looks(**typed))


def test_the_queue_asks_as_much_for_many_lines_as_for_one(
    officer_desk: Client, registrar_desk: Client, line: str, pair: Place
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert registrar_desk.get("/movements/queue/").status_code == 200
        return len(seen)

    registrar_desk.get("/movements/queue/")
    one = asked()
    for who in ("deputy", "clerk"):
        Typist(officer_desk).keys(**RESIGNS, person=pair[who])
    assert asked() == one


# --- the verifier sees what is verified, and everybody whose hands it went through ---------------------------------


def test_who_keyed_and_who_verified_stands_by_name(officer_desk: Client, registrar_desk: Client, line: str) -> None:
    waiting = text_of(registrar_desk.get("/movements/queue/"))
    assert "โดย" in waiting
    assert "นายสมใจ ทดสอบท่าอุเทน" in waiting
    presses(registrar_desk, line, "verify")
    page = text_of(officer_desk.get(f"/movements/lines/{line}/"))
    assert "นายสมใจ ทดสอบท่าอุเทน" in page
    assert "นายสมหวัง ทดสอบท่าอุเทน" in page.split("ตรวจสอบเมื่อ")[1]


def test_a_transfer_names_where_to_and_nobody_is_said_to_serve_nowhere(
    officer_desk: Client, registrar_desk: Client, pair: Place, neighbour: Place
) -> None:
    there = {"other": "โนนตาล", "other_id": str(neighbour.lgo.pk)}
    Typist(officer_desk).keys(movement="TRANSFER_OUT", person=pair["finance"], starts="1 ก.ย. 2561", **there)
    page = text_of(registrar_desk.get("/movements/queue/"))
    assert "โอนไป เทศบาลตำบลโนนตาล" in page
    assert "รอปลายทางบันทึกรับโอน" in page
    assert "ไม่ได้ปฏิบัติงานที่ใด" not in page


def test_a_cancelling_order_and_what_it_cancels_name_each_other(
    officer_desk: Client, registrar_desk: Client, pair: Place, line: str
) -> None:
    presses(registrar_desk, line, "verify")
    looked = Typist(officer_desk).looks(movement="CANCEL_ORDER", cancels=line, starts="1 ส.ค. 2561")
    outlook, said = looked.context["outlook"], text_of(looked)
    assert any(differs for *_, differs in outlook.compared.rows), "the old is not said to be the new"
    assert str(outlook.since) == "2018-09-01"
    assert "ยังปฏิบัติงานที่เทศบาลตำบลท่าอุเทนต่อ ตั้งแต่วันที่ 1 กันยายน 2561" in words(looked)
    choices = re.search(r'<select name="cancels".*?</select>', said, re.DOTALL)
    assert choices is not None
    assert not re.search("[๐-๙]", choices[0]), "one kind of digits"
    cancels = Typist(officer_desk).keys(movement="CANCEL_ORDER", cancels=line, starts="1 ส.ค. 2561")
    card = registrar_desk.get(QUEUE).context["groups"][0].lines[0].card
    assert str(card.other.id) == line
    assert str(card.since) == "2018-09-01", "old and new differ from the day on which he would have left"
    said = [effect.says.th for effect in card.effects]
    assert "ยังปฏิบัติงานที่เทศบาลตำบลท่าอุเทนต่อ" in said
    assert not any("เริ่มปฏิบัติงาน" in one for one in said)
    presses(registrar_desk, cancels, "verify")
    struck = text_of(officer_desk.get(f"/movements/lines/{line}/"))
    assert "ถูกยกเลิกโดย" in struck
    assert f"/movements/lines/{cancels}/" in struck


def test_an_order_that_cancels_is_offered_to_who_may_key_it_only(
    officer_desk: Client, registrar_desk: Client, line: str
) -> None:
    presses(registrar_desk, line, "verify")
    assert "movement=CANCEL_ORDER" in text_of(officer_desk.get(f"/movements/lines/{line}/"))
    assert "movement=CANCEL_ORDER" not in text_of(registrar_desk.get(f"/movements/lines/{line}/"))


def test_a_mistyped_line_is_corrected_from_its_page(
    officer_desk: Client, registrar_desk: Client, pair: Place
) -> None:
    desk = Typist(officer_desk)
    line = desk.keys(movement="RESIGN", person=pair["finance"], starts="12 ก.ย. 2561")
    presses(registrar_desk, line, "verify")
    page = text_of(officer_desk.get(f"/movements/lines/{line}/"))
    assert f"/movements/new/?corrects={line}" in page
    form = text_of(officer_desk.get(f"/movements/new/?corrects={line}"))
    assert "เหตุผลที่แก้ไขการบันทึก" in form
    assert 'value="12 ก.ย. 2561"' in form
    right = desk.keys(
        movement="RESIGN", person=pair["finance"], starts="21 ก.ย. 2561", corrects=line, why="พิมพ์สลับหลัก"
    )
    presses(registrar_desk, right, "verify")
    struck = text_of(officer_desk.get(f"/movements/lines/{line}/"))
    assert "ขีดฆ่าแล้ว เพราะ" in struck
    assert "พิมพ์สลับหลัก" in struck
    card = text_of(officer_desk.get(f"/movements/people/{pair['finance']}/"))
    assert 'class="struck"' in card
    assert "21 ก.ย. 2561" in card


# --- a line that should not be there at all ------------------------------------------------------------------------


def test_a_movement_of_the_wrong_person_is_struck_from_its_page(
    officer_desk: Client, registrar_desk: Client, pair: Place, line: str
) -> None:
    presses(registrar_desk, line, "verify")
    way, why = f"/movements/lines/{line}/strike/", "เป็นคำสั่งของผู้อื่นที่ชื่อคล้ายกัน"
    assert way in text_of(officer_desk.get(f"/movements/lines/{line}/"))
    assert way not in text_of(registrar_desk.get(f"/movements/lines/{line}/"))
    assert "สำเนาคำสั่งหน้า 2" in text_of(officer_desk.get(way))
    bare = officer_desk.post(way, {"save_key": saves.new_key(), "why": why})
    assert is_refused(bare)
    assert "CD-05.6" in text_of(bare)
    assert why in text_of(bare), "nothing of what was typed is lost"
    sent = {"save_key": saves.new_key(), "why": why, "citation_text": "สำเนาคำสั่งหน้า 2"}
    asked = line_of(officer_desk.post(way, sent))
    queue = text_of(registrar_desk.get(QUEUE))
    assert "ขอขีดฆ่าทั้งรายการ" in queue
    assert "ยังปฏิบัติงานที่เทศบาลตำบลท่าอุเทนต่อ" in queue
    assert why in queue
    assert presses(registrar_desk, asked, "verify").status_code == 302
    struck = text_of(officer_desk.get(f"/movements/lines/{line}/"))
    assert "ขีดฆ่าแล้ว เพราะ" in struck
    assert "/strike/" not in struck
    assert "/strike/" not in text_of(officer_desk.get(f"/movements/lines/{asked}/"))
    card = text_of(officer_desk.get(f"/movements/people/{pair['finance']}/"))
    assert card.count('class="struck"') == 1
    assert why in card


def test_the_only_line_of_a_service_is_refused_with_what_to_do(officer_desk: Client, pair: Place) -> None:
    opening = ServiceLine.objects.known().get(person=pair["finance"])
    sent = {"save_key": saves.new_key(), "why": "ผิดคน", "citation_text": "สำเนา"}
    answer = officer_desk.post(f"/movements/lines/{opening.entry_id}/strike/", sent)
    assert is_refused(answer)
    page = text_of(answer)
    assert "CD-05.5" in page
    assert "ให้บันทึกคำสั่งยกเลิก" in page


def test_a_correction_that_was_sent_back_is_mended_as_a_correction(
    officer_desk: Client, registrar_desk: Client, pair: Place
) -> None:
    desk = Typist(officer_desk)
    typed = {"movement": "RESIGN", "person": pair["finance"], "starts": "12 ก.ย. 2561"}
    line = desk.keys(**typed)
    presses(registrar_desk, line, "verify")
    right = desk.keys(**{**typed, "starts": "21 ก.ย. 2561"}, corrects=line, why="พิมพ์สลับหลัก")
    presses(registrar_desk, right, "return", reason="วันที่ยังไม่ตรง")
    page = text_of(officer_desk.get(f"/movements/new/?again={right}"))
    assert 'value="พิมพ์สลับหลัก"' in page
    assert f'name="corrects" value="{line}"' in page
    assert desk.keys(**{**typed, "starts": "20 ก.ย. 2561"}, again=right, corrects=line, why="พิมพ์สลับหลัก") == right
    row = ServiceLine.objects.known().get(entry_id=right)
    assert (row.status, str(row.corrects), row.strike_reason) == ("SUBMITTED", line, "พิมพ์สลับหลัก")
    assert verifies(registrar_desk, right, version=3).status_code == 302
    assert ServiceLine.objects.known().get(entry_id=line).status == "STRUCK"


def test_a_line_that_still_waits_is_mended_and_what_was_seen_before_is_not_signed(
    officer_desk: Client, registrar_desk: CardClient, pair: Place
) -> None:
    desk = Typist(officer_desk)
    rise = {
        "movement": "PERCENT_RISE", "person": pair["finance"], "starts": "1 ส.ค. 2561", "percent": "4",
        "salary": "20000", "reason": "ตามคำสั่ง",
    }  # fmt: skip
    line = desk.keys(**rise)
    assert f"?again={line}" in text_of(officer_desk.get(f"/movements/lines/{line}/"))
    assert f"?again={line}" not in text_of(registrar_desk.get(f"/movements/lines/{line}/"))
    assert desk.keys(**{**rise, "salary": "21000"}, again=line) == line
    assert is_refused(verifies(registrar_desk, line))
    assert verifies(registrar_desk, line, version=2).status_code == 302
    row = ServiceLine.objects.known().get(person=pair["finance"], movement_code="PERCENT_RISE")
    assert (str(row.entry_id), row.status, row.salary) == (line, "VERIFIED", 21000)
    assert f"?again={line}" not in text_of(officer_desk.get(f"/movements/lines/{line}/"))
