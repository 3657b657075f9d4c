"""The signature: what the signed paper says is noted, with its scan. Nobody signs here: the chief executive did."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from lhr.access.permissions import Permission
from lhr.access.policy import Reach
from lhr.documents.checked import Checked
from lhr.kernel.words import Words
from lhr.orders import actions, queries
from lhr.orders.queries import OrderView
from lhr.orders.terms import OrderState
from lhr.web.movements import reading, scans
from lhr.web.movements.here import pair_of
from lhr.web.movements.scans import Waiting
from lhr.web.orders import grid
from lhr.web.orders.forms import SignForm
from lhr.web.orders.pressing import press
from lhr.web.shared import refused
from lhr.web.shared.attaching import attached
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.readings import ORDER
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.scans import ScanField, stays_empty
from lhr.web.shared.uploads import takes_files

FILL, FORM = "fill", "sign"
_FILLING = (FILL, scans.REMOVE)
_CITED = ("citation_number", "citation_year", "citation_signed_on")
_SIGNED = Words("บันทึกการลงนามแล้ว รอนายทะเบียนลงทะเบียนประวัติ", "The signature is noted; the registrar is next")
_BARE = Words(
    "บันทึกการลงนามแล้ว แต่ยังไม่แนบไฟล์สแกน ทำต่อ: แนบไฟล์ในหน้านี้ก่อนนายทะเบียนลงทะเบียนประวัติ",
    "The signature is noted, but no scan is attached. Next: attach it on this page before the registrar goes on",
)


def sign_fields(request: OfficerRequest, found: OrderView) -> dict[str, Any]:
    """What a page needs that carries the form of the signature; who signed last time is proposed."""
    form = SignForm(initial=_initial(request, found))
    return {"sign_form": form, "scan": _scan(request, found, form, Waiting())}


@takes_files
@needs(Permission.ORDER_DRAW)
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: OfficerRequest, order: UUID) -> HttpResponse:
    """POST takes a file (`fill`), or notes the signature."""
    found = queries.order(order, within=request.reach, day=request.actor.day)
    post = request.method == "POST"
    file = scans.waiting(request) if post else Waiting()
    initial = _initial(request, found)
    form = SignForm({**request.POST.dict(), "scan": file.key} if post else None, initial=initial)
    if not post and refused.bring_back(request, form=form):
        file = scans.kept(request, form["scan"].value())
    if post and (file.found or request.POST.get("step") in _FILLING):
        return _filled(request, found, form, file)
    if post and form.is_valid():

        def act() -> str:
            scan = scans.opened(request, file.key)
            actions.sign(
                by=request.actor,
                order_id=order,
                version=form.cleaned_data["version"],
                signed=form.signature(scan),
                pair=pair_of(found.organisation_id, request),
            )
            scans.drop(request, file.key)
            if scan is None:
                messages.warning(request, _BARE.text(request.lang))
            else:
                messages.success(request, _SIGNED.text(request.lang))
            return reverse("orders:order", args=[order])

        answer = press(request, order, form, "orders.sign", act)
        if answer is not None:
            return answer
    return _page(request, found, form, file)


@takes_files
@needs(Permission.ORDER_DRAW)
@require_POST
def attach(request: OfficerRequest, order: UUID) -> HttpResponse:
    """Attach the scan to an order that was signed without one, or a clearer one."""
    found = queries.order(order, within=request.reach, day=request.actor.day)

    def perform(scan: Checked) -> None:
        actions.attach_scan(by=request.actor, order_id=found.id, scan=scan)

    return attached(request, action="orders.attach", back=reverse("orders:order", args=[order]), perform=perform)


def _filled(request: OfficerRequest, found: OrderView, form: SignForm, file: Waiting) -> HttpResponse:
    """Nothing is signed yet: the fields as they stand, and what stands against the file just sent."""
    if stays_empty(request, _scan(request, found, form, file)):
        return HttpResponse(status=204)
    if request.htmx and not request.htmx.boosted:
        return _page(request, found, SignForm(initial=form.data), file)
    form.show_again({name: [str(value)] for name, value in form.data.items()}, [])
    form.take(file.found)
    return refused.send_to_form(request, {"form": form}, reverse("orders:sign", args=[found.id]))


def _page(request: OfficerRequest, found: OrderView, form: SignForm, file: Waiting) -> HttpResponse:
    reading.note(request.actor, ORDER, grid.persons(found.id), found.organisation_path)
    context = {"form": form, "sign_form": form, "order": found, "scan": _scan(request, found, form, file)}
    return page(request, "orders/sign.html", context, at=reverse("orders:sign", args=[found.id]))


def _scan(request: OfficerRequest, found: OrderView, form: SignForm, file: Waiting) -> ScanField:
    typed = {name: form[name].value() for name in _CITED}
    made = scans.field_of(request, found.organisation_id, None, typed, file)
    address = reverse("orders:sign", args=[found.id])
    return replace(made, form=FORM, post=address, removes=address)


def _initial(request: OfficerRequest, found: OrderView) -> dict[str, Any]:
    """Who signed the last order of this LGO signs as a rule the next one."""
    here = Reach(frozenset({found.organisation_path}))
    signed = (OrderState.SIGNED, OrderState.APPLIED)
    last = next(iter(queries.orders(here, request.actor.day, states=signed, limit=1)), None)
    return {
        "version": found.version,
        "signatory": last.signatory if last else "",
        "signatory_title": last.signatory_title if last else "",
        "series": last.series if last else "",
    }
