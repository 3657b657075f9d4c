"""The standing cast, its browsers, and those of a sending LGO with a pair of its own."""

from __future__ import annotations

import pytest
from django.test import Client

from lhr.access.roles import Role
from tests.support.cast import *  # noqa: F403  the standing cast
from tests.support.cast import Cast, Place, acting_as, hr, palad, save
from tests.web.desks import *  # noqa: F403  its browsers
from tests.web.desks import SINCE, account_at, desk_of


@pytest.fixture
def sender(on_the_day: None, cast: Cast) -> Place:
    """เทศบาลตำบลโนนตาล, with its pair registered."""
    place = cast.settled("โนนตาล")
    by = acting_as(Role.LGO_BOOTSTRAP, place.lgo)
    save(by, place, registrar=palad(place["palad"], SINCE), officer=hr(place["hr"], SINCE))
    return place


@pytest.fixture
def senders_officer(sender: Place) -> Client:
    return desk_of(account_at(sender, "hr"))


@pytest.fixture
def senders_registrar(sender: Place) -> Client:
    return desk_of(account_at(sender, "palad"))
