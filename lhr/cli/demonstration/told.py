"""Careers for the people of one LGO: drawn before they are registered, since a name may have changed since, and
carried over once they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from uuid import UUID

from lhr.access.actor import Actor
from lhr.cli.demonstration import careers, tree
from lhr.cli.demonstration.careers import Career, Subject
from lhr.cli.demonstration.names import Invented
from lhr.cli.demonstration.staff import Place
from lhr.organisations.queries import Organisation
from lhr.service_record import actions as service
from lhr.service_record.drafts import NewPerson, OpeningLine
from lhr.standards import queries as standards

_NEWCOMER = 0.4  # of those beyond the establishment: who came after the register began
_YEARS_OF_COMING = 8


def started(who: Invented, since: date, *, extra: bool) -> date:
    """Return the day on which the register lets the person's service begin."""
    chance = Random(who.national_id)  # noqa: S311 an invented day needs no cryptographic chance
    if not extra or chance.random() >= _NEWCOMER:
        return since
    return since + timedelta(days=chance.randrange(60, _YEARS_OF_COMING * 365))


def career_of(
    who: Invented, place: Place, at: tree.Planned, begins: date, since: date, day: date, seed: int
) -> Career:
    """Tell the career of somebody who holds this place from `begins` on."""
    subject = Subject(
        national_id=who.national_id,
        prefix=who.prefix,
        first=who.first,
        last=who.last,
        gender=who.gender,
        born=who.born,
        started=begins,
        official=bool(place.line),
        line=place.line,
        level=place.level,
        position=_position(place, since),
        homes=tree.homes(at.place),
        carried=begins == since,
    )
    return careers.career(subject, day, seed)


def _position(place: Place, day: date) -> str:
    lines, levels = standards.position_lines(day), standards.levels(day)
    if place.line not in lines:
        return "พนักงานจ้างทั่วไป"
    leads = place.line[:1] in ("1", "2")
    return f"{lines[place.line].name}{' ระดับ' if leads else ''}{levels[place.level].name}"


def called(who: Invented, career: Career | None) -> NewPerson:
    """Return the particulars as they were when the register began."""
    prefix, last = (career.prefix, career.last) if career else (who.prefix, who.last)
    return NewPerson(prefix, who.first, last, who.born, who.gender)


def carry_over(
    by: Actor, lgo: Organisation, ids: Mapping[str, UUID], told: Mapping[str, Career]
) -> list[tuple[UUID, OpeningLine]]:
    """Carry the careers of these people (by number) over; return every line with its entry."""
    lines = [
        OpeningLine(line.section, ids[number], line.typed, line.citation)
        for number, career in told.items()
        for line in career.lines
    ]
    if not lines:
        return []
    return list(zip(service.open_card_lines(by=by, organisation=lgo, lines=lines), lines, strict=True))
