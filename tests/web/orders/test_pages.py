"""The pages of an order: the list, the grid, and each step to the records."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lhr.access.policy import Reach
from lhr.access.roles import Role
from lhr.audit.models import ReadingOf
from lhr.orders import previewing, printing, queries
from lhr.people import queries as people
from lhr.service_record import actions as record
from lhr.service_record import cases
from lhr.service_record.drafts import Citation
from lhr.service_record.models import ServiceLine
from lhr.service_record.rules_of_transfers import Side
from lhr_card import wire
from tests.support import scans
from tests.support.cast import TODAY, Cast, Place, acting_as
from tests.support.pages import is_refused
from tests.web.desks import Above, text_of
from tests.web.orders.desk import (
    SIGNED,
    adds,
    applies,
    body,
    draws,
    led_to,
    presses,
    signed,
    status,
    version,
    warned,
)

pytestmark = pytest.mark.django_db
EVERYWHERE = Reach(frozenset({"/"}))


def page(desk: Client, order: UUID, asked: str = "") -> str:
    return text_of(desk.get(f"/orders/{order}/{asked}"))


def test_an_order_goes_from_its_head_into_the_records(
    officer_desk: Client, registrar_desk: Client, pair: Place
) -> None:
    order = draws(officer_desk)
    assert "ยังไม่มีรายการ" in page(officer_desk, order)
    led_to(adds(officer_desk, order, pair["finance"], salary="๒๐,๐๐๐"))
    led_to(adds(officer_desk, order, pair["hr"], salary="21000"))
    shown = page(officer_desk, order)
    assert "2 รายการ ผ่าน 2 ติดกฎ 0" in shown
    assert "รอจังหวัดตรวจสอบ 1" in shown
    assert "→ 20,000" in shown
    assert "รอท่านตรวจร่าง" in shown
    led_to(presses(officer_desk, order, "check"))
    assert "รอลงนาม แล้วท่านบันทึกการลงนาม" in page(officer_desk, order)
    assert "คำสั่งรอลงนาม ลงนามแล้วบันทึกเลขที่" in text_of(officer_desk.get("/"))
    led_to(presses(officer_desk, order, "sign", **SIGNED))
    seen = page(registrar_desk, order)
    assert "25/2561" in seen
    assert "รอท่านลงทะเบียนประวัติ" in seen
    led_to(applies(registrar_desk, order))
    done = page(registrar_desk, order)
    assert "ลงทะเบียนประวัติตามคำสั่งแล้ว 2 รายการ; 1" not in done
    assert "รอจังหวัดตรวจสอบ 1 รายการ" in done
    assert f"/movements/people/{pair['finance']}/" in done
    states = set(ServiceLine.objects.known().filter(source="ORDER").values_list("status", flat=True))
    assert (status(order), states) == ("APPLIED", {"VERIFIED", "SUBMITTED"})


def test_the_list_says_what_each_order_waits_for(
    officer_desk: Client, registrar_desk: Client, pair: Place
) -> None:
    waits = signed(officer_desk, pair, "finance")
    draws(officer_desk, subject="", kind="LEAVING", starts="1 ต.ค. 2562")
    both = text_of(officer_desk.get("/orders/"))
    assert both.index("พ้นจากราชการ</td>") < both.index("ปรับเงินเดือนตามกฎหมาย</td>"), "the one touched last is first"
    assert "รอท่านตรวจร่าง" in both
    assert "รอนายทะเบียนลงทะเบียนประวัติ" in both
    found = {"state=SIGNED": 1, "kind=LEAVING": 1, "year=2562": 1, "year=๒๕๖๑": 1, "state=CANCELLED": 0, "kind=x": 2}
    for asked, how_many in found.items():
        assert text_of(officer_desk.get(f"/orders/?{asked}")).count('<th scope="row"') == how_many, asked
    assert "รอท่านลงทะเบียนประวัติ" in text_of(registrar_desk.get("/orders/"))
    assert f"/orders/{waits}/" in text_of(registrar_desk.get("/movements/queue/"))
    assert "คำสั่งรอท่านลงทะเบียนประวัติ" in text_of(registrar_desk.get("/"))


def test_the_list_goes_on_behind_the_last_row_seen(
    officer_desk: Client, pair: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lhr.web.orders.listing.ROWS_A_PAGE", 2)
    for subject in ("หนึ่ง", "สอง", "สาม"):
        draws(officer_desk, subject=subject)
    first = officer_desk.get("/orders/")
    assert [row.order.subject for row in first.context["rows"]] == ["สาม", "สอง"]
    rest = officer_desk.get(f"/orders/{first.context['next']}")
    assert [row.order.subject for row in rest.context["rows"]] == ["หนึ่ง"]
    assert rest.context["next"] == ""


def test_every_finding_stands_under_its_line_and_the_refused_can_be_shown_alone(
    officer_desk: Client, pair: Place
) -> None:
    order = draws(officer_desk, reason="")
    led_to(adds(officer_desk, order, pair["finance"], salary="20000", reason="ยังไม่มีบัญชี"))
    led_to(adds(officer_desk, order, pair["clerk"], salary="20000"))
    led_to(adds(officer_desk, order, pair["finance"], salary="21000", reason="ยังไม่มีบัญชี"))
    shown = page(officer_desk, order)
    assert "3 รายการ ผ่าน 1 ติดกฎ 1 รอเหตุผล 1" in shown
    assert "OR-05" in shown
    assert "ลบรายการที่ซ้ำ" in shown
    rows = officer_desk.get(f"/orders/{order}/?only=refused").context["grid"].rows
    assert [row.drawn.position for row in rows] == [2, 3]
    answer = presses(officer_desk, order, "check")
    assert is_refused(answer)
    assert "ยังตรวจร่างไม่ผ่าน: ติดกฎ 1 รายการ รอเหตุผล 1 รายการ" in text_of(answer)
    assert status(order) == "DRAFT"


def test_a_line_is_changed_in_its_place_and_taken_out(officer_desk: Client, pair: Place) -> None:
    order = draws(officer_desk)
    led_to(adds(officer_desk, order, pair["finance"], salary="20000"))
    line = queries.lines_of(order)[0].id
    at = f"/orders/{order}/lines/{line}/"
    part = officer_desk.get(at, headers={"HX-Request": "true"})
    assert "<html" not in text_of(part)
    assert 'value="20000"' in text_of(part)
    typed = {"person": str(pair["finance"]), "starts": "1 ก.ค. 2561", "movement": "LAW_ADJUST"}
    led_to(officer_desk.post(at, body(**typed, version=version(order), salary="๒๒,๕๐๐")))
    assert "→ 22,500" in page(officer_desk, order)
    wrong = officer_desk.post(at, body(**typed, version=version(order), salary="มาก"))
    assert is_refused(wrong)
    led_to(presses(officer_desk, order, f"lines/{line}/remove"))
    assert queries.lines_of(order) == []


@pytest.mark.parametrize(
    ("kind", "movement", "asks", "asks_not"),
    [
        ("PAY_ROUND", "STEP_RISE", ["steps", "salary"], ["post", "percent", "last_day"]),
        ("PROMOTION", "PROMOTE", ["post", "level", "salary"], ["steps"]),
        ("ACTING", "ACTING_IN", ["post", "last_day", "open_ended"], ["salary"]),
        ("LEAVING", "RESIGN", ["person", "starts"], ["salary", "post"]),
        ("TRANSFER", "TRANSFER_OUT", ["other"], ["salary"]),
        ("APPOINTMENT", "APPOINT", ["national_id", "first_name", "post", "kind"], ["steps", "other"]),
        ("APPOINTMENT", "PROBATION", ["person"], ["first_name", "national_id"]),
    ],
)
def test_a_line_asks_only_what_its_kind_says(
    officer_desk: Client, pair: Place, kind: str, movement: str, asks: list[str], asks_not: list[str]
) -> None:
    order = draws(officer_desk, kind=kind)
    shown = text_of(officer_desk.get(f"/orders/{order}/lines/?movement={movement}"))
    assert [one for one in asks if f'name="{one}"' not in shown] == []
    assert [one for one in (*asks_not, "citation_number") if f'name="{one}"' in shown] == []


def test_who_is_not_offered_is_named_by_a_number_that_counts_as_a_search(officer_desk: Client, pair: Place) -> None:
    order = draws(officer_desk, kind="APPOINTMENT")
    said = {"starts": "1 ก.ค. 2561", "movement": "APPOINT", "version": version(order), "kind": "MUN_OFFICIAL"}
    at = f"/orders/{order}/lines/?movement=APPOINT"
    nobody = officer_desk.post(at, body(**said))
    assert is_refused(nobody)
    assert "เลือกบุคคล หรือพิมพ์เลขประจำตัวประชาชน" in text_of(nobody)
    led_to(officer_desk.post(at, body(**said, national_id=pair.numbers["finance"])))
    assert [one.draft.person_id for one in queries.lines_of(order)] == [pair["finance"]]
    assert ReadingOf.objects.filter(person=pair["finance"], reading__view="person.number").count() == 1


def test_the_signature_is_noted_with_its_scan_and_sent_back_with_a_reason(
    officer_desk: Client, registrar_desk: Client, pair: Place
) -> None:
    order = draws(officer_desk)
    led_to(adds(officer_desk, order, pair["finance"], salary="20000"))
    led_to(presses(officer_desk, order, "check"))
    late = presses(officer_desk, order, "sign", **{**SIGNED, "citation_signed_on": "2 ส.ค. 2561"})
    assert is_refused(late)
    assert "OR-02.1" in text_of(late)
    file = SimpleUploadedFile("order.pdf", scans.pdf(mark="order"))
    led_to(presses(officer_desk, order, "sign", **SIGNED, scan_file=file))
    address = re.findall(rf"/orders/{order}/scans/[^/]+/", page(registrar_desk, order))[0]
    assert registrar_desk.get(address)["Content-Disposition"].startswith("attachment")
    unsaid = presses(registrar_desk, order, "reopen", reason="")
    assert is_refused(unsaid)
    led_to(presses(registrar_desk, order, "reopen", reason="ชื่อผิด"))
    back = page(officer_desk, order)
    assert "ถูกส่งกลับให้แก้: ชื่อผิด" in back
    assert "คำสั่งที่ถูกส่งกลับให้แก้" in text_of(officer_desk.get("/"))
    led_to(presses(officer_desk, order, "head", starts="1 ก.ค. 2561", subject="เรื่องใหม่", reason="ยังไม่มีบัญชี"))
    assert "เรื่องใหม่" in page(officer_desk, order)
    assert officer_desk.get(f"/orders/{order}/discard/").status_code == 200
    assert presses(officer_desk, order, "discard")["Location"] == "/orders/"
    assert officer_desk.get(f"/orders/{order}/").status_code == 404


def test_the_card_signs_exactly_this_order_and_no_name(
    officer_desk: Client, registrar_desk: Client, pair: Place
) -> None:
    order = signed(officer_desk, pair, "finance", "clerk")

    def asked() -> dict[str, Any]:
        sent = body(version=version(order), warned=warned(registrar_desk, order), confirm_ask="fetch")
        answer = registrar_desk.post(f"/orders/{order}/apply/", sent, headers={"X-Requested-With": "lhr"})
        found: dict[str, Any] = json.loads(wire.from_b64url(answer.json()["tx"]))
        return found

    applies(registrar_desk, order, version=1)  # too old: no card is asked, and nothing written
    assert status(order) == "SIGNED"
    told = asked()
    assert told["says"] == (
        "ลงทะเบียนประวัติตามคำสั่งที่ ๒๕/๒๕๖๑ ปรับเงินเดือนและเงินประจำตำแหน่ง ๒ รายการ "
        "ของ เทศบาลตำบลท่าอุเทน อ.ธาตุพนม จ.นครพนม มีผล ๑ ก.ค. ๒๕๖๑"
    )
    assert (told["act"], told["sha256"]) == ("order.apply", queries.digest(order))
    bare = presses(registrar_desk, order, "apply", warned=warned(registrar_desk, order))
    assert is_refused(bare)
    assert "ต้องเสียบบัตรประจำตัวประชาชน" in text_of(bare)
    assert status(order) == "SIGNED"
    assert officer_desk.post(f"/orders/{order}/apply/", body(version=version(order))).status_code == 403


def test_who_was_faster_is_named_with_what_he_did(officer_desk: Client, pair: Place) -> None:
    order = draws(officer_desk)
    before = version(order)
    led_to(adds(officer_desk, order, pair["finance"], salary="20000"))
    late = presses(officer_desk, order, "check", version=before)
    assert is_refused(late)
    told = text_of(late)
    assert "มีผู้บันทึกรายการนี้ก่อนท่าน" in told
    assert "แก้รายชื่อในร่างคำสั่ง โดย" in told
    assert status(order) == "DRAFT"


def test_opening_an_order_reads_everybody_whom_it_names(
    officer_desk: Client, registrar_desk: Client, pair: Place
) -> None:
    order = signed(officer_desk, pair, "finance", "clerk")
    before = ReadingOf.objects.filter(reading__view="order.page").count()
    page(registrar_desk, order)
    assert ReadingOf.objects.filter(reading__view="order.page").count() - before == 2


def test_the_province_says_why_it_reads_an_order(officer_desk: Client, pair: Place, above: Above, cast: Cast) -> None:
    order = signed(officer_desk, pair, "finance")
    desk = above(Role.PROVINCE, cast.province)
    assert "ท่าอุเทน" in text_of(desk.get("/orders/"))
    asked = text_of(desk.get(f"/orders/{order}/"))
    assert "วัตถุประสงค์" in asked
    assert "20,000" not in asked
    desk.post(f"/orders/{order}/", body(purpose="ตอบข้อหารือหรือคำขอของเจ้าของประวัติ"))
    shown = page(desk, order)
    assert "20,000" in shown
    assert "ลงทะเบียนประวัติ 1 รายการ" not in shown


def test_an_order_of_another_lgo_is_not_there(officer_desk: Client, pair: Place) -> None:
    assert officer_desk.get("/orders/00000000-0000-4000-8000-000000000000/").status_code == 404


def test_a_page_asks_as_much_for_many_lines_as_for_few(officer_desk: Client, pair: Place) -> None:
    counts = []
    for who in (["finance", "clerk"], ["finance", "clerk", "deputy", "palad"]):
        order = draws(officer_desk)
        for one in who:
            led_to(adds(officer_desk, order, pair[one], salary="20000"))
        page(officer_desk, order)
        with CaptureQueriesContext(connection) as found:
            page(officer_desk, order)
        counts.append(len(found))
    assert counts[1] <= counts[0]


def test_a_transfer_names_the_other_lgo_among_those_that_its_words_find(
    officer_desk: Client, pair: Place, neighbour: Place, cast: Cast
) -> None:
    cast.lgo("โนนตาลใต้")
    order = draws(officer_desk, kind="TRANSFER", starts="1 ก.ย. 2561")
    typed = {"movement": "TRANSFER_OUT", "starts": "1 ก.ย. 2561"}
    several = adds(officer_desk, order, pair["clerk"], **typed, other="โนนตาล")
    assert is_refused(several)
    offered = str(neighbour.lgo.pk)
    assert f'value="{offered}"' in text_of(several), "which of the two is meant is asked"
    led_to(adds(officer_desk, order, pair["clerk"], **typed, other="โนนตาล", other_id=offered))
    assert [one.draft.other_organisation_id for one in queries.lines_of(order)] == [neighbour.lgo.pk]


SECONDS = {"movement": "SECONDED", "starts": "1 ก.ย. 2561", "last_day": "30 ก.ย. 2561"}


def test_a_secondment_says_where_to_on_its_page_on_paper_and_on_the_card(
    officer_desk: Client, registrar_desk: Client, pair: Place, neighbour: Place
) -> None:
    order = draws(officer_desk, kind="SECONDMENT", starts="1 ก.ย. 2561")
    assert "ช่วยราชการที่" in text_of(officer_desk.get(f"/orders/{order}/lines/?movement=SECONDED"))
    led_to(adds(officer_desk, order, pair["clerk"], **SECONDS, other="โนนตาล", other_id=str(neighbour.lgo.pk)))
    led_to(adds(officer_desk, order, pair["finance"], **SECONDS, other="ศาลากลางจังหวัดนครพนม", other_id="text"))
    to, outside = "ช่วยราชการที่ เทศบาลตำบลโนนตาล", "ช่วยราชการที่ ศาลากลางจังหวัดนครพนม"
    drafted = text_of(officer_desk.get(f"/orders/{order}/"))
    assert (to in drafted, outside in drafted, "นอกระบบ" in drafted) == (True, True, False)
    row = queries.row_of(order)
    by = acting_as(Role.OFFICER, pair.lgo)
    paper = str(printing.values(row, previewing.preview(by, row, frozenset())))
    assert (to in paper, outside in paper) == (True, True)
    led_to(presses(officer_desk, order, "check"))
    led_to(presses(officer_desk, order, "sign", **SIGNED))
    led_to(applies(registrar_desk, order))
    assert to in text_of(officer_desk.get(f"/orders/{order}/"))
    card = text_of(officer_desk.get(f"/movements/people/{pair['clerk']}/", follow=True))
    assert "เทศบาลตำบลโนนตาล" in card


def test_who_is_received_is_offered_from_the_open_transfers(
    officer_desk: Client, pair: Place, neighbour: Place
) -> None:
    record.ask(
        by=acting_as(Role.OFFICER, pair.lgo, pair["hr"]), organisation=pair.lgo, sender=neighbour.lgo,
        national_id=neighbour.numbers["hr"], order=Citation("55", 2561, TODAY), effective_on=date(2018, 9, 1),
    )  # fmt: skip
    order = draws(officer_desk, kind="TRANSFER", starts="1 ก.ย. 2561")
    shown = text_of(officer_desk.get(f"/orders/{order}/lines/?movement=TRANSFER_IN"))
    assert f'value="{neighbour["hr"]}"' in shown
    assert f'value="{pair["clerk"]}"' not in shown


def test_nothing_of_who_is_not_released_is_shown_and_the_draft_stays_a_page_when_the_case_is_over(
    officer_desk: Client, pair: Place, neighbour: Place
) -> None:
    who, view = neighbour["hr"], people.view_of(neighbour["hr"], TODAY)
    record.ask(
        by=acting_as(Role.OFFICER, pair.lgo, pair["hr"]), organisation=pair.lgo, sender=neighbour.lgo,
        national_id=neighbour.numbers["hr"], order=Citation("55", 2561, TODAY), effective_on=date(2018, 9, 1),
    )  # fmt: skip
    order = draws(officer_desk, kind="TRANSFER", starts="1 ก.ย. 2561")
    said = {"starts": "1 ก.ย. 2561", "kind": "MUN_OFFICIAL", "other": "โนนตาล", "other_id": str(neighbour.lgo.pk)}
    led_to(adds(officer_desk, order, who, "TRANSFER_IN", **said))
    (line,) = queries.lines_of(order)
    pages = (f"/orders/{order}/", f"/orders/{order}/lines/{line.id}/", f"/orders/{order}/lines/?movement=ASSIGNED")
    case = cases.cases(within=EVERYWHERE, day=TODAY)[0]
    for closed in (False, True):
        if closed:
            record.close_case(
                by=acting_as(Role.OFFICER, neighbour.lgo, neighbour["palad"]), case_id=case.id, version=case.version,
                side=Side.SENDER, reason="ไม่ให้โอน",
            )  # fmt: skip
        for at in pages:
            shown = text_of(officer_desk.get(at))
            assert [one for one in (view.last, view.masked_id) if one in shown] == [], at
        assert "ต้นสังกัดยังไม่ได้ให้โอน" in text_of(officer_desk.get(pages[0]))
    led_to(presses(officer_desk, order, f"lines/{line.id}/remove"))


def test_the_lines_of_the_heads_day_go_with_it_and_the_officer_is_told(officer_desk: Client, pair: Place) -> None:
    order = draws(officer_desk)
    led_to(adds(officer_desk, order, pair["finance"], salary="20000"))
    assert "15 ก.ค. 2561" not in page(officer_desk, order)
    led_to(adds(officer_desk, order, pair["clerk"], salary="20000", starts="15 ก.ค. 2561"))
    head = {"subject": "ปรับเงินเดือน", "reason": "ยังไม่มีบัญชี"}
    led_to(presses(officer_desk, order, "head", starts="1 ก.ย. 2561", **head))
    assert "เปลี่ยนวันตาม" in page(officer_desk, order)
    assert [one.draft.starts for one in queries.lines_of(order)] == [date(2018, 9, 1), date(2018, 7, 15)]
    led_to(presses(officer_desk, order, "head", starts="1 ก.ย. 2561", **head))
    assert "เปลี่ยนวันตาม" not in page(officer_desk, order)


@pytest.mark.parametrize(
    ("number", "year", "told"),
    [("60/2562", "", "OR-01.2"), ("60/2561", "2562", "ไม่ตรงกับปีที่พิมพ์ในเลขที่คำสั่ง"), ("60", "2562", "OR-01.2")],
)
def test_a_year_that_was_typed_is_never_replaced(
    officer_desk: Client, pair: Place, number: str, year: str, told: str
) -> None:
    order = draws(officer_desk)
    led_to(adds(officer_desk, order, pair["finance"], salary="20000"))
    led_to(presses(officer_desk, order, "check"))
    assert 'name="citation_year" value=' not in page(officer_desk, order)
    refused = presses(officer_desk, order, "sign", **{**SIGNED, "citation_number": number, "citation_year": year})
    assert is_refused(refused)
    assert told in text_of(refused)
    led_to(presses(officer_desk, order, "sign", **{**SIGNED, "citation_number": "60"}))
    assert "60/2561" in page(officer_desk, order)


def test_an_order_signed_without_its_scan_says_so_and_takes_it_later(
    officer_desk: Client, registrar_desk: Client, pair: Place
) -> None:
    order = draws(officer_desk)
    led_to(adds(officer_desk, order, pair["finance"], salary="20000"))
    led_to(presses(officer_desk, order, "check"))
    at = f"/orders/{order}/attach/"

    def file() -> SimpleUploadedFile:
        return SimpleUploadedFile("order.pdf", scans.pdf(mark="later"), "application/pdf")

    early = officer_desk.post(at, body(scan_file=file()), follow=True)
    assert "ทำขั้นนี้ไม่ได้" in text_of(early)
    led_to(presses(officer_desk, order, "sign", **SIGNED))
    said = page(officer_desk, order)
    assert "บันทึกการลงนามแล้ว แต่ยังไม่แนบไฟล์สแกน" in said
    assert at in said
    assert "ยังไม่แนบไฟล์สแกนคำสั่งที่ลงนาม" in page(registrar_desk, order)
    assert at not in page(registrar_desk, order)
    assert registrar_desk.post(at, body(scan_file=file())).status_code == 403
    word = SimpleUploadedFile("order.docx", b"PK\x03\x04" + bytes(300))
    assert "EV-01" in text_of(officer_desk.post(at, body(scan_file=word), follow=True))
    led_to(officer_desk.post(at, body(scan_file=file())))
    for desk in (officer_desk, registrar_desk):
        shown = page(desk, order)
        assert f"/orders/{order}/scans/" in shown
        assert "ยังไม่แนบไฟล์สแกนคำสั่งที่ลงนาม" not in shown
