"""Block B 4: leave, absence and lateness, by fiscal year and half-year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from lhr.kernel.rules import Finding
from lhr.kernel.thai_date import in_full
from lhr.kernel.words import Words
from lhr.service_record.rules_said_of_sections import SR_16, SR_17
from lhr.service_record.sections.columns import Choice, Number, Year
from lhr.service_record.sections.section import Facts, Section, Tab, Typed, Values

_AHEAD = 543
_DAYS, _TIMES = Words("วัน", "days"), Words("ครั้ง", "times")


def half_year(year: int, half: str) -> tuple[date, date]:
    """Return first and last day of a half of the B.E. fiscal year: 1 Oct to 31 Mar, 1 Apr to 30 Sep."""
    common = year - _AHEAD
    return (
        (date(common - 1, 10, 1), date(common, 3, 31))
        if half == "1"
        else (date(common, 4, 1), date(common, 9, 30))
    )


def span_of(values: Values) -> tuple[date | None, date | None]:
    if not values.get("year") or not values.get("half"):
        return None, None
    return half_year(int(values["year"]), str(values["half"]))


def check_leave(new: Typed, facts: Facts) -> list[Finding]:
    """SR-16: the unit of the type, halves of days, and no more days than the half-year has. SR-17: inside service."""
    first, last = span_of(new.values)
    if first is None or last is None:
        return []
    found = [*_units(new, facts), *_sum(new, facts, (last - first).days + 1)]
    served = any(span.starts <= last and (span.until is None or span.until > first) for span in facts.service)
    if facts.service and not served:
        found.append(SR_17.finding(field="year", date=in_full(first)))
    return found


def _units(new: Typed, facts: Facts) -> list[Finding]:
    name = facts.lists.get("leave_type", {}).get(new.text("type"))
    unit = facts.lists.get("leave_unit", {}).get(new.text("type"))
    if name is None or unit is None:
        return []
    found = []
    wanted = {"days": unit.en in ("days", "both"), "times": unit.en in ("times", "both")}
    counted = {"days": _DAYS, "times": _TIMES}
    main = "days" if wanted["days"] else "times"
    if not Decimal(new.text(main) or 0):
        found.append(SR_16.finding(variant=2, field=main, type=name, unit=counted[main]))
    for column, welcome in wanted.items():
        if new.values.get(column) and not welcome:
            found.append(SR_16.finding(variant=3, field=column, type=name, unit=counted[column]))
    days = Decimal(new.text("days") or 0)
    if days % Decimal("0.5"):
        found.append(SR_16.finding(variant=1, days=days))
    return found


def _sum(new: Typed, facts: Facts, limit: int) -> list[Finding]:
    same = [
        o
        for o in facts.stood
        if (o.values.get("year"), o.values.get("half")) == (new.values["year"], new.values["half"])
    ]
    total = sum((Decimal(str(o.values.get("days") or 0)) for o in same), Decimal(new.text("days") or 0))
    return [SR_16.finding(days=total, limit=limit)] if total > limit else []


LEAVE = Section(
    code="LEAVE",
    label=Words("วันลา ขาดราชการ มาสาย", "Leave, absence and lateness"),
    tab=Tab.LEAVE,
    number="ข 4",
    columns=(
        Year(name="year", label=Words("ปีงบประมาณ", "Fiscal year"), required=True, width=24),
        Choice(
            name="half",
            label=Words("รอบ", "Half-year"),
            options={
                "1": Words("1 (1 ต.ค. – 31 มี.ค.)", "1 (1 Oct – 31 Mar)"),
                "2": Words("2 (1 เม.ย. – 30 ก.ย.)", "2 (1 Apr – 30 Sep)"),
            },
            required=True,
            width=42,
        ),
        Choice(name="type", label=Words("ประเภทการลา", "Type"), source="leave_type", required=True),
        Number(name="days", label=Words("จำนวนวัน", "Days"), most=9999, step="0.1", width=22),
        Number(name="times", label=Words("จำนวนครั้ง", "Times"), most=999, width=22),
    ),
    span=span_of,
    key=("year", "half", "type"),
    checks=(check_leave,),
    summary=("type", "year", "half"),
)

SECTIONS = (LEAVE,)
