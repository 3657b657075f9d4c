"""What the officer chose on SEM102, as plain values, before anything is looked up or written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lhr.access.roles import Role
from lhr.documents.checked import Checked
from lhr.registry_rights.terms import Capacity


@dataclass(frozen=True, slots=True)
class NewPerson:
    """The least that names a person whom the register does not know yet (cold start, domain.md 2.8).

    `ticket` is what the search of this number answered (SearchOutcome.ticket): every number that is tried, here as
    there, has first been counted and noted as a search.
    """

    national_id: str
    prefix: str
    first: str
    last: str
    birth_date: date
    gender: str
    ticket: str = ""

    def __repr__(self) -> str:
        return "NewPerson(…)"  # a number never reaches a log


@dataclass(frozen=True, slots=True)
class Chosen:
    """One block as filled in: a person found by the search (`person_id`) or, at a cold start, a new one.

    `last_day` is inclusive, as the order writes it. `scan` is the file of that order; an order that the LGO has scanned
    already needs none. `amends` is the appointment on file whose details the officer opened: what he sends is that same
    appointment, unless the capacity or a first day that has passed is another one.
    """

    capacity: Capacity
    starts: date
    last_day: date | None = None
    person_id: UUID | None = None
    new_person: NewPerson | None = None
    order_number: str = ""
    order_signed_on: date | None = None
    order_text: str = ""
    phone: str = ""
    email: str = ""
    scan: Checked | None = None
    amends: UUID | None = None

    def __post_init__(self) -> None:
        if (self.person_id is None) == (self.new_person is None):
            raise ValueError("a block names either a person of the register or a new one")

    @property
    def person(self) -> UUID:
        """Raises LookupError for a new person, who has no id yet."""
        if self.person_id is None:
            raise LookupError("a new person has no id yet")
        return self.person_id


@dataclass(frozen=True, slots=True)
class FormDraft:
    """SEM102 as sent: `based_on` is the version that the officer had before him; None leaves a block as it is.

    `last` is the block whose person was chosen last: what the two have against each other is said there. `reason`
    answers the rules that warn; it stands in the book, and the office above reads it.
    """

    based_on: int
    registrar: Chosen | None = None
    officer: Chosen | None = None
    last: Role = Role.OFFICER
    reason: str = ""

    def blocks(self) -> list[tuple[Role, Chosen]]:
        filled = ((Role.REGISTRAR, self.registrar), (Role.OFFICER, self.officer))
        return [(role, chosen) for role, chosen in filled if chosen is not None]
