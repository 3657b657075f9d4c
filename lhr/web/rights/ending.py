"""Ending one right without a successor, from SEM101: the day, the reason, what follows, and a fresh confirmation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lhr.access.permissions import Permission
from lhr.history.ledger import Overtaken
from lhr.kernel.rules import stop_if
from lhr.kernel.thai_date import said
from lhr.kernel.words import Words
from lhr.organisations import queries as organisations
from lhr.organisations.view import OrganisationView
from lhr.registry_rights import actions
from lhr.registry_rights import queries as rights
from lhr.registry_rights.rules_of_acts import check_end, check_ending
from lhr.registry_rights.seats import Tenure
from lhr.registry_rights.terms import State
from lhr.registry_rights.transaction import ending
from lhr.web.rights.board import Line, line_of
from lhr.web.rights.consequences import Consequence, of_ending
from lhr.web.rights.forms import EndForm
from lhr.web.shared import refused
from lhr.web.shared.cards import reaches_agent
from lhr.web.shared.confirming import Transaction
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving

_ENDED = Words("บันทึกแล้ว สิทธิของ{name}สิ้นสุดตั้งแต่ {day}", "Saved: the right of {name} ends from {day}")
_TAKEN_BACK = Words("บันทึกแล้ว ยกเลิกรายการของ{name}แล้ว", "Saved: the registration of {name} was taken back")


@dataclass(frozen=True)
class Ending:
    """The right on the page, as it stands on file."""

    row: Any
    line: Line
    place: OrganisationView

    @property
    def tenure(self) -> Tenure:
        return self.line.tenure

    @property
    def begun(self) -> bool:
        return self.line.state in (State.ACTIVE, State.COVERED)


@needs(Permission.RIGHTS_APPOINT)
@reaches_agent
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: OfficerRequest, entry: UUID) -> HttpResponse:
    """GET with `from_day` says what follows from another day; htmx asks so for that part of the page alone."""
    found = _one(request, entry)
    if found.line.over:
        return page(request, "rights/end_over.html", {"one": found})
    if request.method == "POST":
        form = EndForm(request.POST, begun=found.begun)
        answer = _ended(request, found, form) if form.is_valid() else None
        return answer or _shown(request, found, form, str(request.POST.get("from_day", "")))
    form = EndForm(initial={"from_day": first_day_offered(found.tenure, request.actor.day)}, begun=found.begun)
    # What was refused comes back with the consequences of its own day, which are then the ones read.
    typed = form["from_day"].value() if refused.bring_back(request, form=form) else request.GET.get("from_day", "")
    return _shown(request, found, form, str(typed or ""))


def first_day_offered(tenure: Tenure, today: date) -> date:
    """Tomorrow, so that the day's work can be finished; today where the right ends tomorrow anyway."""
    tomorrow = today + timedelta(days=1)
    return today if check_end(tenure, tomorrow, today) else tomorrow


def _one(request: OfficerRequest, entry: UUID) -> Ending:
    day = request.actor.day
    row = rights.get(entry, within=request.reach)
    place = organisations.view_of(row.organisation_id, day)
    return Ending(row, line_of(place.id, entry, day), place)


def _ended(request: OfficerRequest, found: Ending, form: EndForm) -> HttpResponse | None:
    """Return the answer, or None when the page is to be shown again with its findings."""
    by, reason, last_day = request.actor, form.cleaned_data["reason"], form.last_day
    consequence = _consequence(request, found, form.cleaned_data.get("from_day"))

    def perform() -> str:
        actions.end_appointment(by=by, appointment=_as_seen(found, form), reason=reason, last_day=last_day)
        return reverse("rights:overview")

    def confirm() -> Transaction:
        row = _as_seen(found, form)
        stop_if(check_ending(found.tenure, last_day, reason, by.day, by.via))
        act = ending(found.tenure, row.version, last_day, reason, by.day)
        return Transaction(Permission.RIGHTS_APPOINT, act)

    def shut_out() -> HttpResponse:
        return page(request, "rights/ended.html", {"one": found, "consequence": consequence}, status=200)

    show = shut_out if consequence.shuts_out else None
    answer = saving(request, form, "rights:end", perform, confirm=confirm, show=show)
    if answer is not None and answer.status_code == 302:
        told = _ENDED if found.begun else _TAKEN_BACK
        values = {"name": found.line.person.name, "day": said(consequence.day)}
        messages.success(request, told.text(request.lang, **values))
    return answer


def _as_seen(found: Ending, form: EndForm) -> Any:
    """Return the appointment that was on the page. Raises Overtaken when it has been altered since."""
    if found.row.version != form.cleaned_data["version"]:
        raise Overtaken(str(found.row))
    return found.row


def _consequence(request: OfficerRequest, found: Ending, day: date | None) -> Consequence:
    today = request.actor.day
    chosen = day if day is not None and day >= today else first_day_offered(found.tenure, today)
    return of_ending(request, found.tenure, chosen if found.begun else today, found.place.path)


def _shown(request: OfficerRequest, found: Ending, form: EndForm, typed: str) -> HttpResponse:
    asked = _day_of(typed) if typed else None
    if not form.is_bound and asked is not None:
        form.initial["from_day"] = asked
    context = {"one": found, "form": form, "consequence": _consequence(request, found, asked)}
    part = bool(request.htmx) and request.method != "POST"
    return page(request, "rights/consequence.html" if part else "rights/end.html", context)


def _day_of(typed: str) -> date | None:
    """Return the day typed, None for what is none: the field itself says what is wrong with it."""
    alone = EndForm({"from_day": typed}, begun=True)
    alone.is_valid()
    day: date | None = alone.cleaned_data.get("from_day")
    return day
