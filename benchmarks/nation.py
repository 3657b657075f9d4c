"""A nation of invented people for the benchmarks, the same for the same seed: organisations founded by the product's
own acts, careers written in bulk inside open changes, so that every guard and both books are there as in life.

    python -m benchmarks.nation [nation | province | town]      fills the database that LHR_DATABASE_URL names
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from random import Random
from typing import TYPE_CHECKING, TypeVar

import django

if TYPE_CHECKING:
    from benchmarks.careers import Seat
    from lhr.access.actor import Actor
    from lhr.organisations.models import Organisation

T = TypeVar("T")

SEED = 2561
DAY = date(2018, 8, 31)
FOUNDED = date(1997, 1, 1)
LGOS_A_CHANGE = 20
ROWS_AT_ONCE = 2_000
BANGKOK = "10"

# Staff of one LGO, lowest and highest, and how many LGOs there are of the kind (domain.md 11.1 and 11.3).
STAFF = {
    "PAO": (200, 1500, 76),
    "CITY_MUN": (500, 2000, 30),
    "TOWN_MUN": (100, 400, 195),
    "TAMBON_MUN": (30, 90, 2247),
    "TAO": (25, 60, 5301),
}


@dataclass(frozen=True)
class Size:
    """How much to make. `people` are in service; half as many have left. `lines` are those of item 13 of one person;
    `lgos` is the highest number of LGOs, None for all that the places make; of a share of `cards` of those in service
    the other sections are told too, some 70 lines each."""

    provinces: int
    people: int
    lines: int
    lgos: int | None = None
    cards: float = 0.0


SIZES = {
    "nation": Size(76, 400_000, 15, cards=0.01),
    "province": Size(1, 6_000, 15, cards=0.1),
    "town": Size(1, 150, 15, cards=1.0),
}


@dataclass(frozen=True)
class Place:
    """An LGO to found; `staff` is how many serve there."""

    kind: str
    name: str
    place: str
    staff: int


def fill(size: Size, *, seed: int = SEED, say: bool = False) -> None:
    """Fill an empty, migrated database. A second run on the same database raises IntegrityError."""
    from benchmarks import crowd
    from benchmarks.careers import careers_of
    from lhr.access.actor import operator
    from lhr.cli.demonstration.names import people
    from lhr.organisations.actions import load_places
    from lhr.people import tokens
    from lhr.standards.actions import load

    began = time.monotonic()

    def told(what: str) -> None:
        if say:
            print(f"{time.monotonic() - began:7.1f} s  {what}", flush=True)

    keeper = operator(DAY, "benchmarks")
    load(by=keeper)
    load_places(by=keeper)
    told("reference data")
    places = planned(size, Random(seed))
    founded = found(keeper, places)
    told(f"{len(founded)} LGOs")
    chance, invented, done = Random(seed + 1), crowd.named(people(seed), seed), 0
    for portion in portions(zip(places, founded, strict=True), LGOS_A_CHANGE):
        seats = list(careers_of(portion, size.lines, chance, invented, DAY))
        write(keeper, portion[0][1], seats, size.cards)
        done += sum(len(seat.people) for seat in seats)
        told(f"{done} people")
    tokens.fill()
    told("names to search by")
    optimise()
    told("statistics")


def planned(size: Size, chance: Random) -> list[Place]:
    """Return the LGOs: one a sub-district (an อบต. or a เทศบาลตำบล, some districts have both of one name), a town or a
    city by the district's name, one อบจ. a province; staffed by a skewed draw inside the range of the kind."""
    from lhr.organisations.models import District, Province, Subdistrict

    codes = [p.code for p in Province.objects.exclude(pk=BANGKOK).order_by("code")]
    # The demonstration's province first: a small nation then lies where everybody knows it.
    codes.sort(key=lambda code: code != "48")
    wanted = set(codes[: size.provinces])
    share = len(wanted) / len(codes)
    names = {p.code: p.name_th for p in Province.objects.all()}
    made = [("PAO", names[code], code) for code in sorted(wanted)]
    districts = [d for d in District.objects.order_by("code") if d.province_id in wanted]
    cities, towns = round(STAFF["CITY_MUN"][2] * share), round(STAFF["TOWN_MUN"][2] * share)
    for at, district in enumerate(chance.sample(districts, min(len(districts), cities + towns))):
        made.append(("CITY_MUN" if at < cities else "TOWN_MUN", district.name_th, district.code))
    subdistricts = [s for s in Subdistrict.objects.order_by("code") if s.district_id[:2] in wanted]
    municipal = STAFF["TAMBON_MUN"][2] / (STAFF["TAMBON_MUN"][2] + STAFF["TAO"][2])
    taken: set[tuple[str, str, str]] = set()
    for sub in subdistricts:
        kind = "TAMBON_MUN" if chance.random() < municipal else "TAO"
        if (kind, sub.name_th, sub.district_id) not in taken:
            taken.add((kind, sub.name_th, sub.district_id))
            made.append((kind, sub.name_th, sub.district_id))
    lacking = round(sum(count for _, _, count in STAFF.values()) * share) - len(made)
    pairs = [m for m in made if m[0] == "TAO" and ("TAMBON_MUN", m[1], m[2]) not in taken]
    made += [("TAMBON_MUN", name, place) for _, name, place in pairs[: max(lacking, 0)]]
    return _staffed(made[: size.lgos], size.people, chance)


def _staffed(made: Sequence[tuple[str, str, str]], people: int, chance: Random) -> list[Place]:
    drawn = []
    for kind, _, _ in made:
        low, high, _ = STAFF[kind]
        drawn.append(low + (high - low) * chance.random() ** 2.5)
    scale = people / sum(drawn)
    return [Place(*one, max(4, round(staff * scale))) for one, staff in zip(made, drawn, strict=True)]


def found(by: Actor, places: Sequence[Place]) -> list[Organisation]:
    """Found the offices above and the LGOs, in the order given."""
    from lhr.organisations import actions, queries
    from lhr.organisations.rules import Kind

    actions.found_centre(by=by, starts=FOUNDED)
    for code in sorted({place.place[:2] for place in places}):
        actions.found_office(by=by, place=code, starts=FOUNDED)
        for district in queries.districts(code):
            actions.found_office(by=by, place=district.code, starts=FOUNDED)
    return [
        actions.found_lgo(
            by=by, kind=Kind(place.kind), name=place.name, place=place.place, starts=FOUNDED, demonstration=True
        )
        for place in places
    ]


def write(by: Actor, first: Organisation, seats: Sequence[Seat], cards: float) -> None:
    """Write some LGOs with everybody who serves or served there, as one change."""
    from benchmarks import rows
    from lhr.audit.book import change

    with change(by, "service:record:opened", first, path=first.path) as this:
        for model, made in rows.of(seats, this, DAY, cards):
            model._default_manager.bulk_create(made, batch_size=ROWS_AT_ONCE)


def optimise() -> None:
    """Let the engine count what it holds; without it the first plans are guesses."""
    from django.db import connection

    from lhr.audit import locked

    locked.unlock(connection)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    locked.lock(connection)


def portions(things: Iterable[T], length: int) -> Iterator[list[T]]:
    left = iter(things)
    while portion := list(islice(left, length)):
        yield portion


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lhr.settings")
    django.setup()
    from django.db import connection

    name = sys.argv[1] if len(sys.argv) > 1 else "town"
    fill(SIZES[name], say=True)
    # SQLite then takes its log into the file: a file that is moved without its log would lack what came last.
    connection.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
