"""What changes for a person between two pictures of the service: places and posts lost, suspended, given back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lhr.kernel.periods import Period
from lhr.service_record.rules_of_projection import ServicePicture


@dataclass(frozen=True)
class News:
    """What a new picture takes from a person and gives back, each with the first day concerned."""

    left: tuple[tuple[UUID, date], ...] = ()
    posts_left: tuple[tuple[UUID, UUID, date], ...] = ()
    suspended: tuple[tuple[UUID, date], ...] = ()
    regained: tuple[UUID, ...] = ()


def compare(before: ServicePicture, after: ServicePicture) -> News:
    """Return the organisations and posts that lose days of this person between two pictures, and those that regain."""
    places = {e.organisation_id for e in (*before.employments, *after.employments)}
    posts = {(i.organisation_id, i.post_id) for i in (*before.incumbencies, *after.incumbencies)}
    left = [(p, day) for p in places if (day := first_lost(_served(before, p), _served(after, p)))]
    posts_left = [
        (org, post, day)
        for org, post in posts
        if (day := first_lost(_held(before, post), _held(after, post)))
    ]
    suspended = [(p, day) for p in places if (day := first_lost(_halted(after, p), _halted(before, p)))]
    regained = {p for p in places if _gains(before, after, p)}
    return News(
        tuple(sorted(left, key=str)),
        tuple(sorted(posts_left, key=str)),
        tuple(sorted(suspended, key=str)),
        tuple(sorted(regained, key=str)),
    )


def _gains(before: ServicePicture, after: ServicePicture, place: UUID) -> bool:
    posts = {i.post_id for i in after.incumbencies if i.organisation_id == place}
    return bool(
        first_lost(_served(after, place), _served(before, place))
        or first_lost(_halted(before, place), _halted(after, place))
        or any(first_lost(_held(after, post), _held(before, post)) for post in posts)
    )


def _served(picture: ServicePicture, place: UUID) -> list[Period]:
    return [e.period for e in picture.employments if e.organisation_id == place]


def _held(picture: ServicePicture, post: UUID) -> list[Period]:
    return [i.period for i in picture.incumbencies if i.post_id == post]


def _halted(picture: ServicePicture, place: UUID) -> list[Period]:
    return [o.period for o in picture.overlays if o.organisation_id == place and o.ends_rights]


def first_lost(before: Sequence[Period], after: Sequence[Period]) -> date | None:
    """Return the first day that some period of `before` covers and none of `after` does."""
    turning = sorted({p.starts for p in before} | {p.until for p in after if p.until is not None})
    return next((d for d in turning if _covered(before, d) and not _covered(after, d)), None)


def _covered(periods: Sequence[Period], day: date) -> bool:
    return any(period.covers(day) for period in periods)
