"""One line of a section: what was keyed, what it rests on, its history, and what may be done with it."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lhr import config
from lhr.access import policy
from lhr.access.permissions import Permission
from lhr.documents.checked import Checked
from lhr.kernel.words import Words
from lhr.registry_rights.queries.appointments import pair_persons
from lhr.service_record import actions, card_view
from lhr.service_record.card_view import CardLineView
from lhr.web.card.forms import WithdrawForm
from lhr.web.card.opening import is_open
from lhr.web.card.person import address
from lhr.web.movements import reading
from lhr.web.movements.asking import note_line
from lhr.web.movements.here import pair_of
from lhr.web.shared import scans
from lhr.web.shared.attaching import attached
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.readings import CARD_LINE, CARD_SCAN
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving
from lhr.web.shared.uploads import takes_files

_WITHDRAWN = Words("ถอนรายการแล้ว", "The line was taken back")


def found_by(request: OfficerRequest, line: UUID, view: str) -> CardLineView | HttpResponse:
    """Return the line, whose reading is noted; or the way to the purpose or proof that is asked for first."""
    found = card_view.line_of_record(line, within=request.reach, day=request.actor.day)
    if found.section.sensitive and not is_open(request.actor, found.person.id):
        return HttpResponseRedirect(reverse("card:sensitive", args=[found.person.id]))
    return note_line(request, view, found) or found


@needs(Permission.MOVEMENT_VIEW)
@require_safe
def line(request: OfficerRequest, line: UUID) -> HttpResponse:
    """The line with its history: who, when, why, old and new."""
    found = found_by(request, line, CARD_LINE)
    if isinstance(found, HttpResponse):
        return found
    may_key = policy.can(request.actor, Permission.MOVEMENT_KEY, found.path)
    may_key = may_key and found.person.id != request.actor.person_id
    pair = pair_persons(found.organisation_id, request.actor.day)
    context = {
        "line": found,
        "history": card_view.history(line),
        "may_key": may_key and not found.kept_at,
        "may_correct": may_key,
        "by_province": found.person.id in pair,
        "back": address(found.person.id, found.section.tab),
        "scan_most": config.scan_max_mb(),
    }
    return page(request, "card/line.html", context)


@needs(Permission.MOVEMENT_KEY)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: OfficerRequest, line: UUID) -> HttpResponse:
    """Take back a line that is not verified."""
    found = card_view.line(line, within=request.reach, day=request.actor.day)
    form = WithdrawForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data

        def act() -> str:
            actions.withdraw_card_line(
                by=request.actor, line_id=line, version=typed["version"], reason=typed["reason"]
            )
            messages.success(request, _WITHDRAWN.text(request.lang))
            return address(found.person.id, found.section.tab)

        since = partial(card_view.acts_upon, line, after=typed["version"])
        answer = saving(request, form, "card.withdraw", act, since=since)
        if answer is not None:
            return answer
    reading.note(request.actor, CARD_LINE, [found.person.id], found.organisation_path)
    return page(request, "card/withdraw.html", {"form": form, "line": found})


@takes_files
@needs(Permission.MOVEMENT_KEY)
@require_POST
def attach(request: OfficerRequest, line: UUID) -> HttpResponse:
    """Attach a scan to what a line rests on, verified or not."""
    found = card_view.line(line, within=request.reach, day=request.actor.day)

    def perform(scan: Checked) -> None:
        pair = pair_of(found.organisation_id, request)
        actions.attach_card_scan(by=request.actor, line_id=line, scan=scan, pair=pair)

    back, picture = reverse("card:line", args=[line]), found.section.code == "PHOTO"
    return attached(request, action="card.attach", back=back, perform=perform, photograph=picture)


@needs(Permission.MOVEMENT_VIEW)
@require_safe
def scan(request: OfficerRequest, line: UUID, scan: UUID) -> HttpResponse:
    """Hand out a scan of what the line rests on; every opening is a reading (AU-01)."""
    found = found_by(request, line, CARD_SCAN)
    if isinstance(found, HttpResponse):
        return found
    one = scans.one_of(found.scans, scan)
    if request.GET.get("as") == "picture" and one.media_type != "application/pdf":
        return scans.shown(one)
    return scans.handed_out(one)
