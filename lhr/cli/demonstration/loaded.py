"""An LGO of the demonstration as entered, who in it is who, and whose careers were told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lhr.access.actor import Actor, Duty
from lhr.access.roles import Role
from lhr.cli.demonstration import staff, tree
from lhr.cli.demonstration.careers.of_pay import Promotion
from lhr.cli.demonstration.names import Invented
from lhr.identity import queries as accounts
from lhr.organisations.queries import Organisation
from lhr.service_record.drafts import OpeningLine
from lhr.service_record.pay import Pay


@dataclass(frozen=True, slots=True)
class Paid:
    """Somebody whose item 13 is told: from which pay on which day on, in the post of today; until when here.

    `begun` says that the register knows the whole service, `moved` to which post of the LGO and when.
    """

    number: str
    place: staff.Place
    starts: date
    opening: Pay
    begun: bool = False
    promotion: Promotion | None = None
    moved: tuple[date, UUID] | None = None
    until: date | None = None


@dataclass(frozen=True)
class Loaded:
    """One LGO with whom it employs in which post; `ids` are the register's own, by invented number. `lines` are those
    of the careers, each with its entry; `whole` says that everybody has one. `leavers` go to another LGO in the middle
    of a career, `vacancies` are the posts that wait for such, by the exchange."""

    lgo: Organisation
    planned: tree.Planned
    staff: tuple[tuple[Invented, staff.Place], ...]
    ids: dict[str, UUID]
    lines: tuple[tuple[UUID, OpeningLine], ...] = ()
    whole: bool = False
    leavers: tuple[tuple[int, Paid], ...] = ()
    vacancies: tuple[tuple[int, UUID], ...] = ()

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

    def hand(self, role: Role, who: Invented, day: date) -> Actor:
        """Somebody of the LGO at work, by card."""
        person = self.id_of(who)
        account = accounts.account_at(person, self.lgo.pk)
        return Actor(
            day=day,
            account_id=account.pk if account else None,
            person_id=person,
            name=who.name,
            duties=(Duty(role, self.lgo.path, self.lgo.pk),),
            via="card",
        )
