"""The counters of failures, in the database so that all workers share them. What cannot be counted is refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError, transaction

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
        rows = [_row(counter, now) for counter in _in_order(counters)]
        for counter, row in rows:
            until = throttle.refused_until(_tally(row), counter.allowed, now)
            if until is not None:
                raise _refused(until, now)
        for counter, row in rows:
            _write(row, throttle.counted(_tally(row), counter.allowed, now))


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
    with _readable(), transaction.atomic(durable=True):
        for counter, row in [_row(c, clock.now()) for c in _in_order(counters)]:
            left = throttle.given_back(_tally(row), counter.allowed)
            if left is None:
                row.delete()
            else:
                _write(row, left)


def forget(*counters: Counter) -> None:
    """Begin anew after a proof of identity, inside the caller's transaction."""
    Limit.objects.filter(key__in=[c.key for c in counters]).delete()


def minutes_between(now: datetime, until: datetime) -> int:
    return max(-((now - until) // timedelta(minutes=1)), 1)


def _in_order(counters: tuple[Counter, ...]) -> list[Counter]:
    return sorted(
        counters, key=lambda c: c.key
    )  # the same order everywhere: no two workers wait for each other


def _row(counter: Counter, now: datetime) -> tuple[Counter, Limit]:
    row, _ = Limit.objects.select_for_update().get_or_create(
        key=counter.key, defaults={"window_started_at": now}
    )
    return counter, row


def _tally(row: Limit) -> Tally:
    return Tally(row.window_started_at, row.failures, row.in_a_row, row.rounds, row.locked_until)


def _write(row: Limit, tally: Tally) -> None:
    for name, value in asdict(tally).items():
        setattr(row, name, value)
    row.save()


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
