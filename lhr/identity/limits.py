"""The counters of failures, in the database so that all workers share them. What cannot be counted is refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta

from django.db import DatabaseError, transaction
from django.db.models import QuerySet

from lhr.identity import one_time, refusals, throttle
from lhr.identity.models import Limit
from lhr.identity.refusals import SignInRefused
from lhr.identity.throttle import Allowance, Tally
from lhr.kernel import clock


@dataclass(frozen=True, slots=True)
class Counter:
    """What is counted, and for whom: a user name as typed, an address, a key, a code."""

    allowed: Allowance
    whom: str

    @property
    def key(self) -> str:
        return f"{self.allowed.name}:{one_time.digest('limit', self.whom)[:40]}"


def spend(*counters: Counter) -> None:
    """Count a failure on each in advance and keep it, before any secret is looked at.

    Raises SignInRefused when one of them is used up, or when the counters cannot be read; nothing is counted then.
    Commits on its own: a caller with an open transaction gets RuntimeError, for its rollback would forget the try.
    """
    if not counters:
        return
    now = clock.now()
    with _readable(), transaction.atomic(durable=True):
        rows = _locked(counters, now)
        for counter in counters:
            until = throttle.refused_until(_tally(rows[counter.key]), counter.allowed, now)
            if until is not None:
                raise _refused(until, now)
        _write({c.key: throttle.counted(_tally(rows[c.key]), c.allowed, now) for c in counters})


def look(*counters: Counter) -> None:
    """Raise as `spend` does, without counting: for a failure that shows itself only after the work."""
    now = clock.now()
    with _readable():
        for row in Limit.objects.filter(key__in=[c.key for c in counters]):
            allowed = next(c.allowed for c in counters if c.key == row.key)
            until = throttle.refused_until(_tally(row), allowed, now)
            if until is not None:
                raise _refused(until, now)


def succeed(*counters: Counter) -> None:
    """Take back what `spend` counted: the secret was right."""
    allowed = {counter.key: counter.allowed for counter in counters}
    with _readable():
        if not Limit.objects.filter(key__in=allowed).exists():
            return  # only looked at (`look`), and nothing had been counted before
        with transaction.atomic(durable=True):
            kept = _in_order(allowed)
            left = {row.key: throttle.given_back(_tally(row), allowed[row.key]) for row in kept}
            Limit.objects.filter(key__in=[key for key, tally in left.items() if tally is None]).delete()
            _write({key: tally for key, tally in left.items() if tally is not None})


def forget(*counters: Counter) -> None:
    """Begin anew after a proof of identity, inside the caller's transaction."""
    Limit.objects.filter(key__in=[c.key for c in counters]).delete()


def minutes_between(now: datetime, until: datetime) -> int:
    return max(-((now - until) // timedelta(minutes=1)), 1)


def _in_order(keys: Iterable[str]) -> QuerySet[Limit]:
    """The counters there are, locked in the same order everywhere: no two workers wait for each other."""
    return Limit.objects.select_for_update().filter(key__in=list(keys)).order_by("key")


def _locked(counters: tuple[Counter, ...], now: datetime) -> dict[str, Limit]:
    """Return the row of each counter, made where it was lacking."""
    keys = sorted({counter.key for counter in counters})
    while True:
        fresh = [Limit(key=key, window_started_at=now) for key in keys]
        Limit.objects.bulk_create(fresh, ignore_conflicts=True)
        rows = {row.key: row for row in _in_order(keys)}
        if len(rows) == len(keys):  # else somebody's success took one away in between
            return rows


def _tally(row: Limit) -> Tally:
    return Tally(row.window_started_at, row.failures, row.in_a_row, row.rounds, row.locked_until)


def _write(tallies: dict[str, Tally]) -> None:
    rows = [Limit(key=key, **asdict(tally)) for key, tally in sorted(tallies.items())]
    columns = [field.name for field in fields(Tally)]
    Limit.objects.bulk_create(rows, update_conflicts=True, unique_fields=["key"], update_fields=columns)


def _refused(until: datetime, now: datetime) -> SignInRefused:
    if until == throttle.FOR_EVER:
        return SignInRefused(refusals.PROOF_NEEDED)
    return SignInRefused(refusals.TOO_MANY, minutes=minutes_between(now, until))


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except DatabaseError as why:
        raise SignInRefused(refusals.LIMITS_UNREADABLE) from why
