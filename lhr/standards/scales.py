"""A schedule in force as plain values: what a level's steps pay, its lowest and its highest. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from lhr.kernel.words import Words
from lhr.standards.rules import STATUS_SAYS, PayEngine, Status

ALL_LEVELS = ""
_INVENTED = Words("ตัวอย่าง ใช้อ้างอิงไม่ได้", "invented, no law")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a step of a level (or of a group of permanent employees) pays a month."""

    level: str
    step: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Band:
    """The range of a level; a flat rate is a range of one amount."""

    level: str
    lowest: Decimal
    middle: Decimal | None
    highest: Decimal


@dataclass(frozen=True, slots=True)
class Wage:
    """A permanent employee's step with its rates a day and an hour."""

    group: str
    step: Decimal
    month: Decimal
    day: Decimal
    hour: Decimal


@dataclass(frozen=True)
class PayScale:
    """One version of a schedule with all it says. A wage's month counts as the amount of its cell."""

    code: str
    name: str
    engine: PayEngine
    kinds: frozenset[str]
    starts: date
    until: date | None
    status: Status
    source: str
    invented: bool
    sha256: str = ""
    cells: tuple[Cell, ...] = ()
    bands: tuple[Band, ...] = ()
    wages: tuple[Wage, ...] = ()

    @property
    def standing(self) -> Words:
        """How far the figures may be relied on: what an officer is told wherever they are used."""
        return _INVENTED if self.invented else STATUS_SAYS[self.status]

    @property
    def doubt(self) -> Words | None:
        """Its standing where the figures are not certain."""
        return self.standing if self.invented or self.status is not Status.CERTAIN else None

    @property
    def called(self) -> Words:
        """The schedule's name with its standing, as a sentence names it."""
        name, sure = Words(self.name, self.name).literal(), self.standing
        return Words(f"{name.th} ({sure.th})", f"{name.en} ({sure.en})")

    @property
    def by_steps(self) -> bool:
        return self.engine in (PayEngine.STEP, PayEngine.WAGE)

    def column(self, level: str) -> tuple[Cell, ...]:
        """The steps of a level from the first to the top; empty where the schedule has no such level."""
        return self._columns.get(level, ())

    def amount_at(self, level: str, step: Decimal) -> Decimal | None:
        return next((cell.amount for cell in self.column(level) if cell.step == step), None)

    def step_of(self, level: str, amount: Decimal) -> Decimal | None:
        return next((cell.step for cell in self.column(level) if cell.amount == amount), None)

    def range_of(self, level: str) -> tuple[Decimal, Decimal] | None:
        """The lowest and the highest pay of a level; None where the schedule does not know the level."""
        column = self.column(level)
        if column:
            return column[0].amount, column[-1].amount
        band = self._bands.get(level) or self._bands.get(ALL_LEVELS)
        return (band.lowest, band.highest) if band else None

    def base_of(self, level: str) -> Decimal | None:
        """What a percentage of this level is taken of; None where the schedule names no middle: then of the salary."""
        band = self._bands.get(level) or self._bands.get(ALL_LEVELS)
        return band.middle if band else None

    def neighbours(self, level: str, amount: Decimal) -> tuple[Decimal, Decimal] | None:
        """The two lawful amounts around one that is not; at the ends the nearest one twice."""
        lawful = [cell.amount for cell in self.column(level)]
        if not lawful:
            return self.range_of(level)
        below = max((one for one in lawful if one <= amount), default=lawful[0])
        above = min((one for one in lawful if one >= amount), default=lawful[-1])
        return below, above

    @cached_property
    def _columns(self) -> dict[str, tuple[Cell, ...]]:
        found: dict[str, list[Cell]] = {}
        for cell in (*self.cells, *_months(self.wages)):
            found.setdefault(cell.level, []).append(cell)
        return {level: tuple(sorted(cells, key=lambda one: one.step)) for level, cells in found.items()}

    @cached_property
    def _bands(self) -> dict[str, Band]:
        return {band.level: band for band in self.bands}

    @property
    def levels(self) -> tuple[str, ...]:
        return (*self._columns, *self._bands)


def _months(wages: Iterable[Wage]) -> list[Cell]:
    return [Cell(wage.group, wage.step, wage.month) for wage in wages]
