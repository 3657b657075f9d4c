"""The reference tables as shipped."""

from __future__ import annotations

from datetime import date

import pytest

from lhr.access.actor import Actor, operator
from lhr.standards import actions

DAY = date(2018, 8, 31)


@pytest.fixture
def keeper() -> Actor:
    return operator(DAY, "ทดสอบ")


@pytest.fixture
def tables(db: None, keeper: Actor) -> int:
    """Every table loaded; the value is how many rows were written."""
    return actions.load(by=keeper)
