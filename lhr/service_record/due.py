"""What of one LGO began or ended by itself, or is about to: lines verified ahead of their day, overlays, transfers.
Reads only, and a few times however many people there are; who is told of it stands in registry_rights.due_news."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from lhr.kernel import clock
from lhr.service_record import cases, reading, rules
from lhr.service_record.drafts import Citation
from lhr.service_record.models import Overlay, ServiceLine, TransferCase
from lhr.service_record.rules_of_due import first_day_told, is_news, tells_of_an_end
from lhr.service_record.rules_of_transfers import CaseStatus


@dataclass(frozen=True, slots=True)
class DueLine:
    entry: UUID
    person_id: UUID
    movement_code: str


@dataclass(frozen=True, slots=True)
class InForce:
    """Lines of one order, or one line without, that were verified ahead and hold from `on` on."""

    citation: Citation
    on: date
    lines: tuple[DueLine, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """An overlay that holds up to, not including, `until`; `ended` once that day has come."""

    person_id: UUID
    movement_code: str
    starts: date
    until: date
    ended: bool


@dataclass(frozen=True, slots=True)
class Arrival:
    """A transfer that was signed ahead and whose day has come, as the receiver has it."""

    case_id: UUID
    person_id: UUID
    sender_id: UUID
    receiver_id: UUID
    on: date


def in_force(organisation_id: UUID, day: date) -> list[InForce]:
    """Return what was verified ahead of its day and has come into force, by day and order. A transfer between two LGOs
    of the register is told as such."""
    rows = ServiceLine.objects.known().filter(
        organisation=organisation_id, status=ServiceLine.Status.VERIFIED, corrects=None,
        starts__gte=first_day_told(day), starts__lte=day,
    )  # fmt: skip
    ahead = [row for row in rows.order_by("starts", "seq", "entry_id") if _was_ahead(row)]
    gone = _undone({row.entry_id for row in ahead}) | cases.cases_of_lines(row.entry_id for row in ahead).keys()
    found: dict[tuple[date, object], list[ServiceLine]] = {}
    for row in ahead:
        if row.entry_id not in gone:
            cited = reading.citation_of(row)
            found.setdefault((row.starts, cited if cited.is_order else row.entry_id), []).append(row)
    return [_together(rows) for rows in found.values()]


def overlays_ending(organisation_id: UUID, day: date) -> list[Ending]:
    """Return the overlays that end within 30 days, and those that ended of late."""
    rows = Overlay.objects.filter(organisation=organisation_id, until__gte=first_day_told(day)).order_by("until", "id")
    found = (
        Ending(who, code, starts, until, until <= day)
        for who, code, starts, until in rows.values_list("person_id", "movement_code", "starts", "until")
        if until is not None
    )
    return [
        one
        for one in found
        if (is_news(one.until, day) if one.ended else tells_of_an_end(one.starts, one.until, day))
    ]


def arrivals(organisation_id: UUID, day: date) -> list[Arrival]:
    """Return the transfers to this LGO that were signed ahead and whose day has come."""
    rows = TransferCase.objects.filter(
        receiver=organisation_id, effective_on__gte=first_day_told(day), effective_on__lte=day
    ).select_related("sender", "receiver")
    done = [row for row in rows.order_by("effective_on", "id") if cases.standing(row, day) is CaseStatus.DONE]
    signed = ServiceLine.objects.known().filter(entry_id__in=[row.in_entry for row in done])
    ahead = {line.entry_id for line in signed if _was_ahead(line)}
    return [
        Arrival(row.pk, row.person_id, row.sender_id, row.receiver_id, row.effective_on)
        for row in done
        if row.in_entry in ahead
    ]


def _was_ahead(row: ServiceLine) -> bool:
    return row.verified_at is not None and clock.day_of(row.verified_at) < row.starts


def _undone(entries: Iterable[UUID]) -> set[UUID]:
    """Those that an order cancelled, or made to say otherwise: that order is the news."""
    wanted = set(entries)
    verified = ServiceLine.objects.known().filter(status=ServiceLine.Status.VERIFIED)
    about = verified.filter(Q(cancels_entry__in=wanted) | Q(amends_entry__in=wanted))
    people = set(about.values_list("person_id", flat=True))
    gone: set[UUID] = set()
    for lines in reading.lines_by_person(people).values() if people else ():
        gone |= rules.cancelled(lines) | rules.amended(lines)
    return gone


def _together(rows: list[ServiceLine]) -> InForce:
    lines = tuple(DueLine(row.entry_id, row.person_id, row.movement_code) for row in rows)
    return InForce(reading.citation_of(rows[0]), rows[0].starts, lines)
