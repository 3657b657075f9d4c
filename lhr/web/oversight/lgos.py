"""One LGO as the offices above see it: the pair, what was before, whom to call, and how far its accounts are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lhr.access.permissions import Permission
from lhr.access.policy import Reach
from lhr.access.roles import ROLE_SAYS
from lhr.followup import queries as followup
from lhr.identity import queries as identity
from lhr.kernel.words import Words
from lhr.organisations import queries as organisations
from lhr.people import queries as people
from lhr.registry_rights import queries as rights
from lhr.registry_rights import seats
from lhr.registry_rights.terms import CAPACITY_SAYS, HOLDERS, STATE_SAYS, VACANT_SAYS, State
from lhr.registry_rights.wording import whys
from lhr.web.movements import reading
from lhr.web.oversight.rounds import deadline_of
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest

HISTORY_SHOWN = 12
_STATE_TONES: dict[State, str] = {
    State.ACTIVE: "ok",
    State.AWAITING: "warn",
    State.SUSPENDED: "bad",
}
_ACCOUNT_SAYS: dict[str, Words] = {
    "LGO_BOOTSTRAP": Words("บัญชีตั้งต้น", "first account"),
    "PERSON": Words("บัญชีบุคคล", "personal account"),
}


@dataclass(frozen=True)
class Held:
    """One appointment with its state on the day, and how to reach the person."""

    role: Words
    name: str
    person: UUID
    capacity: Words
    starts: date
    last_day: date | None
    state: Words
    tone: str
    why: Words
    ahead: bool  # what `why` tells lies ahead
    phone: str
    email: str
    in_force: bool
    coming: bool


@needs(Permission.FOLLOWUP_VIEW)
@require_safe
def lgo(request: OfficerRequest, organisation: UUID) -> HttpResponse:
    """The names of the pair are read here: a reading that they can see."""
    place, day = organisations.get(organisation, within=request.reach), request.actor.day
    view = organisations.view_of(place.pk, day)
    held = _held(place.pk, day)
    purpose = reading.PURPOSES["follow_up"].th
    reading.note(request.actor, reading.HOLDERS, [one.person for one in held], place.path, purpose)
    current = followup.current_round(within=request.reach)
    row = followup.row_of(current, place.pk, within=request.reach, day=day) if current else None
    office = organisations.above(place.pk, day)
    context = {
        "place": view,
        "row": row,
        "deadline": deadline_of(current, day) if current else None,
        "why_open": [Words(f.says("th"), f.says("en")).literal() for f in followup.why_open(row)] if row else [],
        "pair": _pair(held),
        "history": held[:HISTORY_SHOWN],
        "office": office,
        "contact": organisations.contact_of(office.id, day) if office else None,
        "accounts": _accounts(place.path),
    }
    return page(request, "oversight/lgo.html", context)


def _held(organisation_id: UUID, day: date) -> list[Held]:
    """Every appointment, the latest first."""
    rows = rights.rows_of(organisation_id)
    tenures = [rights.tenure_of(row) for row in rows]
    named = people.views({t.person for t in tenures}, day)
    why = whys(tenures, day)
    made = []
    for row, tenure in zip(rows, tenures, strict=True):
        state = seats.state_on(tenure, day, tenures)
        made.append(
            Held(
                role=ROLE_SAYS[tenure.role],
                name=named[tenure.person].name,
                person=tenure.person,
                capacity=CAPACITY_SAYS[tenure.capacity],
                starts=tenure.starts,
                last_day=tenure.until - timedelta(days=1) if tenure.until else None,
                state=STATE_SAYS[state],
                tone=_STATE_TONES.get(state, "calm"),
                why=why[tenure.entry],
                ahead=state not in (State.ENDED, State.SUSPENDED),
                phone=row.phone,
                email=row.email,
                in_force=seats.holder_on(tenures, tenure.role, day) == tenure,
                coming=state in (State.AWAITING, State.PENDING),
            )
        )
    return made[::-1]


def _pair(held: list[Held]) -> list[tuple[Words, Held | None, Words, Held | None]]:
    """Return for each role who holds it today, or the words for nobody and who is named for it and waits."""
    holders = {one.role: one for one in held if one.in_force}
    coming = {one.role: one for one in held if one.coming}
    named = ((role, ROLE_SAYS[role]) for role in HOLDERS)
    return [(said, holders.get(said), VACANT_SAYS[role], coming.get(said)) for role, said in named]


def _accounts(path: str) -> list[tuple[Any, Words, Any]]:
    """The LGO's accounts that are not closed, with how far each has come in enrolling."""
    found = [a for a in identity.accounts(within=Reach(frozenset({path}))) if a.status != "CLOSED"]
    return [
        (
            a,
            _ACCOUNT_SAYS.get(a.kind, Words(a.kind, a.kind)),
            identity.enrolment(a.pk) if a.with_card else None,
        )
        for a in found
    ]
