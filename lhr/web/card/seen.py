"""A person as far as this officer may see, and why he looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist

from lhr.audit.kept import while_asked
from lhr.organisations import queries as organisations
from lhr.people import queries as persons
from lhr.people.queries import PersonView
from lhr.service_record import queries as service
from lhr.service_record.card_view import CardLineView
from lhr.service_record.drafts import Correction
from lhr.service_record.line_view import LineView
from lhr.service_record.rules import ServicePicture
from lhr.web.movements.here import own_lgo
from lhr.web.shared.requests import OfficerRequest

_Line = TypeVar("_Line", LineView, CardLineView)


@dataclass(frozen=True)
class Seen:
    """The whole record, or the years at the own LGO only."""

    person: PersonView
    picture: ServicePicture
    path: str
    places: frozenset[UUID] | None = None  # None: everywhere

    @property
    def whole(self) -> bool:
        return self.places is None

    def shows(self, line: LineView | CardLineView) -> bool:
        """A striking that was verified says nothing of its own: it is read on the line that it struck."""
        if line.correction == Correction.STRIKE and line.status == "VERIFIED":
            return False
        return self.places is None or line.organisation_id in self.places


    def opened(self, lines: Sequence[_Line]) -> list[_Line]:
        """Those that are shown. Who keeps the record opens each of them, wherever it was keyed."""
        found = [line for line in lines if self.shows(line)]
        if not self.whole:
            return found
        return [n if n.organisation_path == self.path else replace(n, kept_at=self.path) for n in found]


def seen_by(request: OfficerRequest, person: UUID, known_at: int | None = None) -> Seen:
    """Raises ObjectDoesNotExist for who never was within the reach: nobody there and nobody at all look alike."""
    day, within = request.actor.day, request.reach
    view = persons.view_of(person, day, known_at)
    picture = service.service_of(person, known_at)
    keeper = service.custody(person, day)
    path = organisations.view_of(keeper, day).path if keeper else ""
    if person == request.actor.person_id or (path and within.covers(path)):
        return Seen(view, picture, path or own_lgo(request).path)
    lines = service.lines_of(person, day=day)
    mine = [line for line in lines if within.covers(line.organisation_path)]
    if not mine:
        raise ObjectDoesNotExist
    places = frozenset(n.organisation_id for n in mine)
    return Seen(view, _only(picture, places), mine[-1].organisation_path, places)


def kept_here(request: OfficerRequest, person: UUID) -> Seen:
    """Raises ObjectDoesNotExist for a record that is kept elsewhere now: nothing is written here."""
    with while_asked(reads=True):
        seen = seen_by(request, person)
    if not seen.whole:
        raise ObjectDoesNotExist
    return seen


def of_then(seen: Seen, day: date, known_at: int | None) -> Seen:
    """The same eyes on the person of that day as known then. Whoever had no name on record yet keeps today's."""
    view = persons.view_of(seen.person.id, day, known_at)
    picture = service.service_of(seen.person.id, known_at)
    return replace(
        seen,
        person=view if view.name.strip() else seen.person,
        picture=picture if seen.places is None else _only(picture, seen.places),
    )


def _only(picture: ServicePicture, places: frozenset[UUID]) -> ServicePicture:
    return ServicePicture(
        tuple(e for e in picture.employments if e.organisation_id in places),
        tuple(i for i in picture.incumbencies if i.organisation_id in places),
        tuple(o for o in picture.overlays if o.organisation_id in places),
    )

