"""Compares a list of local governments with the register as of the list's day: what is new, what changed and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from lhr.kernel.rules import Finding
from lhr.kernel.thai_date import show
from lhr.kernel.words import Words
from lhr.organisations import listing, places
from lhr.organisations.happenings import Happening, Happenings
from lhr.organisations.listing import Known, ListedLgo, Sheet
from lhr.organisations.models import (
    AbolishedArea,
    District,
    Organisation,
    OrganisationArea,
    OrganisationCode,
    OrganisationKind,
    OrganisationName,
    Province,
)
from lhr.organisations.queries import standing
from lhr.organisations.rules import CENTRE_PATH, Kind, Level, full_name, office_path, tier_of
from lhr.organisations.rules_of_lists import OG_01
from lhr.organisations.tabular import Told


class Step(StrEnum):
    """What a list may say of an LGO that the register holds otherwise, in the order in which it is done."""

    UPGRADE = "UPGRADE"
    RENAME = "RENAME"
    RESPELL = "RESPELL"
    MOVE = "MOVE"
    AREAS = "AREAS"
    CODE = "CODE"
    MERGE = "MERGE"
    DISSOLVE = "DISSOLVE"


STEP_SAYS: dict[Step, Words] = {
    Step.UPGRADE: Words("เปลี่ยนฐานะ", "upgrade"),
    Step.RENAME: Words("เปลี่ยนชื่อ", "renaming"),
    Step.RESPELL: Words("แก้ตัวสะกดชื่อ", "respelling"),
    Step.MOVE: Words("เปลี่ยนอำเภอ", "other district"),
    Step.AREAS: Words("เพิ่มอำเภอที่ตั้ง", "further district"),
    Step.CODE: Words("กำหนดรหัส", "code"),
    Step.MERGE: Words("รวม", "merger"),
    Step.DISSOLVE: Words("ยุบเลิก", "abolition"),
}


@dataclass(frozen=True, slots=True)
class Held:
    """An LGO as the register holds it on the list's day. `since` are the first days of name and kind, None where it
    is known only from a later day on."""

    id: UUID
    kind: Kind | None
    name: str
    districts: tuple[str, ...]
    code: str
    province: str
    kind_since: date | None
    name_since: date | None
    founded_on: date

    @property
    def full_name(self) -> str:
        return full_name(self.kind, self.name)

    @property
    def where(self) -> str:
        return self.districts[0] if self.districts else self.province


@dataclass(frozen=True, slots=True)
class Difference:
    """One change to make. `day` is None while nobody has said when; `into` is the LGO that takes this one in."""

    step: Step
    organisation: UUID
    called: str
    was: str
    becomes: str
    day: date | None
    reference: str = ""
    row: int = 0
    listed: ListedLgo | None = None
    into: UUID | None = None


@dataclass(slots=True)
class Plan:
    """What would be done with the list, and what stands in the way."""

    sheet: Sheet
    as_of: date
    new: list[ListedLgo] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    # Rows that were read but of which nothing is done: nobody said when, or the list is older than the register.
    undated: list[Told] = field(default_factory=list)
    absent: list[Held] = field(default_factory=list)
    offices: list[str] = field(default_factory=list)
    unchanged: int = 0

    @property
    def nothing_to_do(self) -> bool:
        return not (self.new or self.differences or self.offices)


@dataclass(frozen=True, slots=True)
class When:
    """What is known of the days: the events, and the day that the operator gives for all that they do not date."""

    happenings: Happenings = field(default_factory=Happenings)
    otherwise: date | None = None
    reference: str = ""


def plan(data: bytes, as_of: date, when: When | None = None) -> Plan:
    """Read a list and compare it. Raises RuleBroken for a file that as a whole cannot be let in. Writes nothing."""
    sheet = listing.read(data, known_places())
    register = Register(as_of)
    made = Plan(sheet, as_of)
    dating = _Dating(when or When(), as_of)
    met = {one.row: register.find(one) for one in sheet.listed}
    seen = {held.id for held in met.values() if held}
    for one in sheet.listed:
        held = met[one.row]
        if held is None:
            made.new.append(one)
            continue
        if not held.name:
            made.undated.append(_too_old(one, held, as_of))
            continue
        absorbed = [a for a in (register.by_code(code) for code in one.absorbed) if a and a.id not in seen]
        seen |= {a.id for a in absorbed}
        found = [*_differences(one, held, dating), *(_merger(one, held, a, dating) for a in absorbed)]
        made.unchanged += not found
        made.differences += found
    _absentees(made, register, seen, dating)
    _part_undated(made)
    changed = (one.listed for one in made.differences)
    made.offices = _missing_offices([*made.new, *(one for one in changed if one is not None)])
    return made


def known_places() -> Known:
    dla = places.districts_of_dla()
    gone = AbolishedArea.objects.exclude(successor_codes="").values_list("code", "successor_codes")
    return Known(
        frozenset(Province.objects.values_list("pk", flat=True)),
        frozenset(District.objects.values_list("pk", flat=True)),
        {code: into for code, into in gone if len(code) == len(into) == 4}
        | {code: into for code, (into, _) in dla.items()},
        frozenset(code for code, (_, verified) in dla.items() if not verified),
    )


class Register:
    """The LGOs that stand on a day, found by code or by name and place."""

    def __init__(self, day: date) -> None:
        self.held = _standing_on(day)
        self._by_id = {one.id: one for one in self.held}
        self._codes = {one.code: one for one in self.held if one.code}
        self._tails = self._tails_ever()
        self._names = {(one.full_name, one.where): one for one in self.held}

    def find(self, listed: ListedLgo) -> Held | None:
        """Return the LGO of this row: the first digit of a code changes with the kind, its rest does not."""
        held = self.by_code(listed.code) or self._tails.get(listed.tail)
        return held or self._names.get((listed.full_name, listed.where))

    def by_code(self, code: str) -> Held | None:
        return self._codes.get(code) or (self._tails.get(code[1:]) if code else None)

    def _tails_ever(self) -> dict[str, Held]:
        rows = OrganisationCode.objects.known().order_by("-starts").values_list("organisation_id", "code")
        found: dict[str, Held] = {}
        for organisation, code in rows:
            held = self._by_id.get(organisation)
            if held is not None:
                found.setdefault(code[1:], held)
        return found


def _standing_on(day: date) -> list[Held]:
    names = _facts(OrganisationName, day, "name", "starts")
    kinds = _facts(OrganisationKind, day, "kind", "starts")
    codes = _facts(OrganisationCode, day, "code")
    areas: dict[UUID, list[str]] = {}
    laid = OrganisationArea.objects.as_of(day).order_by("-main", "district_id")
    for organisation, district in laid.values_list("organisation_id", "district_id"):
        areas.setdefault(organisation, []).append(district)
    heads = standing(day).filter(level=Level.LGO).values_list("pk", "province_id", "founded_on")
    made = []
    for pk, province, founded in heads:
        name, name_since = names.get(pk, ("", None))
        kind, kind_since = kinds.get(pk, ("", None))
        made.append(
            Held(
                pk,
                Kind(kind) if kind else None,
                name,
                tuple(areas.get(pk, ())),
                codes.get(pk, ("",))[0],
                province or "",
                kind_since,
                name_since,
                founded,
            )
        )
    return made


def _facts(model: type, day: date, *columns: str) -> dict[UUID, tuple]:  # type: ignore[type-arg]
    rows = model._default_manager.as_of(day).values_list("organisation_id", *columns)  # type: ignore[attr-defined]
    return {row[0]: row[1:] for row in rows}


class _Dating:
    """Says on which day a difference came: the event that fits between what the register knew and the list's day, else
    the day that the operator gave."""

    def __init__(self, when: When, as_of: date) -> None:
        self.when, self.as_of = when, as_of

    def of(self, found: Sequence[Happening], since: date | None) -> tuple[date | None, str]:
        fitting = [one for one in found if self._fits(one.day, since)]
        if fitting:
            last = max(fitting, key=lambda one: one.day)
            return last.day, last.reference
        given = self.when.otherwise
        if given is not None and self._fits(given, since):
            return given, self.when.reference or f"ตามบัญชี อปท. ณ วันที่ {show(self.as_of)}"
        return None, ""

    def _fits(self, day: date, since: date | None) -> bool:
        return day <= self.as_of and (since is None or day > since)


def _too_old(listed: ListedLgo, held: Held, as_of: date) -> Told:
    rows = OrganisationName.objects.known().filter(organisation=held.id).order_by("starts")
    since = rows.values_list("starts", flat=True).first() or as_of
    said = {"day": show(as_of), "organisation": listed.full_name, "since": show(since)}
    return Told(listed.row, "", (OG_01.finding(variant=15, **said),))


def _differences(listed: ListedLgo, held: Held, dating: _Dating) -> list[Difference]:
    found: list[Difference] = []
    past = dating.when.happenings
    base = Difference(Step.CODE, held.id, held.full_name, "", "", None, row=listed.row, listed=listed)
    if held.kind is not None and listed.kind is not held.kind:
        names = (listed.name, held.name)
        day, why = dating.of(past.upgrades(held.where, names, held.kind, listed.kind), held.kind_since)
        was, becomes = full_name(held.kind, held.name), full_name(listed.kind, held.name)
        found.append(replace(base, step=Step.UPGRADE, was=was, becomes=becomes, day=day, reference=why))
    if listed.name != held.name:
        day, why = dating.of(past.renames(held.where, held.name, listed.name), held.name_since)
        step = Step.RESPELL if _skeleton(listed.name) == _skeleton(held.name) else Step.RENAME
        found.append(replace(base, step=step, was=held.name, becomes=listed.name, day=day, reference=why))
    return [*found, *_of_place(listed, held, dating, base), *_of_code(listed, held, dating, base)]


def _of_place(listed: ListedLgo, held: Held, dating: _Dating, base: Difference) -> list[Difference]:
    was, becomes = " ".join(held.districts), " ".join(listed.districts)
    if listed.where != held.where:
        day, why = dating.of((), held.name_since)
        return [replace(base, step=Step.MOVE, was=was, becomes=becomes, day=day, reference=why)]
    if listed.names_others and set(listed.districts) != set(held.districts):
        reference = f"ตามบัญชี อปท. ณ วันที่ {show(dating.as_of)}"
        return [
            replace(base, step=Step.AREAS, was=was, becomes=becomes, day=dating.as_of, reference=reference)
        ]
    return []


def _of_code(listed: ListedLgo, held: Held, dating: _Dating, base: Difference) -> list[Difference]:
    """A new code that comes with a new kind is given by the upgrade itself."""
    if not listed.code or listed.code == held.code or listed.kind is not held.kind:
        return []
    return [replace(base, was=held.code, becomes=listed.code, day=dating.as_of)]


def _merger(into: ListedLgo, held: Held, gone: Held, dating: _Dating) -> Difference:
    day, why = dating.of(
        dating.when.happenings.ends(gone.where, gone.name, gone.kind), gone.name_since or gone.founded_on
    )
    return Difference(
        Step.MERGE, gone.id, gone.full_name, gone.full_name, into.full_name, day, why, into.row, into, held.id
    )


def _absentees(made: Plan, register: Register, seen: set[UUID], dating: _Dating) -> None:
    """LGOs of the list's provinces that it does not name: ended where an event says so, else only told. A list that was
    cut short must end nobody."""
    provinces = {one.province for one in made.sheet.listed}
    places = {(h.where, h.name, h.kind is Kind.TAO): h for h in register.held if h.id in seen}
    for held in register.held:
        if held.id in seen or held.province not in provinces or not held.name:
            continue
        ends = dating.when.happenings.ends(held.where, held.name, held.kind)
        fitting = [
            one for one in ends if one.day <= made.as_of and one.day > (held.name_since or held.founded_on)
        ]
        if not fitting:
            made.absent.append(held)
            continue
        last = max(fitting, key=lambda one: one.day)
        into = places.get(last.into) if last.into else None
        step = Step.MERGE if into else Step.DISSOLVE
        made.differences.append(
            Difference(
                step,
                held.id,
                held.full_name,
                held.full_name,
                into.full_name if into else "",
                last.day,
                last.reference,
                into=into.id if into else None,
            )
        )


def _part_undated(made: Plan) -> None:
    """Take out what cannot be done because nobody said when."""
    for one in made.differences:
        if one.day is None:
            said = Words(
                f"{STEP_SAYS[one.step].th} ({one.was} → {one.becomes})",
                f"{STEP_SAYS[one.step].en} ({one.was} → {one.becomes})",
            )
            finding: Finding = OG_01.finding(variant=14, change=said, organisation=one.called)
            made.undated.append(Told(one.row, "", (finding,)))
    order = list(Step)
    made.differences = sorted(
        (one for one in made.differences if one.day is not None),
        key=lambda one: (one.day or made.as_of, one.row, order.index(one.step)),
    )


def _missing_offices(listed: Iterable[ListedLgo]) -> list[str]:
    """Return the places whose offices these LGOs need and the register lacks: "" for the centre, provinces first."""
    wanted = {code for one in listed for code in (one.province, *one.districts[:1])}
    if not wanted:
        return []
    paths = {office_path(code): code for code in wanted} | {CENTRE_PATH: ""}
    there = set(Organisation.objects.filter(level__in=_OFFICES).values_list("path", flat=True))
    return sorted((code for path, code in paths.items() if path not in there), key=lambda c: (len(c), c))


_OFFICES = [Level.CENTRE, Level.PROVINCE, Level.DISTRICT]


def _skeleton(name: str) -> str:
    """The consonants of a name: two names with the same differ in spelling only."""
    return "".join(c for c in name if "ก" <= c <= "ฮ")


def parent_path(listed: ListedLgo) -> str:
    """Return the path of the office to which an LGO of this kind and place reports."""
    place = listed.province if tier_of(listed.kind) is Level.PROVINCE else listed.districts[0]
    return office_path(place)
