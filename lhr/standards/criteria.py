"""What an appraisal earns in a pay round, by dated criteria that are let in: plain values. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lhr.kernel.words import Words
from lhr.standards.rules import STATUS_SAYS, Status

EITHER_HALF = 0


@dataclass(frozen=True, slots=True)
class Criterion:
    """One grade's rise: `steps` for who is paid by steps, `percent` of the base for who is paid within a band.

    An empty kind is every kind, half 0 both. `least_days` in service in the half are needed where it says so; a rise
    in per cent is rounded up to a multiple of `rounded_up_to` baht where it says so.
    """

    grade: str
    starts: date
    steps: Decimal | None = None
    percent: Decimal | None = None
    kind_code: str = ""
    half: int = EITHER_HALF
    least_days: int | None = None
    rounded_up_to: int | None = None
    until: date | None = None
    status: Status = Status.UNVERIFIED
    source: str = ""

    @property
    def named(self) -> tuple[bool, bool]:
        return bool(self.kind_code), self.half != EITHER_HALF

    @property
    def called(self) -> Words:
        """Where it comes from and how far it is verified, as a reason names it."""
        source, sure = Words(self.source, self.source).literal(), STATUS_SAYS[self.status]
        return Words(f"{source.th} ({sure.th})", f"{source.en} ({sure.en})")

    def is_for(self, kind_code: str, half: int, day: date) -> bool:
        in_force = self.starts <= day and (self.until is None or day < self.until)
        return in_force and self.kind_code in ("", kind_code) and self.half in (EITHER_HALF, half)


def in_force(criteria: Iterable[Criterion], kind_code: str, half: int, day: date) -> dict[str, Criterion]:
    """Return the criteria of a round by grade: of several of one grade the one that names the kind, then the half."""
    fitting = [one for one in criteria if one.is_for(kind_code, half, day)]
    return {one.grade: one for one in sorted(fitting, key=lambda one: one.named)}
