"""Who holds the rights of an LGO, who may be named, and who is told what."""

from lhr.registry_rights.queries.actors import RightEnded, actor_for, oversights_of, right_ended_of
from lhr.registry_rights.queries.appointments import (
    appointments_bulk,
    appointments_of,
    awaiting,
    evidence_key,
    get,
    named_in_order_of,
    pair_on,
    pair_persons,
    rows_of,
    tenure_of,
)
from lhr.registry_rights.queries.candidates import Proposal, is_cold, known_here, proposals
from lhr.registry_rights.queries.forms import forms_of, latest_form, reason_of
from lhr.registry_rights.queries.notices import notice, notices_for
from lhr.registry_rights.queries.searching import Found, Outcome, SearchOutcome, search

__all__ = [
    "Found",
    "Outcome",
    "Proposal",
    "RightEnded",
    "SearchOutcome",
    "actor_for",
    "appointments_bulk",
    "appointments_of",
    "awaiting",
    "evidence_key",
    "forms_of",
    "get",
    "is_cold",
    "known_here",
    "latest_form",
    "named_in_order_of",
    "notice",
    "notices_for",
    "oversights_of",
    "pair_on",
    "pair_persons",
    "proposals",
    "reason_of",
    "right_ended_of",
    "rows_of",
    "search",
    "tenure_of",
]
