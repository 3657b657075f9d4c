"""Into the records: the registrar signs by card over exactly the order that was seen and the warnings that stood in it;
all of its lines are written."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from lhr.access.permissions import Permission
from lhr.history.ledger import Overtaken
from lhr.kernel.digits import to_thai
from lhr.kernel.rules import RuleBroken, stop_if
from lhr.kernel.thai_date import show as day_of
from lhr.kernel.words import Words, filled
from lhr.orders import actions, previewing, queries, rules
from lhr.orders.queries import OrderView
from lhr.orders.terms import OrderState
from lhr.web.movements.here import pair_of
from lhr.web.orders.forms import ApplyForm, VersionForm
from lhr.web.orders.opening import address_of, show
from lhr.web.orders.pressing import press
from lhr.web.shared.cards import reaches_agent
from lhr.web.shared.confirming import NotConfirmed, Transaction
from lhr.web.shared.decorators import needs
from lhr.web.shared.requests import OfficerRequest

_APPLIED = Words("ลงทะเบียนประวัติตามคำสั่งแล้ว {n} รายการ", "Written into the records: {n} lines")
_FOR_PROVINCE = Words(" รอจังหวัดตรวจสอบ {n} รายการ", "; {n} wait for the province")
_NOT_NOW = Words(
    "ลงทะเบียนประวัติไม่ได้ ทะเบียนเปลี่ยนไปหลังลงนาม: ติดกฎ {blocked} รายการ รอเหตุผล {unanswered} รายการ\n"
    "ทำต่อ: ดูรายการที่ติดกฎด้านล่าง แล้วส่งกลับให้เจ้าหน้าที่แก้พร้อมเหตุผล",
    "Not written: the register has changed since it was signed; rules refuse {blocked} lines, {unanswered} wait for a "
    "reason\nNext: look at what is refused below and send the order back with the reason",
)

_WARNED_ANEW = Words(
    "ยังไม่ได้ลงทะเบียน ข้อสังเกตของระบบเปลี่ยนไปตั้งแต่ที่ท่านเปิดหน้านี้\n"
    "ทำต่อ: อ่านข้อสังเกตใต้แต่ละรายการอีกครั้ง แล้วกดลงทะเบียนประวัติ หรือส่งกลับให้เจ้าหน้าที่แก้พร้อมเหตุผล",
    "Not written: what the system remarks has changed since you opened this page\n"
    "Next: read the remarks under the lines again, then write them into the records, or send the order back with the "
    "reason",
)


@needs(Permission.ORDER_APPLY)
@reaches_agent
@require_POST
def apply(request: OfficerRequest, order: UUID) -> HttpResponse:
    """Write a signed order into all of its records, or none."""
    found = queries.order(order, within=request.reach, day=request.actor.day)
    form = ApplyForm(request.POST)
    if form.is_valid():
        version, warned = form.cleaned_data["version"], form.cleaned_data["warned"]

        def confirm() -> Transaction:
            return transaction_of(request, found, version, warned)

        def act() -> str:
            pair = pair_of(found.organisation_id, request)
            actions.apply(by=request.actor, order_id=order, version=version, pair=pair)
            messages.success(request, _said(request, order))
            return address_of(order)

        answer = press(request, order, form, "orders.apply", act, confirm=confirm)
        if answer is not None:
            return answer
        _briefly(request, found, form)
    return show(request, queries.order(order, within=request.reach, day=request.actor.day), form)


def transaction_of(request: OfficerRequest, found: OrderView, version: int, warned: str) -> Transaction:
    """Return what is signed. Raises RuleBroken, Overtaken for what could not be applied anyway, NotConfirmed when other
    warnings stand than those that were seen: no card is asked for in vain."""
    stop_if(rules.check_state(found.state, OrderState.SIGNED))
    if found.version != version:
        raise Overtaken(f"order {found.id}")
    seen = previewing.preview(request.actor, queries.row_of(found.id), pair_of(found.organisation_id, request))
    if not seen.passes:
        raise RuleBroken(seen.findings)
    if seen.warned != warned:
        # The order's own reason would answer a warning that nobody read.
        raise NotConfirmed(_WARNED_ANEW)
    content: dict[str, object] = {
        "act": str(Permission.ORDER_APPLY),
        "count": found.people,
        "organisation": str(found.organisation_id),
        "says": says(found),
        "sha256": queries.digest(found.id),
        "warned": warned,
    }
    return Transaction(Permission.ORDER_APPLY, content)


def says(found: OrderView) -> str:
    """Order, kind, count and LGO, no name: with the navigation transport the sentence travels in an address."""
    number = f"{to_thai(found.citation.number)}/{to_thai(str(found.citation.year))}"
    return (
        f"ลงทะเบียนประวัติตามคำสั่งที่ {number} {found.kind_says.th} {to_thai(str(found.people))} รายการ "
        f"ของ {found.organisation_label} มีผล {day_of(found.starts)}"
    )


def _said(request: OfficerRequest, order: UUID) -> str:
    states = queries.written(order, request.actor.day)
    waiting = sum(state == "SUBMITTED" for state in states.values())
    told = _APPLIED.text(request.lang, n=len(states))
    return told + (_FOR_PROVINCE.text(request.lang, n=waiting) if waiting else "")


def _briefly(request: OfficerRequest, found: OrderView, form: VersionForm) -> None:
    """Where rules stop it, the page has every finding under its line: the summary says how many."""
    told = [error for errors in form.errors.as_data().values() for error in errors]
    if not any(getattr(error, "finding", None) for error in told) or found.state is not OrderState.SIGNED:
        return
    seen = previewing.preview(request.actor, queries.row_of(found.id), pair_of(found.organisation_id, request))
    if seen.blocked or seen.unanswered:
        form.show_again({"version": [str(form.cleaned_data.get("version", ""))]}, [])
        form.say(filled(_NOT_NOW, blocked=seen.blocked, unanswered=seen.unanswered))
