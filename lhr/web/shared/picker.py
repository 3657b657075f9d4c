"""The one way in which an LGO is chosen anywhere: words typed, then one of what they find, named with its place."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lhr.access.actor import Actor
from lhr.access.policy import Reach
from lhr.kernel.words import Words
from lhr.organisations import queries as organisations
from lhr.organisations.queries import OrganisationView

LEAST_LETTERS = 2
HINT = Words(
    "พิมพ์สองตัวอักษรของชื่อ เว้นวรรค แล้วชื่ออำเภอ หรือประเภท เช่น ปลา ปลาปาก ทต.",
    "Two letters of the name, a space, then the district or the kind: ปลา ปลาปาก ทต.",
)
MORE = Words("มีมากกว่าที่แสดง พิมพ์เพิ่มเพื่อให้แคบลง", "There are more than are shown; type on to narrow it")


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be chosen now; `more` when the words find more than is offered."""

    views: list[OrganisationView]
    more: bool

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(str(view.id), view.label) for view in self.views]


def offer(
    text: str,
    *,
    within: Reach,
    day: date,
    near: str,
    most: int = 50,
    chosen: UUID | None = None,
    without: Collection[UUID] = (),
) -> Offer:
    """Return the LGOs that the words find, those of the own district first; one that is chosen already stands alone."""
    typed = text.strip()
    if len(typed) < LEAST_LETTERS:
        return Offer([], more=False)
    met = organisations.pick(typed, within=within, day=day, near=near)
    exact = [view for view in met.views if typed in (view.label, view.full_name)]
    found = [view for view in exact or met.views if view.id not in without]
    picked = [view for view in found if view.id == chosen]
    if picked:
        return Offer(picked, more=False)
    return Offer(found[:most], more=len(found) > most or (met.more and not exact))


def near_of(actor: Actor) -> str:
    """Return the actor's own district (four digits) or province (two); nothing at the centre."""
    parts = actor.main_duty.path.strip("/").split("/") if actor.main_duty else []
    return next((part for part in reversed(parts[:2]) if part.isdigit() and len(part) in (2, 4)), "")
