"""How often an account may search (PE-10), read from the book of readings itself: no counter that could differ."""

from __future__ import annotations

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
from lhr.registry_rights import telling

VIEW = "rights.search"
INVALID, NEUTRAL = "INVALID", "NEUTRAL"


def check(by: Actor, organisation: Organisation) -> list[Finding]:
    """PE-10: may this account search once more now?"""
    now = clock.now()
    made = _made_since(by, now - timedelta(hours=1))
    again = made[0].at + timedelta(hours=1) if made else now
    if _misses(by) >= config.lookup_misses():
        again = clock.midnight(by.day + timedelta(days=1))
    above = organisations.above(organisation.pk, by.day)
    return people_rules.check_search(
        made_this_hour=len(made),
        misses_in_a_row=_misses(by),
        per_hour=config.lookup_per_hour(),
        most_misses=config.lookup_misses(),
        again_at=_spoken(again),
        next_tier=above.full_name if above else "",
    )


def _made_since(by: Actor, instant: datetime) -> list[Reading]:
    """Return the account's searches since then, oldest first; a number that fails its check digit looks nothing up."""
    if by.account_id is None:
        return []
    rows = readings_by(by.account_id, VIEW, instant).exclude(outcome=INVALID)
    return list(rows.order_by("seq"))


def _misses(by: Actor) -> int:
    """Return how many of today's searches in a row, up to the last, met nobody of this LGO."""
    count = 0
    for row in reversed(_made_since(by, clock.midnight(by.day))):
        if row.outcome != NEUTRAL:
            break
        count += 1
    return count


def alarm(by: Actor, organisation: Organisation) -> None:
    """Tell the office above once, at the miss that stops the search."""
    misses = _misses(by)
    if misses == config.lookup_misses():
        telling.of_stopped_search(by, organisation, misses)


def _spoken(instant: datetime) -> str:
    return f"{instant.astimezone(clock.BANGKOK):%H:%M} น."
