"""How the database itself keeps a table. Every model says one of these as its class attribute GUARD."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Guard(StrEnum):
    FACT = "fact"  # rows are added; the only update marks a row superseded, once, by the open change
    APPEND_ONLY = "append-only"  # rows are added, never updated or deleted
    AUDITED = "audited"  # ordinary table: each write needs an open change and is captured with old and new values
    FREE = "free"  # technical or derived rows: sessions, counters, projections that can be rebuilt


@dataclass(frozen=True)
class NoOverlap:
    """Two live rows with equal `keys` never share a day (starts <= day < until).

    `where` is SQL over the row's own columns, each written as {row}.column, valid on both engines.
    """

    name: str
    keys: tuple[str, ...]
    where: str = ""
