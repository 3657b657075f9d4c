"""The standing cast of the tests of SEM102: a town with its people on record, a neighbour, and the offices above.

Everything is founded by the product's own acts. Import the fixtures into a conftest.py:
`from tests.support.cast import *` brings `cast`, `town`, `neighbour`, `newborn`, `registrar`, `officer`, `bootstrap`,
`district`, `province`, `centre` and `stranger`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from lhr.access.actor import Actor, Duty, operator
from lhr.access.roles import Role
from lhr.kernel.national_id import make_synthetic
from lhr.kernel.thai_date import parse
from lhr.organisations import actions as organisations
from lhr.organisations.models import Organisation
from lhr.organisations.rules import Kind
from lhr.posts import actions as posts
from lhr.posts.actions import PostDraft
from lhr.registry_rights import actions, queries
from lhr.registry_rights.actions import SavedForm
from lhr.registry_rights.drafts import Chosen, FormDraft, NewPerson
from lhr.registry_rights.queries import SearchOutcome
from lhr.registry_rights.terms import Capacity
from lhr.service_record import actions as record
from lhr.service_record import drafts
from lhr.service_record.models import ServiceLine
from tests.support import standing

__all__ = [
    "bootstrap",
    "cast",
    "centre",
    "district",
    "neighbour",
    "newborn",
    "officer",
    "province",
    "registrar",
    "stranger",
    "town",
]

FOUNDED = date(2008, 1, 1)
BORN = date(1975, 2, 3)
NEIGHBOURS = {"palad": "ประเสริฐ", "hr": "ปราณี"}
SEATS = {
    "palad": ("1101", "PALAD_MUN", "001", "สมหวัง"),
    "deputy": ("1101", "DEPUTY_PALAD_MUN", "002", "สมศรี"),
    "hr": ("3102", "", "001", "สมใจ"),
    "finance": ("3201", "", "001", "สมปอง"),
    "clerk": ("4101", "", "001", "สมบัติ"),
}
LEVELS = {"palad": "ADMIN_MIDDLE", "deputy": "ADMIN_LOW"}


def day(text: str) -> date:
    """Read a day as the regulation writes it: day("๓๑ ส.ค. ๒๕๖๑")."""
    return parse(text)


TODAY = day("๑ ส.ค. ๒๕๖๑")


@dataclass(frozen=True)
class Place:
    """An LGO; `people` by the name of the post they hold, `numbers` their ID numbers."""

    lgo: Organisation
    people: dict[str, UUID]
    numbers: dict[str, str]
    posts: dict[str, UUID]

    def __getitem__(self, who: str) -> UUID:
        return self.people[who]


class Cast:
    """The country in small."""

    def __init__(self) -> None:
        self.keeper = operator(TODAY, "ผู้ดูแลระบบ")
        self.centre = organisations.found_centre(by=self.keeper, starts=FOUNDED)
        self.province = organisations.found_office(by=self.keeper, place="48", starts=FOUNDED)
        self.district = organisations.found_office(by=self.keeper, place="4805", starts=FOUNDED)
        self._serial = 0

    def lgo(self, name: str) -> Organisation:
        return organisations.found_lgo(
            by=self.keeper, kind=Kind.TAMBON_MUN, name=name, place="4805", starts=FOUNDED, demonstration=True
        )

    def number(self) -> str:
        self._serial += 1
        return make_synthetic(self._serial)

    def settled(self, name: str, who: dict[str, str] | None = None) -> Place:
        """Found an LGO whose people are on record in their posts."""
        lgo, names = self.lgo(name), who or {seat: SEATS[seat][3] for seat in SEATS}
        province = lgo.path.split("/")[1]
        wanted = [_post(seat, province) for seat in SEATS]
        made = posts.establish_all(by=self.keeper, organisation=lgo, posts=wanted)
        seats = dict(zip(SEATS, (post.pk for post in made), strict=True))
        numbers = {seat: self.number() for seat in names}
        opening = [_opening(numbers[seat], names[seat], name, seats[seat]) for seat in names]
        people = record.open_record(by=self.keeper, organisation=lgo, records=opening)
        return Place(lgo, dict(zip(names, people, strict=True)), numbers, seats)

    def joins(self, place: Place, first: str, starts: date, post: str | None = None) -> UUID:
        """Put one more person on the record of an LGO."""
        opening = _opening(self.number(), first, "มาใหม่", place.posts[post] if post else None)
        if post is None:
            opening = replace(opening, kind_code="CONTRACT_GENERAL")
        return record.open_record(
            by=self.keeper, organisation=place.lgo, records=[replace(opening, starts=starts)]
        )[0]


def _post(seat: str, province: str) -> PostDraft:
    line, title, running, _ = SEATS[seat]
    return PostDraft(
        number=f"{province}-2-01-{line}-{running}",
        line_code=line,
        level_code=LEVELS.get(seat, ""),
        starts=FOUNDED,
        management_title_code=title,
    )


def _opening(number: str, first: str, last: str, post: UUID | None) -> drafts.OpeningRecord:
    return drafts.OpeningRecord(
        national_id=number,
        person=drafts.NewPerson("นาย", first, f"ทดสอบ{last}", BORN, "M"),
        starts=FOUNDED,
        kind_code="MUN_OFFICIAL",
        post_id=post,
        text="ยกยอดจากทะเบียนเดิม",
    )


def acting_as(role: Role, place: Organisation, person: UUID | None = None, on: date = TODAY) -> Actor:
    """Return somebody who holds `role` over the place today, by card (the LGO's first account: by password)."""
    via = "password" if role is Role.LGO_BOOTSTRAP else "card"
    return Actor(
        day=on,
        account_id=uuid4(),
        person_id=person,
        name=role.lower(),
        duties=(Duty(role, place.path, place.pk),),
        via=via,
    )


def town_alone() -> dict[str, Any]:
    cast = Cast()
    return {"cast": cast, "town": cast.settled("ท่าอุเทน")}


@pytest.fixture
def cast(db: None) -> Cast:
    return standing.held("cast") or Cast()


@pytest.fixture
@standing.made_once(town_alone)
def town(cast: Cast) -> Place:
    """เทศบาลตำบลท่าอุเทน: a ปลัด, a deputy, one holder of line 3102, and others. SEM102 is empty."""
    return standing.held("town") or cast.settled("ท่าอุเทน")


@pytest.fixture
def neighbour(cast: Cast) -> Place:
    return cast.settled("โนนตาล", NEIGHBOURS)


@pytest.fixture
def newborn(cast: Cast) -> Organisation:
    """An LGO of whose people the register knows nothing yet."""
    return cast.lgo("ไชยบุรี")


@pytest.fixture
def registrar(town: Place) -> Actor:
    return acting_as(Role.REGISTRAR, town.lgo, town["palad"])


@pytest.fixture
def officer(town: Place) -> Actor:
    return acting_as(Role.OFFICER, town.lgo, town["hr"])


@pytest.fixture
def bootstrap(town: Place) -> Actor:
    return acting_as(Role.LGO_BOOTSTRAP, town.lgo)


@pytest.fixture
def district(cast: Cast) -> Actor:
    return acting_as(Role.DISTRICT, cast.district, uuid4())


@pytest.fixture
def province(cast: Cast) -> Actor:
    return acting_as(Role.PROVINCE, cast.province, uuid4())


@pytest.fixture
def centre(cast: Cast) -> Actor:
    return acting_as(Role.CENTRE, cast.centre, uuid4())


@pytest.fixture
def stranger(neighbour: Place) -> Actor:
    """The registrar of another LGO."""
    return acting_as(Role.REGISTRAR, neighbour.lgo, neighbour["palad"])


# --- the officers' acts in short -----------------------------------------------------------------------------------


def palad(person: UUID, starts: date = TODAY, **more: Any) -> Chosen:
    return Chosen(Capacity.PALAD, starts, person_id=person, **more)


def hr(person: UUID, starts: date = TODAY, **more: Any) -> Chosen:
    return Chosen(Capacity.HR_OFFICER, starts, person_id=person, **more)


def by_order(
    capacity: Capacity, person: UUID, starts: date, last_day: date | None = None, **more: Any
) -> Chosen:
    """A block that rests on an order signed the day before it begins; never a day that is still to come."""
    signed = {"order_number": "๔๔๙/๒๕๖๑", "order_signed_on": min(starts - timedelta(days=1), TODAY)}
    return Chosen(capacity, starts, last_day=last_day, person_id=person, **{**signed, **more})


def acting(person: UUID, starts: date, last_day: date | None, **more: Any) -> Chosen:
    return by_order(Capacity.ACTING, person, starts, last_day, **more)


def assigned(person: UUID, starts: date = TODAY, last_day: date | None = None, **more: Any) -> Chosen:
    return by_order(Capacity.ASSIGNED, person, starts, last_day, **more)


def save(
    by: Actor, place: Place | Organisation, *, reason: str = "ยกยอดจากทะเบียนเดิม", **blocks: Chosen | None
) -> SavedForm:
    """Save SEM102 from the version on file: save(bootstrap, town, registrar=palad(…), officer=hr(…)). What a rule
    warns of is answered with a reason unless the test asks for none."""
    lgo = place.lgo if isinstance(place, Place) else place
    last = queries.latest_form(lgo.pk)
    draft = FormDraft(based_on=last.version if last else 0, reason=reason, **blocks)
    return actions.save_form(by=by, organisation=lgo, draft=draft)


def confirm(by: Actor, place: Place | Organisation) -> None:
    """The province confirms everything of the LGO that waits."""
    lgo = place.lgo if isinstance(place, Place) else place
    for row in queries.rows_of(lgo.pk):
        if row.took_effect is None and not row.void:
            actions.confirm(by=by, appointment=row)


def holder(place: Place, role: Role, on: date) -> UUID | None:
    """Return whose right works on a day."""
    found = queries.pair_on(place.lgo.pk, on)[role]
    return found.person if found else None


def search(by: Actor, place: Place | Organisation, number: str, **more: Any) -> SearchOutcome:
    lgo = place.lgo if isinstance(place, Place) else place
    asked = {"role": Role.REGISTRAR, "starts": by.day, **more}
    return queries.search(by=by, organisation=lgo, national_id=number, **asked)


def moves(place: Place, person: UUID, code: str, starts: date, on: date = TODAY, **more: Any) -> ServiceLine:
    """Key a movement with its order and verify it, by two hands that are not concerned themselves."""
    signed = min(starts, on)
    citation = drafts.Citation(number="๑๒/๒๕๖๑", year=signed.year + 543, signed_on=signed)
    draft = drafts.MovementDraft(
        movement_code=code, starts=starts, citation=citation, person_id=person, **more
    )
    line = record.key_movement(by=keying(place, on), organisation=place.lgo, movement=draft, pair=frozenset())
    return verified(place, line, on)


def cancelled(place: Place, line: ServiceLine, on: date = TODAY) -> ServiceLine:
    """Key and verify the order that cancels a movement."""
    citation = drafts.Citation(number="๑๓/๒๕๖๑", year=on.year + 543, signed_on=on)
    keyed = record.cancel_movement(
        by=keying(place, on), line_id=line.entry_id, citation=citation, pair=frozenset(), reason="ยกเลิกคำสั่ง"
    )
    return verified(place, keyed, on)


def verified(place: Place, line: ServiceLine, on: date) -> ServiceLine:
    by = acting_as(Role.REGISTRAR, place.lgo, uuid4(), on)
    return record.verify(by=by, line_id=line.entry_id, version=line.version, pair=frozenset())


def keying(place: Place, on: date) -> Actor:
    return acting_as(Role.OFFICER, place.lgo, uuid4(), on)


def new_person(by: Actor, number: str, ticket: str, first: str = "สมฤดี") -> NewPerson:
    return NewPerson(number, "นางสาว", first, "ทดสอบใหม่", date(1985, 5, 6), "F", ticket)
