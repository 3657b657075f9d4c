"""Loading the reference tables: those shipped, lists brought in from outside, and salary schedules."""

from __future__ import annotations

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.audit.book import change
from lhr.history import reference
from lhr.kernel.rules import RuleBroken, Weight, stop_if
from lhr.standards.files import TABLES, wanted
from lhr.standards.models import MovementType
from lhr.standards.planning import About, ListPlan, SchedulePlan

__all__ = ["About", "ListPlan", "SchedulePlan", "apply_list", "apply_schedule", "load"]


def load(*, by: Actor) -> int:
    """Bring every reference table into line with the files shipped and return how many rows were written.

    A second run finds nothing to do and opens no change.
    """
    policy.require(by, Permission.REFERENCE_LOAD, "/")
    found = [
        difference
        for model, file_name, key in TABLES
        if (difference := reference.differences(model, wanted(model, file_name), key))
    ]
    if not found:
        return 0
    with change(by, "standards:reference:loaded", MovementType(code="*")):
        for difference in found:
            difference.write()
    return sum(len(d.missing) + len(d.differing) for d in found)


def apply_list(*, by: Actor, plan: ListPlan, reason: str = "") -> int:
    """Bring a list into line with the file that was planned; return how many rows were written. Raises RuleBroken."""
    policy.require(by, Permission.REFERENCE_LOAD, "/")
    stop_if(plan.findings)
    if not plan.difference:
        return 0
    with change(by, "standards:list:imported", plan.difference.model(), reason=reason):
        plan.difference.write()
    return plan.count


def apply_schedule(*, by: Actor, plan: SchedulePlan, reason: str = "") -> int:
    """Load a version of a salary schedule, or bring the one of that code and day into line with its file.

    Lines verified on an earlier reading of it are not judged again. Raises RuleBroken: RD-01 to RD-04; RD-02.3 passes
    with a reason.
    """
    policy.require(by, Permission.REFERENCE_LOAD, "/")
    stop_if(plan.findings)
    if not reason.strip() and any(f.weight is Weight.WARN for f in plan.findings):
        raise RuleBroken(plan.findings)
    if not plan.count:
        return 0
    with change(by, "standards:schedule:loaded", plan.schedule, reason=reason):
        if plan.changed:
            plan.schedule.save()
        for row in plan.gone:
            row.delete()
        for difference in plan.differences:
            difference.write()
    return plan.count
