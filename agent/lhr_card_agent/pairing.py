"""Registering this PC: a one-time code from the server, a key of our own, proof that we hold it."""

from __future__ import annotations

from dataclasses import dataclass

from lhr_card import statement as forms
from lhr_card import wire
from lhr_card_agent import VERSION
from lhr_card_agent.keys import SoftwareKey
from lhr_card_agent.server import Server, ServerAway
from lhr_card_agent.settings import Pairing, Vault
from lhr_card_agent.station import clock_seconds


@dataclass(frozen=True, slots=True)
class Paired:
    kid: str
    state: str  # what the server says of the key: PENDING until the office above approves


def written_code(code: str) -> str:
    """Return the code as issued: officers copy it with spaces and dashes."""
    return "".join(code.split()).replace("-", "")


async def pair(vault: Vault, server: Server, origin: str, code: str, label: str) -> Paired:
    """Pair this vault's key with the server and pin its origin. Nothing is kept if it refuses.

    A PC that was paired before gets a new key: the old one may be why it is paired anew.
    Raises ServerRefused or ServerAway.
    """
    key = SoftwareKey.new() if vault.pairing() else vault.key()
    code = written_code(code)
    nonce = (await server.post("/agent/v1/pair/nonce", {"code": code})).get("nonce")
    proof = _proof(key, origin, nonce)
    told = {"code": code, "jwk": key.jwk, "storage": key.storage, "agent_ver": VERSION, "label": label}
    answer = await server.post("/agent/v1/pair", {**told, **proof})
    vault.keep(key, Pairing(origin=origin, label=label))
    state = answer.get("state")
    return Paired(key.kid, state if isinstance(state, str) else "PENDING")


def _proof(key: SoftwareKey, origin: str, nonce: object) -> dict[str, str]:
    said = wire.Statement(
        typ=forms.PAIR,
        aud=origin,
        nonce=nonce if isinstance(nonce, str) else "",
        purpose=forms.PAIR,
        iat=clock_seconds(),
        kid=key.kid,
        agent_ver=VERSION,
    )
    try:
        return key.envelope(said)
    except wire.NotAStatement:
        raise ServerAway from None  # no nonce in its form: not an LHR server
