"""Which pay rounds a page offers, and how it calls one."""

from __future__ import annotations

from datetime import date

from lhr.kernel.thai_date import said
from lhr.kernel.words import Words, filled
from lhr.service_record.rules_of_pay import Round, round_of

_OFFERED = 4  # the round to come and those before it
_NAMES = Words("เลื่อนเงินเดือน ครั้งที่ {half} ปี {year} มีผล {day}", "Half {half} of {year}, effective {day}")


def offered(day: date) -> list[Round]:
    """Return the next round and the ones before it, the latest first."""
    now = round_of(day)
    found = [Round(now.year, 2) if now.half == 1 else Round(now.year + 1, 1)]
    while len(found) < _OFFERED:
        last = found[-1]
        found.append(Round(last.year, 1) if last.half == 2 else Round(last.year - 1, 2))
    return found


def chosen(rounds: list[Round], typed: object) -> Round:
    """Return the one that is asked for, by its value; else the last that has begun."""
    return next((one for one in rounds if value(one) == typed), rounds[1])


def value(one: Round) -> str:
    return f"{one.year}-{one.half}"


def named(one: Round) -> Words:
    return filled(_NAMES, half=one.half, year=one.year, day=said(one.effective))
