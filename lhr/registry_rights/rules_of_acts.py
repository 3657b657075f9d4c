"""What the acts beside the saving keep to: confirming, refusing, ending, giving a duty at an office above. Pure."""

from __future__ import annotations

from datetime import date

from lhr.access.roles import ROLE_SAYS, Role
from lhr.kernel.rules import Finding
from lhr.organisations.rules import Level
from lhr.registry_rights.rules_said import RR_01, RR_04
from lhr.registry_rights.seats import Tenure, end_day

OFFICE_ROLES: dict[Level, tuple[Role, ...]] = {
    Level.CENTRE: (Role.CENTRE, Role.AUDITOR),
    Level.PROVINCE: (Role.PROVINCE,),
    Level.DISTRICT: (Role.DISTRICT,),
    Level.LGO: (),
}


def check_waiting(tenure: Tenure, today: date) -> list[Finding]:
    """RR-04.1: only what still waits can be confirmed or refused."""
    over = tenure.void or (tenure.until is not None and tenure.until <= today)
    return [RR_04.finding(variant=1)] if tenure.took_effect is not None or over else []


def check_end(tenure: Tenure, until: date, today: date) -> list[Finding]:
    """RR-04.3: a right is ended for the days ahead; what was in force stays so in the history."""
    over = tenure.void or (tenure.until is not None and tenure.until <= until)
    return [RR_04.finding(variant=3, field="last_day")] if over or until < today else []


def check_ending(tenure: Tenure, last_day: date | None, reason: str, today: date, via: str) -> list[Finding]:
    """Everything that an end by hand keeps to, for the screen before it asks for the card and for the act itself."""
    until = end_day(tenure, last_day, today)
    return [*check_way_in(via), *check_end(tenure, until, today), *check_reason(reason)]


def check_reason(reason: str) -> list[Finding]:
    """RR-04.2: who ends or refuses says why."""
    return [] if reason.strip() else [RR_04.finding(variant=2, field="reason")]


def check_way_in(via: str) -> list[Finding]:
    """RR-01.4: the one-time way in while a card cannot be used never allows SEM102 (card-login.md 5.4)."""
    return [RR_01.finding(variant=4)] if via in ("pass", "thaid") else []


def check_office(level: Level, role: Role) -> list[Finding]:
    """RR-01.3: each office has its own role; auditors work for the centre."""
    return [] if role in OFFICE_ROLES[level] else [RR_01.finding(variant=3, role=ROLE_SAYS[role])]
