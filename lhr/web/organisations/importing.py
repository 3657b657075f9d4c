"""The whole list in the browser: a file is tried, what it would change is read, then it is let in as one batch."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lhr.access.permissions import Permission
from lhr.documents import imported, pending
from lhr.followup import lgo_lists
from lhr.followup.lgo_lists import PROFILES, Asked, Import
from lhr.kernel.words import Words
from lhr.organisations.planning import STEP_SAYS
from lhr.organisations.tabular import LARGEST_BYTES, Told
from lhr.web.shared.decorators import needs
from lhr.web.shared.forms import LhrForm, ThaiDateField, ThaiTextField, words
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving
from lhr.web.shared.uploads import takes_files

_SHOWN = 200
_UNDONE = Words("ย้อนการนำเข้าแล้ว {n} แห่ง", "Taken back: {n} LGOs")
_APPLIED = Words("นำเข้าบัญชีแล้ว {n} แห่ง", "The list was let in: {n} LGOs")


class ListForm(LhrForm):
    as_of = ThaiDateField(label=words("บัญชี ณ วันที่", "The list is of"))
    file = forms.FileField(label=words("ไฟล์บัญชี อปท.", "The list"), max_length=200)
    events = forms.FileField(
        label=words("แฟ้มเหตุการณ์ (บอกวันของการเปลี่ยนแปลง)", "Events (they date the changes)"),
        max_length=200,
        required=False,
    )
    changes_on = ThaiDateField(
        label=words("วันที่มีผลของที่แฟ้มเหตุการณ์ไม่บอก", "The day of what no event dates"), required=False
    )
    reference = ThaiTextField(label=words("ตามหนังสือหรือประกาศ", "Letter or announcement"), required=False)


class UndoForm(LhrForm):
    reason = ThaiTextField(label=words("เหตุผลที่ย้อน", "Why it is taken back"), max_length=300)


class TakeForm(LhrForm):
    """Which tried file is meant, and with what it was tried."""

    file = forms.UUIDField(widget=forms.HiddenInput)
    events = forms.UUIDField(widget=forms.HiddenInput, required=False)
    as_of = forms.DateField(widget=forms.HiddenInput)
    changes_on = forms.DateField(widget=forms.HiddenInput, required=False)
    reference = forms.CharField(widget=forms.HiddenInput, required=False, max_length=300)


@takes_files
@needs(Permission.ORGANISATION_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def load(request: OfficerRequest) -> HttpResponse:
    """Try a file: nothing is let in yet."""
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        answer = saving(request, form, "organisations.list.try", lambda: _tried(request, form))
        if answer is not None:
            return answer
    batches = imported.batches(*PROFILES)[:10]
    return page(request, "organisations/import.html", {"form": form, "batches": batches})


@needs(Permission.ORGANISATION_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: OfficerRequest) -> HttpResponse:
    """What the tried file would do, compared with the register as it stands now; and letting it in."""
    given = request.POST if request.method == "POST" else request.GET
    form = TakeForm({name: str(given.get(name, "")) for name in TakeForm.base_fields})
    found = _opened(request, form) if form.is_valid() else None
    if request.method == "POST" and found is not None:
        answer = saving(request, form, "organisations.list.take", lambda: _applied(request, form, found))
        if answer is not None:
            return answer
    return page(request, "organisations/import_take.html", {"form": form, **_shown(found, request.lang)})


@needs(Permission.ORGANISATION_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: OfficerRequest, batch: UUID) -> HttpResponse:
    """Take a list back as a whole, with a reason, while nothing rests on it."""
    asked = get_object_or_404(imported.batches(*PROFILES), pk=batch)
    form = UndoForm(request.POST or None)

    def act() -> str:
        count = lgo_lists.undo(by=request.actor, batch=asked, reason=form.cleaned_data["reason"])
        messages.success(request, _UNDONE.text(request.lang, n=f"{count:,}"))
        return reverse("organisations:import")

    if request.method == "POST" and form.is_valid():
        answer = saving(request, form, "organisations.list.undo", act)
        if answer is not None:
            return answer
    return page(request, "organisations/import_undo.html", {"form": form, "batch": asked})


def _tried(request: OfficerRequest, form: ListForm) -> str:
    typed, files = form.cleaned_data, {}
    for name in ("file", "events"):
        if typed[name] is not None:
            files[name] = bytes(typed[name].read(LARGEST_BYTES + 1))
    asked = Asked(typed["as_of"], files.get("events", b""), typed["changes_on"], typed["reference"])
    Import.of(files["file"], asked).note(request.actor)
    me = request.standing.account.pk
    kept = {name: str(pending.keep_list(data, name=name, account=me)) for name, data in files.items()}
    days = {name: typed[name].isoformat() for name in ("as_of", "changes_on") if typed[name]}
    query = {**kept, **days, **({"reference": typed["reference"]} if typed["reference"] else {})}
    return f"{reverse('organisations:import_take')}?{urlencode(query)}"


def _opened(request: OfficerRequest, form: TakeForm) -> Import | None:
    """Compare the kept file once more; None when it is gone."""
    typed, me = form.cleaned_data, request.standing.account.pk
    file = pending.opened_list(typed["file"], account=me)
    events = pending.opened_list(typed["events"], account=me) if typed["events"] else ("", b"")
    if file is None or events is None:
        return None
    return Import.of(file[1], Asked(typed["as_of"], events[1], typed["changes_on"], typed["reference"]))


def _applied(request: OfficerRequest, form: TakeForm, found: Import) -> str:
    count = found.apply(request.actor)
    for name in ("file", "events"):
        pending.drop(form.cleaned_data[name], account=request.standing.account.pk)
    messages.success(request, _APPLIED.text(request.lang, n=f"{count:,}"))
    return reverse("organisations:import")


def _shown(found: Import | None, lang: str) -> dict[str, Any]:
    if found is None:
        return {"found": None}
    plan = found.plan
    return {
        "found": found,
        "plan": plan,
        "sheet": plan.sheet,
        "refused": _rows([*plan.sheet.refused, *found.past.refused], lang),
        "noted": _rows([*plan.sheet.notes, *plan.undated], lang),
        "new": plan.new[:_SHOWN],
        "changes": [(STEP_SAYS[one.step], one) for one in plan.differences[:_SHOWN]],
        "absent": plan.absent[:_SHOWN],
        "most": _SHOWN,
    }


def _rows(told: list[Told], lang: str) -> list[tuple[int, str, str, str]]:
    return [
        (one.row, found.code, found.says(lang), found.remedy(lang))
        for one in told[:_SHOWN]
        for found in one.findings
    ]
