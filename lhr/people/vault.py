"""National IDs at rest: a keyed digest to find a person by, and the number sealed to the person it belongs to.

Two keys are drawn from LHR_ID_SECRET, so that neither the digest nor the seal tells anything of the other.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from functools import lru_cache
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from lhr import config

_NONCE_BYTES = 12


def digest(digits: str) -> str:
    """Return the keyed digest by which a number is found; the same number always gives the same digest."""
    return hmac.new(
        _key(config.id_secret(), b"lhr national id: find"), digits.encode(), hashlib.sha256
    ).hexdigest()


def seal(digits: str, owner: UUID) -> bytes:
    """Return the number encrypted for its owner's row; in another row it does not open."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + _cipher(config.id_secret()).encrypt(nonce, digits.encode(), owner.bytes)


def open_sealed(sealed: bytes, owner: UUID) -> str:
    """Return the number. Raises cryptography's InvalidTag when key, row or bytes are not those of the sealing."""
    return _cipher(config.id_secret()).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], owner.bytes).decode()


@lru_cache(maxsize=4)
def _cipher(secret: str) -> AESGCM:
    return AESGCM(_key(secret, b"lhr national id: keep"))


@lru_cache(maxsize=4)
def _key(secret: str, purpose: bytes) -> bytes:
    return HKDF(SHA256(), length=32, salt=None, info=purpose).derive(secret.encode())
