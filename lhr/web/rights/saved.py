"""After the Save: what happened, the one-time codes (shown once), and what comes next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from lhr import config
from lhr.access.permissions import Permission
from lhr.registry_rights import queries as rights
from lhr.registry_rights.actions import Issued
from lhr.registry_rights.terms import HOLDERS, State
from lhr.web.rights.board import Board, Line, board_of
from lhr.web.rights.places import own_place
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest


@needs(Permission.RIGHTS_APPOINT)
@require_safe
def saved(request: OfficerRequest, version: int) -> HttpResponse:
    """What one saving of the form did. The codes are not here any more: they were shown once."""
    return outcome(request, version, ())


def outcome(request: OfficerRequest, version: int, issued: Iterable[Issued]) -> HttpResponse:
    board = board_of(own_place(request).id, request.actor.day)
    if not 0 < version <= board.version:
        raise Http404
    made = [
        line
        for role in HOLDERS
        for line in board.lines
        if (line.version, line.tenure.role) == (version, role)
    ]
    form = next(form for form in rights.forms_of(board.place.id) if form.version == version)
    context = {
        "board": board,
        "saved_version": version,
        "made": made,
        "mended": [line for line in board.lines if _mended(line, form, made)],
        "reason": rights.reason_of(form),
        "replaced": _replaced(board, made),
        "letters": list(issued),
        "hours": config.enrol_code_hours(),
        "awaits": any(line.state is State.AWAITING for line in made),
    }
    return page(request, "rights/saved.html", context, status=200)


def _mended(line: Line, form: Any, made: list[Line]) -> bool:
    """True for an appointment that this saving has said again with other details."""
    said = (form.registrar_entry, form.officer_entry)
    return line not in made and line.entry in said and line.last_saved_in == str(form.pk)


def _replaced(board: Board, made: list[Line]) -> list[Line]:
    """Return those whose right ends on the first day of one of these: they gave way."""
    starts = {(line.tenure.role, line.starts) for line in made if line.tenure.took_effect is not None}
    return [
        line for line in board.lines if line not in made and (line.tenure.role, line.tenure.until) in starts
    ]
