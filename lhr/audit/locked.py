"""What SQL may not do on a SQLite connection. PostgreSQL has roles for this; SQLite asks a function of ours.

The triggers keep history and the books only while they stand and only where they fire. So whatever SQL reaches a
connection, it may not define or drop anything, open other files, turn a setting, or write the captured rows itself.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper

from lhr.audit.models import ChangedRow

_DEFINING: Final = frozenset(
    getattr(sqlite3, f"SQLITE_{verb}_{what}")
    for verb in ("CREATE", "DROP")
    for what in ("TABLE", "INDEX", "VIEW", "TRIGGER", "TEMP_TABLE", "TEMP_INDEX", "TEMP_VIEW", "TEMP_TRIGGER", "VTABLE")
) | {sqlite3.SQLITE_ALTER_TABLE, sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH}
_WRITING: Final = frozenset({sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE})
# These take the name of a table; any other PRAGMA with a word after it would turn a setting.
_ASKING: Final = frozenset(
    {"table_info", "table_xinfo", "index_list", "index_info", "index_xinfo", "foreign_key_list", "foreign_key_check"}
)

_Authorizer = Callable[[int, str | None, str | None, str | None, str | None], int]


def lock(connection: BaseDatabaseWrapper) -> None:
    """From now on the connection may read and write rows, and nothing else."""
    if connection.vendor == "sqlite":
        connection.connection.set_authorizer(_authorizer(ChangedRow._meta.db_table))


def unlock(connection: BaseDatabaseWrapper) -> None:
    """Let the connection define tables and triggers: for `lhr migrate`, which locks it again."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        connection.connection.set_authorizer(None)


def _authorizer(captured: str) -> _Authorizer:
    """Return the function that SQLite asks, once for each statement that it prepares; `inside` names a trigger."""

    def may(action: int, what: str | None, detail: str | None, _: str | None, inside: str | None) -> int:
        name = what or ""
        if action in _WRITING:
            allowed = not name.startswith("sqlite_") and (name != captured or inside is not None)
        elif action == sqlite3.SQLITE_PRAGMA:
            allowed = detail is None or name.lower() in _ASKING
        else:
            allowed = action not in _DEFINING
        return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY

    return may
