"""The line of an order's page that says what it makes of the personnel cost of the LGO, and whether that is lawful."""

from __future__ import annotations

from dataclasses import dataclass

from lhr.kernel.digits import baht, plain
from lhr.orders.ceiling import Ceiling
from lhr.web.shared.forms import Told
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.told import Message


@dataclass(frozen=True)
class CostLine:
    """Without a budget on record only `year` says something. `waits`: the draft gives no reason for what was found."""

    year: str
    checked: bool
    before: str = ""
    after: str = ""
    budget: str = ""
    ratio_before: str = ""
    ratio_after: str = ""
    ceiling: str = ""
    lawful: bool = True
    missing: int = 0
    unstated: int = 0
    told: tuple[Message, ...] = ()
    waits: bool = False

    @property
    def changes(self) -> bool:
        return self.before != self.after


def line_of(request: OfficerRequest, seen: Ceiling) -> CostLine:
    one, year = seen.outlook, str(seen.outlook.year)
    if one.before is None or one.after is None:
        return CostLine(year, checked=False)
    return CostLine(
        year,
        checked=True,
        before=baht(one.before.total),
        after=baht(one.after.total),
        budget=baht(one.after.budget.amount),
        ratio_before=one.before.ratio,
        ratio_after=one.after.ratio,
        ceiling=plain(one.after.ceiling),
        lawful=one.after.lawful,
        missing=one.missing,
        unstated=one.unstated,
        told=tuple(Message(Told(found), request.lang, None, request.digits) for found in seen.found),
        waits=seen.waits,
    )
