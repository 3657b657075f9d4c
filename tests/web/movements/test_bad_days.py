"""Days that are none, in every day of the movement form and of the record of another day: the field says what is wrong,
what was typed stands, nothing is written."""

from __future__ import annotations

import pytest
from django.test import Client

from lhr.audit.models import Reading
from lhr.service_record.models import ServiceLine
from tests.support.cast import Place
from tests.support.rules import codes
from tests.web.desks import text_of
from tests.web.movements.typist import Typist

pytestmark = pytest.mark.django_db
# 29 February of a common year, the year of the other era, month 13, no day at all.
NO_DAYS = {"29 ก.พ. 2561": "ไม่มีวันที่", "1 ส.ค. 2018": "ดูเหมือน ค.ศ.", "1/13/2561": "ไม่มีเดือน", "เมื่อวาน": "อ่านวันที่"}
ACTS = {"movement": "ACTING_FOR", "starts": "1 ส.ค. 2561", "last_day": "31 ส.ค. 2561", "reason": "ตามคำสั่ง"}


@pytest.mark.parametrize("text", NO_DAYS)
@pytest.mark.parametrize("name", ["starts", "last_day", "citation_signed_on"])
def test_a_day_that_is_none_is_told_on_its_field(officer_desk: Client, pair: Place, name: str, text: str) -> None:
    before = ServiceLine.objects.count()
    answer = Typist(officer_desk).looks(**{**ACTS, "person": str(pair["finance"]), name: text})
    form = answer.context["form"]
    assert any(NO_DAYS[text] in said for said in form.errors[name])
    page = text_of(answer)
    assert "ทำต่อ:" in page
    for typed in (text, *(value for key, value in ACTS.items() if key != name and key in ("starts", "last_day"))):
        assert typed in page
    assert ServiceLine.objects.count() == before


def test_what_else_is_wrong_is_said_with_a_day_that_is_none_and_nobody_is_looked_up(
    officer_desk: Client, pair: Place, neighbour: Place
) -> None:
    number, looked_up = neighbour.numbers["hr"], Reading.objects.count()
    typed = {"movement": "TRANSFER_IN", "national_id": number, "kind": "MUN_OFFICIAL", "other": "โนนตาล"}
    answer = Typist(officer_desk).looks(**typed, starts="เมื่อวาน", citation_number="", remark=number)
    errors = answer.context["form"].errors.as_data()
    assert {name: codes(each.finding for each in told) for name, told in errors.items()} == {
        "starts": ["KE-01.1"], "citation_number": ["OR-03"], "remark": ["CD-06"],
    }  # fmt: skip
    assert Reading.objects.count() == looked_up


def test_what_rests_on_a_field_that_cannot_be_read_is_not_said_yet(officer_desk: Client, pair: Place) -> None:
    answer = Typist(officer_desk).looks(**{**ACTS, "person": str(pair["finance"]), "last_day": "1/13/2561"})
    errors = answer.context["form"].errors.as_data()
    assert {name: codes(each.finding for each in told) for name, told in errors.items()} == {"last_day": ["KE-01.2"]}


@pytest.mark.parametrize("text", NO_DAYS)
def test_the_record_of_no_day_is_not_shown_as_that_of_today(officer_desk: Client, pair: Place, text: str) -> None:
    for name in ("as_of", "known"):
        answer = officer_desk.get(f"/movements/people/{pair['finance']}/", {name: text}, follow=True)
        page = text_of(answer)
        assert text in page
        assert NO_DAYS[text] in page
