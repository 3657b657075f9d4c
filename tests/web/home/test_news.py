"""News of an LGO is for who holds a duty there, not for everybody with an account."""

from __future__ import annotations

import pytest
from django.test import Client

from lhr.access.permissions import Permission
from lhr.identity import actions as identity
from lhr.kernel import clock
from lhr.people.models import Person
from lhr.registry_rights.models import Notice
from tests.support.cast import Cast, Place
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
