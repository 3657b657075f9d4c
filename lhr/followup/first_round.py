"""The first round's name list: read from a file, and compared with who holds each role today."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lhr.access.policy import Reach
from lhr.access.roles import Role
from lhr.documents.actions import TriedRow
from lhr.documents.imported import batch_of, rows_of
from lhr.followup.models import FirstRoundList, FirstRoundName
from lhr.followup.queries import office_of
from lhr.followup.rules_of_first_round import (
    FU_03,
    Compared,
    check_number,
    check_person,
    compare,
    name_key,
    role_of,
)
from lhr.kernel.rules import Finding
from lhr.kernel.thai_date import show
from lhr.kernel.thai_text import normalise
from lhr.organisations import queries as organisations
from lhr.organisations.queries import OrganisationView
from lhr.organisations.rules_of_lists import kind_of
from lhr.organisations.tabular import Line, table
from lhr.people import queries as people
from lhr.registry_rights import seats
from lhr.registry_rights.queries.appointments import appointments_bulk
from lhr.standards import queries as standards

PROFILE = "first-round"
_BY_CODE = ("dla_code",)
_BY_NAME = ("type", "name_th", "district_th", "province_th")
_EVERYWHERE = Reach(frozenset({"/"}))
Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Named:
    """One row of the list: who was named for which role of which LGO."""

    organisation: UUID
    role: Role
    name: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row compared. `person` and `held` are who holds the role today, None and "" where nobody does."""

    organisation: OrganisationView
    role: Role
    listed: str
    held: str
    person: UUID | None
    state: Compared

    @property
    def office(self) -> str:
        return office_of(self.organisation.path)


def read(data: bytes, as_of: date) -> tuple[list[TriedRow], int]:
    """Return the rows of a file, each waiting to be applied or refused, and how many were read.

    Only LGO, role and name are taken; other columns are not kept anywhere. A refused row is kept by its number alone.
    Raises RuleBroken for a file that as a whole is no such list.
    """
    _, _, lines, torn = table(data, _columns)
    known = _Known(as_of)
    made = [TriedRow(one.row, "", one.findings, refused=True) for one in torn]
    first: dict[tuple[UUID, Role], int] = {}
    for line in lines:
        named, findings = _row(line, known)
        if named and not findings:
            before = first.setdefault((named.organisation, named.role), line.number)
            if before != line.number:
                findings = [FU_03.finding(variant=5, row=before)]
        if named and not findings:
            made.append(TriedRow(line.number, _kept(named), waits=True))
        else:
            made.append(TriedRow(line.number, "", tuple(findings), refused=True))
    return sorted(made, key=lambda row: row.number), len(made)


def waiting_of(*, profile: str, sha256: str, parameters: str) -> list[Named]:
    """Return what a file that was tried waits to have applied; nothing when it was not tried."""
    batch = batch_of(profile, sha256, parameters)
    rows = rows_of(batch.pk).filter(waits=True).values_list("raw", flat=True) if batch else []
    return [Named(UUID(one["lgo"]), Role(one["role"]), one["name"]) for one in map(json.loads, rows)]


def latest() -> FirstRoundList | None:
    """Return the list loaded last, or None before one is loaded."""
    return FirstRoundList.objects.filter(names__isnull=False).order_by("-loaded_on", "pk").first()


def rows(asked: FirstRoundList, *, within: Reach, day: date) -> list[Row]:
    """Return every name of the list within the reach, compared with the holder of `day`, in dictionary order of LGOs.

    Computed from the appointments at each reading; it makes no person and no right.
    """
    inside = organisations.inside(within, "organisation__path")
    found = list(
        FirstRoundName.objects.filter(inside, list=asked).values_list(
            "organisation_id", "role", "name", "key"
        )
    )
    views = organisations.views({one[0] for one in found}, day)
    holders = _holders(views.keys(), day)
    names = people.views(set(holders.values()), day)
    titles = standards.titles_to_split()
    made = []
    for place, role, name, key in found:
        person = holders.get((place, Role(role)))
        held = names[person].name if person else ""
        state = compare(key, name_key(held, titles) if person else None)
        made.append(Row(views[place], Role(role), name, held, person, state))
    return sorted(
        made, key=lambda r: (r.organisation.sort_key, r.organisation.path, r.role is not Role.REGISTRAR)
    )


def _holders(places: Iterable[UUID], day: date) -> dict[tuple[UUID, Role], UUID]:
    """Return who holds which role, in one query."""
    found = {}
    for place, tenures in appointments_bulk(places).items():
        for role, tenure in seats.pair_on(tenures, day).items():
            if tenure is not None:
                found[place, role] = tenure.person
    return found


def _columns(header: list[str]) -> tuple[str, ...]:
    return (*(_BY_CODE if _BY_CODE[0] in header else _BY_NAME), "role", "person_name")


class _Known:
    """The LGOs of the list's day by code and by kind, name and place."""

    def __init__(self, day: date) -> None:
        self.day = day
        views = organisations.lgos(within=_EVERYWHERE, day=day)
        self.by_name: dict[Key, UUID] = {
            (str(v.kind), v.name, v.district_name, v.province_name): v.id for v in views
        }
        self.by_code = organisations.codes(day)

    def find(self, cells: Mapping[str, str]) -> tuple[UUID | None, str]:
        """Return the LGO and what was typed of it."""
        code = cells.get("dla_code", "")
        if code:
            return self.by_code.get(code), code[:20]
        kind = kind_of(normalise(cells.get("type", "")))
        name, district, province = (normalise(cells.get(column, "")) for column in _BY_NAME[1:])
        place = (district.removeprefix("อ.").strip(), province.removeprefix("จ.").strip())
        said = " ".join(part for part in (cells.get("type", ""), name, *place) if part)
        return self.by_name.get((str(kind), name, *place)), said[:120]


def _row(line: Line, known: _Known) -> tuple[Named | None, list[Finding]]:
    numbers = check_number(line.cells.values())
    if numbers:
        return None, numbers
    place, typed = known.find(line.cells)
    role, name = role_of(line.cells["role"]), normalise(line.cells["person_name"])
    findings = check_person(name)
    if place is None:
        findings.append(FU_03.finding(variant=1, field="lgo", typed=typed, day=show(known.day)))
    if role is None:
        findings.append(FU_03.finding(variant=2, field="role", typed=line.cells["role"][:40]))
    return (Named(place, role, name) if place and role else None), findings


def _kept(named: Named) -> str:
    return json.dumps(
        {"lgo": str(named.organisation), "role": named.role.value, "name": named.name}, ensure_ascii=False
    )
