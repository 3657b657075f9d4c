"""Two LGOs open the record of one number at the same moment, on a database that really commits."""

from __future__ import annotations

from uuid import uuid4

import pytest

from lhr.access.actor import Actor, Duty
from lhr.access.roles import Role
from lhr.kernel.rules import RuleBroken
from lhr.orders import actions
from lhr.orders.models import Newcomer, Order
from lhr.orders.terms import OrderKind
from lhr.organisations import actions as organisations
from lhr.organisations.rules import Kind
from lhr.people import queries as people
from lhr.people.models import Person
from tests.orders.conftest import Office
from tests.orders.test_newcomers import NUMBER, appoints
from tests.service_record.conftest import BEGINS, DAY, hand, settled
from tests.service_record.test_at_once import at_once


@pytest.fixture
def two(own_database: str) -> list[Office]:
    keeper = Actor(day=DAY, account_id=uuid4(), duties=(Duty(Role.CENTRE, "/"),))
    organisations.found_centre(by=keeper, starts=BEGINS)
    for code in ("48", "4803"):
        organisations.found_office(by=keeper, place=code, starts=BEGINS)
    places = [
        settled(keeper, Kind.TAMBON_MUN, "ท่าอุเทน", "MUN", 1),
        settled(keeper, Kind.TAO, "โนนตาล", "TAO", 2),
    ]
    return [Office(one, hand(one, Role.OFFICER, "hr"), hand(one, Role.REGISTRAR, "palad")) for one in places]


def test_of_two_orders_that_open_one_record_one_does_and_the_other_hears_PE02(two: list[Office]) -> None:
    rows = [office.signed(office.drawn(appoints(office), kind=OrderKind.APPOINTMENT)) for office in two]

    def applies(office: Office, row: Order) -> object:
        return actions.apply(by=office.registrar, order_id=row.entry_id, version=row.version, pair=office.pair)

    acts = [lambda office=office, row=row: applies(office, row) for office, row in zip(two, rows, strict=True)]
    results = at_once(*acts)
    broken = [one for one in results if isinstance(one, RuleBroken)]
    assert [[found.code for found in one.findings if found.code.startswith("PE")] for one in broken] == [["PE-02.2"]]
    person = people.find(NUMBER)
    assert person is not None
    winner = next(office for office, one in zip(two, results, strict=True) if isinstance(one, Order))
    assert person.first_held_by == winner.place.id
    assert Person.objects.filter(national_id_hmac=person.national_id_hmac).count() == 1
    assert Newcomer.objects.count() == 1
