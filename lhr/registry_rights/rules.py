"""RR-01 to RR-03 applied to one block of SEM102. RR-04 is derived: proofs.end_of_right and seats.settle. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from lhr.access.roles import ROLE_SAYS, Role
from lhr.kernel.periods import Period
from lhr.kernel.rules import Finding
from lhr.kernel.thai_date import show
from lhr.kernel.words import Words
from lhr.organisations.rules import Level
from lhr.registry_rights import rules_said as said
from lhr.registry_rights.proofs import holds_post, serves
from lhr.registry_rights.rules_said import RR_01, RR_02, RR_03, RR_04, RULES
from lhr.registry_rights.seats import Tenure
from lhr.registry_rights.terms import CAPACITIES, CAPACITY_SAYS, PROVED_BY_POST, Capacity, Cover, cover_of
from lhr.service_record.rules_of_projection import ServicePicture

OFFICE_ROLES: dict[Level, tuple[Role, ...]] = {
    Level.CENTRE: (Role.CENTRE, Role.AUDITOR),
    Level.PROVINCE: (Role.PROVINCE,),
    Level.DISTRICT: (Role.DISTRICT,),
    Level.LGO: (),
}
NameOf = Callable[[UUID], str]
MovementSays = Callable[[str], Words]


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


def check_capacity(who: Candidate) -> list[Finding]:
    """RR-02: the capacity is one of the role's, and has the order and the days that it needs."""
    if who.capacity not in CAPACITIES[who.role]:
        return [_rr02(who, 3, role=ROLE_SAYS[who.role])]
    if who.capacity in PROVED_BY_POST and who.last_day is not None:
        return [_rr02(who, 4)]
    missing = _missing(who)
    if not missing:
        return []
    lacking = Words(" ".join(w.th for w in missing), ", ".join(w.en for w in missing))
    return [_rr02(who, 2, missing=lacking)]


def check_serves(
    who: Candidate, picture: ServicePicture, name_of: NameOf, movement: MovementSays
) -> list[Finding]:
    """RR-03: the person serves this LGO on the first day, in a kind that may hold rights, and is not suspended."""
    if not serves(picture, who.organisation, who.starts):
        return [RR_03.finding(field=who.field("person"), step="movements:key", **_at(who, name_of))]
    suspended = picture.suspended_on(who.organisation, who.starts)
    if suspended is None:
        return []
    why = movement(suspended.movement_code)
    return [RR_03.finding(variant=1, field=who.field("person"), movement=why, **_at(who, name_of))]


def check_post(who: Candidate, picture: ServicePicture, name_of: NameOf) -> list[Finding]:
    """RR-02.1: the person's own post in the record proves the capacity."""
    if who.capacity not in PROVED_BY_POST or holds_post(picture, who.organisation, who.capacity, who.starts):
        return []
    values: dict[str, Any] = {"title": said.POST_TITLES[who.capacity], "instead": said.INSTEAD[who.capacity]}
    return [_rr02(who, 1, step="movements:key", **values, **_at(who, name_of))]


def check_one_seat(who: Candidate, among: Sequence[Tenure], today: date, name_of: NameOf) -> list[Finding]:
    """RR-01.1: the entry would undo days that another has begun to serve, or lie inside another acting order."""
    seat = [t for t in among if t.role is who.role and t.cover is cover_of(who.capacity) and t.counts]
    for other in (t for t in seat if Period(t.starts, t.until).overlaps(who.days)):
        undone = who.starts < other.starts <= today
        inside = other.cover is Cover.COVER and other.starts < who.starts and _outlasts(other, who)
        if undone or inside:
            at: dict[str, Any] = {"organisation": who.organisation_name, "role": ROLE_SAYS[who.role]}
            return [RR_01.finding(variant=1, field=who.field("starts"), person=name_of(other.person), **at)]
    return []


def check_one_role(who: Candidate, among: Sequence[Tenure], name_of: NameOf) -> list[Finding]:
    """RR-01.2: nobody is registrar and records officer of one LGO in the same days."""
    for other in among:
        if other.person != who.person or other.role is who.role or other.void:
            continue
        if Period(other.starts, other.until).overlaps(who.days):
            role = ROLE_SAYS[other.role]
            values: dict[str, Any] = {"person": name_of(who.person), "other_role": role}
            return [RR_01.finding(variant=2, field=who.field("person"), **values)]
    return []


def check_waiting(tenure: Tenure, today: date) -> list[Finding]:
    """RR-04.1: only what still waits can be confirmed or refused."""
    over = tenure.void or (tenure.until is not None and tenure.until <= today)
    return [RR_04.finding(variant=1)] if tenure.took_effect is not None or over else []


def check_end(tenure: Tenure, until: date, today: date) -> list[Finding]:
    """RR-04.3: a right is ended for the days ahead; what was in force stays so in the history."""
    over = tenure.void or (tenure.until is not None and tenure.until <= until)
    return [RR_04.finding(variant=3, field="last_day")] if over or until < today else []


def check_reason(reason: str) -> list[Finding]:
    """RR-04.2: who ends or refuses says why."""
    return [] if reason.strip() else [RR_04.finding(variant=2, field="reason")]


def check_office(level: Level, role: Role) -> list[Finding]:
    """RR-01.3: each office has its own role; auditors work for the centre."""
    return [] if role in OFFICE_ROLES[level] else [RR_01.finding(variant=3, role=ROLE_SAYS[role])]


def as_tenure(who: Candidate, entry: UUID, took_effect: int | None) -> Tenure:
    """Return what the block would be among the others, before anything is written."""
    made = Tenure(
        entry, who.organisation, who.role, who.person, who.capacity, cover_of(who.capacity), who.starts
    )
    return replace(made, granted_until=who.until, took_effect=took_effect, unproven=who.unproven)


def _missing(who: Candidate) -> list[Words]:
    lacking = []
    # At a cold start the order stands in for the record, whatever the capacity (domain.md 2.8).
    if who.capacity not in PROVED_BY_POST or who.unproven:
        lacking += [] if who.order_number.strip() else [said.ORDER_NUMBER_MISSING]
        lacking += [] if who.order_signed_on else [said.ORDER_DAY_MISSING]
    if cover_of(who.capacity) is Cover.COVER and who.last_day is None:
        lacking.append(said.END_MISSING)
    if who.last_day is not None and who.last_day < who.starts:
        lacking.append(said.END_BEFORE_START)
    return lacking


def _outlasts(other: Tenure, who: Candidate) -> bool:
    return who.until is not None and (other.until is None or other.until > who.until)


def _at(who: Candidate, name_of: NameOf) -> dict[str, Any]:
    day = show(who.starts, "full")
    return {"person": name_of(who.person), "organisation": who.organisation_name, "date": day}


def _rr02(who: Candidate, variant: int, *, step: str = "", **values: Any) -> Finding:
    capacity = CAPACITY_SAYS[who.capacity]
    return RR_02.finding(variant=variant, field=who.field("capacity"), step=step, capacity=capacity, **values)


__all__ = ["RULES", "Candidate"]
