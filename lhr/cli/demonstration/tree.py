"""The local governments of the demonstration: the real districts and sub-districts of one province. Which sub-district
is a ทต. and which an อบต. is ours, not the province's; the numbers are the province's (domain.md 1.3)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lhr.organisations.rules import Kind

PROVINCE = "48"
_DATA = Path(__file__).resolve().parents[2] / "organisations" / "data"
_TOWN = ("4801", "ในเมือง")
_TAMBON_MUNICIPALITIES = 21
_TAMBON_ORGANISATIONS = 81


@dataclass(frozen=True, slots=True)
class Planned:
    """One LGO to be entered: `place` is its district (four digits), for the อบจ. the province (two digits)."""

    kind: Kind
    name: str
    place: str


def districts() -> list[str]:
    """The codes of the province's districts."""
    return [row["code"] for row in _rows("districts") if row["province"] == PROVINCE]


def lgos() -> list[Planned]:
    """The LGOs of the province: 1 อบจ., 1 ทม., 21 ทต., 81 อบต.; four names are borne by a ทต. and an อบต. both."""
    by_district = _subdistricts()
    municipal = _municipalities(by_district)
    organisations = [p for p in _all(by_district) if p not in municipal]
    twins = [p for p in municipal if p[1] in _district_names()][: _TAMBON_ORGANISATIONS - len(organisations)]
    return [
        Planned(Kind.PAO, "นครพนม", PROVINCE),
        Planned(Kind.TOWN_MUN, "นครพนม", _TOWN[0]),
        *(Planned(Kind.TAMBON_MUN, name, place) for place, name in municipal),
        *(Planned(Kind.TAO, name, place) for place, name in sorted([*organisations, *twins])),
    ]


@cache
def homes(place: str) -> tuple[tuple[str, str], ...]:
    """Where people live around an LGO: sub-district, district and province as an address has them, and the postal
    code. Around an อบจ. that is the first district."""
    district = place if len(place) > len(PROVINCE) else _TOWN[0]
    named = {row["code"]: row["name_th"] for row in _rows("districts")}[district]
    return tuple(
        (f"{row['name_th']} {named} นครพนม", row["postal_codes"][:5])
        for row in _rows("subdistricts")
        if row["district"] == district
    )


def _municipalities(by_district: dict[str, list[str]]) -> list[tuple[str, str]]:
    ranked = [(at, place, name) for place, names in by_district.items() for at, name in enumerate(names)]
    return sorted((place, name) for _, place, name in sorted(ranked)[:_TAMBON_MUNICIPALITIES])


def _all(by_district: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(place, name) for place, names in by_district.items() for name in names]


def _subdistricts() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in _rows("subdistricts"):
        place = (row["district"], row["name_th"])
        if row["district"].startswith(PROVINCE) and place != _TOWN:
            found.setdefault(row["district"], []).append(row["name_th"])
    return found


def _district_names() -> set[str]:
    return {row["name_th"] for row in _rows("districts") if row["province"] == PROVINCE}


def _rows(name: str) -> list[dict[str, str]]:
    with (_DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
