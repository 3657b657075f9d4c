"""The contact person on an office's circulars, whom its LGOs ask: one's own, and those of the offices below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lhr.access.permissions import Permission
from lhr.access.policy import Reach
from lhr.kernel.words import Words
from lhr.organisations import actions
from lhr.organisations import queries as organisations
from lhr.organisations.queries import Level, OrganisationView
from lhr.web.shared.decorators import needs
from lhr.web.shared.forms import DigitsField, LhrForm, ThaiTextField, language, words
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving

_NO_EMAIL = Words(
    "อีเมลไม่ถูกต้อง เช่น name@example.go.th", "This is no e-mail address, such as name@example.go.th"
)
_SAVED = Words("บันทึกผู้ประสานงานแล้ว: {office}", "The contact person was saved: {office}")
_BELOW = {Level.CENTRE: Level.PROVINCE, Level.PROVINCE: Level.DISTRICT}


class ContactForm(LhrForm):
    name = ThaiTextField(label=words("ชื่อผู้ประสานงาน", "Contact person"))
    post = ThaiTextField(label=words("ตำแหน่ง", "Post"), required=False)
    telephone = DigitsField(label=words("โทรศัพท์", "Telephone"), max_length=100, required=False)
    email = forms.EmailField(
        label=words("อีเมล", "E-mail"),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].error_messages["invalid"] = _NO_EMAIL.text(language())


@needs(Permission.CONTACT_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: OfficerRequest, office: UUID | None = None) -> HttpResponse:
    """Show and change the contact person of one's own office, or of an office directly below."""
    own = organisations.by_path(min(request.reach.paths))
    below = _below(own, request)
    if office is not None and office not in {view.id for view in below}:
        raise Http404
    place = organisations.get(office or own.pk, within=request.reach)
    now = organisations.contact_of(place.pk, request.actor.day)
    initial = {n: getattr(now, n) for n in ("name", "post", "telephone", "email")} if now else {}
    form = ContactForm(request.POST or None, initial=initial)
    view = organisations.view_of(place.pk, request.actor.day)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            actions.set_contact(by=request.actor, organisation=place, **form.cleaned_data)
            messages.success(request, _SAVED.text(request.lang, office=view.full_name))
            return reverse("oversight:contact")

        answer = saving(request, form, "oversight.contact", act)
        if answer is not None:
            return answer
    listed = _with_contacts(below, request) if office is None else []
    return page(
        request,
        "oversight/contact.html",
        {"form": form, "place": view, "now": now, "own": office is None, "below": listed},
    )


def _below(own: organisations.Organisation, request: OfficerRequest) -> Sequence[OrganisationView]:
    level = _BELOW.get(Level(own.level))
    if level is None:
        return []
    return organisations.offices(within=Reach(frozenset({own.path})), day=request.actor.day, level=level)


def _with_contacts(
    below: Sequence[OrganisationView], request: OfficerRequest
) -> list[tuple[OrganisationView, Any]]:
    named = organisations.contacts_of((view.id for view in below), request.actor.day)
    return [(view, named.get(view.id)) for view in below]
