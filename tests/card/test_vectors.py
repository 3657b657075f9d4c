"""The vectors that server and agent share. The key is the published example of RFC 7515, appendix A.3."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import date
from importlib.resources import files
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from lhr_card import fields, wire
from lhr_card.codes import CardProblem


def vectors(name: str) -> Any:
    return json.loads((files("lhr_card") / "vectors" / f"{name}.json").read_text(encoding="utf-8"))


KEY = vectors("key")


@pytest.mark.parametrize("vector", vectors("statements"), ids=lambda vector: vector["typ"])
def test_a_statement_of_each_type_parses_to_its_value_and_its_signature_holds(vector: dict[str, Any]) -> None:
    received = wire.statement_bytes(vector["statement"])
    assert wire.verify(KEY["jwk"], received, vector["sig"])
    statement = wire.parse(received)
    assert statement.as_dict() == vector["value"]
    assert wire.sign_input(statement) == received
    assert wire.statement_b64(statement) == vector["statement"]


@pytest.mark.parametrize("vector", vectors("canonical"), ids=lambda vector: vector["text"])
def test_an_object_has_one_canonical_form(vector: dict[str, Any]) -> None:
    assert wire.canonical(vector["value"]) == vector["text"].encode("utf-8")
    assert wire.canonical_object(vector["text"].encode("utf-8")) == vector["value"]


@pytest.mark.parametrize("vector", vectors("refused"), ids=lambda vector: vector["why"])
def test_bytes_that_are_not_canonical_are_refused(vector: dict[str, Any]) -> None:
    received = base64.b64decode(vector["base64"])
    with pytest.raises(wire.NotAStatement):
        wire.canonical_object(received)
    with pytest.raises(wire.NotAStatement):
        wire.parse(received)


def test_the_signature_published_in_rfc_7515_verifies() -> None:
    published = KEY["rfc7515_a3"]
    assert wire.verify(KEY["jwk"], published["signing_input"].encode("ascii"), published["sig"])


def test_the_kid_is_the_rfc_7638_thumbprint_written_by_hand() -> None:
    jwk = KEY["jwk"]
    by_hand = f'{{"crv":"P-256","kty":"EC","x":"{jwk["x"]}","y":"{jwk["y"]}"}}'
    digest = hashlib.sha256(by_hand.encode("ascii")).digest()
    assert wire.thumbprint(jwk) == KEY["kid"] == base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


def test_our_own_signature_with_the_vector_key_verifies() -> None:
    private = ec.derive_private_key(int.from_bytes(wire.from_b64url(KEY["private_d"]), "big"), ec.SECP256R1())
    assert wire.public_jwk(private.public_key()) == KEY["jwk"]
    assert wire.verify(KEY["jwk"], b"said", wire.sign(private, b"said"))


def test_hashes_are_those_of_the_plain_formulas() -> None:
    hashes = vectors("hashes")
    cid, tx, card = hashes["cid_hash"], hashes["tx_sha256"], dict(hashes["fingerprint"])
    assert wire.cid_hash(cid["nonce"], cid["cid"]) == cid["hash"]
    assert cid["hash"] == wire.b64url(hashlib.sha256(f"{cid['nonce']}{cid['cid']}".encode()).digest())
    assert wire.tx_sha256(tx["tx"].encode("utf-8")) == tx["hash"]
    secret, expected = bytes.fromhex(card.pop("secret_hex")), card.pop("hmac")
    assert wire.fingerprint(secret, **card) == expected
    by_hand = json.dumps(card, sort_keys=True, separators=(",", ":"))
    assert expected == hmac.new(secret, by_hand.encode("utf-8"), "sha256").hexdigest()
    assert tuple(sorted(card)) == wire.FINGERPRINT_FIELDS


@pytest.mark.parametrize("vector", vectors("expiry"), ids=lambda vector: vector["expire"])
def test_the_last_valid_day_of_a_card(vector: dict[str, Any]) -> None:
    expected = vector["last_valid_day"]
    if expected == "refused":
        with pytest.raises(CardProblem, match="BAD_FIELD"):
            fields.last_valid_day(vector["expire"])
    else:
        assert fields.last_valid_day(vector["expire"]) == (date.fromisoformat(expected) if expected else None)
