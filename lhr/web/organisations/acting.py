"""Entering one act on one LGO: fill in, look at what it will do, confirm."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lhr.access.permissions import Permission
from lhr.kernel.rules import RuleBroken
from lhr.kernel.words import Words
from lhr.organisations import queries as organisations
from lhr.organisations.queries import Organisation, OrganisationView
from lhr.web.organisations.acts import ACTS, Act
from lhr.web.organisations.forms import ActForm
from lhr.web.shared import picker
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving

FILL, LOOK, SAVE = "fill", "look", "save"
_NOT_CONTENT = ("csrfmiddlewaretoken", "save_key", "step", "seen")
_SAVED = Words("บันทึกแล้ว: {act} {place}", "Saved: {act}, {place}")
_CHANGED = Words(
    "ข้อมูลเปลี่ยนไปหลังจากดูผล ตรวจผลแล้วกดยืนยันอีกครั้ง",
    "Something was changed after the effect was shown; look at it and confirm again",
)


class _Rehearsed(Exception):
    """Ends a rehearsal: everything that it wrote is undone."""


@dataclass
class Screen:
    """One request on the screen of an act."""

    request: OfficerRequest
    lgo: Organisation
    view: OrganisationView
    act: Act
    name: str
    form: ActForm
    tells: list[Words] | None = None

    def answer(self) -> HttpResponse:
        context = {
            "form": self.form,
            "place": self.view,
            "act": self.act,
            "name": self.name,
            "tells": self.tells,
            "seen": _mark(self.request),
            "hint": picker.HINT,
        }
        return page(self.request, "organisations/act.html", context)


@needs(Permission.ORGANISATION_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: OfficerRequest, organisation: UUID, what: str) -> HttpResponse:
    """GET begins; POST searches (`fill`), shows what will happen (`look`) or does it (`save`)."""
    screen = _open(request, organisation, what)
    step = request.POST.get("step", LOOK) if request.method == "POST" else FILL
    if step == FILL or not screen.form.is_valid() or not _rehearsed(screen):
        return screen.answer()
    screen.tells = screen.act.tells(screen.view, screen.form)
    if step != SAVE:
        return screen.answer()
    if request.POST.get("seen") != _mark(request):
        messages.warning(request, _CHANGED.text(request.lang))
        return screen.answer()
    return _save(screen) or screen.answer()


def _open(request: OfficerRequest, organisation: UUID, what: str) -> Screen:
    chosen = ACTS.get(what)
    lgo = organisations.get(organisation, within=request.reach)
    view = organisations.view_of(lgo.pk, request.actor.day)
    if chosen is None or not chosen.offered_for(view):
        raise Http404
    filling = request.POST.get("step") == FILL
    given = {"initial": request.POST.dict()} if filling else {"data": request.POST or None}
    form = chosen.form(**given, request=request, place=view)
    if filling and "others" in form.fields:
        form.initial["others"] = request.POST.getlist("others")
    return Screen(request, lgo, view, chosen, what, form)


def _rehearsed(screen: Screen) -> bool:
    """Do the act and undo it: so the rules, and the database's own, judge exactly what would be saved."""
    try:
        with transaction.atomic():
            screen.act.perform(screen.request.actor, screen.lgo, screen.form)
            raise _Rehearsed  # noqa: TRY301 - the one way to leave the block with everything undone
    except RuleBroken as broken:
        screen.form.take(broken.findings)
        return False
    except _Rehearsed:
        screen.lgo.refresh_from_db()
        return True


def _save(screen: Screen) -> HttpResponse | None:
    request = screen.request

    def perform() -> str:
        screen.act.perform(request.actor, screen.lgo, screen.form)
        said = _SAVED.text(request.lang, act=screen.act.says, place=screen.view.full_name)
        messages.success(request, said)
        return reverse("organisations:one", args=[screen.lgo.pk])

    return saving(request, screen.form, f"organisations.{screen.name}", perform)


def _mark(request: OfficerRequest) -> str:
    """Return the digest of what was typed: what is saved must be what was shown."""
    typed = sorted((name, values) for name, values in request.POST.lists() if name not in _NOT_CONTENT)
    return hashlib.sha256(repr(typed).encode()).hexdigest()
