"""News of an LGO is for who holds a duty there, not for everybody with an account."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from lhr.access.actor import operator
from lhr.access.permissions import Permission
from lhr.identity import actions as identity
from lhr.kernel import clock
from lhr.people.models import Person
from lhr.registry_rights import actions as rights
from lhr.registry_rights.models import Notice
from lhr.service_record.pay import Pay
from tests.support.cast import TODAY, Cast, Place, moves
from tests.web.desks import account_at, desk_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast: Cast, pair: Place) -> Notice:
    """The town is told something about one of its people."""
    said = {"th": "สิทธิของนายสมหวังสิ้นสุด", "en": "a right has ended"}
    return Notice.objects.create(office=pair.lgo, about=pair.lgo, kind="ended", at=clock.now(), **said)


@pytest.fixture
def holds_nothing(cast: Cast, pair: Place) -> Client:
    person = Person.objects.get(pk=pair["finance"])
    made = identity.open_person_account(
        by=cast.keeper, person=person, organisation=pair.lgo, permission=Permission.ACCOUNT_RESET
    )
    assert made is not None
    return desk_of(made.account)


def test_who_holds_no_duty_at_the_lgo_is_not_told_its_news(holds_nothing: Client, told: Notice) -> None:
    assert told.th not in text_of(holds_nothing.get("/"))
    assert holds_nothing.post(f"/notices/{told.pk}/read/").status_code == 404
    told.refresh_from_db()
    assert told.read_at is None


def test_who_holds_a_duty_there_is(pair: Place, told: Notice) -> None:
    officer = desk_of(account_at(pair, "hr"))
    assert told.th in text_of(officer.get("/"))
    assert officer.post(f"/notices/{told.pk}/read/").status_code == 302


@pytest.mark.once
def test_news_of_what_fell_due_opens_what_it_is_of(cast: Cast, pair: Place) -> None:
    when = {"post_id": pair.posts["palad"], "last_day": TODAY + timedelta(days=60)}
    moves(pair, pair["deputy"], "ACTING_FOR", TODAY, **when)
    pay = {"pay": Pay(salary=Decimal(20000)), "reason": "ตามกฎหมาย"}
    moves(pair, pair["hr"], "LAW_ADJUST", TODAY + timedelta(days=40), **pay)
    on = TODAY + timedelta(days=43)
    with clock.standing_at(clock.midnight(on) + timedelta(hours=9)):
        rights.tell_due(by=operator(on, "lhr tell"))
    shown = text_of(desk_of(account_at(pair, "palad")).get("/"))
    assert "การรักษาราชการแทนของนายสมศรี ทดสอบท่าอุเทนที่เทศบาลตำบลท่าอุเทน จะสิ้นสุดเมื่อสิ้นวันที่ 30 กันยายน 2561" in shown
    assert f'href="/movements/people/{pair["deputy"]}/"' in shown
    assert 'href="/movements/"' in shown
    mine = text_of(desk_of(account_at(pair, "hr")).get("/"))
    assert "รายการปรับตามกฎหมายของท่านที่เทศบาลตำบลท่าอุเทน มีผลแล้วตั้งแต่วันที่ 10 กันยายน 2561" in mine
    assert 'href="/me/"' in mine
