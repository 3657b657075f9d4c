"""Who works in an LGO of the demonstration, in which post."""

from __future__ import annotations

from dataclasses import dataclass

from lhr.cli.demonstration.tree import PROVINCE
from lhr.organisations.rules import Kind


@dataclass(frozen=True, slots=True)
class Place:
    """One post with the working title of its holder."""

    line: str
    department: str
    level: str
    title: str = ""
    text: str = ""
    vacant: bool = False

    def number(self, kind: Kind, running: int = 1) -> str:
        """The post's number as announced: province, type of LGO, department, line, running number."""
        return f"{PROVINCE}-{_TYPE_DIGIT[kind]}-{self.department}-{self.line}-{running:03d}"


_TYPE_DIGIT = {Kind.PAO: 1, Kind.TOWN_MUN: 2, Kind.TAMBON_MUN: 2, Kind.TAO: 3}
_TITLE = {Kind.PAO: "PAO", Kind.TOWN_MUN: "MUN", Kind.TAMBON_MUN: "MUN", Kind.TAO: "TAO"}
_STAFF_KIND = {
    Kind.PAO: "PAO_OFFICIAL",
    Kind.TOWN_MUN: "MUN_OFFICIAL",
    Kind.TAMBON_MUN: "MUN_OFFICIAL",
    Kind.TAO: "TAO_OFFICIAL",
}


def staff_kind(kind: Kind) -> str:
    return _STAFF_KIND[kind]


def places(kind: Kind, *, deputy: bool, hr_officer: bool) -> list[Place]:
    """The posts of one LGO; without an HR officer a clerk is there to be assigned."""
    title = _TITLE[kind]
    return [
        Place("1101", "00", "ADMIN_MIDDLE", f"PALAD_{title}"),
        *([Place("1101", "00", "ADMIN_LOW", f"DEPUTY_PALAD_{title}")] if deputy else []),
        Place("3102", "01", "PROFESSIONAL", vacant=not hr_officer),
        Place("2102", "04", "DIRECTOR_LOW", "DIRECTOR_DIVISION"),
        Place("4101", "01", "EXPERIENCED"),
    ]


# Line, department and level of whom an LGO has beyond its head, its officer, a director and a clerk; without a line:
# somebody on contract. Taken by turns.
_MORE = (
    ("3103", "01", "PROFESSIONAL"), ("4201", "04", "EXPERIENCED"), ("3701", "05", "PRACTITIONER"), ("", "01", ""),
    ("3801", "11", "PROFESSIONAL"), ("4701", "05", "OPERATIONAL"), ("3203", "04", "PRACTITIONER"), ("", "05", ""),
    ("4203", "04", "EXPERIENCED"), ("3105", "01", "PROFESSIONAL"), ("3601", "06", "PROFESSIONAL"),
    ("4101", "01", "OPERATIONAL"),
)  # fmt: skip


def more(count: int) -> list[Place]:
    """Return so many places beyond those that every LGO has."""
    return [Place(*_MORE[at % len(_MORE)]) for at in range(count)]
