"""The browser's session and identity's row of it, kept in step."""

from __future__ import annotations

from typing import Any

from django.middleware.csrf import rotate_token
from django.urls import reverse

from lhr.identity import actions as identity
from lhr.identity import second_factor
from lhr.web.shared.addresses import address_of
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.views import back_to

_NEXT = "after_sign_in"


def fresh_key(request: OfficerRequest, *, keep_forms: bool = False) -> str:
    """Give the browser a new session id, keeping what the session holds, and return it.

    Forms that were shown before it stay good only with `keep_forms`.
    """
    if request.session.session_key:
        request.session.cycle_key()
    else:
        request.session.create()
    request.session.modified = True
    if not keep_forms:
        rotate_token(request)
    return str(request.session.session_key)


def open_session(request: OfficerRequest, account: Any) -> Any:
    """Begin the session of an account whose password was right, under a new session id; the browser's old one ends."""
    wanted = request.session.get(_NEXT)
    request.session.flush()
    key = fresh_key(request)
    if wanted:
        request.session[_NEXT] = wanted
    return identity.begin(
        by=request.actor,
        account=account,
        session_key=key,
        address=address_of(request),
        instead_of=request.sign_in,
    )


def rekeyed(request: OfficerRequest) -> None:
    """Rotate the session id of a session that goes on."""
    identity.rekey(by=request.actor, sign_in=request.sign_in, session_key=fresh_key(request))


def remember_next(request: OfficerRequest, address: str) -> None:
    # The page of the enrolment is asked again and again until the office has approved: it is nobody's next work.
    enrolling = address.startswith(reverse("accounts:enrol"))
    if address and not enrolling and back_to(request, address) == address:
        request.session[_NEXT] = address


def first_page(request: OfficerRequest) -> str:
    """Return where a completed sign-in leads: the page asked for before it, else the first page."""
    wanted = request.session.pop(_NEXT, "")
    return back_to(request, wanted) if wanted else reverse("home")


def onward(request: OfficerRequest, row: Any) -> str:
    """Return where one goes whose card or code was right: to the passkey, else to the first page."""
    return next_step(row, row.account) or first_page(request)


def next_step(sign_in: Any, account: Any) -> str:
    """Return the address of the step that this session waits for; "" when it waits for none."""
    if account.must_change:
        return reverse("accounts:password")
    if sign_in.stage == "ENROLLING":
        return reverse("accounts:passkey_first" if second_factor.required_of(account) else "accounts:enrol")
    if sign_in.stage == "PASSKEY":
        return reverse("accounts:passkey")
    return reverse("accounts:card") if sign_in.stage == "PRE" else ""
