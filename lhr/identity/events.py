"""News of accounts for the packages above."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from lhr.access.actor import Actor
from lhr.kernel.events import Event
from lhr.kernel.words import Words


@dataclass(frozen=True, slots=True)
class SecondFactorChanged(Event):
    """What an account is proved by changed, or looks wrong: the holder is told, where `above` the office above too.

    `says` is filled with `label` and `name`. Published inside the change that it tells of."""

    by: Actor
    person_id: UUID | None
    organisation_id: UUID
    user_name: str
    says: Words
    label: str
    above: bool = False
