"""An LGO that stands no more has no pair: its appointments end on its last day's morrow, with their keys."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lhr.audit.book import change
from lhr.organisations import queries as organisations
from lhr.organisations.events import OrganisationEnded
from lhr.registry_rights import seating
from lhr.registry_rights.queries.appointments import tenure_of
from lhr.registry_rights.seats import Tenure


def end_with_the_organisation(event: OrganisationEnded) -> None:
    """Write the ends of all appointments of the LGO, in the transaction of its end.

    A consequence of an act that somebody was allowed to do, so no permission is asked.
    """
    rows = seating.hold(event.organisation_id)
    decided = [_closed(tenure_of(row), event.day) for row in rows]
    touched = {t.entry for t, row in zip(decided, rows, strict=True) if t != tenure_of(row)}
    if not touched:
        return
    place, why = rows[0].organisation, _why(event)
    with change(event.by, "rights:appointment:ended", place, path=place.path, reason=why) as this:
        settled = seating.settle(this, rows, decided, also={entry: {"ended_text": why} for entry in touched})
        seating.follow_up(event.by, place, settled)


def _closed(tenure: Tenure, day: date) -> Tenure:
    goes_on = not tenure.void and not tenure.refused and (tenure.until is None or tenure.until > day)
    earlier = tenure.closed_on is not None and tenure.closed_on <= day
    return replace(tenure, closed_on=day) if goes_on and not earlier else tenure


def _why(event: OrganisationEnded) -> str:
    if event.successor_id is None:
        return "หน่วยงานยุบเลิก"
    return f"หน่วยงานรวมเข้ากับ{organisations.view_of(event.successor_id, event.day).full_name}"
