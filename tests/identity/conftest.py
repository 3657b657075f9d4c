"""The cast of tests/identity/cast.py on a clock that stands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lhr.kernel import clock
from tests.identity.cast import Cast, Officer, Time, newcomer


@pytest.fixture
def time() -> Iterator[Time]:
    moving = Time()
    with clock.standing_at(moving):
        yield moving


@pytest.fixture
def cast(db: None, time: Time) -> Cast:
    return Cast()


@pytest.fixture
def registrar(cast: Cast) -> Officer:
    """An account with PC and card approved."""
    return newcomer(cast).enrols()
