"""What the lines of item 13 say of level and pay, as plain values. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
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


NO_PAY = Pay()


def merged(old: Pay, new: Pay) -> Pay:
    """Return the old pay with whatever the new one speaks of: what an amending order leaves alone stays.

    A step says where a salary stands, so it goes with its salary.
    """
    said = {f.name: getattr(new, f.name) for f in fields(new)}
    kept = {name: value for name, value in said.items() if value not in (None, "")}
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


def standing(lines: Iterable[PayLine], day: date) -> Standing:
    """Return what the lines up to and on `day` add up to that still count then: of each thing what was said last.

    Special pay is granted for one round: the next line that speaks of a salary ends it. An allowance is that of a post
    in a service: what begins another one ends it.
    """
    now = Standing()
    for line in sorted(lines, key=lambda one: one.place):
        if line.counts_on(day):
            now = _after(now, line)
    return now


def _after(now: Standing, line: PayLine) -> Standing:
    pay = line.pay
    speaks = pay.salary is not None
    same = pay.salary == now.salary and now.since is not None
    return Standing(
        level_code=pay.level_code or now.level_code,
        salary=pay.salary if speaks else now.salary,
        step=pay.step if speaks else now.step,
        special_pay_pct=pay.special_pay_pct if speaks or pay.special_pay_pct else now.special_pay_pct,
        allowance=now.allowance if pay.allowance is None and not line.begins else pay.allowance,
        since=line.starts if speaks and not same else now.since,
    )


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
