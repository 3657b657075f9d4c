"""Reference tables, loaded from files that say for each row how sure it is and where it comes from."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lhr.audit.guard import NoOverlap
from lhr.kernel.privacy import Privacy
from lhr.standards.lists import (
    Decoration,
    DoubleTimePeriod,
    EducationLevel,
    LeaveType,
    PenaltyType,
    ReviewGrade,
)
from lhr.standards.rates import AllowanceRate, RiseCriterion
from lhr.standards.reference_row import Reference, one_of, public
from lhr.standards.rules import (
    Affects,
    MovementClass,
    NeedsCitation,
    PostNumberNeed,
    PrefixGroup,
    RightsEffect,
)
from lhr.standards.schedules import SalaryBand, SalaryCell, SalarySchedule, WageCell

__all__ = [
    "AllowanceRate",
    "Decoration",
    "DoubleTimePeriod",
    "EducationLevel",
    "LeaveType",
    "Level",
    "ManagementTitle",
    "MovementType",
    "PenaltyType",
    "PersonnelKind",
    "PositionLine",
    "PositionType",
    "Prefix",
    "ReviewGrade",
    "RiseCriterion",
    "SalaryBand",
    "SalaryCell",
    "SalarySchedule",
    "WageCell",
]


class PersonnelKind(Reference):
    """A kind of staff: ข้าราชการ, พนักงานครู, ลูกจ้างประจำ, พนักงานจ้าง …"""

    PRIVACY: ClassVar[dict[str, Privacy]] = public(
        "code", "name", "name_en", "post_number", "pay_engine", "lgo_kinds", "record", "official", "order"
    )

    code = models.CharField(max_length=40, primary_key=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    post_number = models.CharField(max_length=10)
    pay_engine = models.CharField(max_length=20)
    lgo_kinds = models.CharField(max_length=80, default="")  # separated by spaces; empty: every kind
    record = models.CharField(max_length=10)
    official = models.BooleanField()  # a ข้าราชการหรือพนักงานส่วนท้องถิ่น, not an employee
    order = models.PositiveSmallIntegerField()

    class Meta(Reference.Meta):
        constraints: ClassVar = [
            *Reference.Meta.constraints,
            one_of("post_number", PostNumberNeed, "standards_kind_post_number_known"),
        ]

    def __str__(self) -> str:
        return self.name


class PositionType(Reference):
    """ประเภทตำแหน่ง: บริหารท้องถิ่น, อำนวยการท้องถิ่น, วิชาการ, ทั่วไป; beside them education and the old numbers."""

    PRIVACY: ClassVar[dict[str, Privacy]] = public("code", "name", "name_en", "order")

    code = models.CharField(max_length=20, primary_key=True)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    order = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.name


class Level(Reference):
    """ระดับ of a type, low to high; the numbered levels of before 2559 stay, for old lines."""

    PRIVACY: ClassVar[dict[str, Privacy]] = public(
        "code", "type", "name", "short", "order", "starts", "until", "legacy_equivalent"
    )

    code = models.CharField(max_length=20, primary_key=True)
    type = models.ForeignKey(PositionType, models.PROTECT, related_name="levels")
    name = models.CharField(max_length=60)
    short = models.CharField(max_length=20)
    order = models.PositiveSmallIntegerField()
    starts = models.DateField(null=True)
    until = models.DateField(null=True)
    legacy_equivalent = models.CharField(max_length=10, default="")

    def __str__(self) -> str:
        return self.name


class PositionLine(Reference):
    """สายงาน by its four digits. `verified`: borne by real post numbers or confirmed by DLA's list."""

    NO_OVERLAP: ClassVar = (NoOverlap("standards_one_line_a_code", ("code4",)),)
    PRIVACY: ClassVar[dict[str, Privacy]] = public(
        "id", "code4", "name", "type", "starts", "until", "verified"
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code4 = models.CharField(max_length=4)
    name = models.CharField(max_length=120)
    type = models.ForeignKey(PositionType, models.PROTECT, related_name="lines")
    starts = models.DateField()
    until = models.DateField(null=True)
    verified = models.BooleanField(default=False)

    class Meta(Reference.Meta):
        constraints: ClassVar = [
            *Reference.Meta.constraints,
            models.UniqueConstraint(fields=["code4", "starts"], name="standards_line_code_once_a_day"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("starts")), name="standards_line_holds_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code4} {self.name}"


class ManagementTitle(Reference):
    """ชื่อตำแหน่งในการบริหารงาน: a working title over a line and a level. RR-02 reads `is_palad`."""

    PRIVACY: ClassVar[dict[str, Privacy]] = public("code", "text", "is_palad", "lgo_kinds", "order")

    code = models.CharField(max_length=40, primary_key=True)
    text = models.CharField(max_length=120)
    is_palad = models.BooleanField(default=False)
    lgo_kinds = models.CharField(max_length=80, default="")
    order = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.text


class MovementType(Reference):
    """ประเภทการเคลื่อนไหว: what a line of item 13 does to service, post, pay and rights."""

    PRIVACY: ClassVar[dict[str, Privacy]] = public(
        "code",
        "name",
        "name_en",
        "movement_class",
        "affects",
        "rights_effect",
        "needs_citation",
        "retro_grace_days",
        "foreign_class",
        "order",
    )

    code = models.CharField(max_length=30, primary_key=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    movement_class = models.CharField(max_length=10)
    affects = models.CharField(max_length=10)
    rights_effect = models.CharField(max_length=10)
    needs_citation = models.CharField(max_length=10)
    retro_grace_days = models.PositiveSmallIntegerField(default=0)
    foreign_class = models.CharField(max_length=20, default="")
    order = models.PositiveSmallIntegerField()

    class Meta(Reference.Meta):
        constraints: ClassVar = [
            *Reference.Meta.constraints,
            one_of("movement_class", MovementClass, "standards_movement_class_known"),
            one_of("affects", Affects, "standards_movement_affects_known"),
            one_of("rights_effect", RightsEffect, "standards_movement_rights_known"),
            one_of("needs_citation", NeedsCitation, "standards_movement_citation_known"),
        ]

    def __str__(self) -> str:
        return self.name


class Prefix(Reference):
    """คำนำหน้าชื่อ. A gender only where the word itself binds one: ranks and professions are neutral."""

    PRIVACY: ClassVar[dict[str, Privacy]] = public(
        "code", "full", "short", "also_written", "gender", "group", "order", "selectable"
    )

    code = models.CharField(max_length=3, primary_key=True)
    full = models.CharField(max_length=60, unique=True)
    short = models.CharField(max_length=60)
    also_written = models.CharField(max_length=60, default="")
    gender = models.CharField(max_length=1, null=True)
    group = models.CharField(max_length=10)
    order = models.PositiveSmallIntegerField()
    selectable = models.BooleanField(default=False)

    class Meta(Reference.Meta):
        constraints: ClassVar = [
            *Reference.Meta.constraints,
            one_of("group", PrefixGroup, "standards_prefix_group_known"),
            models.CheckConstraint(
                condition=Q(gender=None) | Q(gender__in=["M", "F"]), name="standards_prefix_gender"
            ),
        ]

    def __str__(self) -> str:
        return self.full
