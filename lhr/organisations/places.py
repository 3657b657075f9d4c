"""The shipped codes of places as rows of the tables."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.db import models

from lhr.history import reference
from lhr.organisations.models import AbolishedArea, District, Province, Subdistrict

_DATA = Path(__file__).parent / "data"


def differences() -> list[reference.Differences]:
    """Return what the tables of places lack or say otherwise than the files, larger places before smaller ones."""
    abolished = [
        {**row, "abolished_on": date.fromisoformat(row["abolished_on"]) if row["abolished_on"] else None}
        for row in _rows("areas_abolished")
    ]
    found = [
        _compared(Province, _rows("provinces")),
        _compared(District, _linked(_rows("districts"), "province")),
        _compared(Subdistrict, _linked(_rows("subdistricts"), "district")),
        reference.differences(AbolishedArea, abolished, ("code",)),
    ]
    return [one for one in found if one]


def _rows(name: str) -> list[dict[str, str]]:
    return reference.rows(_DATA / f"{name}.csv")


def _linked(rows: list[dict[str, str]], parent: str) -> list[dict[str, str]]:
    return [
        {(f"{parent}_id" if name == parent else name): value for name, value in row.items()} for row in rows
    ]


def _compared(model: type[models.Model], rows: list[dict[str, str]]) -> reference.Differences:
    return reference.differences(model, rows, ("code",))
