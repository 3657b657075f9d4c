"""The contact person whom an office prints on its circulars."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lhr.access.permissions import Permission
from lhr.kernel.words import Words
from lhr.organisations import actions
from lhr.organisations import queries as organisations
from lhr.web.shared.decorators import needs
from lhr.web.shared.forms import DigitsField, LhrForm, ThaiTextField, language, words
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving

_NO_EMAIL = Words(
    "อีเมลไม่ถูกต้อง เช่น name@example.go.th", "This is no e-mail address, such as name@example.go.th"
)
_SAVED = Words("บันทึกผู้ประสานงานแล้ว", "The contact person was saved")


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
def contact(request: OfficerRequest) -> HttpResponse:
    """Show and change the contact person of one's own office."""
    office = organisations.by_path(min(request.reach.paths))
    now = organisations.contact_of(office.pk, request.actor.day)
    initial = {n: getattr(now, n) for n in ("name", "post", "telephone", "email")} if now else {}
    form = ContactForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            actions.set_contact(by=request.actor, organisation=office, **form.cleaned_data)
            messages.success(request, _SAVED.text(request.lang))
            return reverse("oversight:contact")

        answer = saving(request, form, "oversight.contact", act)
        if answer is not None:
            return answer
    place = organisations.view_of(office.pk, request.actor.day)
    return page(request, "oversight/contact.html", {"form": form, "place": place, "now": now})
