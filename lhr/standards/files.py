"""The data files as rows of the tables."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.db import models

from lhr.history import reference
from lhr.standards.models import (
    Level,
    ManagementTitle,
    MovementType,
    PersonnelKind,
    PositionLine,
    PositionType,
    Prefix,
)

DATA = Path(__file__).parent / "data"

# Types stand before the levels and lines that refer to them.
TABLES: tuple[tuple[type[models.Model], str, tuple[str, ...]], ...] = (
    (PersonnelKind, "personnel_kinds.csv", ("code",)),
    (PositionType, "position_types.csv", ("code",)),
    (Level, "levels.csv", ("code",)),
    (PositionLine, "position_lines.csv", ("code4", "starts")),
    (ManagementTitle, "management_titles.csv", ("code",)),
    (MovementType, "movement_types.csv", ("code",)),
    (Prefix, "prefixes.csv", ("code",)),
)


def wanted(model: type[models.Model], file_name: str) -> list[dict[str, Any]]:
    """Return the file's rows with the values that the model's columns hold. Raises FieldDoesNotExist for a column
    that the table does not have, ValueError for a value that does not fit."""
    fields = {name: model._meta.get_field(name) for name in _columns(file_name)}
    return [
        {_attribute(fields[name]): _value(fields[name], text) for name, text in row.items()}
        for row in reference.rows(DATA / file_name)
    ]


def _columns(file_name: str) -> list[str]:
    with (DATA / file_name).open(encoding="utf-8") as file:
        return file.readline().strip().split(",")


def _attribute(field: Any) -> str:
    return str(field.attname)


def _value(field: Any, text: str) -> Any:
    if isinstance(field, models.BooleanField):
        return {"yes": True, "no": False}[text]
    if isinstance(field, models.PositiveSmallIntegerField):
        return int(text)
    if isinstance(field, models.DateField):
        return date.fromisoformat(text) if text else None
    return None if text == "" and field.null else text
