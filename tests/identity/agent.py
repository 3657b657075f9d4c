"""A PC with a key of its own and the cards put into it. It signs as the real agent does, and can be told to lie."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from lhr.kernel import clock
from lhr_card import wire
from lhr_card.statement import PAIR, PRESENCE, ROTATE, CardPart, typ_for

ORIGIN = "http://localhost:8000"


@dataclass(frozen=True)
class Card:
    cid: str
    issue: str = "25600101"
    expire: str = "25700101"
    request_no: str = "12345678"
    chip: str = "0102030405060708"
    atr: str = "3b68"

    def part(self, nonce: str) -> CardPart:
        return CardPart(
            cid_hash=wire.cid_hash(nonce, self.cid),
            issue=self.issue,
            expire=self.expire,
            request_no=self.request_no,
            chip=self.chip,
            atr=self.atr,
        )


@dataclass
class Pc:
    """One agent on one PC, with a card in it or not."""

    card: Card | None = None
    boot: str = field(default_factory=lambda: secrets.token_hex(8))
    seq: int = 1
    n: int = 0
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    @property
    def jwk(self) -> dict[str, str]:
        return wire.public_jwk(self.key.public_key())

    @property
    def kid(self) -> str:
        return wire.thumbprint(self.jwk)

    def says(self, nonce: str, purpose: str, tx: bytes | None = None, **lies: Any) -> dict[str, str]:
        """Return `{statement, sig}` over the nonce; `lies` replace fields before signing."""
        assert self.card is not None
        said = wire.Statement(
            typ=typ_for(purpose),
            aud=ORIGIN,
            kid=self.kid,
            iat=int(clock.now().timestamp()),
            nonce=nonce,
            purpose=purpose,
            tx_sha256="" if tx is None else wire.tx_sha256(tx),
            agent_ver="1.0.0",
            boot=self.boot,
            seq=self.seq,
            reader="Test reader",
            card=self.card.part(nonce),
        )
        return wire.envelope(self.key, replace(said, **lies))

    def proof(self, nonce: str, **lies: Any) -> dict[str, str]:
        said = wire.Statement(
            typ=PAIR,
            aud=ORIGIN,
            kid=self.kid,
            iat=int(clock.now().timestamp()),
            nonce=nonce,
            purpose=PAIR,
            agent_ver="1.0.0",
        )
        return wire.envelope(self.key, replace(said, **lies))

    def reports(self, link: str, state: str = "present", why: str = "", **lies: Any) -> dict[str, str]:
        self.n += 1
        said = wire.Statement(
            typ=PRESENCE,
            aud=ORIGIN,
            kid=self.kid,
            iat=int(clock.now().timestamp()),
            boot=self.boot,
            seq=self.seq,
            link=link,
            n=self.n,
            state=state,
            why=why,
        )
        return wire.envelope(self.key, replace(said, **lies))

    def hands_over(self, link: str, successor: Pc, **lies: Any) -> dict[str, Any]:
        """Return what the agent posts to replace its key by that of `successor`."""
        self.n += 1
        said = wire.Statement(
            typ=ROTATE,
            aud=ORIGIN,
            kid=self.kid,
            next_kid=successor.kid,
            iat=int(clock.now().timestamp()),
            link=link,
            n=self.n,
            agent_ver="1.0.0",
        )
        said = replace(said, **lies)
        next_sig = wire.envelope(successor.key, said)["sig"]
        return {"jwk": successor.jwk, "storage": "software", "next_sig": next_sig, **wire.envelope(self.key, said)}
