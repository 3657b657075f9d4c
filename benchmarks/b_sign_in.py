"""P-13: what the password hash alone allows, and how much of it is left beside the card's statement."""

from __future__ import annotations

import os
import sys

import django

from benchmarks.harness import Figure, interleaved, keep

GOAL = 0.60


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lhr.settings")
    django.setup()
    from cryptography.hazmat.primitives.asymmetric import ec
    from django.contrib.auth.hashers import check_password, make_password

    from lhr_card import wire

    word = "a password of ordinary length"
    kept = make_password(word)
    key = ec.generate_private_key(ec.SECP256R1())
    jwk = wire.public_jwk(key.public_key())
    statement = wire.canonical({"v": 1, "typ": "login", "nonce": "n" * 43, "aud": "http://localhost:8000"})
    sig = wire.sign(key, statement)

    def hash_alone() -> None:
        assert check_password(word, kept)

    def with_statement() -> None:
        hash_alone()
        assert wire.verify(jwk, statement, sig)

    alone, both = interleaved(hash_alone, with_statement)
    ratio = both / alone
    return keep(
        "sign_in",
        "Sign-in: the bound that the password hash sets (one process)",
        [
            Figure("password hash alone (Argon2id 19 MiB, 2, 1)", f"{alone:.1f}/s", "", None, "", None),
            Figure("password hash and card statement", f"{both:.1f}/s", f"{alone:.1f}/s", ratio,
                   f">= {GOAL:.2f} of the bound (P-13, without its HTTP part)", ratio >= GOAL),
        ],
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
