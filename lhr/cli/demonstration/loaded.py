"""An LGO of the demonstration as entered, and who in it is who."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from lhr.cli.demonstration import staff, tree
from lhr.cli.demonstration.names import Invented
from lhr.organisations.queries import Organisation


@dataclass(frozen=True)
class Loaded:
    """One LGO with whom it employs in which post; `ids` are the register's own, by invented number."""

    lgo: Organisation
    planned: tree.Planned
    staff: tuple[tuple[Invented, staff.Place], ...]
    ids: dict[str, UUID]

    def holder(self, line: str) -> Invented | None:
        """Who holds the first post of a line."""
        return next((person for person, place in self.staff if place.line == line), None)

    @property
    def palad(self) -> Invented:
        return next(person for person, place in self.staff if place.title.startswith("PALAD"))

    @property
    def hr_officer(self) -> Invented | None:
        return self.holder("3102")

    @property
    def clerk(self) -> Invented:
        return next(person for person, place in self.staff if place.line == "4101")

    @property
    def officer(self) -> Invented:
        return self.hr_officer or self.clerk

    @property
    def director(self) -> Invented:
        """Who heads a division: neither of the pair, so anybody may key for him."""
        return next(person for person, place in self.staff if place.line == "2102")

    @property
    def someone_else(self) -> Invented:
        """Who may act for the ปลัด: neither he nor the officer."""
        return next(person for person, _ in self.staff if person not in (self.palad, self.officer))

    def id_of(self, person: Invented) -> UUID:
        return self.ids[person.national_id]
