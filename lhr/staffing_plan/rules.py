"""What the posts of an LGO cost a year, and the ceiling of มาตรา ๓๕ upon it. Exact: only what is shown is rounded.
Pure. Source: domain.md 7.2."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_UP, Decimal, localcontext
from typing import Any
from uuid import UUID

from lhr.kernel.digits import baht, plain
from lhr.kernel.rules import Finding
from lhr.posts.rules import Funding
from lhr.service_record.pay import Standing
from lhr.service_record.rules_of_free_text import check_column
from lhr.staffing_plan.rules_said import LABELS, SP_02, SP_04, SP_05

_MONTHS = 12
_BUDDHIST = 543
_NOTHING, _SATANG, _HUNDRED = Decimal(0), Decimal("0.01"), Decimal(100)
_DECIMALS, _MOST_DECIMALS = 2, 20
FIRST_YEAR, YEARS_AHEAD = 2559, 3  # B.E.: the numbered posts are of that year; a plan looks three years ahead


def base(pay: Standing) -> Decimal | None:
    """What somebody draws a year: pay and allowance of twelve months; None where no salary is on record."""
    if pay.salary is None:
        return None
    return (pay.salary + (pay.allowance or _NOTHING)) * _MONTHS


def vacant(lowest: Decimal, highest: Decimal) -> Decimal:
    """SP-04: what a vacant post counts a year, by the first pay of its lowest level and the top pay of its highest."""
    return (lowest + highest) * _MONTHS / 2


def vacant_said(levels: str, yearly: Decimal) -> Finding:
    return SP_04.finding(range=levels, amount=baht(yearly))


@dataclass(frozen=True, slots=True)
class PaidPost:
    """A post as far as its cost asks. `if_vacant` is baht a year, None where no schedule in force has its levels."""

    number: str
    source: Funding | None
    if_vacant: Decimal | None
    levels: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """How many posts of one source of money are held and how many vacant, and what either cost: baht a year."""

    held: int = 0
    vacant: int = 0
    held_cost: Decimal = _NOTHING
    vacant_cost: Decimal = _NOTHING

    @property
    def yearly(self) -> Decimal:
        return self.held_cost + self.vacant_cost


@dataclass(frozen=True)
class Reckoned:
    """What posts cost by whose money it is; None: that was never stated. `missing` are posts that could not be
    reckoned, with their holder where there is one; they are in none of the parts."""

    parts: Mapping[Funding | None, Part]
    missing: Mapping[UUID, UUID | None]

    @property
    def own(self) -> Part:
        return self.parts.get(Funding.OWN, Part())


def reckon(
    posts: Mapping[UUID, PaidPost], holders: Mapping[UUID, UUID], pays: Mapping[UUID, Standing]
) -> Reckoned:
    """Add up these posts: a held one by what its holder draws, a vacant one by SP-04."""
    held: dict[Funding | None, list[Decimal]] = {}
    free: dict[Funding | None, list[Decimal]] = {}
    missing: dict[UUID, UUID | None] = {}
    for key, post in posts.items():
        holder = holders.get(key)
        pay = pays.get(holder) if holder else None
        yearly = post.if_vacant if holder is None else (base(pay) if pay else None)
        if yearly is None:
            missing[key] = holder
        else:
            (free if holder is None else held).setdefault(post.source, []).append(yearly)
    parts = {
        source: Part(
            len(held.get(source, ())),
            len(free.get(source, ())),
            sum(held.get(source, ()), _NOTHING),
            sum(free.get(source, ()), _NOTHING),
        )
        for source in held.keys() | free.keys()
    }
    return Reckoned(parts, missing)


@dataclass(frozen=True, slots=True)
class Budget:
    """งบประมาณรายจ่ายประจำปี of a fiscal year (B.E.). Other benefits are a per cent of all pay or an amount, baht."""

    year: int
    amount: Decimal
    benefit_pct: Decimal | None = None
    benefit_amount: Decimal | None = None
    reference: str = ""
    reference_on: date | None = None

    def benefit(self, pay: Decimal) -> Decimal:
        if self.benefit_amount is not None:
            return self.benefit_amount
        return pay * (self.benefit_pct or _NOTHING) / _HUNDRED


@dataclass(frozen=True, slots=True)
class Burden:
    """What the posts paid from own income cost a year (`pay`), against the budget and the ceiling in per cent of it."""

    pay: Decimal
    budget: Budget
    ceiling: Decimal

    @property
    def benefit(self) -> Decimal:
        return self.budget.benefit(self.pay)

    @property
    def total(self) -> Decimal:
        return self.pay + self.benefit

    @property
    def limit(self) -> Decimal:
        """The most that is lawful, baht."""
        return self.budget.amount * self.ceiling / _HUNDRED

    @property
    def lawful(self) -> bool:
        """Never by the rounded ratio: 40.0018 per cent is shown as 40.00 and is above it."""
        return self.total * _HUNDRED <= self.budget.amount * self.ceiling

    @property
    def over(self) -> Decimal:
        """By how much it is above the ceiling, in whole satang upwards; 0 where it is not."""
        return max(self.total - self.limit, _NOTHING).quantize(_SATANG, ROUND_UP)

    @property
    def ratio(self) -> str:
        """The per cent with two decimals, or as many as show on which side of the ceiling it lies."""
        with localcontext() as exact:
            exact.prec = 60
            ratio = self.total * _HUNDRED / self.budget.amount
            for decimals in range(_DECIMALS, _MOST_DECIMALS):
                shown = round(ratio, decimals)
                if (shown > self.ceiling, shown < self.ceiling) == (ratio > self.ceiling, ratio < self.ceiling):
                    break
            # One more than tells the side: 40.0018 rather than 40.002.
            return f"{round(ratio, decimals + (decimals > _DECIMALS)):f}"


def check_ceiling(burden: Burden) -> list[Finding]:
    """SP-02, of a plan."""
    return [] if burden.lawful else [SP_02.finding(**_said(burden))]


def check_order(before: Burden, after: Burden) -> list[Finding]:
    """SP-02 of an order: found where it raises the cost and that is above the ceiling then."""
    if after.lawful or after.pay <= before.pay:
        return []
    return [SP_02.finding(variant=1, more=baht(after.total - before.total), **_said(after))]


def _said(burden: Burden) -> dict[str, Any]:
    return {
        "year": burden.budget.year,
        "ratio": burden.ratio,
        "ceiling": plain(burden.ceiling),
        "over": baht(burden.over),
    }


def check_budget(budget: Budget, this_year: int) -> list[Finding]:
    """SP-05, of what was typed."""
    found = []
    last = this_year + YEARS_AHEAD
    if not FIRST_YEAR <= budget.year <= last:
        found.append(SP_05.finding(variant=3, field="year", year=budget.year, first=FIRST_YEAR, last=last))
    if budget.amount <= 0:
        found.append(SP_05.finding(variant=1))
    given = [one for one in (budget.benefit_pct, budget.benefit_amount) if one is not None]
    if len(given) != 1 or given[0] < 0 or (budget.benefit_pct is not None and budget.benefit_pct > _HUNDRED):
        found.append(SP_05.finding(variant=2, field="benefit_pct"))
    if not budget.reference.strip() or budget.reference_on is None:
        found.append(SP_05.finding(variant=4, field="reference"))
    return [*found, *check_column("reference", LABELS["reference"], budget.reference)]


def check_new(known: Budget | None) -> list[Finding]:
    """SP-05.5: a year has one budget, which is corrected and not recorded twice."""
    return [SP_05.finding(variant=5, year=known.year, amount=baht(known.amount))] if known else []


def check_why(reason: str) -> list[Finding]:
    """SP-05.6 and CD-06 of the reason for a correction."""
    lacking = [] if reason.strip() else [SP_05.finding(variant=6, field="reason")]
    return [*lacking, *check_column("reason", LABELS["reason"], reason)]


def first_day(year: int) -> date:
    """The first day of a fiscal year (B.E.): 1 ตุลาคม of the calendar year before."""
    return date(year - _BUDDHIST - 1, 10, 1)
