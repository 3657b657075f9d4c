"""Careers that obey the rules of the record as far as it goes today: each begins with a START line, a post is held by
one person at a time, who is released on a day is received on that day, and nothing follows an END."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from lhr.cli.demonstration.names import Invented

if TYPE_CHECKING:
    from benchmarks.nation import Place
    from lhr.organisations.models import Organisation

OFFICIALS = 0.55
LEFT = 0.5  # for one in service, as many have left
TRANSFERRED = 0.12  # of those who left a post: released to a neighbour, where they serve now
OFFICIAL = {
    "PAO": "PAO_OFFICIAL",
    "CITY_MUN": "MUN_OFFICIAL",
    "TOWN_MUN": "MUN_OFFICIAL",
    "TAMBON_MUN": "MUN_OFFICIAL",
    "TAO": "TAO_OFFICIAL",
}
TITLE = {"PAO": "PALAD_PAO", "TAO": "PALAD_TAO"}
DIGIT = {"PAO": 1, "CITY_MUN": 2, "TOWN_MUN": 2, "TAMBON_MUN": 2, "TAO": 3}
LINES = ("3103", "3105", "3201", "3203", "3601", "3701", "3801", "3803", "4101", "4201", "4203", "4601", "4701", "4805")
ENDS = ("RESIGN", "EARLY_RETIRE")
_FIRST_YEAR = 1998


@dataclass
class Line:
    """One line of item 13, before it is a row."""

    organisation: UUID
    code: str
    starts: date
    seat: Seat | None = None
    kind: str = ""
    other: UUID | None = None


@dataclass
class Career:
    """One person's lines, in order."""

    id: UUID
    person: Invented
    lines: list[Line] = field(default_factory=list)


@dataclass
class Seat:
    """A place in an LGO's establishment (`number` empty: a contract without a post) and all who ever had it."""

    id: UUID
    place: Place
    organisation: Organisation
    number: str = ""
    line: str = ""
    title: str = ""
    people: list[Career] = field(default_factory=list)
    palad: bool = False
    officer: bool = False
    holder: Career | None = None


def careers_of(
    portion: Sequence[tuple[Place, Organisation]],
    lines: int,
    chance: Random,
    invented: Iterator[Invented],
    day: date,
) -> Iterator[Seat]:
    """Yield the seats of some LGOs, each with its holder of today and, for half of them, who had it before."""
    seats = [seat for place, lgo in portion for seat in _establishment(place, lgo, chance)]
    waiting: list[tuple[Career, Organisation, date]] = []  # released, and not yet received
    for seat in seats:
        starts = _some_day(chance, _FIRST_YEAR, 2012)
        if chance.random() < LEFT:
            left = min(starts + timedelta(days=chance.randrange(400, 3000)), day - timedelta(days=400))
            before = _begins(seat, next(invented), starts, chance)
            _goes_on(before, seat, min(lines, 4 + lines // 2), left, chance)
            starts = left + timedelta(days=chance.randrange(1, 200))
            moves = seat.number and not seat.palad and chance.random() < TRANSFERRED
            if moves:
                waiting.append((before, seat.organisation, left))
            else:
                before.lines.append(Line(seat.organisation.pk, chance.choice(ENDS), left))
        seat.holder = _received(seat, waiting, starts, chance) or _begins(seat, next(invented), starts, chance)
        _goes_on(seat.holder, seat, lines, day, chance)
    for career, lgo, left in waiting:
        career.lines.append(Line(lgo.pk, "RESIGN", left))
    yield from seats


def _establishment(place: Place, lgo: Organisation, chance: Random) -> Iterator[Seat]:
    """The ปลัด, an officer of line 3102, other officials with numbered posts, and people on contract without."""
    numbered = max(2, round(place.staff * OFFICIALS))
    running: dict[str, int] = {}
    for at in range(place.staff):
        seat = Seat(_uuid(chance), place, lgo, palad=at == 0, officer=at == 1)
        if at < numbered:
            seat.line = "1101" if seat.palad else "3102" if seat.officer else chance.choice(LINES)
            seat.title = TITLE.get(place.kind, "PALAD_MUN") if seat.palad else ""
            running[seat.line] = running.get(seat.line, 0) + 1
            department = "00" if seat.palad else "01"
            seat.number = (
                f"{place.place[:2]}-{DIGIT[place.kind]}-{department}-{seat.line}-{running[seat.line]:03}"
            )
        yield seat


def _begins(seat: Seat, person: Invented, starts: date, chance: Random) -> Career:
    career = Career(_uuid(chance), person)
    career.lines.append(_start(seat, "APPOINT" if seat.number else "CONTRACT_START", starts))
    seat.people.append(career)
    return career


def _start(seat: Seat, code: str, starts: date, other: UUID | None = None) -> Line:
    kind = OFFICIAL[seat.place.kind] if seat.number else "CONTRACT_GENERAL"
    return Line(seat.organisation.pk, code, starts, seat if seat.number else None, kind, other)


def _received(
    seat: Seat, waiting: list[tuple[Career, Organisation, date]], starts: date, chance: Random
) -> Career | None:
    """Let somebody who was released by a neighbour take the seat, on the day of the release."""
    if not seat.number or seat.palad:
        return None
    for at, (career, lgo, left) in enumerate(waiting):
        if lgo.pk != seat.organisation.pk and lgo.province_id == seat.organisation.province_id and left >= starts:
            del waiting[at]
            career.lines.append(Line(lgo.pk, "TRANSFER_OUT", left, other=seat.organisation.pk))
            career.lines.append(_start(seat, "TRANSFER_IN", left, lgo.pk))
            seat.people.append(career)
            return career
    return None


def _goes_on(career: Career, seat: Seat, lines: int, until: date, chance: Random) -> None:
    """Add probation, step rises and promotions in order of their days, up to `lines` in all."""
    first = career.lines[-1].starts
    here = seat.organisation.pk
    span = (until - first).days - 1
    wanted = min(max(0, lines - len(career.lines)), max(0, span // 30))
    for at, ahead in enumerate(sorted(chance.sample(range(1, max(span, 2)), wanted) if span > 1 else [])):
        code = "STEP_RISE" if seat.number else "PERCENT_RISE"
        if seat.number and at == 0 and career.lines[-1].code == "APPOINT":
            code = "PROBATION_PASSED"
        elif seat.number and chance.random() < 0.08:
            code = "PROMOTE"
        career.lines.append(Line(here, code, first + timedelta(days=ahead)))


def _some_day(chance: Random, first: int, last: int) -> date:
    return date(chance.randint(first, last), 1, 1) + timedelta(days=chance.randrange(365))


def _uuid(chance: Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)
