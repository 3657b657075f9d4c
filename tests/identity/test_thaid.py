"""ThaID over a local issuer: the way in without a card, a card confirmed, and every attack refused and noted."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from lhr import config
from lhr.access.actor import ANONYMOUS
from lhr.audit.models import Change, ChangedRow
from lhr.identity import actions, queries
from lhr.identity.actions import SignInRefused
from lhr.identity.models import CardBinding, SignIn, Stage
from lhr.identity.thaid import CARD, LOGIN, ThaidShown, as_on_chip
from lhr.registry_rights.models import Notice
from tests.identity.cast import Cast, Officer, Time, newcomer
from tests.support.thaid import Issuer, issuing


@pytest.fixture
def thaid(monkeypatch: pytest.MonkeyPatch) -> Iterator[Issuer]:
    with issuing(monkeypatch) as issuer:
        yield issuer


@pytest.fixture
def owner(registrar: Officer, thaid: Issuer) -> Officer:
    """An enrolled registrar, whose own telephone answers."""
    assert registrar.pc.card is not None
    thaid.pid = registrar.pc.card.cid
    return registrar


@pytest.fixture
def waiting(owner: Officer) -> SignIn:
    return owner.types(owner.password)


def told(sign_in: SignIn, thaid: Issuer, purpose: str = LOGIN, **lies: str) -> ThaidShown:
    address = actions.ask_thaid(by=ANONYMOUS, sign_in=sign_in, purpose=purpose)
    back = {**thaid.confirmed(address), **lies}
    return actions.told_by_thaid(
        by=ANONYMOUS,
        sign_in=sign_in,
        purpose=purpose,
        state=back["state"],
        code=back.get("code", ""),
        error=back.get("error", ""),
    )


def last_refusal() -> str:
    return Change.objects.filter(tag="identity:thaid:refused").order_by("-seq")[0].reason


def test_thaid_lets_in_beside_the_password_and_never_to_sem102(
    owner: Officer, waiting: SignIn, thaid: Issuer
) -> None:
    shown = told(waiting, thaid)
    full = actions.complete_by_thaid(
        by=ANONYMOUS, sign_in=waiting, shown=shown, session_key=owner.cast.session_key()
    )
    assert (full.stage, full.via, full.factors) == (Stage.FULL, "thaid", "password thaid")
    with pytest.raises(SignInRefused, match="PASS_NEVER"):
        actions.challenge(by=owner.me, sign_in=full, purpose="rights.appoint", tx=b"{}")


def test_that_way_in_lasts_no_longer_than_a_one_time_code(owner: Officer, thaid: Issuer, time: Time) -> None:
    sign_in, key = owner.types(owner.password), owner.cast.session_key()
    actions.complete_by_thaid(by=ANONYMOUS, sign_in=sign_in, shown=told(sign_in, thaid), session_key=key)
    for _ in range(16):
        time.passes(minutes=29)
        session = actions.continue_session(by=ANONYMOUS, session_key=key)
        assert session is not None
        assert session.ended_why == ""
    time.passes(minutes=29)
    over = actions.continue_session(by=ANONYMOUS, session_key=key)
    assert over is not None
    assert over.ended_why == "PASS_OVER"


def test_a_card_is_confirmed_and_the_pc_still_waits_for_somebody(cast: Cast, thaid: Issuer) -> None:
    somebody = newcomer(cast)
    sign_in = somebody.sets_password()
    somebody.pairs()
    somebody.reads_card(sign_in)
    assert somebody.pc.card is not None
    thaid.pid = somebody.pc.card.cid
    card = actions.confirm_card_by_thaid(by=somebody.me, sign_in=sign_in, shown=told(sign_in, thaid, CARD))
    assert (card.status, card.confirmed_how) == ("ACTIVE", "THAID")
    assert queries.enrolment(somebody.account.pk).key == "PENDING"
    somebody.is_approved()
    assert somebody.signs_in()[0].stage == Stage.FULL
    assert Notice.objects.filter(person=somebody.account.person_id, th__contains="ThaID").exists()


@pytest.mark.parametrize("issued", ["2017-01-02", "", "ไม่ทราบ"])
def test_a_card_of_another_day_of_issue_is_not_confirmed(cast: Cast, thaid: Issuer, issued: str) -> None:
    somebody = newcomer(cast)
    sign_in = somebody.sets_password()
    somebody.pairs()
    somebody.reads_card(sign_in)
    assert somebody.pc.card is not None
    thaid.pid, thaid.issued = somebody.pc.card.cid, issued
    shown = told(sign_in, thaid, CARD)
    with pytest.raises(SignInRefused, match="THAID_CARD"):
        actions.confirm_card_by_thaid(by=somebody.me, sign_in=sign_in, shown=shown)
    assert CardBinding.objects.known().get(account=somebody.account).status == "PENDING"
    assert last_refusal() == "THAID_CARD"


@pytest.mark.parametrize(
    ("said", "chip"),
    [
        ("2017-01-31", "25600131"),
        ("2560-01-31", "25600131"),
        ("31/01/2560", "25600131"),
        ("20170131", "25600131"),
        ("25600131", "25600131"),
        ("31 ม.ค. 2560", ""),
        (None, ""),
    ],
)
def test_a_day_is_read_however_thaid_writes_it(said: object, chip: str) -> None:
    assert as_on_chip(said) == chip


# --- attacks ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lies", "code"),
    [
        ({"nonce": "another"}, "THAID_NONCE"),
        ({"aud": "another-installation"}, "THAID_AUDIENCE"),
        ({"iss": "https://another.example"}, "THAID_ISSUER"),
        ({"exp": 1}, "THAID_EXPIRED"),
        ({"iat": 4_000_000_000}, "THAID_EXPIRED"),
        ({"exp": "soon"}, "THAID_FORM"),
    ],
)
def test_a_token_that_is_not_for_us_now_is_refused(
    waiting: SignIn, thaid: Issuer, lies: dict[str, object], code: str
) -> None:
    thaid.lies = lies
    with pytest.raises(SignInRefused, match=code) as why:
        told(waiting, thaid)
    assert why.value.number == "TH-04"
    assert why.value.says() == "ระบบไม่รับคำตอบจาก ThaID"
    assert last_refusal() == code


def test_another_persons_number_is_refused(waiting: SignIn, thaid: Issuer, cast: Cast) -> None:
    thaid.pid = cast.cid()
    with pytest.raises(SignInRefused, match="THAID_OTHER_PERSON") as why:
        told(waiting, thaid)
    assert "ผู้ยืนยันใน ThaID ไม่ใช่เจ้าของบัญชีนี้" in why.value.says()
    assert last_refusal() == "THAID_OTHER_PERSON"


def test_a_token_nobody_signed_is_refused(waiting: SignIn, thaid: Issuer) -> None:
    thaid.algorithm, thaid.key = "none", None
    with pytest.raises(SignInRefused, match="THAID_ALGORITHM"):
        told(waiting, thaid)
    assert last_refusal() == "THAID_ALGORITHM"


def test_a_token_signed_with_the_public_key_as_a_secret_is_refused(
    waiting: SignIn, thaid: Issuer
) -> None:
    thaid.algorithm = "HS256"
    with pytest.raises(SignInRefused, match="THAID_ALGORITHM"):
        told(waiting, thaid)


def test_a_key_that_is_not_in_the_set_is_refused(waiting: SignIn, thaid: Issuer) -> None:
    thaid.kid = "key-2"
    with pytest.raises(SignInRefused, match="THAID_KEY"):
        told(waiting, thaid)


def test_another_key_under_a_known_name_is_refused(waiting: SignIn, thaid: Issuer) -> None:
    thaid.key = ec.generate_private_key(ec.SECP256R1())
    with pytest.raises(SignInRefused, match="THAID_SIGNATURE"):
        told(waiting, thaid)


def test_a_state_of_another_session_or_of_nobody_is_refused(
    owner: Officer, waiting: SignIn, thaid: Issuer
) -> None:
    with pytest.raises(SignInRefused, match="THAID_STATE"):
        told(waiting, thaid, state="invented")
    elsewhere = actions.ask_thaid(by=ANONYMOUS, sign_in=owner.types(owner.password), purpose=LOGIN)
    with pytest.raises(SignInRefused, match="THAID_STATE"):
        told(waiting, thaid, state=thaid.confirmed(elsewhere)["state"])
    assert last_refusal() == "THAID_STATE"


def test_a_code_is_good_once_and_in_its_own_request(waiting: SignIn, thaid: Issuer) -> None:
    address = actions.ask_thaid(by=ANONYMOUS, sign_in=waiting, purpose=LOGIN)
    back = thaid.confirmed(address)
    assert actions.told_by_thaid(by=ANONYMOUS, sign_in=waiting, purpose=LOGIN, **back).purpose == LOGIN
    with pytest.raises(SignInRefused, match="THAID_STATE"):
        actions.told_by_thaid(by=ANONYMOUS, sign_in=waiting, purpose=LOGIN, **back)
    with pytest.raises(SignInRefused, match="THAID_CODE"):
        told(waiting, thaid, code=back["code"])
    # A code that was stolen from another request does not fit the verifier of this one.
    stolen = thaid.confirmed(actions.ask_thaid(by=ANONYMOUS, sign_in=waiting, purpose=LOGIN))["code"]
    with pytest.raises(SignInRefused, match="THAID_CODE"):
        told(waiting, thaid, code=stolen)


def test_an_answer_that_comes_late_is_refused(waiting: SignIn, thaid: Issuer, time: Time) -> None:
    back = thaid.confirmed(actions.ask_thaid(by=ANONYMOUS, sign_in=waiting, purpose=LOGIN))
    time.passes(seconds=301)
    with pytest.raises(SignInRefused, match="THAID_STATE"):
        actions.told_by_thaid(by=ANONYMOUS, sign_in=waiting, purpose=LOGIN, **back)


def test_an_answer_for_a_card_opens_no_session(owner: Officer, waiting: SignIn, thaid: Issuer) -> None:
    shown = told(waiting, thaid, CARD)
    with pytest.raises(SignInRefused, match="WRONG_STAGE"):
        actions.complete_by_thaid(by=ANONYMOUS, sign_in=waiting, shown=shown, session_key="x")


def test_cancelled_unreachable_and_switched_off_are_said(
    waiting: SignIn, thaid: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    thaid.refuses = True
    with pytest.raises(SignInRefused, match="THAID_CANCELLED"):
        told(waiting, thaid)
    thaid.refuses = False
    monkeypatch.setenv("LHR_THAID_TOKEN_URL", "http://127.0.0.1:9/token")
    with pytest.raises(SignInRefused, match="THAID_UNREACHABLE"):
        told(waiting, thaid)
    monkeypatch.setenv("LHR_THAID", "no")
    with pytest.raises(SignInRefused, match="THAID_OFF"):
        told(waiting, thaid)


def test_the_number_stands_in_no_address_no_log_and_no_row(
    owner: Officer, waiting: SignIn, thaid: Issuer, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        told(waiting, thaid)
        number, thaid.pid = thaid.pid, owner.cast.cid()
        with pytest.raises(SignInRefused):
            told(waiting, thaid)
    for secret in (number, thaid.pid):
        assert secret not in caplog.text
        assert not any(secret in path for path in thaid.seen)
        assert not Change.objects.filter(reason__contains=secret).exists()
    assert not any(number in str(row) for row in ChangedRow.objects.values_list())


def test_switched_on_by_half_the_server_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LHR_THAID", "yes")
    assert {p.split(":")[0] for p in config.problems()} == {
        f"LHR_THAID_{name}"
        for name in ("ISSUER", "AUTHORISATION_URL", "TOKEN_URL", "JWKS_URL", "CLIENT_ID", "CLIENT_SECRET")
    }
    monkeypatch.setenv("LHR_THAID_TOKEN_URL", "http://thaid.example/token")
    assert any(p.startswith("LHR_THAID_TOKEN_URL") and "https" in p for p in config.problems())
