"""An LGO reports to another office from a day on: reach changes hands at midnight, by itself, at the first request."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from lhr.access.roles import Role
from lhr.audit.models import Change
from lhr.followup import actions as followup
from lhr.kernel import clock
from lhr.organisations import actions as organisations
from lhr.organisations import queries, settling
from lhr.organisations.models import Organisation
from tests.support.cast import FOUNDED, TODAY, Cast, Place, acting_as
from tests.web.desks import Above, text_of

pytestmark = pytest.mark.django_db

TOMORROW = TODAY + timedelta(days=1)
MIDNIGHT = clock.midnight(TOMORROW)


@pytest.fixture
def on_the_day() -> Iterator[None]:
    """Ten minutes before midnight."""
    with clock.standing_at(MIDNIGHT - timedelta(minutes=10)):
        yield


@pytest.fixture
def other_district(cast: Cast) -> Organisation:
    return organisations.found_office(by=cast.keeper, place="4802", starts=FOUNDED)


@pytest.fixture
def moves_tomorrow(on_the_day: None, cast: Cast, town: Place, other_district: Organisation) -> Place:
    """It is on file that the town reports to another district office from tomorrow on."""
    followup.open_round(by=acting_as(Role.CENTRE, cast.centre), title="รอบที่ ๒", deadline=TODAY + timedelta(days=30))
    organisations.place_under(by=cast.keeper, organisation=town.lgo, parent=other_district, starts=TOMORROW)
    return town


def sees(desk: Client, town: Place) -> bool:
    """In the list, by the LGO's own page and by SEM101: the three ways to reach it."""
    listed = "เทศบาลตำบลท่าอุเทน" in text_of(desk.get("/oversight/"))
    opened = desk.get(f"/oversight/lgos/{town.lgo.pk}/").status_code == 200
    assert opened == (desk.get(f"/rights/{town.lgo.pk}/").status_code == 200) == listed
    return listed


@pytest.mark.parametrize("first", ["old", "new", "province"])
def test_whoever_comes_first_after_midnight_the_reach_has_changed_hands(
    first: str, moves_tomorrow: Place, cast: Cast, above: Above, other_district: Organisation
) -> None:
    desks = {
        "old": above(Role.DISTRICT, cast.district),
        "new": above(Role.DISTRICT, other_district),
        "province": above(Role.PROVINCE, cast.province),
    }
    assert {who: sees(desk, moves_tomorrow) for who, desk in desks.items()} == {
        "old": True,
        "new": False,
        "province": True,
    }
    with clock.standing_at(MIDNIGHT):
        order = [first, *(who for who in desks if who != first)]
        assert {who: sees(desks[who], moves_tomorrow) for who in order} == {
            "old": False,
            "new": True,
            "province": True,
        }
    (settled,) = Change.objects.filter(tag="organisations:paths:settled")
    assert (settled.actor_name, settled.subject_id) == (settling.BY_ITSELF, str(moves_tomorrow.lgo.pk))


def test_the_lgos_own_account_goes_on_working_over_midnight(moves_tomorrow: Place, town_hall: Client) -> None:
    assert town_hall.get("/rights/").status_code == 200
    with clock.standing_at(MIDNIGHT):
        assert "เทศบาลตำบลท่าอุเทน" in text_of(town_hall.get("/rights/"))


def test_a_process_looks_once_a_day(
    moves_tomorrow: Place, province_desk: Client, django_assert_num_queries: object
) -> None:
    province_desk.get("/oversight/")
    with django_assert_num_queries(0):  # type: ignore[operator]
        settling.at_first_request(TODAY)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert not queries.astray(TODAY).exists()


def test_what_keeps_it_from_settling_lets_nobody_in(
    moves_tomorrow: Place, province_desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: object) -> int:
        raise OSError("no disk")

    monkeypatch.setattr("lhr.organisations.actions.settle_paths", broken)
    province_desk.raise_request_exception = False
    with clock.standing_at(MIDNIGHT):
        assert province_desk.get("/oversight/").status_code == 500
    monkeypatch.undo()
    with clock.standing_at(MIDNIGHT):
        assert province_desk.get("/oversight/").status_code == 200
