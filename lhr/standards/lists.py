"""The short lists that the sections of the ก.พ.๗ choose from: leave, decorations, penalties, education, grades."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lhr.kernel.privacy import Privacy
from lhr.standards.reference_row import Reference, one_of, public
from lhr.standards.rules import DecorationType, LeaveUnit


class LeaveType(Reference):
    """ประเภทการลา by its two digits, and in what it is counted."""

    PRIVACY: ClassVar[dict[str, Privacy]] = public("code", "name", "name_en", "unit", "order")

    code = models.CharField(max_length=2, primary_key=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    unit = models.CharField(max_length=20)
    order = models.PositiveSmallIntegerField()

    class Meta(Reference.Meta):
        constraints: ClassVar = [
            *Reference.Meta.constraints,
            one_of("unit", LeaveUnit, "standards_leave_unit_known"),
        ]

    def __str__(self) -> str:
        return self.name


class Decoration(Reference):
    """เครื่องราชอิสริยาภรณ์หรือเหรียญ. `order` is that of precedence, 1 the highest; `grade` its class in the family."""

    PRIVACY: ClassVar[dict[str, Privacy]] = public(
        "code", "abbr", "name", "name_en", "type", "family", "grade", "order"
    )

    code = models.CharField(max_length=4, primary_key=True)
    abbr = models.CharField(max_length=20)  # not unique: รมภ stands for seven medals of the scouts
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160, default="")
    type = models.CharField(max_length=10)
    family = models.CharField(max_length=40, default="")
    grade = models.CharField(max_length=10, default="")
    order = models.PositiveSmallIntegerField(unique=True)

    class Meta(Reference.Meta):
        constraints: ClassVar = [
            *Reference.Meta.constraints,
            one_of("type", DecorationType, "standards_decoration_type_known"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.abbr})"


class PenaltyType(Reference):
    """โทษทางวินัย, from the lightest; two of them end service."""

    PRIVACY: ClassVar[dict[str, Privacy]] = public("code", "name", "name_en", "ends_service", "order")

    code = models.CharField(max_length=20, primary_key=True)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    ends_service = models.BooleanField()
    order = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.name


class EducationLevel(Reference):
    """ระดับการศึกษา, from the lowest."""

    PRIVACY: ClassVar[dict[str, Privacy]] = public("code", "name", "name_en", "order")

    code = models.CharField(max_length=20, primary_key=True)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    order = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.name


class ReviewGrade(Reference):
    """ผลการประเมินการปฏิบัติงาน, from the best. `passes`: it may earn a rise."""

    PRIVACY: ClassVar[dict[str, Privacy]] = public("code", "name", "name_en", "passes", "order")

    code = models.CharField(max_length=20, primary_key=True)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    passes = models.BooleanField(default=True)
    order = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.name


class DoubleTimePeriod(Reference):
    """ช่วงเวลาราชการทวีคูณ of an area, as announced. None is shipped: which count is disputed (domain.md 6.5)."""

    PRIVACY: ClassVar[dict[str, Privacy]] = public(
        "code", "name", "area", "starts", "until", "days", "legal_reference"
    )

    code = models.CharField(max_length=40, primary_key=True)
    name = models.CharField(max_length=120)
    area = models.CharField(max_length=200)
    starts = models.DateField()
    until = models.DateField()  # the day after the last one
    days = models.PositiveSmallIntegerField()  # those that the announcement grants
    legal_reference = models.CharField(max_length=200)

    class Meta(Reference.Meta):
        constraints: ClassVar = [
            *Reference.Meta.constraints,
            models.CheckConstraint(condition=Q(until__gt=F("starts")), name="standards_double_time_holds_a_day"),
        ]

    def __str__(self) -> str:
        return self.name
