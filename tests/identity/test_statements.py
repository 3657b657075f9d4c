"""Checks 1 to 11 of card-login.md 4.3, each broken alone, with real keys."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lhr.access.actor import ANONYMOUS
from lhr.audit.models import Change
from lhr.identity import actions, statements
from lhr.identity.card_status import Current
from lhr.identity.models import Challenge, SignIn
from lhr.identity.refusals import SignInRefused
from lhr.kernel.national_id import make_synthetic
from lhr_card import wire
from tests.identity.agent import Card, Pc
from tests.identity.cast import Cast, Officer, Time, newcomer
from tests.support.rules import rule

TX = wire.canonical({"act": "rights.appoint", "says": "แต่งตั้งเจ้าหน้าที่ทะเบียนประวัติ"})


@pytest.fixture
def waiting(registrar: Officer) -> SignIn:
    """The registrar's session between password and card."""
    return registrar.types(registrar.password)


def refusal(sign_in: SignIn, said: dict[str, Any], purpose: str = "login", tx: bytes | None = None) -> str:
    """Return the precise code of the refusal, which must be in the book."""
    seen = Change.objects.filter(tag="identity:signin:refused").count()
    with pytest.raises(SignInRefused) as caught:
        actions.verify_statement(by=ANONYMOUS, sign_in=sign_in, purpose=purpose, tx=tx, **said)
    rows = Change.objects.filter(tag="identity:signin:refused").order_by("seq")
    assert [row.reason for row in rows][seen:] == [caught.value.code]
    return caught.value.code


def nonce_of(sign_in: SignIn, purpose: str = "login", tx: bytes | None = None) -> str:
    return actions.challenge(by=ANONYMOUS, sign_in=sign_in, purpose=purpose, tx=tx)


@rule("ID-01")
def test_ID01_password_paired_pc_and_own_card_open_a_session(registrar: Officer, waiting: SignIn) -> None:
    presented = registrar.shows_card(waiting)
    assert (presented.account, presented.kid) == (registrar.account, registrar.pc.kid)
    assert presented.skew_minutes == 0


# --- check 1 ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("broken", ["", "A", "###", "e30", None, 7, "A" * 9000])
def test_what_is_no_statement_is_refused(registrar: Officer, waiting: SignIn, broken: object) -> None:
    said = registrar.pc.says(nonce_of(waiting), "login")
    assert refusal(waiting, said | {"statement": broken}) == "BAD_STATEMENT"


def test_signed_json_that_is_not_canonical_is_refused(registrar: Officer, waiting: SignIn) -> None:
    said = registrar.pc.says(nonce_of(waiting), "login")
    value = json.loads(wire.from_b64url(said["statement"]))
    data = json.dumps(value, sort_keys=True).encode()
    loose = {"statement": wire.b64url(data), "sig": wire.sign(registrar.pc.key, data)}
    assert refusal(waiting, loose) == "BAD_STATEMENT"


def test_a_statement_of_another_type_is_refused(registrar: Officer, waiting: SignIn) -> None:
    said = registrar.pc.says(nonce_of(waiting), "enrol-card")
    assert refusal(waiting, said) == "BAD_STATEMENT"


# --- check 2 ----------------------------------------------------------------------------------------------------


def test_a_copy_of_the_card_on_another_pc_is_refused(registrar: Officer, waiting: SignIn) -> None:
    thief = Pc(registrar.pc.card)
    assert refusal(waiting, thief.says(nonce_of(waiting), "login")) == "AGENT_UNKNOWN"


def test_a_pending_key_waits_for_its_approval(cast: Cast, registrar: Officer, waiting: SignIn) -> None:
    registrar.pc = Pc(registrar.pc.card)
    registrar.pairs()
    assert refusal(waiting, registrar.pc.says(nonce_of(waiting), "login")) == "AGENT_PENDING"


def test_a_revoked_key_is_refused(cast: Cast, registrar: Officer, waiting: SignIn) -> None:
    actions.revoke_key(by=cast.officer_above, entry_id=registrar.key_entry, reason="เครื่องหาย")
    assert refusal(waiting, registrar.pc.says(nonce_of(waiting), "login")) == "AGENT_REVOKED"


def test_a_key_ends_with_its_holders_service_on_the_day(
    cast: Cast, registrar: Officer, waiting: SignIn, time: Time
) -> None:
    leaves = date(2018, 9, 1)
    place = {"person_id": registrar.account.person_id, "organisation_id": cast.town.pk}
    actions.end_keys(by=cast.by, until=leaves, reason="โอน", **place)
    registrar.shows_card(waiting)
    time.passes(hours=14)  # midnight in Bangkok is 17:00 UTC
    late = registrar.types(registrar.password)
    assert refusal(late, registrar.pc.says(nonce_of(late), "login")) == "AGENT_REVOKED"
    assert actions.restore_keys(by=cast.by, **place) == 1
    registrar.shows_card(late)


def test_the_key_of_another_lgo_is_refused(cast: Cast, registrar: Officer, waiting: SignIn) -> None:
    elsewhere = newcomer(cast, cast.other_town).enrols()
    elsewhere.pc.card = registrar.pc.card
    assert refusal(waiting, elsewhere.pc.says(nonce_of(waiting), "login")) == "AGENT_OTHER_LGO"


def test_the_key_of_a_colleague_is_refused(cast: Cast, registrar: Officer, waiting: SignIn) -> None:
    colleague = newcomer(cast).enrols()
    colleague.pc.card = registrar.pc.card
    assert refusal(waiting, colleague.pc.says(nonce_of(waiting), "login")) == "AGENT_OTHER_LGO"


# --- checks 3 and 4 ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["seq", "iat", "boot", "reader"])
def test_an_edited_statement_is_refused(registrar: Officer, waiting: SignIn, part: str) -> None:
    said = registrar.pc.says(nonce_of(waiting), "login")
    value = wire.canonical_object(wire.from_b64url(said["statement"]))
    value[part] = value[part] + 1 if isinstance(value[part], int) else "0" * 16
    edited = wire.b64url(wire.canonical(value))
    assert refusal(waiting, said | {"statement": edited}) == "BAD_SIGNATURE"


@pytest.mark.parametrize("sig", ["", "A" * 86, None, 3])
def test_no_signature_is_no_signature(registrar: Officer, waiting: SignIn, sig: object) -> None:
    said = registrar.pc.says(nonce_of(waiting), "login")
    assert refusal(waiting, said | {"sig": sig}) == "BAD_SIGNATURE"


def test_a_statement_for_another_server_is_refused(registrar: Officer, waiting: SignIn) -> None:
    said = registrar.pc.says(nonce_of(waiting), "login", aud="https://lhr.example.com")
    assert refusal(waiting, said) == "BAD_AUDIENCE"


def test_an_agent_too_old_is_told_to_update(registrar: Officer, waiting: SignIn) -> None:
    said = registrar.pc.says(nonce_of(waiting), "login", agent_ver="0.9.9")
    assert refusal(waiting, said) == "AGENT_OLD"


def test_refusals_one_to_four_say_one_neutral_thing(registrar: Officer, waiting: SignIn) -> None:
    nonce = nonce_of(waiting)
    told = set()
    for said in (
        registrar.pc.says(nonce, "login") | {"statement": ""},
        Pc(registrar.pc.card).says(nonce, "login"),
        registrar.pc.says(nonce, "login") | {"sig": ""},
        registrar.pc.says(nonce, "login", aud="https://lhr.example.com"),
    ):
        with pytest.raises(SignInRefused) as caught:
            actions.verify_statement(by=ANONYMOUS, sign_in=waiting, purpose="login", **said)
        refused = caught.value
        told.add((refused.number, refused.neutral, refused.says(), refused.remedy(), refused.http))
    assert len(told) == 1
    assert next(iter(told))[:2] == ("CL-23", True)


# --- checks 5 and 6 ---------------------------------------------------------------------------------------------


def test_a_nonce_is_good_once(registrar: Officer, waiting: SignIn) -> None:
    said = registrar.pc.says(nonce_of(waiting), "login")
    actions.verify_statement(by=ANONYMOUS, sign_in=waiting, purpose="login", **said)
    assert refusal(waiting, said) == "LOGIN_USED"


def test_a_nonce_of_another_session_is_refused(registrar: Officer, waiting: SignIn) -> None:
    other = registrar.types(registrar.password)
    said = registrar.pc.says(nonce_of(other), "login")
    assert refusal(waiting, said) == "LOGIN_USED"
    actions.verify_statement(by=ANONYMOUS, sign_in=other, purpose="login", **said)


def test_an_invented_nonce_is_refused(registrar: Officer, waiting: SignIn) -> None:
    assert refusal(waiting, registrar.pc.says("A" * 43, "login")) == "LOGIN_USED"


def test_a_nonce_for_another_purpose_is_refused(registrar: Officer) -> None:
    full, _ = registrar.signs_in()
    nonce = nonce_of(full, "rights.appoint", TX)
    said = registrar.pc.says(nonce, "rights.confirm", TX)
    assert refusal(full, said, "rights.confirm", TX) == "LOGIN_USED"
    said = registrar.pc.says(nonce, "rights.confirm", TX)
    assert refusal(full, said, "rights.appoint", TX) == "LOGIN_USED"


def test_a_nonce_is_good_for_sixty_seconds(registrar: Officer, waiting: SignIn, time: Time) -> None:
    nonce = nonce_of(waiting)
    time.passes(seconds=59)
    registrar.pc.says(nonce, "login")
    actions.verify_statement(
        by=ANONYMOUS, sign_in=waiting, purpose="login", **registrar.pc.says(nonce, "login")
    )
    nonce = nonce_of(waiting)
    time.passes(seconds=60)
    assert refusal(waiting, registrar.pc.says(nonce, "login")) == "LOGIN_EXPIRED"


def test_a_nonce_is_used_up_even_when_the_card_is_refused(registrar: Officer, waiting: SignIn) -> None:
    nonce = nonce_of(waiting)
    right = registrar.pc.says(nonce, "login")
    registrar.pc.card = replace(registrar.pc.card, chip="ff" * 8)
    assert refusal(waiting, registrar.pc.says(nonce, "login")) == "CARD_CHANGED"
    assert refusal(waiting, right) == "LOGIN_USED"


def test_only_digests_of_nonces_are_kept(registrar: Officer, waiting: SignIn) -> None:
    nonce = nonce_of(waiting)
    assert all(nonce not in str(row) for row in Challenge.objects.values_list())


# --- check 7 ----------------------------------------------------------------------------------------------------


def test_a_confirmation_is_of_the_transaction_about_to_be_saved(registrar: Officer) -> None:
    full, _ = registrar.signs_in()
    said = registrar.pc.says(nonce_of(full, "rights.appoint", TX), "rights.appoint", TX)
    actions.verify_statement(by=ANONYMOUS, sign_in=full, purpose="rights.appoint", tx=TX, **said)


def test_another_transaction_than_the_one_confirmed_is_refused(registrar: Officer) -> None:
    full, _ = registrar.signs_in()
    said = registrar.pc.says(nonce_of(full, "rights.appoint"), "rights.appoint", TX)
    other = TX.replace("เจ้าหน้าที่".encode(), "นายทะเบียน".encode())
    assert refusal(full, said, "rights.appoint", other) == "TX_CHANGED"


def test_another_transaction_than_the_challenge_was_asked_for_is_refused(registrar: Officer) -> None:
    full, _ = registrar.signs_in()
    other = wire.canonical({"act": "rights.appoint", "says": "อื่น"})
    said = registrar.pc.says(nonce_of(full, "rights.appoint", TX), "rights.appoint", other)
    assert refusal(full, said, "rights.appoint", other) == "TX_CHANGED"


# --- check 8 ----------------------------------------------------------------------------------------------------


def test_a_colleagues_card_is_refused(cast: Cast, registrar: Officer, waiting: SignIn) -> None:
    registrar.pc.card = Card(cast.cid())
    said = registrar.pc.says(nonce_of(waiting), "login")
    assert refusal(waiting, said) == "NOT_YOUR_CARD"


def test_a_hash_over_another_nonce_is_refused(registrar: Officer, waiting: SignIn) -> None:
    nonce = nonce_of(waiting)
    assert registrar.pc.card is not None
    said = registrar.pc.says(nonce, "login", card=registrar.pc.card.part("B" * 43))
    assert refusal(waiting, said) == "NOT_YOUR_CARD"


def test_wrong_cards_are_counted_and_the_number_is_in_no_book(
    cast: Cast, registrar: Officer, waiting: SignIn
) -> None:
    registrar.pc.card = Card(cast.cid())
    for _ in range(5):
        assert refusal(waiting, registrar.pc.says(nonce_of(waiting), "login")) == "NOT_YOUR_CARD"
    with pytest.raises(SignInRefused) as caught:
        registrar.shows_card(waiting)
    assert caught.value.code == "TOO_MANY"
    assert registrar.pc.card.cid not in str(list(Change.objects.values_list()))


# --- checks 9 to 11 ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expire", "code"),
    [
        ("25610830", "CARD_EXPIRED"),
        ("25610831", "CARD_CHANGED"),  # valid through its last day: refused for being another card only
        ("25610800", "CARD_CHANGED"),  # day unknown: to the end of August
        ("25610700", "CARD_EXPIRED"),
        ("25610000", "CARD_CHANGED"),  # month unknown: to the end of the year
        ("25600000", "CARD_EXPIRED"),
        ("99999999", "CARD_CHANGED"),  # lifetime
        ("25611345", "BAD_STATEMENT"),
    ],
)
def test_the_expiry_of_a_card(registrar: Officer, waiting: SignIn, expire: str, code: str) -> None:
    registrar.pc.card = replace(registrar.pc.card, expire=expire)
    assert refusal(waiting, registrar.pc.says(nonce_of(waiting), "login")) == code


def test_a_lifetime_card_opens_a_session(cast: Cast, time: Time) -> None:
    officer = newcomer(cast)
    officer.pc.card = replace(officer.pc.card, expire="99999999")
    officer.enrols().signs_in()


def test_an_expired_card_names_its_day(registrar: Officer, waiting: SignIn, time: Time) -> None:
    registrar.pc.card = replace(registrar.pc.card, expire="25610830")
    with pytest.raises(SignInRefused) as caught:
        registrar.shows_card(waiting)
    assert "๓๐ ส.ค. ๒๕๖๑" in caught.value.says()
    assert "2018-08-30" in caught.value.says("en")


@pytest.mark.parametrize(
    "changed", [{"chip": "aa" * 8}, {"issue": "25610101"}, {"request_no": "9"}, {"chip": ""}]
)
def test_another_card_of_the_same_person_is_refused(
    registrar: Officer, waiting: SignIn, changed: dict[str, str]
) -> None:
    registrar.pc.card = replace(registrar.pc.card, **changed)
    assert refusal(waiting, registrar.pc.says(nonce_of(waiting), "login")) == "CARD_CHANGED"


def test_a_renewed_card_waits_until_somebody_has_seen_it(registrar: Officer, waiting: SignIn) -> None:
    registrar.pc.card = replace(registrar.pc.card, issue="25610801", request_no="2")
    registrar.reads_card(waiting)
    assert refusal(waiting, registrar.pc.says(nonce_of(waiting), "login")) == "CARD_PENDING"
    registrar.card_is_seen()
    registrar.shows_card(registrar.types(registrar.password))


class NotCurrent:
    def check(self, *, chip: str, cid: str, request_no: str) -> Current:
        return Current.NO


class Away:
    def check(self, *, chip: str, cid: str, request_no: str) -> Current:
        return Current.UNAVAILABLE


@pytest.mark.parametrize(("register", "code"), [("NotCurrent", "CARD_NOT_CURRENT"), ("Away", "")])
def test_the_card_register_is_asked_where_one_is_set(
    registrar: Officer, waiting: SignIn, monkeypatch: pytest.MonkeyPatch, register: str, code: str
) -> None:
    monkeypatch.setenv("LHR_CARD_REGISTER", f"{__name__}.{register}")
    if code:
        assert refusal(waiting, registrar.pc.says(nonce_of(waiting), "login")) == code
    else:
        registrar.shows_card(waiting)


def test_a_pc_with_a_wrong_clock_gets_in_and_is_told(registrar: Officer, waiting: SignIn, time: Time) -> None:
    wrong = int((time.now - timedelta(days=543 * 365)).timestamp()) % 2**31
    assert registrar.shows_card(waiting, iat=wrong).skew_minutes > 10


def test_a_verification_inside_an_open_transaction_is_refused(registrar: Officer, waiting: SignIn) -> None:
    from django.db import transaction

    said = registrar.pc.says(nonce_of(waiting), "login")
    with transaction.atomic(), pytest.raises(RuntimeError):
        actions.verify_statement(by=ANONYMOUS, sign_in=waiting, purpose="login", **said)


@given(at=st.integers(min_value=0, max_value=10_000), bit=st.integers(min_value=0, max_value=7))
def test_no_bit_of_a_statement_may_change(at: int, bit: int) -> None:
    pc = Pc(Card(make_synthetic(0)))
    said = pc.says("A" * 43, "login")
    data = bytearray(wire.from_b64url(said["statement"]))
    data[at % len(data)] ^= 1 << bit

    def look() -> None:
        read, changed = statements.read(wire.b64url(bytes(data)), typ="login")
        statements.check_signature(pc.jwk, read, changed, said["sig"])

    with pytest.raises(SignInRefused) as caught:
        look()
    assert caught.value.code in {"BAD_STATEMENT", "BAD_SIGNATURE"}
