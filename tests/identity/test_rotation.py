"""The yearly key of a PC: signed by the old one, without approval, and nothing gained by whoever tries it wrongly."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from lhr.access.actor import ANONYMOUS
from lhr.audit.models import Change
from lhr.identity import actions, queries
from lhr.identity.models import AgentKey, SignIn
from lhr.identity.refusals import SignInRefused
from lhr.kernel import clock
from tests.identity.agent import Pc
from tests.identity.cast import Cast, Officer, Time, newcomer

YEAR = 365


def link_of(pc: Pc) -> str:
    return actions.open_link(by=ANONYMOUS, kid=pc.kid)


def rotated(message: dict[str, Any]) -> AgentKey:
    return actions.rotate_key(by=ANONYMOUS, **message)


def refused_as(message: dict[str, Any]) -> str:
    """The code of the refusal; the register holds the same keys as before."""
    before = sorted(AgentKey.objects.known().values_list("pk", "kid", "status"))
    with pytest.raises(SignInRefused) as caught:
        rotated(message)
    assert sorted(AgentKey.objects.known().values_list("pk", "kid", "status")) == before
    return caught.value.code


def live(officer: Officer) -> AgentKey:
    (key,) = queries.keys_of(officer.account.pk)
    return key


@pytest.fixture
def year_old(registrar: Officer, time: Time) -> Officer:
    """The registrar whose key is a year old; the card is still good."""
    time.passes(days=YEAR)
    return registrar


def test_a_key_of_a_year_is_due_and_one_of_a_day_less_is_not(registrar: Officer, time: Time) -> None:
    link = link_of(registrar.pc)

    def told() -> bool:
        return actions.presence(by=ANONYMOUS, **registrar.pc.reports(link)).rotate

    time.passes(days=YEAR - 1, hours=23)
    assert not told()
    time.passes(hours=1)
    assert told()
    registrar.pc, old = Pc(registrar.pc.card), registrar.pc
    rotated(old.hands_over(link, registrar.pc))
    registrar.pc.n = old.n
    assert not told()
    time.passes(days=YEAR)
    assert told()


def test_the_office_sets_another_term(registrar: Officer, time: Time, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LHR_AGENT_KEY_DAYS", "30")
    time.passes(days=30)
    answer = actions.presence(by=ANONYMOUS, **registrar.pc.reports(link_of(registrar.pc)))
    assert answer.rotate


def test_the_new_key_signs_in_without_an_approval_and_the_old_one_no_more(year_old: Officer) -> None:
    before = live(year_old)
    old, year_old.pc = year_old.pc, Pc(year_old.pc.card)
    key = rotated(old.hands_over(link_of(old), year_old.pc))
    assert (key.status, key.kid, key.entry_id) == ("ACTIVE", year_old.pc.kid, before.entry_id)
    assert (key.decided_by, key.code_by, key.label) == (before.decided_by, before.code_by, before.label)
    session, _ = year_old.signs_in()
    assert session.stage == "FULL"
    year_old.pc = old
    waiting = year_old.types(year_old.password)
    with pytest.raises(SignInRefused, match="AGENT_REVOKED") as refused:
        year_old.shows_card(waiting)
    assert (refused.value.number, refused.value.neutral) == ("CL-23", True)
    assert Change.objects.filter(tag="identity:agent:rotated").count() == 1


def test_an_open_session_goes_on_and_is_still_locked_when_the_card_leaves(year_old: Officer) -> None:
    session, key = year_old.signs_in()
    link = link_of(year_old.pc)
    actions.presence(by=ANONYMOUS, **year_old.pc.reports(link))
    new = Pc(year_old.pc.card, boot=year_old.pc.boot, seq=year_old.pc.seq)
    rotated(year_old.pc.hands_over(link, new))
    new.n = year_old.pc.n
    now = actions.continue_session(by=ANONYMOUS, session_key=key)
    assert now is not None
    assert now.runs
    new.seq += 1
    actions.presence(by=ANONYMOUS, **new.reports(link, "absent", "REMOVED"))
    session.refresh_from_db()
    assert session.locked_code == "LOCKED_REMOVED"


def test_the_old_key_reports_no_presence_and_opens_no_link(year_old: Officer) -> None:
    old, link = year_old.pc, link_of(year_old.pc)
    rotated(old.hands_over(link, Pc()))
    with pytest.raises(SignInRefused, match="AGENT_REVOKED"):
        actions.presence(by=ANONYMOUS, **old.reports(link))
    with pytest.raises(SignInRefused, match="AGENT_REVOKED"):
        link_of(old)
    assert queries.state_of_key(old.kid) == ""


def test_an_end_that_a_movement_set_holds_for_the_new_key_and_is_taken_back_for_it(
    cast: Cast, year_old: Officer, time: Time
) -> None:
    person, place = year_old.account.person_id, year_old.account.organisation_id
    assert person is not None
    ends = clock.today() + timedelta(days=3)
    actions.end_keys(by=cast.by, person_id=person, organisation_id=place, until=ends, reason="โอน")
    new = Pc(year_old.pc.card)
    key = rotated(year_old.pc.hands_over(link_of(year_old.pc), new))
    assert (key.until, key.ended_reason) == (ends, "โอน")
    time.passes(days=3)
    assert refused_as(new.hands_over(link_of(new), Pc())) == "AGENT_REVOKED"
    assert actions.restore_keys(by=cast.by, person_id=person, organisation_id=place) == 1
    assert (live(year_old).kid, live(year_old).until) == (new.kid, None)


# --- attacks ----------------------------------------------------------------------------------------------------


def test_a_key_that_is_not_due_is_not_replaced(registrar: Officer, time: Time) -> None:
    time.passes(days=YEAR - 1)
    assert refused_as(registrar.pc.hands_over(link_of(registrar.pc), Pc())) == "NOT_DUE"


def test_a_revoked_key_makes_no_successor(year_old: Officer) -> None:
    link = link_of(year_old.pc)
    actions.revoke_key(by=year_old.me, entry_id=live(year_old).entry_id, reason="เครื่องหาย")
    assert refused_as(year_old.pc.hands_over(link, Pc())) == "AGENT_REVOKED"
    assert Change.objects.filter(tag="identity:signin:refused", reason="AGENT_REVOKED").count() == 1


def test_a_key_that_was_never_approved_makes_no_successor(cast: Cast, time: Time) -> None:
    officer = newcomer(cast)
    officer.sets_password()
    officer.pairs()
    time.passes(days=YEAR)
    assert refused_as(officer.pc.hands_over(link_of(officer.pc), Pc())) == "AGENT_PENDING"


def test_a_key_nobody_paired_makes_no_successor(year_old: Officer) -> None:
    assert refused_as(Pc().hands_over(link_of(year_old.pc), Pc())) == "AGENT_UNKNOWN"


def test_the_key_of_a_closed_account_makes_no_successor(cast: Cast, year_old: Officer) -> None:
    link = link_of(year_old.pc)
    actions.close_account(by=cast.officer_above, account=year_old.account, reason="พ้นหน้าที่")
    assert refused_as(year_old.pc.hands_over(link, Pc())) == "AGENT_REVOKED"


def test_a_replayed_message_changes_nothing(year_old: Officer) -> None:
    message = year_old.pc.hands_over(link_of(year_old.pc), Pc())
    rotated(message)
    assert refused_as(message) == "AGENT_REVOKED"


def test_a_message_older_than_the_last_of_its_link_is_refused(year_old: Officer) -> None:
    link = link_of(year_old.pc)
    message = year_old.pc.hands_over(link, Pc())
    actions.presence(by=ANONYMOUS, **year_old.pc.reports(link))
    assert refused_as(message) == "LOGIN_USED"


def test_another_person_cannot_replace_a_key_nor_take_one_over(cast: Cast, registrar: Officer, time: Time) -> None:
    other = newcomer(cast).enrols()
    time.passes(days=YEAR)
    theirs = link_of(other.pc)
    # Signed by the other's own key, in the registrar's name.
    assert refused_as(other.pc.hands_over(theirs, Pc(), kid=registrar.pc.kid)) == "BAD_SIGNATURE"
    # Over the registrar's link.
    assert refused_as(other.pc.hands_over(link_of(registrar.pc), Pc())) == "BAD_STATEMENT"
    # A key of somebody else as one's own successor: known already, and not held.
    assert refused_as(other.pc.hands_over(theirs, registrar.pc)) == "KEY_OF_ANOTHER"
    pretended = {**other.pc.hands_over(theirs, registrar.pc), "next_sig": other.pc.hands_over(theirs, Pc())["sig"]}
    assert refused_as(pretended) == "BAD_SIGNATURE"


def test_a_key_that_was_replaced_never_comes_back(year_old: Officer, time: Time) -> None:
    old, new = year_old.pc, Pc(year_old.pc.card)
    rotated(old.hands_over(link_of(old), new))
    time.passes(days=YEAR)
    assert refused_as(new.hands_over(link_of(new), old)) == "KEY_OF_ANOTHER"


WRONG: dict[str, tuple[str, Callable[[dict[str, Any]], dict[str, Any]]]] = {
    "another key than the one named": ("BAD_STATEMENT", lambda m: {**m, "jwk": Pc().jwk}),
    "no key": ("BAD_STATEMENT", lambda m: {**m, "jwk": None}),
    "no point of the curve": ("BAD_STATEMENT", lambda m: {**m, "jwk": {**m["jwk"], "x": m["jwk"]["y"]}}),
    "a weaker place than the office approved": ("BAD_STATEMENT", lambda m: {**m, "storage": "paper"}),
    "not signed by the successor": ("BAD_SIGNATURE", lambda m: {**m, "next_sig": m["sig"]}),
    "signed by the successor only": ("BAD_SIGNATURE", lambda m: {**m, "sig": m["next_sig"]}),
    "no signature": ("BAD_SIGNATURE", lambda m: {**m, "sig": None}),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_message_that_is_not_exactly_right_is_refused(year_old: Officer, name: str) -> None:
    code, broken = WRONG[name]
    assert refused_as(broken(year_old.pc.hands_over(link_of(year_old.pc), Pc()))) == code


def test_a_message_for_another_server_or_of_another_type_is_refused(year_old: Officer) -> None:
    link = link_of(year_old.pc)
    elsewhere = year_old.pc.hands_over(link, Pc(), aud="https://evil.example")
    assert refused_as(elsewhere) == "BAD_AUDIENCE"
    presence = {**year_old.pc.hands_over(link, Pc()), **year_old.pc.reports(link)}
    assert refused_as(presence) == "BAD_STATEMENT"


def test_a_rotation_starts_no_session(year_old: Officer) -> None:
    sessions = SignIn.objects.count()
    rotated(year_old.pc.hands_over(link_of(year_old.pc), Pc()))
    assert SignIn.objects.count() == sessions
