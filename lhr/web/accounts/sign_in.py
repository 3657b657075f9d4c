"""User and Password, the first password of one's own, the one-time way in, signing out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from lhr import config
from lhr.identity import actions as identity
from lhr.kernel.words import Words
from lhr.web.accounts import doctor, sessions
from lhr.web.accounts.forms import NewPasswordForm, PassForm, SignInForm
from lhr.web.shared import confirming, transports
from lhr.web.shared.addresses import address_of
from lhr.web.shared.cards import reaches_agent
from lhr.web.shared.decorators import public, while_changing_password
from lhr.web.shared.forms import attempt
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.who import nobody_here

_HINT = Words(
    "อย่างน้อย {least} ตัวอักษร ใช้วลีหลายคำที่ท่านจำได้เอง เว้นวรรคได้ ไม่มีชื่อของท่านหรือหน่วยงาน ไม่ต้องเปลี่ยนตามรอบเวลา",
    "At least {least} characters: several words you remember, spaces allowed, without your or the office's name; "
    "it never has to be changed by date",
)
_BEFORE = "the way in: limits before hashing, neutral answers"


@public(_BEFORE)
@reaches_agent
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: OfficerRequest) -> HttpResponse:
    """Step ๑ of the letter: User, Password, Login."""
    standing = request.standing
    if request.method != "POST":
        sessions.remember_next(request, str(request.GET.get("next", "")))
        if standing.account is not None and standing.locked is None and standing.ended is None:
            waits = sessions.next_step(standing.session, standing.account)
            return HttpResponseRedirect(waits or reverse("home"))
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _let_in(request, form)
        except identity.SignInRefused as refused:
            form.say(confirming.told(refused, request))
    context = {"form": form, "open": False, "unsaved": "unsaved" in request.GET, **doctor.context()}
    return page(request, "accounts/sign_in.html", context)


def _let_in(request: OfficerRequest, form: SignInForm) -> HttpResponse:
    outside = request.sign_in if request.standing.account is None else None
    account = identity.check_password(
        by=nobody_here(),
        user_name=form.cleaned_data["user_name"],
        password=form.cleaned_data["password"],
        address=address_of(request),
        outside=outside,
        statement=str(request.POST.get(confirming.STATEMENT, "")),
        sig=str(request.POST.get(confirming.SIG, "")),
    )
    opened = sessions.open_session(request, account)
    return HttpResponseRedirect(sessions.next_step(opened, account) or sessions.first_page(request))


@public("gives a challenge to a session of nobody, so that an owner is not shut out by others' tries")
@require_POST
def owner_challenge(request: OfficerRequest) -> HttpResponse:
    """Give the owner a challenge to sign with the PC's key, before the password is looked at."""
    if request.standing.account is not None:
        return JsonResponse({"error": "WRONG_STAGE"}, status=409)
    if request.sign_in is None:
        key = sessions.fresh_key(request, keep_forms=True)
        request.sign_in = identity.open_outside(
            by=request.actor, session_key=key, address=address_of(request)
        )
    return JsonResponse(transports.question(request, purpose="login", how="fetch"))


@public("needs a session whose password was right; the actions check it")
@while_changing_password
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: OfficerRequest) -> HttpResponse:
    """Set a password of one's own: forced after a one-time password, else at will."""
    standing = request.standing
    if standing.account is None or standing.locked is not None or standing.ended is not None:
        return HttpResponseRedirect(reverse("accounts:sign_in"))
    form = NewPasswordForm(request.POST or None, first=standing.must_change)
    if request.method == "POST" and form.is_valid() and _changed(request, form):
        sessions.rekeyed(request)
        messages.success(request, _said(request, "ตั้งรหัสผ่านใหม่แล้ว", "The new password is set"))
        request.sign_in.refresh_from_db()
        account = request.sign_in.account
        return HttpResponseRedirect(sessions.next_step(request.sign_in, account) or reverse("home"))
    by_card = standing.account.with_card
    least = config.password_min_with_card() if by_card else config.password_min_without_card()
    hint = Words(_HINT.text("th", least=least), _HINT.text("en", least=least))
    return page(request, "accounts/password.html", {"form": form, "first": standing.must_change, "hint": hint})


def _changed(request: OfficerRequest, form: NewPasswordForm) -> bool:
    typed = form.cleaned_data
    try:
        done = attempt(
            form,
            identity.change_password,
            by=request.actor,
            sign_in=request.sign_in,
            new=typed["new_password"],
            repeated=typed["repeated_password"],
            current=typed.get("current", ""),
            address=address_of(request),
        )
    except identity.SignInRefused as refused:
        form.say(confirming.told(refused, request), None if refused.code != "WRONG" else "current")
        return False
    return done is not None


@public("needs a session whose password was right; use_pass checks it")
@require_http_methods(["GET", "HEAD", "POST"])
def by_pass(request: OfficerRequest) -> HttpResponse:
    """Enter by the one-time code of an office when card or reader cannot be used (never for SEM102)."""
    if request.standing.account is None or request.standing.signed_in:
        return HttpResponseRedirect(reverse("accounts:sign_in"))
    form = PassForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code, row = form.cleaned_data["code"], request.sign_in
        try:
            row = identity.use_pass(
                by=request.actor, sign_in=row, code=code, session_key=sessions.fresh_key(request)
            )
            return HttpResponseRedirect(sessions.onward(request, row))
        except identity.SignInRefused as refused:
            sessions.rekeyed(request)
            form.say(confirming.told(refused, request))
    return page(request, "accounts/pass.html", {"form": form, "hours": config.pass_hours()})


@public("ends the caller's own session only")
@while_changing_password
@require_POST
def sign_out(request: OfficerRequest) -> HttpResponse:
    if request.sign_in is not None:
        identity.sign_out(by=request.actor, sign_in=request.sign_in)
    request.session.flush()
    return HttpResponseRedirect(reverse("accounts:sign_in"))


def _said(request: OfficerRequest, th: str, en: str) -> str:
    return en if request.lang == "en" else th
