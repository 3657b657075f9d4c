"""One order: head, where it stands and who is next, its lines upon their records, and what may be done with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lhr import config
from lhr.access import policy
from lhr.access.permissions import Permission
from lhr.documents import queries as documents
from lhr.kernel.digits import to_arabic
from lhr.kernel.thai_date import said
from lhr.kernel.words import Words
from lhr.orders import printing, queries, undone
from lhr.orders.queries import OrderView
from lhr.orders.terms import EFFECT_SAYS, OrderState
from lhr.service_record import cases
from lhr.service_record.rules import CancelEffect
from lhr.web.movements import reading
from lhr.web.movements.asking import ask_purpose
from lhr.web.movements.here import pair_of
from lhr.web.orders import costing, grid
from lhr.web.orders.forms import VersionForm
from lhr.web.orders.signing import sign_fields
from lhr.web.orders.words import STATE_SHORT, TONE, steps, waits
from lhr.web.shared import scans
from lhr.web.shared.cards import reaches_agent
from lhr.web.shared.decorators import needs
from lhr.web.shared.forms import LhrForm
from lhr.web.shared.pages import page
from lhr.web.shared.readings import ORDER, SCAN
from lhr.web.shared.requests import OfficerRequest

DONE = (OrderState.APPLIED, OrderState.AMENDED, OrderState.CANCELLED)


@needs(Permission.ORDER_VIEW)
@reaches_agent
@require_http_methods(["GET", "HEAD", "POST"])
def order(request: OfficerRequest, order: UUID) -> HttpResponse:
    """POST only says why an office above reads it."""
    return show(request, queries.order(order, within=request.reach, day=request.actor.day))


@needs(Permission.ORDER_VIEW)
@require_safe
def scan(request: OfficerRequest, order: UUID, scan: UUID) -> HttpResponse:
    """Hand out a scan of the signed order; it names everybody in it. An office above says why on the order's page."""
    found = queries.order(order, within=request.reach, day=request.actor.day)
    one = scans.one_of(_scans(found), scan)
    asked = ask_purpose(request, ORDER, found.organisation_path)
    if isinstance(asked, HttpResponse):
        return HttpResponseRedirect(address_of(order))
    reading.note(request.actor, SCAN, grid.persons(order), found.organisation_path, asked)
    return scans.handed_out(one)


@needs(Permission.ORDER_VIEW)
@require_safe
def printed(request: OfficerRequest, order: UUID) -> HttpResponse:
    """The order on paper: a draft to be laid before who signs it, or as it was signed."""
    found = queries.order(order, within=request.reach, day=request.actor.day)
    asked = ask_purpose(request, ORDER, found.organisation_path)
    if isinstance(asked, HttpResponse):
        return HttpResponseRedirect(address_of(order))
    made = printing.order_pdf(by=request.actor, order_id=order, pair=pair_of(found.organisation_id, request))
    return HttpResponse(
        made, content_type="application/pdf", headers={"Content-Disposition": 'inline; filename="order.pdf"'}
    )


def show(request: OfficerRequest, found: OrderView, form: LhrForm | None = None) -> HttpResponse:
    """Answer with the page of an order; `form` is what was pressed on it and refused. Who is named on it is read."""
    asked = ask_purpose(request, ORDER, found.organisation_path)
    if isinstance(asked, HttpResponse):
        return asked
    reading.note(request.actor, ORDER, grid.persons(found.id), found.organisation_path, asked)
    return page(request, "orders/order.html", _context(request, found, form), at=address_of(found.id))


def address_of(order_id: UUID) -> str:
    return reverse("orders:order", args=[order_id])


def note(request: OfficerRequest, found: OrderView) -> None:
    """Note who was seen on a page that one of the LGO's own hands works on."""
    reading.note(request.actor, ORDER, grid.persons(found.id), found.organisation_path)


def _context(request: OfficerRequest, found: OrderView, form: LhrForm | None) -> dict[str, Any]:
    path = found.organisation_path
    draws = policy.can(request.actor, Permission.ORDER_DRAW, path)
    applies = policy.can(request.actor, Permission.ORDER_APPLY, path)
    since = to_arabic(str(request.GET.get("from", "")))
    first = int(since) if since.isdecimal() and len(since) < 8 else 0
    done, drawn = found.state in DONE, queries.lines_of(found.id)
    only = request.GET.get("only") == "refused"
    lines = grid.written(request, found, since=first) if done else grid.previewed(
        request, found, only=only, since=first
    )
    return {
        "order": found,
        "short": STATE_SHORT[found.state],
        "tone": TONE[found.state],
        "steps": steps(found),
        "waits": waits(request, found),
        "grid": lines,
        "cost": costing.line_of(request, seen) if lines.preview and (seen := lines.preview.ceiling) else None,
        "form": form or VersionForm(initial={"version": found.version}),
        "happened": queries.history(found.id),
        "prepared": queries.prepared(found.id) if found.prepared_by else None,
        "draws": draws,
        "applies": applies,
        "drafting": draws and found.state is OrderState.DRAFT,
        "done": done,
        "effect": EFFECT_SAYS[effect] if (effect := queries.effect_of(drawn)) else None,
        "amendable": done and any(undone.is_amendable(one) for one in drawn),
        "linked": _linked(request, found),
        "held": _held(request, found) if done else None,
        "scans": _scans(found),
        "may_attach": draws and (found.state is OrderState.SIGNED or done),
        "scan_most": config.scan_max_mb(),
        **(sign_fields(request, found) if draws and found.state is OrderState.CHECKED else {}),
    }


def _held(request: OfficerRequest, found: OrderView) -> UUID | None:
    """The case of the swap whose other side has yet to sign what this order wrote."""
    states = queries.written(found.id, request.actor.day)
    waiting = [entry for entry, state in states.items() if state == "SIGNED"]
    halves = cases.cases_of_lines(waiting).values() if waiting else ()
    return next((case.pk for case in halves if case.sender_id == found.organisation_id), None)


def _scans(found: OrderView) -> tuple[Any, ...]:
    if not found.citation.is_order:
        return ()
    return tuple(documents.scans_of(found.organisation_id, found.citation.evidence_key(found.id)))


def _linked(request: OfficerRequest, found: OrderView) -> list[tuple[Words, OrderView]]:
    """The order that this one undoes, and those that are to undo it or did."""
    say_of = {
        "cancels": Words("ยกเลิกคำสั่ง", "Cancels"),
        "amends": Words("แก้ไขคำสั่ง", "Amends"),
        "amended": Words("ถูกแก้ไขโดย", "Amended by"),
    }

    def one(order_id: UUID) -> OrderView:
        return queries.order(order_id, within=request.reach, day=request.actor.day)

    told = [(say_of[name], one(target)) for name in ("cancels", "amends") if (target := getattr(found, name))]
    others = [one(other) for other in queries.about(found.id)]
    return [*told, *((_undone(other) if other.cancels else say_of["amended"], other) for other in others)]


def _undone(by_other: OrderView) -> Words:
    if queries.effect_of(queries.lines_of(by_other.id)) is CancelEffect.FROM_DAY:
        day = said(by_other.starts)
        return Words(f"สิ้นผลตั้งแต่ {day.th} โดย", f"Ends from {day.en} on, by")
    return Words("ถูกยกเลิกโดย", "Cancelled by")
