"""After a disk error nobody goes on with a connection from before it (assurance.md 3.5)."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, OperationalError, close_old_connections, connection

from lhr.audit import context, locked
from lhr.audit.models import Draft
from lhr.kernel import clock


def _raw() -> object:
    """Return what stands behind this thread's connection now, opened if need be."""
    connection.ensure_connection()
    return connection.connection


@contextmanager
def _another_thread() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as other:
        try:
            yield other
        finally:
            other.submit(lambda: connection.close()).result()


def _full_disk() -> OperationalError:
    """Meet the real error of a disk without room."""
    locked.unlock(connection)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
    with pytest.raises(OperationalError) as met:
        Draft.objects.create(key="x", typed="ก" * 1_000_000, at=clock.now())
    return met.value


@pytest.mark.sqlite
def test_every_thread_begins_afresh_after_a_disk_error(own_database: str) -> None:
    with _another_thread() as other:
        mine, theirs = _raw(), other.submit(_raw).result()
        context.start_afresh(_full_disk())
        assert connection.connection is None
        assert _raw() is not mine
        other.submit(close_old_connections).result()  # as Django does where a request begins and where it ends
        assert other.submit(_raw).result() is not theirs
        again = other.submit(_raw).result()
        other.submit(close_old_connections).result()
        assert other.submit(_raw).result() is again, "once is enough"
    assert not Draft.objects.exists()


def test_another_error_costs_only_the_connection_that_met_it(own_database: str) -> None:
    with _another_thread() as other:
        theirs = other.submit(_raw).result()
        with pytest.raises(DatabaseError) as met, connection.cursor() as cursor:
            cursor.execute("SELECT nothing_of_the_kind")
        context.start_afresh(met.value)
        assert connection.connection is None
        other.submit(close_old_connections).result()
        assert other.submit(_raw).result() is theirs
