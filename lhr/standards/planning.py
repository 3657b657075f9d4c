"""What bringing in a file of reference data would do: tried first, then applied. Reads only."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from lhr import config
from lhr.history import reference
from lhr.history.reference import Differences
from lhr.kernel.periods import Period, any_overlap, through
from lhr.kernel.rules import Finding
from lhr.standards import files, queries
from lhr.standards import rules_of_schedules as of_schedules
from lhr.standards.models import SalaryBand, SalaryCell, SalarySchedule, WageCell
from lhr.standards.rules import PayEngine, Status
from lhr.standards.rules_of_schedules import RD_01, RD_04
from lhr.standards.scales import ALL_LEVELS, Band, Cell, PayScale, Wage

KNOWN_CELLS = "known_pay_cells.csv"
COLUMNS: Mapping[PayEngine, tuple[str, ...]] = {
    PayEngine.STEP: ("level", "step", "amount"),
    PayEngine.PERCENT: ("level", "lowest", "middle", "highest"),
    PayEngine.FLAT: ("level", "amount"),
    PayEngine.WAGE: ("group", "step", "month", "day", "hour"),
}
_KEYS: Mapping[PayEngine, tuple[str, ...]] = {
    PayEngine.STEP: ("level", "step"),
    PayEngine.PERCENT: ("level",),
    PayEngine.FLAT: ("level",),
    PayEngine.WAGE: ("group", "step"),
}
_TEXTS = {"level", "group"}


@dataclass(frozen=True, slots=True)
class About:
    """What a file of a schedule does not say of itself. `last_day` is inclusive; None while it is in force."""

    code: str
    name: str
    engine: PayEngine
    kinds: tuple[str, ...]
    starts: date
    source: str
    last_day: date | None = None
    status: Status = Status.UNVERIFIED
    invented: bool = False

    @property
    def parameters(self) -> str:
        """By what an import of the same file with other values is told apart (IM-01)."""
        last = self.last_day.isoformat() if self.last_day else "-"
        said = (self.name, self.source, *sorted(self.kinds))
        digest = hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]
        parts = (self.code, self.engine, self.starts.isoformat(), last, self.status, str(self.invented), digest)
        return " ".join(parts)


@dataclass(frozen=True)
class SchedulePlan:
    """A schedule as the file has it, what is wrong with it, and what the register has otherwise."""

    scale: PayScale
    findings: tuple[Finding, ...]
    rows: int
    schedule: SalarySchedule
    changed: bool
    differences: tuple[Differences, ...] = ()
    gone: tuple[models.Model, ...] = ()

    @property
    def count(self) -> int:
        """How many rows would be written or taken away."""
        cells = sum(len(one.missing) + len(one.differing) for one in self.differences)
        return int(self.changed) + cells + len(self.gone)


@dataclass(frozen=True)
class ListPlan:
    """One of the plain lists as a file has it."""

    table: str
    rows: int
    findings: tuple[Finding, ...]
    difference: Differences | None = None

    @property
    def count(self) -> int:
        found = self.difference
        return len(found.missing) + len(found.differing) if found else 0


def schedule(data: bytes, about: About) -> SchedulePlan:
    """Compare a file of a schedule with the register. Raises RuleBroken (RD-01) for a file that is no such file."""
    rows = files.rows_of(data, COLUMNS[about.engine])
    values, found = _values(about.engine, rows)
    # A row that cannot be read would be told a second time as a gap in its column.
    scale = _scale(about, hashlib.sha256(data).hexdigest(), [] if found else values)
    findings = (*found, *_unknown(about, values), *of_schedules.check_scale(scale, _known(about.code)), *_apart(scale))
    row, changed = _schedule_row(scale)
    differences, gone = _cells(row, scale) if not found else ((), ())
    return SchedulePlan(scale, findings, len(rows), row, changed, differences, gone)


def plain_list(table: str, data: bytes) -> ListPlan:
    """Compare a file of a list with the register. Raises LookupError for a list that nobody imports, RuleBroken."""
    model, key = files.IMPORTED[table]
    values, found = files.imported(table, data)
    found += _uncoded(values)
    found += [] if found else _against_constraints(model, values)
    found += [] if found else _overlapping(model, values, key)
    difference = None if found else reference.differences(model, values, key)
    return ListPlan(table, len(values), tuple(found), difference)


def _values(
    engine: PayEngine, rows: Sequence[Mapping[str, str]]
) -> tuple[list[dict[str, Any]], list[Finding]]:
    found: list[Finding] = []
    values: list[dict[str, Any]] = []
    for number, row in enumerate(rows, start=2):
        read: dict[str, Any] = {}
        for column, text in row.items():
            try:
                read[column] = _cell(column, text, engine)
            except ValueError:
                found.append(RD_01.finding(variant=2, row=number, typed=text, column=column))
        values.append(read)
    return values, [*found, *files.doubled(values, _KEYS[engine])]


def _cell(column: str, text: str, engine: PayEngine) -> Any:
    if column in _TEXTS:
        if len(text) > 20 or not (text or engine in (PayEngine.PERCENT, PayEngine.FLAT)):
            raise ValueError(text)
        return text
    return None if column == "middle" and not text else files.decimal(text)


def _scale(about: About, sha256: str, rows: Sequence[Mapping[str, Any]]) -> PayScale:
    empty = PayScale(
        code=about.code,
        name=about.name,
        engine=about.engine,
        kinds=frozenset(about.kinds),
        starts=about.starts,
        until=through(about.starts, about.last_day).until,
        status=about.status,
        source=about.source,
        invented=about.invented,
        sha256=sha256,
    )
    match about.engine:
        case PayEngine.STEP:
            return replace(empty, cells=tuple(Cell(r["level"], r["step"], r["amount"]) for r in rows))
        case PayEngine.PERCENT:
            bands = tuple(Band(r["level"], r["lowest"], r["middle"], r["highest"]) for r in rows)
            return replace(empty, bands=bands)
        case PayEngine.FLAT:
            return replace(empty, bands=tuple(Band(r["level"], r["amount"], None, r["amount"]) for r in rows))
        case PayEngine.WAGE:
            wages = tuple(Wage(r["group"], r["step"], r["month"], r["day"], r["hour"]) for r in rows)
            return replace(empty, wages=wages)


def _unknown(about: About, values: Sequence[Mapping[str, Any]]) -> list[Finding]:
    """RD-01.4: kinds of staff, levels and groups that the reference tables do not have: no line could name them."""
    kinds, levels = queries.personnel_kinds(), queries.levels()
    found = [RD_01.finding(variant=4, what="ประเภทบุคลากร", typed=kind) for kind in about.kinds if kind not in kinds]
    named = dict.fromkeys(row.get("level") or row.get("group") or ALL_LEVELS for row in values)
    unknown = (one for one in named if one != ALL_LEVELS and one not in levels)
    return [*found, *(RD_01.finding(variant=4, what="ระดับหรือกลุ่มงาน", typed=one) for one in unknown)]


def _known(code: str) -> dict[tuple[str, Decimal], Decimal]:
    return {
        (row["level"], Decimal(row["step"])): Decimal(row["amount"])
        for row in reference.rows(files.DATA / KNOWN_CELLS)
        if row["schedule"] == code
    }


def _apart(scale: PayScale) -> list[Finding]:
    names = {code: kind.name for code, kind in queries.personnel_kinds().items()}
    return [
        *of_schedules.check_invented(invented=scale.invented, production=config.production()),
        *of_schedules.check_apart(scale, queries.pay_scales(), names),
    ]


def _schedule_row(scale: PayScale) -> tuple[SalarySchedule, bool]:
    """The row as it should be, and whether the register has it otherwise."""
    row = SalarySchedule.objects.filter(code=scale.code, starts=scale.starts).first()
    changed = row is None
    row = row or SalarySchedule(code=scale.code, starts=scale.starts)
    said = {
        "name": scale.name,
        "engine": scale.engine.value,
        "kinds": " ".join(sorted(scale.kinds)),
        "until": scale.until,
        "sha256": scale.sha256,
        "invented": scale.invented,
        "status": scale.status.value,
        "source": scale.source,
    }
    for name, value in said.items():
        changed = changed or getattr(row, name) != value
        setattr(row, name, value)
    return row, changed


def _cells(
    row: SalarySchedule, scale: PayScale
) -> tuple[tuple[Differences, ...], tuple[models.Model, ...]]:
    """What the tables lack or say otherwise, and the rows of this schedule that the file does not have any more."""
    differences: list[Differences] = []
    gone: list[models.Model] = []
    for model, key, wanted in _tables(row, scale):
        differences.append(reference.differences(model, wanted, key))
        named = {tuple(values[name] for name in key) for values in wanted}
        standing = model._default_manager.filter(schedule_id=row.pk)
        gone += [one for one in standing if tuple(getattr(one, name) for name in key) not in named]
    return tuple(differences), tuple(gone)


def _tables(
    row: SalarySchedule, scale: PayScale
) -> list[tuple[type[models.Model], tuple[str, ...], list[dict[str, Any]]]]:
    this = {"schedule_id": row.pk}
    cells = [{**this, "level_code": c.level, "step": c.step, "amount": c.amount} for c in scale.cells]
    bands = [
        {**this, "level_code": b.level, "lowest": b.lowest, "middle": b.middle, "highest": b.highest}
        for b in scale.bands
    ]
    wages = [
        {**this, "group": w.group, "step": w.step, "month": w.month, "day": w.day, "hour": w.hour}
        for w in scale.wages
    ]
    return [
        (SalaryCell, ("schedule_id", "level_code", "step"), cells),
        (SalaryBand, ("schedule_id", "level_code"), bands),
        (WageCell, ("schedule_id", "group", "step"), wages),
    ]


def _uncoded(rows: Sequence[Mapping[str, Any]]) -> list[Finding]:
    """RD-01.4: codes of another table, which an empty one leaves open, that the table does not have."""
    titles, found = queries.management_titles(), list[Finding]()
    for row in rows:
        lines = queries.position_lines(row["starts"]) if row.get("starts") and row.get("line_code") else {}
        tables: dict[str, tuple[str, Mapping[str, Any]]] = {
            "kind_code": ("ประเภทบุคลากร", queries.personnel_kinds()),
            "title_code": ("ชื่อตำแหน่งในการบริหารงาน", titles),
            "line_code": ("สายงาน", lines),
            "level_code": ("ระดับ", queries.levels()),
        }
        found += [
            RD_01.finding(variant=4, what=what, typed=row[column])
            for column, (what, known) in tables.items()
            if row.get(column) and row[column] not in known
        ]
    return found


def _overlapping(
    model: type[models.Model], rows: Sequence[Mapping[str, Any]], key: tuple[str, ...]
) -> list[Finding]:
    """RD-04.1: rows that share a day where the table lets one hold; those that the file does not name stand on."""
    named = {tuple(row[name] for name in key) for row in rows}
    standing = [row for row in model._default_manager.values() if tuple(row[name] for name in key) not in named]
    found: list[Finding] = []
    for rule in getattr(model, "NO_OVERLAP", ()):
        spans: dict[tuple[Any, ...], list[Period]] = {}
        for row in (*standing, *rows):
            spans.setdefault(tuple(row[name] for name in rule.keys), []).append(Period(row["starts"], row["until"]))
        found += [
            RD_04.finding(variant=1, key=" ".join(str(part) for part in of if part))
            for of, periods in spans.items()
            if any_overlap(periods)
        ]
    return found


def _against_constraints(model: type[models.Model], rows: Sequence[Mapping[str, Any]]) -> list[Finding]:
    """RD-01.2 for a value that only the table's own constraint knows: a unit or a class that does not exist."""
    found = []
    for number, values in enumerate(rows, start=2):
        for constraint in model._meta.constraints:
            if not isinstance(constraint, models.CheckConstraint):
                continue
            try:
                constraint.validate(model, model(**values))
            except ValidationError:
                said = " ".join(str(value) for value in values.values())
                found.append(RD_01.finding(variant=2, row=number, typed=said[:80], column=constraint.name))
    return found
