"""The annual expenditure budget of an LGO, with every version that was ever recorded."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lhr.audit.guard import NoOverlap
from lhr.history.models import FACT_PRIVACY, Fact
from lhr.kernel.privacy import Privacy
from lhr.organisations.models import Organisation


class AnnualBudget(Fact):
    """งบประมาณรายจ่ายประจำปี: holds for one fiscal year (B.E.), from 1 October to 30 September; what the ceiling of
    มาตรา ๓๕ is a part of. Other benefits are said in per cent of all pay or in baht, never both."""

    PRIVACY: ClassVar[dict[str, Privacy]] = {
        **FACT_PRIVACY,
        **dict.fromkeys(
            (
                "organisation",
                "fiscal_year",
                "amount",
                "benefit_pct",
                "benefit_amount",
                "reference",
                "reference_on",
                "reason",
            ),
            Privacy.INTERNAL,
        ),
    }
    NO_OVERLAP: ClassVar[tuple[NoOverlap, ...]] = (NoOverlap("plan_one_budget_a_day", ("organisation_id",)),)

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="budgets")
    fiscal_year = models.PositiveSmallIntegerField()  # B.E.
    amount = models.DecimalField(max_digits=15, decimal_places=2)  # baht
    benefit_pct = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    benefit_amount = models.DecimalField(max_digits=15, decimal_places=2, null=True)  # baht a year
    reference = models.CharField(max_length=300)  # the local ordinance (ข้อบัญญัติ, เทศบัญญัติ)
    reference_on = models.DateField()
    reason = models.CharField(max_length=300, default="")  # of a correction

    class Meta(Fact.Meta):
        constraints: ClassVar = [
            *Fact.Meta.constraints,
            models.CheckConstraint(condition=Q(amount__gt=0), name="plan_budget_is_some"),
            models.CheckConstraint(
                condition=Q(benefit_pct=None, benefit_amount__isnull=False)
                | Q(benefit_pct__isnull=False, benefit_amount=None),
                name="plan_budget_benefit_one_way",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fiscal_year}: {self.amount}"
