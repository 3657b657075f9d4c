"""One live server and one country for the whole folder: filling a register takes longer than a test of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.e2e.day.country import Country, Room, opened, room_of
from tests.support.databases import Store

if TYPE_CHECKING:
    from playwright.sync_api import Browser

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
    with django_db_blocker.unblock(), store.own(), opened(browser, folder, LGOS) as made:
        yield made


@pytest.fixture
def room(country: Country, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    yield from room_of(country, monkeypatch)
