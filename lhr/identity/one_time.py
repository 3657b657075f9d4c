"""Secrets that are read from paper or told over the telephone."""

from __future__ import annotations

import hashlib
import hmac
import math
import secrets

from lhr import config

# Consonants only: none looks like a digit or like another letter, and no word can come out of them by chance.
LETTERS = "bcdfghjkmnpqrstvwxyz"
PASSWORD_LETTERS = 14
PAIRING_LETTERS = 10
HANDLE_LETTERS = 4
BITS = PASSWORD_LETTERS * math.log2(len(LETTERS))


def new_password() -> str:
    """Return a one-time password as it is printed, with some 60 bits: bcdfg-hjkmn-pqrs."""
    bare = _letters(PASSWORD_LETTERS)
    return "-".join((bare[:5], bare[5:10], bare[10:]))


def new_pairing_code() -> str:
    """Return ten letters; the first four find the code, the other six are its secret."""
    return _letters(PAIRING_LETTERS)


def _letters(count: int) -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(count))


def written(typed: str) -> str:
    """Return a code as it was issued: people copy it with spaces, dashes and capitals."""
    return "".join(c for c in typed.casefold() if c in LETTERS or c.isalnum())


def digest(what: str, secret: str) -> str:
    """Return the keyed digest under which a random secret is kept; `what` keeps two uses apart."""
    key = hmac.digest(config.secret_key().encode(), b"lhr.identity", "sha256")
    return hmac.new(key, f"{what}:{secret}".encode(), hashlib.sha256).hexdigest()


def same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
