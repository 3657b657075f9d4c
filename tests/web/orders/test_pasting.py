"""Sixty lines at once: pasted on the page of a new order or of a draft, or sent as a file."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lhr.audit.models import Reading
from lhr.kernel.national_id import make_synthetic
from lhr.orders import queries
from lhr.orders.models import Order
from lhr.orders.terms import OF_ANOTHER, OrderKind
from lhr.service_record import queries as service
from tests.support.cast import TODAY, Place
from tests.support.pages import is_refused
from tests.web.desks import text_of
from tests.web.orders.desk import HEAD, body, draws, led_to, presses, sheet

pytestmark = pytest.mark.django_db


def test_a_new_order_is_drawn_up_with_its_table(officer_desk: Client, pair: Place) -> None:
    order = draws(officer_desk, rows=sheet(pair, ("finance", "๒๐,๐๐๐"), ("clerk", "21000")))
    assert [one.draft.person_id for one in queries.lines_of(order)] == [pair["finance"], pair["clerk"]]
    led_to(presses(officer_desk, order, "check"))


def test_a_table_with_one_wrong_cell_makes_no_order_and_stays_on_the_page(officer_desk: Client, pair: Place) -> None:
    table = sheet(pair, ("finance", "สองหมื่น"), *[("clerk", "21000")] * 60)
    answer = officer_desk.post("/orders/new/", body(**HEAD, rows=table))
    assert is_refused(answer)
    told = text_of(answer)
    assert "แถว 2 ช่อง เงินเดือนใหม่: “สองหมื่น” ไม่ใช่จำนวน" in told
    assert told.count("ปรับตามกฎหมาย\t21000") == 60, "what was pasted is kept whole"
    assert Order.objects.count() == 0


def test_what_cannot_be_read_is_said_once_on_the_page(officer_desk: Client, pair: Place) -> None:
    held = service.postings(pair.lgo.pk, TODAY)
    rows = "".join(f"\n{n}\t{held[pair[who]].number}\tเก่ง" for n, who in enumerate(("finance", "clerk"), start=1))
    asked = {**HEAD, "kind": "PROMOTION"}
    told = text_of(officer_desk.post("/orders/new/", body(**asked, rows=f"ลำดับ\tเลขที่ตำแหน่ง\tระดับใหม่{rows}")))
    assert told.count("ไม่ได้บอกประเภท") == 1
    assert "แถว 2–3: ไม่ได้บอกประเภท" in told
    assert told.count("แถว 3 ช่อง ระดับใหม่: ไม่รู้จักระดับ “เก่ง”") == 1
    assert "อ่านไม่ได้ 3 ช่อง" in told
    one = text_of(officer_desk.post("/orders/new/", body(**HEAD, rows=sheet(pair, ("finance", "x")))))
    assert one.count("ไม่ใช่จำนวน") == 2, "a single one stands on its field too"


def test_a_file_that_is_no_table_is_refused_on_the_field_for_files(officer_desk: Client, pair: Place) -> None:
    scan = SimpleUploadedFile("order.pdf", b"%PDF-1.5\n%\xb5\xb5\n", content_type="application/pdf")
    told = text_of(officer_desk.post("/orders/new/", body(**HEAD, sheet=scan)))
    assert "OR-09.17" in told
    assert "OR-09.1<" not in told
    assert "บันทึกใหม่เป็น .xlsx หรือ CSV UTF-8 แล้วส่งใหม่" in told
    assert re.search(r'id="id_sheet_told"[^>]*>\s*<p><b class="nw">OR-09.17', told)
    assert 'id="id_rows_told"' not in told


def test_a_table_is_added_to_a_draft_or_takes_the_place_of_its_lines(officer_desk: Client, pair: Place) -> None:
    order = draws(officer_desk, rows=sheet(pair, ("finance", "20000")))
    shown = text_of(officer_desk.get(f"/orders/{order}/paste/"))
    assert "/orders/template/?kind=PAY_ADJUST" in shown
    led_to(presses(officer_desk, order, "paste", rows=sheet(pair, ("clerk", "21000"))))
    assert len(queries.lines_of(order)) == 2
    file = SimpleUploadedFile("lines.csv", sheet(pair, ("deputy", "30000")).replace("\t", ",").encode())
    led_to(presses(officer_desk, order, "paste", sheet=file, anew="on"))
    assert [one.draft.person_id for one in queries.lines_of(order)] == [pair["deputy"]]
    nothing = presses(officer_desk, order, "paste")
    assert is_refused(nothing)
    assert "วางตารางหรือเลือกไฟล์" in text_of(nothing)


def test_a_table_of_secondments_says_where_to(officer_desk: Client, pair: Place, neighbour: Place) -> None:
    head = text_of(officer_desk.get("/orders/template/?kind=SECONDMENT")).splitlines()[0]
    assert ("ช่วยราชการที่" in head, "หน่วยงานคู่โอน" in head) == (True, False)
    number = service.postings(pair.lgo.pk, TODAY)[pair["clerk"]].number
    rows = f"เลขที่ตำแหน่ง\tช่วยราชการที่\tวันสุดท้าย\n{number}\tเทศบาลตำบลโนนตาล\t30 ก.ย. 2561"
    (line,) = queries.lines_of(draws(officer_desk, kind="SECONDMENT", rows=rows))
    assert line.draft.other_organisation_id == neighbour.lgo.pk


def test_a_table_of_moves_may_state_allowances_and_none_is_not_nought(officer_desk: Client, pair: Place) -> None:
    held = service.postings(pair.lgo.pk, TODAY)
    own = {who: held[pair[who]].number for who in ("finance", "clerk", "deputy")}
    said = dict(zip(own.values(), ("๓,๕๐๐", "0", ""), strict=True))
    rows = "\n".join(f"{number}\t{number}\t{text}" for number, text in said.items())
    order = draws(officer_desk, kind="MOVE", rows=f"เลขที่ตำแหน่ง\tเลขที่ตำแหน่งใหม่\tเงินประจำตำแหน่ง\n{rows}")
    assert [one.draft.pay.allowance for one in queries.lines_of(order)] == [3500, 0, None]
    grid = text_of(officer_desk.get(f"/orders/{order}/"))
    assert re.search(r"3,500", grid)


def test_a_number_in_a_table_counts_as_a_search_and_the_search_is_stopped(
    officer_desk: Client, pair: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lhr.config.lookup_per_hour", lambda: 1)
    numbers = [pair.numbers["finance"], make_synthetic(990_001), make_synthetic(990_002)]
    table = "เลขประจำตัวประชาชน\tประเภท\tเงินเดือนใหม่\n" + "\n".join(f"{n}\tปรับตามกฎหมาย\t20000" for n in numbers)
    order = draws(officer_desk)
    answer = presses(officer_desk, order, "paste", rows=table)
    assert is_refused(answer)
    told = text_of(answer)
    assert "แถว 2" not in told, "the own staff is no search"
    assert "แถว 3 ช่อง เลขประจำตัวประชาชน" in told
    assert "แถว 4 ช่อง เลขประจำตัวประชาชน" in told
    assert Reading.objects.filter(view="person.number").count() == 1
    assert queries.lines_of(order) == []


def test_what_is_too_much_to_mend_at_once_is_counted(officer_desk: Client, pair: Place) -> None:
    answer = presses(officer_desk, draws(officer_desk), "paste", rows=sheet(pair, *[("finance", "x")] * 30))
    assert "และอีก 10 ช่องที่ยังอ่านไม่ได้" in text_of(answer)


def test_a_new_order_offers_the_template_of_every_kind(officer_desk: Client) -> None:
    shown = officer_desk.get("/orders/new/").content.decode()
    offered = re.findall(r"/orders/template/\?kind=(\w+)", shown)
    assert offered == [kind.value for kind in OrderKind if kind not in OF_ANOTHER]
    heads = {officer_desk.get(f"/orders/template/?kind={kind}").content.decode().splitlines()[0] for kind in offered}
    assert len(heads) > len(offered) / 2


def test_the_template_is_handed_out_with_the_staff_and_is_a_reading(officer_desk: Client, pair: Place) -> None:
    answer = officer_desk.get("/orders/template/?kind=PAY_ROUND")
    text = answer.content.decode()
    assert answer["Content-Disposition"] == 'attachment; filename="order-pay-round.csv"'
    assert text.startswith("\ufeffเลขที่ตำแหน่ง,")
    assert all(number not in text for number in pair.numbers.values())
    assert Reading.objects.filter(view="person.list").count() == 1
