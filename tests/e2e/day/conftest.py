"""One live server and one country for the whole folder: filling a register takes longer than a test of it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from pytest_django.plugin import DjangoDbBlocker

from lhr.cli.demonstration import load, sheet, tree
from lhr.cli.demonstration.opening import open_offices
from lhr.kernel import clock
from lhr_card_agent.sim import SimulatedAgent
from tests.e2e.day.country import Country, Room, room_of
from tests.support.databases import Store
from tests.support.live import served
from tests.support.world import cheapen

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# The clock runs on from here: 1 August 2561, ten in the morning, a month before the deadline of the letter.
MORNING = clock.midnight(date(2018, 8, 1)) + timedelta(hours=10)
# Of each ten the demonstration leaves three to visitors; in the others something has happened already.
LGOS = 33


@pytest.fixture(scope="package")
def country(
    store: Store,
    django_db_blocker: DjangoDbBlocker,
    browser: Browser,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Country]:
    folder = tmp_path_factory.mktemp("country")
    began = time.monotonic()
    with (
        pytest.MonkeyPatch.context() as environment,
        clock.standing_at(lambda: MORNING + timedelta(seconds=time.monotonic() - began)),
        django_db_blocker.unblock(),
        store.own(),
        served() as origin,
    ):
        environment.setenv("LHR_DATA_DIR", str(folder))
        # The same hash with little memory: these tests ask who gets in, not what a hash costs.
        cheapen(environment)
        sheet.keep(load.load(_planned()))
        keys = sheet.folder() / sheet.DESKS / "keys"
        with SimulatedAgent(sheet.folder() / sheet.DESKS, origin=origin, keys=keys) as agent:
            open_offices(origin, agent.url, lambda _: None)
        made = Country(origin, browser, keys)
        with made.closing:
            yield made


@pytest.fixture
def room(country: Country, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    yield from room_of(country, monkeypatch)


def _planned() -> list[tree.Planned]:
    """Some อบต., those of the district that has an officer first."""
    those = [planned for planned in tree.lgos() if planned.kind == "TAO"]
    return sorted(those, key=lambda planned: planned.place != load.DISTRICT)[:LGOS]
