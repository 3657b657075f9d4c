"""One's own account: PCs, cards, sign-ins, refused tries, preferences."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lhr.access.permissions import Permission
from lhr.identity import actions as identity
from lhr.identity import queries
from lhr.kernel.words import Words
from lhr.web.accounts.forms import RevokeForm
from lhr.web.shared.decorators import needs
from lhr.web.shared.forms import LhrForm
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving

SHOWN = 10
_REVOKED = Words("ยกเลิกเครื่องแล้ว", "The PC is no longer registered")


@needs(Permission.ACCOUNT_OWN, Permission.CARD_ENROL)
@require_safe
def own(request: OfficerRequest) -> HttpResponse:
    """Everything the holder may know and do about the account."""
    return _own_page(request)


def _own_page(request: OfficerRequest, form: LhrForm | None = None) -> HttpResponse:
    account = request.standing.account
    context = {
        "form": form or LhrForm(),
        "account": account,
        "keys": queries.keys_of(account.pk),
        "cards": queries.cards_of(account.pk),
        "sign_ins": queries.sign_ins_of(account.pk)[:SHOWN],
        "refusals": queries.refusals_of(account)[:SHOWN],
        "expires": queries.card_expires_soon(account.pk, request.actor.day),
    }
    return page(request, "accounts/own.html", context, at=reverse("accounts:own"))


@needs(Permission.ACCOUNT_OWN)
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: OfficerRequest, entry: UUID) -> HttpResponse:
    """End the key of one of one's own PCs, with a reason."""
    key = queries.live_key(entry)
    if key.account_id != request.actor.account_id:
        raise type(key).DoesNotExist
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def end() -> str:
            identity.revoke_key(by=request.actor, entry_id=entry, reason=form.cleaned_data["reason"])
            messages.success(request, _REVOKED.text(request.lang))
            return reverse("accounts:own")

        answer = saving(request, form, "accounts.revoke_key", end)
        if answer is not None:
            return answer
    return page(request, "accounts/revoke.html", {"form": form, "key": key})


@needs(Permission.ACCOUNT_OWN)
@require_POST
def everywhere(request: OfficerRequest) -> HttpResponse:
    """End every session of the account, this one too."""
    form = LhrForm(request.POST)

    def end() -> str:
        identity.sign_out_everywhere(by=request.actor, account=request.standing.account)
        return reverse("accounts:sign_in")

    answer = saving(request, form, "accounts.everywhere", end) if form.is_valid() else None
    if answer is None:
        return _own_page(request, form)
    if answer.status_code == HTTPStatus.FOUND:
        request.session.flush()
    return answer
