"""Rules of accounts and passwords, and the arithmetic of the limits: pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lhr.access.actor import Actor, Duty, operator
from lhr.access.permissions import Permission
from lhr.access.roles import GRANTS, Role
from lhr.identity import one_time, passwords, rules, throttle
from lhr.identity.throttle import FOR_EVER, Tally
from lhr.identity.user_names import as_typed, place_of
from tests.support.rules import codes, rule

NOW = datetime(2018, 8, 31, 3, 0, tzinfo=UTC)
NAMES = ("4805-staff-1", "ท่าอุเทน")


def password_findings(new: str, least: int = 8, repeated: str | None = None) -> list[str]:
    again = new if repeated is None else repeated
    return codes(rules.check_new_password(new, again, least=least, common=passwords.common(), names=NAMES))


def test_ID01_the_hash_of_another_card_is_not_the_holders() -> None:
    assert rules.check_card_owner(shown="A" * 43, expected="A" * 43) == []
    assert codes(rules.check_card_owner(shown="B" * 43, expected="A" * 43)) == ["ID-01"]


@rule("ID-02")
def test_ID02_a_first_account_opens_sem101_and_sem102() -> None:
    for permission in GRANTS[Role.LGO_BOOTSTRAP]:
        assert rules.check_first_account(is_first_account=True, permission=permission) == []
    assert rules.check_first_account(is_first_account=False, permission=Permission.PERSON_READ) == []


@pytest.mark.parametrize("permission", sorted(set(Permission) - GRANTS[Role.LGO_BOOTSTRAP]))
def test_ID02_a_first_account_opens_nothing_else(permission: Permission) -> None:
    found = rules.check_first_account(is_first_account=True, permission=permission)
    assert codes(found) == ["ID-02"]


@pytest.mark.parametrize(
    "good",
    ["ข้าวเหนียวมะม่วง ๓ จาน", "quiet river seven boats", "Tk9#vm2Lq", "กขคงจฉชซฌ ญฎ 7", "ปลาบึก" + "x" * 60],
)
@rule("ID-03")
def test_ID03_a_password_of_ones_own_is_accepted(good: str) -> None:
    assert password_findings(good) == []


@pytest.mark.parametrize(
    ("weak", "code"),
    [
        ("Tk9#vm2", "ID-03.1"),
        ("password", "ID-03.2"),
        ("P@ssw0rd123", "ID-03.2"),
        ("thesaban2561!", "ID-03.2"),
        ("รหัสผ่าน๑๒๓", "ID-03.2"),
        ("นายทะเบียนประวัติ", "ID-03.2"),
        ("l;ylfu123", "ID-03.2"),
        ("aaaaaaaaaa", "ID-03.2"),
        ("123456789", "ID-03.2"),
        ("987654321", "ID-03.2"),
        ("abcabcabcabc", "ID-03.2"),
        ("my 4805-STAFF-1!", "ID-03.3"),
        ("อบต.ท่าอุเทน2561", "ID-03.3"),
        ("x" * 500 + "y" * 501, "ID-03.6"),
    ],
)
def test_ID03_a_weak_password_is_refused(weak: str, code: str) -> None:
    assert password_findings(weak) == [code]


def test_ID03_two_different_entries_are_refused() -> None:
    assert password_findings("quiet river", repeated="quiet rivers") == ["ID-03.4"]


def test_ID03_without_a_card_a_password_is_longer() -> None:
    assert password_findings("quiet river 7", least=15) == ["ID-03.1"]


def test_both_ways_of_typing_the_same_letters_are_one_password() -> None:
    assert rules.plain("e\u0301") == rules.plain("\u00e9")


PROVINCE = Actor(day=date(2018, 8, 31), person_id=uuid4(), duties=(Duty(Role.PROVINCE, "/48/"),))


@pytest.mark.parametrize("path", ["/48/4805/", "/48/4805/0a1b2c3d/", "/48/0a1b2c3d/"])
@rule("ID-04")
def test_ID04_the_office_above_decides(path: str) -> None:
    assert rules.check_decider(PROVINCE, Permission.AGENT_APPROVE, path=path, owner=uuid4()) == []


def test_ID04_nobody_decides_over_the_own_office() -> None:
    found = rules.check_decider(PROVINCE, Permission.AGENT_APPROVE, path="/48/", owner=uuid4())
    assert codes(found) == ["ID-04.2"]


def test_ID04_nobody_decides_over_oneself() -> None:
    own = PROVINCE.person_id
    found = rules.check_decider(PROVINCE, Permission.AGENT_APPROVE, path="/48/4805/", owner=own)
    assert codes(found) == ["ID-04.1"]


def test_ID04_at_the_centre_another_person_or_the_operator_decides() -> None:
    centre = Actor(day=PROVINCE.day, person_id=uuid4(), duties=(Duty(Role.CENTRE, "/"),))
    for by in (centre, operator(PROVINCE.day, "ผู้ดูแลระบบ")):
        assert rules.check_decider(by, Permission.AGENT_APPROVE, path="/", owner=uuid4()) == []


@rule("ID-05")
def test_ID05_a_reason_is_given() -> None:
    assert rules.check_reason("ลืมรหัสผ่าน") == []


def test_ID05_no_reason_is_refused() -> None:
    assert codes(rules.check_reason("  ")) == ["ID-05"]


@rule("ID-06")
def test_ID06_a_pass_lasts_one_to_eight_hours() -> None:
    assert rules.check_pass_hours(1) == rules.check_pass_hours(8) == []


@pytest.mark.parametrize("hours", [0, -1, 9])
def test_ID06_a_longer_pass_is_refused(hours: int) -> None:
    assert codes(rules.check_pass_hours(hours)) == ["ID-06"]


@rule("ID-07")
def test_ID07_an_act_that_fits_the_account_is_accepted() -> None:
    assert rules.check_may_enrol(with_card=True, closed=False, must_change=False) == []
    assert rules.check_open(closed=False) == rules.check_undecided(pending=True) == []
    assert rules.check_no_account_yet(exists=False) == rules.check_locked(locked=True) == []


def test_ID07_an_act_that_does_not_fit_is_refused() -> None:
    found = [
        *rules.check_open(closed=True),
        *rules.check_may_enrol(with_card=False, closed=False, must_change=False),
        *rules.check_no_account_yet(exists=True),
        *rules.check_may_enrol(with_card=True, closed=False, must_change=True),
        *rules.check_undecided(pending=False),
        *rules.check_locked(locked=False),
    ]
    assert codes(found) == ["ID-07.1", "ID-07.2", "ID-07.3", "ID-07.4", "ID-07.5", "ID-07.6"]


# --- limits -----------------------------------------------------------------------------------------------------


def after(allowed: throttle.Allowance, tries: int, seconds_apart: float = 1) -> tuple[Tally, datetime]:
    tally, now = Tally(NOW), NOW
    for _ in range(tries):
        until = throttle.refused_until(tally, allowed, now)
        if until is not None and until != FOR_EVER:
            now = until
        tally = throttle.counted(tally, allowed, now)
        now += timedelta(seconds=seconds_apart)
    return tally, now


def test_the_sixth_try_within_a_minute_is_refused_for_ten_minutes() -> None:
    tally, now = after(throttle.ACCOUNT_AND_ADDRESS, 4)
    assert throttle.refused_until(tally, throttle.ACCOUNT_AND_ADDRESS, now) is None
    tally, now = after(throttle.ACCOUNT_AND_ADDRESS, 5)
    until = throttle.refused_until(tally, throttle.ACCOUNT_AND_ADDRESS, now)
    assert until == NOW + timedelta(seconds=4, minutes=10)


def test_the_lock_doubles() -> None:
    tally, now = after(throttle.ACCOUNT_AND_ADDRESS, 10)
    assert tally.locked_until is not None
    assert timedelta(minutes=19) < tally.locked_until - now <= timedelta(minutes=20)


def test_slow_mistakes_are_not_refused() -> None:
    tally, now = after(throttle.ACCOUNT_AND_ADDRESS, 50, seconds_apart=30)
    assert throttle.refused_until(tally, throttle.ACCOUNT_AND_ADDRESS, now) is None


def test_an_address_is_slowed_and_not_locked() -> None:
    tally, now = after(throttle.ADDRESS, 20)
    assert throttle.refused_until(tally, throttle.ADDRESS, now) == NOW + timedelta(seconds=60)
    assert throttle.refused_until(tally, throttle.ADDRESS, NOW + timedelta(seconds=60)) is None


def test_a_success_gives_an_address_its_try_back_and_clears_the_others() -> None:
    tally, _ = after(throttle.ADDRESS, 20)
    left = throttle.given_back(tally, throttle.ADDRESS)
    assert left is not None
    assert left.failures == 19
    assert throttle.given_back(tally, throttle.ACCOUNT) is None


@given(gaps=st.lists(st.integers(min_value=0, max_value=10**6), max_size=160))
def test_no_more_than_a_hundred_failures_in_a_row_whatever_the_pace(gaps: list[int]) -> None:
    tally, now, made = Tally(NOW), NOW, 0
    for gap in gaps:
        now += timedelta(seconds=gap)
        if throttle.refused_until(tally, throttle.ACCOUNT, now) is None:
            tally, made = throttle.counted(tally, throttle.ACCOUNT, now), made + 1
    assert made <= 100


@given(gaps=st.lists(st.integers(min_value=0, max_value=200), max_size=200))
def test_never_more_than_five_failures_in_any_minute_at_one_account_and_address(gaps: list[int]) -> None:
    tally, now = Tally(NOW), NOW
    tried: list[datetime] = []
    for gap in gaps:
        now += timedelta(seconds=gap)
        if throttle.refused_until(tally, throttle.ACCOUNT_AND_ADDRESS, now) is None:
            tally = throttle.counted(tally, throttle.ACCOUNT_AND_ADDRESS, now)
            tried.append(now)
    for instant in tried:
        # Two windows may touch in one minute, so at most nine before the lock of ten minutes takes hold.
        assert sum(instant <= t < instant + timedelta(seconds=60) for t in tried) < 10


# --- codes and names --------------------------------------------------------------------------------------------


def test_a_one_time_password_has_sixty_bits_and_unmistakable_letters() -> None:
    assert one_time.BITS >= 60
    made = {one_time.new_password() for _ in range(200)}
    assert len(made) == 200
    assert not set("".join(made)) & set("ilou0158ae")
    assert {len(one_time.written(code)) for code in made} == {14}


def test_a_code_may_be_typed_with_spaces_dashes_and_capitals() -> None:
    assert one_time.written(" BCDFG-hjkmn pqrs ") == "bcdfghjkmnpqrs"


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/", "00"),
        ("/48/", "48"),
        ("/48/4805/", "4805"),
        ("/48/4805/0a1b2c3d/", "4805"),
        ("/48/12345678/", "48"),
    ],
)
def test_a_user_name_tells_the_place_only(path: str, place: str) -> None:
    assert place_of(path) == place


def test_a_user_name_may_be_typed_with_thai_digits_and_capitals() -> None:
    assert as_typed(" ๔๘๐๕-LGO-๑ ") == "4805-lgo-1"
