"""What is paid beside a salary: the rates in force for somebody, as plain values. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import product

from lhr.kernel.digits import baht
from lhr.kernel.words import Words
from lhr.standards.rules import STATUS_SAYS, AllowanceKind, Per, Status

_MONTHS = 12
_SATANG = Decimal("0.01")
ALLOWANCE_SAYS = {
    AllowanceKind.POSITION: Words("เงินประจำตำแหน่ง", "position allowance"),
    AllowanceKind.REMUNERATION: Words("ค่าตอบแทนรายเดือน", "monthly remuneration"),
    AllowanceKind.RANK: Words("เงินวิทยฐานะ", "allowance of an academic rank"),
}


@dataclass(frozen=True, slots=True)
class Holder:
    """By what a rate is found: kind of staff, management title, line of the post, level (a teacher's is the grade of
    the rank)."""

    kind_code: str = ""
    title_code: str = ""
    line_code: str = ""
    level_code: str = ""


@dataclass(frozen=True, slots=True)
class Allowance:
    """One rate. What it leaves empty it asks of nobody: with a level alone it is for every line of that level."""

    allowance: AllowanceKind
    of: Holder
    amount: Decimal
    per: Per
    starts: date
    until: date | None
    status: Status
    source: str = ""

    @property
    def a_month(self) -> Decimal:
        return self.amount if self.per is Per.MONTH else (self.amount / _MONTHS).quantize(_SATANG)

    @property
    def named(self) -> int:
        """How much of a holder it names: of two rates the one that names more is meant."""
        return sum(map(bool, _codes(self.of)))

    @property
    def says(self) -> Words:
        """The rate as a finding names it, with where it comes from and how far it is verified."""
        name, sure, month = ALLOWANCE_SAYS[self.allowance], STATUS_SAYS[self.status], baht(self.a_month)
        th, en = f"{name.th} {month} บาทต่อเดือน", f"{name.en} {month} baht a month"
        if self.per is Per.YEAR:
            th, en = f"{th} ({baht(self.amount)} บาทต่อปี)", f"{en} ({baht(self.amount)} a year)"
        source = Words(self.source, self.source).literal()
        return Words(f"{th} ตาม{source.th} ({sure.th})", f"{en}, by {source.en} ({sure.en})")

    def is_for(self, holder: Holder, day: date) -> bool:
        in_force = self.starts <= day and (self.until is None or day < self.until)
        return in_force and all(
            wanted in ("", had) for wanted, had in zip(_codes(self.of), _codes(holder), strict=True)
        )


def in_force(rates: Iterable[Allowance], holder: Holder, day: date) -> tuple[Allowance, ...]:
    """Return the rates for such a holder: of each kind of allowance those that name most of the holder."""
    fitting = [rate for rate in rates if rate.is_for(holder, day)]
    most = {kind: max((r.named for r in fitting if r.allowance is kind), default=0) for kind in AllowanceKind}
    return tuple(rate for rate in fitting if rate.named == most[rate.allowance])


def lawful(rates: Sequence[Allowance]) -> set[Decimal]:
    """Return what may stand as the allowance of a line: one rate, or those of several kinds together."""
    each = [[Decimal(0), *(r.a_month for r in rates if r.allowance is kind)] for kind in AllowanceKind]
    return {total for chosen in product(*each) if (total := sum(chosen, Decimal(0)))}


def _codes(of: Holder) -> tuple[str, str, str, str]:
    return of.kind_code, of.title_code, of.line_code, of.level_code
