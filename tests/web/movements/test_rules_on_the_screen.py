"""The rules of people, seen on the movement screen with their remedy."""

from __future__ import annotations

import pytest
from django.test import Client
from stdnum.th import pin

from lhr.kernel.national_id import make_synthetic
from tests.support.cast import Place
from tests.web.desks import text_of
from tests.web.movements.typist import Typist

pytestmark = pytest.mark.django_db


def appointed(pair: Place, **typed: str) -> dict[str, str]:
    return {
        "movement": "APPOINT",
        "national_id": make_synthetic(9002),
        "title": "นางสาว",
        "prefix": "นางสาว",
        "first_name": "สมฤดี",
        "last_name": "ทดสอบใหม่",
        "birth_date": "6 พ.ค. 2528",
        "gender": "F",
        "starts": "1 ก.ย. 2561",
        "kind": "MUN_OFFICIAL",
        "post": str(pair.posts["clerk"]),
        **typed,
    }


@pytest.mark.rule("PE-02", breaks=True)
def test_PE02_a_number_with_a_record_here_leads_to_that_record(officer_desk: Client, pair: Place) -> None:
    said = text_of(Typist(officer_desk).looks(**appointed(pair, national_id=pair.numbers["palad"])))
    assert "PE-02.1" in said
    assert "เปิดทะเบียนเดิม" in said


@pytest.mark.rule("PE-03", breaks=True)
def test_PE03_a_number_that_begins_with_zero_is_warned_of(officer_desk: Client, pair: Place) -> None:
    foreign = "099010000001"
    said = text_of(Typist(officer_desk).looks(**appointed(pair, national_id=foreign + pin.calc_check_digit(foreign))))
    assert "PE-03" in said
    assert "ตรวจกับบัตร" in said


@pytest.mark.rule("PE-06", breaks=True)
def test_PE06_a_title_in_the_name_is_shown_where_it_belongs(officer_desk: Client, pair: Place) -> None:
    said = text_of(Typist(officer_desk).looks(**appointed(pair, first_name="นางสมฤดี")))
    assert "PE-06" in said
    assert "ช่องคำนำหน้าชื่อ" in said
