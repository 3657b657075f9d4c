"""What the models ask the database to keep, as plain values that both engines render into SQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from lhr.audit.guard import Guard, NoOverlap

CAPTURED = (Guard.FACT, Guard.AUDITED)


@dataclass(frozen=True)
class Table:
    """One table: its columns by kind, its guard and its rules of non-overlap."""

    name: str
    key: str
    columns: tuple[str, ...]
    binary: frozenset[str]
    unrecorded: frozenset[str]
    guard: Guard
    no_overlaps: tuple[NoOverlap, ...]
    by_triggers: bool
    opens: bool
    dated_fact: bool

    @property
    def captured(self) -> bool:
        return self.guard in CAPTURED


def tables() -> list[Table]:
    """Return every table of the product, each with its declared guard. Raises AttributeError when one is silent."""
    ours = [m for m in apps.get_models(include_auto_created=True) if m.__module__.startswith("lhr.")]
    return sorted((_table(model) for model in ours), key=lambda t: t.name)


def _table(model: type[models.Model]) -> Table:
    fields = model._meta.concrete_fields
    unrecorded = getattr(model, "UNRECORDED", ())
    return Table(
        name=model._meta.db_table,
        key=next(_column(f) for f in fields if f.primary_key),
        columns=tuple(_column(f) for f in fields),
        binary=frozenset(_column(f) for f in fields if isinstance(f, models.BinaryField)),
        unrecorded=frozenset(_column(f) for f in fields if f.name in unrecorded),
        guard=model.GUARD,  # type: ignore[attr-defined]
        no_overlaps=tuple(getattr(model, "NO_OVERLAP", ())),
        by_triggers=getattr(model, "WRITTEN_BY_TRIGGERS", False),
        opens=getattr(model, "OPENS_TRANSACTIONS", False),
        dated_fact=model.GUARD is Guard.FACT,  # type: ignore[attr-defined]
    )


def _column(field: models.Field[Any, Any]) -> str:
    """Return the column of a concrete field, which always has one."""
    return str(field.column)
