"""ThaID: going there, and coming back."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from lhr.identity import actions as identity
from lhr.identity.thaid import CARD, LOGIN
from lhr.kernel.words import Words
from lhr.web.accounts import sessions
from lhr.web.shared import errors, who
from lhr.web.shared.decorators import public
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.standing import Ended

_ASKED = "thaid_asked"
_BACK = {LOGIN: "accounts:card", CARD: "accounts:enrol"}
_BY_SESSION = "needs a session whose password was right; identity checks its stage and ThaID's answer"
_RETURN = Words("กลับไปขั้นก่อนหน้า", "Back to the step before")
_CONFIRMED = Words("ยืนยันบัตรด้วย ThaID แล้ว", "The card was confirmed by ThaID")


@public(_BY_SESSION)
@require_POST
def go(request: OfficerRequest) -> HttpResponse:
    """Ask ThaID: the way there is a link, since no form of ours may lead to another site."""
    purpose = CARD if request.POST.get("for") == "card" else LOGIN
    if request.sign_in is None:
        return HttpResponseRedirect(reverse("accounts:sign_in"))
    try:
        address = identity.ask_thaid(by=request.actor, sign_in=request.sign_in, purpose=purpose)
    except identity.SignInRefused as refused:
        return _refused(request, refused, purpose)
    request.session[_ASKED] = purpose
    return page(request, "accounts/thaid.html", {"address": address, "back": reverse(_BACK[purpose])})


@public("shows only what stands in the address, and posts it; the post is checked like any answer")
@require_http_methods(["GET", "HEAD", "POST"])
def back(request: OfficerRequest) -> HttpResponse:
    """Where ThaID sends the browser. It comes from another site and so without our cookies: the page posts itself."""
    sent = request.POST if request.method == "POST" else request.GET
    told = {name: str(sent.get(name, ""))[:2000] for name in ("state", "code", "error")}
    if request.method != "POST":
        return page(request, "accounts/thaid_back.html", {"told": told})
    purpose = request.session.pop(_ASKED, None)
    if request.sign_in is None or purpose not in _BACK:
        return HttpResponseRedirect(reverse("accounts:sign_in"))
    try:
        return _answered(request, purpose, told)
    except identity.SignInRefused as refused:
        return _refused(request, refused, purpose)


def _answered(request: OfficerRequest, purpose: str, told: dict[str, str]) -> HttpResponse:
    shown = identity.told_by_thaid(by=request.actor, sign_in=request.sign_in, purpose=purpose, **told)
    if purpose == CARD:
        identity.confirm_card_by_thaid(by=request.actor, sign_in=request.sign_in, shown=shown)
        messages.success(request, _CONFIRMED.text(request.lang))
        return HttpResponseRedirect(reverse("accounts:enrol"))
    ended = _let_in(request, shown)
    if ended is not None:
        return errors.rights_ended(request, ended)
    return HttpResponseRedirect(sessions.onward(request, request.sign_in))


@transaction.atomic
def _let_in(request: OfficerRequest, shown: identity.ThaidShown) -> Ended | None:
    """The check of the rights and the sign-in in one transaction; return why there is no right."""
    actor = who.actor_of(shown.account, "thaid")
    ended = who.ended_of(shown.account, actor)
    if ended is not None:
        identity.refuse_sign_in(by=request.actor, account=shown.account, code=who.RIGHTS_ENDED)
        return ended
    key = sessions.fresh_key(request)
    request.sign_in = identity.complete_by_thaid(
        by=actor, sign_in=request.sign_in, shown=shown, session_key=key
    )
    return None


def _refused(request: OfficerRequest, refused: identity.SignInRefused, purpose: str) -> HttpResponse:
    """No form of ours was sent to which the browser could be led back: a page that says it, with the way on."""
    said = errors.Said(
        refused.http,
        Words(refused.says("th"), refused.says("en")),
        Words(refused.remedy("th"), refused.remedy("en")),
        number=refused.number,
    )
    return errors.say(request, said, ways=[errors.Way(reverse(_BACK[purpose]), _RETURN)])
