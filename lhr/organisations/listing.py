"""Reads a list of local governments: bytes to rows, each let in as plain values or refused with its number."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from lhr.kernel.digits import to_arabic
from lhr.kernel.rules import Finding, Weight
from lhr.kernel.thai_text import repaired
from lhr.organisations import rules_of_lists as rules
from lhr.organisations.rules import Kind, full_name
from lhr.organisations.rules_of_lists import OG_01
from lhr.organisations.tabular import Line, Told, table


@dataclass(frozen=True, slots=True)
class Known:
    """The codes of places that the register knows, and the one that took the place of a district no longer in use;
    `unconfirmed` are those of which it is not confirmed yet."""

    provinces: Collection[str]
    districts: Collection[str]
    successors: Mapping[str, str] = field(default_factory=dict)
    unconfirmed: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class ListedLgo:
    """One LGO as a list names it. `districts`: the main one first, none for an อบจ. `code` is empty where the list has
    none that is good on its day; `tail` (PP AA SS) finds the LGO again also then. `absorbed` are codes of those merged
    into it; `names_others` is False when the list does not speak of further districts."""

    row: int
    kind: Kind
    name: str
    province: str
    districts: tuple[str, ...]
    code: str
    tail: str
    absorbed: tuple[str, ...] = ()
    established: date | None = None
    names_others: bool = False

    @property
    def full_name(self) -> str:
        return full_name(self.kind, self.name)

    @property
    def where(self) -> str:
        return self.districts[0] if self.districts else self.province


@dataclass(slots=True)
class Sheet:
    """A list that was read: read = listed + refused."""

    profile: str
    encoding: str
    listed: list[ListedLgo] = field(default_factory=list)
    refused: list[Told] = field(default_factory=list)
    notes: list[Told] = field(default_factory=list)

    @property
    def read(self) -> int:
        return len(self.listed) + len(self.refused)


def read(data: bytes, known: Known) -> Sheet:
    """Return the list. Raises RuleBroken when the file as a whole is no such list."""
    encoding, header, lines, refused = table(data, _columns)
    profile = _profile(header)
    sheet = Sheet(profile.name, encoding, refused=refused)
    let_in: list[tuple[Line, ListedLgo]] = []
    for line in lines:
        listed, findings = profile.row(line, known)
        told = Told(line.number, line.raw, tuple(findings))
        if listed is None or told.refuses:
            sheet.refused.append(told)
            continue
        let_in.append((line, listed))
        if findings:
            sheet.notes.append(told)
    _without_doubles(sheet, let_in)
    sheet.refused.sort(key=lambda t: t.row)
    return sheet


# --- the two shapes ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Profile:
    name: str
    columns: tuple[str, ...]
    row: Callable[[Line, Known], tuple[ListedLgo | None, list[Finding]]]


def _row_of_codes(line: Line, known: Known) -> tuple[ListedLgo | None, list[Finding]]:
    """A row of DLA's code list: code, kind, name, place."""
    cells, code = line.cells, to_arabic(line.cells["dla_code"])
    kind, findings = _kind(cells["type"])
    findings += rules.check_row_code(code)
    districts = _districts(known, cells["district_code"], "", findings)
    name = _name(cells["name_th"], findings)
    if kind is None:
        return None, findings
    findings += rules.check_place(kind, cells["province_code"], districts, known.provinces, known.districts)
    if not any(f.weight is Weight.BLOCK for f in findings):
        findings += rules.check_digit(code, kind)
    return ListedLgo(line.number, kind, name, cells["province_code"], districts, code, code[1:]), findings


def _row_of_units(line: Line, known: Known) -> tuple[ListedLgo | None, list[Finding]]:
    """A row of the list of all LGOs: its code is that of 2560, good only where the kind has not changed since."""
    cells, code = line.cells, to_arabic(line.cells["dla_code_2560"])
    kind, findings = _kind(cells["type"])
    findings += rules.check_row_code(code) if code else []
    districts = _districts(known, cells["district_code"], cells["other_district_codes"], findings)
    name = _name(cells["name_th"], findings)
    if kind is None:
        return None, findings
    findings += rules.check_place(kind, cells["province_code"], districts, known.provinces, known.districts)
    same_kind = cells["type_2560"] == cells["type"]
    good = code if code and same_kind and not rules.check_digit(code, kind) else ""
    if code and same_kind and not good:
        findings.append(OG_01.finding(variant=13, field="code", typed=code))
    # A contradictory code belongs to another row of its pair, so it finds nobody again either.
    tail = code[1:] if good or not same_kind else ""
    listed = ListedLgo(
        line.number,
        kind,
        name,
        cells["province_code"],
        districts,
        good,
        tail,
        tuple(cells["dla_codes_merged"].split()),
        _day(cells["established"]),
        names_others=True,
    )
    return listed, findings


_CODES = _Profile(
    "dla-codes", ("dla_code", "type", "name_th", "province_code", "district_code"), _row_of_codes
)
_UNITS = _Profile(
    "all-units",
    (
        "dla_code_2560",
        "dla_codes_merged",
        "type",
        "name_th",
        "province_code",
        "district_code",
        "other_district_codes",
        "established",
        "type_2560",
    ),
    _row_of_units,
)


def _profile(header: list[str]) -> _Profile:
    return _UNITS if "dla_code_2560" in header else _CODES


def _columns(header: list[str]) -> Iterable[str]:
    return _profile(header).columns


def _kind(typed: str) -> tuple[Kind | None, list[Finding]]:
    kind = rules.kind_of(typed)
    return kind, [] if kind else [OG_01.finding(variant=6, field="type", typed=typed[:40])]


def _name(typed: str, findings: list[Finding]) -> str:
    name, mended = repaired(typed)
    findings += rules.check_name(typed, name, repaired=mended)
    return name


def _districts(known: Known, main: str, others: str, findings: list[Finding]) -> tuple[str, ...]:
    """Return the districts in codes of today; one that was superseded is told with its successor."""
    made = []
    for code in [*([main] if main else []), *others.split()]:
        today = code if code in known.districts else known.successors.get(code, code)
        if today != code:
            variant = 21 if code in known.unconfirmed else 17
            findings.append(OG_01.finding(variant=variant, field="district_code", typed=code, now=today))
        made.append(today)
    return tuple(made)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _without_doubles(sheet: Sheet, let_in: list[tuple[Line, ListedLgo]]) -> None:
    """Refuse every row that shares its code, or its full name and district, with another: neither is known right."""
    codes: dict[str, list[ListedLgo]] = {}
    names: dict[tuple[str, str], list[ListedLgo]] = {}
    for _, one in let_in:
        codes.setdefault(one.tail, []).append(one)
        names.setdefault((one.full_name, one.where), []).append(one)
    for line, one in let_in:
        same_code = [o for o in codes[one.tail] if one.tail and o is not one]
        same_name = [o for o in names[one.full_name, one.where] if o is not one]
        if same_code:
            found = OG_01.finding(variant=8, field="code", typed=one.tail, row=same_code[0].row)
        elif same_name:
            found = OG_01.finding(variant=12, field="name", name=one.full_name, row=same_name[0].row)
        else:
            sheet.listed.append(one)
            continue
        sheet.refused.append(Told(one.row, line.raw, (found,)))
