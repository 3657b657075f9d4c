"""Two rises a year on a schedule of steps, as the rules have them: a half or a whole step, two in a year at most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from lhr.cli.demonstration.careers.life import working
from lhr.service_record.drafts import Citation
from lhr.service_record.pay import Pay

_HALF, _WHOLE, _MORE = Decimal("0.5"), Decimal(1), Decimal("1.5")
_ORDERS = (45, 130)  # the number of the LGO's order of rises, by half


BELOW = {
    "EXPERIENCED": "OPERATIONAL",
    "SENIOR": "EXPERIENCED",
    "PROFESSIONAL": "PRACTITIONER",
    "SENIOR_PROFESSIONAL": "PROFESSIONAL",
}
YEARS_BELOW = 6  # of service at least, before the next level


@dataclass(frozen=True, slots=True)
class Promotion:
    """From the level below to the one that is held today, on a day; `citation` is its order."""

    below: str
    level: str
    starts: date
    citation: Citation


@dataclass(frozen=True, slots=True)
class Rise:
    """One line of a round: what is drawn after it. Without steps nobody rose."""

    code: str
    starts: date
    pay: Pay
    citation: Citation


def rises(
    opening: Pay, column: Sequence[tuple[Decimal, Decimal]], started: date, today: date, chance: Random
) -> Iterator[Rise]:
    """Tell the rounds since `started`; `column` holds step and amount of the level, from the first to the top.

    At the top of the level nobody rises any more: what is told ends there.
    """
    amounts, step = dict(column), opening.step
    if opening.salary is None or step is None or not column:
        return
    top = column[-1][0]
    for year in range(started.year, today.year + 1):
        first = chance.choice((_HALF, _HALF, _HALF, _WHOLE))
        second = chance.choice((_HALF, _WHOLE, _WHOLE)) if first == _WHOLE else chance.choice((_HALF, _WHOLE, _MORE))
        for half, (starts, steps) in enumerate(((date(year, 4, 1), first), (date(year, 10, 1), second))):
            signed = working(starts - timedelta(days=9))
            if starts <= started + timedelta(days=180) or starts > today or step + steps > top:
                continue
            citation = Citation(str(_ORDERS[half]), signed.year + 543, signed)
            if chance.random() < 0.02:
                yield Rise("NO_RISE", starts, Pay(salary=amounts[step], step=step), citation)
                continue
            step += steps
            yield Rise("STEP_RISE", starts, Pay(salary=amounts[step], step=step, steps=steps), citation)


def promotion(level: str, appointed: date, until: date, chance: Random) -> Promotion | None:
    """Tell when somebody who was appointed below this level reached it; None for a level that one is appointed to."""
    below = BELOW.get(level)
    years = range(appointed.year + YEARS_BELOW, until.year + 1)
    days = [day for year in years for month in (1, 7) if appointed < (day := date(year, month, 1)) <= until]
    if below is None or not days:
        return None
    starts = chance.choice(days)
    signed = min(working(starts - timedelta(days=chance.randint(3, 9))), starts)
    return Promotion(below, level, starts, Citation(str(chance.randint(1, 400)), signed.year + 543, signed))


def lands_on(salary: Decimal, column: Sequence[tuple[Decimal, Decimal]]) -> Pay:
    """Return what a promotion pays: the lowest amount of the new level that is not below the old one."""
    step, amount = next((step, amount) for step, amount in column if amount >= salary)
    return Pay(salary=amount, step=step)
