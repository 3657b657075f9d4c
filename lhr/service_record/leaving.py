"""Who leaves within 24 months, and what their records still lack: as many queries for a thousand as for one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from lhr import config
from lhr.access.policy import Reach
from lhr.documents import queries as documents
from lhr.organisations import queries as organisations
from lhr.people import queries as people
from lhr.service_record import line_view, reading
from lhr.service_record.drafts import Citation
from lhr.service_record.models import CardLine, Employment, ServiceLine
from lhr.service_record.rules import EmploymentSpan, Line
from lhr.service_record.rules_of_leaving import (
    CONTRACT_KINDS,
    OWNER_SAYS,
    WHY_SAYS,
    AgeLimits,
    Entry,
    Exit,
    Gap,
    Owner,
    Why,
    born_by,
    contract_ends,
    exit_of,
    gaps,
    window,
)
from lhr.service_record.sections import SECTIONS, Cites
from lhr.standards import queries as standards
from lhr.standards.rules import NeedsCitation

__all__ = ["OWNER_SAYS", "WHY_SAYS", "Gap", "Leaver", "Owner", "Why", "gaps_of", "leavers", "window"]

_CITED = ("citation_number", "citation_year", "citation_signed_on", "citation_text")
_Read = tuple[UUID, Line, tuple[Any, ...]]
_Written = tuple[UUID, tuple[UUID, str], Entry]  # whose line, what its scan is a scan of, the line


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody in service who leaves within the window, or should have left already."""

    person_id: UUID
    organisation_id: UUID
    path: str
    kind_code: str
    exit: Exit
    sort_key: str

    @property
    def last_day(self) -> date:
        return self.exit.day - timedelta(days=1)


def leavers(
    within: Reach, day: date, *, years: int | None = None, contracts: bool = True, overdue: bool = True
) -> list[Leaver]:
    """Return who serves within the reach on `day` and leaves by the end of the window, by day of exit, then name.

    Without `overdue` nobody whose day comes before `day`: seen from a day to come, they will have left. Without
    `contracts` those by age and by order alone: a nation's contracts are not read to count its retirements.
    """
    last = window(day, years) if years else window(day)
    wanted = Q(person__birth_date__lte=born_by(last)) | Q(until__lte=last)
    if contracts:
        wanted |= Q(kind_code__in=CONTRACT_KINDS)
    serving = Employment.objects.filter(
        Q(until=None) | Q(until__gt=day), organisations.inside(within, "organisation__path"), wanted, starts__lte=day
    )
    if not contracts:
        serving = serving.exclude(kind_code__in=CONTRACT_KINDS)
    rows = list(
        serving.order_by().values_list(
            "person_id", "organisation_id", "organisation__path", "kind_code", "starts", "until", "end_movement",
            "person__birth_date",
        )
    )  # fmt: skip
    careers = reading.lines_by_person(row[0] for row in rows if row[3] in CONTRACT_KINDS)
    ages, met = _ages(), []
    for person, place, path, kind, starts, until, movement, born in rows:
        span = EmploymentSpan(place, kind, starts, until, end_movement=movement)
        leaves = exit_of(span, born, contract_ends(careers.get(person, ()), span), ages)
        if leaves is not None and (overdue or leaves.day >= day) and leaves.day <= last:
            met.append((person, place, path, kind, leaves))
    keys = people.sort_keys((one[0] for one in met), day)
    found = [Leaver(*one, sort_key=keys.get(one[0], "")) for one in met]
    return sorted(found, key=lambda one: (one.exit.day, one.sort_key, str(one.person_id)))


def gaps_of(person_ids: Iterable[UUID], day: date, *, pair: Collection[UUID] = ()) -> dict[UUID, list[Gap]]:
    """Return what each of these records lacks before its owner leaves (rules_of_leaving.gaps). `pair` are the holders
    of rights, whose lines the province verifies."""
    wanted = set(person_ids)
    lines = list(reading.lines_and(wanted, "status", "starts_text", *_CITED))
    cards = reading.cards_of(wanted)
    written = [*_of_item_13(lines), *_of_sections(cards)]
    scans = documents.scans(key for _, key, _ in written)
    entries: dict[UUID, list[Entry]] = {one: [] for one in wanted}
    for who, key, entry in written:
        entries[who].append(replace(entry, scanned=key in scans))
    careers = _careers(lines)
    pictures, named, ages = reading.stored_pictures(wanted), people.views(wanted, day), _ages()
    found = {}
    for who, picture in pictures.items():
        serving = picture.employment_on(day)
        ends = contract_ends(careers.get(who, ()), serving) if serving else None
        leaves = exit_of(serving, named[who].birth_date, ends, ages) if serving else None
        overdue = leaves is not None and leaves.is_overdue(day)
        found[who] = gaps(entries[who], picture.employments, of_the_pair=who in pair, overdue=overdue)
    return found


def _ages() -> AgeLimits:
    return AgeLimits(config.contract_age(), config.contract_age_expert())


def _careers(lines: Iterable[_Read]) -> dict[UUID, list[Line]]:
    """The lines that count, as `reading.lines_by_person` has them."""
    found: dict[UUID, list[Line]] = {}
    for who, line, (status, *_) in lines:
        if status in reading.COUNTED:
            found.setdefault(who, []).append(line)
    return found


def _of_item_13(lines: Sequence[_Read]) -> Iterator[_Written]:
    movements = standards.movement_types()
    fates = [line_view.fates_among(of_one) for of_one in _careers(lines).values()]
    gone = {entry for fate in fates for entry in (*fate.struck, *fate.amended)}
    for who, line, (status, literal, *cited_by) in lines:
        if status == ServiceLine.Status.STRUCK or line.entry_id in gone:
            continue
        citation = Citation(*cited_by)
        free = movements[line.movement_code].needs_citation is NeedsCitation.NONE
        yield (
            who,
            (line.organisation_id, citation.evidence_key(line.entry_id)),
            Entry(
                status,
                stands=line.verified and not line.strikes,
                named=free or citation.names_something,
                unread=bool(literal),
            ),
        )


def _of_sections(cards: Iterable[CardLine]) -> Iterator[_Written]:
    for row in cards:
        if row.status == CardLine.Status.STRUCK or row.struck_by is not None:
            continue
        section = SECTIONS[row.section]
        free = section.own_file or section.cites is Cites.FREE
        yield (
            row.person_id,
            (row.organisation_id, reading.evidence_key(row)),
            Entry(
                row.status,
                row.section,
                stands=reading.stands(row),
                named=free or reading.citation_of(row).names_something,
                unread=section.has_unread(row.values),
                endorsed=row.endorsed_by is not None,
            ),
        )
