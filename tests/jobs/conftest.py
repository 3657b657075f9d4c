"""An officer who asks for jobs of the tests' kind, and the clock in the test's hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

from lhr.access.actor import Actor
from lhr.access.roles import Role
from lhr.kernel import clock
from lhr.registry_rights.queries import actor_for
from tests.jobs.kind import Readings, registered
from tests.support.cast import NEIGHBOURS, TODAY, Cast, Place, acting_as, hr, palad, save
from tests.support.world import cheaply, morning
from tests.web.desks import account_at, desk_of


class Time:
    """The register's clock, which stands until the test moves it."""

    def __init__(self) -> None:
        self.now = clock.midnight(TODAY) + timedelta(hours=10)

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **parts: float) -> None:
        self.now += timedelta(**parts)


@dataclass(frozen=True)
class Office:
    """A town with its registrar and its records officer, and a neighbour."""

    cast: Cast
    town: Place
    neighbour: Place
    asker: Actor  # the records officer, signed in by card


def founded() -> Office:
    with cheaply(), morning():
        cast = Cast()
        town, neighbour = cast.settled("ท่าอุเทน"), cast.settled("โนนตาล", NEIGHBOURS)
        first, since = acting_as(Role.LGO_BOOTSTRAP, town.lgo), date(2018, 1, 1)
        save(first, town, registrar=palad(town["palad"], since), officer=hr(town["hr"], since))
        account = account_at(town, "hr")
        desk_of(account)  # enrolled
        return Office(cast, town, neighbour, actor_for(account, TODAY, via="card"))


@pytest.fixture
def time() -> Iterator[Time]:
    time = Time()
    with clock.standing_at(time):
        yield time


@pytest.fixture(autouse=True)
def kind() -> Readings:
    return registered()
