"""Every row of the register as values, to see what a request changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import connection

Rows = dict[tuple[str, str], dict[str, Any]]
# What is no part of the register: it comes and goes with every request.
PASSING = {"django_session", "identity_signin", "identity_limit", "identity_challenge", "audit_draft", "audit_reading"}
PASSING |= {"audit_readingof", "audit_savereceipt", "documents_upload", "documents_dayofuploads"}


def rows(*, without: Iterable[str] = PASSING) -> Rows:
    left_out = set(without)
    return {
        (model._meta.db_table, str(values[model._meta.pk.attname])): values
        for model in apps.get_models()
        if model._meta.db_table not in left_out and model._meta.pk is not None
        for values in model._default_manager.values()
    }


def as_stored(*, without: Iterable[str] = PASSING) -> Rows:
    """The same as the database keeps it, some ten times faster: enough to compare two moments."""
    left_out, found = set(without), {}
    with connection.cursor() as cursor:
        for model in apps.get_models():
            table, key = model._meta.db_table, model._meta.pk
            if table in left_out or key is None:
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [column[0] for column in cursor.description]
            place = names.index(key.column)
            found |= {(table, str(row[place])): dict(zip(names, row, strict=True)) for row in cursor.fetchall()}
    return found


def naming(found: Rows, words: Iterable[str]) -> Rows:
    """Return the rows in which one of these ids or words stands."""
    wanted = tuple(words)
    return {key: row for key, row in found.items() if any(word in str(row) for word in wanted)}
