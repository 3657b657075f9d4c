"""Which days make news of something that begins or ends by itself, and for how long it is news. Pure.

Nothing rests on the news: what it tells of holds from its day, whether anybody was told or not. So a run that is days
late tells what it would have told, with the true day, and what is older than NEWS_FOR_DAYS is told to nobody.
"""

from __future__ import annotations

from datetime import date, timedelta

NEWS_FOR_DAYS = 60
ENDS_AHEAD_DAYS = 30
RETIRES_AHEAD_MONTHS = (12, 6, 1)


def first_day_told(day: date) -> date:
    """Return the earliest day of which a run on `day` still tells."""
    return day - timedelta(days=NEWS_FOR_DAYS - 1)


def is_news(since: date, day: date) -> bool:
    """True while something that became news on `since` is told."""
    return first_day_told(day) <= since <= day


def tells_of_an_end(starts: date, until: date, day: date) -> bool:
    """True when it is told on `day` that what holds up to `until` will end: from 30 days ahead, until it has ended.
    What lasts no longer than that is not announced on the day on which it begins."""
    ahead = until - timedelta(days=ENDS_AHEAD_DAYS)
    return starts < ahead and is_news(ahead, day) and day < until


def months_ahead(leaves: date, day: date) -> int | None:
    """Return which announcement of a retirement is told on `day`: the last of 12, 6 and 1 months ahead that is news;
    None when none is, or the day has come."""
    if day >= leaves:
        return None
    told = [months for months in RETIRES_AHEAD_MONTHS if is_news(_months_before(leaves, months), day)]
    return min(told, default=None)


def _months_before(day: date, months: int) -> date:
    """The first of the month: people leave on the first of October."""
    at = day.year * 12 + day.month - 1 - months
    return date(at // 12, at % 12 + 1, 1)
