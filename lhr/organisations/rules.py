"""What an office is called and where it stands in the chain: pure, from domain.md 1.3."""

from __future__ import annotations

from enum import StrEnum

from lhr.kernel.words import Words


class Level(StrEnum):
    CENTRE = "CENTRE"
    PROVINCE = "PROVINCE"
    DISTRICT = "DISTRICT"
    LGO = "LGO"


class Kind(StrEnum):
    PAO = "PAO"
    CITY_MUN = "CITY_MUN"
    TOWN_MUN = "TOWN_MUN"
    TAMBON_MUN = "TAMBON_MUN"
    TAO = "TAO"
    PATTAYA = "PATTAYA"


class EventKind(StrEnum):
    FOUNDED = "FOUNDED"
    UPGRADED = "UPGRADED"
    RENAMED = "RENAMED"
    MERGED = "MERGED"
    DISSOLVED = "DISSOLVED"
    RESPELLED = "RESPELLED"


KIND_SAYS: dict[Kind, Words] = {
    Kind.PAO: Words("องค์การบริหารส่วนจังหวัด", "Provincial Administrative Organisation"),
    Kind.CITY_MUN: Words("เทศบาลนคร", "City Municipality"),
    Kind.TOWN_MUN: Words("เทศบาลเมือง", "Town Municipality"),
    Kind.TAMBON_MUN: Words("เทศบาลตำบล", "Tambon Municipality"),
    Kind.TAO: Words("องค์การบริหารส่วนตำบล", "Tambon Administrative Organisation"),
    Kind.PATTAYA: Words("เมือง", "City of"),
}
KIND_SHORT: dict[Kind, str] = {
    Kind.PAO: "อบจ.",
    Kind.CITY_MUN: "ทน.",
    Kind.TOWN_MUN: "ทม.",
    Kind.TAMBON_MUN: "ทต.",
    Kind.TAO: "อบต.",
    Kind.PATTAYA: "เมืองพัทยา",
}

CENTRE_NAME = "กรมส่งเสริมการปกครองท้องถิ่น"
CENTRE_PATH = "/"
OWN_PART = 9  # an LGO's own end of its path: eight letters of its id and "/"
_OFFICE = "สำนักงานส่งเสริมการปกครองท้องถิ่น"

# The province writes to these directly; ทต. and อบต. stand under their district office (domain.md 1.3).
UNDER_THE_PROVINCE = frozenset({Kind.PAO, Kind.CITY_MUN, Kind.TOWN_MUN, Kind.PATTAYA})
WITHOUT_DISTRICT = frozenset({Kind.PAO})


def office_name(level: Level, place: str) -> str:
    """Return the full name of the office of a province or district named `place`."""
    return f"{_OFFICE}{'จังหวัด' if level is Level.PROVINCE else 'อำเภอ'}{place}"


def full_name(kind: Kind | None, name: str) -> str:
    """Return เทศบาลตำบลท่าอุเทน for ท่าอุเทน; an office's name is whole already."""
    return f"{KIND_SAYS[kind].th}{name}" if kind else name


def label(kind: Kind | None, name: str, district: str, province: str) -> str:
    """Return the name as every list and picker shows it: 656 full names serve 1,798 LGOs, so the place stands beside.

    An อบจ. bears its province's name and an office that of its place.
    """
    whole = full_name(kind, name)
    if kind is None or kind in WITHOUT_DISTRICT:
        return whole
    return " ".join(
        [whole, *([f"อ.{district}"] if district else []), *([f"จ.{province}"] if province else [])]
    )


def office_path(code: str) -> str:
    """Return the path of a province's (two digits) or district's (four digits) office: /48/ or /48/4805/."""
    return f"/{code[:2]}/" if len(code) == 2 else f"/{code[:2]}/{code}/"


def lgo_path(parent_path: str, organisation_hex: str) -> str:
    """Return the path of an LGO under its superior; eight letters of its id keep it unlike its neighbours."""
    return f"{parent_path}{organisation_hex[: OWN_PART - 1]}/"


def tier_of(kind: Kind) -> Level:
    """Return the level of office that an LGO of this kind reports to unless something else is ordered."""
    return Level.PROVINCE if kind in UNDER_THE_PROVINCE else Level.DISTRICT
