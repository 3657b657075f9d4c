"""A locked session: nothing is executed, what was typed stays (card-login.md 6)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from lhr.web.shared.cards import agent_origins
from lhr.web.shared.requests import OfficerRequest
from lhr_card.codes import CardCode


def locked(request: OfficerRequest, code: CardCode) -> HttpResponse:
    """423 with the code: the overlay for a page that is open, a page of its own for a request from the address bar."""
    overlay = bool(request.htmx) or request.headers.get("X-Requested-With") == "lhr"
    answer = render(
        request, "shared/lock.html" if overlay else "shared/locked.html", context(request, code), status=423
    )
    if overlay:
        answer["HX-Retarget"] = "#lock"
        answer["HX-Reswap"] = "innerHTML"
    return answer


def context(request: OfficerRequest, code: CardCode) -> dict[str, Any]:
    """What the overlay and the page both show; the password is asked after a long lock."""
    lang = request.lang
    return {
        "code": code,
        "says": code.says_text(lang),
        "remedy": code.remedy_text(lang),
        "agents": " ".join(agent_origins()),
        "name": request.standing.name,
    }
