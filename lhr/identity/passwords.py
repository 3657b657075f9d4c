"""Checking and making password hashes; every check costs exactly one hash, whoever is asked for."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path

from django.contrib.auth.hashers import make_password, verify_password

from lhr import config
from lhr.identity import one_time
from lhr.identity.models import Account
from lhr.identity.rules import folded, plain


@cache
def common() -> frozenset[str]:
    """Return the passwords that everybody tries first, folded; the list ships with the program."""
    lines = (Path(__file__).parent / "common_passwords.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(folded(line) for line in lines if line and not line.startswith("#"))


@cache
def nobodys_hash() -> str:
    return make_password("the password of nobody")


def make(password: str) -> str:
    return make_password(plain(password))


def make_one_time(password: str) -> str:
    return make_password(one_time.written(password))


def is_right(account: Account | None, typed: str, now: datetime) -> tuple[bool, bool]:
    """Return whether `typed` opens the account, and whether its hash should be made anew.

    One hash in every case: for nobody, for an unset or outdated secret, for a right and for a wrong one.
    """
    nobody = nobodys_hash()
    kept = _kept(account, now)
    by_code = account is not None and account.one_time_hash != ""
    said = one_time.written(typed) if by_code else plain(typed)
    right, renew = verify_password(said, kept or nobody)
    return right and kept is not None, renew


def _kept(account: Account | None, now: datetime) -> str | None:
    if account is None:
        return None
    if account.one_time_hash:
        in_time = account.one_time_until is not None and now < account.one_time_until
        return account.one_time_hash if in_time else None
    return account.password if account.has_usable_password() else None


def least_length(account: Account) -> int:
    return config.password_min_with_card() if account.with_card else config.password_min_without_card()
