"""The signed statement: canonical bytes, its fields by type, hashes and ES256.

`statement` on the wire is base64url (no padding) of canonical JSON: UTF-8, keys sorted, no spaces,
only objects, strings and integers. `sig` is ES256 (64 bytes r and s) over exactly those bytes.
The receiver verifies the bytes it received, then parses, and refuses what re-writing would change.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from lhr_card.statement import CardPart, NotAStatement, Statement, check_fields, statement_of

__all__ = [
    "FINGERPRINT_FIELDS",
    "SIZE_LIMIT_BYTES",
    "CardPart",
    "Jwk",
    "NotAStatement",
    "Statement",
    "b64url",
    "canonical",
    "canonical_object",
    "cid_hash",
    "envelope",
    "fingerprint",
    "from_b64url",
    "parse",
    "public_jwk",
    "public_key",
    "sign",
    "sign_input",
    "statement_b64",
    "statement_bytes",
    "thumbprint",
    "tx_sha256",
    "verify",
]

SIZE_LIMIT_BYTES = 4096
SAFE_INTEGER = 2**53 - 1
DEEPEST = 8
FINGERPRINT_FIELDS = ("chip", "cid", "expire", "issue", "request_no")
_COORDINATE_BYTES = 32

Jwk = Mapping[str, str]


def b64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def from_b64url(text: str) -> bytes:
    """Decode base64url without padding; NotAStatement unless it is the one spelling of its bytes."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise NotAStatement("not base64url") from None
    if b64url(data) != text:
        raise NotAStatement("not base64url in its one spelling")
    return data


def canonical(value: Mapping[str, Any]) -> bytes:
    """Return the one byte form of an object of objects, strings and integers; at most 4 KB."""
    _check_value(value)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError:
        raise NotAStatement("a string with half a character") from None
    if len(data) > SIZE_LIMIT_BYTES:
        raise NotAStatement(f"longer than {SIZE_LIMIT_BYTES} bytes")
    return data


def _check_value(value: object, depth: int = 0) -> None:
    if depth > DEEPEST:
        raise NotAStatement("objects too deep in each other")
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise NotAStatement("a key that is no string")
            _check_value(inner, depth + 1)
    elif isinstance(value, bool) or not isinstance(value, str | int):
        raise NotAStatement(f"a {type(value).__name__} has no place here")
    elif isinstance(value, int) and abs(value) > SAFE_INTEGER:
        raise NotAStatement("an integer that not every reader can hold")


def canonical_object(data: bytes) -> dict[str, Any]:
    """Return the object that these bytes are the canonical form of; NotAStatement for others."""
    if len(data) > SIZE_LIMIT_BYTES:
        raise NotAStatement(f"longer than {SIZE_LIMIT_BYTES} bytes")
    try:
        value = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        raise NotAStatement("not JSON in UTF-8") from None
    if not isinstance(value, dict):
        raise NotAStatement("not an object")
    if canonical(value) != data:
        raise NotAStatement("not canonical")
    return value


def parse(data: bytes) -> Statement:
    """Return the statement in these bytes; NotAStatement (BAD_STATEMENT) for anything not exact."""
    value = canonical_object(data)
    check_fields(value)
    return statement_of(value)


def sign_input(statement: Statement) -> bytes:
    """Return the bytes to sign: the canonical form, after the same checks the server makes."""
    value = statement.as_dict()
    check_fields(value)
    return canonical(value)


def statement_b64(statement: Statement) -> str:
    return b64url(sign_input(statement))


def statement_bytes(text: object) -> bytes:
    """Return the bytes of a posted `statement`; they are to be verified before they are parsed."""
    if not isinstance(text, str) or len(text) > SIZE_LIMIT_BYTES * 4 // 3 + 4:
        raise NotAStatement("no statement, or too long")
    return from_b64url(text)


def envelope(private_key: ec.EllipticCurvePrivateKey, statement: Statement) -> dict[str, str]:
    """Return `{statement, sig}` as it is posted."""
    data = sign_input(statement)
    return {"statement": b64url(data), "sig": sign(private_key, data)}


def public_jwk(key: ec.EllipticCurvePublicKey) -> dict[str, str]:
    numbers = key.public_numbers()
    x, y = (b64url(part.to_bytes(_COORDINATE_BYTES, "big")) for part in (numbers.x, numbers.y))
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y}


def public_key(jwk: Jwk) -> ec.EllipticCurvePublicKey:
    """Return the P-256 key of a JWK; ValueError for another kind or a point off the curve."""
    if jwk.get("kty") != "EC" or jwk.get("crv") != "P-256":
        raise ValueError("not a P-256 key")
    x, y = (from_b64url(jwk.get(part, "")) for part in ("x", "y"))
    if len(x) != _COORDINATE_BYTES or len(y) != _COORDINATE_BYTES:
        raise ValueError("a coordinate of the wrong length")
    point = ec.EllipticCurvePublicNumbers(int.from_bytes(x, "big"), int.from_bytes(y, "big"), ec.SECP256R1())
    return point.public_key()


def thumbprint(jwk: Jwk) -> str:
    """Return the `kid`: the RFC 7638 thumbprint (SHA-256, base64url) of a P-256 public key."""
    public_key(jwk)
    return b64url(hashlib.sha256(canonical({part: jwk[part] for part in ("crv", "kty", "x", "y")})).digest())


def sign(private_key: ec.EllipticCurvePrivateKey, data: bytes) -> str:
    """Return ES256 over `data`: r and s, 32 bytes each, base64url."""
    r, s = decode_dss_signature(private_key.sign(data, ec.ECDSA(SHA256())))
    return b64url(r.to_bytes(_COORDINATE_BYTES, "big") + s.to_bytes(_COORDINATE_BYTES, "big"))


def verify(public_key_jwk: Jwk, statement: bytes, sig: str | bytes) -> bool:
    """True when `sig` is this key's ES256 over exactly these bytes; a malformed one is False."""
    try:
        raw = from_b64url(sig) if isinstance(sig, str) else sig
        key = public_key(public_key_jwk)
        if len(raw) != 2 * _COORDINATE_BYTES:
            return False
        r, s = (int.from_bytes(half, "big") for half in (raw[:32], raw[32:]))
        key.verify(encode_dss_signature(r, s), statement, ec.ECDSA(SHA256()))
    except (InvalidSignature, ValueError):
        return False
    return True


def cid_hash(nonce: str, cid: str) -> str:
    """Return base64url SHA-256 of the 43 characters of the nonce, then the 13 digits.

    Treated as personal data and never logged: whoever holds nonce and hash can try all 13 digits.
    """
    return b64url(hashlib.sha256((nonce + cid).encode("ascii")).digest())


def tx_sha256(transaction: bytes) -> str:
    return b64url(hashlib.sha256(transaction).digest())


def fingerprint(secret: bytes, *, chip: str, cid: str, expire: str, issue: str, request_no: str) -> str:
    """Return the card's fingerprint in hex: HMAC, for 13 digits can be guessed from a plain hash."""
    values = {"chip": chip, "cid": cid, "expire": expire, "issue": issue, "request_no": request_no}
    fields = {name: values[name] for name in FINGERPRINT_FIELDS}
    return hmac.new(secret, canonical(fields), hashlib.sha256).hexdigest()
