"""Time of service (SR-22, domain.md 6.4). Pure.

Service, days without pay and net multiplied time are shown apart and as a sum; none is ever folded into another. How
many days make a month and which lines of item 12 are subtracted are parameters: the law behind them is not certain.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lhr.kernel.periods import Period
from lhr.kernel.rules import Finding
from lhr.kernel.words import Words
from lhr.service_record.rules_said_of_sections import SR_22

DAYS_OF_MONTH, MONTHS_OF_YEAR = 30, 12
# Who was off duty under martial law served; those days lessen the multiplied time, in its own column.
SUBTRACTED_KINDS = ("NO_PAY", "PART_PAY")


@dataclass(frozen=True, slots=True)
class Length:
    """Years, months and days as an order writes them."""

    years: int = 0
    months: int = 0
    days: int = 0

    @property
    def says(self) -> Words:
        return Words(
            f"{self.years} ปี {self.months} เดือน {self.days} วัน",
            f"{self.years} years {self.months} months {self.days} days",
        )

    def plus(self, days: int, days_of_month: int = DAYS_OF_MONTH) -> Length:
        """Return the length with `days` more (or fewer, down to nothing)."""
        months = self.years * MONTHS_OF_YEAR + self.months
        whole = max(0, months * days_of_month + self.days + days)
        return _of(0, whole, days_of_month)


@dataclass(frozen=True, slots=True)
class Multiplied:
    """One grant of multiplied time: the announced period, its days, and those that do not count."""

    period: Period
    days: int
    minus: int = 0

    @property
    def net(self) -> int:
        return max(0, self.days - self.minus)


@dataclass(frozen=True, slots=True)
class ServiceTime:
    """The four figures of SR-22, with the days that they come to."""

    service: Length = Length()
    service_days: int = 0
    no_pay: int = 0
    double: int = 0
    total: Length = Length()
    total_days: int = 0

    @property
    def finding(self) -> Finding:
        """What the card says of it."""
        return SR_22.finding(
            service=self.service.says, no_pay=self.no_pay, double=self.double, total=self.total.says
        )


def service_time(
    employments: Iterable[Period],
    no_pay: Iterable[Period],
    multiplied: Iterable[Multiplied],
    day: date,
    *,
    days_of_month: int = DAYS_OF_MONTH,
) -> ServiceTime:
    """Return the time served before `day`: on the day of leaving, the whole of it.

    Spans that meet are one (a transfer interrupts nothing). A day without pay is subtracted once, however many lines
    name it, and only where it lies in service. Multiplied time counts once its period is over.
    """
    served = _merged(employments, day)
    length = _of(0, 0, days_of_month)
    for span in served:
        years_months, days = difference(span.starts, span.until or day)
        length = _of(
            length.years * MONTHS_OF_YEAR + length.months + years_months, length.days + days, days_of_month
        )
    unpaid = sum(_days(common) for span in _merged(no_pay, day) for own in served if (common := own.common(span)))
    double = sum(one.net for one in multiplied if one.period.until is not None and one.period.until <= day)
    served_days = sum(_days(span) for span in served)
    return ServiceTime(
        service=length,
        service_days=served_days,
        no_pay=unpaid,
        double=double,
        total=length.plus(double - unpaid, days_of_month),
        total_days=served_days - unpaid + double,
    )


def difference(starts: date, until: date) -> tuple[int, int]:
    """Return whole calendar months and the days left, `until` exclusive: 15 ก.พ. to 1 เม.ย. is 1 month and 17 days."""
    months = (until.year - starts.year) * MONTHS_OF_YEAR + until.month - starts.month
    while _moved(starts, months) > until:
        months -= 1
    return months, (until - _moved(starts, months)).days


def _moved(day: date, months: int) -> date:
    """Return the day so many months later; the last of a month that has no such day."""
    year, month = divmod(day.year * MONTHS_OF_YEAR + day.month - 1 + months, MONTHS_OF_YEAR)
    following = date(year + (month + 1) // MONTHS_OF_YEAR, (month + 1) % MONTHS_OF_YEAR + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))


def _of(months: int, days: int, days_of_month: int) -> Length:
    more, left = divmod(days, days_of_month)
    years, rest = divmod(months + more, MONTHS_OF_YEAR)
    return Length(years, rest, left)


def _merged(spans: Iterable[Period], day: date) -> Sequence[Period]:
    """Return the days of the spans before `day`, in order, those that meet or overlap as one."""
    cut = [left for span in spans if (left := span.cut_at(day)) is not None]
    merged: list[Period] = []
    for span in sorted(cut, key=lambda one: one.starts):
        last = merged[-1] if merged else None
        if last is not None and last.until is not None and span.starts <= last.until:
            merged[-1] = Period(last.starts, max(last.until, span.until or day))
        else:
            merged.append(span)
    return merged


def _days(span: Period) -> int:
    return 0 if span.until is None else (span.until - span.starts).days
