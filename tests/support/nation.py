"""The lists of all local governments that lie beside the repository on a development machine. They are no part of the
product: tests that need them are skipped where they are absent."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import pytest

from lhr import config
from lhr.organisations import happenings
from lhr.organisations.planning import When

_FOLDER = config.ROOT.parent / "shared" / "data"
CODES, UNITS, EVENTS = "lgo_2560_dla_codes.csv", "lgo_2563.csv", "lgo_events.csv"
OF_CODES, OF_UNITS = date(2017, 3, 1), date(2020, 9, 9)


def listed(name: str, provinces: Collection[str] = ()) -> bytes:
    """Return a list, or its rows of some provinces only; skips where the lists are not."""
    path = _FOLDER / name
    if not path.exists():
        pytest.skip(f"the reference list {name} does not lie beside the repository")
    data = path.read_bytes()
    if not provinces:
        return data
    head, *rows = data.decode("utf-8").splitlines()
    at = head.split(",").index("province_code")
    return "\n".join([head, *(row for row in rows if row.split(",")[at] in provinces)]).encode()


def dated(otherwise: date | None = None) -> When:
    """Return the events that date the differences, and the day of those that no event dates."""
    return When(happenings.read(listed(EVENTS)), otherwise)
