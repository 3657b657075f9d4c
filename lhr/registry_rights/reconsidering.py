"""RR-04: a movement was verified, or cancelled; look again at what the record proves of this person's rights here."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from lhr.access.actor import Actor
from lhr.audit.book import change
from lhr.registry_rights import seating, seats
from lhr.registry_rights.proofs import POST_LOST
from lhr.registry_rights.queries.appointments import rows_of, tenure_of
from lhr.registry_rights.seats import Tenure
from lhr.service_record import queries as service


def reconsider(by: Actor, person_id: UUID, organisation_id: UUID, movement: str = "") -> None:
    """Write the ends (or the return) of the person's rights at the LGO, in the transaction of the movement.

    A consequence of an act that somebody was allowed to do, so no permission is asked. `movement` names what took the
    post, where the record itself names none.
    """
    rows = rows_of(organisation_id)
    on_file = [tenure_of(row) for row in rows]
    if not any(t.person == person_id for t in on_file):
        return
    picture = service.service_of(person_id)

    def look(tenure: Tenure) -> Tenure:
        if tenure.person != person_id or tenure.refused:
            return tenure
        seen = seating.with_record(tenure, picture, by.day, seating.laid_for(tenure))
        if seen.movement != POST_LOST:
            return seen
        known = tenure.movement if tenure.moved_on == seen.moved_on else movement
        return replace(seen, movement=known or POST_LOST)

    decided = [look(t) for t in on_file]
    if sorted(seats.settle(decided), key=_by_entry) == sorted(on_file, key=_by_entry):
        return
    place = rows[0].organisation
    with change(by, "rights:appointment:reconsidered", place, path=place.path) as this:
        settled = seating.settle(this, rows, decided)
        seating.follow_up(by, place, settled)


def _by_entry(tenure: Tenure) -> UUID:
    return tenure.entry
