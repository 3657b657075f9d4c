"""Accounts: issued down the chain, reset, locked, unlocked; the first account of an LGO."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lhr.access.actor import ANONYMOUS
from lhr.access.permissions import Permission
from lhr.access.policy import Denied, Reach
from lhr.access.roles import Role
from lhr.identity import actions, queries
from lhr.identity.models import Account, AccountStatus, SignIn
from lhr.identity.refusals import SignInRefused
from tests.identity.agent import Pc
from tests.identity.cast import LONG_PASSWORD, Cast, Officer, Time, newcomer
from tests.support.rules import refused, rule


def first_account(cast: Cast) -> Officer:
    made = actions.issue_bootstrap(by=cast.officer_above, organisation=cast.town)
    return Officer(cast, made.account, pc=Pc(), one_time=made.one_time, password=LONG_PASSWORD)


def test_the_centre_issues_the_province_and_the_province_its_district(cast: Cast) -> None:
    centre = cast.actor(Role.CENTRE, "/")
    province = actions.issue_office(by=centre, organisation=cast.province, person=cast.person())
    district = actions.issue_office(by=cast.officer_above, organisation=cast.district, person=cast.person())
    names = [province.account.user_name, district.account.user_name]
    assert names == ["48-office-1", "4805-office-1"]
    assert {province.account.status, district.account.status} == {AccountStatus.ENROLLING}


def test_the_operator_makes_the_first_account_of_the_centre(cast: Cast) -> None:
    made = actions.issue_office(by=cast.by, organisation=cast.centre, person=cast.person())
    assert made.account.user_name == "00-office-1"


def test_a_province_issues_no_account_of_its_own_level(cast: Cast) -> None:
    with pytest.raises(Denied):
        actions.issue_office(by=cast.officer_above, organisation=cast.province, person=cast.person())


def test_a_user_name_holds_no_number_and_no_name_of_the_person(cast: Cast) -> None:
    first, second = newcomer(cast), newcomer(cast)
    assert [o.account.user_name for o in (first, second)] == ["4805-staff-1", "4805-staff-2"]


def test_a_person_has_one_account_at_an_lgo_and_another_after_a_move(cast: Cast) -> None:
    person = cast.person()
    made = {
        place.pk: actions.open_person_account(
            by=cast.by, person=person, organisation=place, permission=Permission.ACCOUNT_RESET
        )
        for place in (cast.town, cast.other_town)
    }
    assert None not in made.values()
    again = actions.open_person_account(
        by=cast.by, person=person, organisation=cast.town, permission=Permission.ACCOUNT_RESET
    )
    assert again is None


def test_all_lgos_without_a_first_account_get_one_at_once(cast: Cast) -> None:
    first_account(cast)
    issued = actions.issue_bootstraps(by=cast.officer_above, office=cast.province)
    assert [i.account.organisation for i in issued] == [cast.other_town]
    assert actions.issue_bootstraps(by=cast.officer_above, office=cast.province) == []


@rule("ID-07", breaks=True)
def test_ID07_an_lgo_has_one_first_account(cast: Cast) -> None:
    first_account(cast)
    with refused("ID-07.3"):
        first_account(cast)


def test_a_first_account_must_change_its_password_and_then_is_in(cast: Cast) -> None:
    officer = first_account(cast)
    sign_in = officer.types(officer.one_time)
    assert sign_in.stage == "PRE"
    with refused("ID-03.1", on="new_password"):
        actions.change_password(by=ANONYMOUS, sign_in=sign_in, new="สั้นเกินไป", repeated="สั้นเกินไป")
    actions.change_password(by=ANONYMOUS, sign_in=sign_in, new=LONG_PASSWORD, repeated=LONG_PASSWORD)
    sign_in.refresh_from_db()
    assert (sign_in.stage, sign_in.via) == ("FULL", "password")
    assert officer.types(LONG_PASSWORD).stage == "FULL"
    with pytest.raises(SignInRefused):
        officer.types(officer.one_time)


def test_a_first_account_confirms_with_its_password(cast: Cast) -> None:
    officer = first_account(cast)
    sign_in = officer.sets_password()
    actions.reenter_password(by=ANONYMOUS, sign_in=sign_in, password=LONG_PASSWORD, address="192.0.2.1")
    with pytest.raises(SignInRefused) as caught:
        actions.reenter_password(by=ANONYMOUS, sign_in=sign_in, password="wrong", address="192.0.2.1")
    assert caught.value.code == "WRONG"
    assert not queries.refusals_of(officer.account).exists(), "a slip while signed in is no refused sign-in"


def test_uses_of_a_first_account_are_told_to_the_office_above(cast: Cast, time: Time) -> None:
    first_account(cast).sets_password()
    since = time.now - timedelta(days=1)
    uses = queries.bootstrap_uses(within=Reach(frozenset({"/48/"})), since=since)
    assert [use.account.organisation for use in uses] == [cast.town]
    assert list(queries.bootstrap_uses(within=Reach(frozenset({"/49/"})), since=since)) == []


def test_reset_ends_sessions_and_the_old_password(cast: Cast, registrar: Officer) -> None:
    _, key = registrar.signs_in()
    made = actions.reset(by=cast.officer_above, account=registrar.account, reason="ลืมรหัสผ่าน")
    assert actions.continue_session(by=ANONYMOUS, session_key=key) is None
    with pytest.raises(SignInRefused):
        registrar.types(registrar.password)
    registrar.one_time = made.one_time
    waiting = registrar.sets_password()
    registrar.shows_card(waiting)


def test_after_a_reset_the_card_alone_does_not_open_a_session(cast: Cast, registrar: Officer) -> None:
    made = actions.reset(by=cast.officer_above, account=registrar.account, reason="ลืมรหัสผ่าน")
    waiting = registrar.types(made.one_time)
    presented = registrar.shows_card(waiting)
    with pytest.raises(SignInRefused) as caught:
        actions.complete(by=ANONYMOUS, sign_in=waiting, presented=presented, session_key="next")
    assert caught.value.code == "WRONG_STAGE"


@rule("ID-05", breaks=True)
def test_ID05_a_reset_states_its_reason(cast: Cast, registrar: Officer) -> None:
    with refused("ID-05", on="reason"):
        actions.reset(by=cast.officer_above, account=registrar.account, reason=" ")


@rule("ID-04", breaks=True)
def test_ID04_a_province_account_is_reset_by_the_centre(cast: Cast) -> None:
    centre = cast.actor(Role.CENTRE, "/")
    made = actions.issue_office(by=centre, organisation=cast.province, person=cast.person())
    with refused("ID-04.2"):
        actions.reset(by=cast.officer_above, account=made.account, reason="ลืม")
    actions.reset(by=centre, account=made.account, reason="ลืม")


def test_another_province_cannot_reset(cast: Cast, registrar: Officer) -> None:
    with pytest.raises(Denied) as caught:
        actions.reset(by=cast.actor(Role.PROVINCE, "/49/"), account=registrar.account, reason="ลืม")
    assert caught.value.outside


def test_a_locked_account_is_told_only_to_who_knows_the_password(cast: Cast, registrar: Officer) -> None:
    actions.lock_account(by=cast.officer_above, account=registrar.account, reason="สงสัยว่ารหัสรั่ว")
    for password, code in ((registrar.password, "LOCKED"), ("wrong", "WRONG")):
        with pytest.raises(SignInRefused) as caught:
            registrar.types(password)
        assert caught.value.code == code
    actions.unlock_account(by=cast.officer_above, account=registrar.account, reason="ตรวจแล้ว")
    registrar.signs_in()


def test_a_closed_account_opens_nothing(cast: Cast, registrar: Officer) -> None:
    actions.close_account(by=cast.officer_above, account=registrar.account, reason="ย้าย")
    with pytest.raises(SignInRefused) as caught:
        registrar.types(registrar.password)
    assert caught.value.code == "CLOSED"
    with refused("ID-07.1"):
        actions.reset(by=cast.officer_above, account=registrar.account, reason="ลืม")


# --- the first account locks itself -----------------------------------------------------------------------------


@pytest.fixture
def pair(cast: Cast) -> list[Officer]:
    return [newcomer(cast).enrols(), newcomer(cast).enrols()]


def lock_if_pair(cast: Cast, pair: list[Officer]) -> bool:
    persons = [officer.account.person_id for officer in pair]
    return actions.lock_bootstrap_if_pair_signed_in(
        by=ANONYMOUS, organisation=cast.town, pair_persons=[p for p in persons if p]
    )


def test_the_first_account_locks_once_both_signed_in_by_card(cast: Cast, pair: list[Officer]) -> None:
    first = first_account(cast)
    first.sets_password()
    pair[0].signs_in()
    assert not lock_if_pair(cast, pair)
    pair[1].signs_in()
    assert lock_if_pair(cast, pair)
    assert not lock_if_pair(cast, pair)
    with pytest.raises(SignInRefused) as caught:
        first.types(LONG_PASSWORD)
    assert caught.value.code == "LOCKED"
    assert not SignIn.objects.filter(account=first.account, ended_at=None).exists()


def test_one_holder_alone_locks_nothing(cast: Cast, pair: list[Officer]) -> None:
    first_account(cast)
    pair[0].signs_in()
    assert not lock_if_pair(cast, pair[:1])


def test_the_lock_may_be_switched_off(
    cast: Cast, pair: list[Officer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LHR_BOOTSTRAP_LOCK_AFTER_PAIR", "no")
    first_account(cast)
    for officer in pair:
        officer.signs_in()
    assert not lock_if_pair(cast, pair)


def test_the_province_opens_it_for_a_stated_time(cast: Cast, pair: list[Officer], time: Time) -> None:
    first = first_account(cast)
    first.sets_password()
    for officer in pair:
        officer.signs_in()
    lock_if_pair(cast, pair)
    account = Account.objects.get(pk=first.account.pk)
    until = time.now + timedelta(hours=4)
    actions.unlock_account(by=cast.officer_above, account=account, reason="ทั้งสองคนลาป่วย", until=until)
    assert not lock_if_pair(cast, pair)
    sign_in = first.types(LONG_PASSWORD)
    assert sign_in.stage == "FULL"
    time.passes(hours=4)
    with pytest.raises(SignInRefused) as caught:
        first.types(LONG_PASSWORD)
    assert caught.value.code == "LOCKED"


# --- passwords of the owner -------------------------------------------------------------------------------------


def test_a_change_of_password_asks_for_the_present_one_and_ends_other_sessions(registrar: Officer) -> None:
    elsewhere = registrar.types(registrar.password)
    here = registrar.types(registrar.password)
    new = "แม่น้ำโขงยามเช้า"
    with pytest.raises(SignInRefused):
        actions.change_password(by=registrar.me, sign_in=here, new=new, repeated=new, current="wrong")
    actions.change_password(by=registrar.me, sign_in=here, new=new, repeated=new, current=registrar.password)
    elsewhere.refresh_from_db()
    here.refresh_from_db()
    assert (elsewhere.ended_why, here.ended_at) == ("PASSWORD_CHANGED", None)


@rule("ID-03", breaks=True)
def test_ID03_the_new_password_differs_and_holds_no_name(registrar: Officer) -> None:
    here = registrar.types(registrar.password)
    for new, code in (
        (registrar.password, "ID-03.5"),
        ("เทศบาลตำบลท่าอุเทน ๒๕๖๑", "ID-03.3"),
        ("ฝนตกเช้านี้ สมใจ ๒๕๖๑", "ID-03.3"),
    ):
        with refused(code):
            actions.change_password(
                by=registrar.me, sign_in=here, new=new, repeated=new, current=registrar.password
            )


def test_tries_at_an_account_are_shown_to_its_owner(registrar: Officer) -> None:
    with pytest.raises(SignInRefused):
        registrar.types("wrong")
    assert [row.reason for row in queries.refusals_of(registrar.account)] == ["WRONG"]
