"""Careers for the people of one LGO: drawn before they are registered, since a name may have changed since, and
carried over once they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from uuid import UUID

from lhr.access.actor import Actor
from lhr.cli.demonstration import careers, tree
from lhr.cli.demonstration.careers import Career, Subject, of_pay
from lhr.cli.demonstration.careers.life import UNCITED, working
from lhr.cli.demonstration.careers.of_pay import Promotion
from lhr.cli.demonstration.names import Invented
from lhr.cli.demonstration.staff import Place
from lhr.organisations.queries import Organisation
from lhr.service_record import actions as service
from lhr.service_record.drafts import Citation, NewPerson, OpeningLine
from lhr.standards import queries as standards

# Of the register, in which nobody of the demonstration is appointed; and its first year.
_FIRST_DAYS, _FIRST_YEAR, _LAST_YEARS = 60, 300, 2
_OLDEST_ENTRY, _YOUNGEST_ENTRY = 30, 23


@dataclass(frozen=True, slots=True)
class Begun:
    """How the service of somebody began here: with `begun` by an appointment that the register knows, by which order;
    else ยกยอด. `promotion` is how the level of today was reached since."""

    starts: date
    begun: bool = False
    order: Citation = UNCITED
    promotion: Promotion | None = None


def appointed(who: Invented, place: Place, since: date, day: date, *, early: bool) -> date:
    """Return the day on which somebody was appointed since the register began: early enough to have reached the level
    of today; `early`: in its first year."""
    years = of_pay.YEARS_BELOW + 1 if place.level in of_pay.BELOW else _LAST_YEARS
    span = _FIRST_YEAR if early else (date(day.year - years, 1, 1) - since).days
    ahead = Random(who.national_id).randrange(_FIRST_DAYS, max(_FIRST_DAYS + 1, span))  # noqa: S311 an invented day
    return working(since + timedelta(days=ahead))


def young(who: Invented, begins: date) -> Invented:
    """The same person, of an age at which one is appointed."""
    age = Random(who.national_id).randint(_YOUNGEST_ENTRY, _OLDEST_ENTRY)  # noqa: S311 an invented age
    return replace(who, born=date(begins.year - age, who.born.month, min(who.born.day, 28)))


def career_of(
    who: Invented, place: Place, at: tree.Planned, paid: Begun, since: date, day: date, seed: int
) -> Career:
    """Tell the career of somebody who holds this place today and began as `paid` says."""
    up = paid.promotion
    subject = Subject(
        national_id=who.national_id,
        prefix=who.prefix,
        first=who.first,
        last=who.last,
        gender=who.gender,
        born=who.born,
        started=paid.starts,
        official=bool(place.line),
        line=place.line,
        level=place.level,
        position=_position(place, since),
        homes=tree.homes(at.place),
        carried=not paid.begun,
        line_name=_line_name(place, since),
        order=paid.order,
        lower=(up.starts, _position(replace(place, level=up.below), since)) if up else None,
    )
    return careers.career(subject, day, seed)


def _position(place: Place, day: date) -> str:
    lines, levels = standards.position_lines(day), standards.levels(day)
    if place.line not in lines:
        return "พนักงานจ้างทั่วไป"
    leads = place.line[:1] in ("1", "2")
    return f"{lines[place.line].name}{' ระดับ' if leads else ''}{levels[place.level].name}"


def _line_name(place: Place, day: date) -> str:
    line = standards.position_lines(day).get(place.line)
    return line.name if line else ""


def called(who: Invented, career: Career | None) -> NewPerson:
    """Return the particulars as they were when the register began."""
    prefix, last = (career.prefix, career.last) if career else (who.prefix, who.last)
    return NewPerson(prefix, who.first, last, who.born, who.gender)


def carry_over(
    by: Actor, lgo: Organisation, ids: Mapping[str, UUID], told: Mapping[str, Career]
) -> list[tuple[UUID, OpeningLine]]:
    """Carry the careers of these people (by number) over; return every line with its entry."""
    lines = [
        OpeningLine(line.section, ids[number], line.typed, line.citation, scan=line.scan)
        for number, career in told.items()
        for line in career.lines
    ]
    if not lines:
        return []
    return list(zip(service.open_card_lines(by=by, organisation=lgo, lines=lines), lines, strict=True))
