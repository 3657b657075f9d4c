"""How a page reaches the card agent: by fetch, or, where the browser forbids that, by leaving and coming back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse

from lhr import config
from lhr.identity import actions as identity
from lhr.kernel import clock
from lhr.web.shared.requests import OfficerRequest
from lhr_card import wire

NAVIGATION = "nav"
DRAFT_MINUTES = 30
_DRAFT = "card_draft"
_NEVER_KEPT = frozenset(
    {"csrfmiddlewaretoken", "password", "confirm_password", "confirm_ask", "confirm_passkey", "how"}
)


def question(request: OfficerRequest, *, purpose: str, how: str, tx: bytes | None = None) -> dict[str, str]:
    """Return what the page passes to the agent. For a navigation the form is kept here meanwhile, as a draft.

    Raises SignInRefused when this session cannot ask for such a statement.
    """
    nonce = identity.challenge(by=request.actor, sign_in=request.sign_in, purpose=purpose, tx=tx)
    asked = {"nonce": nonce, "purpose": purpose}
    if tx is not None:
        asked["tx"] = wire.b64url(tx)
    if how == NAVIGATION:
        asked["return"] = f"{config.origin()}{reverse('accounts:card_return').rstrip('/')}"
        request.session[_DRAFT] = {
            "purpose": purpose,
            "path": request.get_full_path(),
            "typed": [(n, v) for n, vs in request.POST.lists() if n not in _NEVER_KEPT for v in vs],
            "until": (clock.now() + timedelta(minutes=DRAFT_MINUTES)).isoformat(),
        }
    return asked


def take_draft(request: OfficerRequest) -> dict[str, Any] | None:
    """Return the draft that a navigation left behind, once; None when there is none or its time is over."""
    draft: dict[str, Any] | None = request.session.pop(_DRAFT, None)
    if draft is None or draft["until"] < clock.now().isoformat():
        return None
    return draft
