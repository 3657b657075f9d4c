"""Who asks: a value, filled from tables once a request, never kept in a session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lhr.access.roles import Role


@dataclass(frozen=True, slots=True)
class Duty:
    """A role held over every organisation whose path begins with `path` (paths end in "/")."""

    role: Role
    path: str
    organisation_id: UUID | None = None
    capacity: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks, on which day, with which duties in force on that day; `via` is the way of signing in
    ("card", "password", "pass", "operator", "") and goes into the books."""

    day: date
    account_id: UUID | None = None
    person_id: UUID | None = None
    name: str = ""
    duties: tuple[Duty, ...] = ()
    via: str = ""

    @property
    def signed_in(self) -> bool:
        return self.account_id is not None

    def holds(self, role: Role) -> bool:
        return any(duty.role is role for duty in self.duties)

    @property
    def main_duty(self) -> Duty | None:
        """The duty that names the person in the header and in the books: the first that is not merely OWN."""
        return next((d for d in self.duties if d.role is not Role.OWN), next(iter(self.duties), None))


def anonymous(day: date) -> Actor:
    """The `by` of a sign-in: nobody yet, with no duty at all."""
    return Actor(day=day)


ANONYMOUS = anonymous(date.min)


def operator(day: date, name: str) -> Actor:
    """The operator at the server's own command line; reaches accounts and reference data, no record."""
    return Actor(day=day, name=name, duties=(Duty(Role.OPERATOR, "/"),), via="operator")
