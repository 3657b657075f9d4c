"""ใครดูประวัติของฉัน: everybody sees who read the own record, when, for whom and why (assurance.md 3.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lhr.access.permissions import Permission
from lhr.access.roles import ROLE_SAYS
from lhr.audit import queries as audit
from lhr.identity import queries as identity
from lhr.kernel.words import Words
from lhr.organisations import queries as organisations
from lhr.web.shared import readings
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest

SHOWN = 30
_NOBODY = Words("–", "–")
_DUTIES = {role.value: said for role, said in ROLE_SAYS.items()}


@dataclass(frozen=True, slots=True)
class Reader:
    """One reading: who, with which duty, for which office, when, what, why. `asked` says that only the purpose was
    stated then; the reading itself is another row."""

    number: int
    at: datetime
    name: str
    duty: Words
    place: str
    what: Words
    purpose: str
    asked: bool


@needs(Permission.PERSON_READ_OWN)
@require_safe
def readers(request: OfficerRequest) -> HttpResponse:
    """The readings of the own record by others, newest first, a page at a time (`?before=` the last number)."""
    person = request.actor.person_id
    if person is None:
        raise ObjectDoesNotExist
    before = str(request.GET.get("before", ""))
    found = audit.readings_by_others(person, before=int(before) if before.isdecimal() and len(before) < 19 else None)
    rows = list(found[: SHOWN + 1])
    shown = _named(rows[:SHOWN], request)
    more = shown[-1].number if len(rows) > SHOWN else None
    return page(request, "accounts/readers.html", {"readers": shown, "more": more, "before": before})


def _named(found: list[Any], request: OfficerRequest) -> list[Reader]:
    rows = [one.reading for one in found]
    places = _places({row.actor_account for row in rows if row.actor_account is not None}, request.actor.day)
    return [
        Reader(
            number=row.seq,
            at=row.at,
            name=row.actor_name,
            duty=_DUTIES.get(row.actor_role, _NOBODY),
            place=places.get(row.actor_account, ""),
            what=readings.what(row.view),
            purpose=row.purpose,
            asked=row.outcome == audit.PURPOSE_STATED,
        )
        for row in rows
    ]


def _places(accounts: set[UUID], day: date) -> dict[UUID, str]:
    """For which LGO or office each of these accounts works."""
    at = identity.organisations_of(accounts)
    views = organisations.views(at.values(), day)
    return {account: views[place].label for account, place in at.items() if place in views}
