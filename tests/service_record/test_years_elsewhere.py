"""What concerns the years at the LGO of before is keyed by the one that keeps the record, by an order of that one."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from lhr.access.actor import Actor
from lhr.access.roles import Role
from lhr.people.models import Person
from lhr.service_record import queries
from lhr.service_record.drafts import MovementDraft
from lhr.service_record.models import ServiceLine
from lhr.service_record.pay import Pay
from lhr.service_record.rules import CancelEffect
from tests.service_record.conftest import DAY, Place, done, hand, move, on_record
from tests.support.rules import refused, rule

pytestmark = pytest.mark.django_db
RISES, COMES = date(2018, 4, 1), date(2018, 8, 1)
EVE = COMES - timedelta(days=1)
NOBODY: frozenset[UUID] = frozenset()


def by(place: Place) -> tuple[Actor, Actor]:
    return hand(place, Role.OFFICER, "hr"), hand(place, Role.REGISTRAR, "palad")


def keyed(place: Place, draft: MovementDraft) -> ServiceLine:
    return done(place, *by(place), draft)


def pays(who: UUID, day: date, salary: int, **more: Any) -> MovementDraft:
    return move(who, "LAW_ADJUST", day, pay=Pay(salary=Decimal(salary)), **{"reason": "ไม่มีบัญชีเงินเดือน", **more})


@pytest.fixture
def came(town: Place, neighbour: Place) -> tuple[UUID, ServiceLine]:
    """Somebody whose pay the town raised in April, and who serves next door from August."""
    who = town.people["finance"]
    keyed(town, pays(who, date(2018, 1, 1), 20000))
    line = keyed(town, pays(who, RISES, 21000))
    keyed(town, move(who, "TRANSFER_OUT", COMES, other_organisation_id=neighbour.id))
    into = move(
        who, "TRANSFER_IN", COMES, other_organisation_id=town.id, kind_code=neighbour.kind_code,
        post_id=neighbour.posts["vacant"].id,
    )  # fmt: skip
    keyed(neighbour, into)
    return who, line


def pay_on(who: UUID, day: date) -> Decimal | None:
    return queries.pay_of(who, day).salary


@rule("OR-04")
def test_OR04_who_keeps_the_record_cancels_what_the_LGO_of_before_cancelled(
    town: Place, neighbour: Place, came: tuple[UUID, ServiceLine]
) -> None:
    who, line = came
    with refused("SR-03.4"):
        keyed(town, move(who, "CANCEL_ORDER", RISES, cancels=line.entry_id))
    keyed(neighbour, move(who, "CANCEL_ORDER", RISES, cancels=line.entry_id))
    assert (pay_on(who, EVE), pay_on(who, DAY)) == (20000, 20000)
    served = queries.service_of(who).employments
    assert [one.organisation_id for one in served] == [town.id, neighbour.id]


def test_who_keeps_the_record_ends_it_from_a_day_or_amends_it(
    neighbour: Place, town: Place, came: tuple[UUID, ServiceLine]
) -> None:
    who, line = came
    keyed(neighbour, move(who, "AMEND_ORDER", RISES, amends=line.entry_id, pay=Pay(salary=Decimal(21500)), reason="แก้"))
    assert (pay_on(who, EVE), pay_on(who, DAY)) == (21500, 21500)
    assert queries.service_of(who).employment_on(EVE) == queries.service_of(who).employments[0]
    cancels = move(who, "CANCEL_ORDER", date(2018, 6, 1), cancels=line.entry_id, cancel_effect=CancelEffect.FROM_DAY)
    keyed(neighbour, cancels)
    assert (pay_on(who, date(2018, 5, 31)), pay_on(who, EVE)) == (21500, 20000)


@rule("OR-04", breaks=True)
def test_OR04_what_began_or_ended_the_service_there_stays_as_it_was_signed(
    town: Place, neighbour: Place, came: tuple[UUID, ServiceLine]
) -> None:
    who, _ = came
    rows = ServiceLine.objects.known().filter(person=who, organisation=town.organisation)
    for code in ("OPENING", "TRANSFER_OUT"):
        line = rows.get(movement_code=code)
        with refused("OR-04"):
            keyed(neighbour, move(who, "CANCEL_ORDER", line.starts, cancels=line.entry_id))
    with pytest.raises(Person.DoesNotExist):
        keyed(town, move(neighbour.people["deputy"], "CANCEL_ORDER", RISES, cancels=rows[0].entry_id))


@rule("SR-04", breaks=True)
def test_SR04_pay_of_the_years_elsewhere_asks_for_a_reason(
    town: Place, neighbour: Place, came: tuple[UUID, ServiceLine]
) -> None:
    who, _ = came
    day = date(2018, 7, 1)
    with refused("SR-04.7", on="movement"):
        keyed(neighbour, pays(who, day, 22000, reason=""))
    with refused("SR-03.4"):
        keyed(town, pays(who, day, 22000, reason="คำสั่งย้อนหลัง"))
    keyed(neighbour, pays(who, day, 22000, reason="คำสั่งย้อนหลังของหน่วยงานเดิม"))
    assert (pay_on(who, EVE), pay_on(who, DAY)) == (22000, 22000)
    assert [one.organisation_id for one in queries.service_of(who).employments] == [town.id, neighbour.id]


@rule("SR-04")
def test_SR04_before_anybody_served_anywhere_nothing_is_paid(
    neighbour: Place, came: tuple[UUID, ServiceLine]
) -> None:
    who, _ = came
    with refused("SR-04.1"):
        keyed(neighbour, pays(who, date(1990, 1, 1), 22000, reason="คำสั่งย้อนหลัง"))


def test_who_takes_somebody_on_from_a_later_day_may_leave_it_before(town: Place, neighbour: Place) -> None:
    who = town.people["finance"]
    keyed(town, move(who, "RESIGN", COMES))
    ahead = date(2018, 10, 1)
    line = keyed(neighbour, move(None, "REAPPOINT", ahead, kind_code="CONTRACT_GENERAL", **on_record(who)))
    keyed(neighbour, move(who, "CANCEL_ORDER", ahead, cancels=line.entry_id))
    assert [one.organisation_id for one in queries.service_of(who).employments] == [town.id]
