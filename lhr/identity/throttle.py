"""How often a secret may be tried: the arithmetic of the counters, without a database (assurance.md 3.7)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

_FIRST_LOCK = timedelta(minutes=10)
_LONGEST_LOCK = timedelta(days=1)
FOR_EVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Allowance:
    """`most` failures within `window`; then refused for the rest of the window, or locked 10 min, doubling.

    `in_all` failures in a row end it for good: only a proof of identity (a reset by the office) opens it again.
    """

    name: str
    most: int | None = None
    window: timedelta = timedelta(seconds=60)
    locks: bool = False
    in_all: int | None = None


ACCOUNT_AND_ADDRESS = Allowance("at", most=5, locks=True)
# Many officers of a province may sit behind one address: it is slowed, never locked for longer than the window.
ADDRESS = Allowance("from", most=20)
ACCOUNT = Allowance("name", in_all=100)
OWNER = Allowance("owner", most=5, locks=True, in_all=100)
ONE_TIME = Allowance("code", in_all=10)
# Not a secret: whoever holds a printed paper asks whether it is ours. Slowed, so that it is no oracle for guessing.
PAPERS = Allowance("papers", most=60)
CARD = Allowance("card", most=5, locks=True)


@dataclass(frozen=True, slots=True)
class Tally:
    """What is known of one counter."""

    window_started_at: datetime
    failures: int = 0
    in_a_row: int = 0
    rounds: int = 0
    locked_until: datetime | None = None


def refused_until(tally: Tally, allowed: Allowance, now: datetime) -> datetime | None:
    """Return until when a try is refused unseen, FOR_EVER when only an office can help, None when it may be made."""
    if allowed.in_all is not None and tally.in_a_row >= allowed.in_all:
        return FOR_EVER
    if tally.locked_until is not None and now < tally.locked_until:
        return tally.locked_until
    window_ends = tally.window_started_at + allowed.window
    if allowed.most is not None and tally.failures >= allowed.most and now < window_ends:
        return window_ends
    return None


def counted(tally: Tally, allowed: Allowance, now: datetime) -> Tally:
    """Return the counter with one more failure. It is counted before the secret is looked at, so that a hundred
    tries at the same moment are no more than a hundred in a row."""
    if now >= tally.window_started_at + allowed.window:
        tally = replace(tally, window_started_at=now, failures=0)
    tally = replace(tally, failures=tally.failures + 1, in_a_row=tally.in_a_row + 1)
    if allowed.locks and allowed.most is not None and tally.failures >= allowed.most:
        lock = min(_FIRST_LOCK * 2 ** min(tally.rounds, 10), _LONGEST_LOCK)
        tally = replace(tally, failures=0, rounds=tally.rounds + 1, locked_until=now + lock)
    return tally


def given_back(tally: Tally, allowed: Allowance) -> Tally | None:
    """Return the counter after a success: an address gets its one try back, the others begin anew (None)."""
    if allowed is not ADDRESS:
        return None
    return replace(tally, failures=max(tally.failures - 1, 0), in_a_row=0)
