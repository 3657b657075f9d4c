"""What became of an organisation: one entry a day on which something about it began, the latest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from lhr.access.policy import Reach
from lhr.kernel.words import Words
from lhr.organisations.models import (
    Organisation,
    OrganisationArea,
    OrganisationCode,
    OrganisationEvent,
    OrganisationKind,
    OrganisationName,
    OrganisationParent,
)
from lhr.organisations.queries import inside, views
from lhr.organisations.rules import EVENT_SAYS, EventKind, Kind, full_name

_Dated = OrganisationName | OrganisationKind | OrganisationCode | OrganisationArea | OrganisationParent


@dataclass(frozen=True, slots=True)
class Happened:
    """One event of the day; `other` is the LGO that took this one in (or was taken in), by its whole label."""

    kind: EventKind
    says: Words
    other: str
    reference: str


@dataclass(frozen=True, slots=True)
class Entry:
    """How the organisation has been since `day`, and what happened that day. `ends` on the day from which it stands no
    more; `listed` where nothing happened that day: the register learned of it from a list."""

    day: date
    happened: tuple[Happened, ...]
    called: str
    code: str
    district: str
    office: str
    ends: bool

    @property
    def listed(self) -> bool:
        return not self.happened and not self.ends


def timeline(organisation_id: UUID) -> list[Entry]:
    """Return the history of one organisation; the number of questions does not grow with it."""
    head = Organisation.objects.get(pk=organisation_id)
    facts = {
        "name": _rows(OrganisationName, head, "name"),
        "kind": _rows(OrganisationKind, head, "kind"),
        "code": _rows(OrganisationCode, head, "code"),
        "district": _rows(OrganisationArea, head, "district__name_th", main=True),
        "parent": _rows(OrganisationParent, head, "parent_id"),
    }
    events = list(OrganisationEvent.objects.filter(organisation=head, withdrawn=False).order_by("day", "pk"))
    days = {row[0] for rows in facts.values() for row in rows} | {one.day for one in events}
    days |= {end for _, end, _ in facts["code"] if end} | (
        {head.dissolved_on} if head.dissolved_on else set()
    )
    offices = views({parent for _, _, parent in facts["parent"]}, max(days, default=head.founded_on))
    others = _others(events)
    made = []
    for day in sorted(days, reverse=True):
        kind = _on(facts["kind"], day)
        parent = _on(facts["parent"], day)
        name = str(_on(facts["name"], day) or "")
        made.append(
            Entry(
                day=day,
                happened=tuple(_happened(one, others) for one in events if one.day == day),
                called=full_name(Kind(kind) if kind else None, name) if name else "",
                code=str(_on(facts["code"], day) or ""),
                district=str(_on(facts["district"], day) or ""),
                office=offices[parent].full_name if parent else "",
                ends=head.dissolved_on == day,
            )
        )
    return made


@dataclass(frozen=True, slots=True)
class Recent:
    """One of the latest events within reach."""

    organisation: UUID
    called: str
    day: date
    happened: Happened


def recent(*, within: Reach, day: date, most: int = 12) -> list[Recent]:
    """Return the latest changes of LGOs, foundings apart."""
    rows = OrganisationEvent.objects.filter(
        inside(within, "organisation__path"), predecessor=None, withdrawn=False
    )
    found = list(rows.exclude(kind=EventKind.FOUNDED.value).order_by("-day", "-pk")[:most])
    named = views({one.organisation_id for one in found}, day)
    others = _others(found)
    return [
        Recent(one.organisation_id, named[one.organisation_id].label, one.day, _happened(one, others))
        for one in found
    ]


def _rows(
    fact: type[_Dated], head: Organisation, value: str, **only: Any
) -> list[tuple[date, date | None, Any]]:
    rows = fact._default_manager.known().filter(organisation=head, **only)
    return list(rows.order_by("starts").values_list("starts", "until", value))


def _on(rows: Iterable[tuple[date, date | None, Any]], day: date) -> Any:
    return next((v for starts, until, v in rows if starts <= day and (until is None or day < until)), None)


def _others(events: Iterable[OrganisationEvent]) -> dict[UUID, str]:
    """Return how the other LGO of each event was called on its day."""
    labels: dict[UUID, str] = {}
    for one in events:
        other = one.successor_id or one.predecessor_id
        if other is not None:
            labels[one.pk] = views([other], one.day)[other].label
    return labels


def _happened(one: OrganisationEvent, others: dict[UUID, str]) -> Happened:
    kind = EventKind(one.kind)
    says = EVENT_SAYS[kind]
    if kind is EventKind.MERGED:
        says = Words("รวมเข้ากับ", "merged into") if one.successor_id else Words("รับรวม", "took in")
    return Happened(kind, says, others.get(one.pk, ""), one.legal_reference)
