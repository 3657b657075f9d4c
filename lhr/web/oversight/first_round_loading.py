"""Loading the first round's names: the file is tried, its refused rows are shown, then it is taken over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lhr.access.permissions import Permission
from lhr.documents import actions as documents
from lhr.documents import imported
from lhr.documents.actions import Counts
from lhr.followup import actions, first_round
from lhr.kernel.words import Words
from lhr.organisations.tabular import LARGEST_BYTES
from lhr.web.shared.decorators import needs
from lhr.web.shared.forms import LhrForm, ThaiDateField, ThaiTextField, words
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving
from lhr.web.shared.uploads import takes_files

_LOADED = Words("นำเข้ารายชื่อรอบแรกแล้ว", "The first round's names were loaded")
_FOUND_AT_MOST = 200


class FileForm(LhrForm):
    as_of = ThaiDateField(label=words("รายชื่อ ณ วันที่", "The list is of"))
    file = forms.FileField(label=words("ไฟล์รายชื่อ (CSV)", "The list (CSV)"), max_length=200)


class TakeForm(LhrForm):
    """`sha256` and `day` say which tried file is meant."""

    title = ThaiTextField(label=words("เรื่อง", "Subject"))
    letter_reference = ThaiTextField(label=words("หนังสือที่", "Letter no."), required=False)
    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    day = forms.DateField(widget=forms.HiddenInput)


@takes_files
@needs(Permission.FOLLOWUP_OPEN)
@require_http_methods(["GET", "HEAD", "POST"])
def load(request: OfficerRequest) -> HttpResponse:
    """Try a file: nothing is taken over yet."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        answer = saving(request, form, "oversight.first_round.try", lambda: _tried(request, form))
        if answer is not None:
            return answer
    return page(request, "oversight/first_round_load.html", {"form": form})


@needs(Permission.FOLLOWUP_OPEN)
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: OfficerRequest, sha256: str, day: str) -> HttpResponse:
    """What was found in the file, and taking it over."""
    batch = imported.batch_of(first_round.PROFILE, sha256, day)
    form = TakeForm(request.POST or None, initial={"sha256": sha256, "day": day})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data

        def act() -> str:
            actions.load_first_round(
                by=request.actor,
                sha256=typed["sha256"],
                as_of=typed["day"],
                title=typed["title"],
                letter_reference=typed["letter_reference"],
            )
            messages.success(request, _LOADED.text(request.lang))
            return reverse("oversight:first_round")

        answer = saving(request, form, "oversight.first_round.take", act)
        if answer is not None:
            return answer
    refused = imported.rows_of(batch.pk).filter(refused=True)[:_FOUND_AT_MOST] if batch else []
    context: dict[str, Any] = {
        "form": form,
        "batch": batch,
        "refused": [_said(row, request.lang) for row in refused],
    }
    return page(request, "oversight/first_round_take.html", context)


def _tried(request: OfficerRequest, form: FileForm) -> str:
    data, day = _bytes(form), form.cleaned_data["as_of"]
    rows, read = first_round.read(data, day)
    refused = sum(1 for row in rows if row.refused)
    documents.note_dry_run(
        by=request.actor,
        permission=Permission.FOLLOWUP_OPEN,
        profile=first_round.PROFILE,
        sha256=imported.digest(data),
        counts=Counts(read, refused, read - refused, 0),
        rows=rows,
        parameters=day.isoformat(),
    )
    return reverse("oversight:first_round_take", args=[imported.digest(data), day.isoformat()])


def _bytes(form: FileForm) -> bytes:
    """Return the file, never more than may be read: a larger one is refused by its rule."""
    given = form.cleaned_data["file"]
    return bytes(given.read(LARGEST_BYTES + 1))


def _said(row: Any, lang: str) -> tuple[int, list[tuple[str, str, str]]]:
    return row.number, [(one["code"], one["says"][lang], one["remedy"][lang]) for one in row.told]
