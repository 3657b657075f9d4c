"""What an order makes of the personnel cost of its LGO, against the ceiling of มาตรา ๓๕. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from lhr.kernel.rules import Finding
from lhr.orders.models import Order
from lhr.orders.terms import OrderState
from lhr.service_record.judging_orders import JudgedOrderLine
from lhr.service_record.rules import check_reason
from lhr.staffing_plan import queries as plan
from lhr.staffing_plan import rules as of_plan
from lhr.staffing_plan.queries import Becomes, Outlook


@dataclass(frozen=True)
class Ceiling:
    """The cost before and after an order, and what SP-02 says of it; `waits` while the draft gives no reason for it.

    Once an order is checked the finding is shown and asks nothing any more: the register cannot refuse what the chief
    executive has signed.
    """

    outlook: Outlook
    found: tuple[Finding, ...] = ()
    waits: bool = False

    @property
    def checked(self) -> bool:
        """False where no budget is on record, so that nothing could be compared."""
        return self.outlook.after is not None


def of_order(row: Order, judged: Sequence[JudgedOrderLine]) -> Ceiling:
    """Return the cost of the fiscal year of the order's effective day, without its lines and with all of them."""
    seen = plan.outlook(row.organisation_id, row.starts, _changes(judged))
    if seen.before is None or seen.after is None:
        return Ceiling(seen)
    found = tuple(of_plan.check_order(seen.before, seen.after))
    return Ceiling(seen, found, row.status == OrderState.DRAFT and bool(check_reason(found, row.reason)))


def _changes(judged: Sequence[JudgedOrderLine]) -> dict[UUID, Becomes]:
    """What becomes of everybody on the order: before the first of their lines, and after the last."""
    found: dict[UUID, Becomes] = {}
    for one in judged:
        held = one.after.post_on(one.draft.starts)
        met = found.get(one.person.id)
        before, after = one.paid
        found[one.person.id] = Becomes(met.before if met else before, after, held.post_id if held else None)
    return found
