"""The limit of searching (PE-10) as SEM102 meets it; it is counted with the other questions about numbers."""

from __future__ import annotations

from lhr import config
from lhr.access.actor import Actor
from lhr.organisations.models import Organisation
from lhr.registry_rights import telling
from lhr.service_record.search_limits import INVALID, NEUTRAL, SEARCH, check, misses

VIEW = SEARCH


def alarm(by: Actor, organisation: Organisation) -> None:
    """Tell the office above once, at the miss that stops the search."""
    made = misses(by)
    if made == config.lookup_misses():
        telling.of_stopped_search(by, organisation, made)


__all__ = ["INVALID", "NEUTRAL", "VIEW", "alarm", "check"]
