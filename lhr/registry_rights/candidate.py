"""One block of SEM102 as chosen, as a value that the rules judge. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from lhr.access.roles import Role
from lhr.kernel.periods import Period
from lhr.registry_rights.seats import Tenure
from lhr.registry_rights.terms import Capacity, cover_of


@dataclass(frozen=True, slots=True)
class Candidate:
    """One block of the form as chosen: who, in which capacity, for which days, by which order."""

    role: Role
    capacity: Capacity
    person: UUID
    starts: date
    last_day: date | None
    order_number: str
    order_signed_on: date | None
    organisation: UUID
    organisation_name: str
    unproven: bool = False

    @property
    def until(self) -> date | None:
        return None if self.last_day is None else self.last_day + timedelta(days=1)

    @property
    def days(self) -> Period:
        return Period(self.starts, self.until)

    def field(self, name: str) -> str:
        return f"{self.role.lower()}-{name}"


def as_tenure(who: Candidate, entry: UUID, took_effect: int | None) -> Tenure:
    """Return what the block would be among the others, before anything is written."""
    made = Tenure(
        entry, who.organisation, who.role, who.person, who.capacity, cover_of(who.capacity), who.starts
    )
    return replace(
        made,
        granted_until=who.until,
        took_effect=took_effect,
        unproven=who.unproven,
        order_number=who.order_number,
        order_signed_on=who.order_signed_on,
    )
