"""The lock: what a page asks by itself, and the way back in."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lhr import config
from lhr.identity import actions as identity
from lhr.kernel import clock
from lhr.web.accounts import asking
from lhr.web.accounts.forms import UnlockForm
from lhr.web.shared import confirming, locking, refused
from lhr.web.shared.addresses import address_of
from lhr.web.shared.cards import agent_origins, reaches_agent
from lhr.web.shared.decorators import public
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest
from lhr_card.statement import UNLOCK

_OF_THE_PASSWORD = ("PASSWORD_NEEDED", "WRONG")


@public("tells a page about its own session only; keeps nobody signed in")
@require_safe
def presence(request: OfficerRequest) -> HttpResponse:
    """200 while the session runs, with whose it is and the token by which a page from an earlier session of the same
    account may still save; 423, 403 or 401 with the words for the overlay."""
    standing = request.standing
    if standing.locked is not None:
        return locking.locked(request, standing.locked)
    if standing.ended is not None:
        return render(request, "shared/over.html", {"ended": standing.ended}, status=403)
    if not standing.signed_in:
        return render(request, "shared/over.html", {"ended": None}, status=401)
    return JsonResponse({"ok": True, "who": str(request.actor.account_id), "token": get_token(request)})


@public("needs a locked session and a fresh statement of the same person")
@reaches_agent
@require_http_methods(["GET", "HEAD", "POST"])
def unlock(request: OfficerRequest) -> HttpResponse:
    """Go on with the same card; after a long lock with the password too."""
    if request.sign_in is None:
        return HttpResponseRedirect(reverse("accounts:sign_in"))
    if request.standing.locked is None:
        return page(request, "accounts/unlocked.html")
    if request.method == "POST":
        return open_again(
            request,
            str(request.POST.get(confirming.STATEMENT, "")),
            str(request.POST.get(confirming.SIG, "")),
        )
    return _unlock_page(request, UnlockForm())


@public("gives a challenge to the caller's own locked session")
@require_POST
def ask(request: OfficerRequest) -> HttpResponse:
    return asking.asked(request, UNLOCK)


def open_again(request: OfficerRequest, statement: str, sig: str) -> HttpResponse:
    """Check the unlock statement and open the session again."""
    form = UnlockForm(request.POST)
    form.is_valid()
    row = request.sign_in
    try:
        presented = identity.verify_statement(
            by=request.actor, sign_in=row, statement=statement, sig=sig, purpose=UNLOCK
        )
        identity.unlock(
            by=request.actor,
            sign_in=row,
            presented=presented,
            password=form.cleaned_data.get("password", ""),
            address=address_of(request),
        )
    except identity.SignInRefused as why:
        form.say(confirming.told(why), "password" if why.code in _OF_THE_PASSWORD else None)
        return _unlock_page(request, form)
    return page(request, "accounts/unlocked.html", status=200)


def _long(request: OfficerRequest) -> bool:
    """True when the lock has lasted so long that the password is asked too."""
    since = request.sign_in.locked_at
    return since is not None and clock.now() - since >= timedelta(minutes=config.unlock_password_minutes())


def _unlock_page(request: OfficerRequest, form: UnlockForm) -> HttpResponse:
    refused.bring_back(request, form=form)
    code = request.standing.locked
    context = {
        "form": form,
        "code": code,
        "says": code.says_text(request.lang) if code else "",
        "remedy": code.remedy_text(request.lang) if code else "",
        "agents": " ".join(agent_origins()),
        "long": "password" in form.errors or _long(request),
        "auto": not form.is_bound,
    }
    return page(request, "accounts/unlock.html", context, at=reverse("accounts:unlock"))
