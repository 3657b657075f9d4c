"""`python -m benchmarks.hashing SECONDS`: check a password as often as it goes; prints how many times a second."""

from __future__ import annotations

import sys

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password

from benchmarks.harness import rate


def main(seconds: float) -> None:
    settings.configure(PASSWORD_HASHERS=["lhr.identity.hashers.Argon2id"])
    word = "a password of ordinary length"
    kept = make_password(word)
    print(rate(lambda: check_password(word, kept), seconds))


if __name__ == "__main__":
    main(float(sys.argv[1]))
