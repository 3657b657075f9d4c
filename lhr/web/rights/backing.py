"""What stands behind an appointment that waits for the province: the order in the record, who is covered, what was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from lhr.access.roles import Role
from lhr.people import queries as people
from lhr.registry_rights import queries as rights
from lhr.registry_rights import seats
from lhr.registry_rights.seats import Tenure
from lhr.service_record import queries as service
from lhr.service_record.queries import ActingOrder


@dataclass(frozen=True, slots=True)
class Backing:
    """`same` is the verified order of the record that the appointment cites; `others` the person's other orders for
    these days. `before` is the confirmed appointment of the same person that this one would take over from.
    """

    same: ActingOrder | None
    others: tuple[ActingOrder, ...]
    days_differ: bool
    palad: str
    holder: str
    before: Tenure | None
    before_last_day: date | None
    reason: str
    registrar: bool
    persons: frozenset[UUID]  # whose names stand here


def backing_of(row: Any, day: date) -> Backing:
    """Look up what the province needs to see of one appointment before it decides."""
    starts, last_day = max(row.starts, day), row.period.last_day
    orders = service.orders_to_act(row.organisation_id, row.person_id)
    same = next((o for o in orders if o.is_cited(row.order_number, row.order_signed_on)), None)
    near = tuple(o for o in orders if o is not same and o.covers_any(row.starts, last_day))
    among = rights.appointments_of(row.organisation_id)
    holder = seats.holder_on(among, Role(row.role), starts)
    before = holder if holder is not None and holder.person == row.person_id else None
    palad = service.palad_of(row.organisation_id, starts)
    other = holder.person if holder is not None and before is None else None
    return Backing(
        same=same,
        others=near,
        days_differ=same is not None and (same.starts, same.last_day) != (row.starts, last_day),
        palad=_name(palad, day),
        holder=_name(other, day),
        before=before,
        before_last_day=before.until - timedelta(days=1) if before is not None and before.until else None,
        reason=rights.reason_of(row.form),
        registrar=row.role == Role.REGISTRAR,
        persons=frozenset(one for one in (palad, other) if one is not None),
    )


def _name(person: UUID | None, day: date) -> str:
    return people.view_of(person, day).name if person is not None else ""
