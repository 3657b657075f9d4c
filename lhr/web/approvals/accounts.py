"""Accounts under an office: found, reset, let in once, locked and opened, always with a reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lhr import config
from lhr.access import policy
from lhr.access.permissions import Permission
from lhr.access.roles import Role
from lhr.identity import actions as identity
from lhr.identity import queries, second_factor
from lhr.kernel import clock
from lhr.kernel.words import Words
from lhr.web.approvals import letters, rows
from lhr.web.approvals.forms import AllForm, PassForm, ReasonForm, UnlockForm
from lhr.web.shared import confirming, refused
from lhr.web.shared.cards import reaches_agent
from lhr.web.shared.decorators import needs
from lhr.web.shared.forms import LhrForm
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving

_KINDS = {
    "LGO_BOOTSTRAP": Words("บัญชีตั้งต้นของ อปท.", "LGO first accounts"),
    "PERSON": Words("นายทะเบียนและเจ้าหน้าที่", "registrars and officers"),
    "OFFICE": Words("เจ้าหน้าที่สำนักงาน", "officers of offices"),
}
_STATES = {
    "ENROLLING": Words("กำลังลงทะเบียน", "enrolling"),
    "ACTIVE": Words("ใช้งาน", "active"),
    "LOCKED": Words("ล็อก", "locked"),
    "CLOSED": Words("ปิดแล้ว", "closed"),
}
_LOCKED = Words("ล็อกบัญชีแล้ว", "The account is locked")
_OPENED = Words("ปลดล็อกบัญชีแล้ว", "The account is open again")


@needs(Permission.ACCOUNT_RESET)
@require_safe
def listed(request: OfficerRequest) -> HttpResponse:
    """The accounts in reach; at the centre those of the offices, unless another kind is asked for."""
    asked = {name: str(request.GET.get(name, "")).strip() for name in ("q", "kind", "state")}
    if "kind" not in request.GET and request.actor.holds(Role.CENTRE):
        asked["kind"] = "OFFICE"
    found, count = rows.accounts(
        request.actor, within=request.reach, text=asked["q"], kind=asked["kind"], state=asked["state"]
    )
    issues = policy.reach(request.actor, Permission.ACCOUNT_ISSUE_BOOTSTRAP)
    context = {
        "rows": found,
        "count": count,
        "asked": asked,
        "kinds": _KINDS.items(),
        "states": _STATES.items(),
        "missing": rows.without_account(issues, request.actor.day),
        "form": AllForm(),
    }
    return page(request, "approvals/accounts.html", context)


@needs(Permission.ACCOUNT_RESET)
@require_safe
def shown(request: OfficerRequest, account: UUID) -> HttpResponse:
    """One account: its state, its PCs and cards, and what the office may do."""
    found = queries.account(account, within=request.reach)
    context = {
        "row": rows.one(found, request.actor),
        "account": found,
        "form": AllForm(),
        "locked": queries.is_locked(found),
        "steps": queries.enrolment(found.pk),
        "keys": queries.keys_of(found.pk),
        "cards": queries.cards_of(found.pk),
        "refusals": queries.refusals_of(found)[:5],
        # The precise code of a neutral refusal is for the offices above, never for the owner (card-login.md 4.3).
        "tells": found.person_id is None or found.person_id != request.actor.person_id,
        "passes": config.passes(),
        "passkeys": second_factor.passkeys_of(found.pk),
    }
    return page(request, "approvals/account.html", context)


@dataclass(frozen=True, slots=True)
class _Act:
    """One thing an office does to an account with a reason."""

    name: str
    form: type[LhrForm]
    heading: Words
    warns: Words
    button: Words


_RESET = _Act(
    "identity.reset",
    ReasonForm,
    Words("ออกรหัสผ่านใหม่", "Reset the password"),
    Words(
        "รหัสผ่านเดิมและหน้าจอที่เปิดอยู่ของบัญชีนี้จะใช้ไม่ได้ทันที รหัสใหม่แสดงครั้งเดียวในหน้าถัดไป",
        "The old password and every open session end at once. The new one is shown once, on the next page.",
    ),
    Words("ออกรหัสผ่านใหม่", "Reset"),
)
_PASSKEYS = _Act(
    "identity.reset_passkeys",
    ReasonForm,
    Words("เริ่มกุญแจผ่านใหม่ (หายหรือใช้ไม่ได้ทุกอัน)", "Begin anew with passkeys (all lost or broken)"),
    Words(
        "ยืนยันตัวผู้ขอให้แน่ใจก่อน กุญแจผ่านเดิมทุกอัน รหัสผ่านเดิม และหน้าจอที่เปิดอยู่จะใช้ไม่ได้ทันที "
        "ผู้ใช้ได้หนังสือรหัสครั้งเดียว แล้วลงทะเบียนกุญแจผ่านใหม่ เจ้าหน้าที่อีกคนที่ไม่ใช่ท่านต้องเป็นผู้อนุมัติ",
        "First be sure who is asking. All passkeys, the password and open sessions end at once. The holder gets a "
        "letter with a one-time password and registers a new passkey, which somebody other than you approves.",
    ),
    Words("ยกเลิกกุญแจผ่านและออกรหัสครั้งเดียว", "End the passkeys and issue a one-time password"),
)
_PASS = _Act(
    "identity.pass",
    PassForm,
    Words("ออกรหัสผ่านชั่วคราว (บัตรหรือเครื่องอ่านใช้ไม่ได้)", "One-time way in (card or reader cannot be used)"),
    Words(
        "ใช้ได้ครั้งเดียว ไม่เกิน {hours} ชั่วโมง บันทึกสิทธิผู้ใช้งาน (SEM102) ไม่ได้ และทุกรายการที่ทำจะระบุว่าเข้าด้วยรหัสชั่วคราว",
        "Good once, at most {hours} hours, never for SEM102; everything done with it is marked so.",
    ),
    Words("ออกรหัสผ่านชั่วคราว", "Issue"),
)
_LOCK = _Act(
    "identity.lock",
    ReasonForm,
    Words("ล็อกบัญชี", "Lock the account"),
    Words("ผู้ใช้จะเข้าระบบไม่ได้จนกว่าสำนักงานจะปลดล็อก", "Nobody signs in with it until an office unlocks it"),
    Words("ล็อกบัญชี", "Lock"),
)
_UNLOCK = _Act(
    "identity.unlock",
    UnlockForm,
    Words("ปลดล็อกบัญชี", "Unlock the account"),
    Words("บัญชีตั้งต้นเปิดให้ใช้ตามเวลาที่ระบุ แล้วล็อกเอง", "A first account stays open for the stated time"),
    Words("ปลดล็อก", "Unlock"),
)


@needs(Permission.ACCOUNT_RESET)
@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: OfficerRequest, account: UUID) -> HttpResponse:
    """A new one-time password, on a letter that is shown once."""
    found = queries.account(account, within=request.reach)
    made: list[identity.IssuedAccount] = []

    def act(form: LhrForm) -> str:
        made.append(identity.reset(by=request.actor, account=found, reason=form.cleaned_data["reason"]))
        return reverse("approvals:account", args=[found.pk])

    return _with_reason(request, found, _RESET, act, show=lambda: letters.shown(request, made))


@needs(Permission.ACCOUNT_RESET)
@reaches_agent
@require_http_methods(["GET", "HEAD", "POST"])
def reset_passkeys(request: OfficerRequest, account: UUID) -> HttpResponse:
    """The office above begins anew for a holder whose passkeys are lost, confirmed by the officer's own."""
    found = queries.account(account, within=request.reach)
    made: list[identity.IssuedAccount] = []

    def act(form: LhrForm) -> str:
        reason = form.cleaned_data["reason"]
        made.append(identity.reset_passkeys(by=request.actor, account=found, reason=reason))
        return reverse("approvals:account", args=[found.pk])

    says = f"ยกเลิกกุญแจผ่านของบัญชี {found.user_name}"
    content = {"act": "passkey.reset", "account": str(found.pk), "says": says}
    tx = confirming.Transaction(Permission.ACCOUNT_RESET, content)
    return _with_reason(request, found, _PASSKEYS, act, show=lambda: letters.shown(request, made), tx=tx)


@needs(Permission.ACCOUNT_RESET)
@require_http_methods(["GET", "HEAD", "POST"])
def give_pass(request: OfficerRequest, account: UUID) -> HttpResponse:
    """A one-time way in for one person, shown once."""
    found = queries.account(account, within=request.reach)
    made: list[identity.IssuedPass] = []

    def act(form: LhrForm) -> str:
        made.append(identity.issue_pass(by=request.actor, account=found, **form.cleaned_data))
        return reverse("approvals:account", args=[found.pk])

    return _with_reason(request, found, _PASS, act, show=lambda: letters.pass_shown(request, made[0]))


@needs(Permission.ACCOUNT_RESET)
@require_http_methods(["GET", "HEAD", "POST"])
def lock(request: OfficerRequest, account: UUID) -> HttpResponse:
    found = queries.account(account, within=request.reach)

    def act(form: LhrForm) -> str:
        identity.lock_account(by=request.actor, account=found, reason=form.cleaned_data["reason"])
        messages.success(request, _LOCKED.text(request.lang))
        return reverse("approvals:account", args=[found.pk])

    return _with_reason(request, found, _LOCK, act)


@needs(Permission.ACCOUNT_RESET)
@require_http_methods(["GET", "HEAD", "POST"])
def unlock(request: OfficerRequest, account: UUID) -> HttpResponse:
    found = queries.account(account, within=request.reach)

    def act(form: LhrForm) -> str:
        typed = form.cleaned_data
        until = None if found.with_card else clock.now() + timedelta(hours=typed["hours"])
        identity.unlock_account(by=request.actor, account=found, reason=typed["reason"], until=until)
        messages.success(request, _OPENED.text(request.lang))
        return reverse("approvals:account", args=[found.pk])

    return _with_reason(request, found, _UNLOCK, act)


def _with_reason(
    request: OfficerRequest,
    account: Any,
    what: _Act,
    act: Callable[[LhrForm], str],
    show: Callable[[], HttpResponse] | None = None,
    tx: confirming.Transaction | None = None,
) -> HttpResponse:
    form = what.form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        confirm = None if tx is None else lambda: tx
        answer = saving(request, form, what.name, lambda: act(form), show=show, confirm=confirm)
        if answer is not None:
            return answer
    context = {
        "form": form,
        "row": rows.one(account, request.actor),
        "what": what,
        "confirmed": tx is not None,
        "hours": config.pass_hours(),
    }
    return page(request, "approvals/reason.html", context)


@needs(Permission.AGENT_APPROVE)
@require_POST
def pairing(request: OfficerRequest, account: UUID) -> HttpResponse:
    """A code for the PC of somebody who cannot ask for one alone."""
    found = queries.account(account, within=request.reach)
    form = AllForm(request.POST)
    made: list[identity.PairingIssued] = []

    def act() -> str:
        made.append(identity.pairing_code(by=request.actor, account=found))
        return reverse("approvals:account", args=[found.pk])

    def show() -> HttpResponse:
        row = rows.one(found, request.actor)
        return page(
            request, "approvals/code.html", {"row": row, "issued": made[0], "origin": config.origin()}
        )

    if form.is_valid():
        answer = saving(request, form, "identity.pairing_code", act, show=show)
        if answer is not None:
            return answer
    return refused.send_to_form(request, {"form": form}, reverse("approvals:account", args=[found.pk]))
