"""What the establishment tells the packages above, in the transaction that made it so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lhr.kernel.events import Event


@dataclass(frozen=True)
class PostAbolished(Event):
    """The post stands no more from `day` on; `number` is what it was called on that day."""

    post_id: UUID
    day: date
    number: str
