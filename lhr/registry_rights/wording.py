"""Sentences about a right that several screens, notices and refusals share."""

from __future__ import annotations

from datetime import date

from lhr.access.roles import ROLE_SAYS
from lhr.kernel.rules import Finding
from lhr.kernel.thai_date import in_full
from lhr.kernel.words import Words
from lhr.people import queries as people
from lhr.registry_rights.proofs import POST_LOST
from lhr.registry_rights.rules_said import RR_04
from lhr.registry_rights.seats import Tenure
from lhr.registry_rights.terms import ENDED_SAYS, STATE_SAYS, Ended, State
from lhr.standards import queries as standards

_POST_LOST = Words("พ้นจากตำแหน่งที่เป็นเหตุแห่งสิทธิ", "the post that gave the right was left")


def movement_says(code: str) -> Words:
    """Return how the standard table names a movement; a code that it does not know is shown as it is."""
    if code in ("", POST_LOST):
        return _POST_LOST
    found = standards.movement_types().get(code)
    return Words(found.name, found.name_en) if found else Words(code, code)


def why_ended(tenure: Tenure) -> Words:
    if tenure.ended is Ended.MOVED:
        return movement_says(tenure.movement)
    return ENDED_SAYS[tenure.ended] if tenure.ended else Words("", "")


def right_ended(tenure: Tenure, day: date, covered_by: Tenure | None = None) -> Finding:
    """RR-04 for an appointment that has ended, will end, or rests under an acting registrar (`covered_by`)."""
    name = people.view_of(tenure.person, day).name
    when = covered_by.starts if covered_by else tenure.until or tenure.starts
    why = STATE_SAYS[State.COVERED] if covered_by else why_ended(tenure)
    role = ROLE_SAYS[tenure.role]
    return RR_04.finding(step="rights:edit", role=role, person=name, date=in_full(when), movement=why)
