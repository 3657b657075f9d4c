"""Somebody without a record on the page of an order: typed, pasted, changed, and written into the records."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from lhr.audit.models import Reading
from lhr.kernel.national_id import make_synthetic
from lhr.orders import queries
from lhr.orders.models import Newcomer
from lhr.people import queries as people
from lhr.posts import actions as posts
from lhr.posts.actions import PostDraft
from tests.support.cast import FOUNDED, TODAY, Cast, Place
from tests.support.pages import is_refused
from tests.web.desks import text_of
from tests.web.orders.desk import SIGNED, applies, body, draws, led_to, presses, status, version

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NUMBER = make_synthetic(90_001)
HER = {
    "national_id": NUMBER, "title": "นางสาว", "first_name": "สมฤดี", "last_name": "ทดสอบใหม่",
    "birth_date": "6 พ.ค. 2533", "gender": "F",
}  # fmt: skip


SEAT = "48-2-01-3102-009"


@pytest.fixture
def seat(cast: Cast, pair: Place) -> str:
    """A post that nobody holds."""
    draft = PostDraft(SEAT, "3102", "", FOUNDED, reason="ทดสอบ")
    (post,) = posts.establish_all(by=cast.keeper, organisation=pair.lgo, posts=[draft])
    return str(post.pk)


def appoints(desk: Client, order: UUID, seat: str, **typed: Any) -> Any:
    said = {"starts": "1 ก.ค. 2561", "movement": "APPOINT", "kind": "MUN_OFFICIAL", "post": seat, **HER, **typed}
    return desk.post(f"/orders/{order}/lines/?movement=APPOINT", body(**said, version=version(order)))


def order_of(desk: Client) -> UUID:
    return draws(desk, kind="APPOINTMENT", subject="บรรจุและแต่งตั้ง")


def test_somebody_without_a_record_is_typed_seen_and_appointed(
    officer_desk: Client, registrar_desk: Client, pair: Place, seat: str
) -> None:
    order = order_of(officer_desk)
    led_to(appoints(officer_desk, order, seat))
    shown = text_of(officer_desk.get(f"/orders/{order}/"))
    assert "นางสาวสมฤดี ทดสอบใหม่" in shown
    assert "เปิดทะเบียนใหม่" in shown
    assert "1 รายการ ผ่าน 1 ติดกฎ 0" in shown
    assert NUMBER not in shown
    led_to(presses(officer_desk, order, "check"))
    led_to(presses(officer_desk, order, "sign", **SIGNED))
    led_to(applies(registrar_desk, order))
    person = people.find(NUMBER)
    assert person is not None
    assert status(order) == "APPLIED"
    assert f"/movements/people/{person.pk}/" in text_of(registrar_desk.get(f"/orders/{order}/"))
    assert "สมฤดี" in text_of(registrar_desk.get(f"/movements/people/{person.pk}/"))


def test_the_number_counts_as_a_search_that_missed_nobody(officer_desk: Client, pair: Place, seat: str) -> None:
    order = order_of(officer_desk)
    led_to(appoints(officer_desk, order, seat))
    officer_desk.get(f"/orders/{order}/")
    assert [one.outcome for one in Reading.objects.filter(view="person.number")] == ["NEW"]


def test_the_search_that_is_stopped_takes_no_newcomer(
    officer_desk: Client, pair: Place, seat: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lhr.config.lookup_per_hour", lambda: 0)
    answer = appoints(officer_desk, order_of(officer_desk), seat)
    assert is_refused(answer)
    assert "PE-10" in text_of(answer)
    assert not Newcomer.objects.exists()


def test_what_a_new_record_lacks_is_said_on_its_field(officer_desk: Client, pair: Place, seat: str) -> None:
    order = order_of(officer_desk)
    answer = appoints(officer_desk, order, seat, birth_date="", gender="")
    assert is_refused(answer)
    assert text_of(answer).count("เปิดทะเบียนใหม่ต้องกรอกให้ครบ") >= 2
    nobody = appoints(officer_desk, order, seat, **dict.fromkeys(("title", "first_name", "last_name"), ""),
                      birth_date="", gender="")  # fmt: skip
    assert is_refused(nobody)
    assert "หากยังไม่มีทะเบียน" in text_of(nobody)
    both = appoints(officer_desk, order, seat, person=str(pair["finance"]))
    assert is_refused(both)
    assert queries.lines_of(order) == []


def test_the_line_is_changed_without_the_number_typed_again(officer_desk: Client, pair: Place, seat: str) -> None:
    order = order_of(officer_desk)
    led_to(appoints(officer_desk, order, seat))
    (line,) = queries.lines_of(order)
    at = f"/orders/{order}/lines/{line.id}/"
    shown = text_of(officer_desk.get(at))
    assert NUMBER not in shown
    assert f"{NUMBER[0]}-{NUMBER[1:3]}xx-xxxxx-xx-{NUMBER[-1]}" in shown
    assert 'value="สมฤดี"' in shown
    said = {"starts": "1 ก.ค. 2561", "movement": "APPOINT", "kind": "MUN_OFFICIAL", "post": seat, **HER}
    led_to(officer_desk.post(at, body(**{**said, "national_id": "", "first_name": "สมหญิง"}, version=version(order))))
    (line,) = queries.lines_of(order)
    assert line.draft.new_person is not None
    assert (line.draft.national_id, line.draft.new_person.first) == (NUMBER, "สมหญิง")
    # Other particulars for a number are another search, of nobody as the first was (PE-10).
    assert [one.outcome for one in Reading.objects.filter(view="person.number")] == ["NEW", "NEW"]
    said |= {"national_id": "", "first_name": "สมหญิง", "reason": "ทดสอบ"}
    led_to(officer_desk.post(at, body(**said, version=version(order))))
    assert Reading.objects.filter(view="person.number").count() == 2


def test_a_number_with_a_record_here_gives_a_line_of_that_record(officer_desk: Client, pair: Place, seat: str) -> None:
    order = order_of(officer_desk)
    answer = appoints(officer_desk, order, seat, national_id=pair.numbers["finance"])
    led_to(answer)
    (line,) = queries.lines_of(order)
    assert (line.draft.person_id, line.draft.new_person) == (pair["finance"], None)
    assert "มีทะเบียนในหน่วยงานแล้ว" in text_of(officer_desk.get(f"/orders/{order}/"))


def test_a_number_with_a_record_elsewhere_is_a_miss_and_told_by_no_name(
    officer_desk: Client, pair: Place, seat: str, cast: Cast
) -> None:
    there = cast.settled("โนนตาล")
    order = order_of(officer_desk)
    led_to(appoints(officer_desk, order, seat, national_id=there.numbers["finance"]))
    shown = text_of(officer_desk.get(f"/orders/{order}/"))
    assert "PE-02.2" in shown
    assert people.view_of(there["finance"], TODAY).last not in shown
    assert [one.outcome for one in Reading.objects.filter(view="person.number")] == ["NEUTRAL"]


def test_newcomers_are_pasted(officer_desk: Client, pair: Place, seat: str) -> None:
    order = order_of(officer_desk)
    heads = "เลขประจำตัวประชาชน\tคำนำหน้า\tชื่อตัว\tนามสกุล\tวันเกิด\tประเภทบุคลากร\tประเภท\tเลขที่ตำแหน่งใหม่"
    row = f"{NUMBER}\tน.ส.\tสมฤดี\tทดสอบใหม่\t6 พ.ค. 2533\tพนักงานเทศบาล\tบรรจุและแต่งตั้ง\t{SEAT}"
    led_to(presses(officer_desk, order, "paste", rows=f"{heads}\n{row}"))
    (line,) = queries.lines_of(order)
    new = line.draft.new_person
    assert new is not None
    assert (new.prefix, new.gender, new.birth_date.year, line.draft.kind_code) == ("นางสาว", "F", 1990, "MUN_OFFICIAL")
    assert "1 รายการ ผ่าน 1 ติดกฎ 0" in text_of(officer_desk.get(f"/orders/{order}/"))
    shown = text_of(officer_desk.get(f"/orders/{order}/paste/"))
    assert "วันเดือนปีเกิด" in shown

