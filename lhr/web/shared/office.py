"""Whom an organisation asks: an office above it, with its contact person when one was named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from lhr import config
from lhr.organisations import queries as organisations
from lhr.organisations.queries import Level, OrganisationView


@dataclass(frozen=True, slots=True)
class Office:
    """`contact` has name, post, telephone and email; None while nobody was named."""

    name: str
    contact: Any


def approver(organisation_id: UUID, day: date) -> Office | None:
    """Return the office that approves PCs and cards: the province, or the district by delegation (setting)."""
    office = organisations.above(organisation_id, day)
    if office is not None and office.level is Level.DISTRICT and config.agent_approval() != "district":
        office = organisations.above(office.id, day)
    return _with_contact(office, day)


def own(organisation_id: UUID, day: date) -> Office:
    """Return the office itself, as it signs its letters."""
    view = organisations.view_of(organisation_id, day)
    return Office(view.full_name, organisations.contact_of(view.id, day))


def province(organisation_id: UUID, day: date) -> Office | None:
    """Return the province office over an LGO or a district, which confirms holders of rights and issues accounts."""
    office = organisations.above(organisation_id, day)
    if office is not None and office.level is Level.DISTRICT:
        office = organisations.above(office.id, day)
    return _with_contact(office, day)


def _with_contact(office: OrganisationView | None, day: date) -> Office | None:
    return Office(office.full_name, organisations.contact_of(office.id, day)) if office else None
