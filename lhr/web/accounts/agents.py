"""What card agents ask of the server: JSON in, JSON out; no cookie, no session (agent to server only)."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from lhr.identity import actions as identity
from lhr.identity import queries
from lhr.web.shared.addresses import address_of
from lhr.web.shared.decorators import public
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.who import nobody_here

LARGEST = 16 * 1024
Answer = Callable[[OfficerRequest, dict[str, Any]], dict[str, Any]]


def _for_agents(answer: Answer) -> Any:
    """Read the JSON, answer with JSON, say a refusal with its number and words; the precise code stays in the book."""

    @wraps(answer)
    def view(request: OfficerRequest) -> HttpResponse:
        body = _body(request)
        if body is None:
            return JsonResponse({"error": "BAD_STATEMENT"}, status=400)
        try:
            return JsonResponse(answer(request, body))
        except identity.SignInRefused as refused:
            shown = refused.number if refused.neutral else refused.code
            said = {"error": shown, "says": refused.says(), "remedy": refused.remedy()}
            return JsonResponse(said, status=refused.http)

    # No cookie is read here: the agent's own signature (or the one-time code) says who asks.
    return csrf_exempt(public("signed by the agent key")(require_POST(view)))


def _body(request: OfficerRequest) -> dict[str, Any] | None:
    if request.content_type != "application/json" or len(request.body) > LARGEST:
        return None
    try:
        body = json.loads(request.body)
    except ValueError:
        return None
    return body if isinstance(body, dict) else None


def _text(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    return value if isinstance(value, str) else ""


@_for_agents
def pair_nonce(request: OfficerRequest, body: dict[str, Any]) -> dict[str, Any]:
    """{code} -> {nonce}: what a PC signs to prove that it holds its key."""
    nonce = identity.pairing_nonce(by=nobody_here(), code=_text(body, "code"), address=address_of(request))
    return {"nonce": nonce}


@_for_agents
def pair(request: OfficerRequest, body: dict[str, Any]) -> dict[str, Any]:
    """{code, jwk, storage, agent_ver, label, statement, sig} -> {state}: the key waits for the office above."""
    told = {name: body.get(name) for name in ("jwk", "storage", "agent_ver", "label", "statement", "sig")}
    key = identity.pair(by=nobody_here(), code=_text(body, "code"), address=address_of(request), **told)
    return {"state": str(key.status)}


@_for_agents
def link(request: OfficerRequest, body: dict[str, Any]) -> dict[str, Any]:
    """{kid} -> {link, state}: a link for presence, and how this key stands, for the agent's `doctor`."""
    kid = _text(body, "kid")
    return {"link": identity.open_link(by=nobody_here(), kid=kid), "state": queries.state_of_key(kid)}


@_for_agents
def presence(request: OfficerRequest, body: dict[str, Any]) -> dict[str, Any]:
    """{statement, sig} -> {ok, revoked?, rotate?}"""
    answer = identity.presence(by=nobody_here(), statement=body.get("statement"), sig=body.get("sig"))
    told = {"revoked": answer.revoked, "rotate": answer.rotate}
    return {"ok": answer.ok, **{name: True for name, is_so in told.items() if is_so}}


@_for_agents
def rotate(request: OfficerRequest, body: dict[str, Any]) -> dict[str, Any]:
    """{jwk, storage, statement, sig, next_sig} -> {state}: the yearly key, signed by the old one and by itself."""
    told = {name: body.get(name) for name in ("jwk", "storage", "statement", "sig", "next_sig")}
    return {"state": str(identity.rotate_key(by=nobody_here(), **told).status)}
