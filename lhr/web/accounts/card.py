"""The card after the password: asking the agent, taking its statement, coming back from it."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseNotFound, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lhr import config
from lhr.identity import actions as identity
from lhr.web.accounts import asking, doctor, enrolment, locks, sessions
from lhr.web.accounts.forms import ReadForm
from lhr.web.shared import confirming, errors, transports, who
from lhr.web.shared.cards import reaches_agent
from lhr.web.shared.decorators import public
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.standing import Ended
from lhr_card.codes import CODES
from lhr_card.statement import ENROL_CARD, LOGIN, UNLOCK

_PROMPT = {
    "th": "เบราว์เซอร์จะถามว่าอนุญาตให้หน้านี้ติดต่อโปรแกรมอ่านบัตรบนเครื่องนี้หรือไม่ ให้กดอนุญาต",
    "en": "The browser will ask whether this page may talk to the card program on this PC: allow it",
}
_READING = {"th": "กำลังอ่านบัตร กรุณาเสียบบัตรค้างไว้", "en": "Reading the card, please leave it in"}
_LOST = {
    "th": "ติดต่อระบบไม่ได้ ยังไม่ได้ส่งข้อมูล\nทำต่อ: ตรวจเครือข่ายแล้วกดอีกครั้ง",
    "en": "The system cannot be reached; nothing was sent\nNext: check the network and press again",
}
_SOUND = {
    "th": "เครื่องอ่านบัตรพร้อมใช้ ใส่ชื่อผู้ใช้และรหัสผ่าน แล้วกดอ่านบัตร",
    "en": "The card reader is ready: sign in and read the card",
}


@public("needs a session whose password was right; identity checks the statement, web the rights")
@reaches_agent
@require_http_methods(["GET", "HEAD", "POST"])
def card(request: OfficerRequest) -> HttpResponse:
    """The card part of the sign-in."""
    standing = request.standing
    waiting = standing.account is not None and standing.session.stage == "PRE" and not standing.must_change
    if not waiting:
        return HttpResponseRedirect(reverse("accounts:sign_in"))
    if request.method == "POST":
        return _present(
            request,
            str(request.POST.get(confirming.STATEMENT, "")),
            str(request.POST.get(confirming.SIG, "")),
        )
    return _card_page(request, ReadForm())


def _card_page(request: OfficerRequest, form: ReadForm) -> HttpResponse:
    context = {"form": form, "open": False, **doctor.context()}
    return page(request, "accounts/card.html", context, at=reverse("accounts:card"))


def _present(request: OfficerRequest, statement: str, sig: str) -> HttpResponse:
    """Checks 1 to 11 by identity, check 12 here; then the session is full."""
    try:
        presented = identity.verify_statement(
            by=request.actor, sign_in=request.sign_in, statement=statement, sig=sig, purpose=LOGIN
        )
        ended = _let_in(request, presented)
    except identity.SignInRefused as refused:
        # The key ended with its holder's service: a new key would not help, so it is said what did end.
        ended = _right_that_ended(request) if refused.code == "AGENT_REVOKED" else None
        if ended is None:
            form = ReadForm({})
            form.say(confirming.told(refused, request))
            return _card_page(request, form)
    if ended is not None:
        return errors.rights_ended(request, ended)
    if presented.skew_minutes:
        said = CODES["CLOCK_SKEW"].shown(request.lang, minutes=presented.skew_minutes)
        messages.warning(request, said)
    return HttpResponseRedirect(sessions.onward(request, request.sign_in))


def _right_that_ended(request: OfficerRequest) -> Ended | None:
    """Return why the account has no right any more, None when it has one or never had."""
    account = request.sign_in.account
    return who.ended_of(account, who.actor_of(account, "card"))


@transaction.atomic
def _let_in(request: OfficerRequest, presented: identity.CardPresented) -> Ended | None:
    """Check 12 and the sign-in in one transaction; return why there is no right, which then stands in the book."""
    account = presented.account
    actor = who.actor_of(account, "card")
    ended = who.ended_of(account, actor)
    if ended is not None:
        identity.refuse_sign_in(by=request.actor, account=account, code=who.RIGHTS_ENDED)
        return ended
    key = sessions.fresh_key(request)
    request.sign_in = identity.complete(
        by=actor, sign_in=request.sign_in, presented=presented, session_key=key
    )
    if request.sign_in.stage == "FULL":
        who.after_card_sign_in(actor, account)
    return None


@public("gives a challenge to the caller's own session, whose password was right")
@require_POST
def ask(request: OfficerRequest) -> HttpResponse:
    """A nonce for the sign-in, bound to this session."""
    return asking.asked(request, LOGIN)


@public("reads the address's fragment and posts it; the post is checked like any statement")
@require_http_methods(["GET", "HEAD", "POST"])
def card_return(request: OfficerRequest) -> HttpResponse:
    """Where the agent sends the browser back after a navigation; the page before it waits in the session."""
    if request.method != "POST":
        return page(request, "accounts/return.html")
    draft = transports.take_draft(request) if request.sign_in is not None else None
    statement, sig = (
        str(request.POST.get(confirming.STATEMENT, "")),
        str(request.POST.get(confirming.SIG, "")),
    )
    if draft is None:
        return HttpResponseRedirect(reverse("accounts:sign_in"))
    if draft["purpose"] == LOGIN and statement:
        return _present(request, statement, sig)
    if draft["purpose"] == ENROL_CARD and statement:
        return enrolment.read_card(request, statement, sig)
    if draft["purpose"] == UNLOCK and statement:
        return locks.open_again(request, statement, sig)
    back = {LOGIN: "accounts:card", ENROL_CARD: "accounts:enrol", UNLOCK: "accounts:unlock"}.get(
        draft["purpose"]
    )
    if back is not None:
        return HttpResponseRedirect(reverse(back))
    context = {
        "draft": draft,
        "statement": statement,
        "sig": sig,
        "error": str(request.POST.get("error", "")),
    }
    return page(request, "accounts/resume.html", context)


@public("texts of the card codes, the same for everybody")
@require_safe
@cache_control(max_age=3600)
def codes(request: OfficerRequest, lang: str) -> HttpResponse:
    """What each code of agent and page says, for the script of the card."""
    if lang not in ("th", "en"):
        return HttpResponseNotFound()
    said = {c.code: c.shown(lang) for c in CODES.values() if c.raised_by != "server"}  # type: ignore[arg-type]
    more = {"prompt": _PROMPT, "reading": _READING, "LOST": _LOST, "sound": _SOUND}
    return JsonResponse({**said, **{name: text[lang] for name, text in more.items()}})


@public("help without any data")
@reaches_agent
@require_safe
def card_help(request: OfficerRequest) -> HttpResponse:
    """What to do when card or reader cannot be used, with the checks of the reader."""
    waits = request.sign_in is not None and request.sign_in.stage == "PRE"
    ways = {"thaid": config.thaid() and waits, "passes": config.passes(), "hours": config.pass_hours()}
    return page(request, "accounts/card_help.html", {**ways, **doctor.context()})
