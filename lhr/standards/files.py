"""Files of reference data as rows of the tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from lhr.history import reference
from lhr.kernel.rules import Finding, RuleBroken
from lhr.standards.models import (
    AllowanceRate,
    Decoration,
    DoubleTimePeriod,
    EducationLevel,
    LeaveType,
    Level,
    ManagementTitle,
    MovementType,
    PenaltyType,
    PersonnelKind,
    PositionLine,
    PositionType,
    Prefix,
    ReviewGrade,
    RiseCriterion,
)
from lhr.standards.rules import Status
from lhr.standards.rules_of_schedules import RD_01

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
    (LeaveType, "leave_types.csv", ("code",)),
    (Decoration, "decorations.csv", ("code",)),
    (PenaltyType, "penalty_types.csv", ("code",)),
    (EducationLevel, "education_levels.csv", ("code",)),
    (ReviewGrade, "review_grades.csv", ("code",)),
)
# What may be brought in from outside, by its name: the lists that are shipped, and those that only an owner can fill.
IMPORTED: dict[str, tuple[type[models.Model], tuple[str, ...]]] = {
    **{name.removesuffix(".csv"): (model, key) for model, name, key in TABLES},
    "double_time_periods": (DoubleTimePeriod, ("code",)),
    "allowance_rates": (
        AllowanceRate,
        ("allowance", "kind_code", "title_code", "line_code", "level_code", "starts"),
    ),
    "rise_criteria": (RiseCriterion, ("kind_code", "grade_id", "half", "starts")),
}
_TOO_ODD = (KeyError, ValueError, InvalidOperation)


def wanted(model: type[models.Model], file_name: str) -> list[dict[str, Any]]:
    """Return a shipped file's rows with the values that the model's columns hold. Raises FieldDoesNotExist for a column
    that the table does not have, ValueError for a value that does not fit."""
    rows = reference.rows(DATA / file_name)
    fields = {name: model._meta.get_field(name) for name in (rows[0] if rows else ())}
    return [
        {_attribute(fields[name]): _value(fields[name], text) for name, text in row.items()} for row in rows
    ]


def rows_of(data: bytes, columns: Iterable[str]) -> list[dict[str, str]]:
    """Return the rows of a CSV in UTF-8 with these columns. Raises RuleBroken: RD-01.1 the heading, RD-01.5 no row."""
    needed = tuple(columns)
    try:
        reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig")), strict=True)
        rows = [row for row in reader if any(row.values())]
    except (UnicodeDecodeError, csv.Error) as unreadable:
        raise RuleBroken([RD_01.finding(variant=1, columns=" ".join(needed))]) from unreadable
    if set(needed) - set(reader.fieldnames or ()):
        raise RuleBroken([RD_01.finding(variant=1, columns=" ".join(needed))])
    if not rows:
        raise RuleBroken([RD_01.finding(variant=5)])
    return [{name: (row[name] or "").strip() for name in needed} for row in rows]


def imported(table: str, data: bytes) -> tuple[list[dict[str, Any]], list[Finding]]:
    """Return the rows of a list brought in from outside, and what is wrong with it (RD-01).

    Raises LookupError for a table that nobody imports, RuleBroken for a file that as a whole is no such list.
    """
    model, key = IMPORTED[table]
    fields = {field.name: field for field in model._meta.concrete_fields if field.name != "id"}
    found: list[Finding] = []
    values = [_row(fields, row, number, found) for number, row in enumerate(rows_of(data, fields), start=2)]
    return values, [*found, *doubled(values, key)]


def doubled(rows: Iterable[Mapping[str, Any]], key: tuple[str, ...]) -> list[Finding]:
    """RD-01.3: rows that say twice what may stand once."""
    seen: set[tuple[Any, ...]] = set()
    found = []
    for number, row in enumerate(rows, start=2):
        this = tuple(row.get(name) for name in key)
        if this in seen:
            found.append(RD_01.finding(variant=3, row=number, key=" ".join(str(part) for part in this)))
        seen.add(this)
    return found


def decimal(text: str) -> Decimal:
    """Read an amount or a step. Raises ValueError for what is no plain positive number."""
    try:
        value = Decimal(text.replace(",", ""))
    except InvalidOperation as odd:
        raise ValueError(text) from odd
    if not value.is_finite() or value <= 0:
        raise ValueError(text)
    return value


def _row(fields: Mapping[str, Any], row: Mapping[str, str], number: int, found: list[Finding]) -> dict[str, Any]:
    values = {}
    for name, text in row.items():
        try:
            values[_attribute(fields[name])] = _fitting(fields[name], text)
        except _TOO_ODD:
            found.append(RD_01.finding(variant=2, row=number, typed=text, column=name))
    return values


def _fitting(field: Any, text: str) -> Any:
    value = _value(field, text)
    if isinstance(field, models.ForeignKey) and not _exists(field, value):
        raise ValueError(text)
    fits = _fits(field, text) if isinstance(field, models.CharField) else value is not None or field.null
    if not fits:
        raise ValueError(text)
    return value


def _exists(field: Any, value: Any) -> bool:
    return bool(field.related_model._default_manager.filter(pk=value).exists())


def _fits(field: Any, text: str) -> bool:
    """Neither longer than the column, nor empty where a row cannot do without, nor a state that does not exist."""
    if field.name == "status" and text not in tuple(Status):
        return False
    needed = field.default is models.NOT_PROVIDED and not field.null
    return len(text) <= field.max_length and bool(text or not needed)


def _attribute(field: Any) -> str:
    return str(field.attname)


def _value(field: Any, text: str) -> Any:
    if text == "" and field.null:
        return None
    if isinstance(field, models.BooleanField):
        return {"yes": True, "no": False}[text]
    if isinstance(field, models.PositiveSmallIntegerField):
        return int(text)
    if isinstance(field, models.DateField):
        return date.fromisoformat(text) if text else None
    if isinstance(field, models.DecimalField):
        return _number(field, text)
    return text


def _number(field: models.DecimalField[Any, Any], text: str) -> Decimal:
    """Raises ValueError for what the column cannot hold, and for a number below nought."""
    try:
        value: Decimal = field.clean(text.replace(",", ""), None)
    except ValidationError as odd:
        raise ValueError(text) from odd
    if value < 0:
        raise ValueError(text)
    return value
