"""The only place that asks the machine for the time. Instants are aware UTC; a day is a day in Asia/Bangkok."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

BANGKOK = ZoneInfo("Asia/Bangkok")


def _machine() -> datetime:
    return datetime.now(UTC)


_sources: list[Callable[[], datetime]] = [_machine]


def now() -> datetime:
    """Return this instant, aware, in UTC."""
    return _sources[-1]()


def today() -> date:
    """Return the day it is in Bangkok."""
    return day_of(now())


def day_of(instant: datetime) -> date:
    """Return the Bangkok day of an aware instant."""
    return instant.astimezone(BANGKOK).date()


def midnight(day: date) -> datetime:
    """Return the instant (UTC) at which `day` begins in Bangkok."""
    return datetime.combine(day, time(), BANGKOK).astimezone(UTC)


@contextmanager
def standing_at(instant: datetime | Callable[[], datetime]) -> Iterator[None]:
    """Make the register's clock stand (or run by a function) for as long as the block lasts, in every thread.

    For tests that walk over midnight; nothing in the product calls it.
    """
    source = instant if callable(instant) else lambda: instant
    _sources.append(source)
    try:
        yield
    finally:
        _sources.remove(source)
