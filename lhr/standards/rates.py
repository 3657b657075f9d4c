"""What is paid beside a salary, and what an appraisal earns, by dated rows. Amounts are data, never code."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lhr.audit.guard import NoOverlap
from lhr.kernel.privacy import Privacy
from lhr.standards.lists import ReviewGrade
from lhr.standards.reference_row import Reference, one_of, public
from lhr.standards.rules import AllowanceKind, Per

_STEPS = [Decimal(halves) / 2 for halves in range(5)]


class AllowanceRate(Reference):
    """อัตราเงินประจำตำแหน่งและเงินเพิ่ม. An empty code asks nothing; `source` names the announcement."""

    NO_OVERLAP: ClassVar = (
        NoOverlap(
            "standards_one_allowance_a_day", ("allowance", "kind_code", "title_code", "line_code", "level_code")
        ),
    )
    PRIVACY: ClassVar[dict[str, Privacy]] = public(
        "id", "allowance", "kind_code", "title_code", "line_code", "level_code", "amount", "per", "starts", "until"
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    allowance = models.CharField(max_length=20)
    kind_code = models.CharField(max_length=40, default="")
    title_code = models.CharField(max_length=40, default="")
    line_code = models.CharField(max_length=4, default="")
    level_code = models.CharField(max_length=20, default="")
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    per = models.CharField(max_length=5)
    starts = models.DateField()
    until = models.DateField(null=True)

    class Meta(Reference.Meta):
        constraints: ClassVar = [
            *Reference.Meta.constraints,
            one_of("allowance", AllowanceKind, "standards_allowance_known"),
            one_of("per", Per, "standards_allowance_per_known"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="standards_allowance_is_paid"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("starts")), name="standards_allowance_holds_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.allowance} {self.title_code} {self.line_code} {self.level_code}: {self.amount}"


class RiseCriterion(Reference):
    """เกณฑ์การเลื่อนขั้นหรือเลื่อนเงินเดือนตามผลการประเมิน: what a grade earns in a pay round. None is shipped."""

    NO_OVERLAP: ClassVar = (NoOverlap("standards_one_criterion_a_day", ("kind_code", "grade_id", "half")),)
    PRIVACY: ClassVar[dict[str, Privacy]] = public(
        "id", "kind_code", "grade", "half", "steps", "percent", "least_days", "rounded_up_to", "starts", "until"
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind_code = models.CharField(max_length=40, default="")  # empty: every kind of staff
    grade = models.ForeignKey(ReviewGrade, models.PROTECT, related_name="criteria")
    half = models.PositiveSmallIntegerField(default=0)  # 0: of both halves
    steps = models.DecimalField(max_digits=2, decimal_places=1, null=True)
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    least_days = models.PositiveSmallIntegerField(null=True)  # in service in the half
    rounded_up_to = models.PositiveSmallIntegerField(null=True)  # baht
    starts = models.DateField()
    until = models.DateField(null=True)

    class Meta(Reference.Meta):
        constraints: ClassVar = [
            *Reference.Meta.constraints,
            models.CheckConstraint(condition=Q(half__lte=2), name="standards_criterion_half_known"),
            models.CheckConstraint(
                condition=Q(steps__isnull=False) | Q(percent__isnull=False), name="standards_criterion_says"
            ),
            models.CheckConstraint(
                condition=Q(steps=None) | Q(steps__in=_STEPS), name="standards_criterion_by_half_steps"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("starts")), name="standards_criterion_holds_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind_code} {self.grade_id} {self.half}: {self.steps} {self.percent}"
