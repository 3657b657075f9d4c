"""What the lines of item 13 say of level and pay, as plain values. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any
from uuid import UUID

from lhr.kernel.digits import baht, plain
from lhr.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Pay:
    """Level and pay as one line has them; what the line does not speak of is empty.

    `step` is where on the schedule the salary stands, `steps` by how many the line moves it (STEP_DOWN: downwards).
    `allowance` and `salary` are baht a month; `special_pay_pct` is เงินตอบแทนพิเศษ in per cent of the salary.
    """

    level_code: str = ""
    salary: Decimal | None = None
    step: Decimal | None = None
    steps: Decimal | None = None
    percent: Decimal | None = None
    special_pay_pct: Decimal | None = None
    allowance: Decimal | None = None

    @property
    def columns(self) -> dict[str, Any]:
        """What it says by the name of each column of item 13."""
        return {name: getattr(self, name) for name in COLUMNS}


NO_PAY = Pay()
COLUMNS = tuple(one.name for one in fields(Pay))


def merged(old: Pay, new: Pay) -> Pay:
    """Return the old pay with whatever the new one speaks of: what an amending order leaves alone stays.

    A step says where a salary stands, so it goes with its salary.
    """
    kept = {name: value for name, value in new.columns.items() if value not in (None, "")}
    return replace(old, **kept) if new.salary is None else replace(old, **{"step": None, **kept})


@dataclass(frozen=True, slots=True)
class PayLine:
    """One standing line with what it says of pay, in the order of the card: effective day, then run number."""

    entry_id: UUID
    movement_code: str
    starts: date
    seq: int
    pay: Pay = NO_PAY
    until: date | None = None  # the day from which on an order cancels it
    begins: bool = False  # a service, and with it no allowance but what the line itself states

    def counts_on(self, day: date) -> bool:
        return self.starts <= day and not self.undone_by(day)

    def undone_by(self, day: date) -> bool:
        return self.until is not None and self.until <= day

    @property
    def place(self) -> tuple[date, int]:
        return self.starts, self.seq


@dataclass(frozen=True, slots=True)
class Standing:
    """Level and pay on a day, and since when this salary is drawn."""

    level_code: str = ""
    salary: Decimal | None = None
    step: Decimal | None = None
    special_pay_pct: Decimal | None = None
    allowance: Decimal | None = None
    since: date | None = None


NOTHING_BEFORE = Standing()
_PLACE = attrgetter("starts", "seq")


def standing(lines: Iterable[PayLine], day: date, after: Standing = NOTHING_BEFORE) -> Standing:
    """Return what the lines up to and on `day` add up to that still count then: of each thing what was said last. With
    `after` they come behind lines that were added up for that day already.

    Special pay is granted for one round: the next line that speaks of a salary ends it. An allowance is that of a post
    in a service: what begins another one ends it.
    """
    level, salary, step, special, allowance, since = (
        after.level_code, after.salary, after.step, after.special_pay_pct, after.allowance, after.since,
    )  # fmt: skip
    for line in sorted(lines, key=_PLACE):
        if not line.counts_on(day):
            continue
        pay = line.pay
        level = pay.level_code or level
        if pay.salary is not None:
            since = since if since is not None and pay.salary == salary else line.starts
            salary, step = pay.salary, pay.step
        if pay.salary is not None or pay.special_pay_pct:
            special = pay.special_pay_pct
        if pay.allowance is not None or line.begins:
            allowance = pay.allowance
    return Standing(level, salary, step, special, allowance, since)


def said_of(pay: Pay | Standing, steps: Decimal | None = None, percent: Decimal | None = None) -> tuple[Words, ...]:
    """Return salary with its step, what was moved, special remuneration and allowance, each as it is read; nothing of
    what is not there."""
    at = Words("", "") if pay.step is None else Words(f" (ขั้น {plain(pay.step)})", f" (step {plain(pay.step)})")
    drawn = _filled(pay.salary, f"{{}} บาท{at.th}", f"{{}} baht{at.en}", baht)
    return (*((drawn,) if drawn else ()), *moves_of(pay, steps, percent))


def moves_of(pay: Pay | Standing, steps: Decimal | None, percent: Decimal | None) -> tuple[Words, ...]:
    """The same without the salary itself."""
    said = (
        _filled(steps, "{} ขั้น", "{} steps", plain),
        _filled(percent, "ร้อยละ {}", "{} per cent", plain),
        _filled(pay.special_pay_pct, "เงินตอบแทนพิเศษร้อยละ {}", "special remuneration {} per cent", plain),
        _filled(pay.allowance, "เงินประจำตำแหน่ง {} บาท", "allowance {} baht", baht),
    )
    return tuple(one for one in said if one is not None)


def _filled(number: Decimal | None, th: str, en: str, written: Callable[[Decimal], str]) -> Words | None:
    return None if number is None else Words(th.format(written(number)), en.format(written(number)))
