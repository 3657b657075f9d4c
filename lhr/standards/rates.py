"""What is paid beside a salary, by dated rates. Amounts are data, never code (domain.md 5.4)."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lhr.audit.guard import NoOverlap
from lhr.kernel.privacy import Privacy
from lhr.standards.reference_row import Reference, one_of, public
from lhr.standards.rules import AllowanceKind, Per


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
