"""Whom to ask when something in the own record is wrong: nobody mends his own (SR-03)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lhr.access.roles import ROLE_SAYS, Role
from lhr.kernel.words import Words
from lhr.organisations import queries as organisations
from lhr.people import queries as people
from lhr.registry_rights import queries as rights
from lhr.registry_rights import seats


@dataclass(frozen=True, slots=True)
class Asked:
    """The LGO that keeps the record, and its officer who keys for this person; `name` is "" while there is none."""

    place: str
    role: Words
    name: str = ""
    phone: str = ""
    email: str = ""


def whom_to_ask(keeper: UUID | None, person: UUID, day: date) -> Asked | None:
    """The records officer; for the officer's own record the registrar. None when no LGO keeps the record."""
    if keeper is None:
        return None
    rows = rights.rows_of(keeper)
    tenures = [rights.tenure_of(row) for row in rows]
    officer = seats.holder_on(tenures, Role.OFFICER, day)
    role = Role.REGISTRAR if officer is not None and officer.person == person else Role.OFFICER
    holder = officer if role is Role.OFFICER else seats.holder_on(tenures, role, day)
    place = organisations.view_of(keeper, day).label
    if holder is None:
        return Asked(place, ROLE_SAYS[role])
    row = next(one for one in rows if one.entry_id == holder.entry)
    return Asked(place, ROLE_SAYS[role], people.name_on(holder.person, day), row.phone, row.email)
