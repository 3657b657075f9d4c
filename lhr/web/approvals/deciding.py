"""PCs and cards that wait: the office looks, and approves or refuses with a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lhr.access import policy
from lhr.access.permissions import Permission
from lhr.identity import actions as identity
from lhr.identity import queries, second_factor
from lhr.kernel import clock
from lhr.kernel.words import Words
from lhr.web.approvals import rows
from lhr.web.approvals.forms import RefuseForm, VersionForm
from lhr.web.shared.decorators import needs
from lhr.web.shared.forms import LhrForm
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving

_KEY_APPROVED = Words("อนุมัติเครื่องแล้ว", "The PC is approved")
_CARD_APPROVED = Words("ยืนยันบัตรแล้ว", "The card is confirmed")
_PASSKEY_APPROVED = Words("อนุมัติกุญแจผ่านแล้ว", "The passkey is approved")
_REFUSED = Words("ไม่อนุมัติ และบันทึกเหตุผลแล้ว", "Refused; the reason is kept")
_NOT = {
    "key": Words("ไม่อนุมัติเครื่อง", "Refuse the PC"),
    "card": Words("ไม่ยืนยันบัตร", "Refuse the card"),
    "passkey": Words("ไม่อนุมัติกุญแจผ่าน", "Refuse the passkey"),
}
_PASSES_COUNTED_DAYS = 30


@needs(Permission.AGENT_APPROVE, Permission.CARD_APPROVE, Permission.ACCOUNT_RESET)
@require_safe
def waiting(request: OfficerRequest) -> HttpResponse:
    """The first thing an office sees of accounts: what waits for it."""
    return _waiting_page(request)


def _waiting_page(request: OfficerRequest, form: LhrForm | None = None) -> HttpResponse:
    resets = policy.reach(request.actor, Permission.ACCOUNT_RESET)
    since: datetime = clock.now() - timedelta(days=_PASSES_COUNTED_DAYS)
    context = {
        "form": form or VersionForm(),
        "keys": rows.waiting_keys(request.actor),
        "cards": rows.waiting_cards(request.actor),
        "passkeys": rows.waiting_passkeys(request.actor),
        "passes": queries.pass_count(within=resets, since=since),
        "days": _PASSES_COUNTED_DAYS,
    }
    return page(request, "approvals/list.html", context, at=reverse("approvals:list"))


@needs(Permission.AGENT_APPROVE)
@require_POST
def approve_key(request: OfficerRequest, entry: UUID) -> HttpResponse:
    """Put the PC of a person in force."""
    return _approve(request, "identity.approve_key", identity.approve_key, entry, _KEY_APPROVED)


@needs(Permission.CARD_APPROVE)
@require_POST
def approve_card(request: OfficerRequest, entry: UUID) -> HttpResponse:
    """เห็นบัตรแล้ว: somebody at the office has looked at the card."""
    return _approve(request, "identity.approve_card", identity.approve_card, entry, _CARD_APPROVED)


@needs(Permission.AGENT_APPROVE)
@require_POST
def approve_passkey(request: OfficerRequest, entry: UUID) -> HttpResponse:
    """The holder has said the check code: this passkey is of that person."""
    return _approve(request, "identity.approve_passkey", identity.approve_passkey, entry, _PASSKEY_APPROVED)


def _approve(
    request: OfficerRequest, name: str, action: Callable[..., Any], entry: UUID, done: Words
) -> HttpResponse:
    form = VersionForm(request.POST)
    if form.is_valid():

        def act() -> str:
            action(by=request.actor, entry_id=entry, version=form.cleaned_data["version"])
            messages.success(request, done.text(request.lang))
            return reverse("approvals:list")

        answer = saving(request, form, name, act)
        if answer is not None:
            return answer
    return _waiting_page(request, form)


@needs(Permission.AGENT_APPROVE)
@require_http_methods(["GET", "HEAD", "POST"])
def refuse_key(request: OfficerRequest, entry: UUID) -> HttpResponse:
    key = queries.live_key(entry)
    policy.require(request.actor, Permission.AGENT_APPROVE, key.account.organisation.path)
    return _refuse(request, "identity.refuse_key", identity.refuse_key, key)


@needs(Permission.CARD_APPROVE)
@require_http_methods(["GET", "HEAD", "POST"])
def refuse_card(request: OfficerRequest, entry: UUID) -> HttpResponse:
    card = queries.live_card(entry)
    policy.require(request.actor, Permission.CARD_APPROVE, card.account.organisation.path)
    return _refuse(request, "identity.refuse_card", identity.refuse_card, card)


@needs(Permission.AGENT_APPROVE)
@require_http_methods(["GET", "HEAD", "POST"])
def refuse_passkey(request: OfficerRequest, entry: UUID) -> HttpResponse:
    found = second_factor.live(entry)
    policy.require(request.actor, Permission.AGENT_APPROVE, found.account.organisation.path)
    return _refuse(request, "identity.refuse_passkey", identity.refuse_passkey, found)


def _refuse(request: OfficerRequest, name: str, action: Callable[..., Any], what: Any) -> HttpResponse:
    form = RefuseForm(request.POST or None, initial={"version": what.version})
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            action(by=request.actor, entry_id=what.entry_id, **form.cleaned_data)
            messages.success(request, _REFUSED.text(request.lang))
            return reverse("approvals:list")

        answer = saving(request, form, name, act)
        if answer is not None:
            return answer
    kind = name.removeprefix("identity.refuse_")
    context = {"form": form, "row": rows.one(what.account, request.actor), "what": _NOT[kind]}
    return page(request, "approvals/refuse.html", context)
