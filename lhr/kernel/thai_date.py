"""Dates as officers write them: read into Gregorian days, shown in the Buddhist era.

No year of the Buddhist era is ever handed to `strptime` or `date()` as it is: 2563 is no leap year to a
calendar that takes it for a Christian one, and before 2484 the year began in April.
Source: documents.md section 9.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Literal

from lhr.kernel.digits import to_thai
from lhr.kernel.rules import Finding, RuleBroken
from lhr.kernel.rules_of_dates import KE_01, KE_02, KE_03
from lhr.kernel.thai_months import ENGLISH_SHORT, FULL, NAMES, SHORT, in_words
from lhr.kernel.words import Words
from lhr.kernel.written_date import Era, Written, echo, written_parts

Style = Literal["short", "full", "num", "words"]

FIRST_DAY = date(1889, 4, 1)  # 1 เม.ย. 2432; the calendar before it was lunar
FIRST_YEAR = 2432
MAX_TYPED_YEAR = 2600
_SHORT_YEAR = 2483  # April to December only
_AHEAD = 543
_APRIL = 4
_ISO_CE_BELOW = 2300
_THREE_DIGITS, _FOUR_DIGITS = 100, 1000
_TYPED_TWICE_FROM = 3000  # 2561 to which somebody's program added 543 again


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class ThaiDate:
    """What a typed date came to, with the text exactly as typed.

    `day` is the first of the span when only month or year are known, and None when there is no day to store.
    """

    day: date | None
    precision: Precision | None
    literal: str
    findings: tuple[Finding, ...] = ()

    @property
    def computable(self) -> bool:
        """Only a whole date enters ages, periods and pay."""
        return self.precision is Precision.DAY


def parse(
    text: str,
    *,
    era: Era = "BE",
    max_typed_year: int = MAX_TYPED_YEAR,
    iso_allowed: bool = False,
    field: str = "",
) -> date:
    """Return the one day that `text` names. Raises RuleBroken (KE-01, KE-02 or KE-03.1) on `field`.

    `era` is that of the field, for a year beside which none is written. `iso_allowed` only in imports and the
    API: there a year below 2300 in yyyy-mm-dd is C.E.
    """
    found = read(
        text, literal_kept=False, era=era, max_typed_year=max_typed_year, iso_allowed=iso_allowed, field=field
    )
    if found.day is None:
        raise RuleBroken(found.findings)
    return found.day


def read(
    text: str,
    *,
    literal_kept: bool,
    literal: str | None = None,
    era: Era = "BE",
    max_typed_year: int = MAX_TYPED_YEAR,
    iso_allowed: bool = False,
    field: str = "",
) -> ThaiDate:
    """Read a date that may be partial where the field keeps the text of the paper beside the day.

    `literal` is that text when it is typed in a box of its own, else `text` itself is kept. Never raises:
    what blocks stands in `findings`, and then `day` is None. In a literal field the warning KE-03 also covers
    a text that cannot be read and a day before 2432: the card says what it says, and is kept with no day.
    """
    kept = text if literal is None else literal
    keeps = literal_kept and bool(kept.strip())
    try:
        written = written_parts(text)
        if written.month == 0 and not literal_kept:
            raise _refused(1, 2, written, month="00")
        day, precision = _placed(written, _era_of(written, era, iso_allowed), max_typed_year)
    except RuleBroken as broken:
        if keeps and broken.findings[0].code in ("KE-01.1", "KE-01.5"):
            return _told(ThaiDate(None, None, kept, (KE_03.finding(text=echo(kept)),)), field)
        return _told(ThaiDate(None, None, kept, broken.findings), field)
    if precision is Precision.DAY:
        return ThaiDate(day, precision, kept)
    if keeps:
        return _told(ThaiDate(day, precision, kept, (KE_03.finding(text=echo(kept)),)), field)
    return _told(ThaiDate(None, None, kept, (KE_03.finding(variant=1),)), field)


def show(
    day: date,
    style: Style = "short",
    *,
    digits: Literal["thai", "arabic"] = "thai",
    era: bool = False,
    et_after_hundreds: bool = True,
) -> str:
    """Return `day` as officers write it; `era` puts พ.ศ. before the year in every style but `num`.

    Raises ValueError before 1 เม.ย. 2432.
    """
    year, mark = buddhist_year(day), "พ.ศ. " if era else ""
    if style == "words":
        said = in_words(year, et_after_hundreds=et_after_hundreds)
        return f"{in_words(day.day)} {FULL[day.month - 1]} {mark}{said}"
    if style == "num":
        shown = f"{day.day:02d}/{day.month:02d}/{year}"
    else:
        month = (FULL if style == "full" else SHORT)[day.month - 1]
        shown = f"{day.day} {month} {mark}{year}"
    return to_thai(shown) if digits == "thai" else shown


def said(day: date, style: Style = "short") -> Words:
    """Return `day` for a sentence on a screen: in the Buddhist era with Arabic digits, which the screen turns into Thai
    ones for an officer who prefers them; in English as 5 Aug 2018. Paper calls `show`."""
    return Words(show(day, style, digits="arabic"), f"{day.day} {ENGLISH_SHORT[day.month - 1]} {day.year}")


def buddhist_year(day: date) -> int:
    """Return the B.E. year of `day` by the calendar of its own time. Raises ValueError before 2432."""
    if day < FIRST_DAY:
        raise ValueError("before B.E. 2432 the calendar was lunar")
    return _buddhist(day.year, day.month)


def _era_of(written: Written, of_field: Era, iso_allowed: bool) -> Era:
    if written.iso and iso_allowed and int(written.year) < _ISO_CE_BELOW:
        return "CE"
    return written.era or of_field


def _placed(written: Written, era: Era, max_typed_year: int) -> tuple[date, Precision]:
    written = _with_month_checked(written)
    year = (_year_of_ce if era == "CE" else _year_of_be)(written, max_typed_year)
    if not written.month:
        # A year of C.E. began in January even when that of B.E. began in April.
        first = _APRIL if era == "BE" and year <= _SHORT_YEAR else 1
        return max(date(year - _AHEAD, first, 1), FIRST_DAY), Precision.YEAR
    common = year - _AHEAD + (1 if year < _SHORT_YEAR and written.month < _APRIL else 0)
    if not written.day:
        return date(common, written.month, 1), Precision.MONTH
    try:
        return date(common, written.month, written.day), Precision.DAY
    except ValueError:
        said = {"day": _both(written.day), "month": NAMES[written.month - 1], "year": _both(year)}
        raise _refused(1, 3, written, **said) from None


def _with_month_checked(written: Written) -> Written:
    if written.month is not None and written.month > len(FULL):
        raise _refused(1, 2, written, month=f"{written.month:02d}")
    return written


def _year_of_be(written: Written, max_typed_year: int) -> int:
    year, month = int(written.year), written.month
    if year < _FOUR_DIGITS:
        raise _refused(2, 1, written, **_offer(written, _guess_of_short(year, "BE", max_typed_year)))
    if year > max_typed_year:
        raise _refused(2, 3, written, **_offer(written, _guess_of_doubled(year, max_typed_year)))
    meant = _buddhist(year, month)
    if meant >= FIRST_YEAR and year <= max_typed_year - _AHEAD:
        raise _refused(2, 2, written, **_offer(written, meant))
    return _in_the_calendar(year, written)


def _year_of_ce(written: Written, max_typed_year: int) -> int:
    year, month = int(written.year), written.month
    if year < _FOUR_DIGITS:
        raise _refused(2, 1, written, **_offer(written, _guess_of_short(year, "CE", max_typed_year)))
    if FIRST_YEAR <= year <= max_typed_year:
        raise _refused(2, None, written, **_offer(written, year), typed=f"ค.ศ. {year}")
    if year > max_typed_year - _AHEAD:
        raise _refused(2, 3, written)
    return _in_the_calendar(_buddhist(year, month), written)


def _in_the_calendar(year: int, written: Written) -> int:
    if year < FIRST_YEAR:
        raise _refused(1, 5, written)
    if year == _SHORT_YEAR and written.month in (1, 2, 3):
        raise _refused(1, 4, written)
    return year


def _buddhist(year: int, month: int | None) -> int:
    """Return the B.E. year of a month of C.E.; a year that began in April still ran in January to March."""
    turned_in_april = year + _AHEAD <= _SHORT_YEAR
    return year + _AHEAD - (1 if turned_in_april and month in (1, 2, 3) else 0)


def _guess_of_short(year: int, era: Era, max_typed_year: int) -> int | None:
    """Guess a year of one to three digits: 61 is 2561, 561 is 2561; 256 lost its last digit, so no guess."""
    if era == "CE":
        meant = 2000 + _AHEAD + year
    else:
        meant = year + (2500 if year < _THREE_DIGITS else 2000)
    return meant if FIRST_YEAR <= meant <= max_typed_year else None


def _guess_of_doubled(year: int, max_typed_year: int) -> int | None:
    meant = year - _AHEAD
    return meant if year > _TYPED_TWICE_FROM and meant <= max_typed_year else None


def _refused(rule: Literal[1, 2], variant: int | None, written: Written, **values: object) -> RuleBroken:
    found = KE_01.finding(variant=variant) if rule == 1 else KE_02.finding(variant=variant)
    of_the_year = {} if rule == 1 else {"typed": written.year, "year": written.year}
    return RuleBroken([replace(found, values={**of_the_year, **values})])


def _offer(written: Written, guess: int | None) -> dict[str, object]:
    """Return the guessed year and the date to put in the field when the officer says yes, or nothing."""
    if guess is None:
        return {}
    month = SHORT[written.month - 1] if written.month else ""
    day = str(written.day) if month and written.day else ""
    return {"guess": guess, "offer": f"{day} {month} พ.ศ. {guess}".strip()}


def _both(number: int) -> Words:
    return Words(to_thai(str(number)), str(number))


def _told(found: ThaiDate, field: str) -> ThaiDate:
    """Put the findings on the caller's field, when it named one."""
    if not field:
        return found
    return replace(found, findings=tuple(replace(f, field=field) for f in found.findings))
