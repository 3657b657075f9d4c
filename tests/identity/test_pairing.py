"""Registering a PC: code, proof, approval; and the first reading of a card."""

from __future__ import annotations

from typing import Any

import pytest

from lhr.access.actor import ANONYMOUS
from lhr.access.policy import Denied, Reach
from lhr.access.roles import Role
from lhr.history.ledger import Overtaken
from lhr.identity import actions, queries
from lhr.identity.models import AccountStatus, AgentKey, PairingCode
from lhr.identity.refusals import SignInRefused
from tests.identity.agent import Pc
from tests.identity.cast import ADDRESS, Cast, Officer, Time, newcomer
from tests.support.rules import refused, rule

EVERYWHERE = Reach(frozenset({"/"}))


@pytest.fixture
def starter(cast: Cast) -> Officer:
    """An account whose password has been set."""
    officer = newcomer(cast)
    officer.sets_password()
    officer.account.refresh_from_db()
    return officer


def code_for(officer: Officer) -> str:
    return actions.pairing_code(by=officer.cast.officer_above, account=officer.account).code


def paired(pc: Pc, code: str, **changes: Any) -> AgentKey:
    nonce = actions.pairing_nonce(by=ANONYMOUS, code=code, address=ADDRESS)
    told = {"jwk": pc.jwk, "storage": "software", "agent_ver": "1.0.0", "label": "เครื่องหน้าห้อง"}
    return actions.pair(by=ANONYMOUS, code=code, address=ADDRESS, **{**told, **pc.proof(nonce), **changes})


def refusal(call: Any, *args: Any, **more: Any) -> str:
    with pytest.raises(SignInRefused) as caught:
        call(*args, **more)
    return caught.value.code


def test_a_paired_key_waits_for_the_office_above(cast: Cast, starter: Officer) -> None:
    key = paired(starter.pc, code_for(starter))
    assert (key.status, key.kid, key.label) == ("PENDING", starter.pc.kid, "เครื่องหน้าห้อง")
    assert [k.account for k in queries.pending_keys(within=EVERYWHERE)] == [starter.account]
    assert list(queries.pending_keys(within=Reach(frozenset({"/49/"})))) == []


def test_the_officer_may_take_the_code_alone(cast: Cast, starter: Officer) -> None:
    me = cast.actor(Role.ENROLLING, cast.town.path, starter.account)
    assert len(actions.pairing_code(by=me, account=starter.account).code) == 10
    stranger = cast.actor(Role.ENROLLING, cast.town.path, newcomer(cast).account)
    with pytest.raises(Denied):
        actions.pairing_code(by=stranger, account=starter.account)


def test_ID07_the_password_comes_first(cast: Cast) -> None:
    with refused("ID-07.4"):
        code_for(newcomer(cast))


def test_a_code_is_good_once(starter: Officer) -> None:
    code = code_for(starter)
    paired(starter.pc, code)
    assert refusal(actions.pairing_nonce, by=ANONYMOUS, code=code, address=ADDRESS) == "PAIRING_CODE"


def test_a_code_is_good_for_ten_minutes(starter: Officer, time: Time) -> None:
    code = code_for(starter)
    time.passes(minutes=9, seconds=59)
    nonce = actions.pairing_nonce(by=ANONYMOUS, code=code.upper(), address=ADDRESS)
    assert len(nonce) == 43
    time.passes(seconds=1)
    assert refusal(actions.pairing_nonce, by=ANONYMOUS, code=code, address=ADDRESS) == "PAIRING_CODE"
    proof = starter.pc.proof(nonce)
    told = {"jwk": starter.pc.jwk, "storage": "software", "agent_ver": "1.0.0", "label": ""}
    late = refusal(actions.pair, by=ANONYMOUS, code=code, address=ADDRESS, **told, **proof)
    assert late == "PAIRING_CODE"


def test_a_new_code_ends_the_one_before(starter: Officer) -> None:
    first, second = code_for(starter), code_for(starter)
    assert refusal(actions.pairing_nonce, by=ANONYMOUS, code=first, address=ADDRESS) == "PAIRING_CODE"
    actions.pairing_nonce(by=ANONYMOUS, code=second, address=ADDRESS)


def test_a_code_is_dead_after_ten_wrong_tries_from_anywhere(starter: Officer) -> None:
    code = code_for(starter)
    wrong = code[:4] + "bcdfgh"
    for n in range(10):
        assert (
            refusal(actions.pairing_nonce, by=ANONYMOUS, code=wrong, address=f"192.0.2.{n}") == "PAIRING_CODE"
        )
    assert refusal(actions.pairing_nonce, by=ANONYMOUS, code=code, address=ADDRESS) == "PAIRING_CODE"


def test_guessing_codes_slows_the_address(starter: Officer) -> None:
    seen = [
        refusal(actions.pairing_nonce, by=ANONYMOUS, code=f"bcdf{n:06d}", address=ADDRESS) for n in range(21)
    ]
    assert seen == ["PAIRING_CODE"] * 20 + ["TOO_MANY"]


def test_only_a_digest_of_the_code_is_kept(starter: Officer) -> None:
    code = code_for(starter)
    assert code not in str(list(PairingCode.objects.values_list()))


@pytest.mark.parametrize(
    "broken", ["other key", "other nonce", "unsigned", "bad storage", "no curve", "no jwk"]
)
def test_a_key_that_is_not_proved_is_not_kept(starter: Officer, broken: str) -> None:
    other = Pc()
    changes: dict[str, Any] = {
        "other key": {"jwk": other.jwk},
        "other nonce": starter.pc.proof("A" * 43),
        "unsigned": {"sig": "A" * 86},
        "bad storage": {"storage": "<script>"},
        "no curve": {"jwk": starter.pc.jwk | {"x": "AAAA"}},
        "no jwk": {"jwk": "kty"},
    }[broken]
    code = code_for(starter)
    assert refusal(paired, starter.pc, code, **changes) in {"BAD_STATEMENT", "BAD_SIGNATURE", "LOGIN_USED"}
    assert not AgentKey.objects.exists()


def test_the_key_of_another_person_is_not_taken_over(
    cast: Cast, starter: Officer, registrar: Officer
) -> None:
    assert refusal(paired, registrar.pc, code_for(starter)) == "KEY_OF_ANOTHER"


def test_a_refused_key_may_be_registered_anew(cast: Cast, starter: Officer) -> None:
    key = paired(starter.pc, code_for(starter))
    actions.refuse_key(by=cast.officer_above, entry_id=key.entry_id, version=key.version, reason="ไม่รู้จักเครื่อง")
    again = paired(starter.pc, code_for(starter))
    assert (again.entry_id, again.status) == (key.entry_id, "PENDING")


# --- approval ---------------------------------------------------------------------------------------------------


@rule("ID-04")
def test_ID04_key_and_card_are_approved_by_the_office_above(cast: Cast, starter: Officer) -> None:
    starter.pairs()
    starter.reads_card(starter.types(starter.password))
    starter.is_approved()
    starter.account.refresh_from_db()
    assert starter.account.status == AccountStatus.ENROLLING
    starter.card_is_seen()
    starter.account.refresh_from_db()
    assert starter.account.status == AccountStatus.ACTIVE
    assert queries.enrolment(starter.account.pk).done


@pytest.mark.parametrize(
    "role", [Role.ENROLLING, Role.OWN, Role.REGISTRAR, Role.DISTRICT, Role.LGO_BOOTSTRAP]
)
def test_nobody_below_approves(cast: Cast, starter: Officer, role: Role) -> None:
    key = paired(starter.pc, code_for(starter))
    with pytest.raises(Denied):
        actions.approve_key(by=cast.actor(role, "/48/"), entry_id=key.entry_id, version=key.version)


def test_a_district_approves_where_the_province_delegates_it(cast: Cast, starter: Officer) -> None:
    key = paired(starter.pc, code_for(starter))
    district = cast.actor(Role.DISTRICT_APPROVER, cast.district.path)
    assert actions.approve_key(by=district, entry_id=key.entry_id, version=key.version).status == "ACTIVE"


@rule("ID-04", breaks=True)
def test_ID04_nobody_approves_the_own_key(cast: Cast) -> None:
    centre = cast.actor(Role.CENTRE, "/")
    made = actions.issue_office(by=cast.by, organisation=cast.centre, person=cast.person())
    officer = Officer(cast, made.account, Pc(), made.one_time)
    officer.sets_password()
    made.account.refresh_from_db()
    key = paired(officer.pc, actions.pairing_code(by=cast.by, account=made.account).code)
    oneself = cast.actor(Role.CENTRE, "/", made.account)
    with refused("ID-04.1"):
        actions.approve_key(by=oneself, entry_id=key.entry_id, version=key.version)
    assert actions.approve_key(by=centre, entry_id=key.entry_id, version=key.version).status == "ACTIVE"


def test_two_officers_decide_at_once_and_the_second_is_told(cast: Cast, starter: Officer) -> None:
    key = paired(starter.pc, code_for(starter))
    actions.approve_key(by=cast.officer_above, entry_id=key.entry_id, version=key.version)
    with refused("ID-07.5"):
        actions.refuse_key(by=cast.officer_above, entry_id=key.entry_id, version=key.version, reason="ไม่ใช่")


def test_a_decision_on_an_older_version_is_overtaken(cast: Cast, starter: Officer) -> None:
    key = paired(starter.pc, code_for(starter))
    paired(starter.pc, code_for(starter), label="เปลี่ยนชื่อเครื่อง")
    with pytest.raises(Overtaken):
        actions.approve_key(by=cast.officer_above, entry_id=key.entry_id, version=key.version)


# --- the card ---------------------------------------------------------------------------------------------------


def test_the_first_reading_is_never_trusted(starter: Officer) -> None:
    starter.pairs()
    card = starter.reads_card(starter.types(starter.password))
    assert (card.status, card.confirmed_by) == ("PENDING", None)  # type: ignore[attr-defined]


def test_reading_the_same_card_twice_is_one_card(starter: Officer) -> None:
    starter.pairs()
    sign_in = starter.types(starter.password)
    assert starter.reads_card(sign_in) == starter.reads_card(sign_in)


def test_a_colleagues_card_is_not_enrolled(cast: Cast, starter: Officer) -> None:
    from tests.identity.agent import Card

    starter.pairs()
    starter.pc.card = Card(cast.cid())
    assert refusal(starter.reads_card, starter.types(starter.password)) == "NOT_YOUR_CARD"


def test_a_renewed_card_ends_the_old_one_when_it_is_in_force(cast: Cast, registrar: Officer) -> None:
    from dataclasses import replace

    assert registrar.pc.card is not None
    waiting = registrar.types(registrar.password)
    registrar.pc.card = replace(registrar.pc.card, issue="25610801", request_no="2")
    registrar.reads_card(waiting)
    states = [c.status for c in queries.cards_of(registrar.account.pk)]
    assert sorted(states) == ["ACTIVE", "PENDING"]
    registrar.card_is_seen()
    assert sorted(c.status for c in queries.cards_of(registrar.account.pk)) == ["ACTIVE", "ENDED"]
    registrar.signs_in()


def test_a_refused_card_opens_nothing(cast: Cast, starter: Officer) -> None:
    starter.pairs()
    starter.reads_card(starter.types(starter.password))
    card = queries.pending_cards(within=EVERYWHERE).get()
    actions.refuse_card(
        by=cast.officer_above, entry_id=card.entry_id, version=card.version, reason="ไม่ใช่เจ้าของ"
    )
    starter.is_approved()
    starter.account.refresh_from_db()
    assert starter.account.status == AccountStatus.ENROLLING


def test_the_lists_of_approvals_ask_a_constant_number_of_queries(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    for _ in range(3):
        officer = newcomer(cast)
        sign_in = officer.sets_password()
        officer.pairs()
        officer.reads_card(sign_in)
    with django_assert_num_queries(2):
        for row in (*queries.pending_keys(within=EVERYWHERE), *queries.pending_cards(within=EVERYWHERE)):
            assert row.account.organisation_id == cast.town.pk
