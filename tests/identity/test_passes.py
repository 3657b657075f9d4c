"""The one-time way in when the card cannot be used."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from lhr.access.actor import ANONYMOUS
from lhr.access.permissions import Permission
from lhr.access.policy import Denied, Reach
from lhr.access.roles import Role
from lhr.audit.models import Change
from lhr.identity import actions, queries, rules
from lhr.identity.refusals import SignInRefused
from tests.identity.cast import Cast, Officer, Time, newcomer
from tests.support.rules import refused, rule


@pytest.fixture
def issued(cast: Cast, registrar: Officer) -> actions.IssuedPass:
    return actions.issue_pass(
        by=cast.officer_above, account=registrar.account, reason="เครื่องอ่านบัตรเสีย", hours=4
    )


def use(officer: Officer, code: str, key: str = "pass-session") -> Any:
    waiting = officer.types(officer.password)
    return actions.use_pass(by=ANONYMOUS, sign_in=waiting, code=code, session_key=key)


def refusal(call: Any, *args: Any) -> str:
    with pytest.raises(SignInRefused) as caught:
        call(*args)
    return caught.value.code


def test_a_pass_opens_a_marked_session_until_it_is_over(
    registrar: Officer, issued: actions.IssuedPass, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LHR_SESSION_IDLE_MINUTES", "1000")
    full = use(registrar, issued.code)
    assert (full.stage, full.via) == ("FULL", "pass")
    row = Change.objects.get(tag="identity:signin:by_pass")
    assert row.reason == "เครื่องอ่านบัตรเสีย"
    time.passes(hours=3, minutes=59)
    session = actions.continue_session(by=ANONYMOUS, session_key="pass-session")
    assert session is not None
    assert session.runs
    time.passes(minutes=1)
    session = actions.continue_session(by=ANONYMOUS, session_key="pass-session")
    assert session is not None
    assert session.ended_why == "PASS_OVER"


def test_a_pass_is_good_once_for_one_account_and_in_time(
    cast: Cast, registrar: Officer, issued: actions.IssuedPass, time: Time
) -> None:
    other = newcomer(cast).enrols()
    assert refusal(use, other, issued.code) == "PASS_CODE"
    use(registrar, issued.code.upper().replace("-", ""))
    assert refusal(use, registrar, issued.code) == "PASS_CODE"
    late = actions.issue_pass(by=cast.officer_above, account=registrar.account, reason="บัตรหาย", hours=1)
    time.passes(hours=1)
    assert refusal(use, registrar, late.code) == "PASS_CODE"


def test_guesses_are_limited(registrar: Officer, issued: actions.IssuedPass) -> None:
    assert [refusal(use, registrar, "bcdfg") for _ in range(6)] == ["PASS_CODE"] * 5 + ["TOO_MANY"]


def test_a_pass_never_allows_sem102(registrar: Officer, issued: actions.IssuedPass) -> None:
    full = use(registrar, issued.code)
    assert Permission.RIGHTS_APPOINT in rules.PASS_NEVER
    # Were the card readable after all: what was signed in without it stays without it.
    assert refusal(lambda: registrar.shows_card(full, "rights.appoint")) == "PASS_NEVER"
    said = registrar.pc.says("A" * 43, "rights.appoint", b"{}")
    verify = actions.verify_statement
    code = refusal(lambda: verify(by=ANONYMOUS, sign_in=full, purpose="rights.appoint", tx=b"{}", **said))
    assert code == "PASS_NEVER"


@rule("ID-06", breaks=True)
def test_ID06_a_pass_lasts_at_most_eight_hours(cast: Cast, registrar: Officer) -> None:
    with refused("ID-06", on="hours"):
        actions.issue_pass(by=cast.officer_above, account=registrar.account, reason="บัตรหาย", hours=9)
    with refused("ID-05", on="reason"):
        actions.issue_pass(by=cast.officer_above, account=registrar.account, reason="")


def test_an_account_still_enrolling_gets_no_pass(cast: Cast) -> None:
    with refused("ID-07.1"):
        actions.issue_pass(by=cast.officer_above, account=newcomer(cast).account, reason="บัตรหาย")


def test_only_the_office_above_issues_one(cast: Cast, registrar: Officer) -> None:
    for role in (Role.REGISTRAR, Role.DISTRICT, Role.DISTRICT_APPROVER):
        with pytest.raises(Denied):
            actions.issue_pass(by=cast.actor(role, "/48/"), account=registrar.account, reason="บัตรหาย")


def test_passes_are_counted_for_the_province(
    cast: Cast, registrar: Officer, issued: actions.IssuedPass, time: Time
) -> None:
    use(registrar, issued.code)
    since = time.now - timedelta(days=1)
    assert queries.pass_count(within=Reach(frozenset({"/48/"})), since=since) == {"issued": 1, "used": 1}
    assert queries.pass_count(within=Reach(frozenset({"/49/"})), since=since) == {"issued": 0, "used": 0}


def test_the_hours_of_a_pass_are_a_setting(
    cast: Cast, registrar: Officer, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LHR_PASS_HOURS", "2")
    made = actions.issue_pass(by=cast.officer_above, account=registrar.account, reason="บัตรหาย")
    assert made.given.until - time.now == timedelta(hours=2)
    with refused("ID-06", on="hours"):
        actions.issue_pass(by=cast.officer_above, account=registrar.account, reason="บัตรหาย", hours=3)


def test_passes_can_be_switched_off_and_those_issued_before_open_nothing(
    cast: Cast, registrar: Officer, issued: actions.IssuedPass, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LHR_PASSES", "no")
    with refused("ID-06.1"):
        actions.issue_pass(by=cast.officer_above, account=registrar.account, reason="บัตรหาย")
    assert refusal(use, registrar, issued.code) == "PASS_CODE"
