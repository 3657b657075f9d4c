"""Which appointment on file a block of SEM102 says again or mends: the same appointment, never an end and a new start.

Pure. What the province has confirmed is not changed behind its back: other days or another order of such a one are a
new appointment, which waits for the province while the confirmed one goes on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum

from lhr.access.roles import Role
from lhr.registry_rights.drafts import Chosen
from lhr.registry_rights.seats import Tenure
from lhr.registry_rights.terms import CONFIRMED_ABOVE


class Part(StrEnum):
    """What may be mended of an appointment beside telephone and e-mail."""

    STARTS = "STARTS"
    LAST_DAY = "LAST_DAY"
    ORDER = "ORDER"


def on_file(role: Role, chosen: Chosen, among: Iterable[Tenure], today: date) -> Tenure | None:
    """Return the appointment that the block says again or mends; None when it is another one.

    A first day that has passed can be set earlier, but not later: days served stay served, and he begins anew.
    """
    same = [t for t in among if _of_one_kind(t, role, chosen) and _goes_on(t, today)]
    opened = (t for t in same if t.entry == chosen.amends and (chosen.starts <= t.starts or t.starts > today))
    again = (t for t in same if t.starts == chosen.starts)
    found = next(opened, None) or next(again, None)
    if found is None or (parts(found, chosen) and _confirmed(found)):
        return None
    return found


def parts(tenure: Tenure, chosen: Chosen) -> frozenset[Part]:
    """Return what the block says otherwise than the appointment on file."""
    told = {
        Part.STARTS: tenure.starts != chosen.starts,
        Part.LAST_DAY: tenure.granted_until != _until(chosen),
        Part.ORDER: (tenure.order_number, tenure.order_signed_on)
        != (chosen.order_number.strip(), chosen.order_signed_on),
    }
    return frozenset(part for part, differs in told.items() if differs)


def mended(tenure: Tenure, chosen: Chosen) -> Tenure:
    """Return the appointment as the block has it; what others decided of it stays."""
    return replace(
        tenure,
        starts=chosen.starts,
        granted_until=_until(chosen),
        order_number=chosen.order_number.strip(),
        order_signed_on=chosen.order_signed_on,
    )


def _of_one_kind(tenure: Tenure, role: Role, chosen: Chosen) -> bool:
    return (tenure.role, tenure.person, tenure.capacity) == (role, chosen.person_id, chosen.capacity)


def _goes_on(tenure: Tenure, today: date) -> bool:
    return not tenure.void and not tenure.refused and (tenure.until is None or today < tenure.until)


def _confirmed(tenure: Tenure) -> bool:
    return tenure.took_effect is not None and (tenure.unproven or tenure.capacity in CONFIRMED_ABOVE)


def _until(chosen: Chosen) -> date | None:
    return None if chosen.last_day is None else chosen.last_day + timedelta(days=1)
