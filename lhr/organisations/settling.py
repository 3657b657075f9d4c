"""An LGO reports to another office from a day on; its path follows at the first request of that day (ADR 0009).

Rights look at the path, so it must be the one of the day before anybody is asked what he may do. Each process looks
once a day: one question, that nearly always finds nothing. Whichever comes first moves the LGOs; the others wait for it
and find nothing left.
"""

from __future__ import annotations

from datetime import date

from lhr.access.actor import operator
from lhr.organisations import actions
from lhr.organisations.queries import astray

BY_ITSELF = "ระบบ: คำขอแรกของวัน"  # the name in the book of changes


class _Looked:
    """The day for which this process has looked; nothing else is remembered, and no right."""

    day: date | None = None


def at_first_request(day: date) -> None:
    """Bring the paths into line with `day` unless this process has done so. Raises whatever keeps it from that: who
    cannot know whose LGO it is answers nothing."""
    if _Looked.day == day:
        return
    if astray(day).exists():
        actions.settle_paths(by=operator(day, BY_ITSELF))
    _Looked.day = day


def forget() -> None:
    """Look again at the next request: for tests, whose days and databases come and go in one process."""
    _Looked.day = None
