"""Password and passkey: what is demanded of offices above, and everything that must not pass (card-login.md 7.1)."""

from __future__ import annotations

import json

import pytest

from lhr.access.actor import ANONYMOUS
from lhr.access.roles import Role
from lhr.audit.models import Change
from lhr.identity import actions, second_factor
from lhr.identity.actions import SignInRefused
from lhr.identity.models import AccountStatus, PasskeyUse, SignIn, Stage
from lhr.identity.passkeys import LOGIN
from lhr.registry_rights.models import Notice
from tests.identity.authenticator import Authenticator
from tests.identity.cast import Cast, Officer, Time
from tests.identity.offices import OfficeOfficer, officer_of
from tests.support.rules import refused


@pytest.fixture(autouse=True)
def demanded(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the default of the setting has it."""
    monkeypatch.delenv("LHR_PASSKEY_REQUIRED_ROLES")


@pytest.fixture
def province(cast: Cast) -> OfficeOfficer:
    """An officer of the province office with an approved passkey."""
    return officer_of(cast, cast.province).enrols()


@pytest.fixture
def waiting(province: OfficeOfficer) -> SignIn:
    """The officer's session after the password."""
    return province.types()


def told(who: OfficeOfficer) -> list[str]:
    return list(Notice.objects.filter(person=who.account.person_id).values_list("th", flat=True))


def last_refusal() -> str:
    return Change.objects.filter(tag="identity:signin:refused").order_by("-seq")[0].reason


# --- the way in -------------------------------------------------------------------------------------------------


def test_password_and_passkey_open_a_session_that_says_what_was_shown(province: OfficeOfficer) -> None:
    sign_in = province.types()
    assert sign_in.stage == Stage.PASSKEY
    full = province.signs_in()
    assert (full.stage, full.via, full.factors) == (Stage.FULL, "passkey", "password passkey")


def test_who_has_none_yet_reaches_the_enrolment_only(cast: Cast) -> None:
    newcomer = officer_of(cast, cast.province)
    sign_in = newcomer.sets_password()
    assert sign_in.stage == Stage.ENROLLING
    newcomer.makes(sign_in)
    # Made is not approved: the account stays where it was.
    assert newcomer.types().stage == Stage.ENROLLING
    assert newcomer.account.status == AccountStatus.ENROLLING
    newcomer.is_approved()
    assert newcomer.account.status == AccountStatus.ACTIVE
    assert newcomer.signs_in().stage == Stage.FULL


def test_an_account_that_signed_in_by_card_must_make_a_passkey_once_it_is_demanded(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LHR_PASSKEY_REQUIRED_ROLES", "")
    with_card = by_card(cast, officer_of(cast, cast.province))
    assert with_card.signs_in()[0].stage == Stage.FULL
    monkeypatch.delenv("LHR_PASSKEY_REQUIRED_ROLES")
    half, _ = with_card.signs_in()
    assert (half.stage, half.factors) == (Stage.PASSKEY, "password card")


def test_card_and_passkey_are_both_asked_where_both_were_enrolled(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LHR_PASSKEY_REQUIRED_ROLES", "")
    officer = officer_of(cast, cast.province)
    with_card = by_card(cast, officer)
    monkeypatch.delenv("LHR_PASSKEY_REQUIRED_ROLES")
    officer.makes(with_card.signs_in()[0])
    officer.is_approved()
    half, _ = with_card.signs_in()
    full = actions.complete_by_passkey(
        by=ANONYMOUS, sign_in=half, shown=officer.shows(half), session_key=cast.session_key()
    )
    assert (full.stage, full.via, full.factors) == (Stage.FULL, "card", "password card passkey")


def by_card(cast: Cast, officer: OfficeOfficer) -> Officer:
    """The same person with PC and card, approved by the office above."""
    from lhr.people import queries as people
    from tests.identity.agent import Card, Pc

    cid = people.national_id_of(officer.account.person_id)
    cast.officer_above = officer.approver
    return Officer(cast, officer.account, Pc(Card(cid)), officer.one_time).enrols()


def test_in_the_demonstration_and_at_a_district_none_is_demanded(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    province, district = officer_of(cast, cast.province).account, officer_of(cast, cast.district).account
    assert (second_factor.required_of(province), second_factor.required_of(district)) == (True, False)
    monkeypatch.setenv("LHR_DEMO", "yes")
    assert not second_factor.required_of(province)


def test_a_synced_passkey_counts_nothing_and_is_taken(cast: Cast) -> None:
    officer = officer_of(cast, cast.province)
    officer.device = Authenticator(counts=False)
    officer.enrols()
    assert officer.signs_in().stage == officer.signs_in().stage == Stage.FULL


# --- what must not pass -----------------------------------------------------------------------------------------


def test_an_answer_is_good_once(province: OfficeOfficer, waiting: SignIn) -> None:
    question = actions.passkey_question(by=ANONYMOUS, sign_in=waiting, purpose=LOGIN)
    sent = province.device.shows(question)
    actions.verify_passkey(by=ANONYMOUS, sign_in=waiting, sent=sent, purpose=LOGIN)
    with pytest.raises(SignInRefused, match="PASSKEY_USED"):
        actions.verify_passkey(by=ANONYMOUS, sign_in=waiting, sent=sent, purpose=LOGIN)
    assert last_refusal() == "PASSKEY_USED"


def test_an_answer_is_good_in_its_own_session_only(province: OfficeOfficer, waiting: SignIn) -> None:
    question = actions.passkey_question(by=ANONYMOUS, sign_in=waiting, purpose=LOGIN)
    sent = province.device.shows(question)
    with pytest.raises(SignInRefused, match="PASSKEY_USED"):
        actions.verify_passkey(by=ANONYMOUS, sign_in=province.types(), sent=sent, purpose=LOGIN)


def test_an_answer_that_comes_late_is_refused(province: OfficeOfficer, waiting: SignIn, time: Time) -> None:
    question = actions.passkey_question(by=ANONYMOUS, sign_in=waiting, purpose=LOGIN)
    sent = province.device.shows(question)
    time.passes(seconds=121)
    with pytest.raises(SignInRefused, match="PASSKEY_EXPIRED"):
        actions.verify_passkey(by=ANONYMOUS, sign_in=waiting, sent=sent, purpose=LOGIN)


@pytest.mark.parametrize(
    "lies",
    [
        {"origin": "https://lhr.example.org"},
        {"origin": "http://localhost:8001"},
        {"rp": "example.org"},
        {"recognised": False},
        {"challenge": "AAAA"},
    ],
    ids=["another site", "another port", "another rp id", "user not recognised", "another challenge"],
)
def test_what_the_specification_forbids_is_refused(
    province: OfficeOfficer, waiting: SignIn, lies: dict[str, object]
) -> None:
    with pytest.raises(SignInRefused, match="PASSKEY_BAD") as why:
        province.shows(waiting, **lies)
    assert why.value.number == "PK-06"
    assert "ระบบไม่รับการยืนยันจากกุญแจผ่านนี้" in why.value.says()
    assert last_refusal() == "PASSKEY_BAD"


def test_another_key_under_the_same_name_is_refused(province: OfficeOfficer, waiting: SignIn) -> None:
    thief = Authenticator(credential=province.device.credential, count=50)
    with pytest.raises(SignInRefused, match="PASSKEY_BAD"):
        province.shows(waiting, device=thief)
    # Whoever cannot sign brings no passkey under suspicion.
    assert not any("ตัวนับ" in words for words in told(province))


def test_a_passkey_nobody_knows_is_refused(province: OfficeOfficer, waiting: SignIn) -> None:
    with pytest.raises(SignInRefused, match="PASSKEY_UNKNOWN") as why:
        province.shows(waiting, device=Authenticator())
    assert why.value.number == "PK-05"


def test_a_passkey_of_another_account_is_refused_in_the_same_words(
    cast: Cast, province: OfficeOfficer, waiting: SignIn
) -> None:
    other = officer_of(cast, cast.centre).enrols()
    with pytest.raises(SignInRefused, match="PASSKEY_OF_ANOTHER") as why:
        province.shows(waiting, device=other.device)
    with pytest.raises(SignInRefused, match="PASSKEY_UNKNOWN") as unknown:
        province.shows(waiting, device=Authenticator())
    assert (why.value.number, why.value.says()) == (unknown.value.number, unknown.value.says())


def test_an_answer_for_another_purpose_or_transaction_is_refused(province: OfficeOfficer) -> None:
    full = province.signs_in()
    question = actions.passkey_question(by=province.me, sign_in=full, purpose="account.own", tx=b'{"a":1}')
    sent = province.device.shows(question)
    with pytest.raises(SignInRefused, match="PASSKEY_BAD"):
        actions.verify_passkey(by=province.me, sign_in=full, sent=sent, purpose="account.own", tx=b'{"a":2}')
    with pytest.raises(SignInRefused, match="PASSKEY_BAD"):
        actions.verify_passkey(by=province.me, sign_in=full, sent=sent, purpose="account.reset", tx=b'{"a":1}')
    shown = actions.verify_passkey(by=province.me, sign_in=full, sent=sent, purpose="account.own", tx=b'{"a":1}')
    assert shown.purpose == "account.own"


@pytest.mark.parametrize("sent", ["", "{", "[]", '{"nonce":1}', '{"nonce":"a","credential":{}}', "x" * 20_000])
def test_what_is_no_answer_at_all_is_refused(province: OfficeOfficer, waiting: SignIn, sent: str) -> None:
    with pytest.raises(SignInRefused, match="PASSKEY_MALFORMED"):
        actions.verify_passkey(by=ANONYMOUS, sign_in=waiting, sent=sent, purpose=LOGIN)


def test_hostile_bytes_in_an_answer_are_refused_and_break_nothing(
    province: OfficeOfficer, waiting: SignIn
) -> None:
    question = actions.passkey_question(by=ANONYMOUS, sign_in=waiting, purpose=LOGIN)
    good = json.loads(province.device.shows(question))
    for name in ("clientDataJSON", "authenticatorData", "signature"):
        for value in (None, 7, "", "AAAA", "ไม่ใช่"):
            bad = json.loads(json.dumps(good))
            bad["credential"]["response"][name] = value
            with pytest.raises(SignInRefused, match="PASSKEY_BAD"):
                actions.verify_passkey(by=ANONYMOUS, sign_in=waiting, sent=json.dumps(bad), purpose=LOGIN)


def test_a_counter_that_went_back_is_refused_noted_and_told(province: OfficeOfficer) -> None:
    province.signs_in()
    copied = province.types()
    with pytest.raises(SignInRefused, match="PASSKEY_COPIED") as why:
        province.shows(copied, count=1)
    assert why.value.number == "PK-08"
    assert last_refusal() == "PASSKEY_COPIED"
    assert any("ตัวนับของกุญแจผ่าน “โทรศัพท์” ย้อนหลัง" in words for words in told(province))
    assert PasskeyUse.objects.get(pk=province.entry).sign_count == 2


# --- two persons ------------------------------------------------------------------------------------------------


@pytest.mark.rule("ID-08", breaks=True)
def test_who_issued_the_account_does_not_approve_its_first_passkey(cast: Cast) -> None:
    newcomer = officer_of(cast, cast.province)
    newcomer.makes(newcomer.sets_password())
    with refused("ID-08"):
        newcomer.is_approved(by=newcomer.issuer)
    newcomer.is_approved()


def test_nobody_approves_the_own_passkey(cast: Cast) -> None:
    newcomer = officer_of(cast, cast.centre)
    newcomer.makes(newcomer.sets_password())
    with refused("ID-04"):
        newcomer.is_approved(by=cast.actor(Role.CENTRE, "/", newcomer.account))


# --- the holder's own list --------------------------------------------------------------------------------------


@pytest.mark.rule("ID-09")
def test_another_is_added_by_a_fresh_passkey_and_the_first_can_then_go(province: OfficeOfficer) -> None:
    full = province.signs_in()
    usb = Authenticator()
    province.adds(full, usb)
    first = second_factor.live(province.entry)  # type: ignore[arg-type]
    actions.remove_passkey(by=province.me, sign_in=full, entry_id=first.entry_id, version=first.version)
    waiting = province.types()
    with pytest.raises(SignInRefused, match="PASSKEY_REVOKED"):
        province.shows(waiting)
    assert province.shows(waiting, device=usb).purpose == LOGIN
    assert [words.split(" ")[0] for words in told(province)].count("ลบกุญแจผ่าน") == 1


def test_without_a_fresh_passkey_no_other_is_added(province: OfficeOfficer) -> None:
    with pytest.raises(SignInRefused, match="PASSKEY_NEEDED"):
        province.makes(province.signs_in(), Authenticator())


@pytest.mark.rule("ID-09", breaks=True)
def test_the_last_one_of_a_role_that_needs_it_stays(province: OfficeOfficer) -> None:
    full = province.signs_in()
    first = second_factor.live(province.entry)  # type: ignore[arg-type]
    with refused("ID-09"):
        actions.remove_passkey(by=province.me, sign_in=full, entry_id=first.entry_id, version=first.version)


def test_another_persons_passkey_cannot_be_removed(cast: Cast, province: OfficeOfficer) -> None:
    other = officer_of(cast, cast.province).enrols()
    found = second_factor.live(other.entry)  # type: ignore[arg-type]
    with pytest.raises(type(found).DoesNotExist):
        actions.remove_passkey(
            by=province.me, sign_in=province.signs_in(), entry_id=found.entry_id, version=found.version
        )


def test_a_change_ends_the_other_sessions(province: OfficeOfficer) -> None:
    elsewhere = province.types()
    full = province.signs_in()
    province.adds(full, Authenticator())
    assert SignIn.objects.get(pk=elsewhere.pk).ended_why == "PASSKEY_ADDED"
    assert SignIn.objects.get(pk=full.pk).ended_at is None


# --- all lost ---------------------------------------------------------------------------------------------------


def test_the_office_above_begins_anew_with_two_persons(province: OfficeOfficer) -> None:
    full = province.signs_in()
    issued = actions.reset_passkeys(by=province.issuer, account=province.account, reason="โทรศัพท์หาย")
    assert SignIn.objects.get(pk=full.pk).ended_why == "RESET"
    province.one_time, old = issued.one_time, province.device
    anew = province.sets_password()
    assert anew.stage == Stage.PASSKEY
    with pytest.raises(SignInRefused, match="PASSKEY_REVOKED"):
        province.shows(anew, device=old)
    province.device = Authenticator()
    province.makes(anew)
    with refused("ID-08"):
        province.is_approved(by=province.issuer)
    with pytest.raises(SignInRefused, match="PASSKEY_PENDING"):
        province.shows(anew)
    province.is_approved()
    assert province.signs_in().stage == Stage.FULL
    assert any("ยกเลิกกุญแจผ่านทั้งหมดของบัญชี" in words for words in told(province))
    above = Notice.objects.filter(office=province.cast.centre).values_list("th", flat=True)
    assert any(province.account.user_name in words for words in above)
    tags = set(Change.objects.values_list("tag", flat=True))
    assert {"identity:passkey:reset", "identity:passkey:enrolled", "identity:passkey:approved"} <= tags


@pytest.mark.rule("ID-09", breaks=True)
def test_where_there_is_no_passkey_there_is_nothing_to_begin_anew(cast: Cast) -> None:
    newcomer = officer_of(cast, cast.province)
    with refused("ID-09"):
        actions.reset_passkeys(by=newcomer.issuer, account=newcomer.account, reason="โทรศัพท์หาย")


def test_nobody_begins_anew_for_oneself(cast: Cast) -> None:
    officer = officer_of(cast, cast.centre).enrols()
    with refused("ID-04"):
        actions.reset_passkeys(
            by=cast.actor(Role.CENTRE, "/", officer.account), account=officer.account, reason="โทรศัพท์หาย"
        )
