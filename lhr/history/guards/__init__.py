"""The rules that the database itself keeps, declared on the models, installed on both engines after every migrate."""

from __future__ import annotations

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

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


def grant(connection: BaseDatabaseWrapper, role: str) -> None:
    """Give the application's role what it needs and no more. Only PostgreSQL knows roles."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for statement in postgresql.grants(tables(), role):
                cursor.execute(statement)


def install_after_migrate(sender: Any, using: str, plan: Any = (), **_: Any) -> None:
    """Run once a migrate, after the last app, when every table stands."""
    if sender.label == "history":
        install(connections[using])


__all__ = ["Table", "grant", "install", "install_after_migrate", "missing", "tables"]
