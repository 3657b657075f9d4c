"""Rows F1 and F2 at full size: guessing against a thousand accounts, and whether the time betrays a known name. The
quick sizes stand in test_limits.py: limits before the hash, by count; one answer and one amount of work."""

from __future__ import annotations

import math
import time as machine
from collections import Counter

import pytest

from lhr.access.actor import ANONYMOUS
from lhr.identity import actions, hashers
from lhr.identity.models import Limit
from lhr.identity.refusals import SignInRefused
from tests.identity.cast import Cast, Officer, Time
from tests.support.rows import Row

pytestmark = pytest.mark.long
ACCOUNTS, PASSWORDS = 1_000, 100


def tries(name: str, password: str, address: str) -> str:
    try:
        actions.check_password(by=ANONYMOUS, user_name=name, password=password, address=address)
    except SignInRefused as refused:
        return refused.code
    return "OPENED"


@pytest.mark.assurance("F1")
@pytest.mark.parametrize("addresses", ["one address", "many addresses"])
def test_a_thousand_accounts_are_guessed_at_and_none_is_opened(
    cast: Cast, registrar: Officer, time: Time, row: Row, monkeypatch: pytest.MonkeyPatch, addresses: str
) -> None:
    hashed: Counter[str] = Counter()
    real = hashers.Argon2id.verify

    def counted(self: hashers.Argon2id, password: str, encoded: str) -> bool:
        hashed["hashes"] += 1
        return real(self, password, encoded)

    monkeypatch.setattr(hashers.Argon2id, "verify", counted)
    names = [cast.issued().account.user_name for _ in range(ACCOUNTS - 1)] + [registrar.account.user_name]
    met: Counter[str] = Counter()
    for n in range(PASSWORDS):
        for at, name in enumerate(names):
            place = f"198.51.{at // 250}.{at % 250}" if addresses == "many addresses" else "198.51.100.7"
            met[tries(name, f"password {n}", place)] += 1
    most = 5 * ACCOUNTS if addresses == "many addresses" else 20
    outside = actions.open_outside(by=ANONYMOUS, session_key="before", address="198.51.100.7")
    nonce = actions.challenge(by=ANONYMOUS, sign_in=outside, purpose="login")
    proof = registrar.pc.says(nonce, "login")
    owner = actions.check_password(
        by=ANONYMOUS, user_name=registrar.account.user_name, password=registrar.password, address="198.51.100.7",
        outside=outside, **proof,
    )  # fmt: skip
    row.counted(
        f"{addresses}: {sum(met.values())} tries, {hashed['hashes'] - 1} hashed, {met['OPENED']} opened, owner let in",
        "at most 5 tries a minute and account, 20 an address; the owner with the enrolled key still enters",
    )
    assert met["OPENED"] == 0
    assert hashed["hashes"] - 1 <= most
    assert owner == registrar.account


@pytest.mark.assurance("F2")
def test_a_known_name_takes_no_other_time_than_an_unknown_one(
    cast: Cast, real_hashes: None, registrar: Officer, row: Row
) -> None:
    """Mann-Whitney over the time of each answer, known and unknown in turn; each try as the first of its address."""
    took: dict[str, list[float]] = {"known": [], "unknown": []}
    names = {"known": registrar.account.user_name, "unknown": "4805-staff-999"}
    for n in range(1_000):
        for kind in row.random.sample([*names], 2):
            began = machine.perf_counter()
            assert tries(names[kind], "wrong words here", f"203.0.113.{n % 250}") == "WRONG"
            took[kind].append(machine.perf_counter() - began)
            Limit.objects.all().delete()  # each try is the first
    p = mann_whitney(took["known"], took["unknown"])
    row.counted(f"1,000 times each: p = {p:.3f}", "p over 0.01")
    assert p > 0.01


def mann_whitney(one: list[float], other: list[float]) -> float:
    """Return the two-sided p of the rank sum by the normal approximation, good for a thousand values."""
    order = sorted(range(len(one) + len(other)), key=[*one, *other].__getitem__)
    ranks = {place: n for n, place in enumerate(order, 1)}
    u = sum(ranks[place] for place in range(len(one))) - len(one) * (len(one) + 1) / 2
    mean = len(one) * len(other) / 2
    deviation = math.sqrt(len(one) * len(other) * (len(one) + len(other) + 1) / 12)
    return math.erfc(abs(u - mean) / deviation / math.sqrt(2))


def test_the_rank_sum_tells_what_differs_from_what_does_not() -> None:
    alike = [float(n % 97) + n / 1000 for n in range(500)]
    assert mann_whitney(alike, [value + 0.0001 for value in alike]) > 0.01
    assert mann_whitney(alike, [value + 20 for value in alike]) < 0.01


