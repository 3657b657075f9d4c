"""After a refused save the browser stands on the form's own page: Back and Reload ask nothing again."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from lhr.audit import saves
from lhr.kernel import clock
from lhr.web.shared import refused
from tests.support.cast import Cast, Place
from tests.support.pages import html_of

pytestmark = pytest.mark.django_db
CONTACT = "/oversight/contact/"


def sends(client: Client, address: str, **typed: str) -> str:
    """Send a form as a browser without following; return where it is sent."""
    answer = Client.post(client, address, {"save_key": saves.new_key(), **typed})
    assert answer.status_code == 302
    return str(answer["Location"])


def test_the_form_stands_as_typed_with_its_findings_and_may_be_reloaded(province_desk: Client) -> None:
    goes = sends(province_desk, CONTACT, name="นางสาวติดต่อ ทดสอบ", email="ไม่ใช่อีเมล")
    for _ in (1, 2):
        page = html_of(province_desk.get(goes))
        assert 'value="นางสาวติดต่อ ทดสอบ"' in page
        assert 'class="summary"' in page
        assert "data-focus" in page
        assert "อีเมลไม่ถูกต้อง" in page
    fresh = html_of(province_desk.get(CONTACT))
    assert "นางสาวติดต่อ" not in fresh
    assert 'class="summary"' not in fresh


def test_it_is_told_in_the_language_of_the_page(province_desk: Client) -> None:
    goes = sends(province_desk, "/approvals/accounts/office/", national_id="1-2345", birth_date="31/4/2561")
    assert "ไม่มีวันที่" in html_of(province_desk.get(goes))
    province_desk.cookies["lhr_lang"] = "en"
    page = html_of(province_desk.get(goes))
    assert "KE-01.3" in page
    assert "ไม่มีวันที่" not in page


def test_a_number_is_kept_sealed_and_stands_in_no_address(province_desk: Client, cast: Cast) -> None:
    number = cast.number()
    goes = sends(province_desk, "/approvals/accounts/office/", national_id=number)
    assert number not in goes
    kept = json.dumps([one.get_decoded() for one in Session.objects.all()])
    assert number not in kept
    assert f'value="{number}"' in html_of(province_desk.get(goes))


def test_passwords_are_never_kept() -> None:
    client = Client()
    goes = sends(client, "/login/", user_name="nobody", password="รหัสผ่านที่พิมพ์ผิด")
    kept = json.dumps([one.get_decoded() for one in Session.objects.all()], ensure_ascii=False)
    assert "nobody" in kept
    assert "รหัสผ่านที่พิมพ์ผิด" not in kept
    page = html_of(client.get(goes))
    assert "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง" in page
    assert 'value="nobody"' in page


def test_braces_that_were_typed_are_shown_as_typed(province_desk: Client) -> None:
    goes = sends(province_desk, "/approvals/accounts/office/", birth_date="{วัน")
    assert "“{วัน”" in html_of(province_desk.get(goes))


def test_another_browser_another_page_and_another_hour_show_nothing(
    province_desk: Client, town_hall: Client
) -> None:
    goes = sends(province_desk, CONTACT, name="")
    mark = goes.partition("?")[2]
    assert 'class="summary"' not in html_of(town_hall.get(goes))
    assert 'class="summary"' not in html_of(province_desk.get(f"/approvals/accounts/office/?{mark}"))
    with clock.standing_at(clock.now() + timedelta(minutes=refused.MINUTES + 1)):
        assert 'class="summary"' not in html_of(province_desk.get(goes))


def test_a_part_of_a_page_answers_by_itself(town_hall: Client, town: Place) -> None:
    answer = Client.post(
        town_hall, "/rights/edit/pick/officer/", {"national_id": "123"}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 422
    assert "PE-01" in html_of(answer)


def test_after_a_wrong_password_sem102_stands_as_typed_on_its_own_page(town_hall: Client, town: Place) -> None:
    from tests.web.rights.pages import fields, pick

    held = fields(pick(town_hall, "officer", town.numbers["hr"]))
    typed = {**held, "officer-phone": "042 581 000", "confirm_password": "ผิด"}
    page = html_of(town_hall.get(sends(town_hall, "/rights/edit/", **typed)))
    assert 'value="042 581 000"' in page
    assert "รหัสผ่านไม่ถูกต้อง" in page
