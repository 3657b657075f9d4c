"""Which change is open on a connection. The triggers ask it, so a write outside an open change is refused by the
database itself, whoever sends it."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

ATTRIBUTE = "lhr_open_change"
_LAST = "lhr_last_change"


def prepare_connection(sender: Any, connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Give a new SQLite connection the function lhr_change(); PostgreSQL reads its own setting instead."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(
            "lhr_change", 0, lambda: getattr(connection, ATTRIBUTE, None), deterministic=False
        )


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
