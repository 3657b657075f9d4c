"""The rules that the database itself keeps, declared on the models, installed on both engines after every migrate."""

from __future__ import annotations

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from lhr.audit import locked
from lhr.history.guards import postgresql, sqlite
from lhr.history.guards.plan import Table, tables

_ENGINES = {"sqlite": sqlite, "postgresql": postgresql}


def install(connection: BaseDatabaseWrapper) -> None:
    """Put every guard in place, replacing what stood there; needs the right to define triggers."""
    engine = _ENGINES[connection.vendor]
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for statement in engine.prelude():
            cursor.execute(statement)
        for table in tables():
            if table.name in existing:
                for statement in (*engine.sweep(cursor, table), *engine.statements(table)):
                    cursor.execute(statement)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of guards that the database lacks or that differ from what the code declares."""
    lacking: list[str] = _ENGINES[connection.vendor].missing(connection, tables())
    return lacking


def faults(connection: BaseDatabaseWrapper) -> list[str]:
    """Return what makes the database unfit to serve from, one sentence each, with the next step."""
    if "audit_change" not in connection.introspection.table_names():
        return ["the database has no tables yet: run `lhr migrate`"]
    found = []
    if lacking := missing(connection):
        found.append(f"the database lacks these guards, or they were altered: {_some(lacking)}: run `lhr migrate`")
    if able := _ENGINES[connection.vendor].excess(connection, tables()):
        found.append(
            f"the database role in use may do what it must not: {_some(able)}: run `lhr migrate --app-role ROLE` as "
            "the owner of the tables and the database, and let LHR_DATABASE_URL name that ROLE"
        )
    return found


def _some(names: list[str]) -> str:
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")


def grant(connection: BaseDatabaseWrapper, role: str) -> None:
    """Give the application's role what it needs and no more. Only PostgreSQL knows roles."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for statement in postgresql.grants(tables(), role):
                cursor.execute(statement)


def unlock_before_migrate(sender: Any, using: str, **_: Any) -> None:
    """Let migrate define tables; only it does."""
    locked.unlock(connections[using])


def install_after_migrate(sender: Any, using: str, plan: Any = (), **_: Any) -> None:
    """Run once a migrate, after the last app, when every table stands."""
    if sender.label == "history":
        install(connections[using])
        locked.lock(connections[using])


__all__ = [
    "Table",
    "faults",
    "grant",
    "install",
    "install_after_migrate",
    "missing",
    "tables",
    "unlock_before_migrate",
]
