"""An authenticator: it makes passkeys and shows them as the specification says, and can be told to lie."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from lhr_card.wire import b64url
from tests.identity.agent import ORIGIN

PRESENT, RECOGNISED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Authenticator:
    """One device with one passkey. `counts` false: a synced passkey, whose counter stays 0."""

    origin: str = ORIGIN
    rp: str = "localhost"
    counts: bool = True
    count: int = 0
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    @property
    def id(self) -> str:
        return b64url(self.credential)

    def makes(self, question: dict[str, Any], **lies: Any) -> str:
        """Answer a question for a new passkey, as the page posts it."""
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        attested = bytes(16) + len(self.credential).to_bytes(2, "big") + self.credential + cbor2.dumps(public)
        data = self._data(ATTESTED, **lies) + attested
        client = self._client("webauthn.create", question["create"], **lies)
        made = {"fmt": "none", "attStmt": {}, "authData": data}
        return self._posted(question, clientDataJSON=client, attestationObject=cbor2.dumps(made))

    def shows(self, question: dict[str, Any], **lies: Any) -> str:
        """Answer a question for this passkey, as the page posts it."""
        data, client = self._data(0, **lies), self._client("webauthn.get", question["get"], **lies)
        signed = data + hashlib.sha256(client).digest()
        sig = self.key.sign(signed, ec.ECDSA(hashes.SHA256()))
        return self._posted(question, clientDataJSON=client, authenticatorData=data, signature=sig)

    def _data(self, flags: int, *, rp: str = "", recognised: bool = True, count: int | None = None, **_: Any) -> bytes:
        if self.counts:
            self.count += 1
        flags |= PRESENT | (RECOGNISED if recognised else 0)
        told = self.count if count is None else count
        return hashlib.sha256((rp or self.rp).encode()).digest() + bytes([flags]) + told.to_bytes(4, "big")

    def _client(self, kind: str, asked: dict[str, Any], *, origin: str = "", challenge: str = "", **_: Any) -> bytes:
        told = {"type": kind, "challenge": challenge or asked["challenge"], "origin": origin or self.origin}
        return json.dumps(told).encode()

    def _posted(self, question: dict[str, Any], **response: bytes) -> str:
        answer = {name: b64url(value) for name, value in response.items()}
        credential = {"id": self.id, "rawId": self.id, "type": "public-key", "response": answer}
        return json.dumps({"nonce": question["nonce"], "credential": credential})
