"""The one movement screen: fields by kind, the effect before sending, the rules' words on the fields."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from lhr.access.policy import Reach
from lhr.kernel.national_id import make_synthetic
from lhr.kernel.thai_date import show as date_said
from lhr.organisations import actions as organisations
from lhr.organisations.rules import Kind
from lhr.people.queries import national_id_of, view_of
from lhr.registry_rights.models import Notice
from lhr.service_record import queries as service
from tests.support.cast import FOUNDED, TODAY, Cast, Place, moves
from tests.support.pages import is_refused
from tests.web.desks import text_of
from tests.web.movements.typist import Typist
from tests.web.rights.pages import search

pytestmark = pytest.mark.django_db


def test_the_screen_opens_with_every_kind_in_groups(officer_desk: Client) -> None:
    page = text_of(officer_desk.get("/movements/new/"))
    for name in (
        "บรรจุและแต่งตั้ง",
        "ให้โอน",
        "รับโอน",
        "เกษียณอายุ",
        "ถึงแก่กรรม",
        "ลาออก",
        "รักษาราชการแทน",
        "รักษาการในตำแหน่ง",
        "ยกเลิกคำสั่ง",
    ):
        assert name in page
    assert 'name="starts"' not in page


def test_who_comes_from_a_record_need_not_choose_its_owner_again(officer_desk: Client, pair: Place) -> None:
    record = f"/movements/people/{pair['finance']}/"
    way = f"/movements/new/?person={pair['finance']}"
    assert way in text_of(officer_desk.get(record))
    first = officer_desk.get(way)
    assert first.context["form"].chosen == pair["finance"]
    assert re.search(rf'value="{pair["finance"]}" selected', text_of(first))
    assert f'href="{record}"' in text_of(first)  # cancelled, it leads back there
    chosen = {"movement": "RESIGN", "person": str(pair["finance"]), "step": "fill"}
    assert officer_desk.post("/movements/new/", chosen, follow=True).context["form"].chosen == pair["finance"]


def test_a_kind_shows_its_own_fields_and_no_others(officer_desk: Client) -> None:
    leaving = text_of(officer_desk.get("/movements/new/?movement=RESIGN"))
    assert 'name="person"' in leaving
    assert 'name="national_id"' not in leaving
    assert 'name="last_day"' not in leaving
    acting = text_of(officer_desk.get("/movements/new/?movement=ACTING_FOR"))
    assert 'name="last_day"' in acting
    assert 'name="open_ended"' in acting
    received = text_of(officer_desk.get("/movements/new/?movement=TRANSFER_IN"))
    assert 'name="national_id"' in received
    assert 'name="other"' in received
    assert 'name="person"' not in received


def test_the_day_of_retirement_is_proposed_for_the_person_chosen(officer_desk: Client, pair: Place) -> None:
    page = text_of(officer_desk.get(f"/movements/new/?movement=RETIRE&person={pair.people['palad']}"))
    assert 'value="1 ต.ค. 2578"' in page
    assert "๓๐ กันยายน ๒๕๗๘" in page


def test_a_typed_day_of_retirement_stays_and_what_is_wrong_with_it_is_told(
    officer_desk: Client, pair: Place
) -> None:
    typed = {"movement": "RETIRE", "person": str(pair["palad"]), "starts": "28/11/2569", "proposed": "1 ต.ค. 2578"}
    page = text_of(officer_desk.post("/movements/new/", {"step": "fill", **typed}, follow=True))
    assert 'value="28/11/2569"' in page
    assert "วันที่พิมพ์ไว้ไม่ใช่วันที่คำนวณจากวันเกิด" in page
    typed["citation_text"] = "ประกาศเกษียณอายุ"
    page = text_of(officer_desk.post("/movements/new/", {"step": "look", **typed}, follow=True))
    assert 'value="28/11/2569"' in page
    assert re.search("กรอกวันเกษียณอายุ (๒๘|28) พฤศจิกายน (๒๕๖๙|2569) แต่ผู้เกิด", page)


def test_a_proposal_goes_when_another_kind_is_chosen(officer_desk: Client, pair: Place) -> None:
    typed = {
        "movement": "RESIGN",
        "person": str(pair["palad"]),
        "starts": "1 ต.ค. 2578",
        "proposed": "1 ต.ค. 2578",
    }
    answer = officer_desk.post("/movements/new/", {"step": "fill", "citation_number": "77", **typed}, follow=True)
    page = text_of(answer)
    assert "1 ต.ค. 2578" not in page
    assert 'value="77"' in page


def test_it_says_that_the_registrars_right_will_end_before_anything_is_sent(
    officer_desk: Client, pair: Place, neighbour: Place
) -> None:
    answer = Typist(officer_desk).looks(
        movement="TRANSFER_OUT", person=pair["palad"], starts="1 ก.ย. 2561", other="โนนตาล", reason=""
    )
    page = text_of(answer)
    assert answer.status_code == 200, page
    assert "สิทธินายทะเบียนประวัติสิ้นสุด" in page
    assert "1 กันยายน 2561" in page
    assert "ไม่มีนายทะเบียนประวัติ" in page
    assert "ผู้ตรวจสอบ: จังหวัด" in page
    assert service.recent(pair.lgo.pk) == [n for n in service.recent(pair.lgo.pk) if n.source == "IMPORT"]


def test_what_was_looked_at_is_sent_and_waits(officer_desk: Client, pair: Place) -> None:
    line = Typist(officer_desk).keys(movement="RESIGN", person=pair["finance"], starts="1 ก.ย. 2561")
    page = text_of(officer_desk.get(f"/movements/lines/{line}/"))
    assert "รอตรวจสอบ" in page
    assert "ลาออก" in page
    assert "นายสมปอง" in page


def test_something_changed_after_looking_is_shown_again_not_sent(officer_desk: Client, pair: Place) -> None:
    typist = Typist(officer_desk)
    typed = {"movement": "RESIGN", "person": pair["finance"], "starts": "1 ก.ย. 2561"}
    seen = typist.looks(**typed).context["outlook"].seen
    answer = officer_desk.post(
        "/movements/new/", typist.body("send", {**typed, "starts": "2 ก.ย. 2561", "seen": seen}), follow=True
    )
    assert answer.status_code == 200
    assert "ข้อมูลเปลี่ยนไปหลังจากดูผล" in text_of(answer)


def test_a_line_without_an_order_shows_the_rule_its_remedy_and_keeps_what_was_typed(
    officer_desk: Client, pair: Place
) -> None:
    answer = Typist(officer_desk).looks(
        movement="RESIGN",
        person=pair["finance"],
        starts="1 ก.ย. 2561",
        citation_number="",
        remark="ตามคำขอ",
    )
    page = text_of(answer)
    assert is_refused(answer)
    assert "OR-03" in page
    assert "ทำต่อ:" in page
    assert "ที่มา:" in page
    assert 'value="ตามคำขอ"' in page
    assert 'value="1 ก.ย. 2561"' in page


def test_a_warning_asks_for_a_reason_and_passes_with_it(officer_desk: Client, pair: Place) -> None:
    typist = Typist(officer_desk)
    typed = {"movement": "RESIGN", "person": pair["finance"], "starts": "1 ก.ค. 2561"}
    answer = typist.looks(**typed)
    assert is_refused(answer)
    assert "OR-02" in text_of(answer)
    assert 'name="reason"' in text_of(answer)
    line = typist.keys(**typed, reason="คำสั่งออกภายหลัง")
    assert "คำสั่งออกภายหลัง" in text_of(officer_desk.get(f"/movements/lines/{line}/"))


def test_SR03_nobody_keys_the_own_record(officer_desk: Client, pair: Place) -> None:
    answer = Typist(officer_desk).looks(movement="RESIGN", person=pair["hr"], starts="1 ก.ย. 2561")
    assert is_refused(answer)
    assert "SR-03.2" in text_of(answer)


def test_the_registrar_is_offered_the_records_officer_only(registrar_desk: Client, pair: Place) -> None:
    page = text_of(registrar_desk.get("/movements/new/?movement=RESIGN"))
    assert str(pair["hr"]) in page
    assert str(pair["finance"]) not in page


def test_a_new_person_is_appointed_to_a_vacant_post(officer_desk: Client, pair: Place) -> None:
    typed = {
        "movement": "APPOINT",
        "national_id": make_synthetic(9001),
        "title": "นางสาว",
        "first_name": "สมฤดี",
        "last_name": "ทดสอบใหม่",
        "birth_date": "6 พ.ค. 2528",
        "gender": "F",
        "starts": "1 ก.ย. 2561",
        "kind": "MUN_OFFICIAL",
        "post": str(pair.posts["clerk"]),
    }
    typist = Typist(officer_desk)
    typist.keys(movement="RESIGN", person=pair["clerk"], starts="1 ก.ย. 2561")
    assert "เริ่มปฏิบัติงานที่เทศบาลตำบลท่าอุเทน" in text_of(typist.looks(**typed))
    line = typist.keys(**typed)
    assert "นางสาวสมฤดี ทดสอบใหม่" in text_of(officer_desk.get(f"/movements/lines/{line}/"))


def test_a_number_unknown_or_held_elsewhere_gets_the_same_answer(
    officer_desk: Client, pair: Place, neighbour: Place
) -> None:
    typist = Typist(officer_desk)
    said = []
    for number in (make_synthetic(9002), national_id_of(neighbour["hr"])):
        answer = typist.looks(
            movement="TRANSFER_IN",
            national_id=number,
            starts="1 ก.ย. 2561",
            kind="MUN_OFFICIAL",
            other="ศรีสงคราม",
        )
        said.append(_messages(text_of(answer)))
    assert said[0] == said[1]
    assert "SR-05" in said[0]
    assert 'href="/transfers/ask/"' in said[0]


def _messages(page: str) -> str:
    start = page.index('class="summary"')
    return page[start : page.index("</ul>", start)]


def test_PE10_numbers_cannot_be_tried_in_sequence(
    officer_desk: Client, pair: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LHR_LOOKUP_PER_HOUR", "2")
    typist = Typist(officer_desk)
    answers = [
        text_of(
            typist.looks(
                movement="TRANSFER_IN",
                national_id=make_synthetic(n),
                starts="1 ก.ย. 2561",
                kind="MUN_OFFICIAL",
                other="ก",
            )
        )
        for n in (9011, 9012, 9013)
    ]
    assert "PE-10" not in answers[1]
    assert "PE-10" in answers[2]


@pytest.mark.rule("PE-10", breaks=True)
def test_PE10_misses_of_the_picker_and_of_the_movement_screen_are_one_row(
    officer_desk: Client, pair: Place, neighbour: Place
) -> None:
    typist = Typist(officer_desk)
    for n in range(5):
        search(officer_desk, "officer", make_synthetic(9020 + n))
        assert "PE-10" not in text_of(receives(typist, make_synthetic(9030 + n)))
    assert "PE-10" in text_of(receives(typist, national_id_of(neighbour["hr"])))
    assert "PE-10" in text_of(search(officer_desk, "officer", pair.numbers["palad"]))
    assert [n.kind for n in Notice.objects.filter(kind="search-stopped")] == ["search-stopped"]


def test_PE10_the_same_number_looked_at_again_and_new_people_are_no_misses(
    officer_desk: Client, pair: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LHR_LOOKUP_MISSES", "2")
    typist = Typist(officer_desk)
    first = receives(typist, make_synthetic(9041))
    ticket = first.context["form"]["ticket"].value()
    again = receives(typist, make_synthetic(9041), ticket=ticket)
    assert "PE-10" not in text_of(again)
    for n in (9042, 9043):
        assert "PE-10" not in text_of(typist.looks(**appointed(make_synthetic(n))))
    assert "PE-10" not in text_of(receives(typist, make_synthetic(9044)))
    assert "PE-10" in text_of(receives(typist, make_synthetic(9045)))


@pytest.mark.once
def test_who_left_another_lgo_is_appointed_here_and_shown_as_typed_until_it_is_verified(
    officer_desk: Client, pair: Place, neighbour: Place, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LHR_LOOKUP_MISSES", "3")
    free = cast.joins(neighbour, "สมเจตน์", FOUNDED)
    moves(neighbour, free, "RESIGN", date(2018, 4, 1))
    shown = view_of(free, TODAY)
    vacant = moves(pair, pair["clerk"], "RESIGN", date(2018, 7, 1))
    typed = {
        "movement": "APPOINT", "national_id": national_id_of(free), "starts": "1 ก.ย. 2561", "kind": "MUN_OFFICIAL",
        "title": "นาย", "first_name": shown.first, "last_name": shown.last, "birth_date": "1 ม.ค. 2500", "gender": "M",
        "post": str(pair.posts["clerk"]),
    }  # fmt: skip
    assert vacant.status == "VERIFIED"
    typist, right = Typist(officer_desk), date_said(shown.birth_date, "short", digits="arabic")
    first = typist.looks(**typed)
    assert "PE-02.4" in text_of(first)
    assert right not in text_of(first)
    ticket = str(first.context["form"]["ticket"].value())
    # The same words again are no other try; other words are.
    for born, told in (("1 ม.ค. 2500", "PE-02.4"), ("2 ม.ค. 2500", "PE-02.4"), ("3 ม.ค. 2500", "PE-02.4")):
        answer = typist.looks(**{**typed, "birth_date": born, "ticket": ticket})
        assert told in text_of(answer)
    stopped = text_of(typist.looks(**{**typed, "birth_date": "4 ม.ค. 2500", "ticket": ticket}))
    assert ("PE-10" in stopped, "PE-02.4" in stopped) == (True, False)
    monkeypatch.setenv("LHR_LOOKUP_MISSES", "30")
    effect = typist.looks(**{**typed, "birth_date": right})
    assert effect.context["outlook"].name == shown.name
    assert "ศรีสงคราม" not in text_of(effect)
    line = typist.keys(**{**typed, "birth_date": right})
    assert service.line(UUID(line), within=Reach(frozenset({"/"})), day=TODAY).person.id == free


def receives(typist: Typist, number: str, **more: str) -> Any:
    typed = {"starts": "1 ก.ย. 2561", "kind": "MUN_OFFICIAL", "other": "ศรีสงคราม", **more}
    return typist.looks(movement="TRANSFER_IN", national_id=number, **typed)


def appointed(number: str) -> dict[str, str]:
    """Somebody whom the register does not know."""
    return {
        "movement": "APPOINT", "national_id": number, "starts": "1 ก.ย. 2561", "kind": "MUN_OFFICIAL",
        "prefix": "นางสาว", "first_name": "สมฤดี", "last_name": "ทดสอบใหม่",
        "birth_date": "6 พ.ค. 2533", "gender": "F",
    }  # fmt: skip


def test_several_lgos_of_one_name_are_offered_to_choose_from(
    officer_desk: Client, pair: Place, cast: Cast
) -> None:
    found = [
        organisations.found_lgo(by=cast.keeper, kind=kind, name="ปลาปาก", place="4805", starts=FOUNDED)
        for kind in (Kind.TAMBON_MUN, Kind.TAO)
    ]
    typist = Typist(officer_desk)
    typed = {
        "movement": "TRANSFER_OUT",
        "person": pair["finance"],
        "starts": "1 ก.ย. 2561",
        "other": "ปลาปาก",
    }
    page = text_of(typist.looks(**typed))
    assert "เทศบาลตำบลปลาปาก" in page
    assert "องค์การบริหารส่วนตำบลปลาปาก" in page
    changed = typist.looks(**{**typed, "other": "โนนตาล"}, other_id=str(found[1].pk))
    assert "องค์การบริหารส่วนตำบลปลาปาก" not in text_of(changed)
    line = typist.keys(**typed, other_id=str(found[1].pk))
    assert "องค์การบริหารส่วนตำบลปลาปาก" in text_of(officer_desk.get(f"/movements/lines/{line}/"))


def test_what_is_named_like_an_lgo_and_found_nowhere_is_asked_about(officer_desk: Client, pair: Place) -> None:
    """Kept as text the record would stay here for ever, and the other LGO would hear nothing of it."""
    typist = Typist(officer_desk)
    typed = {"movement": "TRANSFER_OUT", "person": pair["finance"], "starts": "1 ก.ย. 2561"}
    misspelt = text_of(typist.looks(**typed, other="ทต.โนนตาาล"))
    assert "ไม่พบ อปท. ชื่อนี้ในระบบ" in misspelt
    assert 'name="other_id"' in misspelt
    outside = text_of(typist.looks(**typed, other="กรมชลประทาน"))
    assert "ไม่พบ อปท. ชื่อนี้ในระบบ" not in outside
    line = typist.keys(**typed, other="ทต.โนนตาาล", other_id="text")
    assert "ทต.โนนตาาล" in text_of(officer_desk.get(f"/movements/lines/{line}/"))


def test_the_province_and_the_first_account_do_not_key(province_desk: Client, town_hall: Client) -> None:
    assert province_desk.get("/movements/new/").status_code == 403
    refused = town_hall.get("/movements/new/")
    assert refused.status_code == 403
    assert "บัญชีนี้ใช้ลงทะเบียนสิทธิผู้ใช้งานเท่านั้น" in text_of(refused)


def test_a_record_is_carried_over_from_the_page_that_is_copied_and_no_order(officer_desk: Client, pair: Place) -> None:
    typist = Typist(officer_desk)
    typed = {
        "movement": "OPENING", "national_id": make_synthetic(771), "title": "นาย", "first_name": "สมพงษ์",
        "last_name": "ทดสอบยกมา", "birth_date": "6 พ.ค. 2528", "gender": "M", "kind": "CONTRACT_GENERAL",
        "starts": "1 ม.ค. 2559", "citation_number": "", "citation_year": "", "citation_signed_on": "",
    }  # fmt: skip
    assert "OR-03" in text_of(typist.looks(**typed))
    copied = {**typed, "citation_text": "บัตรประวัติเดิม หน้า 1"}
    held = {**copied, "national_id": pair.numbers["finance"]}
    assert "PE-02.3" in text_of(typist.looks(**held)), "the number is somebody else's"
    him = view_of(pair["finance"], TODAY)
    born = f"{him.birth_date.day}/{him.birth_date.month}/{him.birth_date.year + 543}"
    held |= {"title": him.prefix, "first_name": him.first, "last_name": him.last, "birth_date": born}
    assert "SR-04.3" in text_of(typist.looks(**held)), "whose record is here already begins no second one"
    line = service.row_of(UUID(typist.keys(**copied)))
    assert (line.movement_code, line.status, line.citation_text) == ("OPENING", "SUBMITTED", "บัตรประวัติเดิม หน้า 1")
    assert national_id_of(line.person_id) == typed["national_id"]
