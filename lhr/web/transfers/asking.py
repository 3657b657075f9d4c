"""ขอรับโอน and เสนอสับเปลี่ยน: the asker cites the order and names the other LGO; the answer is a case, or one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lhr.access.permissions import Permission
from lhr.kernel.rules import Finding
from lhr.organisations import queries as organisations
from lhr.organisations.view import OrganisationView
from lhr.service_record import actions
from lhr.service_record import queries as service
from lhr.service_record.actions import Asked
from lhr.web.movements import scans
from lhr.web.movements.scans import Waiting
from lhr.web.rights.places import own_place
from lhr.web.shared import refused
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.picker import HINT
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving
from lhr.web.shared.scans import ScanField, stays_empty
from lhr.web.shared.uploads import takes_files
from lhr.web.transfers.forms import EVERYWHERE, AskForm, SwapForm

FILL, FORM = "fill", "ask"
_FILLING = (FILL, scans.REMOVE)
_CITED = ("citation_number", "citation_year", "citation_signed_on")


@dataclass(frozen=True)
class Asking:
    """What is asked on a page: its form, its template, its address, and the act."""

    form: type[AskForm]
    template: str
    address: str
    permission: Permission
    act: Callable[..., Asked]

    @property
    def url(self) -> str:
        return reverse(self.address)


def _asks(form: AskForm, **given: Any) -> Asked:
    return actions.ask(sender=organisations.get(form.sender, within=EVERYWHERE), **given)


def _proposes(form: AskForm, **given: Any) -> Asked:
    other = organisations.get(form.sender, within=EVERYWHERE)
    return actions.propose_swap(other=other, person_id=UUID(form.cleaned_data["person"]), **given)


ASK = Asking(AskForm, "transfers/ask.html", "transfers:ask", Permission.TRANSFER_ASK, _asks)
SWAP = Asking(SwapForm, "transfers/propose.html", "transfers:swap", Permission.TRANSFER_ANSWER, _proposes)


@takes_files
@needs(Permission.TRANSFER_ASK)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: OfficerRequest) -> HttpResponse:
    """POST looks for the LGO or takes a file (`fill`), or asks; a number is never part of an address."""
    return _answer(request, ASK)


@takes_files
@needs(Permission.TRANSFER_ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def swap(request: OfficerRequest) -> HttpResponse:
    """The same of somebody who is to change places with one of the own staff."""
    return _answer(request, SWAP)


def _answer(request: OfficerRequest, what: Asking) -> HttpResponse:
    place = own_place(request, what.permission)
    post = request.method == "POST"
    file = scans.waiting(request) if post else Waiting()
    form = what.form({**request.POST.dict(), "scan": file.key} if post else None)
    _offer(request, form, place)
    if not post and refused.bring_back(request, form=form):
        file = scans.kept(request, form["scan"].value())
    form.offer(request.actor.day, place.district_code, place.id)
    if post and (file.found or request.POST.get("step") in _FILLING):
        return _filled(request, what, place, form, file)
    if post and form.is_valid():
        answer = _asked(request, what, place, form, file)
        if answer is not None:
            return answer
    return _page(request, what, place, form, file)


def _offer(request: OfficerRequest, form: AskForm, place: OrganisationView) -> None:
    if isinstance(form, SwapForm):
        staff = service.people_of(place.id, request.actor.day)
        posted = [one for one in staff if one.posting.number]  # who leaves no post changes places with nobody
        form.offer_staff((str(s.person.id), f"{s.person.name} · {s.posting.name} {s.posting.number}") for s in posted)


def _filled(
    request: OfficerRequest, what: Asking, place: OrganisationView, form: AskForm, file: Waiting
) -> HttpResponse:
    """Nothing was asked yet: show the fields as they stand, and what stands against the file just sent."""
    if stays_empty(request, _scan(request, place, form, file)):
        return HttpResponse(status=204)
    if request.htmx and not request.htmx.boosted:
        shown = what.form(initial=form.data)
        _offer(request, shown, place)
        shown.offer(request.actor.day, place.district_code, place.id)
        return _page(request, what, place, shown, file)
    form.show_again({name: [str(value)] for name, value in form.data.items()}, [])
    form.take(file.found)
    return refused.send_to_form(request, {"form": form}, what.url)


def _asked(
    request: OfficerRequest, what: Asking, place: OrganisationView, form: AskForm, file: Waiting
) -> HttpResponse | None:
    """Return the way to the case, or None when the page is to say what was found instead."""
    met: list[Asked] = []

    def act() -> str:
        met.append(
            what.act(
                form,
                by=request.actor,
                organisation=organisations.get(place.id, within=request.reach),
                national_id=form.cleaned_data["national_id"],
                order=form.order,
                effective_on=form.cleaned_data["starts"],
                scan=scans.opened(request, file.key),
            )
        )
        if met[0].case_id is None:
            return what.url
        scans.drop(request, file.key)
        return reverse("transfers:case", args=[met[0].case_id])

    answer = saving(request, form, what.address.replace(":", "."), act)
    if answer is None or not met or met[0].case_id is not None:
        return answer
    form.take(_on_its_field(met[0].findings))
    return None


def _on_its_field(findings: Iterable[Finding]) -> Iterable[Finding]:
    """The limits and a wrong number stand on the number, everything else where the rule puts it."""
    return (f if f.code.startswith("SR") else replace(f, field="national_id") for f in findings)


def _scan(request: OfficerRequest, place: OrganisationView, form: AskForm, file: Waiting) -> ScanField:
    typed: dict[str, Any] = {name: form[name].value() for name in _CITED}
    return replace(scans.field_of(request, place.id, None, typed, file), form=FORM)


def _page(
    request: OfficerRequest, what: Asking, place: OrganisationView, form: AskForm, file: Waiting
) -> HttpResponse:
    context = {
        "form": form,
        "place": place,
        "scan": _scan(request, place, form, file),
        "hint": HINT,
    }
    return page(request, what.template, context, at=what.url)
