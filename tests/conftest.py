"""Fixtures for every test. `db` rolls back at the end; `own_database` is a fresh database for tests that commit or
use threads; `live_lhr` serves the product over it; `page` drives a real Chromium, `firefox` a real Firefox."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from lhr.identity import passwords
from lhr.organisations import settling
from tests.support.browser import browser, page, picture
from tests.support.databases import Files, Server, Store
from tests.support.firefox import firefox
from tests.support.live import live_lhr
from tests.support.plugin import CLUSTER, FOLDER
from tests.support.postgresql import Unavailable
from tests.support.rows import row
from tests.support.smart_cards import no_pcscd, pcscd
from tests.support.standing import pytest_fixture_setup
from tests.support.world import cheapen

__all__ = ["browser", "firefox", "live_lhr", "no_pcscd", "page", "pcscd", "picture", "pytest_fixture_setup", "row"]


@pytest.fixture(autouse=True)
def another_day() -> None:
    """Every test is the first request of its day: databases and days come and go in this one process."""
    settling.forget()


@pytest.fixture(autouse=True)
def cheap_hashes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test asks is who gets in, not what a hash costs; `real_hashes` is for the others. By the test's own
    monkeypatch, so that what a test changes further is taken back in the right order."""
    if "real_hashes" not in request.fixturenames:
        cheapen(monkeypatch)


@pytest.fixture
def real_hashes() -> Iterator[None]:
    """Ask for this to hash as in production; nobody's hash too, which a process keeps."""
    passwords.nobodys_hash.cache_clear()
    yield
    passwords.nobodys_hash.cache_clear()


@pytest.fixture(scope="session")
def store(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Store]:
    """The session's databases, migrated once."""
    cluster = request.config.stash[CLUSTER]
    made = Files(request.config.stash[FOLDER]) if cluster is None else Server(cluster)
    with django_db_blocker.unblock():
        try:
            made.prepare()
        except Unavailable as why:
            pytest.skip(f"PostgreSQL: {why}")
        yield made
        made.close()


@pytest.fixture(scope="session")
def django_db_setup(store: Store) -> None:
    """Instead of pytest-django's own: the database is a copy of our template."""


@pytest.fixture
def own_database(store: Store, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A fresh migrated database that the test may commit to, from any thread; the value is its LHR_DATABASE_URL."""
    with django_db_blocker.unblock(), store.own() as url:
        yield url


@pytest.fixture(scope="module")
def shared_database(store: Store, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A fresh migrated database for one module whose tests share a cast; each undoes what it did (`undone`)."""
    with django_db_blocker.unblock(), store.own() as url:
        yield url


@pytest.fixture
def transactional_db(own_database: str) -> None:
    """pytest-django's own would flush the database, which the guards refuse."""


@pytest.fixture(scope="session")
def live_server() -> None:
    pytest.fail("use live_lhr: pytest-django's live_server would flush the database")
