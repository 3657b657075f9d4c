"""Passwords at the door: one answer, one amount of work, and limits before the hash."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import DatabaseError, OperationalError, connection
from django.test.utils import CaptureQueriesContext

from lhr.access.actor import ANONYMOUS
from lhr.audit.models import Change
from lhr.identity import actions, hashers
from lhr.identity.models import Account, Limit
from lhr.identity.refusals import SignInRefused
from tests.identity.cast import ADDRESS, PASSWORD, Cast, Officer, Time, newcomer


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every hash that is computed for a check, by the real hasher."""
    seen: list[str] = []
    real = hashers.Argon2id.verify

    def verify(self: hashers.Argon2id, password: str, encoded: str) -> bool:
        seen.append(encoded)
        return real(self, password, encoded)

    monkeypatch.setattr(hashers.Argon2id, "verify", verify)
    return seen


def refused(user_name: str, password: str = "wrong", address: str = ADDRESS, **more: Any) -> SignInRefused:
    with pytest.raises(SignInRefused) as caught:
        actions.check_password(by=ANONYMOUS, user_name=user_name, password=password, address=address, **more)
    return caught.value


def opens(officer: Officer, address: str = ADDRESS, **more: Any) -> Account:
    return actions.check_password(
        by=ANONYMOUS,
        user_name=officer.account.user_name,
        password=officer.password,
        address=address,
        **more,
    )


def test_name_and_password_find_the_account(registrar: Officer) -> None:
    assert opens(registrar) == registrar.account


def test_unknown_name_and_wrong_password_give_one_answer_for_one_hash(
    registrar: Officer, hashes: list[str]
) -> None:
    said = set()
    for name in (registrar.account.user_name, "4805-staff-999", "ไม่มีชื่อนี้"):
        hashes.clear()
        refusal = refused(name)
        assert len(hashes) == 1
        said.add((refusal.code, refusal.http, refusal.says(), refusal.remedy()))
    assert len(said) == 1


def test_an_account_whose_code_is_over_costs_the_same_hash_and_gives_the_same_answer(
    cast: Cast, hashes: list[str], time: Time
) -> None:
    officer = newcomer(cast)
    time.passes(hours=72)
    assert refused(officer.account.user_name, officer.one_time).code == "WRONG"
    assert len(hashes) == 1


def test_a_refused_password_is_in_the_book_without_name_or_password(registrar: Officer) -> None:
    refused(registrar.account.user_name, "my secret wish")
    refused("somebody-else", "my secret wish")
    rows = Change.objects.filter(tag="identity:password:refused")
    assert [row.reason for row in rows] == ["WRONG", "WRONG"]
    assert "secret" not in str(list(rows.values_list()))
    assert "somebody" not in str(list(rows.values_list()))


def test_the_sixth_try_is_refused_before_any_hash(registrar: Officer, hashes: list[str], time: Time) -> None:
    for _ in range(5):
        assert refused(registrar.account.user_name).code == "WRONG"
    hashes.clear()
    refusal = refused(registrar.account.user_name, registrar.password)
    assert (refusal.code, refusal.http, len(hashes)) == ("TOO_MANY", 429, 0)
    assert "รอ 10 นาที" in refusal.remedy()
    time.passes(minutes=10)
    opens(registrar)


def test_names_that_nobody_has_are_limited_alike(registrar: Officer) -> None:
    answers = {
        name: [refused(name).code for _ in range(6)] for name in (registrar.account.user_name, "nobody")
    }
    assert len({tuple(codes) for codes in answers.values()}) == 1


def test_another_address_is_not_shut_out(registrar: Officer) -> None:
    for _ in range(6):
        refused(registrar.account.user_name)
    opens(registrar, "192.0.2.77")


def test_twenty_failures_from_one_address_slow_the_address_for_a_minute(
    registrar: Officer, time: Time
) -> None:
    for n in range(20):
        assert refused(f"nobody-{n}").code == "WRONG"
    assert refused(registrar.account.user_name, registrar.password).code == "TOO_MANY"
    time.passes(seconds=60)
    opens(registrar)


def test_a_right_password_is_no_failure_of_the_address(registrar: Officer) -> None:
    for _ in range(25):
        opens(registrar)


def test_a_success_begins_the_count_anew(registrar: Officer) -> None:
    for _ in range(3):
        for _ in range(4):
            refused(registrar.account.user_name)
        opens(registrar)


def test_after_a_hundred_failures_in_a_row_only_the_office_helps(
    cast: Cast, registrar: Officer, time: Time
) -> None:
    name = registrar.account.user_name
    for n in range(100):
        assert refused(name, address=f"192.0.2.{n}").code == "WRONG"
    time.passes(days=30)
    assert refused(name, registrar.password, "198.51.100.1").code == "PROOF_NEEDED"
    made = actions.reset(by=cast.officer_above, account=registrar.account, reason="แสดงตัวที่สำนักงาน")
    actions.check_password(by=ANONYMOUS, user_name=name, password=made.one_time, address="198.51.100.1")


def test_an_owner_with_the_pcs_key_is_not_shut_out_by_others(cast: Cast, registrar: Officer) -> None:
    for _ in range(6):
        refused(registrar.account.user_name)
    outside = actions.open_outside(by=ANONYMOUS, session_key="before", address=ADDRESS)
    nonce = actions.challenge(by=ANONYMOUS, sign_in=outside, purpose="login")
    assert opens(registrar, outside=outside, **registrar.pc.says(nonce, "login")) == registrar.account


def test_the_owners_own_tries_are_counted_too(cast: Cast, registrar: Officer) -> None:
    outside = actions.open_outside(by=ANONYMOUS, session_key="before", address=ADDRESS)
    seen = []
    for n in range(6):
        nonce = actions.challenge(by=ANONYMOUS, sign_in=outside, purpose="login")
        proof = registrar.pc.says(nonce, "login")
        seen.append(
            refused(registrar.account.user_name, address=f"192.0.2.{n}", outside=outside, **proof).code
        )
    assert seen == ["WRONG"] * 5 + ["TOO_MANY"]


def test_an_office_opens_the_owners_counter_too(cast: Cast, registrar: Officer, time: Time) -> None:
    outside = actions.open_outside(by=ANONYMOUS, session_key="before", address=ADDRESS)

    def owner(password: str) -> str:
        nonce = actions.challenge(by=ANONYMOUS, sign_in=outside, purpose="login")
        proof = registrar.pc.says(nonce, "login")
        return refused(registrar.account.user_name, password, outside=outside, **proof).code

    for _ in range(5):
        owner("wrong")
    assert owner(registrar.password) == "TOO_MANY"
    made = actions.reset(by=cast.officer_above, account=registrar.account, reason="แสดงตัวที่สำนักงาน")
    nonce = actions.challenge(by=ANONYMOUS, sign_in=outside, purpose="login")
    registrar.password = made.one_time
    opens(registrar, outside=outside, **registrar.pc.says(nonce, "login"))


@pytest.mark.parametrize("lie", ["replayed", "other pc", "other session", "edited"])
def test_a_false_proof_is_counted_like_anybody(cast: Cast, registrar: Officer, lie: str) -> None:
    outside = actions.open_outside(by=ANONYMOUS, session_key="before", address=ADDRESS)
    other = actions.open_outside(by=ANONYMOUS, session_key="other", address=ADDRESS)
    nonce = actions.challenge(by=ANONYMOUS, sign_in=outside, purpose="login")
    proof = registrar.pc.says(nonce, "login")
    if lie == "replayed":
        opens(registrar, outside=outside, **proof)
    for _ in range(5):
        refused(registrar.account.user_name)
    if lie == "other pc":
        proof = newcomer(cast).pc.says(nonce, "login")
    if lie == "edited":
        proof = proof | {"sig": "A" * 86}
    session = other if lie == "other session" else outside
    assert (
        refused(registrar.account.user_name, registrar.password, outside=session, **proof).code == "TOO_MANY"
    )


@pytest.mark.parametrize(("name", "code"), [("", "BAD_SIGNATURE"), ("4805-nobody-1", "AGENT_OTHER_LGO")])
def test_a_refused_proof_of_the_owner_stands_in_the_book(registrar: Officer, name: str, code: str) -> None:
    outside = actions.open_outside(by=ANONYMOUS, session_key="before", address=ADDRESS)
    nonce = actions.challenge(by=ANONYMOUS, sign_in=outside, purpose="login")
    proof = registrar.pc.says(nonce, "login") | {"sig": "A" * 86}
    refused(name or registrar.account.user_name, outside=outside, **proof)
    noted = Change.objects.filter(tag="identity:signin:refused").get()
    assert noted.reason == code
    assert "nobody" not in noted.subject_id


def test_a_refused_proof_is_noted_no_oftener_than_it_may_be_tried(registrar: Officer) -> None:
    outside = actions.open_outside(by=ANONYMOUS, session_key="before", address=ADDRESS)
    for _ in range(9):
        refused(registrar.account.user_name, outside=outside, statement="x", sig="y")
    assert Change.objects.filter(tag="identity:signin:refused").count() == 5


def test_a_one_time_password_is_dead_after_ten_tries(cast: Cast, time: Time) -> None:
    officer = newcomer(cast)
    for n in range(10):
        assert refused(officer.account.user_name, address=f"192.0.2.{n}").code == "WRONG"
    assert refused(officer.account.user_name, officer.one_time, "198.51.100.9").code == "WRONG"
    made = actions.reset(by=cast.officer_above, account=officer.account, reason="ขอรหัสใหม่")
    actions.check_password(
        by=ANONYMOUS, user_name=officer.account.user_name, password=made.one_time, address="198.51.100.9"
    )


def test_a_one_time_password_is_good_for_its_hours(cast: Cast, time: Time) -> None:
    officer = newcomer(cast)
    time.passes(hours=71)
    officer.types(officer.one_time.upper().replace("-", " "))


@pytest.fixture
def counters_gone() -> Iterator[Callable[..., Any]]:
    """The table of counters does not answer; every other table does."""

    def refuse(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if "identity_limit" in sql:
            raise OperationalError("the counters cannot be read")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield refuse


def test_when_the_counters_cannot_be_read_nobody_is_let_in(
    registrar: Officer, counters_gone: object, hashes: list[str]
) -> None:
    refusal = refused(registrar.account.user_name, registrar.password)
    assert (refusal.code, refusal.http, hashes) == ("LIMITS_UNREADABLE", 503, [])
    assert isinstance(refusal.__cause__, DatabaseError)


def test_counters_name_neither_user_nor_address(registrar: Officer) -> None:
    refused(registrar.account.user_name)
    rows = list(Limit.objects.values_list("key", flat=True))
    assert len(rows) == 4
    assert not [key for key in rows if ADDRESS in key or registrar.account.user_name in key]


def test_an_older_hash_is_accepted_once_and_replaced(
    registrar: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = registrar.account.password
    monkeypatch.setattr(hashers.Argon2id, "time_cost", 3)
    opens(registrar)
    registrar.account.refresh_from_db()
    assert registrar.account.password != before
    assert ",t=3," in registrar.account.password
    opens(registrar)


def test_the_hash_is_argon2id_of_nineteen_mebibytes(real_hashes: None, registrar: Officer) -> None:
    registrar.account.refresh_from_db()
    assert registrar.account.password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


def test_no_password_and_no_code_is_in_the_captured_rows(cast: Cast, registrar: Officer) -> None:
    from lhr.audit.models import ChangedRow

    text = str(list(ChangedRow.objects.filter(table="identity_account").values_list("old", "new")))
    assert registrar.account.user_name in text
    assert "argon2" not in text
    assert PASSWORD not in text


def work_of_a_wrong_password(name: str, address: str) -> list[str]:
    """Return the kinds of statements that the database saw."""
    with CaptureQueriesContext(connection) as seen:
        refused(name, "wrong words here", address)
    return [one["sql"].split()[0] for one in seen.captured_queries]


@pytest.mark.parametrize("tries", [1, 12])
def test_a_name_with_a_one_time_password_costs_what_any_other_costs(
    cast: Cast, registrar: Officer, tries: int
) -> None:
    waiting = actions.issue_bootstrap(by=cast.officer_above, organisation=cast.town).account.user_name
    names = ("4805-nobody-1", registrar.account.user_name, waiting)
    for n in range(tries - 1):
        for name in names:
            refused(name, "wrong words here", f"203.0.113.{n}")
    work = [work_of_a_wrong_password(name, f"198.51.100.{n}") for n, name in enumerate(names)]
    assert work[0] == work[1] == work[2]


def test_ten_wrong_tries_leave_a_password_of_ones_own_alive(registrar: Officer) -> None:
    for n in range(12):
        refused(registrar.account.user_name, "wrong words here", f"203.0.113.{n}")
    registrar.types(registrar.password, "198.51.100.1")
    assert not Limit.objects.filter(key__startswith="code:").exists()


def test_the_counters_of_a_sign_in_are_read_and_written_together(registrar: Officer) -> None:
    """However many counters a try has: each turn locks, reads and writes them all at once."""
    opens(registrar)
    with CaptureQueriesContext(connection) as seen:
        opens(registrar)
    counted = [one["sql"].split()[0] for one in seen.captured_queries if "identity_limit" in one["sql"]]
    # Made, read and written before the hash, for the name and for the code; then looked for, read, deleted, written.
    assert counted == [*["INSERT", "SELECT", "INSERT"] * 2, "SELECT", "SELECT", "DELETE", "INSERT"]
