"""The rounds of follow-up: which there are, how far the deadline is, and opening one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lhr.access.permissions import Permission
from lhr.followup import actions, queries
from lhr.followup.queries import FollowUpRound
from lhr.kernel.words import Words
from lhr.organisations import queries as organisations
from lhr.organisations.queries import Level
from lhr.web.shared.decorators import needs
from lhr.web.shared.forms import LhrForm, ThaiDateField, ThaiTextField, Told, language, words
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving

SOON_DAYS = 14
_CORRECTED = Words("แก้ไขรอบการติดตามแล้ว", "The round was corrected")
_CLOSED = Words("ปิดรอบการติดตามแล้ว", "The round was closed")
_OPENED = Words("เปิดรอบการติดตามแล้ว", "The round was opened")
_EVERYWHERE = Words("ทุกจังหวัด", "all provinces")
_PAST = Words("กำหนดเวลาต้องไม่ก่อนวันนี้", "The deadline must not lie in the past")


@dataclass(frozen=True)
class Deadline:
    """The deadline as a tag with words."""

    day: date
    tone: str
    says: Words


def deadline_of(current: FollowUpRound, day: date) -> Deadline:
    if current.closed_on is not None:
        return Deadline(current.deadline, "calm", Words("ปิดรอบแล้ว", "closed"))
    left = (current.deadline - day).days
    if left < 0:
        said = Words(f"เลยกำหนด {-left} วัน", f"{-left} days overdue")
        return Deadline(current.deadline, "bad", said)
    said = Words(f"เหลือ {left} วัน", f"{left} days left") if left else Words("ครบกำหนดวันนี้", "due today")
    return Deadline(current.deadline, "warn" if left <= SOON_DAYS else "calm", said)


class RoundForm(LhrForm):
    """Letter, deadline and whom it asks."""

    title = ThaiTextField(label=words("เรื่อง", "Subject"))
    letter_reference = ThaiTextField(label=words("หนังสือที่", "Letter no."), required=False)
    deadline = ThaiDateField(label=words("ภายในวันที่", "By"))
    scope = forms.ChoiceField(label=words("ถึง", "To"), required=False)

    def __init__(
        self, *args: object, today: date, provinces: list[tuple[str, str]], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        chooser = self.fields["scope"]
        if isinstance(chooser, forms.ChoiceField):
            everyone = _EVERYWHERE.text(language())
            chooser.choices = [("/", everyone), *provinces]

    def clean_deadline(self) -> date:
        day: date = self.cleaned_data["deadline"]
        if day < self.today:
            raise Told(_PAST)
        return day


class CorrectionForm(LhrForm):
    """What may be put right in an open round, and why."""

    title = ThaiTextField(label=words("เรื่อง", "Subject"))
    letter_reference = ThaiTextField(label=words("หนังสือที่", "Letter no."), required=False)
    deadline = ThaiDateField(label=words("ภายในวันที่", "By"))
    reason = ThaiTextField(label=words("เหตุผล", "Reason"), required=False)


class ClosingForm(LhrForm):
    reason = ThaiTextField(label=words("เหตุผลที่ปิดรอบ", "Why it is closed"), required=False)


@needs(Permission.FOLLOWUP_VIEW)
@require_safe
def rounds(request: OfficerRequest) -> HttpResponse:
    """Every round that asks LGOs within reach, the latest deadline first."""
    found = queries.rounds(within=request.reach)
    day = request.actor.day
    offices = organisations.offices(within=request.reach, day=day, level=Level.PROVINCE)
    named = {view.path: Words(view.province_name, view.province_name) for view in offices} | {"/": _EVERYWHERE}
    listed = [(one, deadline_of(one, day), named.get(one.scope, _EVERYWHERE)) for one in found]
    return page(request, "oversight/rounds.html", {"rounds": listed})


@needs(Permission.FOLLOWUP_OPEN)
@require_http_methods(["GET", "HEAD", "POST"])
def open_one(request: OfficerRequest) -> HttpResponse:
    """Open a round: every LGO in its scope is asked at once."""
    day = request.actor.day
    offices = organisations.offices(within=request.reach, day=day, level=Level.PROVINCE)
    provinces = [(view.path, view.province_name) for view in offices]
    form = RoundForm(request.POST or None, today=day, provinces=provinces)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data

        def act() -> str:
            opened = actions.open_round(
                by=request.actor,
                title=typed["title"],
                deadline=typed["deadline"],
                letter_reference=typed["letter_reference"],
                scope=typed["scope"] or "/",
            )
            messages.success(request, _OPENED.text(request.lang))
            return f"{reverse('oversight:table')}?round={opened.pk}"

        answer = saving(request, form, "oversight.open_round", act)
        if answer is not None:
            return answer
    return page(request, "oversight/open_round.html", {"form": form})


@needs(Permission.FOLLOWUP_OPEN)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: OfficerRequest, asked: UUID) -> HttpResponse:
    """Put title, letter or deadline of an open round right."""
    current = queries.get_round(asked, within=request.reach)
    known = {
        "title": current.title,
        "letter_reference": current.letter_reference,
        "deadline": current.deadline,
    }
    form = CorrectionForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        answer = _changed(
            request, form, "oversight.correct_round", _CORRECTED, partial(actions.correct_round, asked=current)
        )
        if answer is not None:
            return answer
    return page(request, "oversight/correct_round.html", {"form": form, "round": current})


@needs(Permission.FOLLOWUP_OPEN)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: OfficerRequest, asked: UUID) -> HttpResponse:
    """Let a round ask nobody any more."""
    current = queries.get_round(asked, within=request.reach)
    form = ClosingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = _changed(
            request, form, "oversight.close_round", _CLOSED, partial(actions.close_round, asked=current)
        )
        if answer is not None:
            return answer
    return page(request, "oversight/close_round.html", {"form": form, "round": current})


def _changed(
    request: OfficerRequest, form: LhrForm, action: str, said: Words, act: Callable[..., FollowUpRound]
) -> HttpResponse | None:
    def perform() -> str:
        act(by=request.actor, **form.cleaned_data)
        messages.success(request, said.text(request.lang))
        return reverse("oversight:rounds")

    return saving(request, form, action, perform)
