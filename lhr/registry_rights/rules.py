"""RR-01 to RR-03 applied to one block of SEM102. RR-04 is derived: proofs.end_of_right and seats.settle. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from lhr.access.roles import ROLE_SAYS
from lhr.kernel.periods import Period
from lhr.kernel.rules import Finding
from lhr.kernel.thai_date import in_full
from lhr.kernel.words import Words
from lhr.registry_rights import rules_said as said
from lhr.registry_rights.candidate import Candidate
from lhr.registry_rights.proofs import holds_post, serves
from lhr.registry_rights.rules_said import RR_01, RR_02, RR_03, RULES
from lhr.registry_rights.seats import Tenure
from lhr.registry_rights.terms import CAPACITIES, CAPACITY_SAYS, PROVED_BY_POST, Cover, cover_of
from lhr.service_record.rules_of_projection import ServicePicture

NameOf = Callable[[UUID], str]
MovementSays = Callable[[str], Words]


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
    """RR-01.1: the entry would undo days that another person has begun to serve, or lie inside another acting order."""
    seat = [t for t in among if t.role is who.role and t.cover is cover_of(who.capacity) and t.counts]
    for other in (t for t in seat if Period(t.starts, t.until).overlaps(who.days)):
        undone = who.starts < other.starts <= today and other.person != who.person
        inside = other.cover is Cover.COVER and other.starts < who.starts and _outlasts(other, who)
        if undone or inside:
            at: dict[str, Any] = {"organisation": who.organisation_name, "role": ROLE_SAYS[who.role]}
            at |= {"person": name_of(other.person), "since": in_full(_free_after(other, inside=inside))}
            return [RR_01.finding(variant=1, field=who.field("starts"), **at)]
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


def _free_after(other: Tenure, *, inside: bool) -> date:
    """The day after which a new entry may begin: the other's first, or the last of an acting order around it."""
    if inside and other.until is not None:
        return other.until - timedelta(days=1)
    return other.starts


def _at(who: Candidate, name_of: NameOf) -> dict[str, Any]:
    day = in_full(who.starts)
    return {"person": name_of(who.person), "organisation": who.organisation_name, "date": day}


def _rr02(who: Candidate, variant: int, *, step: str = "", **values: Any) -> Finding:
    capacity = CAPACITY_SAYS[who.capacity]
    return RR_02.finding(variant=variant, field=who.field("capacity"), step=step, capacity=capacity, **values)


__all__ = ["RULES"]
