"""Raw SQL that the database must refuse."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction


def refused(statement: str, *values: object, saying: str | None = None) -> None:
    """Expect the database to refuse the statement on the application's own connection."""
    with pytest.raises(DatabaseError, match=saying), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def done(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
