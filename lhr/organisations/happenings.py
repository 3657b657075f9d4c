"""Reads a file of what happened to local governments, to learn on which day a difference between two lists came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from lhr.organisations.rules import Kind
from lhr.organisations.tabular import Told, table

_COLUMNS = (
    "district_code",
    "source_geocode",
    "name_th",
    "source_entity_type",
    "event",
    "effective",
    "status",
    "old",
    "new",
    "merge_other_geocode",
)
_KINDS = {
    "TAO": Kind.TAO,
    "Tambon": Kind.TAO,
    "ThesabanTambon": Kind.TAMBON_MUN,
    "ThesabanMueang": Kind.TOWN_MUN,
    "ThesabanNakhon": Kind.CITY_MUN,
}
_HELD = frozenset({"Gazette", "Done"})  # withdrawn, denied and pending ones never came to pass
_RENAMES = frozenset({"rename", "reformedspelling"})
Taken = tuple[str, str, bool]  # district code and name of the LGO that took another in; is it an อบต.


@dataclass(frozen=True, slots=True)
class Happening:
    """One event that came to pass; `into` is the LGO that took this one in."""

    what: str
    district: str
    name: str
    of_kind: Kind | None
    day: date
    old: str
    new: str
    gazetted: bool
    into: Taken | None = None

    @property
    def reference(self) -> str:
        return "ประกาศราชกิจจานุเบกษา" if self.gazetted else "ตามแฟ้มเหตุการณ์ของ อปท."


class Happenings:
    """The events by district; `refused` are the rows of their file that could not be read."""

    def __init__(self, found: Iterable[Happening] = (), refused: Sequence[Told] = ()) -> None:
        self.refused = refused
        self._by_district: dict[str, list[Happening]] = {}
        for one in found:
            self._by_district.setdefault(one.district, []).append(one)

    def upgrades(self, district: str, names: Iterable[str], before: Kind, after: Kind) -> list[Happening]:
        known = set(names)
        return [
            one
            for one in self._by_district.get(district, ())
            if one.what == "statuschange"
            and one.name in known
            and (_KINDS.get(one.old), _KINDS.get(one.new)) == (before, after)
        ]

    def renames(self, district: str, old: str, new: str) -> list[Happening]:
        mine = self._by_district.get(district, ())
        return [one for one in mine if one.what in _RENAMES and (one.old, one.new) == (old, new)]

    def ends(self, district: str, name: str, kind: Kind | None) -> list[Happening]:
        mine = self._by_district.get(district, ())
        return [one for one in mine if one.what == "abolished" and one.name == name and one.of_kind is kind]


def read(data: bytes) -> Happenings:
    """Return what came to pass on a known day. Raises RuleBroken (OG-01.1) when a column is missing."""
    _, _, lines, refused = table(data, lambda _: _COLUMNS)
    rows = [line.cells for line in lines]
    places: dict[str, Taken] = {
        r["source_geocode"]: (
            r["district_code"],
            r["name_th"],
            _KINDS.get(r["source_entity_type"]) is Kind.TAO,
        )
        for r in rows
    }
    held = [
        Happening(
            what=r["event"],
            district=r["district_code"],
            name=r["name_th"],
            of_kind=_KINDS.get(r["source_entity_type"]),
            day=date.fromisoformat(r["effective"]),
            old=r["old"],
            new=r["new"],
            gazetted=r["status"] == "Gazette",
            into=places.get(r["merge_other_geocode"]),
        )
        for r in rows
        if r["status"] in _HELD and _is_day(r["effective"])
    ]
    return Happenings(held, refused)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
