"""The posts of an LGO on a day with who holds each, who acts in it, and since when it is vacant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db.models import Q

from lhr.kernel.words import Words
from lhr.posts import register
from lhr.posts.register import Listed
from lhr.posts.rules import Status
from lhr.service_record.models import Incumbency, Overlay, ServiceLine
from lhr.service_record.queries import ACTING_CODES


class Occupancy(StrEnum):
    """How a post may be looked for: one may be vacant and have somebody acting in it."""

    VACANT = "VACANT"
    HELD = "HELD"
    ACTING = "ACTING"
    FROZEN = "FROZEN"
    ABOLISHED = "ABOLISHED"


OCCUPANCY_SAYS: dict[Occupancy, Words] = {
    Occupancy.VACANT: Words("ว่าง", "vacant"),
    Occupancy.HELD: Words("มีคนครอง", "held"),
    Occupancy.ACTING: Words("มีผู้รักษาการ", "somebody acting"),
    Occupancy.FROZEN: Words("ยุบพัก", "frozen"),
    Occupancy.ABOLISHED: Words("ยุบเลิก", "abolished"),
}


@dataclass(frozen=True, slots=True)
class Seat:
    """One post on a day. `since`: of the holder; of a vacant post, since when nobody has held it."""

    post: Listed
    holder: UUID | None = None
    since: date | None = None
    acting: tuple[UUID, ...] = ()

    @property
    def people(self) -> tuple[UUID, ...]:
        return (*((self.holder,) if self.holder else ()), *self.acting)

    @property
    def so_since(self) -> date | None:
        """Since when the post stands as it does: held, vacant, or frozen or abolished without a holder."""
        return self.since if self.holder or self.post.status is Status.ACTIVE else self.post.status_since

    @property
    def is_so(self) -> frozenset[Occupancy]:
        """What is true of the post, in the words by which it may be looked for."""
        if not self.post.stands:
            return frozenset({Occupancy.ABOLISHED})
        frozen = self.post.status is Status.FROZEN
        told = {
            Occupancy.HELD: self.holder is not None,
            Occupancy.VACANT: self.holder is None and not frozen,
            Occupancy.ACTING: bool(self.acting),
            Occupancy.FROZEN: frozen,
        }
        return frozenset(one for one, true in told.items() if true)


def seats(organisation_id: UUID, day: date) -> list[Seat]:
    """Every post that the organisation has, or had, on `day`, in the order of the numbers; as many queries for one as
    for a thousand."""
    held = Incumbency.objects.filter(post__organisation=organisation_id, starts__lte=day).order_by("starts")
    last = {row.post_id: row for row in held}
    acting = _acting(organisation_id, day)
    return [
        seated(post, last.get(post.id), acting.get(post.id, ()), day)
        for post in register.listed(organisation_id, day)
    ]


def seated(post: Listed, last: Incumbency | None, acting: Sequence[UUID], day: date) -> Seat:
    """The post with its holder on the day; `last` is who held it last until then."""
    holds = last is not None and (last.until is None or last.until > day)
    if last is not None and holds:
        return Seat(post, last.person_id, last.starts, tuple(acting))
    return Seat(post, None, last.until if last else post.established, tuple(acting))


def counted(found: Iterable[Seat]) -> Counter[Occupancy]:
    """How many posts are so."""
    return Counter(one for seat in found for one in seat.is_so)


def _acting(organisation_id: UUID, day: date) -> dict[UUID, list[UUID]]:
    """Who acts in which post by a standing verified order; one that names no post may be about any, and is left out."""
    laid = Overlay.objects.filter(
        Q(until=None) | Q(until__gt=day),
        organisation=organisation_id,
        movement_code__in=ACTING_CODES,
        starts__lte=day,
    )
    standing = {(row.person_id, row.movement_code, row.starts) for row in laid}
    lines = ServiceLine.objects.known().filter(
        organisation=organisation_id,
        movement_code__in=ACTING_CODES,
        status=ServiceLine.Status.VERIFIED,
        post__isnull=False,
        starts__lte=day,
    )
    found: dict[UUID, list[UUID]] = {}
    for line in lines.order_by(*ServiceLine.CARD_ORDER) if standing else ():
        people = found.setdefault(line.post_id, []) if line.post_id else []
        if (line.person_id, line.movement_code, line.starts) in standing and line.person_id not in people:
            people.append(line.person_id)
    return found
