"""Screens that belong to no area: what became of a save, and the preferences of this browser."""

from __future__ import annotations

from django.db import DatabaseError, InterfaceError
from django.http import HttpResponse, HttpResponseNotFound, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from lhr.audit import saves
from lhr.web.shared.decorators import public, while_changing_password
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import Save, checking

A_YEAR = 365 * 24 * 3600
_CHOICES = {"lang": ("th", "en"), "digits": ("arabic", "thai"), "keys": ("on", "off")}


@public("answers only about the caller's own save keys: a receipt is bound to the account that saved")
@while_changing_password
def saved_or_not(request: OfficerRequest, key: str) -> HttpResponse:
    """GET says what is known of a save key; POST finds out for good, closing an unused key."""
    save = Save(str(request.actor.account_id), str(request.GET.get("action", "")), key)
    if not saves.well_formed(key) or not save.action or not request.actor.signed_in:
        return HttpResponseNotFound()
    find = saves.settle if request.method == "POST" else saves.outcome
    try:
        outcome, result = find(key, account=save.account, action=save.action)
    except (DatabaseError, InterfaceError):
        return checking(request, save)
    return checking(request, save, outcome=outcome, result=result)


@public("sets the language, digits and shortcuts of this browser only")
@while_changing_password
@require_POST
def preferences(request: OfficerRequest) -> HttpResponse:
    answer = HttpResponseRedirect(back_to(request, str(request.POST.get("next", ""))))
    for name, allowed in _CHOICES.items():
        chosen = request.POST.get(name)
        if chosen in allowed:
            answer.set_cookie(
                f"lhr_{name}",
                chosen,
                max_age=A_YEAR,
                samesite="Lax",
                httponly=True,
                secure=request.is_secure(),
            )
    return answer


@public("words only")
@while_changing_password
@require_safe
def shortcuts(request: OfficerRequest) -> HttpResponse:
    from lhr.web.shared.pages import page

    return page(request, "shared/shortcuts.html")


def back_to(request: OfficerRequest, address: str) -> str:
    """Return `address` when it is one of ours, else the first page."""
    ours = url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
    return address if ours else reverse("home")
