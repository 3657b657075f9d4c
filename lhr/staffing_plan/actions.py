"""What is done to the annual budget of an LGO: recorded, corrected."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.audit.book import change
from lhr.history import ledger
from lhr.history.ledger import Overtaken
from lhr.kernel.fiscal import fiscal_year
from lhr.kernel.rules import stop_if
from lhr.organisations.models import Organisation
from lhr.staffing_plan import queries, rules
from lhr.staffing_plan.models import AnnualBudget
from lhr.staffing_plan.rules import Budget


def record_budget(*, by: Actor, organisation: Organisation, budget: Budget) -> AnnualBudget:
    """Record the budget of a fiscal year. Raises RuleBroken (SP-05), also where that year has one already;
    Overtaken when somebody was faster."""
    policy.require(by, Permission.PLAN_KEEP, organisation.path)
    known = queries.budget(organisation.pk, budget.year)
    stop_if([*rules.check_budget(budget, fiscal_year(by.day)), *rules.check_new(known.says if known else None)])
    try:
        with change(by, "plan:budget:recorded", organisation, path=organisation.path) as this:
            return ledger.record(
                this,
                AnnualBudget,
                organisation=organisation,
                starts=rules.first_day(budget.year),
                until=rules.first_day(budget.year + 1),
                fiscal_year=budget.year,
                **_columns(budget),
            )
    except IntegrityError as taken:
        # Somebody recorded that year between our look and our writing.
        raise Overtaken(f"budget of {budget.year}") from taken


def correct_budget(
    *, by: Actor, organisation: Organisation, budget: Budget, version: int, reason: str
) -> AnnualBudget:
    """Put the budget of that year right, or let an additional budget count; what stood before is kept.

    Raises Overtaken when it is not the version seen, RuleBroken (SP-05), AnnualBudget.DoesNotExist.
    """
    policy.require(by, Permission.PLAN_KEEP, organisation.path)
    stop_if([*rules.check_budget(budget, fiscal_year(by.day)), *rules.check_why(reason)])
    row = AnnualBudget.objects.known().get(organisation=organisation, fiscal_year=budget.year)
    if row.version != version:
        raise Overtaken(f"budget {row.entry_id}")
    with change(by, "plan:budget:corrected", organisation, path=organisation.path, reason=reason) as this:
        return ledger.correct(this, row, reason=reason.strip(), **_columns(budget))


def _columns(budget: Budget) -> dict[str, Any]:
    return {
        "amount": budget.amount,
        "benefit_pct": budget.benefit_pct,
        "benefit_amount": budget.benefit_amount,
        "reference": budget.reference.strip(),
        "reference_on": budget.reference_on,
    }
