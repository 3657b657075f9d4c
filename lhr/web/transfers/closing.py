"""Taking a case back: withdrawn by who began it, refused by the other, or called off once it is released."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lhr.access.permissions import Permission
from lhr.kernel.words import Words
from lhr.service_record import actions, cases, swaps
from lhr.service_record.cases import CaseView
from lhr.service_record.rules_of_swaps import SwapStatus
from lhr.service_record.rules_of_transfers import CaseStatus
from lhr.web.movements import reading
from lhr.web.movements.here import own_lgo
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.readings import CASE
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving
from lhr.web.transfers.forms import CloseForm
from lhr.web.transfers.presses import closing_says as says_of_case
from lhr.web.transfers.showing import case_of
from lhr.web.transfers.swapping import closing_says

_OVER = Words(
    "เรื่องนี้เปลี่ยนไปแล้วระหว่างที่ท่านเปิดหน้าอยู่ ดูสถานะล่าสุดด้านล่าง",
    "This case has moved on while your page was open; see below where it stands",
)
_CLOSED = Words("บันทึกแล้ว อีกฝ่ายและเจ้าของประวัติได้รับแจ้ง", "Saved; the other side and the person are told")


@needs(Permission.TRANSFER_ASK, Permission.TRANSFER_ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: OfficerRequest, case: UUID) -> HttpResponse:
    """Say why; what exactly follows stands on the page."""
    found, back = case_of(request, case), reverse("transfers:case", args=[case])
    if found.swap is not None:
        return _swap(request, found, back)
    side = found.side_of(own_lgo(request).pk)
    says = says_of_case(found, side) if side is not None else None
    form = CloseForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and side is not None and form.is_valid():
        typed, taken = form.cleaned_data, side

        def act() -> str:
            actions.close_case(
                by=request.actor, case_id=case, version=typed["version"], side=taken, reason=typed["reason"]
            )
            messages.success(request, _CLOSED.text(request.lang))
            return back

        since = partial(cases.acts_upon, case, after=typed["version"])
        answer = saving(request, form, "transfers.close", act, since=since)
        if answer is not None:
            return answer
    if says is None or side is None:
        acts = [one.text(request.lang) for one in form.overtaken or ()]
        messages.warning(request, " · ".join([_OVER.text(request.lang), *acts]))
        return HttpResponseRedirect(back)
    reading.note(request.actor, CASE, [found.person.id], own_lgo(request).path)
    context = {"form": form, "case": found, "says": says, "released": found.status is not CaseStatus.REQUESTED}
    return page(request, "transfers/close.html", {**context, "name": found.name_for(own_lgo(request).pk)})


def _swap(request: OfficerRequest, case: CaseView, back: str) -> HttpResponse:
    """A swap is taken back as a whole, by either side, until both have signed."""
    place = own_lgo(request)
    found = swaps.swap(case.swap, within=request.reach, day=request.actor.day) if case.swap else None
    mine = found.side_of(place.pk) if found else None
    if found is None or mine is None:
        raise ObjectDoesNotExist
    form = CloseForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data

        def act() -> str:
            actions.close_swap(
                by=request.actor, swap=found.id, version=typed["version"], organisation=place, reason=typed["reason"]
            )
            messages.success(request, _CLOSED.text(request.lang))
            return back

        answer = saving(request, form, "transfers.close", act)
        if answer is not None:
            return answer
    seen = not form.is_bound or form.data.get("version") == str(found.version)
    if found.status not in (SwapStatus.PROPOSED, SwapStatus.AGREED) or not seen:
        messages.warning(request, _OVER.text(request.lang))
        return HttpResponseRedirect(back)
    reading.note(request.actor, CASE, found.persons, place.path)
    context = {"form": form, "case": case, "says": closing_says(mine), "swap": found}
    name = " ↔ ".join(side.goes.name_for(place.pk) for side in found.sides)
    return page(request, "transfers/close.html", {**context, "name": name})
