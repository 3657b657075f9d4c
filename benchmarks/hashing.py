"""`python -m benchmarks.hashing SECONDS`: check a password as often as it goes; prints how many times a second."""

from __future__ import annotations

import os
import sys

import django

from benchmarks.harness import rate


def main(seconds: float) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lhr.settings")
    django.setup()
    from django.contrib.auth.hashers import check_password, make_password

    word = "a password of ordinary length"
    kept = make_password(word)
    print(rate(lambda: check_password(word, kept), seconds))


if __name__ == "__main__":
    main(float(sys.argv[1]))
