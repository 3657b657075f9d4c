"""Half-open spans of days: `starts` is in, `until` is out; no `until` means that no end is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise


@dataclass(frozen=True, slots=True, order=False)
class Period:
    """The days from `starts` up to, not including, `until`. Raises ValueError when it would hold no day."""

    starts: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until <= self.starts:
            raise ValueError("a period holds at least one day")

    def covers(self, day: date) -> bool:
        return self.starts <= day and (self.until is None or day < self.until)

    def overlaps(self, other: Period) -> bool:
        return (other.until is None or self.starts < other.until) and (
            self.until is None or other.starts < self.until
        )

    def meets(self, other: Period) -> bool:
        """True when `other` begins on the very day this one ends: no gap, no overlap."""
        return self.until is not None and self.until == other.starts

    def common(self, other: Period) -> Period | None:
        """Return the days in both, or None."""
        if not self.overlaps(other):
            return None
        ends = [u for u in (self.until, other.until) if u is not None]
        return Period(max(self.starts, other.starts), min(ends, default=None))

    def cut_at(self, day: date) -> Period | None:
        """Return what is left when the period ends on `day` (exclusive), or None when nothing is left."""
        if day <= self.starts:
            return None
        return Period(self.starts, day if self.until is None else min(day, self.until))

    @property
    def last_day(self) -> date | None:
        """The last day inside, as letters and orders write it (inclusive)."""
        return None if self.until is None else self.until - timedelta(days=1)


def through(starts: date, last_day: date | None) -> Period:
    """Return the period of an order that says "from … to …", both days included."""
    return Period(starts, None if last_day is None else last_day + timedelta(days=1))


def any_overlap(periods: Iterable[Period]) -> bool:
    """True when two of the periods share a day."""
    ordered = sorted(periods, key=lambda p: p.starts)
    return any(a.overlaps(b) for a, b in pairwise(ordered))
