"""The reference tables as shipped: the database of the tests holds them (tests/support/databases.py)."""

from __future__ import annotations

from datetime import date

import pytest

from lhr.access.actor import Actor, operator
from lhr.standards.files import TABLES

DAY = date(2018, 8, 31)


@pytest.fixture
def keeper() -> Actor:
    return operator(DAY, "ทดสอบ")


@pytest.fixture
def tables(db: None) -> int:
    """Every table loaded; the value is how many rows there are."""
    return sum(model._default_manager.count() for model, _, _ in TABLES)
