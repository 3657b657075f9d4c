"""Whether level and pay of a line are lawful (SR-10 to SR-15) and a contract's end is (SR-09). Pure.

Everything needed comes as a value: the schedule in force on the effective day (None where none is loaded), what the
person drew before, the other pay lines of item 13.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from lhr.kernel.digits import baht, plain
from lhr.kernel.periods import Period
from lhr.kernel.rules import Finding
from lhr.kernel.thai_date import in_full
from lhr.kernel.words import Words
from lhr.service_record.pay import NOTHING_BEFORE, Pay, PayLine, Standing
from lhr.service_record.rules_said_of_pay import SR_09, SR_10, SR_11, SR_12, SR_13, SR_14, SR_15
from lhr.standards import allowances
from lhr.standards.allowances import Allowance
from lhr.standards.rules import PayEngine
from lhr.standards.scales import PayScale

STEP_RISE, STEP_DOWN, NO_RISE, SPECIAL_PAY = "STEP_RISE", "STEP_DOWN", "NO_RISE", "SPECIAL_PAY"
PERCENT_RISE, PROMOTE, PAY_CUT, SCHEDULE_ADJUST = "PERCENT_RISE", "PROMOTE", "PAY_CUT", "SCHEDULE_ADJUST"
ROUND_MOVEMENTS = frozenset({STEP_RISE, NO_RISE, SPECIAL_PAY, PERCENT_RISE})
# A new schedule may say less, and จัดคนลง put everybody on one; a start begins a salary of its own.
_STARTS = frozenset({"APPOINT", "REAPPOINT", "CONTRACT_START", "OPENING"})
_MAY_FALL = frozenset({STEP_DOWN, PAY_CUT, SCHEDULE_ADJUST, "RECLASSIFY"}) | _STARTS
_BUDDHIST = 543
_HALF = Decimal("0.5")
_ROUNDED_BY = 10  # baht
_NO_RATE = Words("ไม่มีในบัญชี", "none on file")
PCT_OF_A_STEP = 4  # half a step is worth 2 per cent, a whole one 4


@dataclass(frozen=True, slots=True)
class StepLimits:
    """How many steps may be given in each half and in a round year."""

    half_1: Decimal = Decimal(1)
    half_2: Decimal = Decimal("1.5")
    year: Decimal = Decimal(2)

    def of_half(self, half: int) -> Decimal:
        return self.half_1 if half == 1 else self.half_2


USUAL_LIMITS = StepLimits()


@dataclass(frozen=True, slots=True)
class Round:
    """A round of rises. `year` is B.E.; half 1 takes effect on 1 April, half 2 on the 1 October that follows."""

    year: int
    half: int

    @property
    def effective(self) -> date:
        return date(self.year - _BUDDHIST, 4 if self.half == 1 else 10, 1)

    @property
    def work(self) -> Period:
        """The half-year that is appraised; the rise begins when it is over. It lies in the fiscal year of the round
        year's number, the rise of half 2 in the next."""
        until = self.effective
        return Period(date(until.year - 1, 10, 1) if self.half == 1 else date(until.year, 4, 1), until)

    @property
    def days(self) -> int:
        return (self.effective - self.work.starts).days


@dataclass(frozen=True, slots=True)
class PayCase:
    """One line as it is judged: what it says, for whom, on which day, and what stood before and beside it."""

    movement_code: str
    starts: date
    pay: Pay
    level_name: str
    scale: PayScale | None
    before: Standing = NOTHING_BEFORE
    others: tuple[PayLine, ...] = ()
    limits: StepLimits = USUAL_LIMITS
    rates: tuple[Allowance, ...] = ()  # of allowances, in force for this post and level
    goes_on: Decimal | None = None  # the allowance of before, where another post or level is named and none is said

    @property
    def level(self) -> str:
        return self.pay.level_code or self.before.level_code


def round_of(day: date) -> Round:
    """Return the round to which a rise of this day belongs.

    The rise of half 2 takes effect on 1 October, in the next fiscal year already: what belongs together is 1 April
    and the 1 October of the same calendar year, never one fiscal year's two days (domain.md 5.3).
    """
    if day.month >= 10:
        return Round(day.year + _BUDDHIST, 2)
    return Round(day.year + _BUDDHIST, 1) if day.month >= 4 else Round(day.year - 1 + _BUDDHIST, 2)


def check_pay(case: PayCase) -> list[Finding]:
    """SR-10 to SR-15 of one line."""
    return [
        *check_salary(case),
        *check_allowance(case),
        *check_steps(case),
        *check_rise(case),
        *check_round_day(case),
        *check_promotion(case),
        *check_falls(case),
    ]


def check_salary(case: PayCase) -> list[Finding]:
    """SR-10: the salary is lawful on the effective day; where no schedule says so, it only warns (SR-10.1)."""
    salary, scale = case.pay.salary, case.scale
    if salary is None:
        return []
    if salary <= 0:
        return [SR_10.finding(variant=3)]
    known = scale.range_of(case.level) if scale else None
    if scale is None or known is None:
        return [SR_10.finding(variant=1, date=in_full(case.starts))]
    if not _lawful(scale, case.level, salary, known):
        lower, upper = scale.neighbours(case.level, salary) or known
        said: dict[str, Any] = {"level": case.level_name, "lower": baht(lower), "upper": baht(upper)}
        said["lawful"] = _nearest(scale, said["lower"], said["upper"])
        return [SR_10.finding(amount=baht(salary), date=in_full(case.starts), schedule=scale.called, **said)]
    return _check_cell(scale, case, salary)


def check_allowance(case: PayCase) -> list[Finding]:
    """SR-10.5: what is drawn beside the salary is a rate in force, or several kinds of them together. SR-10.6: that of
    another post or level goes on because an order says so."""
    drawn = case.pay.allowance
    if case.goes_on:
        rates = _said_of(case.rates) if case.rates else _NO_RATE
        return [SR_10.finding(variant=6, field="allowance", amount=baht(case.goes_on), rates=rates)]
    if drawn is None or not case.rates or drawn in allowances.lawful(case.rates):
        return []
    said: dict[str, Any] = {"amount": baht(drawn), "date": in_full(case.starts), "rates": _said_of(case.rates)}
    return [SR_10.finding(variant=5, field="allowance", **said)]


def _said_of(rates: Iterable[Allowance]) -> Words:
    said = [rate.says for rate in rates]
    return Words(" · ".join(one.th for one in said), " · ".join(one.en for one in said))


def check_steps(case: PayCase) -> list[Finding]:
    """SR-11: the steps of this half and of its round year, with what was given already."""
    steps = case.pay.steps
    if case.movement_code not in (STEP_RISE, STEP_DOWN):
        return []
    if steps is None:
        return [SR_11.finding(variant=3)]
    if steps <= 0 or steps % _HALF:
        return [SR_11.finding(variant=1, steps=plain(steps))]
    if case.movement_code == STEP_DOWN:
        return []
    this = round_of(case.starts)
    rises = (line for line in case.others if line.movement_code == STEP_RISE)
    given = [line for line in rises if round_of(line.starts).year == this.year]
    in_half = steps + _sum(line for line in given if round_of(line.starts).half == this.half)
    in_year = steps + _sum(given)
    limit = case.limits.of_half(this.half)
    if in_half > limit:
        said: dict[str, Any] = {"steps": plain(in_half), "limit": plain(limit)}
        return [SR_11.finding(variant=2, round_year=this.year, half=this.half, **said)]
    if in_year > case.limits.year:
        return [SR_11.finding(steps=plain(in_year), limit=plain(case.limits.year), round_year=this.year)]
    return []


def check_rise(case: PayCase) -> list[Finding]:
    """SR-12: old salary plus steps on the schedule, or a percentage of the base, gives the new one; at the top only
    special pay is given."""
    old, scale = case.before.salary, case.scale
    known = scale.range_of(case.level) if scale else None
    if old is None or scale is None or known is None:
        return []
    if case.movement_code == SPECIAL_PAY:
        at_top = old >= known[1]
        return [*([] if at_top else [SR_12.finding(variant=3, old=baht(old))]), *_check_kept(case, old)]
    if case.movement_code == NO_RISE:
        return _check_kept(case, old)
    if case.movement_code == PERCENT_RISE and scale.engine is PayEngine.PERCENT:
        return _check_percent(case, old, scale.base_of(case.level) or old, known[1])
    steps = case.pay.steps
    if case.movement_code not in (STEP_RISE, STEP_DOWN) or not steps or not scale.by_steps:
        return []
    return _check_moved(case, scale, old, steps if case.movement_code == STEP_RISE else -steps)


def check_round_day(case: PayCase) -> list[Finding]:
    """SR-13: rounds take effect on 1 April and 1 October."""
    if case.movement_code not in ROUND_MOVEMENTS or (case.starts.month, case.starts.day) in ((4, 1), (10, 1)):
        return []
    return [SR_13.finding(date=in_full(case.starts))]


def check_promotion(case: PayCase) -> list[Finding]:
    """SR-14: a promotion lowers nobody's salary and lands inside the new level's range; one that says no salary keeps
    the one that stood."""
    if case.movement_code != PROMOTE:
        return []
    salary = case.before.salary if case.pay.salary is None else case.pay.salary
    if salary is None:
        return [SR_14.finding(variant=3)]
    known = case.scale.range_of(case.level) if case.scale else None
    if known is not None and not known[0] <= salary <= known[1]:
        said: dict[str, Any] = {"min": baht(known[0]), "max": baht(known[1])}
        return [SR_14.finding(amount=baht(salary), level=case.level_name, **said)]
    old = case.before.salary
    if old is not None and salary < old:
        return [SR_14.finding(variant=1, old=baht(old), amount=baht(salary))]
    return []


def check_climb(ladder: Sequence[str], old: str, new: str) -> list[Finding]:
    """SR-14.4 and .5: a promotion goes to the next level of its type. `ladder`: those levels low to high, as a sentence
    names them; where one of the two is of another type nothing is said."""
    if old not in ladder or new not in ladder:
        return []
    below, above = ladder.index(old), ladder.index(new)
    if above <= below:
        return [SR_14.finding(variant=5, field="level", old=old, level=new)]
    skipped = " ".join(ladder[below + 1 : above])
    return [SR_14.finding(variant=4, field="level", old=old, level=new, skipped=skipped)] if skipped else []


def check_level_kept(type_name: Words, old: str, new: str) -> list[Finding]:
    """SR-14.2: a movement that changes the post alone gives no other level. Levels as a sentence names them."""
    return [] if old == new else [SR_14.finding(variant=2, field="level", type=type_name, old=old, level=new)]


def check_falls(case: PayCase) -> list[Finding]:
    """SR-15: neither this line nor the one after it lets the salary fall without an order that says so."""
    salary = case.pay.salary
    if salary is None:
        return []
    found = []
    old = case.before.salary
    # A promotion that lowers the salary is blocked (SR-14) and need not warn as well.
    if old is not None and salary < old and case.movement_code not in _MAY_FALL | {PROMOTE}:
        found.append(SR_15.finding(old=baht(old), new=baht(salary)))
    after = next_salary(case.others, case.starts)
    follows = after.pay.salary if after is not None and after.movement_code not in _MAY_FALL else None
    if follows is not None and follows < salary:
        found.append(SR_15.finding(old=baht(salary), new=baht(follows)))
    return found


def next_salary(lines: Iterable[PayLine], day: date) -> PayLine | None:
    """The first line after `day` that speaks of a salary."""
    later = (line for line in lines if line.starts > day and line.pay.salary is not None)
    return min(later, key=lambda line: line.place, default=None)


def check_contract(
    starts: date, last_day: date | None, *, born: date | None, most_years: int | None, age_limit: int
) -> list[Finding]:
    """SR-09: a contract ends, not before it starts, not after its longest term nor after the age limit is reached.

    `most_years` is None where no term is set. An age is complete at the end of the day before the birthday.
    """
    if last_day is None:
        return [SR_09.finding(variant=1)]
    if last_day < starts:
        return [SR_09.finding(variant=2)]
    limits = [_years_after(starts, most_years)] if most_years else []
    limits += [_years_after(born, age_limit)] if born else []
    limit = min(limits, default=None)
    if limit is None or last_day < limit:
        return []
    return [SR_09.finding(limit=in_full(limit - timedelta(days=1)))]


def _lawful(scale: PayScale, level: str, salary: Decimal, known: tuple[Decimal, Decimal]) -> bool:
    if scale.by_steps:
        return scale.step_of(level, salary) is not None
    return known[0] <= salary <= known[1]


def _nearest(scale: PayScale, lower: str, upper: str) -> Words:
    if lower == upper:
        return Words(lower, upper)
    if scale.by_steps:
        return Words(f"{lower} หรือ {upper}", f"{lower} or {upper}")
    return Words(f"ระหว่าง {lower} ถึง {upper}", f"between {lower} and {upper}")


def _check_cell(scale: PayScale, case: PayCase, salary: Decimal) -> list[Finding]:
    """SR-10.2: where the line names its step, the step pays this salary."""
    step = case.pay.step
    if step is None or scale.engine not in (PayEngine.STEP, PayEngine.WAGE):
        return []
    expected = scale.amount_at(case.level, step)
    if expected == salary:
        return []
    said: dict[str, Any] = {"level": case.level_name, "amount": baht(salary), "at": plain(step)}
    return [SR_10.finding(variant=2, field="step", expected="–" if expected is None else baht(expected), **said)]


def _check_kept(case: PayCase, old: Decimal) -> list[Finding]:
    new = case.pay.salary
    return [] if new in (None, old) else [_not_the_sum(old, new or old, Decimal(0), old)]


def _check_moved(case: PayCase, scale: PayScale, old: Decimal, steps: Decimal) -> list[Finding]:
    stood, column = scale.step_of(case.level, old), scale.column(case.level)
    if stood is None:
        return []
    if steps > 0 and stood == column[-1].step:
        return [SR_12.finding(variant=2, pct=plain(steps * PCT_OF_A_STEP))]
    # A rise that passes the top ends at the top: the rest is special pay.
    target = min(max(stood + steps, column[0].step), column[-1].step)
    expected = scale.amount_at(case.level, target)
    new = case.pay.salary
    if new is None or expected is None or new == expected:
        return []
    return [_not_the_sum(old, new, steps, expected)]


def _check_percent(case: PayCase, old: Decimal, base: Decimal, top: Decimal) -> list[Finding]:
    """How a percentage is rounded is for the announcement to say: any amount less than ten baht off passes."""
    percent, new = case.pay.percent, case.pay.salary
    if percent is None or percent <= 0 or new is None:
        return []
    if old >= top:
        return [SR_12.finding(variant=2, pct=plain(special_of(percent)))]
    expected = min(old + base * percent / 100, top)
    if abs(new - expected) < _ROUNDED_BY:
        return []
    said = {"old": baht(old), "new": baht(new), "base": baht(base), "expected": baht(expected)}
    return [SR_12.finding(variant=4, pct=plain(percent), **said)]


def special_of(percent: Decimal) -> Decimal:
    """Special remuneration has two rates only: who earned a whole step's worth gets that of one."""
    return Decimal(PCT_OF_A_STEP if percent >= PCT_OF_A_STEP else PCT_OF_A_STEP // 2)


def _not_the_sum(old: Decimal, new: Decimal, steps: Decimal, expected: Decimal) -> Finding:
    said = {"old": baht(old), "new": baht(new), "expected": baht(expected)}
    return SR_12.finding(variant=1, steps=plain(steps), **said)


def _sum(lines: Iterable[PayLine] | Sequence[PayLine]) -> Decimal:
    return sum((line.pay.steps or Decimal(0) for line in lines), Decimal(0))


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February becomes 1 March in a common year
        return date(day.year + years, 3, 1)
