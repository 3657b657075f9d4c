"""The first screen of each role."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from lhr.access.permissions import Permission
from lhr.access.roles import Role
from lhr.registry_rights import actions
from lhr.registry_rights import queries as rights
from lhr.web.home.work import work_of
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest

_SHOWN = 8


@needs(Permission.ACCOUNT_OWN, Permission.CARD_ENROL)
@require_safe
def home(request: OfficerRequest) -> HttpResponse:
    """A list of what waits; an LGO's first account has one thing to do, an account being enrolled too."""
    if request.actor.holds(Role.LGO_BOOTSTRAP):
        return HttpResponseRedirect(reverse("rights:overview"))
    if request.actor.holds(Role.ENROLLING):
        return HttpResponseRedirect(reverse("accounts:enrol"))
    notices = list(rights.notices_for(request.actor)[: _SHOWN + 1])
    context = {"work": work_of(request), "notices": notices[:_SHOWN], "more": len(notices) > _SHOWN}
    return page(request, "home/home.html", context)


@needs(Permission.ACCOUNT_OWN)
@require_POST
def read(request: OfficerRequest, notice: UUID) -> HttpResponse:
    """Put a piece of news away."""
    actions.mark_read(by=request.actor, notice=rights.notice(notice, request.actor))
    return HttpResponseRedirect(reverse("home"))
