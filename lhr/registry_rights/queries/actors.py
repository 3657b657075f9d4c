"""Who may do what today: filled from the tables at every request, so that a right that ended is gone at the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from lhr import config
from lhr.access.actor import Actor, Duty
from lhr.access.roles import Role
from lhr.identity.models import Account, AccountKind, AccountStatus
from lhr.kernel.rules import Finding
from lhr.people import queries as people
from lhr.registry_rights import seats
from lhr.registry_rights.models import Oversight
from lhr.registry_rights.queries.appointments import appointments_of
from lhr.registry_rights.seats import Tenure
from lhr.registry_rights.terms import HOLDERS, State
from lhr.registry_rights.wording import right_ended

FULL, ENROLLING = "FULL", "ENROLLING"


def actor_for(account: Account, day: date, *, stage: str = FULL, via: str = "") -> Actor:
    """Return who asks, with the duties in force on `day`.

    `stage` is that of the session (identity.models.Stage). A session that is not FULL has no duty but that of
    enrolling; an account that is not ACTIVE has none but that either.
    """
    return Actor(
        day=day,
        account_id=account.pk,
        person_id=account.person_id,
        name=_name(account, day),
        duties=_duties(account, day, stage),
        via=via,
    )


@dataclass(frozen=True, slots=True)
class RightEnded:
    """The right that a signed-in person had last, and how it ended: what CL-29 says."""

    tenure: Tenure
    state: State
    finding: Finding


def right_ended_of(account: Account, day: date) -> RightEnded | None:
    """Return the end of the account's latest right, when the person holds none on `day`; None when one is held."""
    if account.kind != AccountKind.PERSON or account.person_id is None:
        return None
    everyone = appointments_of(account.organisation_id)
    mine = [
        t for t in everyone if t.person == account.person_id and t.starts <= day and t.took_effect is not None
    ]
    if not mine or any(seats.holder_on(everyone, t.role, day) == t for t in mine):
        return None
    last = max(mine, key=lambda t: (t.until or date.max, t.starts))
    state = seats.state_on(last, day, everyone)
    covered_by = seats.holder_on(everyone, last.role, day) if state is State.COVERED else None
    return RightEnded(last, state, right_ended(last, day, covered_by))


def _duties(account: Account, day: date, stage: str) -> tuple[Duty, ...]:
    place = account.organisation
    if place.dissolved_on is not None and place.dissolved_on <= day:
        return ()
    here = (place.path, account.organisation_id)
    if stage == ENROLLING and account.status in (AccountStatus.ENROLLING, AccountStatus.ACTIVE):
        return (Duty(Role.ENROLLING, *here),)
    if stage != FULL or account.status != AccountStatus.ACTIVE:
        return ()
    if account.kind == AccountKind.LGO_BOOTSTRAP:
        return (Duty(Role.LGO_BOOTSTRAP, *here),)
    held = _rights(account, day) if account.kind == AccountKind.PERSON else _offices(account, day)
    return (*held, Duty(Role.OWN, *here))


def _rights(account: Account, day: date) -> list[Duty]:
    place = account.organisation
    everyone = appointments_of(place.pk)
    holders = [seats.holder_on(everyone, role, day) for role in HOLDERS]
    mine = [t for t in holders if t is not None and t.person == account.person_id]
    return [Duty(t.role, place.path, place.pk, t.capacity) for t in mine]


def _offices(account: Account, day: date) -> list[Duty]:
    place = account.organisation
    roles = Oversight.objects.as_of(day).filter(person=account.person_id, office=place.pk)
    held = [Role(role) for role in roles.order_by("role").values_list("role", flat=True)]
    if Role.DISTRICT in held and config.agent_approval() == "district":
        held.append(Role.DISTRICT_APPROVER)
    return [Duty(role, place.path, place.pk) for role in held]


def _name(account: Account, day: date) -> str:
    if account.person_id is None:
        return account.user_name
    return people.name_on(account.person_id, day) or account.user_name


def oversights_of(person_id: UUID, day: date) -> list[Oversight]:
    """Return the offices for which a person works on `day` or will."""
    rows = Oversight.objects.known().filter(Q(until=None) | Q(until__gt=day), person=person_id)
    return list(rows.select_related("office").order_by("starts"))
