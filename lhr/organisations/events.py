"""What the list of organisations tells the packages above, in the transaction that made it so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lhr.access.actor import Actor
from lhr.kernel.events import Event


@dataclass(frozen=True)
class OrganisationEnded(Event):
    """The organisation stands no more from `day` on; `successor_id` is the one into which it was merged."""

    organisation_id: UUID
    day: date
    successor_id: UUID | None
    by: Actor
