"""ประวัติผู้มีสิทธิของหน่วยงาน: every appointment, with its state on any day."""

from __future__ import annotations

import pytest
from django.test import Client

from lhr.access.actor import Actor
from tests.support.cast import TODAY, Place, assigned, moves, save
from tests.web.rights.pages import words

pytestmark = pytest.mark.django_db


def test_a_right_that_ended_says_when_and_why(town_hall: Client, pair: Place, bootstrap: Actor) -> None:
    save(bootstrap, pair, officer=assigned(pair["clerk"], TODAY))
    page = words(town_hall.get(f"/rights/{pair.lgo.pk}/history/"))
    assert "สิ้นสุด แต่งตั้งผู้อื่นแทน" in page
    assert "31 ก.ค. 2561" in page


def test_the_states_are_those_of_the_day_asked_for(town_hall: Client, pair: Place, bootstrap: Actor) -> None:
    save(bootstrap, pair, officer=assigned(pair["clerk"], TODAY))
    then = words(town_hall.get(f"/rights/{pair.lgo.pk}/history/", {"on": "๑ ก.พ. ๒๕๖๑"}))
    assert "สถานะ ณ วันที่ 1 กุมภาพันธ์ 2561" in then
    # The end lay ahead then: its day says why, the state says nothing of it yet.
    assert "31 ก.ค. 2561 แต่งตั้งผู้อื่นแทน" in then
    assert "สิ้นสุด แต่งตั้งผู้อื่นแทน" not in then
    assert "รอมีผล" in then


def test_a_day_that_cannot_be_read_is_said_on_the_field(town_hall: Client, pair: Place) -> None:
    answer = town_hall.get(f"/rights/{pair.lgo.pk}/history/", {"on": "32 ม.ค. 2561"})
    assert answer.status_code == 422
    assert "KE-01" in words(answer)


def test_a_registrar_who_moved_away_leaves_a_vacancy_with_its_reason(town_hall: Client, pair: Place) -> None:
    moves(pair, pair["palad"], "RESIGN", TODAY)
    page = words(town_hall.get("/rights/"))
    assert "ไม่มีนายทะเบียนประวัติ" in page
    assert "ลาออก" in page
