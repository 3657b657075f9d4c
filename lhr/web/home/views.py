"""The first screen of each role."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST, require_safe

from lhr.access import policy
from lhr.access.permissions import Permission
from lhr.access.roles import Role
from lhr.identity import second_factor
from lhr.registry_rights import actions
from lhr.registry_rights import queries as rights
from lhr.registry_rights.due_news import IN_FORCE, OVERLAY, RETIRING
from lhr.registry_rights.telling import CANCELLED_ELSEWHERE, ROUND_PREPARED
from lhr.web.home.work import work_of
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest

_SHOWN = 8
# By the kind of news: what its page asks for, and the page.
_PAGES: dict[str, tuple[Permission, str, str]] = {
    ROUND_PREPARED: (Permission.ORDER_VIEW, "orders:list", "?state=DRAFT"),
    IN_FORCE: (Permission.MOVEMENT_VIEW, "movements:list", ""),
    CANCELLED_ELSEWHERE: (Permission.PERSON_READ, "card:person", ""),
    OVERLAY: (Permission.PERSON_READ, "card:person", ""),
    RETIRING: (Permission.PERSON_READ, "leaving:list", ""),
}


@needs(Permission.ACCOUNT_OWN, Permission.CARD_ENROL)
@require_safe
def home(request: OfficerRequest) -> HttpResponse:
    """A list of what waits; an LGO's first account has one thing to do, an account being enrolled too."""
    if request.actor.holds(Role.LGO_BOOTSTRAP):
        return HttpResponseRedirect(reverse("rights:overview"))
    if request.actor.holds(Role.ENROLLING):
        passkey = second_factor.required_of(request.standing.account)
        return HttpResponseRedirect(reverse("accounts:passkey_first" if passkey else "accounts:enrol"))
    notices = list(rights.notices_for(request.actor)[: _SHOWN + 1])
    shown = [(one, _about(request, one)) for one in notices[:_SHOWN]]
    context = {"work": work_of(request), "notices": shown, "more": len(notices) > _SHOWN}
    return page(request, "home/home.html", context)


def _about(request: OfficerRequest, notice: Any) -> str:
    """Where the organisation or transfer is shown of which the news tells; nothing for whoever may not open it."""
    if notice.kind in _PAGES:
        return _page_of(request, notice)
    if notice.subject is not None:  # of a transfer; the person concerned reads of it and has no page of it
        sees = notice.office_id is not None and policy.holds_anywhere(request.actor, Permission.TRANSFER_VIEW)
        return reverse("transfers:case", args=[notice.subject]) if sees else ""
    if any(duty.organisation_id == notice.about_id for duty in request.actor.duties):
        return reverse("rights:overview") if policy.holds_anywhere(request.actor, Permission.RIGHTS_APPOINT) else ""
    seen = policy.can(request.actor, Permission.RIGHTS_VIEW, notice.about.path)
    return reverse("rights:show", args=[notice.about_id]) if seen else ""


def _page_of(request: OfficerRequest, notice: Any) -> str:
    """The LGO opens what it works on, the person concerned the own record."""
    permission, name, query = _PAGES[notice.kind]
    if notice.office_id is None:
        return reverse("own:record") if policy.holds_anywhere(request.actor, Permission.PERSON_READ_OWN) else ""
    if not policy.holds_anywhere(request.actor, permission):
        return ""
    return reverse(name, args=[notice.subject] if notice.subject else []) + query


@needs(Permission.ACCOUNT_OWN)
@require_POST
def read_all(request: OfficerRequest) -> HttpResponse:
    """Put everything away that the page showed or stood behind it; what has come since stays."""
    until = parse_datetime(str(request.POST.get("until", "")))
    if until is not None:
        actions.mark_all_read(by=request.actor, until=until)
    return HttpResponseRedirect(reverse("home"))


@needs(Permission.ACCOUNT_OWN)
@require_POST
def read(request: OfficerRequest, notice: UUID) -> HttpResponse:
    """Put a piece of news away."""
    actions.mark_read(by=request.actor, notice=rights.notice(notice, request.actor))
    return HttpResponseRedirect(reverse("home"))
