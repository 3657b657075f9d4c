"""Row E2: who is shown on a page, and whether the book of readings knows of it (assurance.md 3.6, AU-01)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import OperationalError

from lhr.audit.models import ReadingOf
from lhr.people import queries as people
from lhr.people.models import Person
from tests.access.matrix import Case
from tests.access.room import Room
from tests.support.cast import TODAY

# Which pages name somebody without a look into his record, written by hand: the address (or the area), by whom.
NO_READING = {
    "approvals:": "accounts, PCs and cards by the names of their holders; nothing of a record",
    "home": "news and work that the register itself sent to this account; what it leads to is a reading",
    "orders:add": "the staff to choose from, by name and post; whoever stands in the order is a reading",
    "orders:line": "the staff to choose from, by name and post; whoever stands in the order is a reading",
    "transfers:swap": "the own staff to choose from, by name and post; whoever is proposed is a reading",
    "own:record": "whom to ask for a correction: who holds the duty at the LGO that keeps the record",
    "rights:": "an LGO looks at its own two holders of rights; another office's look is a reading",
}
_OF_THE_LGO = {"bootstrap", "officer", "registrar"}
_TABS = ("person", "service", "learning", "honours", "leave", "discipline", "family", "evidence", "changes")


def allowed(case: Case) -> str:
    """Return the entry of NO_READING that this case falls under, or ""."""
    entry = next((one for one in NO_READING if case.address.name.startswith(one)), "")
    return "" if entry == "rights:" and case.role not in _OF_THE_LGO else entry


def asked_for() -> list[tuple[str, str]]:
    """Return who asks at which address: what shows somebody only when it is asked for, each tab, the day of another."""
    record = "/movements/people/{person}/"
    return [
        *(("officer", f"{record}?tab={tab}") for tab in _TABS),
        ("registrar", f"{record}?tab=person&as_of=1+ม.ค.+2561&known=1+ส.ค.+2561"),
        ("province", f"{record}?tab=service"),
        ("centre", f"{record}print/"),
        ("officer", f"{record}print/"),
        ("officer", f"{record}add/SKILL/"),
        ("officer", "/movements/people/?q=สมปอง"),
        ("registrar", "/movements/people/find/?q=สมปอง"),
        ("officer", "/movements/new/?movement=RESIGN&person={person}"),
    ]


def no_reading_is_written(execute: Callable[..., Any], sql: str, *asked: Any) -> Any:
    """Stand in the way of the book of readings, as a full disk would."""
    if sql.startswith('INSERT INTO "audit_reading"'):
        raise OperationalError("the book of readings cannot be written")
    return execute(sql, *asked)


class Faces:
    """Everybody on the register by name, and who has been read since."""

    def __init__(self, room: Room) -> None:
        views = people.views(Person.objects.values_list("pk", flat=True), TODAY)
        self._people = {view.name: person for person, view in views.items()}
        self._room = room
        self._before = ReadingOf.objects.order_by("-pk").values_list("pk", flat=True).first() or 0

    def unread(self, case: Case, page: str) -> tuple[str, ...]:
        reader = self._room.accounts.get(case.role)
        return self.unread_in(page, reader.person_id if reader else None)

    def unread_in(self, page: str, reader: UUID | None) -> tuple[str, ...]:
        """Name who stands on the page, and in no reading of this request that says why."""
        shown = {name: person for name, person in self._people.items() if name in page}
        if not shown:
            return ()
        rows = ReadingOf.objects.filter(pk__gt=self._before).exclude(reading__purpose="")
        read = {*rows.values_list("person", flat=True), reader}
        return tuple(name for name, person in shown.items() if person not in read)
