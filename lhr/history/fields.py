"""Columns whose order must be the same on both engines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

_BYTEWISE = {"postgresql": "C", "sqlite": "BINARY"}


if TYPE_CHECKING:
    _TextField = models.TextField[str, str]
else:
    _TextField = models.TextField


class BytewiseTextField(_TextField):
    """Text compared byte by byte, for sort keys and paths: a database's own collation differs from one to the next.

    A prefix is then a plain range: `path >= '/48/' AND path < '/480'`, which an index answers.
    """

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        return {**super().db_parameters(connection), "collation": _BYTEWISE[connection.vendor]}
