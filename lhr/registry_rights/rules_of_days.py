"""OR-02 and RR-05 applied to one block of SEM102: the day of signing, the first day, days without a holder. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from lhr.access.roles import ROLE_SAYS
from lhr.kernel.periods import Period
from lhr.kernel.rules import Finding, Weight
from lhr.kernel.thai_date import in_full
from lhr.kernel.words import Words
from lhr.registry_rights.candidate import Candidate
from lhr.registry_rights.rules_said import RR_05
from lhr.registry_rights.seats import Tenure
from lhr.service_record.rules_said import OR_02

NameOf = Callable[[UUID], str]
_ONE_DAY = Words("วันที่ {first} (1 วัน)", "On {first} (1 day)")
_SPAN = Words("ตั้งแต่ {first} ถึง {last} ({days} วัน)", "From {first} to {last} ({days} days)")


def check_order(who: Candidate, today: date) -> list[Finding]:
    """OR-02: the order was signed by today, and by the first day or with a reason."""
    signed = who.order_signed_on
    if signed is None:
        return []
    if signed > today:
        day = in_full(signed)
        return [OR_02.finding(variant=1, field=who.field("order_signed_on"), signed=day)]
    if signed <= who.starts:
        return []
    said: dict[str, Any] = {"effective": in_full(who.starts), "signed": in_full(signed)}
    return [OR_02.finding(field=who.field("starts"), days=(signed - who.starts).days, **said)]


def check_start(who: Candidate, today: date, most_ahead: int) -> list[Finding]:
    """RR-05: a right that begins before it is saved, or far ahead, needs a reason."""
    day = in_full(who.starts)
    if who.starts < today:
        back = (today - who.starts).days
        return [RR_05.finding(field=who.field("starts"), date=day, days=back, role=ROLE_SAYS[who.role])]
    ahead = (who.starts - today).days
    if ahead <= most_ahead:
        return []
    return [RR_05.finding(variant=1, field=who.field("starts"), date=day, days=ahead, most=most_ahead)]


def check_last_day(who: Candidate, was: Tenure, today: date) -> list[Finding]:
    """RR-05.3: mending an appointment takes no day away on which the right was in force."""
    served = was.counts and was.starts < today
    if not served or who.until is None or who.until >= today:
        return []
    return [RR_05.finding(variant=3, field=who.field("last_day"), date=in_full(who.last_day))]  # type: ignore[arg-type]


def check_gap(who: Candidate, gap: Period | None, before: Tenure | None, name_of: NameOf) -> list[Finding]:
    """RR-05.2: days on which nobody would hold the role, named, need a reason: no gap that no one chose."""
    if gap is None or gap.until is None or before is None:
        return []
    last, days = gap.until - timedelta(days=1), (gap.until - gap.starts).days
    values = {"first": in_full(gap.starts), "last": in_full(last), "days": days}
    said = _ONE_DAY if days == 1 else _SPAN
    span = Words(said.text("th", **values), said.text("en", **values))
    told: dict[str, Any] = {"role": ROLE_SAYS[who.role], "person": name_of(before.person)}
    told |= {"until": in_full(gap.starts)}
    return [RR_05.finding(variant=2, field=who.field("starts"), span=span, **told)]


def unanswered(findings: Iterable[Finding], reason: str) -> bool:
    """True when a rule warns and no reason answers it."""
    return not reason.strip() and any(f.weight is Weight.WARN for f in findings)
