"""SEM102: two blocks, one Save. What is typed is kept by the server at every press."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.access.roles import Role
from lhr.audit import saves
from lhr.documents import pending
from lhr.kernel.rules import RuleBroken, stop_if
from lhr.kernel.words import Words
from lhr.organisations import queries as organisations
from lhr.organisations.queries import Organisation
from lhr.registry_rights import actions
from lhr.registry_rights import queries as rights
from lhr.registry_rights.actions import SavedForm
from lhr.registry_rights.drafts import FormDraft
from lhr.registry_rights.overtaken import Difference, FormOvertaken, stop_if_overtaken
from lhr.registry_rights.preparing import prepare
from lhr.registry_rights.rules_of_days import unanswered
from lhr.registry_rights.transaction import transaction
from lhr.web.rights import scans, sheet
from lhr.web.rights.board import Board, board_of
from lhr.web.rights.forms import BLOCKS, SheetForm
from lhr.web.rights.places import own_place
from lhr.web.rights.saved import outcome
from lhr.web.rights.scans import Refused
from lhr.web.rights.typed import REASON, Typed, chosen, typed_by
from lhr.web.shared import refused
from lhr.web.shared.cards import reaches_agent
from lhr.web.shared.confirming import Transaction
from lhr.web.shared.decorators import needs
from lhr.web.shared.forms import warnings
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving
from lhr.web.shared.scans import sentence, stays_empty
from lhr.web.shared.uploads import takes_files

_ACTION = "rights:save_form"
_NOBODY_CHOSEN = Words(
    "ยังไม่ได้เลือกบุคคล กดปุ่มเลือกในข้อ ๑ หรือข้อ ๒ ก่อน",
    "Nobody is chosen yet: press a Choose button in block 1 or 2 first",
)
_OVERTAKEN = Words(
    "มีผู้บันทึกแบบฟอร์มนี้ก่อนท่าน ตรวจข้อมูลล่าสุด หากยังต้องเปลี่ยนให้เลือกบุคคลใหม่แล้วบันทึก",
    "Somebody saved this form before you: look at what is on file; choose anew and save if it is still needed",
)
_REASON = Words(
    "ข้อเตือนนี้ผ่านได้เมื่อระบุเหตุผล สำนักงานที่กำกับดูแลจะเห็นเหตุผล",
    "With a reason these warnings pass; the office above reads it",
)


@dataclass
class Page:
    """One answer of SEM102 in the making."""

    request: OfficerRequest
    board: Board
    typed: Typed
    form: SheetForm
    differences: list[Difference] = field(default_factory=list)
    overtaken: str = ""
    refused: Refused = field(default_factory=dict)


@takes_files
@needs(Permission.RIGHTS_APPOINT)
@reaches_agent
def edit(request: OfficerRequest) -> HttpResponse:
    place = own_place(request)
    board = board_of(place.id, request.actor.day)
    typed = typed_by(request.actor.account_id, place.id)
    if request.method != "POST":
        form = sheet.blank(typed, board.version)
        if refused.bring_back(request, form=form):
            return _shown(_looked_again(Page(request, board, typed, form)))
        return _shown(Page(request, board, typed, form))
    typed.meet(request.POST)
    typed.take(request.POST)
    _start(typed, request)
    against = scans.take(request, typed)
    if request.FILES and typed.editing:
        typed.keep()  # the question of the card is answered without the page: the next press finds the file here
    made = Page(request, board, typed, SheetForm(request.POST, editing=typed.editing), refused=against)
    answer = _save(made)
    if answer is None:
        typed.keep()
        answer = _shown(made)
    return answer


def _looked_again(made: Page) -> Page:
    """Find out anew what differs: what is on file now counts, not what was on file when the press was refused."""
    form = sheet.as_typed(made.typed)
    if made.typed.editing and form.is_valid():
        place = organisations.get(made.board.place.id, within=made.request.reach)
        draft = sheet.draft_of(form, made.typed, cold=rights.is_cold(place.pk))
        with suppress(FormOvertaken), _seeing_what_differs(made):
            stop_if_overtaken(place, draft, made.request.actor.day)
    return made


def _save(made: Page) -> HttpResponse | None:
    """Return the answer, or None when the page is to be shown again with its findings."""
    if not made.typed.editing:
        return _saved_before(made)
    if not made.form.is_valid() or made.refused:
        made.form.take(found for each in made.refused.values() for found in each)
        return None
    by = made.request.actor
    place = organisations.get(made.board.place.id, within=made.request.reach)
    draft = sheet.draft_of(made.form, made.typed, cold=rights.is_cold(place.pk))
    done: list[SavedForm] = []

    def perform() -> str:
        with _seeing_what_differs(made):
            done.append(actions.save_form(by=by, organisation=place, draft=draft))
        made.typed.drop()
        return reverse("rights:saved", args=[done[0].form.version])

    def confirm() -> Transaction:
        with _seeing_what_differs(made):
            _check(by, place, draft)
        return Transaction(Permission.RIGHTS_APPOINT, transaction(place, draft, by.day))

    def show() -> HttpResponse:
        return outcome(made.request, done[0].form.version, done[0].issued)

    answer = saving(made.request, made.form, _ACTION, perform, confirm=confirm, show=show)
    if answer is None and warnings(made.form) and not draft.reason:
        made.form.say(_REASON, "reason")
    return answer


def _saved_before(made: Page) -> HttpResponse | None:
    """Nothing is chosen: this press was saved already and its draft is gone, another window saved meanwhile, or nobody
    was chosen at all."""
    key, account = str(made.request.POST.get("save_key", "")), str(made.request.actor.account_id)
    outcome_of_key, result = saves.outcome(key, account=account, action=_ACTION)
    if outcome_of_key is saves.Outcome.SAVED:
        return HttpResponseRedirect(result)
    if made.form.is_valid():
        place = organisations.get(made.board.place.id, within=made.request.reach)
        try:
            stop_if_overtaken(place, FormDraft(made.form.cleaned_data["based_on"]), made.request.actor.day)
        except FormOvertaken as overtaken:
            made.overtaken = overtaken.says(made.request.lang)
            made.form.say(_OVERTAKEN)
            return None
    made.form.say(_NOBODY_CHOSEN)
    return None


def _check(by: Actor, place: Organisation, draft: FormDraft) -> None:
    """Stop what cannot be saved before the card is asked; the act itself checks again."""
    stop_if_overtaken(place, draft, by.day)
    findings = prepare(by, place, draft, rights.appointments_of(place.pk)).findings
    stop_if(findings)
    if unanswered(findings, draft.reason):
        raise RuleBroken(findings)


@contextmanager
def _seeing_what_differs(made: Page) -> Iterator[None]:
    """Keep what another officer saved otherwise, for the page, while the refusal goes its way."""
    try:
        yield
    except FormOvertaken as overtaken:
        made.differences = list(overtaken.differences)
        made.overtaken = overtaken.says(made.request.lang)
        raise


def _shown(made: Page) -> HttpResponse:
    request, board, typed = made.request, made.board, made.typed
    if made.form.is_bound and made.form.errors:
        # Another officer may have saved meanwhile: the page shows what is on file now, and the next Save stands on it.
        board = board_of(board.place.id, request.actor.day)
    context: dict[str, Any] = {
        "board": board,
        "form": made.form,
        "blocks": sheet.blocks(request, board, typed, made.form, made.refused),
        "based_on": board.version,
        "stale": made.overtaken or (0 <= typed.based_on < board.version),
        "overtaken": made.overtaken,
        "differences": made.differences,
        "typing": bool(typed.editing),
        "warned": bool(typed.values.get(REASON)) or (made.form.is_bound and bool(warnings(made.form))),
    }
    if request.method != "POST" and (made.overtaken or typed.based_on < board.version):
        typed.based_on = board.version
        if typed.editing:
            typed.keep()
    return page(request, "rights/sem102.html", context)


def _start(typed: Typed, request: OfficerRequest) -> None:
    """The version that the officer had before him at the first press is the one that his work stands on."""
    posted = str(request.POST.get("based_on", ""))
    if posted.isdecimal():
        typed.based_on = int(posted)


@takes_files
@needs(Permission.RIGHTS_APPOINT)
@require_POST
def scan_field(request: OfficerRequest, block: str) -> HttpResponse:
    """Take the file as soon as it is chosen, take it off again, or look whether the order has one already."""
    role = BLOCKS.get(block)
    if role is None:
        raise Http404
    place = own_place(request)
    board, typed = board_of(place.id, request.actor.day), typed_by(request.actor.account_id, place.id)
    typed.meet(request.POST, whole=False)
    typed.take(request.POST)
    _start(typed, request)
    refused = scans.take(request, typed)
    if "remove" in request.POST:
        pending.drop(typed.scan(role), account=request.actor.account_id)
        typed.put_scan(role, None)
    typed.keep()
    if stays_empty(request, scans.field_of(request, typed, role, refused)):
        return HttpResponse(status=204)
    if request.htmx:
        return _shown(Page(request, board, typed, sheet.blank(typed, board.version), refused=refused))
    return _back(request, refused)


def _back(request: OfficerRequest, refused: Refused) -> HttpResponse:
    """Go back to the form; what stands against a file sent with this press is said there."""
    found = [one for each in refused.values() for one in each]
    if found:
        messages.warning(request, sentence(request, found))
    return HttpResponseRedirect(reverse("rights:edit"))


@takes_files
@needs(Permission.RIGHTS_APPOINT)
@require_POST
def keep(request: OfficerRequest) -> HttpResponse:
    """Keep what was typed, and do what the pressed button says: choose, leave a block, open a picker, give up."""
    place = own_place(request)
    typed = typed_by(request.actor.account_id, place.id)
    typed.meet(request.POST, whole=False)
    typed.take(request.POST)
    _start(typed, request)
    refused = scans.take(request, typed)
    goes_to = _pressed(request, place.id, typed)
    if refused:
        _back(request, refused)
    if goes_to == reverse("rights:overview"):
        typed.drop()
    else:
        typed.keep()
    return HttpResponse(status=204) if request.htmx else HttpResponseRedirect(goes_to)


def _pressed(request: OfficerRequest, place: Any, typed: Typed) -> str:
    made = chosen(place, str(request.POST.get("choose", "")))
    if made is not None:
        sheet.choose(typed, *made, board_of(place, request.actor.day), request.actor.day)
        return reverse("rights:edit")
    what, _, block = str(request.POST.get("go", "")).partition("-")
    if what == "cancel":
        return reverse("rights:overview")
    role: Role | None = BLOCKS.get(block)
    if role is not None and what == "leave":
        typed.forget(role)
    if role is not None and what == "pick":
        return reverse("rights:pick", args=[block])
    return reverse("rights:edit")
