"""Sessions from the password to their end, and what the card agent's presence does to them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from lhr.access.actor import ANONYMOUS
from lhr.audit.models import Change
from lhr.identity import actions, queries
from lhr.identity.models import AgentLink, SignIn
from lhr.identity.refusals import SignInRefused
from tests.identity.agent import Card, Pc
from tests.identity.cast import ADDRESS, Cast, Officer, Time, newcomer
from tests.support.rules import refused


def now_at(key: str, *, active: bool = True) -> actions.Session | None:
    return actions.continue_session(by=ANONYMOUS, session_key=key, active=active)


def refusal(call: Any, **more: Any) -> str:
    with pytest.raises(SignInRefused) as caught:
        call(**more)
    return caught.value.code


@pytest.fixture
def link(registrar: Officer) -> str:
    return actions.open_link(by=ANONYMOUS, kid=registrar.pc.kid)


def report(officer: Officer, link: str, state: str = "present", **more: Any) -> actions.PresenceAnswer:
    return actions.presence(by=ANONYMOUS, **officer.pc.reports(link, state, **more))


# --- stages -----------------------------------------------------------------------------------------------------


def test_the_password_alone_is_half_a_session(registrar: Officer) -> None:
    sign_in = registrar.types(registrar.password)
    assert sign_in.stage == "PRE"
    assert (
        refusal(actions.challenge, by=ANONYMOUS, sign_in=sign_in, purpose="rights.appoint") == "WRONG_STAGE"
    )


def test_the_card_makes_it_whole_under_a_new_session_id(registrar: Officer) -> None:
    half = registrar.types(registrar.password)
    before = half.session_digest
    full, key = registrar.signs_in()
    session = now_at(key)
    assert session is not None
    assert session.runs
    assert (session.stage, full.via, full.kid, full.seq) == (
        "FULL",
        "card",
        registrar.pc.kid,
        registrar.pc.seq,
    )
    assert full.session_digest != before
    made = Change.objects.filter(tag="identity:signin:made", subject_id=str(registrar.account.pk))
    assert made.count() == 1


def test_a_presented_card_completes_one_session_once(registrar: Officer) -> None:
    half = registrar.types(registrar.password)
    presented = registrar.shows_card(half)
    actions.complete(by=ANONYMOUS, sign_in=half, presented=presented, session_key="a")
    stale = {"sign_in": half, "presented": presented, "session_key": "b"}
    assert refusal(actions.complete, by=ANONYMOUS, **stale) == "WRONG_STAGE"


def test_an_account_being_enrolled_moves_on_when_both_are_approved(cast: Cast) -> None:
    officer = newcomer(cast)
    officer.sets_password()
    key = cast.session_key()
    sign_in = officer.types(officer.password)
    actions.rekey(by=ANONYMOUS, sign_in=sign_in, session_key=key)
    officer.pairs()
    officer.reads_card(sign_in)
    officer.is_approved()
    session = now_at(key)
    assert session is not None
    assert session.stage == "ENROLLING"
    officer.card_is_seen()
    session = now_at(key)
    assert session is not None
    assert session.stage == "PRE"
    presented = officer.shows_card(session.sign_in)
    full = actions.complete(by=ANONYMOUS, sign_in=session.sign_in, presented=presented, session_key="z")
    assert full.stage == "FULL"


def test_a_second_session_of_the_same_duty_ends_the_first(registrar: Officer) -> None:
    _, first = registrar.signs_in()
    _, second = registrar.signs_in()
    assert now_at(first) is None
    assert now_at(second) is not None


def test_signing_out_ends_the_session(registrar: Officer) -> None:
    full, key = registrar.signs_in()
    actions.sign_out(by=registrar.me, sign_in=full)
    assert now_at(key) is None
    assert SignIn.objects.get(pk=full.pk).ended_why == "SIGNED_OUT"


def test_only_the_holder_ends_all_sessions(cast: Cast, registrar: Officer) -> None:
    _, key = registrar.signs_in()
    with pytest.raises(LookupError):
        actions.sign_out_everywhere(by=cast.officer_above, account=registrar.account)
    # The three half-open sessions of the enrolment and this one.
    assert actions.sign_out_everywhere(by=registrar.me, account=registrar.account) >= 1
    assert now_at(key) is None


def test_no_session_id_stands_in_a_table(registrar: Officer) -> None:
    _, key = registrar.signs_in()
    assert key not in str(list(SignIn.objects.values_list()))
    assert now_at("") is None
    assert now_at("another") is None


# --- time -------------------------------------------------------------------------------------------------------


def keep_talking(officer: Officer, link: str, time: Time, **until: float) -> None:
    """Let the agent report every 20 s."""
    for _ in range(int(timedelta(**until).total_seconds()) // 20):
        time.passes(seconds=20)
        report(officer, link)


def test_half_an_hour_without_a_request_ends_the_session(registrar: Officer, link: str, time: Time) -> None:
    _, key = registrar.signs_in()
    keep_talking(registrar, link, time, minutes=29)
    assert now_at(key, active=False) is not None
    keep_talking(registrar, link, time, minutes=1)
    session = now_at(key)
    assert session is not None
    assert session.ended_why == "IDLE"
    assert now_at(key) is None


def test_what_a_page_asks_by_itself_keeps_nobody_signed_in(registrar: Officer, link: str, time: Time) -> None:
    _, key = registrar.signs_in()
    for _ in range(3):
        keep_talking(registrar, link, time, minutes=10)
        session = now_at(key, active=False)
    assert session is not None
    assert session.ended_why == "IDLE"


def test_twelve_hours_end_every_session(
    registrar: Officer, monkeypatch: pytest.MonkeyPatch, time: Time
) -> None:
    monkeypatch.setenv("LHR_PRESENCE_SILENCE_SECONDS", "100000")
    _, key = registrar.signs_in()
    for _ in range(35):
        time.passes(minutes=20)
        assert now_at(key) is not None
    time.passes(minutes=20)
    session = now_at(key)
    assert session is not None
    assert session.ended_why == "AGE"


# --- presence ---------------------------------------------------------------------------------------------------


def test_a_pulled_card_locks_the_session_at_once(registrar: Officer, link: str) -> None:
    full, key = registrar.signs_in()
    registrar.pc.seq += 1
    assert report(registrar, link, "absent", why="REMOVED").ok
    session = now_at(key)
    assert session is not None
    assert (session.runs, session.locked_code) == (False, "LOCKED_REMOVED")
    assert refusal(actions.challenge, by=ANONYMOUS, sign_in=full, purpose="rights.appoint") == "WRONG_STAGE"
    assert Change.objects.filter(tag="identity:session:locked", reason="LOCKED_REMOVED").count() == 1


def test_a_swapped_card_locks_the_session(registrar: Officer, link: str) -> None:
    _, key = registrar.signs_in()
    registrar.pc.seq += 2
    report(registrar, link)
    session = now_at(key)
    assert session is not None
    assert session.locked_code == "LOCKED_SWAPPED"


def test_a_restarted_agent_locks_the_session(registrar: Officer, link: str) -> None:
    _, key = registrar.signs_in()
    registrar.pc.boot = "f" * 16
    report(registrar, link)
    session = now_at(key)
    assert session is not None
    assert session.locked_code == "LOCKED_SWAPPED"


def test_a_report_overtaken_by_the_sign_in_locks_nothing(registrar: Officer, link: str) -> None:
    late = registrar.pc.reports(link, "absent")
    registrar.pc.seq += 1
    _, key = registrar.signs_in()
    actions.presence(by=ANONYMOUS, **late)
    session = now_at(key)
    assert session is not None
    assert session.runs


def test_a_minute_of_silence_locks_the_session(registrar: Officer, link: str, time: Time) -> None:
    _, key = registrar.signs_in()
    time.passes(seconds=40)
    report(registrar, link)
    time.passes(seconds=59)
    session = now_at(key)
    assert session is not None
    assert session.runs
    time.passes(seconds=1)
    session = now_at(key)
    assert session is not None
    assert session.locked_code == "LOCKED_LINK"
    report(registrar, link)
    session = now_at(key)
    assert session is not None
    assert session.locked_code == "LOCKED_LINK"  # a voice again does not unlock


def test_a_replayed_or_older_report_is_refused(registrar: Officer, link: str) -> None:
    first = registrar.pc.reports(link)
    second = registrar.pc.reports(link)
    actions.presence(by=ANONYMOUS, **second)
    for old in (second, first):
        assert refusal(actions.presence, by=ANONYMOUS, **old) == "LOGIN_USED"


def test_a_report_over_an_invented_link_is_refused(registrar: Officer) -> None:
    assert refusal(actions.presence, by=ANONYMOUS, **registrar.pc.reports("x" * 43)) == "BAD_STATEMENT"


def test_a_report_by_another_key_is_refused(registrar: Officer, link: str) -> None:
    forged = Pc(registrar.pc.card).reports(link, kid=registrar.pc.kid)
    assert refusal(actions.presence, by=ANONYMOUS, **forged) == "BAD_SIGNATURE"
    assert refusal(actions.presence, by=ANONYMOUS, **Pc().reports(link)) == "AGENT_UNKNOWN"


def test_a_report_for_another_server_is_refused(registrar: Officer, link: str) -> None:
    said = registrar.pc.reports(link, aud="https://lhr.example.com")
    assert refusal(actions.presence, by=ANONYMOUS, **said) == "BAD_AUDIENCE"


def test_a_report_starts_no_session(registrar: Officer, link: str) -> None:
    before = SignIn.objects.count()
    report(registrar, link)
    assert SignIn.objects.count() == before


def test_a_link_is_given_to_known_keys_only_and_idle_ones_do_not_pile_up(registrar: Officer) -> None:
    assert refusal(actions.open_link, by=ANONYMOUS, kid="A" * 43) == "AGENT_UNKNOWN"
    for _ in range(20):
        actions.open_link(by=ANONYMOUS, kid=registrar.pc.kid)
    assert AgentLink.objects.count() == 5


def test_a_new_link_by_a_stranger_does_not_disturb_the_running_one(registrar: Officer, link: str) -> None:
    report(registrar, link)
    _, key = registrar.signs_in()
    for _ in range(10):
        actions.open_link(by=ANONYMOUS, kid=registrar.pc.kid)
    report(registrar, link)
    session = now_at(key)
    assert session is not None
    assert session.runs


# --- revoked and ended keys -------------------------------------------------------------------------------------


def test_a_revoked_key_ends_its_sessions_and_is_told(cast: Cast, registrar: Officer, link: str) -> None:
    _, key = registrar.signs_in()
    actions.revoke_key(by=cast.officer_above, entry_id=registrar.key_entry, reason="เครื่องหาย")
    assert now_at(key) is None
    assert report(registrar, link).revoked


def test_the_holder_may_revoke_a_lost_pc(registrar: Officer) -> None:
    actions.revoke_key(by=registrar.me, entry_id=registrar.key_entry, reason="เครื่องหาย")
    assert [k.status for k in queries.keys_of(registrar.account.pk)] == ["REVOKED"]
    with refused("ID-05"):
        actions.revoke_key(by=registrar.me, entry_id=registrar.key_entry, reason="")


def test_a_movement_stops_the_running_session_on_its_day_and_a_cancellation_gives_it_back(
    cast: Cast, registrar: Officer, link: str, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LHR_PRESENCE_SILENCE_SECONDS", "100000")
    monkeypatch.setenv("LHR_SESSION_IDLE_MINUTES", "1000")
    monkeypatch.setenv("LHR_SESSION_HOURS", "48")
    _, key = registrar.signs_in()
    place = {"person_id": registrar.account.person_id, "organisation_id": cast.town.pk}
    actions.end_keys(by=cast.by, until=date(2018, 9, 1), reason="โอน", **place)
    assert actions.end_keys(by=cast.by, until=date(2018, 9, 1), reason="โอน", **place) == 0
    session = now_at(key)
    assert session is not None
    assert session.runs
    time.passes(hours=14)
    session = now_at(key)
    assert session is not None
    assert session.locked_code == "RIGHTS_ENDED"
    actions.restore_keys(by=cast.by, **place)
    session = now_at(key)
    assert session is not None
    assert session.runs


def test_a_key_paired_after_the_day_of_leaving_ends_altogether_and_comes_back(
    cast: Cast, registrar: Officer
) -> None:
    place = {"person_id": registrar.account.person_id, "organisation_id": cast.town.pk}
    assert actions.end_keys(by=cast.by, until=date(2018, 8, 1), reason="โอน", **place) == 1
    assert [k.status for k in queries.keys_of(registrar.account.pk)] == ["REVOKED"]
    assert actions.restore_keys(by=cast.by, **place) == 1
    registrar.signs_in()


def test_a_key_revoked_for_good_stays_revoked_after_a_cancellation(cast: Cast, registrar: Officer) -> None:
    place = {"person_id": registrar.account.person_id, "organisation_id": cast.town.pk}
    actions.end_keys(by=cast.by, until=date(2018, 9, 1), reason="โอน", **place)
    actions.revoke_key(by=cast.officer_above, entry_id=registrar.key_entry, reason="เครื่องหาย")
    assert actions.restore_keys(by=cast.by, **place) == 0


def test_a_lock_of_the_account_ends_the_session_at_the_next_request(cast: Cast, registrar: Officer) -> None:
    _, key = registrar.signs_in()
    actions.lock_account(by=cast.officer_above, account=registrar.account, reason="สงสัย")
    assert now_at(key) is None


# --- unlocking --------------------------------------------------------------------------------------------------


@pytest.fixture
def locked(registrar: Officer, link: str) -> tuple[SignIn, str]:
    full, key = registrar.signs_in()
    registrar.pc.seq += 1
    report(registrar, link, "absent", why="REMOVED")
    registrar.pc.seq += 1
    full.refresh_from_db()
    return full, key


def unlock(officer: Officer, sign_in: SignIn, **more: Any) -> SignIn:
    presented = officer.shows_card(sign_in, "unlock")
    return actions.unlock(by=ANONYMOUS, sign_in=sign_in, presented=presented, address=ADDRESS, **more)


def test_the_same_persons_card_unlocks(registrar: Officer, link: str, locked: tuple[SignIn, str]) -> None:
    unlock(registrar, locked[0])
    report(registrar, link)
    session = now_at(locked[1])
    assert session is not None
    assert session.runs


def test_a_colleagues_card_does_not_unlock(
    cast: Cast, registrar: Officer, locked: tuple[SignIn, str]
) -> None:
    registrar.pc.card = Card(cast.cid())
    assert refusal(unlock, officer=registrar, sign_in=locked[0]) == "NOT_YOUR_CARD"


def test_after_a_quarter_of_an_hour_the_password_is_asked_too(
    registrar: Officer, link: str, locked: tuple[SignIn, str], time: Time
) -> None:
    keep_talking(registrar, link, time, minutes=15)
    assert refusal(unlock, officer=registrar, sign_in=locked[0]) == "PASSWORD_NEEDED"
    assert refusal(unlock, officer=registrar, sign_in=locked[0], password="wrong") == "WRONG"
    unlock(registrar, locked[0], password=registrar.password)
    session = now_at(locked[1])
    assert session is not None
    assert session.runs


def test_a_locked_session_still_ends_by_idleness(
    registrar: Officer, link: str, locked: tuple[SignIn, str], time: Time
) -> None:
    for _ in range(3):
        keep_talking(registrar, link, time, minutes=10)
        session = now_at(locked[1])
    assert session is not None
    assert session.ended_why == "IDLE"


def test_a_lock_has_a_code_of_the_card_login(registrar: Officer) -> None:
    full, _ = registrar.signs_in()
    with pytest.raises(LookupError):
        actions.lock(by=ANONYMOUS, sign_in=full, code="NOT_YOUR_CARD")


def test_a_request_asks_a_constant_number_of_queries(
    registrar: Officer, link: str, django_assert_max_num_queries: Any
) -> None:
    _, key = registrar.signs_in()
    report(registrar, link)
    with django_assert_max_num_queries(3):
        now_at(key)
