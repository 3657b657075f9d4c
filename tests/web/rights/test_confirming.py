"""The province confirms an acting registrar in two presses, or says why not."""

from __future__ import annotations

import pytest
from django.test import Client

from lhr.access.actor import Actor
from lhr.access.roles import Role
from lhr.audit import saves
from lhr.audit.models import Reading
from lhr.registry_rights import queries
from tests.support.cast import TODAY, Cast, Place, acting, day, holder, save
from tests.support.pages import is_refused
from tests.web.rights.conftest import Browser, office_account
from tests.web.rights.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(town: Place, bootstrap: Actor) -> str:
    """The address of an acting registrar who waits for the province."""
    save(bootstrap, town, registrar=acting(town["deputy"], TODAY, day("๑๕ ส.ค. ๒๕๖๑")))
    (row,) = queries.rows_of(town.lgo.pk)
    return f"/rights/awaiting/{row.entry_id}/"


def press(client: Client, address: str, **typed: str) -> object:
    return client.post(address, {"save_key": saves.new_key(), "version": "1", **typed})


def test_the_list_shows_who_waits_and_since_when(province_desk: Client, waiting: str) -> None:
    page = province_desk.get("/rights/awaiting/")
    assert "นายสมศรี ทดสอบท่าอุเทน" in words(page)
    assert f'href="{waiting}"' in page.content.decode()


def test_looking_is_a_reading_and_the_second_press_confirms(
    province_desk: Client, waiting: str, town: Place
) -> None:
    assert "ผู้รักษาการ" in words(province_desk.get(waiting))
    assert Reading.objects.filter(view="rights.view").count() == 1
    assert holder(town, Role.REGISTRAR, TODAY) is None
    press(province_desk, waiting)
    assert holder(town, Role.REGISTRAR, TODAY) == town["deputy"]
    assert "ไม่มีรายการรอยืนยัน" in words(province_desk.get("/rights/awaiting/"))


def test_a_refusal_needs_a_reason_and_the_town_reads_it(
    province_desk: Client, waiting: str, town: Place, town_hall: Client
) -> None:
    told = press(province_desk, f"{waiting}refuse/", reason="")
    assert is_refused(told)
    # The page stands at the address that refuses now: its button Confirm must still confirm.
    assert f'id="confirm" action="{waiting}"' in told.content.decode()  # type: ignore[attr-defined]
    press(province_desk, f"{waiting}refuse/", reason="คำสั่งไม่ตรงกับผู้ลงนาม")
    assert holder(town, Role.REGISTRAR, TODAY) is None
    assert "คำสั่งไม่ตรงกับผู้ลงนาม" in words(town_hall.get("/rights/"))


def test_what_was_decided_meanwhile_is_not_decided_twice(province_desk: Client, waiting: str) -> None:
    press(province_desk, waiting)
    again = press(province_desk, f"{waiting}refuse/", reason="ช้าไป")
    assert is_refused(again)
    assert "มีผู้บันทึกรายการนี้ก่อนท่าน" in words(again)


def test_a_district_may_not_confirm(cast: Cast, waiting: str, browser_of: Browser) -> None:
    desk = browser_of(office_account(cast, Role.DISTRICT, cast.district))
    assert desk.get(waiting).status_code == 403


def test_another_town_is_as_if_it_did_not_exist(town_hall: Client, neighbour: Place) -> None:
    assert town_hall.get(f"/rights/{neighbour.lgo.pk}/").status_code == 404


def test_the_province_sees_sem101_of_its_town_without_the_edit_button(
    province_desk: Client, pair: Place
) -> None:
    page = province_desk.get(f"/rights/{pair.lgo.pk}/")
    assert "นายสมหวัง ทดสอบท่าอุเทน" in words(page)
    assert "/rights/edit/" not in page.content.decode()
    assert Reading.objects.filter(view="rights.view").count() == 1
