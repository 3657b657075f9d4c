"""What two requests do at the same moment, on a database of their own that commits."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connections

from lhr.access.actor import ANONYMOUS
from lhr.access.permissions import Permission
from lhr.audit.models import Change
from lhr.identity import actions
from lhr.identity.models import Account, Limit, SignIn
from lhr.identity.refusals import SignInRefused
from tests.identity.cast import ADDRESS, Cast, Time, newcomer

T = TypeVar("T")


@pytest.fixture
def cast(own_database: str, time: Time) -> Cast:
    return Cast()


def at_once(*calls: Callable[[], T]) -> list[T | str]:
    """Run the calls in threads that start together; a refusal is its code."""
    start = Barrier(len(calls))

    def run(call: Callable[[], T]) -> T | str:
        try:
            start.wait()
            return call()
        except SignInRefused as refused:
            return refused.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_of_two_requests_with_one_nonce_exactly_one_wins(cast: Cast) -> None:
    registrar = newcomer(cast).enrols()
    for _ in range(5):
        waiting = registrar.types(registrar.password)
        nonce = actions.challenge(by=ANONYMOUS, sign_in=waiting, purpose="login")
        said = registrar.pc.says(nonce, "login")

        def post(waiting: SignIn = waiting, said: dict[str, str] = said) -> str:
            actions.verify_statement(by=ANONYMOUS, sign_in=waiting, purpose="login", **said)
            return "won"

        assert sorted(at_once(post, post)) == ["LOGIN_USED", "won"]
    assert Change.objects.filter(tag="identity:signin:refused", reason="LOGIN_USED").count() == 5


def test_of_two_tabs_with_one_session_exactly_one_becomes_full(cast: Cast) -> None:
    registrar = newcomer(cast).enrols()
    waiting = registrar.types(registrar.password)
    shown = [registrar.shows_card(waiting) for _ in range(2)]

    def finish(n: int) -> str:
        actions.complete(by=ANONYMOUS, sign_in=waiting, presented=shown[n], session_key=f"tab-{n}")
        return "full"

    assert sorted(at_once(lambda: finish(0), lambda: finish(1))) == ["WRONG_STAGE", "full"]


def test_tries_at_the_same_moment_are_no_more_than_five(cast: Cast) -> None:
    registrar = newcomer(cast).enrols()

    def guess() -> str:
        actions.check_password(
            by=ANONYMOUS, user_name=registrar.account.user_name, password="wrong", address=ADDRESS
        )
        return "in"

    codes = sorted(at_once(*[guess] * 8))
    assert codes == ["TOO_MANY"] * 3 + ["WRONG"] * 5


def test_a_refusal_and_its_counter_survive_the_request(cast: Cast) -> None:
    registrar = newcomer(cast).enrols()
    with pytest.raises(SignInRefused):
        registrar.types("wrong")
    connections.close_all()
    assert Change.objects.filter(tag="identity:password:refused").count() == 1
    assert Limit.objects.count() == 4


def test_two_accounts_issued_at_once_get_two_names(cast: Cast) -> None:
    people = [cast.person() for _ in range(4)]

    def issue(n: int) -> str:
        made = actions.open_person_account(
            by=cast.by, person=people[n], organisation=cast.town, permission=Permission.ACCOUNT_RESET
        )
        assert made is not None
        return made.account.user_name

    at_once(*[lambda n=n: issue(n) for n in range(4)])  # type: ignore[misc]
    names = sorted(Account.objects.values_list("user_name", flat=True))
    assert names == [f"4805-staff-{n}" for n in range(1, 5)]


def test_one_pass_is_used_once_by_two_at_once(cast: Cast) -> None:
    registrar = newcomer(cast).enrols()
    issued = actions.issue_pass(by=cast.officer_above, account=registrar.account, reason="บัตรหาย")
    waiting = [registrar.types(registrar.password) for _ in range(2)]

    def use(n: int) -> str:
        actions.use_pass(by=ANONYMOUS, sign_in=waiting[n], code=issued.code, session_key=f"pass-{n}")
        return "in"

    assert sorted(at_once(lambda: use(0), lambda: use(1))) == ["PASS_CODE", "in"]
