"""Which change is open on a connection. The triggers ask it, so a write outside an open change is refused by the
database itself, whoever sends it."""

from __future__ import annotations

import sqlite3
import weakref
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

ATTRIBUTE = "lhr_open_change"
_LAST = "lhr_last_change"
_DISK_ERRORS = frozenset(
    {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_NOTADB}
)
_opened: weakref.WeakSet[BaseDatabaseWrapper] = weakref.WeakSet()


def prepare_connection(sender: Any, connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Give a new SQLite connection the function lhr_change() and lock it; PostgreSQL has its own setting and roles."""
    from lhr.audit.locked import lock

    if connection.vendor == "sqlite":
        connection.connection.create_function(
            "lhr_change", 0, lambda: getattr(connection, ATTRIBUTE, None), deterministic=False
        )
        lock(connection)
    _opened.add(connection)


def open_change(connection: BaseDatabaseWrapper) -> int | None:
    """Return the number of the change that is open on this connection."""
    return getattr(connection, ATTRIBUTE, None)


def last_change(connection: BaseDatabaseWrapper) -> int | None:
    """Return the number of the change that was opened last on this connection."""
    return getattr(connection, _LAST, None)


def enter(connection: BaseDatabaseWrapper, seq: int | None) -> None:
    """Make `seq` the open change of the running transaction; None closes it."""
    setattr(connection, ATTRIBUTE, seq)
    if seq is not None:
        setattr(connection, _LAST, seq)
    if connection.vendor == "postgresql" and not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lhr.change', %s, true)", ["" if seq is None else str(seq)])


def start_afresh(after: Exception) -> None:
    """Close this thread's connections; after a disk error those of every thread, before each does anything more.

    What a connection still holds in memory after a failed write or fsync may differ from what is on the disk
    (assurance.md 3.5). Another thread's connection cannot be closed under its hands: it is marked as outlived, and
    Django closes it when that thread's request ends or its next one begins.
    """
    if _disk_failed(after):
        for other in list(_opened):
            other.close_at = 0
    connections.close_all()


def _disk_failed(error: BaseException | None) -> bool:
    """True when SQLite could not read or write its file, seen through Django's wrapping of the error."""
    while error is not None:
        code = getattr(error, "sqlite_errorcode", None)
        if code is not None and code & 0xFF in _DISK_ERRORS:
            return True
        error = error.__cause__
    return False
