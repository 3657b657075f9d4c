"""The picker of SEM102: one whole number, one answer. A dialog over the form, or a page of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from lhr.access.permissions import Permission
from lhr.access.roles import Role
from lhr.kernel import thai_date
from lhr.kernel.rules import RuleBroken
from lhr.organisations import queries as organisations
from lhr.organisations.view import OrganisationView
from lhr.people import queries as people
from lhr.registry_rights import queries as rights
from lhr.registry_rights.drafts import NewPerson
from lhr.registry_rights.terms import BLOCK_LABELS
from lhr.standards import queries as standards
from lhr.web.rights import outcomes
from lhr.web.rights.board import PICK_SAYS
from lhr.web.rights.forms import BLOCKS, NewPersonForm, PickForm
from lhr.web.rights.places import own_place
from lhr.web.rights.typed import Typed, typed_by
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest


@needs(Permission.RIGHTS_SEARCH)
@require_http_methods(["GET", "HEAD", "POST"])
def pick(request: OfficerRequest, block: str) -> HttpResponse:
    """Search by number. Every search is noted where the person concerned can see it (PE-10)."""
    role, place = _role(block), own_place(request, Permission.RIGHTS_SEARCH)
    typed = typed_by(request.actor.account_id, place.id)
    form = PickForm(request.POST if request.method == "POST" else None, auto_id=f"id_{block}_%s")
    found = None
    if request.method == "POST" and form.is_valid():
        starts, number = _starts(request, typed, role), form.cleaned_data["national_id"]
        organisation = organisations.get(place.id, within=request.reach)
        answer = rights.search(
            by=request.actor, organisation=organisation, national_id=number, role=role, starts=starts
        )
        if answer.outcome in (rights.Outcome.INVALID, rights.Outcome.STOPPED):
            form.take(replace(finding, field="national_id") for finding in answer.findings)
        else:
            found = outcomes.shown(request, place.id, role, answer, starts, number)
    return _page(request, place, role, form, found, None)


@needs(Permission.RIGHTS_SEARCH)
@require_POST
def new_person(request: OfficerRequest, block: str) -> HttpResponse:
    """Cold start: the least that names a person, under a number that was searched just now."""
    role, place = _role(block), own_place(request, Permission.RIGHTS_SEARCH)
    form = PickForm(request.POST, auto_id=f"id_{block}_%s")
    new = _new_form(request, block)
    if rights.is_cold(place.id) and form.is_valid() and new.is_valid():
        told = dict(new.cleaned_data)
        found = people.judge(
            national_id=form.cleaned_data["national_id"],
            today=request.actor.day,
            titles=standards.titles_to_split(),
            **told,
        )
        blocking = [f for f in found if f.weight == "block"]
        if not blocking:
            ticket = str(request.POST.get("ticket", ""))[:200]
            person = NewPerson(national_id=form.cleaned_data["national_id"], ticket=ticket, **told)
            return _chosen(request, place, role, person)
        new.take(blocking)
    return _page(request, place, role, form, outcomes.again(request.POST, request.lang), new)


def _chosen(request: OfficerRequest, place: OrganisationView, role: Role, person: NewPerson) -> HttpResponse:
    typed = typed_by(request.actor.account_id, place.id)
    typed.put_new(role, person)
    if not typed.get(role, "starts"):
        typed.put(role, starts=thai_date.show(request.actor.day, "short", digits="arabic"))
    typed.keep()
    return HttpResponseRedirect(reverse("rights:edit"))


def _page(
    request: OfficerRequest,
    place: OrganisationView,
    role: Role,
    form: PickForm,
    found: outcomes.Shown | None,
    new: NewPersonForm | None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "which": role.lower(),  # not "block": the templates keep that name for themselves
        "there": bool(request.htmx)
        and bool(typed_by(request.actor.account_id, place.id).get(role, "person")),
        "label": BLOCK_LABELS[role],
        "heading": PICK_SAYS[role],
        "form": form,
        "found": found,
        "new": new
        or (_new_form(request, role.lower(), empty=True) if found and found.may_name_new else None),
        "place": place,
    }
    return page(request, "rights/pick.html", context)


def _new_form(request: OfficerRequest, block: str, *, empty: bool = False) -> NewPersonForm:
    prefixes = tuple(p.full for p in standards.prefixes())
    return NewPersonForm(None if empty else request.POST, prefixes=prefixes, auto_id=f"id_{block}_%s")


def _role(block: str) -> Role:
    if block not in BLOCKS:
        raise Http404
    return BLOCKS[block]


def _starts(request: OfficerRequest, typed: Typed, role: Role) -> date:
    """Return the first day as typed on the form so far, else today: the search asks who serves here on that day."""
    written = request.POST.get(f"{role.lower()}-starts") or typed.get(role, "starts")
    try:
        return thai_date.parse(str(written)) if written else request.actor.day
    except RuleBroken:
        return request.actor.day
