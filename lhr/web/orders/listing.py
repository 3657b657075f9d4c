"""คำสั่ง: the orders of the LGO, the one touched last first. The list names nobody."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lhr.access.permissions import Permission
from lhr.kernel.digits import to_arabic
from lhr.kernel.words import Words
from lhr.orders import queries
from lhr.orders.queries import OrderView
from lhr.orders.terms import KINDS, OrderKind, OrderState
from lhr.web.movements.here import at_an_lgo
from lhr.web.orders.words import STATE_SHORT, TONE, waits
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest

ROWS_A_PAGE = 25
_FIRST_YEAR, _LAST_YEAR = 2432, 2700


@dataclass(frozen=True, slots=True)
class Row:
    order: OrderView
    short: Words
    tone: str
    waits: Words | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is narrowed to."""

    state: OrderState | None
    kind: OrderKind | None
    year: int | None
    before: int | None

    @classmethod
    def of(cls, request: OfficerRequest) -> Asked:
        """What is no state, kind, year or place of the list narrows nothing."""
        get = request.GET.get
        state, kind = None, None
        with suppress(ValueError):
            state = OrderState(str(get("state", "")))
        with suppress(ValueError):
            kind = OrderKind(str(get("kind", "")))
        year = _number(get("year"))
        return cls(state, kind, year if year and _FIRST_YEAR <= year <= _LAST_YEAR else None, _number(get("before")))

    def address(self, before: int | None = None) -> str:
        asked = {"state": self.state, "kind": self.kind, "year": self.year, "before": before}
        return f"?{urlencode({name: str(value) for name, value in asked.items() if value})}"


@needs(Permission.ORDER_VIEW)
@require_safe
def listed(request: OfficerRequest) -> HttpResponse:
    """Narrowed by state, kind and year; the next page begins behind the last row seen."""
    asked = Asked.of(request)
    found = queries.orders(
        request.reach,
        request.actor.day,
        states=(asked.state,) if asked.state else (),
        kind=asked.kind,
        year=asked.year,
        before=asked.before,
        limit=ROWS_A_PAGE + 1,
    )
    shown = found[:ROWS_A_PAGE]
    context = {
        "rows": [Row(one, STATE_SHORT[one.state], TONE[one.state], waits(request, one)) for one in shown],
        "asked": asked,
        "states": [(state.value, STATE_SHORT[state]) for state in OrderState],
        "kinds": [(kind.value, KINDS[kind].says) for kind in OrderKind],
        "above": not at_an_lgo(request),
        "next": asked.address(shown[-1].touched) if len(found) > ROWS_A_PAGE else "",
        "first": asked.address() if asked.before else "",
    }
    return page(request, "orders/list.html", context)


def _number(text: object) -> int | None:
    digits = to_arabic(str(text or ""))
    return int(digits) if digits.isdecimal() and len(digits) < 15 else None
