"""People searched by name or by number, among those whose record is kept where the reader may read."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.access.policy import Reach
from lhr.organisations import queries as organisations
from lhr.organisations.models import Organisation
from lhr.organisations.queries import OrganisationView
from lhr.people import finding as names
from lhr.people import queries as people
from lhr.people.finding import Met
from lhr.people.queries import PersonView
from lhr.people.rules_of_search import number, readings
from lhr.service_record import queries
from lhr.service_record.models import Employment, ServiceLine
from lhr.service_record.queries import Posting
from lhr.standards import queries as standards

RESULTS_SHOWN, NEAR_SHOWN = 30, 10
# Somebody found by name may turn out to be kept elsewhere by now, so more are looked at than are shown.
_LOOKED_AT = 60
_WAITING = (ServiceLine.Status.SUBMITTED, ServiceLine.Status.RETURNED)

__all__ = ["ByNumber", "Found", "Row", "by_name", "by_number", "number"]


@dataclass(frozen=True, slots=True)
class Row:
    """One person found. `former` is the name that was met where it is not the one borne today."""

    person: PersonView
    place: OrganisationView
    posting: Posting | None
    former: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """Who is meant, and who bears a name near to it; `more` when not all fit on the page."""

    results: list[Row]
    near: list[Row]
    more: bool = False


@dataclass(frozen=True, slots=True)
class ByNumber:
    """`person` as far as the asker may know; `met` is for the book of readings only: the bearer is told who asked."""

    person: UUID | None
    met: UUID | None


def by_name(typed: str, *, within: Reach, day: date) -> Found:
    """Return who within the reach bears, or bore, a name like the one typed; as many queries for many as for one."""
    asked = readings(typed, standards.titles_to_split())
    met = names.named(asked, _among(within), _few(within)) if asked and not within.nowhere else []
    shown = _rows(met[:_LOOKED_AT], within, day)
    results = [row for one, row in shown if one.found]
    near = [row for one, row in shown if not one.found]
    more = len(results) > RESULTS_SHOWN or (len(met) > _LOOKED_AT and met[_LOOKED_AT].found)
    return Found(results[:RESULTS_SHOWN], near[:NEAR_SHOWN], more)


def by_number(*, by: Actor, national_id: str, within: Reach) -> ByNumber:
    """Look a number up. Nobody, an impossible number and somebody kept outside the reach cost and look alike."""
    policy.require(by, Permission.PERSON_FIND_BY_NUMBER, min(within.paths, default="/"))
    person = people.find(national_id)
    asked = person.pk if person else uuid.uuid4()
    opener = person.first_held_by if person else None
    keeper = queries.service_of(asked).keeper(by.day) or opener or uuid.uuid4()
    kept_here = bool(_within([keeper], within, by.day))
    return ByNumber(person.pk if person and kept_here else None, person.pk if person else None)


def _among(within: Reach) -> Q:
    """What a name must fulfil: its bearer served within the reach, or serves nowhere yet and was taken in there.
    Whether the record is kept there today is seen by `_rows`, of those few who are met."""
    if within.everywhere:
        return Q()
    served = Employment.objects.filter(person=OuterRef("person"))
    opened = Organisation.objects.filter(organisations.inside(within)).values("pk")
    here = Exists(served.filter(organisations.inside(within, "organisation__path")))
    return Q(here) | (~Exists(served) & Q(person__first_held_by__in=opened))


def _few(within: Reach) -> QuerySet[Any, Any] | None:
    """The people of one LGO, served or keyed there; None for a reach above."""
    if not organisations.is_one_lgo(within):
        return None
    here = organisations.inside(within, "organisation__path")
    served = Employment.objects.filter(here).values("person")
    return served.union(ServiceLine.objects.known().filter(here, status__in=_WAITING).values("person"))


def _rows(met: list[Met], within: Reach, day: date) -> list[tuple[Met, Row]]:
    ids = [one.person_id for one in met]
    views, pictures = people.views(ids, day), queries.services_of(ids)
    openers = people.openers(one for one in ids if not pictures[one].employments)
    keepers = {one: keeper for one in ids if (keeper := pictures[one].keeper(day) or openers.get(one))}
    places = _within(keepers.values(), within, day)
    kept = [one for one in met if keepers.get(one.person_id) in places]
    postings = queries.postings_in({one.person_id: pictures[one.person_id] for one in kept}, day)
    rows = []
    for one in kept:
        who = one.person_id
        rows.append((one, Row(views[who], places[keepers[who]], postings.get(who), _former(one, views[who]))))
    return rows


def _within(ids: Iterable[UUID], within: Reach, day: date) -> dict[UUID, OrganisationView]:
    found = organisations.views(ids, day)
    return {pk: place for pk, place in found.items() if within.covers(place.path)}


def _former(one: Met, view: PersonView) -> str:
    return "" if (one.first, one.last) == (view.first, view.last) else f"{one.first} {one.last}"
