"""The fiscal year, 1 October to 30 September, named by the B.E. year in which it ends (KE-04)."""

from __future__ import annotations

from datetime import date

from lhr.kernel.rules import Finding
from lhr.kernel.rules_of_dates import KE_04
from lhr.kernel.thai_date import show

_AHEAD = 543
_OCTOBER = 10


def fiscal_year(day: date) -> int:
    """Return the B.E. fiscal year in which `day` lies: 30 ก.ย. 2561 is in 2561, 1 ต.ค. 2561 in 2562.

    Today's span is carried back over every day, so that fiscal years follow one another without a gap; before
    2484 the law had another one, and nothing in the register asks for it.
    """
    return day.year + _AHEAD + (1 if day.month >= _OCTOBER else 0)


def check_fiscal_year(day: date, filed_under: int) -> list[Finding]:
    """Find a paper filed under another fiscal year than its day's (KE-04): the system's year stands."""
    derived = fiscal_year(day)
    if filed_under == derived:
        return []
    return [KE_04.finding(date=show(day, "full"), fiscal_year=derived)]
