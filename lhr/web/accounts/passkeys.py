"""Passkeys: the last step of a sign-in, the first one of an account, and the holder's own list."""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lhr import config
from lhr.access.permissions import Permission
from lhr.identity import actions as identity
from lhr.identity import second_factor
from lhr.identity.passkeys import ENROL, LOGIN
from lhr.kernel.rules import RuleBroken
from lhr.kernel.words import Words
from lhr.web.accounts import sessions
from lhr.web.accounts.forms import PasskeyForm, ReadForm
from lhr.web.shared import confirming, errors, who
from lhr.web.shared.cards import reaches_agent
from lhr.web.shared.decorators import needs, public
from lhr.web.shared.forms import LhrForm
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving
from lhr.web.shared.standing import Ended

MADE = "passkey_made"
_BY_PASSWORD = "needs a session whose password was right; identity checks its stage and what is shown"  # noqa: S105
_KEPT = Words(
    "ลงทะเบียนกุญแจผ่านแล้ว รอสำนักงานที่กำกับดูแลอนุมัติ", "The passkey is registered; the office above has to approve it"
)
_ADDED = Words("เพิ่มกุญแจผ่านแล้ว", "The passkey was added")
_REMOVED = Words("ลบกุญแจผ่านแล้ว", "The passkey was removed")


def _stage(request: OfficerRequest) -> str:
    """The stage of a session that goes on and whose password is the holder's own, else ""."""
    standing = request.standing
    ready = standing.account is not None and not standing.must_change
    return str(standing.session.stage) if ready and standing.locked is None and standing.ended is None else ""


def _asked(request: OfficerRequest, purpose: str) -> HttpResponse:
    try:
        name = request.standing.name
        return JsonResponse(
            identity.passkey_question(by=request.actor, sign_in=request.sign_in, purpose=purpose, name=name)
        )
    except identity.SignInRefused as refused:
        said = confirming.told(refused).text(request.lang)
        return JsonResponse({"error": refused.number or refused.code, "says": said}, status=refused.http)


# --- the sign-in ------------------------------------------------------------------------------------------------


@public(_BY_PASSWORD)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: OfficerRequest) -> HttpResponse:
    """The passkey part of the sign-in."""
    if _stage(request) != "PASSKEY":
        return HttpResponseRedirect(reverse("accounts:sign_in"))
    if not second_factor.in_force(request.standing.account.pk).exists():
        return HttpResponseRedirect(reverse("accounts:passkey_first"))
    form = ReadForm(request.POST or None)
    if request.method == "POST":
        try:
            ended = _let_in(request, str(request.POST.get(confirming.PASSKEY, "")))
        except identity.SignInRefused as refused:
            form = ReadForm({})
            form.say(confirming.told(refused))
        else:
            return errors.rights_ended(request, ended) if ended else HttpResponseRedirect(sessions.first_page(request))
    return page(request, "accounts/passkey.html", {"form": form}, at=reverse("accounts:passkey"))


def _let_in(request: OfficerRequest, sent: str) -> Ended | None:
    shown = identity.verify_passkey(by=request.actor, sign_in=request.sign_in, sent=sent, purpose=LOGIN)
    return _complete(request, shown)


@transaction.atomic
def _complete(request: OfficerRequest, shown: identity.PasskeyShown) -> Ended | None:
    """The check of the rights and the sign-in in one transaction; return why there is no right."""
    account, via = shown.account, request.sign_in.via
    actor = who.actor_of(account, "passkey" if via == "password" else via)
    ended = who.ended_of(account, actor)
    if ended is not None:
        identity.refuse_sign_in(by=request.actor, account=account, code=who.RIGHTS_ENDED)
        return ended
    key = sessions.fresh_key(request)
    identity.complete_by_passkey(by=actor, sign_in=request.sign_in, shown=shown, session_key=key)
    if via == "card":
        who.after_card_sign_in(actor, account)
    return None


@public(_BY_PASSWORD)
@require_POST
def step_ask(request: OfficerRequest) -> HttpResponse:
    return _asked(request, LOGIN) if request.sign_in is not None else JsonResponse({"error": "PK-04"}, status=403)


# --- the first passkey ------------------------------------------------------------------------------------------


@public(_BY_PASSWORD)
@require_http_methods(["GET", "HEAD", "POST"])
def first(request: OfficerRequest) -> HttpResponse:
    """Make the first passkey of an account, which somebody at the office above then approves."""
    stage, account = _stage(request), request.standing.account
    wanted = stage in ("ENROLLING", "PASSKEY") and account.with_card
    if not wanted or second_factor.in_force(account.pk).exists():
        return HttpResponseRedirect(reverse("accounts:sign_in"))
    form = PasskeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _enrolled(request, form):
        messages.success(request, _KEPT.text(request.lang))
        return HttpResponseRedirect(reverse("accounts:passkey_first"))
    context = {
        "form": form,
        "waiting": second_factor.passkeys_of(account.pk).first(),
        "why": second_factor.turned_down(account.pk),
        "card_too": stage == "ENROLLING",
    }
    return page(request, "accounts/passkey_first.html", context, at=reverse("accounts:passkey_first"))


def _enrolled(request: OfficerRequest, form: PasskeyForm, vouched: identity.PasskeyShown | None = None) -> bool:
    try:
        identity.enrol_passkey(
            by=request.actor,
            sign_in=request.sign_in,
            sent=str(request.POST.get(MADE, "")),
            label=form.cleaned_data["label"],
            vouched=vouched,
        )
    except identity.SignInRefused as refused:
        form.say(confirming.told(refused))
    except RuleBroken as broken:
        form.take(broken.findings)
    else:
        return True
    return False


@public(_BY_PASSWORD)
@require_POST
def ask_new(request: OfficerRequest) -> HttpResponse:
    """Options for making a passkey, for an account that is being enrolled and for one that adds another."""
    return _asked(request, ENROL) if request.sign_in is not None else JsonResponse({"error": "PK-04"}, status=403)


# --- one's own list ---------------------------------------------------------------------------------------------


@needs(Permission.ACCOUNT_OWN)
@require_safe
def listed(request: OfficerRequest) -> HttpResponse:
    """กุญแจผ่านของฉัน."""
    account = request.standing.account
    mine = list(second_factor.passkeys_of(account.pk))
    context = {
        "passkeys": mine,
        "required": second_factor.required_of(account),
        "one_more": len(mine) < 2,
        "offered": account.with_card,
        "demo": config.demo(),
    }
    return page(request, "accounts/passkeys.html", context)


@needs(Permission.ACCOUNT_OWN)
@reaches_agent
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: OfficerRequest) -> HttpResponse:
    """Add a passkey, confirmed by one that is in force; the first one by the card, and then approved."""
    form = PasskeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = confirming.settle(request, form, _adding(request, form.cleaned_data["label"]))
        except confirming.NotConfirmed as refused:
            form.say(refused.words)
        else:
            if asked is not None:
                return asked
            if _enrolled(request, form, request.passkey_shown):
                messages.success(request, (_ADDED if request.passkey_shown else _KEPT).text(request.lang))
                return HttpResponseRedirect(reverse("accounts:passkeys"))
    context = {"form": form, "vouched": request.standing.with_passkey}
    return page(request, "accounts/passkey_add.html", context, at=reverse("accounts:passkey_add"))


def _adding(request: OfficerRequest, label: str) -> confirming.Transaction:
    """The confirmation is of this very passkey: its answer's digest stands in the transaction."""
    made = hashlib.sha256(str(request.POST.get(MADE, "")).encode()).hexdigest()
    says = f"เพิ่มกุญแจผ่านของบัญชี {request.standing.account.user_name}"
    content = {"act": "passkey.add", "made": made, "label": label, "says": says}
    return confirming.Transaction(Permission.ACCOUNT_OWN, content)


@needs(Permission.ACCOUNT_OWN)
@reaches_agent
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: OfficerRequest, entry: UUID) -> HttpResponse:
    """End one of one's own passkeys, confirmed by another one or, where there is none, by the card."""
    found = second_factor.live(entry)
    if found.account_id != request.actor.account_id:
        raise type(found).DoesNotExist
    form = LhrForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def end() -> str:
            identity.remove_passkey(
                by=request.actor, sign_in=request.sign_in, entry_id=entry, version=found.version
            )
            messages.success(request, _REMOVED.text(request.lang))
            return reverse("accounts:passkeys")

        says = f"ลบกุญแจผ่านของบัญชี {request.standing.account.user_name}"
        content = {"act": "passkey.remove", "entry": str(entry), "version": found.version, "says": says}
        tx = confirming.Transaction(Permission.ACCOUNT_OWN, content)
        answer = saving(request, form, "accounts.remove_passkey", end, confirm=lambda: tx)
        if answer is not None:
            return answer
    return page(request, "accounts/passkey_remove.html", {"form": form, "passkey": found})
