"""A page's side of the agent in plain Python, for scripts that walk the demonstration without a browser."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any

ANSWER_WITHIN_S = 30.0
# The agent is on this PC: a proxy from the environment must never see its address.
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class AgentRefused(Exception):
    """The agent said no; `code` is its code and `body` the whole answer."""

    def __init__(self, status: int, body: Mapping[str, Any]) -> None:
        self.status, self.body = status, dict(body)
        self.code = str(body.get("error", ""))
        super().__init__(f"{status} {self.code}")


def ask_agent(
    agent_url: str, path: str, *, origin: str | None = None, body: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """GET, or POST when there is a body; AgentRefused when the agent says no, OSError when absent."""
    if not agent_url.startswith("http://"):
        raise ValueError("an agent answers by http on this PC only")
    request = urllib.request.Request(agent_url.rstrip("/") + path)  # noqa: S310  # http, checked above
    if origin:
        request.add_header("Origin", origin)
    if body is not None:
        request.add_header("Content-Type", "application/json")
        request.data = json.dumps(body).encode("utf-8")
    try:
        with _DIRECT.open(request, timeout=ANSWER_WITHIN_S) as answer:
            value: dict[str, Any] = json.load(answer)
    except urllib.error.HTTPError as refused:
        with refused:
            raise AgentRefused(refused.code, _object(refused.read())) from None
    return value


def _object(raw: bytes) -> dict[str, Any]:
    try:
        value = json.loads(raw)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def health(agent_url: str) -> dict[str, Any]:
    return ask_agent(agent_url, "/v1/health")


def assert_card(
    agent_url: str, origin: str, nonce: str, purpose: str, tx: str | None = None
) -> dict[str, Any]:
    """Return `{statement, sig}` for a page's nonce; `tx` is the base64url of the transaction's bytes."""
    body = {"nonce": nonce, "purpose": purpose}
    return ask_agent(agent_url, "/v1/assert", origin=origin, body={**body, "tx": tx} if tx else body)


def sim_state(agent_url: str) -> dict[str, Any]:
    return ask_agent(agent_url, "/sim/state")


def sim_insert(agent_url: str, desk: str, card: str = "") -> dict[str, Any]:
    """Insert the desk's own card, or with `card` that of another desk's person."""
    return ask_agent(agent_url, "/sim/insert", body={"desk": desk, "card": card})


def sim_remove(agent_url: str) -> dict[str, Any]:
    return ask_agent(agent_url, "/sim/remove", body={})


def sim_pair(agent_url: str, desk: str, code: str) -> dict[str, Any]:
    return ask_agent(agent_url, "/sim/pair", body={"desk": desk, "code": code})


def sim_fault(agent_url: str, name: str) -> dict[str, Any]:
    return ask_agent(agent_url, "/sim/fault", body={"name": name})
