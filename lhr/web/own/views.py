"""The own ก.พ.๗ as its officers see it, to read and to print. Nothing is changed here (SR-03); to look at oneself is no
reading, and a print is logged as the owner's."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from lhr.access.permissions import Permission
from lhr.audit import queries as audit
from lhr.documents import actions as documents
from lhr.documents.press import NotSet
from lhr.kernel import clock
from lhr.service_record import card_paper, card_view, line_history
from lhr.service_record import queries as service
from lhr.service_record.line_view import LineView
from lhr.web.card.forms import AsOfForm
from lhr.web.card.person import whole_page
from lhr.web.card.printing import NOT_SET, pdf, wanted_by
from lhr.web.card.seen import seen_by
from lhr.web.movements import reading
from lhr.web.movements.here import own_lgo
from lhr.web.own.correcting import whom_to_ask
from lhr.web.shared import scans
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest

BY_THE_OWNER = "เจ้าของประวัติพิมพ์ประวัติของตน"


def me(request: OfficerRequest) -> UUID:
    """Raises ObjectDoesNotExist for an account that is nobody's."""
    if request.actor.person_id is None:
        raise ObjectDoesNotExist
    return request.actor.person_id


@needs(Permission.PERSON_READ_OWN)
@require_safe
def record(request: OfficerRequest) -> HttpResponse:
    """The page of a person, a tab at a time; as of a day and as known on another where the address says so."""
    who = me(request)
    context = whole_page(request, seen_by(request, who), reading.OWN_WORK)
    asked = whom_to_ask(service.custody(who, request.actor.day), who, request.actor.day)
    own = {"own_page": True, "here": reverse("own:record"), "asked": asked, "may_key": False}
    return page(request, "card/person.html", {**context, **own})


@needs(Permission.PERSON_READ_OWN)
@require_safe
def line(request: OfficerRequest, line: UUID) -> HttpResponse:
    """One line of the own record with its history: who, when, why, old and new."""
    who, day = me(request), request.actor.day
    try:
        found = card_view.line_of_person(line, who, day)
    except ObjectDoesNotExist:
        return _movement(request, service.line_of_person(line, who, day))
    context = {
        "own_page": True,
        "line": found,
        "history": card_view.history(line),
        "may_key": False,
        "by_province": False,
        "back": f"{reverse('own:record')}?tab={found.section.tab}",
    }
    return page(request, "card/line.html", context)


def _movement(request: OfficerRequest, found: LineView) -> HttpResponse:
    facts = [(label, said) for label, said, _, _ in line_history.told_apart(found, found)]
    history = line_history.history(found.id, request.actor.day)
    return page(request, "own/movement.html", {"line": found, "facts": facts, "history": history})


@needs(Permission.PERSON_READ_OWN)
@require_safe
def scan(request: OfficerRequest, line: UUID, scan: UUID) -> HttpResponse:
    """Hand out what a line of the own record rests on; an order names others too, and stays with the office."""
    found = card_view.line_of_person(line, me(request), request.actor.day)
    if found.citation.is_order and found.section.code != "PHOTO":
        raise ObjectDoesNotExist
    one = scans.one_of(found.scans, scan)
    if request.GET.get("as") == "picture" and one.media_type != "application/pdf":
        return scans.shown(one)
    return scans.handed_out(one)


@needs(Permission.PERSON_READ_OWN)
@require_POST
def printed(request: OfficerRequest) -> HttpResponse:
    """The own card as a PDF, of the day that the page showed; one press."""
    who, form = me(request), AsOfForm(request.POST)
    if not form.is_valid():
        return HttpResponseRedirect(reverse("own:record"))
    wanted = wanted_by(request, who, form.cleaned_data["as_of"], form.cleaned_data["known"])
    try:
        made = documents.print_card(
            by=request.actor,
            permission=Permission.PERSON_READ_OWN,
            path=own_lgo(request).path,
            person_id=who,
            card=card_paper.card_of(who, wanted),
            purpose=BY_THE_OWNER,
            as_of=wanted.as_of,
            known_at=wanted.known_at or audit.last_change_at(clock.now()),
            sensitive=wanted.sensitive,
        )
    except NotSet:
        messages.warning(request, NOT_SET.text(request.lang))
        return HttpResponseRedirect(reverse("own:record"))
    return pdf(made)
