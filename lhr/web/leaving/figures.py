"""Who leaves, with the gaps of each; and how many, where nobody's name is shown."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lhr.access.policy import Reach
from lhr.organisations import queries as organisations
from lhr.organisations.queries import Level
from lhr.service_record import leaving
from lhr.service_record.leaving import Gap, Leaver
from lhr.web.leaving.asking import Asked
from lhr.web.movements.here import pairs_of
from lhr.web.shared.requests import OfficerRequest


@dataclass(frozen=True)
class Figure:
    """How many leave at one place, and how many of them with gaps (None where no record was read for it)."""

    name: str
    link: str
    count: int
    lacking: int | None


@dataclass(frozen=True)
class Found:
    """Who leaves, as the question has it; `gaps` of everybody whose record was read."""

    everyone: list[Leaver]
    kept: list[Leaver]
    gaps: dict[UUID, list[Gap]]

    def lacking(self, among: Sequence[Leaver]) -> int:
        return sum(bool(self.gaps.get(one.person_id)) for one in among)


def retiring(request: OfficerRequest, within: Reach, day: date, *, years: int | None = None) -> Found:
    """Return who leaves within the reach, with the gaps of each."""
    everyone = leaving.leavers(within, day, years=years, overdue=day <= request.actor.day)
    return Found(everyone, everyone, _gaps(request, everyone))


def _gaps(request: OfficerRequest, everyone: Sequence[Leaver]) -> dict[UUID, list[Gap]]:
    pair: Collection[UUID] = pairs_of({one.organisation_id for one in everyone}, request) if everyone else ()
    return leaving.gaps_of([one.person_id for one in everyone], request.actor.day, pair=pair)


def figures(request: OfficerRequest, question: Asked) -> dict[str, object]:
    """By LGO for a district, by province for the nation, of which no record is read."""
    day, nation = request.actor.day, request.reach.everywhere
    if nation:
        everyone = leaving.leavers(
            request.reach, question.day, contracts=False, overdue=question.day <= question.today
        )
        shown = _by_province(request, everyone, question)
        lacking = None
    else:
        found = retiring(request, request.reach, question.day)
        everyone, lacking = found.everyone, found.lacking(found.everyone)
        places = organisations.views({one.organisation_id for one in everyone}, day)
        shown = []
        for view in sorted(places.values(), key=lambda view: view.full_name):
            mine = [one for one in everyone if one.organisation_id == view.id]
            shown.append(Figure(view.full_name, "", len(mine), found.lacking(mine)))
    return {
        "asked": question,
        "figures": shown,
        "nation": nation,
        "total": len(everyone),
        "lacking": lacking,
        "last": leaving.window(question.day),
    }


def _by_province(request: OfficerRequest, everyone: Sequence[Leaver], question: Asked) -> list[Figure]:
    counts: dict[str, int] = {}
    for one in everyone:
        counts[one.path[1:3]] = counts.get(one.path[1:3], 0) + 1
    offices = organisations.offices(within=request.reach, day=request.actor.day, level=Level.PROVINCE)
    return [
        Figure(office.province_name, question.link(place=code), counts.get(code, 0), None)
        for office in offices
        if (code := office.path.strip("/"))
    ]
