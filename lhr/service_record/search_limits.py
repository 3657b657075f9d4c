"""How often an account may ask about numbers (PE-10): the search of SEM102, ขอรับโอน, the movement screen and the search
box of every page are counted together, so that no screen is a way around the limit. Read from the book of readings: no
counter that could differ."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from lhr import config
from lhr.access.actor import Actor
from lhr.audit.models import Reading
from lhr.audit.queries import readings_by
from lhr.kernel import clock
from lhr.kernel.rules import Finding
from lhr.organisations import queries as organisations
from lhr.organisations.models import Organisation
from lhr.people import rules as people_rules

SEARCH, ASK, KEY, FIND = "rights.search", "transfer.ask", "movement.number", "person.number"
INVALID, NEUTRAL, NOT_OPENED = "INVALID", "NEUTRAL", "CASE_NOT_OPENED"
_MISSES = (NEUTRAL, NOT_OPENED)
# A number that nobody bears, keyed to open a record: the ordinary thing there, so no miss; but neither does it end a
# row of misses, or any made-up number would.
NEW, MET = "NEW", "MET"
# What the movement screen answers to a number that has nothing to do with the LGO, whoever bears it (2.5).
_SAID_OF_STRANGERS = frozenset({"PE-02.2", "SR-05"})
# What it answers to particulars that are not those on record: each such answer is a try, or names and birth dates could
# be found out by guessing.
_SAID_OF_PARTICULARS = frozenset({"PE-02.3", "PE-02.4"})


def check(by: Actor, organisation: Organisation) -> list[Finding]:
    """PE-10: may this account search once more now?"""
    now = clock.now()
    made = _made_since(by, now - timedelta(hours=1))
    again = made[0].at + timedelta(hours=1) if made else now
    if misses(by) >= config.lookup_misses():
        again = clock.midnight(by.day + timedelta(days=1))
    above = organisations.above(organisation.pk, by.day)
    return people_rules.check_search(
        made_this_hour=len(made),
        misses_in_a_row=misses(by),
        per_hour=config.lookup_per_hour(),
        most_misses=config.lookup_misses(),
        again_at=_spoken(again),
        next_tier=above.full_name if above else "",
    )


def outcome_at_keying(findings: Iterable[Finding], *, known: bool) -> str:
    """Return what a number that was looked up on the movement screen counts as."""
    said = {finding.code for finding in findings}
    if "PE-01" in said:
        return INVALID
    if said & (_SAID_OF_STRANGERS | _SAID_OF_PARTICULARS):
        return NEUTRAL
    return MET if known else NEW


def tells_of_particulars(findings: Iterable[Finding]) -> bool:
    return any(finding.code in _SAID_OF_PARTICULARS for finding in findings)


def misses(by: Actor) -> int:
    """Return how many of today's searches in a row, up to the last, met nobody of the LGO that was asked."""
    count = 0
    for row in reversed(_made_since(by, clock.midnight(by.day))):
        if row.outcome == NEW:
            continue
        if row.outcome not in _MISSES:
            break
        count += 1
    return count


def _made_since(by: Actor, instant: datetime) -> list[Reading]:
    """Return the account's searches since then, oldest first; a number that fails its check digit looks nothing up."""
    if by.account_id is None:
        return []
    rows = readings_by(by.account_id, (SEARCH, ASK, KEY, FIND), instant).exclude(outcome=INVALID)
    return list(rows.order_by("seq"))


def _spoken(instant: datetime) -> str:
    return f"{instant.astimezone(clock.BANGKOK):%H:%M} น."
