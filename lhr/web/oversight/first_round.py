"""The first round's names beside what was registered: the figures, the rows behind each, and the workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from lhr.access.permissions import Permission
from lhr.access.roles import ROLE_SAYS, Role
from lhr.followup import first_round, first_round_excel
from lhr.followup.first_round import Row
from lhr.followup.rules_of_first_round import COMPARED_SAYS, Compared
from lhr.kernel.words import Words
from lhr.organisations import queries as organisations
from lhr.organisations.queries import Level
from lhr.registry_rights.terms import HOLDERS
from lhr.web.movements import reading
from lhr.web.oversight.asking import code_of
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest

ROWS_A_PAGE = 350
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TONES: dict[Compared, str] = {Compared.SAME: "ok", Compared.CHANGED: "warn", Compared.MISSING: "bad"}


@dataclass(frozen=True)
class Asked:
    """What is looked at: a place (two or four digits), one role, one state; with `all_rows` everything in reach."""

    place: str = ""
    role: Role | None = None
    state: Compared | None = None
    all_rows: bool = False
    page: int = 1

    @property
    def narrowed(self) -> bool:
        return bool(self.place or self.role or self.state or self.all_rows)

    def keeps(self, row: Row) -> bool:
        under = f"/{self.place[:2]}/{self.place}/" if len(self.place) == 4 else f"/{self.place}/"
        return (
            (not self.place or row.organisation.path.startswith(under))
            and (self.role is None or row.role is self.role)
            and (self.state is None or row.state is self.state)
        )

    def link(self, **other: object) -> str:
        one = replace(self, **{"page": 1, **other})  # type: ignore[arg-type]
        said = {
            "place": one.place,
            "role": one.role or "",
            "state": one.state or "",
            "rows": "1" if one.all_rows else "",
            "page": str(one.page) if one.page > 1 else "",
        }
        return "?" + urlencode({name: str(value) for name, value in said.items() if value})


@dataclass(frozen=True)
class Figure:
    says: Words
    count: int
    link: str


@dataclass(frozen=True)
class Place:
    """One line of figures: for each role how many stand how, each number with the link to its rows."""

    name: str
    link: str
    figures: list[Figure]


@needs(Permission.FOLLOWUP_VIEW)
@require_safe
def table(request: OfficerRequest) -> HttpResponse:
    """Figures by province or district office; the rows once something is asked for. Names shown are readings."""
    listed, question = first_round.latest(), _asked(request.GET.dict())
    if listed is None:
        return page(request, "oversight/first_round.html", {"listed": None})
    day = request.actor.day
    everyone = first_round.rows(listed, within=request.reach, day=day)
    kept = [row for row in everyone if question.keeps(row)]
    start = (question.page - 1) * ROWS_A_PAGE
    shown = kept[start : start + ROWS_A_PAGE] if question.narrowed else []
    path, purpose = min(request.reach.paths), reading.PURPOSES["follow_up"].th
    reading.note(request.actor, reading.HOLDERS, [row.person for row in shown if row.person], path, purpose)
    context = {
        "listed": listed,
        "asked": question,
        "heads": [(ROLE_SAYS[role], [COMPARED_SAYS[state] for state in Compared]) for role in HOLDERS],
        "total": _place("", everyone, Asked(all_rows=True)),
        "places": _places(request, everyone) if not question.narrowed else [],
        "rows": [(row, ROLE_SAYS[row.role], COMPARED_SAYS[row.state], TONES[row.state]) for row in shown],
        "count": len(kept),
        "pages": _pages(len(kept), question),
    }
    return page(request, "oversight/first_round.html", context)


@needs(Permission.FOLLOWUP_EXPORT)
@require_safe
def export(request: OfficerRequest) -> HttpResponse:
    """The rows asked for as a workbook, without names."""
    listed, question, day = first_round.latest(), _asked(request.GET.dict()), request.actor.day
    if listed is None:
        raise Http404
    found = first_round.rows(listed, within=request.reach, day=day)
    made = first_round_excel.export([row for row in found if question.keeps(row)], listed, day)
    answer = HttpResponse(made, content_type=_XLSX)
    answer["Content-Disposition"] = f'attachment; filename="lhr-first-round-{day.isoformat()}.xlsx"'
    return answer


def _asked(given: Mapping[str, str]) -> Asked:
    place, number = str(given.get("place", "")), str(given.get("page", ""))
    role, state = str(given.get("role", "")), str(given.get("state", ""))
    return Asked(
        place=place if place.isascii() and place.isdigit() and len(place) in (2, 4) else "",
        role=Role(role) if role in set(HOLDERS) else None,
        state=Compared(state) if state in set(Compared) else None,
        all_rows=given.get("rows") == "1",
        page=int(number) if number.isdigit() and 0 < int(number) < 1000 else 1,
    )


def _places(request: OfficerRequest, everyone: Sequence[Row]) -> list[Place]:
    """One line a province for the centre; for a province (or district) one an office, its own LGOs first."""
    wide = request.reach.everywhere
    groups: dict[str, list[Row]] = {}
    for row in everyone:
        path = row.organisation.path
        groups.setdefault(path[: path.index("/", 1) + 1] if wide else row.office, []).append(row)
    levels = (Level.PROVINCE,) if wide else (Level.PROVINCE, Level.DISTRICT)
    offices = [
        office
        for level in levels
        for office in organisations.offices(within=request.reach, day=request.actor.day, level=level)
    ]
    return [
        _place(
            office.district_name or office.province_name,
            groups[office.path],
            Asked(place=code_of(office.path)),
        )
        for office in offices
        if office.path in groups
    ]


def _place(name: str, rows: Sequence[Row], here: Asked) -> Place:
    figures = [
        Figure(
            COMPARED_SAYS[state],
            sum(1 for row in rows if row.role is role and row.state is state),
            here.link(role=role, state=state),
        )
        for role in HOLDERS
        for state in Compared
    ]
    return Place(name, here.link(), figures)


def _pages(count: int, question: Asked) -> list[tuple[int, str]]:
    last = (count + ROWS_A_PAGE - 1) // ROWS_A_PAGE
    return [(n, question.link(page=n)) for n in range(1, last + 1)] if last > 1 else []
