"""Adding a line, mending one that waits, asking for a correction of one that is verified: on the person's own page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lhr.access.permissions import Permission
from lhr.audit.queries import Touched
from lhr.documents.pending import Held
from lhr.kernel.words import Words
from lhr.service_record import actions, card_view
from lhr.service_record.card_view import CardLineView
from lhr.service_record.drafts import CardDraft
from lhr.service_record.offered import lists
from lhr.service_record.sections import SECTIONS, Section
from lhr.web.card.forms import CardForm, typed_of
from lhr.web.card.opening import is_open
from lhr.web.card.person import address, context_of, purpose_of
from lhr.web.card.seen import kept_here
from lhr.web.movements import scans
from lhr.web.movements.here import own_lgo, pair_of
from lhr.web.shared import refused
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving
from lhr.web.shared.scans import ScanField, stays_empty
from lhr.web.shared.uploads import takes_files

FORM = "card-form"
_ORDER = ("citation_number", "citation_year", "citation_signed_on")
_SENT = Words("บันทึกแล้ว ส่งให้ตรวจสอบ: {line}", "Saved and sent to be verified: {line}")
_FILE = Words("แนบไฟล์สแกนหรือภาพ", "Attach a scan or picture")


@takes_files
@needs(Permission.MOVEMENT_KEY)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: OfficerRequest, person: UUID, section: str) -> HttpResponse:
    """A new line of a section."""
    if section not in SECTIONS:
        raise ObjectDoesNotExist
    return _keyed(request, person, SECTIONS[section])


@takes_files
@needs(Permission.MOVEMENT_KEY)
@require_http_methods(["GET", "HEAD", "POST"])
def mend(request: OfficerRequest, line: UUID) -> HttpResponse:
    """A line that waits or was sent back, written anew."""
    found = card_view.line(line, within=request.reach, day=request.actor.day)
    return _keyed(request, found.person.id, found.section, mended=found)


@takes_files
@needs(Permission.MOVEMENT_KEY)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: OfficerRequest, line: UUID) -> HttpResponse:
    """A correction of a verified line: it waits for the registrar, and then the line of before is struck."""
    found = card_view.line_of_record(line, within=request.reach, day=request.actor.day)
    return _keyed(request, found.person.id, found.section, target=found)


def _keyed(
    request: OfficerRequest,
    person: UUID,
    section: Section,
    *,
    mended: CardLineView | None = None,
    target: CardLineView | None = None,
) -> HttpResponse:
    seen = kept_here(request, person)
    if (mended or target) and section.sensitive and not is_open(request.actor, person):
        return HttpResponseRedirect(reverse("card:sensitive", args=[person]))
    asked = purpose_of(request, seen)
    if isinstance(asked, HttpResponse):
        return asked
    waiting, posts = scans.waiting(request, photograph=section.code == "PHOTO"), request.method == "POST"
    form = _form(request, section, waiting, mended, target)
    if not posts and refused.bring_back(request, form=form):
        waiting = scans.kept(request, form[scans.FIELD].value())
    fills = posts and bool(request.POST.get("step") or waiting.found)
    if fills and not request.htmx:
        return _filled(request, form, waiting)
    if posts and not fills and form.is_valid():
        answer = _save(request, form, person, waiting.held, mended, target)
        if answer is not None:
            return answer
    field = _scan(request, form, waiting, mended)
    if stays_empty(request, field):
        return HttpResponse(status=204)
    context = context_of(request, seen, asked, tab=section.tab)
    context |= {
        "form": form,
        "section": section,
        "mended": mended,
        "target": target,
        "scan": field,
    }
    return page(request, "card/person.html", context)


def _filled(request: OfficerRequest, form: CardForm, waiting: scans.Waiting) -> HttpResponse:
    """A file came or was taken off, without a script: the form as it stands, and what stands against the file."""
    form.show_again({name: [str(value)] for name, value in _posted(request, waiting).items()}, [])
    form.take(waiting.found)
    return refused.send_to_form(request, {"form": form}, refused.here(request))


def _posted(request: OfficerRequest, waiting: scans.Waiting) -> dict[str, Any]:
    return {**request.POST.dict(), scans.FIELD: waiting.key}


def _scan(
    request: OfficerRequest, form: CardForm, waiting: scans.Waiting, mended: CardLineView | None
) -> ScanField:
    """The field for a file; it says when the order on the form, or the line that is mended, has one already."""
    typed = {name: form[name].value() for name in _ORDER}
    found = scans.field_of(request, own_lgo(request).pk, None, typed, waiting)
    known = found.known or (mended.scans if mended else ())
    return replace(found, form=FORM, label=_FILE, known=known)


def _form(
    request: OfficerRequest,
    section: Section,
    waiting: scans.Waiting,
    mended: CardLineView | None,
    target: CardLineView | None,
) -> CardForm:
    first: dict[str, Any] = {}
    if mended or target:
        first = dict(typed_of(mended or target))
    corrects = target is not None or bool(mended and mended.corrects)
    if mended is not None and mended.corrects:
        first |= {"correction": mended.correction, "why": mended.strike_reason}
    if request.method == "POST":
        posted = _posted(request, waiting)
        if request.POST.get("step"):
            # A file was chosen or taken off: what was typed stays, and nothing is judged yet.
            return CardForm(initial=posted, section=section, lists=lists(), corrects=corrects)
        return CardForm(posted, initial=first, section=section, lists=lists(), corrects=corrects)
    return CardForm(initial=first, section=section, lists=lists(), corrects=corrects)


def _save(
    request: OfficerRequest,
    form: CardForm,
    person: UUID,
    held: Held | None,
    mended: CardLineView | None,
    target: CardLineView | None,
) -> HttpResponse | None:
    lgo = own_lgo(request)
    scan = scans.opened(request, held.key if held else None)
    corrects = target.id if target else mended.corrects if mended else None
    version = form.cleaned_data.get("version")
    mends = (mended.id, int(version) if version is not None else mended.version) if mended else None
    draft: CardDraft = form.draft(person, scan=scan, corrects=corrects, mends=mends)

    def act() -> str:
        line = actions.key_card_line(
            by=request.actor, organisation=lgo, line=draft, pair=pair_of(lgo.pk, request)
        )
        scans.drop(request, held.key if held else None)
        label, said = form.section.label, form.section.says(line.values, form.lists)
        told = label.text(request.lang)
        if not form.section.sensitive:
            told += f" – {said.text(request.lang)}"
        messages.success(request, _SENT.text(request.lang, line=told))
        return address(person, form.section.tab)

    def since() -> list[Touched]:
        return card_view.acts_upon(mends[0], after=mends[1]) if mends else []

    form.latest = None if mends else {}  # a new line has nothing on file beside it
    return saving(request, form, "card.key", act, since=since)
