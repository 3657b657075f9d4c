"""The shipped codes of places as rows of the tables."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.db import models

from lhr.history import reference
from lhr.organisations.models import AbolishedArea, District, Province, Subdistrict

_DATA = Path(__file__).parent / "data"


def differences(province: str = "") -> list[reference.Differences]:
    """Return what the tables of places lack or say otherwise than the files, larger places before smaller ones.

    With `province` (two digits) only the places inside it are compared.
    """
    abolished = [
        {**row, "abolished_on": date.fromisoformat(row["abolished_on"]) if row["abolished_on"] else None}
        for row in _rows("areas_abolished", province)
    ]
    found = [
        _compared(Province, _rows("provinces", province)),
        _compared(District, _linked(_rows("districts", province), "province")),
        _compared(Subdistrict, _linked(_rows("subdistricts", province), "district")),
        reference.differences(AbolishedArea, abolished, ("code",)),
    ]
    return [one for one in found if one]


def districts_of_dla() -> dict[str, tuple[str, bool]]:
    """Return where DLA's lists number a district otherwise than DOPA: today's code, and is it confirmed."""
    rows = reference.rows(_DATA / "districts_of_dla.csv")
    return {row["dla_code"]: (row["code"], row["verified"] == "yes") for row in rows}


def _rows(name: str, province: str) -> list[dict[str, str]]:
    return [row for row in reference.rows(_DATA / f"{name}.csv") if row["code"].startswith(province)]


def _linked(rows: list[dict[str, str]], parent: str) -> list[dict[str, str]]:
    return [
        {(f"{parent}_id" if name == parent else name): value for name, value in row.items()} for row in rows
    ]


def _compared(model: type[models.Model], rows: list[dict[str, str]]) -> reference.Differences:
    return reference.differences(model, rows, ("code",))
