"""SEM101: the present pair, the vacancies, the history; and the printed form."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from lhr.access import policy
from lhr.access.permissions import Permission
from lhr.audit.book import reading
from lhr.organisations import queries as organisations
from lhr.organisations.view import OrganisationView
from lhr.registry_rights import printing
from lhr.registry_rights.terms import SEARCH_PURPOSE
from lhr.web.rights.board import Board, Line, board_of, lines_of
from lhr.web.rights.forms import AsOfForm
from lhr.web.rights.places import is_own, own_place
from lhr.web.rights.typed import typed_by
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest


@needs(Permission.RIGHTS_APPOINT, Permission.RIGHTS_CONFIRM, Permission.RIGHTS_VIEW)
@require_safe
def overview(request: OfficerRequest) -> HttpResponse:
    """The module's entry: one's own LGO, or for the province what waits for it."""
    if policy.holds_anywhere(request.actor, Permission.RIGHTS_APPOINT):
        return _shown(request, board_of(own_place(request).id, request.actor.day))
    if policy.holds_anywhere(request.actor, Permission.RIGHTS_CONFIRM):
        return HttpResponseRedirect(reverse("rights:awaiting"))
    return HttpResponseRedirect(reverse("home"))


@needs(Permission.RIGHTS_VIEW)
@require_safe
def show(request: OfficerRequest, organisation: UUID) -> HttpResponse:
    """Another office looks: that is a reading, which the persons concerned can see."""
    place = organisations.get(organisation, within=request.reach)
    board = board_of(place.pk, request.actor.day)
    _note(request, board.place, board.lines)
    return _shown(request, board)


def _note(request: OfficerRequest, place: OrganisationView, lines: Iterable[Line]) -> None:
    """An LGO looks at its own holders of rights, which is no look into their records; another office reads."""
    persons = {line.tenure.person for line in lines}
    if persons and not is_own(request, place):
        reading(request.actor, "rights.view", purpose=SEARCH_PURPOSE, persons=persons, path=place.path)


def _shown(request: OfficerRequest, board: Board) -> HttpResponse:
    mine = is_own(request, board.place)
    typed = typed_by(request.actor.account_id, board.place.id) if mine else None
    context = {"board": board, "mine": mine, "unsaved": bool(typed and typed.editing)}
    return page(request, "rights/sem101.html", context)


@needs(Permission.RIGHTS_VIEW)
@require_safe
def history(request: OfficerRequest, organisation: UUID) -> HttpResponse:
    """ประวัติผู้มีสิทธิของหน่วยงาน: every appointment, with its state on a day of one's choice."""
    place = organisations.get(organisation, within=request.reach)
    form = AsOfForm(request.GET if "on" in request.GET else None)
    day = _day(form, request.actor.day)
    view = organisations.view_of(place.pk, request.actor.day)
    mine, lines = is_own(request, view), lines_of(place.pk, day)
    _note(request, view, lines)
    context = {
        "place": view,
        "mine": mine,
        # A right is ended as it stands today, not as it stood on another day.
        "acts": mine and day == request.actor.day,
        "lines": lines,
        "on": day,
        "today": request.actor.day,
        "form": form,
    }
    return page(request, "rights/history.html", context)


def _day(form: AsOfForm, today: date) -> date:
    return (form.is_bound and form.is_valid() and form.cleaned_data["on"]) or today


@needs(Permission.RIGHTS_VIEW)
@require_safe
def printed(request: OfficerRequest, organisation: UUID) -> HttpResponse:
    """The printed form of SEM102, with a line for the signature of the ปลัด."""
    place = organisations.get(organisation, within=request.reach)
    made = printing.form_pdf(by=request.actor, organisation=place)
    return HttpResponse(
        made, content_type="application/pdf", headers={"Content-Disposition": 'inline; filename="sem102.pdf"'}
    )
