"""A municipality and its neighbour with a few invented people, the hands that write and verify, and the province."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from lhr.access.actor import Actor, Duty
from lhr.access.roles import Role
from lhr.kernel.national_id import make_synthetic
from lhr.organisations import actions as organisations
from lhr.organisations.models import Organisation
from lhr.organisations.rules import Kind
from lhr.people import queries as of_people
from lhr.posts import actions as posts
from lhr.posts.actions import PostDraft
from lhr.posts.models import Post
from lhr.service_record import actions
from lhr.service_record.drafts import Citation, MovementDraft, NewPerson, OpeningRecord
from lhr.service_record.models import ServiceLine
from tests.support import standing

DAY = date(2018, 8, 31)
BEGINS = date(2015, 1, 1)
BORN = date(1970, 2, 3)


@dataclass(frozen=True)
class Place:
    """An LGO with its posts by the name of who is meant to hold them, and its people by the same names."""

    organisation: Organisation
    posts: dict[str, Post]
    people: dict[str, UUID]
    kind_code: str

    @property
    def id(self) -> UUID:
        return self.organisation.pk


@pytest.fixture
def keeper() -> Actor:
    """Who founds offices and loads data."""
    return _keeper()


def _keeper() -> Actor:
    return Actor(day=DAY, account_id=uuid4(), duties=(Duty(Role.CENTRE, "/"),))


@pytest.fixture
def province(town: Place) -> Actor:
    return Actor(day=DAY, account_id=uuid4(), person_id=uuid4(), duties=(Duty(Role.PROVINCE, "/48/"),))


@pytest.fixture
def offices(db: None, keeper: Actor) -> None:
    if standing.held("town") is None:
        _found_offices(keeper)


def _found_offices(by: Actor) -> None:
    organisations.found_centre(by=by, starts=BEGINS)
    for place in ("48", "4803"):
        organisations.found_office(by=by, place=place, starts=BEGINS)


SEATS = {
    "palad": ("1101", "ADMIN_MIDDLE", True, "001"),
    "deputy": ("1101", "ADMIN_LOW", False, "002"),
    "hr": ("3102", "", False, "001"),
    "finance": ("3201", "", False, "001"),
    "vacant": ("3102", "", False, "002"),
}
FIRST_NAMES = {"palad": "สมหวัง", "deputy": "สมศรี", "hr": "สมใจ", "finance": "สมปอง"}


def _town() -> dict[str, Any]:
    by = _keeper()
    _found_offices(by)
    return {"town": _settled_town(by)}


def _settled_town(by: Actor) -> Place:
    return settled(by, Kind.TAMBON_MUN, "ท่าอุเทน", "MUN", 1)


@pytest.fixture
@standing.made_once(_town)
def town(offices: None, keeper: Actor) -> Place:
    return standing.held("town") or _settled_town(keeper)


@pytest.fixture
def neighbour(town: Place, keeper: Actor) -> Place:
    return settled(keeper, Kind.TAO, "โนนตาล", "TAO", 2)


def settled(keeper: Actor, kind: Kind, name: str, code: str, number: int) -> Place:
    lgo = organisations.found_lgo(
        by=keeper, kind=kind, name=name, place="4803", starts=BEGINS, demonstration=True
    )
    digit = "2" if code == "MUN" else "3"
    made = posts.establish_all(
        by=keeper,
        organisation=lgo,
        posts=[
            PostDraft(
                number=f"48-{digit}-01-{line}-{running}",
                line_code=line,
                level_code=level,
                starts=BEGINS,
                management_title_code=(f"PALAD_{code}" if leads else f"DEPUTY_PALAD_{code}")
                if line == "1101"
                else "",
            )
            for line, level, leads, running in SEATS.values()
        ],
    )
    seats = dict(zip(SEATS, made, strict=True))
    people = actions.open_record(
        by=keeper,
        organisation=lgo,
        records=[
            OpeningRecord(
                national_id=make_synthetic(1000 * number + at),
                person=NewPerson("นาย", first, f"ทดสอบ{name}", BORN, "M"),
                starts=BEGINS,
                kind_code=f"{code}_OFFICIAL",
                post_id=seats[who].id,
                text="ยกยอดจากทะเบียนเดิม",
            )
            for at, (who, first) in enumerate(FIRST_NAMES.items())
        ],
    )
    return Place(lgo, seats, dict(zip(FIRST_NAMES, people, strict=True)), f"{code}_OFFICIAL")


def hand(place: Place, role: Role, who: str, day: date = DAY) -> Actor:
    return Actor(
        day=day,
        account_id=uuid4(),
        person_id=place.people[who],
        duties=(Duty(role, place.organisation.path, place.id),),
        via="card",
    )


@pytest.fixture
def officer(town: Place) -> Actor:
    """The records officer, who is also the holder of line 3102."""
    return hand(town, Role.OFFICER, "hr")


@pytest.fixture
def registrar(town: Place) -> Actor:
    """The registrar: the ปลัด."""
    return hand(town, Role.REGISTRAR, "palad")


@pytest.fixture
def pair(town: Place) -> frozenset[UUID]:
    return frozenset({town.people["palad"], town.people["hr"]})


def order(number: str = "12", signed_on: date = date(2018, 7, 1)) -> Citation:
    return Citation(number=number, year=signed_on.year + 543, signed_on=signed_on)


Move = Callable[..., MovementDraft]


def move(person: UUID | None, code: str, starts: date, **more: object) -> MovementDraft:
    """A movement with an order signed in time."""
    signed = min(starts, date(2018, 7, 1))
    draft = MovementDraft(
        movement_code=code, starts=starts, citation=order(signed_on=signed), person_id=person
    )
    return replace(draft, **more)  # type: ignore[arg-type]


def done(
    place: Place, officer: Actor, registrar: Actor, draft: MovementDraft, pair: frozenset[UUID] = frozenset()
) -> ServiceLine:
    """Key a movement and verify it."""
    line = actions.key_movement(by=officer, organisation=place.organisation, movement=draft, pair=pair)
    return actions.verify(by=registrar, line_id=line.entry_id, version=line.version, pair=pair)


def on_record(person: UUID) -> dict[str, Any]:
    """The draft's fields for somebody on record, typed as another LGO types them."""
    shown = of_people.view_of(person, DAY)
    new = NewPerson(shown.prefix, shown.first, shown.last, shown.birth_date, shown.gender)
    return {"national_id": of_people.national_id_of(person), "new_person": new}


def newcomer(number: int = 9001, **more: object) -> dict[str, object]:
    """The draft's fields for somebody the register does not know."""
    person = NewPerson("นางสาว", "สมฤดี", "ทดสอบใหม่", date(1990, 5, 6), "F")
    return {"national_id": make_synthetic(number), "new_person": replace(person, **more)}  # type: ignore[arg-type]
