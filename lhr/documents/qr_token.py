"""What the QR of a printed paper says: which document, of which day, with which record; signed with Ed25519. Pure.

29 bytes (version, key, kind, document, day, half of the record's SHA-256) and 64 of signature, written in base32:
digits and capital letters, which a QR code packs most tightly.
"""

from __future__ import annotations

import base64
import binascii
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

VERSION = 1
DIGEST_BYTES = 16
LETTERS = 149
_FORM = struct.Struct(f">BBBQH{DIGEST_BYTES}s")
_FIRST_DAY = date(2000, 1, 1)  # two bytes of days then reach to 2179


class DocumentKind(IntEnum):
    """What was printed. A number stays for ever: it stands on papers."""

    KP7 = 1


class NoToken(Exception):
    """These letters are no token of ours; nobody learns why."""


@dataclass(frozen=True, slots=True)
class Token:
    """What a QR code asserts. `digest` is the beginning of the SHA-256 of the attached record."""

    kind: DocumentKind
    document: int
    day: date
    digest: bytes


@dataclass(frozen=True, slots=True)
class Signer:
    """The key in use: its number, which stands in each token, and its 32 secret bytes."""

    number: int
    secret: bytes

    @property
    def public(self) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(self.secret).public_key().public_bytes_raw()


def spoken(number: int) -> str:
    """Return a document's number as it is printed: three groups of five digits."""
    digits = f"{number:015}"
    return "-".join((digits[:5], digits[5:10], digits[10:]))


def write(token: Token, signer: Signer) -> str:
    """Return the 149 letters that go behind /V/ in the address."""
    days = (token.day - _FIRST_DAY).days
    said = _FORM.pack(VERSION, signer.number, token.kind, token.document, days, token.digest[:DIGEST_BYTES])
    signature = Ed25519PrivateKey.from_private_bytes(signer.secret).sign(said)
    return base64.b32encode(said + signature).decode().rstrip("=")


def read(letters: str, public_keys: Mapping[int, bytes]) -> Token:
    """Return what the letters say. Raises NoToken for letters that no key of ours signed, old keys included."""
    written = letters.upper()
    if len(written) != LETTERS or not written.isascii():
        raise NoToken
    try:
        held = base64.b32decode(written + "=" * (-len(written) % 8))
    except binascii.Error:
        raise NoToken from None
    said, signature = held[: _FORM.size], held[_FORM.size :]
    version, number, kind, document, days, digest = _FORM.unpack(said)
    # The last letter holds more bits than the last byte needs: one spelling only.
    if base64.b32encode(held).decode().rstrip("=") != written or version != VERSION or number not in public_keys:
        raise NoToken
    try:
        Ed25519PublicKey.from_public_bytes(public_keys[number]).verify(signature, said)
        return Token(DocumentKind(kind), document, _FIRST_DAY + timedelta(days=days), digest)
    except (InvalidSignature, ValueError):
        raise NoToken from None
