"""What the service record tells the packages above, in the transaction that made it so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lhr.access.actor import Actor
from lhr.kernel.events import Event
from lhr.organisations.models import Organisation


@dataclass(frozen=True)
class LeftOrganisation(Event):
    """The person serves the organisation no more from `day` on."""

    person_id: UUID
    organisation_id: UUID
    day: date
    movement_code: str
    by: Actor


@dataclass(frozen=True)
class PostLeft(Event):
    """The person holds a post of the organisation no more from `day` on, and goes on serving there."""

    person_id: UUID
    organisation_id: UUID
    day: date
    movement_code: str
    by: Actor


@dataclass(frozen=True)
class ServiceSuspended(Event):
    """พักราชการ or ให้ออกจากราชการไว้ก่อน from `day` on: the person serves on, but every right rests."""

    person_id: UUID
    organisation_id: UUID
    day: date
    movement_code: str
    by: Actor


@dataclass(frozen=True)
class ServiceRestored(Event):
    """A cancelling order gave the person days of service or of a post back: what was ended may hold again."""

    person_id: UUID
    organisation_id: UUID
    by: Actor


@dataclass(frozen=True)
class OverlaysChanged(Event):
    """A secondment, or an order to act for another, came, went or ends on another day; post and LGO are the same."""

    person_id: UUID
    organisation_id: UUID
    by: Actor


@dataclass(frozen=True)
class OrderCancelledElsewhere(Event):
    """`organisation_id` cancelled its order `old` by its order `new`; the line of this person stands in a record that
    `keeper_id` keeps now, and cancels itself."""

    organisation_id: UUID
    keeper_id: UUID
    person_id: UUID
    old: str
    new: str
    by: Actor


@dataclass(frozen=True)
class TransferTold(Event):
    """Something happened to a transfer case: `what` is the tag of the change."""

    case_id: UUID
    what: str
    by: Actor


@dataclass(frozen=True)
class TransferAskedInVain(Event):
    """An asking that opened no case: it counts as a miss (PE-10)."""

    organisation: Organisation
    by: Actor
