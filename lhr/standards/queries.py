"""What the reference tables say, as values. Each function is one query whatever the size of the caller's list.

A table that DLA completes is seen by every worker at once: a request that only reads may use what its process kept of
the edition in force (lhr.audit.kept); in any other, while `read_once` holds, a table is read at its first use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from django.db.models import Q

from lhr import config
from lhr.audit.kept import Kept
from lhr.kernel.names import NEVER_STRIPPED
from lhr.standards.allowances import Allowance, Holder
from lhr.standards.criteria import Criterion
from lhr.standards.models import (
    AllowanceRate,
    Decoration,
    DoubleTimePeriod,
    EducationLevel,
    LeaveType,
    Level,
    ManagementTitle,
    MovementType,
    PenaltyType,
    PersonnelKind,
    PositionLine,
    Prefix,
    ReviewGrade,
    RiseCriterion,
    SalarySchedule,
)
from lhr.standards.rules import (
    Affects,
    AllowanceKind,
    DecorationType,
    LeaveUnit,
    MovementClass,
    NeedsCitation,
    PayEngine,
    Per,
    PostNumberNeed,
    PrefixGroup,
    RightsEffect,
    Status,
)
from lhr.standards.scales import Band, Cell, PayScale, Wage

P = ParamSpec("P")
T = TypeVar("T")

# A person's page asked for the types of movement six times. Only tables without people or rights are kept so.
_held: ContextVar[dict[object, Any] | None] = ContextVar("standards_held", default=None)
_kept: Kept[object, Any] = Kept("standards")


@contextmanager
def read_once() -> Iterator[None]:
    """Let every question of this module be asked of the database once at most until the block ends."""
    before = _held.set({})
    try:
        yield
    finally:
        _held.reset(before)


def _once(question: Callable[P, T]) -> Callable[P, T]:
    @wraps(question)
    def asked(*args: P.args, **kwargs: P.kwargs) -> T:
        held = _kept.of_edition()
        if held is None:
            held = _held.get()
        if held is None:
            return question(*args, **kwargs)
        key = (question, args, *sorted(kwargs.items()))
        if key not in held:
            held[key] = question(*args, **kwargs)
        return cast("T", held[key])

    return asked


@dataclass(frozen=True, slots=True)
class KindView:
    """`lgo_kinds` is empty when every kind of LGO may have such staff."""

    code: str
    name: str
    name_en: str
    post_number: PostNumberNeed
    pay_engine: str
    lgo_kinds: frozenset[str]
    official: bool

    def allowed_in(self, lgo_kind: str) -> bool:
        return not self.lgo_kinds or lgo_kind in self.lgo_kinds


@dataclass(frozen=True, slots=True)
class LevelView:
    code: str
    type_code: str
    type_name: str
    name: str
    short: str


@dataclass(frozen=True, slots=True)
class LineView:
    code: str
    name: str
    type_code: str
    type_name: str
    verified: bool


@dataclass(frozen=True, slots=True)
class TitleView:
    code: str
    text: str
    is_palad: bool
    lgo_kinds: frozenset[str]

    def allowed_in(self, lgo_kind: str) -> bool:
        return not self.lgo_kinds or lgo_kind in self.lgo_kinds


@dataclass(frozen=True, slots=True)
class MovementView:
    code: str
    name: str
    name_en: str
    movement_class: MovementClass
    affects: Affects
    rights_effect: RightsEffect
    needs_citation: NeedsCitation
    retro_grace_days: int


@dataclass(frozen=True, slots=True)
class PrefixView:
    """`gender` is None where the word binds none."""

    code: str
    full: str
    short: str
    gender: str | None
    group: PrefixGroup
    selectable: bool


@dataclass(frozen=True, slots=True)
class LeaveView:
    """`verified` is False while the register is not certain of the row."""

    code: str
    name: str
    name_en: str
    unit: LeaveUnit
    verified: bool

    @property
    def in_days(self) -> bool:
        return self.unit is not LeaveUnit.TIMES

    @property
    def in_times(self) -> bool:
        return self.unit is not LeaveUnit.DAYS


@dataclass(frozen=True, slots=True)
class DecorationView:
    """`order` is that of precedence, 1 the highest; `family` and `grade` may be empty."""

    code: str
    abbr: str
    name: str
    name_en: str
    type: DecorationType
    family: str
    grade: str
    order: int
    verified: bool


@dataclass(frozen=True, slots=True)
class PenaltyView:
    code: str
    name: str
    name_en: str
    ends_service: bool
    verified: bool


@dataclass(frozen=True, slots=True)
class ListedView:
    """A row of a list that has names only, in the list's order: levels of education, grades of a review, of which one
    may not pass."""

    code: str
    name: str
    name_en: str
    order: int
    verified: bool
    passes: bool = True


@dataclass(frozen=True, slots=True)
class DoubleTimeView:
    """`until` is the day after the last one; `days` are those that the announcement grants."""

    code: str
    name: str
    area: str
    starts: date
    until: date
    days: int
    legal_reference: str
    verified: bool


@_once
def personnel_kinds() -> dict[str, KindView]:
    """The kinds of staff by code, in their order."""
    return {row.code: _kind(row) for row in PersonnelKind.objects.order_by("order")}


@_once
def levels(day: date | None = None) -> dict[str, LevelView]:
    """The levels by code, type by type from low to high; with `day`, only those in use on it."""
    found = Level.objects.select_related("type").order_by("type__order", "order")
    if day is not None:
        found = found.filter(Q(starts=None) | Q(starts__lte=day), Q(until=None) | Q(until__gt=day))
    return {row.code: LevelView(row.code, row.type_id, row.type.name, row.name, row.short) for row in found}


@_once
def position_lines(day: date) -> dict[str, LineView]:
    """The lines in use on `day`, by their four digits."""
    found = PositionLine.objects.select_related("type").filter(
        Q(until=None) | Q(until__gt=day), starts__lte=day
    )
    return {
        row.code4: LineView(row.code4, row.name, row.type_id, row.type.name, row.verified)
        for row in found.order_by("code4")
    }


@_once
def management_titles() -> dict[str, TitleView]:
    """The working titles by code, in their order."""
    return {row.code: _title(row) for row in ManagementTitle.objects.order_by("order")}


@_once
def movement_types() -> dict[str, MovementView]:
    """The types of movement by code, in their order."""
    return {row.code: _movement(row) for row in MovementType.objects.order_by("order")}


@_once
def prefixes(*, selectable: bool = True) -> list[PrefixView]:
    """The titles for a pick list, in their order; with `selectable=False` all that are understood when typed."""
    found = Prefix.objects.order_by("order")
    return [_prefix(row) for row in (found.filter(selectable=True) if selectable else found)]


@_once
def titles_to_split() -> tuple[str, ...]:
    """Every spelling of a title that may be taken off the head of a typed name (kernel.names.split_title)."""
    found = Prefix.objects.values_list("full", "short", "also_written")
    return tuple(sorted({text for row in found for text in row if text} - NEVER_STRIPPED))


def prefixes_written(text: str) -> list[PrefixView]:
    """The titles that a text may stand for: ร.อ. is ร้อยเอก, เรือเอก or เรืออากาศเอก, so the officer is asked."""
    found = Prefix.objects.filter(Q(full=text) | Q(short=text) | Q(also_written=text)).order_by("order")
    exact = [row for row in found if row.full == text]
    return [_prefix(row) for row in (exact or found)]


@_once
def leave_types() -> dict[str, LeaveView]:
    """ประเภทการลา by code, in their order."""
    return {
        row.code: LeaveView(row.code, row.name, row.name_en, LeaveUnit(row.unit), _sure(row))
        for row in LeaveType.objects.order_by("order")
    }


@_once
def decorations() -> dict[str, DecorationView]:
    """เครื่องราชอิสริยาภรณ์ by code, the highest first."""
    return {row.code: _decoration(row) for row in Decoration.objects.order_by("order")}


@_once
def penalty_types() -> dict[str, PenaltyView]:
    """โทษทางวินัย by code, the lightest first."""
    return {
        row.code: PenaltyView(row.code, row.name, row.name_en, row.ends_service, _sure(row))
        for row in PenaltyType.objects.order_by("order")
    }


@_once
def education_levels() -> dict[str, ListedView]:
    """ระดับการศึกษา by code, the lowest first."""
    return {row.code: _listed(row) for row in EducationLevel.objects.order_by("order")}


@_once
def review_grades() -> dict[str, ListedView]:
    """ผลการประเมิน by code, the best first."""
    return {row.code: replace(_listed(row), passes=row.passes) for row in ReviewGrade.objects.order_by("order")}


@_once
def double_time_periods() -> dict[str, DoubleTimeView]:
    """ช่วงเวลาราชการทวีคูณ by code, the earliest first."""
    return {
        row.code: DoubleTimeView(
            row.code, row.name, row.area, row.starts, row.until, row.days, row.legal_reference, _sure(row)
        )
        for row in DoubleTimePeriod.objects.order_by("starts", "code")
    }


@_once
def pay_scales() -> tuple[PayScale, ...]:
    """Every salary schedule with what it pays, the earliest first; invented ones only where nobody works in earnest."""
    found = SalarySchedule.objects.order_by("starts", "code").prefetch_related("cells", "bands", "wages")
    return tuple(_scale(row) for row in (found.filter(invented=False) if config.production() else found))


def pay_scale(kind_code: str, day: date) -> PayScale | None:
    """The schedule in force for a kind of staff on a day; None where none is loaded."""
    in_force = (
        scale
        for scale in pay_scales()
        if kind_code in scale.kinds and scale.starts <= day and (scale.until is None or day < scale.until)
    )
    return next(in_force, None)


@_once
def allowance_rates() -> tuple[Allowance, ...]:
    """Every rate of what is paid beside a salary, the earliest first."""
    return tuple(_allowance(row) for row in AllowanceRate.objects.order_by("starts", "pk"))


@_once
def rise_criteria() -> tuple[Criterion, ...]:
    """What the grades earn in a pay round, the earliest first; empty where nobody let criteria in."""
    return tuple(_criterion(row) for row in RiseCriterion.objects.order_by("starts", "pk"))


def _sure(row: Any) -> bool:
    return bool(row.status == Status.CERTAIN)


def _listed(row: Any) -> ListedView:
    return ListedView(row.code, row.name, row.name_en, row.order, _sure(row))


def _decoration(row: Decoration) -> DecorationView:
    return DecorationView(
        code=row.code,
        abbr=row.abbr,
        name=row.name,
        name_en=row.name_en,
        type=DecorationType(row.type),
        family=row.family,
        grade=row.grade,
        order=row.order,
        verified=_sure(row),
    )


def _scale(row: SalarySchedule) -> PayScale:
    return PayScale(
        code=row.code,
        name=row.name,
        engine=PayEngine(row.engine),
        kinds=_codes(row.kinds),
        starts=row.starts,
        until=row.until,
        status=Status(row.status),
        source=row.source,
        invented=row.invented,
        sha256=row.sha256,
        cells=tuple(Cell(c.level_code, c.step, c.amount) for c in row.cells.all()),
        bands=tuple(Band(b.level_code, b.lowest, b.middle, b.highest) for b in row.bands.all()),
        wages=tuple(Wage(w.group, w.step, w.month, w.day, w.hour) for w in row.wages.all()),
    )


def _allowance(row: AllowanceRate) -> Allowance:
    return Allowance(
        allowance=AllowanceKind(row.allowance),
        of=Holder(row.kind_code, row.title_code, row.line_code, row.level_code),
        amount=row.amount,
        per=Per(row.per),
        starts=row.starts,
        until=row.until,
        status=Status(row.status),
        source=row.source,
    )


def _criterion(row: RiseCriterion) -> Criterion:
    return Criterion(
        grade=row.grade_id,
        starts=row.starts,
        steps=row.steps,
        percent=row.percent,
        kind_code=row.kind_code,
        half=row.half,
        least_days=row.least_days,
        rounded_up_to=row.rounded_up_to,
        until=row.until,
        status=Status(row.status),
        source=row.source,
    )


def _codes(written: str) -> frozenset[str]:
    return frozenset(written.split())


def _kind(row: PersonnelKind) -> KindView:
    need = PostNumberNeed(row.post_number)
    return KindView(
        row.code, row.name, row.name_en, need, row.pay_engine, _codes(row.lgo_kinds), row.official
    )


def _title(row: ManagementTitle) -> TitleView:
    return TitleView(row.code, row.text, row.is_palad, _codes(row.lgo_kinds))


def _movement(row: MovementType) -> MovementView:
    return MovementView(
        code=row.code,
        name=row.name,
        name_en=row.name_en,
        movement_class=MovementClass(row.movement_class),
        affects=Affects(row.affects),
        rights_effect=RightsEffect(row.rights_effect),
        needs_citation=NeedsCitation(row.needs_citation),
        retro_grace_days=row.retro_grace_days,
    )


def _prefix(row: Prefix) -> PrefixView:
    return PrefixView(row.code, row.full, row.short, row.gender, PrefixGroup(row.group), row.selectable)
