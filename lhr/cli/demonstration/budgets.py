"""The annual budgets of the demonstration: most LGOs well within the ceiling, one whose round of pay goes above it, and
some that have not recorded theirs yet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from lhr.access.roles import Role
from lhr.cli.demonstration.loaded import Loaded
from lhr.kernel.fiscal import fiscal_year
from lhr.orders import previewing
from lhr.orders.queries import Order
from lhr.organisations.rules import Kind
from lhr.staffing_plan import actions, queries, rules
from lhr.staffing_plan.rules import Budget

_BENEFITS = Decimal(15)
_PER_CENT = (31, 34, 36, 38)  # of the budget, from one LGO to the next
_SILENT = 5  # one of so many has recorded nothing
_THOUSAND = 1_000


def leave(one: Loaded, at: int, day: date) -> None:
    """Let the officer of the LGO record the budget of this fiscal year, where everybody has a career also that of the
    year before."""
    if at % _SILENT == _SILENT - 1 and not one.whole:
        return
    year, own = fiscal_year(day), queries.cost_of(one.lgo.pk, day).reckoned.own.yearly
    amount = own * (100 + _BENEFITS) / _PER_CENT[at % len(_PER_CENT)]
    for behind in (1, 0) if one.whole else (0,):
        _record(one, year - behind, amount * (100 - 4 * behind) / 100, day)


def narrow(one: Loaded, order: Order, day: date) -> None:
    """Let the budget of this order's year be so small that the order goes above the ceiling and nothing else did."""
    by, year = one.hand(Role.OFFICER, one.officer, day), fiscal_year(order.starts)
    known = queries.budget(one.lgo.pk, year)
    if known is None:
        now = queries.budget(one.lgo.pk, fiscal_year(day))
        _record(one, year, now.says.amount if now else Decimal(_THOUSAND), day)
    seen = previewing.preview(by, order, frozenset()).ceiling
    if seen is None or seen.outlook.before is None or seen.outlook.after is None:
        raise LookupError("a budget was recorded and is not seen")
    before, after = seen.outlook.before, seen.outlook.after
    said = _budget(one, year, (before.total + after.total) / 2 * 100 / before.ceiling)
    why = "พิมพ์ยอดของปีก่อน"
    actions.correct_budget(by=by, organisation=one.lgo, budget=said, version=1, reason=why)


def _record(one: Loaded, year: int, amount: Decimal, day: date) -> None:
    by = one.hand(Role.OFFICER, one.officer, day)
    actions.record_budget(by=by, organisation=one.lgo, budget=_budget(one, year, amount))


def _budget(one: Loaded, year: int, amount: Decimal) -> Budget:
    called = "เทศบัญญัติ" if one.planned.kind in (Kind.CITY_MUN, Kind.TOWN_MUN, Kind.TAMBON_MUN) else "ข้อบัญญัติ"
    announced = rules.first_day(year).replace(month=9, day=20)
    rounded = amount // _THOUSAND * _THOUSAND
    return Budget(
        year, rounded, _BENEFITS, None, f"{called}งบประมาณรายจ่าย ประจำปีงบประมาณ พ.ศ. {year}", announced
    )
