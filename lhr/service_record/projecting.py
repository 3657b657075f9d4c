"""Writes the projection: employments, incumbencies and overlays as they follow from the verified lines."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from lhr.service_record import reading, rules
from lhr.service_record.models import Employment, Incumbency, Overlay, ServiceLine
from lhr.service_record.rules import ServicePicture

_AT_ONCE = 500


def rewrite(person_id: UUID) -> tuple[ServicePicture, ServicePicture]:
    """Bring one person's projection into line with the lines; return the picture before and after."""
    before = reading.stored_pictures((person_id,))[person_id]
    after = rules.project(reading.lines_of_one(person_id))
    if before != after:
        _clear((person_id,))
        _store({person_id: after})
    return before, after


def rewrite_all() -> int:
    """Bring everybody's projection into line; return for how many it differed."""
    return rewrite_many(_everybody())


def rewrite_many(person_ids: Iterable[UUID]) -> int:
    """Bring the projection of these people into line; return for how many it differed."""
    differing: dict[UUID, ServicePicture] = {}
    for people in _in_portions(person_ids):
        stored, lines = reading.stored_pictures(people), reading.lines_by_person(people)
        computed = {person: rules.project(lines[person]) for person in people}
        differing |= {person: picture for person, picture in computed.items() if picture != stored[person]}
    # All are cleared before any is written: a post may have passed from one of them to another.
    for portion in _in_portions(differing):
        _clear(portion)
    for portion in _in_portions(differing):
        _store({person: differing[person] for person in portion})
    return len(differing)


def _everybody() -> list[UUID]:
    """Everybody with a line or a stored span: a span whose lines are gone must go as well."""
    found: set[UUID] = set()
    for model in (ServiceLine, Employment, Incumbency, Overlay):
        found |= set(model._default_manager.values_list("person_id", flat=True).distinct())
    return sorted(found)


def _in_portions(people: Iterable[UUID]) -> list[list[UUID]]:
    listed = list(people)
    return [listed[at : at + _AT_ONCE] for at in range(0, len(listed), _AT_ONCE)]


def _clear(people: Iterable[UUID]) -> None:
    wanted = list(people)
    for model in (Employment, Incumbency, Overlay):
        model._default_manager.filter(person__in=wanted).delete()


def _store(pictures: dict[UUID, ServicePicture]) -> None:
    Employment.objects.bulk_create(
        Employment(
            person_id=person,
            organisation_id=e.organisation_id,
            kind_code=e.kind_code,
            starts=e.starts,
            until=e.until,
            start_movement=e.start_movement,
            end_movement=e.end_movement,
        )
        for person, picture in pictures.items()
        for e in picture.employments
    )
    Incumbency.objects.bulk_create(
        Incumbency(
            person_id=person,
            post_id=i.post_id,
            organisation_id=i.organisation_id,
            line_code=i.line_code,
            is_palad=i.is_palad,
            starts=i.starts,
            until=i.until,
        )
        for person, picture in pictures.items()
        for i in picture.incumbencies
    )
    Overlay.objects.bulk_create(
        Overlay(
            person_id=person,
            organisation_id=o.organisation_id,
            movement_code=o.movement_code,
            starts=o.starts,
            until=o.until,
        )
        for person, picture in pictures.items()
        for o in picture.overlays
    )
