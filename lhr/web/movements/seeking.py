"""ค้นหาบุคลากร: the one search box, by name however it is spelled, or by number. What it finds leaves a reading."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lhr.access.permissions import Permission
from lhr.kernel.words import Words
from lhr.organisations.queries import Organisation
from lhr.people.rules_of_search import number
from lhr.service_record import finding
from lhr.web.movements import reading
from lhr.web.movements.asking import ask_purpose
from lhr.web.movements.forms import FindForm
from lhr.web.movements.here import own_lgo
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest

_NOBODY = Words(
    "ไม่พบเลขประจำตัวประชาชนนี้ในทะเบียนประวัติที่ท่านดูได้ เทียบเลขกับบัตรหรือคำสั่ง หรือค้นหาด้วยชื่อ",
    "No record that you may read bears this number; compare it with the card or the order, or search by name",
)


@needs(Permission.PERSON_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: OfficerRequest) -> HttpResponse:
    """A name goes into the address, so that Back and a bookmark work; a number never does."""
    if "q" in request.POST:
        return _asked(request)
    typed = str(request.GET.get("q", "")).strip()
    if number(typed):
        return HttpResponseRedirect(reverse("movements:find"))
    if not typed:
        return page(request, "movements/find.html", _box(FindForm()))
    path = min(request.reach.paths)
    purpose = ask_purpose(request, reading.FOUND, path)
    if isinstance(purpose, HttpResponse):
        return purpose
    found = finding.by_name(typed, within=request.reach, day=request.actor.day)
    reading.note(request.actor, reading.FOUND, [row.person.id for row in (*found.results, *found.near)], path, purpose)
    box = _box(FindForm(initial={"q": typed}))
    return page(request, "movements/find.html", {**box, "found": found, "typed": typed})


def _asked(request: OfficerRequest) -> HttpResponse:
    form = FindForm(request.POST)
    here = reverse("movements:find")
    if form.is_valid():
        typed = form.cleaned_data["q"].strip()
        digits = number(typed)
        if not digits:
            return HttpResponseRedirect(f"{here}?{urlencode({'q': typed})}")
        person, told = reading.find_number(request.actor, _of(request), digits, request.reach)
        if person is not None:
            return HttpResponseRedirect(reverse("card:person", args=[person]))
        form.take(told)
        if not told:
            form.say(_NOBODY, "q")
    return page(request, "movements/find.html", _box(form), at=here)


def _box(form: FindForm) -> dict[str, object]:
    return {"form": form, "found": None, "typed": "", "seeks_here": True}


def _of(request: OfficerRequest) -> Organisation:
    """The LGO or the office whose officer asks: whose superior hears of it when the search is stopped."""
    account = request.standing.account
    return account.organisation if account is not None else own_lgo(request)
