"""The cast of tests/identity/cast.py on a clock that stands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lhr.identity import hashers
from lhr.kernel import clock
from tests.identity.cast import Cast, Officer, Time, newcomer


@pytest.fixture(autouse=True)
def cheap_hashes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same hash with little memory, for tests that ask who gets in and not what a hash costs."""
    if "real_hashes" not in request.fixturenames:
        monkeypatch.setattr(hashers.Argon2id, "memory_cost", 64)
        monkeypatch.setattr(hashers.Argon2id, "time_cost", 1)


@pytest.fixture
def real_hashes() -> None:
    """Ask for this to hash as in production."""


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
