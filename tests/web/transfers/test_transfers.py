"""ขอรับโอน from the search, the case page of both sides, who may press what; the province reads, and no more."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lhr.access.actor import Actor
from lhr.access.roles import Role
from lhr.audit import saves
from lhr.audit.queries import readings_of
from lhr.organisations import actions as organisations
from lhr.service_record.models import ServiceLine, TransferCase
from lhr.service_record.rules_of_transfers import CaseStatus
from tests.support.cast import TODAY, Cast, Place, acting_as, hr, moves, palad, save
from tests.support.pages import is_refused
from tests.support.rules import rule
from tests.web.desks import SINCE, account_at, desk_of, text_of
from tests.web.movements.typist import VERIFY, Typist
from tests.web.rights.pages import words

pytestmark = pytest.mark.django_db
ASK = "/transfers/ask/"
DAY = "15 ส.ค. 2561"


def asks(client: Client, number: str, sender: str = "โนนตาล", **typed: str) -> Any:
    body = {
        "save_key": saves.new_key(),
        "national_id": number,
        "other": sender,
        "citation_number": "๕๕/๒๕๖๑",
        "citation_signed_on": "20 ก.ค. 2561",
        "starts": DAY,
        **typed,
    }
    return client.post(ASK, body, follow=True)


def case_url() -> str:
    return f"/transfers/{TransferCase.objects.latest('opened_at').pk}/"


def buttons(client: Client) -> list[str]:
    """Return what the officer may press on the page of the case."""
    page = text_of(client.get(case_url()))
    bar = page[page.index('class="actions') :]
    return [re.sub("<[^>]+>", "", says).strip() for says in re.findall(r"<a class=\"btn.*?</a>", bar, re.DOTALL)][:-1]


def close(client: Client, version: int, reason: str = "ตำแหน่งถูกยุบแล้ว") -> Any:
    body = {"save_key": saves.new_key(), "version": version, "reason": reason}
    return client.post(f"{case_url()}close/", body, follow=True)


# --- asking ---


def test_the_number_searched_goes_along_to_the_asking_and_never_into_an_address(
    town_hall: Client, town: Place, sender: Place
) -> None:
    number = sender.numbers["clerk"]
    found = text_of(town_hall.post("/rights/edit/pick/officer/", {"national_id": number}))
    assert 'action="/transfers/ask/"' in found
    page = town_hall.post(ASK, {"national_id": number, "step": "fill"}, follow=True)
    assert f'value="{number}"' in text_of(page)
    assert all(number not in address for address, _ in page.redirect_chain)
    assert not TransferCase.objects.exists()


def test_a_first_account_asks_and_reads_where_the_record_is_with_the_name_veiled(
    town_hall: Client, town: Place, sender: Place
) -> None:
    said = words(asks(town_hall, sender.numbers["clerk"]))
    assert "พบทะเบียนประวัติแล้ว อยู่ในความดูแลของ เทศบาลตำบลโนนตาล" in said
    assert "อยู่ระหว่างรับโอน" in said
    assert "นายส××× ท×××" in said
    assert "สมบัติ" not in said
    again = words(town_hall.post("/rights/edit/pick/officer/", {"national_id": sender.numbers["clerk"]}))
    assert "เปิดเรื่องโอนนี้" in again
    assert "สมบัติ" not in again
    assert [row.reading.view for row in readings_of(sender["clerk"])][-1] == "transfer.ask"


@rule("SR-05", breaks=True)
def test_SR05_not_opened_is_one_page_for_unknown_for_held_elsewhere_and_for_held_here(
    officer_desk: Client, pair: Place, sender: Place, cast: Cast
) -> None:
    third = cast.settled("เวินพระบาท", {"palad": "ประยูร"})

    def heard(number: str) -> tuple[str, int]:
        with CaptureQueriesContext(connection) as seen:
            answer = asks(officer_desk, number)
        assert is_refused(answer) or answer.redirect_chain
        page = re.sub(r"value=\"[^\"]*\"|nonce=\"[^\"]*\"|kept=[\w-]+", "", text_of(answer))
        return page.replace(number, ""), len(seen.captured_queries)

    heard(cast.number())  # the first request of a browser fills what the process keeps of reference data
    unknown = heard(cast.number())
    assert "SR-05.1" in unknown[0]
    assert "ไม่พบทะเบียนตามเลขนี้ที่ เทศบาลตำบลโนนตาล" in unknown[0]
    for number in (third.numbers["palad"], pair.numbers["clerk"]):
        assert heard(number) == unknown
    assert not TransferCase.objects.exists()


def test_the_lgo_is_found_by_words_and_chosen_when_several_match(
    officer_desk: Client, pair: Place, sender: Place, cast: Cast
) -> None:
    cast.settled("โนนตาลใหม่", {"palad": "ประยูร"})
    several = asks(officer_desk, sender.numbers["clerk"], "โนนตาล")
    assert "มีหลายแห่งที่ตรงกับคำนี้" in words(several)
    assert text_of(several).count('name="other_id"') == 2
    asks(officer_desk, sender.numbers["clerk"], "โนนตาล", other_id=str(sender.lgo.pk))
    assert TransferCase.objects.get().sender_id == sender.lgo.pk


# --- the case ---


def test_each_side_may_press_its_own_and_the_receipt_needs_no_number(
    officer_desk: Client,
    registrar_desk: Client,
    pair: Place,
    sender: Place,
    senders_officer: Client,
    senders_registrar: Client,
) -> None:
    asks(officer_desk, sender.numbers["clerk"])
    assert buttons(senders_officer) == ["บันทึกคำสั่งให้โอน", "ไม่ให้โอน"]
    assert buttons(senders_registrar) == ["ไม่ให้โอน"]
    assert buttons(officer_desk) == ["ถอนเรื่อง"]
    assert "เรื่องโอนที่รอหน่วยงานท่าน" in words(senders_officer.get("/"))
    assert f'href="{case_url()}"' in text_of(senders_officer.get("/"))

    address = f"/movements/new/?movement=TRANSFER_OUT&person={sender['clerk']}&case={case_id()}"
    there = text_of(senders_officer.get(address))
    assert 'value="15 ส.ค. 2561"' in there
    released = moves(
        sender, sender["clerk"], "TRANSFER_OUT", TransferCase.objects.get().effective_on,
        other_organisation_id=pair.lgo.pk,
    )  # fmt: skip
    assert released.status == "VERIFIED"
    assert buttons(senders_officer) == ["บันทึกคำสั่งยกเลิกการให้โอน"]
    assert buttons(officer_desk) == ["บันทึกคำสั่งรับโอน", "ไม่รับโอน"]

    address = f"/movements/new/?movement=TRANSFER_IN&case={case_id()}"
    form = text_of(officer_desk.get(address))
    assert 'name="national_id"' not in form
    assert "นายสมบัติ ทดสอบโนนตาล" in form
    line = Typist(officer_desk).keys(
        movement="TRANSFER_IN", case=case_id(), starts=DAY, kind="CONTRACT_GENERAL", other="โนนตาล",
        other_id=str(sender.lgo.pk), citation_number="55", citation_year="2561", citation_signed_on="20 ก.ค. 2561",
    )  # fmt: skip
    assert str(TransferCase.objects.get().in_entry) == line
    assert buttons(registrar_desk) == ["เปิดรายการรับโอนเพื่อลงนาม", "ไม่รับโอน"]
    assert "ลงนามรับโอน" in words(registrar_desk.get("/movements/queue/"))


def case_id() -> str:
    return str(TransferCase.objects.latest("opened_at").pk)


def test_a_release_is_not_signed_without_confirming(
    senders_officer: Client, senders_registrar: Client, sender: Place, pair: Place
) -> None:
    line = Typist(senders_officer).keys(
        movement="TRANSFER_OUT", person=sender["clerk"], starts=DAY, other="ท่าอุเทน", other_id=str(pair.lgo.pk)
    )
    page = text_of(senders_registrar.get(f"/movements/lines/{line}/"))
    assert "ลงนามให้โอน" in page
    assert 'data-card="confirm"' in page
    sent = {"save_key": saves.new_key(), "line": f"{line}:1"}
    answer = senders_registrar.post(VERIFY, sent)
    assert is_refused(answer)
    assert "ต้องเสียบบัตรประจำตัวประชาชน" in words(answer)
    assert ServiceLine.objects.known().get(entry_id=line).status == "SUBMITTED"
    asked = senders_registrar.post(
        VERIFY,
        {**sent, "confirm_ask": "fetch"},
        headers={"X-Requested-With": "lhr"},
    )
    assert asked.headers["Content-Type"] == "application/json"
    assert "นายสมบัติ" not in asked.content.decode()


def test_who_withdraws_what_was_released_meanwhile_is_told_by_whom_and_what_calling_off_means_now(
    officer_desk: Client, pair: Place, sender: Place
) -> None:
    asks(officer_desk, sender.numbers["clerk"])
    seen = TransferCase.objects.get().version
    moves(
        sender, sender["clerk"], "TRANSFER_OUT", TransferCase.objects.get().effective_on,
        other_organisation_id=pair.lgo.pk,
    )  # fmt: skip
    answer = close(officer_desk, seen, "ยังไม่พร้อมรับ")
    assert is_refused(answer)
    said = words(answer)
    assert "มีผู้บันทึกรายการนี้ก่อนท่าน" in said
    assert "ให้โอนแล้ว ลงนามโดยต้นสังกัด โดย registrar" in said
    assert "เรื่องนี้จะขึ้นว่าแจ้งไม่โอน" in said
    assert 'value="ยังไม่พร้อมรับ"' in text_of(answer)
    assert TransferCase.objects.get().status == CaseStatus.RELEASED


def test_a_release_that_was_cancelled_is_said_to_be_with_the_order_on_both_pages(
    officer_desk: Client, pair: Place, sender: Place, senders_officer: Client
) -> None:
    asks(officer_desk, sender.numbers["clerk"])
    out = moves(
        sender, sender["clerk"], "TRANSFER_OUT", TransferCase.objects.get().effective_on,
        other_organisation_id=pair.lgo.pk,
    )  # fmt: skip
    moves(sender, sender["clerk"], "CANCEL_ORDER", TODAY, cancels=out.entry_id)
    assert TransferCase.objects.get().status == CaseStatus.CANCELLED
    for desk in (officer_desk, senders_officer):
        said = words(desk.get(case_url()))
        assert "ถูกยกเลิก โดยคำสั่ง ที่ ๑๒/๒๕๖๑" in said
        assert "ลงนามแล้ว" not in said.split("คำสั่งให้โอน")[1].split("วันแรกที่พ้น")[0]
        assert "เรื่องนี้ยกเลิกแล้ว: ยกเลิกการให้โอนตามคำสั่งที่ ๑๒/๒๕๖๑" in said


def test_a_refusal_with_its_reason_is_read_by_the_other_side(
    officer_desk: Client, pair: Place, sender: Place, senders_officer: Client
) -> None:
    asks(officer_desk, sender.numbers["clerk"])
    assert is_refused(close(senders_officer, 1, " "))
    close(senders_officer, 1, "ยังไม่มีมติให้โอน")
    assert TransferCase.objects.get().status == CaseStatus.CANCELLED
    for said in (words(officer_desk.get(case_url())), words(officer_desk.get("/"))):
        assert "ยังไม่มีมติให้โอน" in said
    assert buttons(officer_desk) == []


def test_the_sender_of_a_signed_release_reads_that_it_cancels_it_when_the_receiver_ends(
    pair: Place, sender: Place, senders_officer: Client, centre: Actor
) -> None:
    starts = TODAY + timedelta(days=14)
    moves(sender, sender["clerk"], "TRANSFER_OUT", starts, other_organisation_id=pair.lgo.pk)
    organisations.dissolve(by=centre, organisation=pair.lgo, on=starts)
    page = words(senders_officer.get(case_url()))
    assert "เทศบาลตำบลท่าอุเทน ยุบเลิกตั้งแต่ ๑๕ สิงหาคม ๒๕๖๑" in page
    assert "ต้นสังกัดต้องบันทึกคำสั่งยกเลิกการให้โอน แล้วเรื่องนี้จึงปิด" in page
    assert "ปลายทางแจ้งไม่รับโอน" not in page
    assert buttons(senders_officer) == ["บันทึกคำสั่งยกเลิกการให้โอน"]
    assert "อปท. ปลายทางสิ้นสุด" in words(senders_officer.get("/transfers/"))
    assert "เรื่องโอนที่รอหน่วยงานท่าน" in words(senders_officer.get("/"))


def test_a_request_closed_by_an_end_says_why_and_what_a_new_order_must_name(
    officer_desk: Client, pair: Place, sender: Place, senders_officer: Client, centre: Actor
) -> None:
    asks(officer_desk, sender.numbers["clerk"])
    ends_on = TODAY + timedelta(days=60)
    organisations.dissolve(by=centre, organisation=pair.lgo, on=ends_on)
    assert "ถ้าลงนามไม่ครบก่อนวันนั้น เรื่องนี้ปิดเอง" in words(officer_desk.get(case_url()))
    assert buttons(senders_officer) == ["บันทึกคำสั่งให้โอน", "ไม่ให้โอน"]
    refused = asks(officer_desk, sender.numbers["finance"], starts="1 ต.ค. 2561")
    assert is_refused(refused)
    assert "SR-05.8" in words(refused)
    organisations.dissolve(by=centre, organisation=sender.lgo, on=TODAY)
    said = words(officer_desk.get(case_url()))
    assert "เรื่องนี้ยกเลิกแล้ว: เทศบาลตำบลโนนตาล ยุบเลิกตั้งแต่" in said
    assert "ต้องมีคำสั่งใหม่กับ อปท. ที่ตั้งอยู่ในวันที่มีผล" in said
    assert "ปิดแล้ว เพราะเทศบาลตำบลโนนตาล" in words(officer_desk.get("/"))


# --- who sees what ---


def test_the_province_reads_and_presses_nothing_a_stranger_sees_no_case(
    officer_desk: Client, pair: Place, sender: Place, province_desk: Client, cast: Cast
) -> None:
    asks(officer_desk, sender.numbers["clerk"])
    listed = words(province_desk.get("/transfers/"))
    assert "เทศบาลตำบลโนนตาล" in listed
    assert "นายส××× ท×××" in listed
    assert buttons(province_desk) == []
    assert province_desk.get(f"{case_url()}close/").status_code == 403
    assert province_desk.get(ASK).status_code == 403
    third = cast.settled("เวินพระบาท")
    stranger = desk_of(new_account(third))
    assert stranger.get(case_url()).status_code == 404
    assert stranger.post(f"{case_url()}close/", {"reason": "x", "version": 1}).status_code == 404
    assert stranger.get(f"/movements/new/?movement=TRANSFER_IN&case={case_id()}").status_code == 404


def new_account(place: Place) -> Any:
    by = acting_as(Role.LGO_BOOTSTRAP, place.lgo)
    save(by, place, registrar=palad(place["palad"], SINCE), officer=hr(place["hr"], SINCE))
    return account_at(place, "hr")


def test_a_first_account_sees_no_case_of_its_own_people(
    town_hall: Client, pair: Place, sender: Place
) -> None:
    moves(pair, pair["clerk"], "TRANSFER_OUT", TODAY, other_organisation_id=sender.lgo.pk)
    assert town_hall.get(case_url()).status_code == 404
    assert "ไม่มีเรื่องโอน" in words(town_hall.get("/transfers/"))


def test_an_lgo_is_found_as_orders_and_labels_write_it(officer_desk: Client, pair: Place, sender: Place) -> None:
    for at, written in enumerate(("ทต.โนนตาล", "เทศบาลตำบลโนนตาล", "เทศบาลตำบลโนนตาล อ.ธาตุพนม จ.นครพนม")):
        who = ("clerk", "finance", "deputy")[at]
        asks(officer_desk, sender.numbers[who], written)
        assert TransferCase.objects.count() == at + 1, written
