"""What became of an appointment: one wording for SEM101, the history, the printed form, notices and the follow-up."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lhr.kernel.words import Words, filled
from lhr.registry_rights import fates, seats
from lhr.registry_rights.fates import Fate, fate_of, why
from lhr.registry_rights.seats import close, settle
from lhr.registry_rights.terms import Capacity
from tests.registry_rights.test_seats import AUG_1, AUG_10, AUG_15, AUG_16, OCT_1, tenure


def by_code(code: str) -> Words:
    return Words(code, code)


def alone(made: seats.Tenure) -> seats.Tenure:
    return settle([made])[0]


CASES = {
    "moved": (tenure(Capacity.PALAD, AUG_1, moved_on=AUG_10, movement="MOVED"), Fate.ENDED, "MOVED"),
    "order over": (tenure(Capacity.ACTING, AUG_1, granted_until=AUG_15), Fate.ENDED, "ครบกำหนดตามคำสั่ง"),
    "by hand": (close(tenure(Capacity.PALAD, AUG_1), AUG_10, "ลา"), Fate.ENDED, "หน่วยงานให้สิ้นสุด: ลา"),
    "not one day": (
        tenure(Capacity.PALAD, AUG_10, moved_on=AUG_10, movement="MOVED"),
        Fate.NOT_ONE_DAY,
        "สิทธิมีผลไม่ถึงหนึ่งวัน: MOVED",
    ),
    "taken back": (close(tenure(Capacity.PALAD, AUG_10), AUG_1, "ลา"), Fate.CANCELLED, "หน่วยงานยกเลิกก่อนวันมีผล: ลา"),
    "withdrawn": (
        close(tenure(Capacity.ACTING, AUG_1, None), AUG_10, "ลา"),
        Fate.WITHDRAWN,
        "หน่วยงานถอนรายการก่อนจังหวัดยืนยัน: ลา",
    ),
    "refused": (
        tenure(Capacity.ACTING, AUG_1, None, refused=True, reason="ผิด"),
        Fate.REFUSED,
        "จังหวัดไม่ยืนยัน: ผิด",
    ),
    "lapsed": (
        tenure(Capacity.ACTING, AUG_1, None, granted_until=AUG_15),
        Fate.LAPSED,
        "ครบกำหนดตามคำสั่งก่อนจังหวัดยืนยัน",
    ),
    "moved away": (
        tenure(Capacity.ACTING, AUG_1, None, moved_on=AUG_10, movement="MOVED"),
        Fate.MOVED_AWAY,
        "MOVEDก่อนจังหวัดยืนยัน",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_fate_has_its_own_words(case: str) -> None:
    made, fate, says = CASES[case]
    assert fate_of(alone(made), AUG_16) is fate
    assert why(alone(made), AUG_16, by_code).text() == says


def test_two_of_one_first_day_the_earlier_saving_was_replaced() -> None:
    first, second = tenure(Capacity.PALAD, AUG_1, 1), tenure(Capacity.PALAD, AUG_1, 2)
    assert [fate_of(t, AUG_10) for t in settle([first, second])] == [Fate.REPLACED, None]


def test_an_end_that_lies_ahead_says_why_and_is_no_fate_yet() -> None:
    made = alone(tenure(Capacity.ACTING, AUG_1, granted_until=AUG_16))
    assert [fate_of(made, d) for d in (AUG_15, AUG_16)] == [None, Fate.ENDED]
    assert [why(made, d, by_code).th for d in (AUG_15, AUG_16)] == ["ตามคำสั่ง", "ครบกำหนดตามคำสั่ง"]
    leaves = alone(tenure(Capacity.PALAD, AUG_1, moved_on=OCT_1, movement="MOVED"))
    assert why(leaves, AUG_15, by_code).th == "MOVED"
    assert why(alone(tenure(Capacity.PALAD, AUG_1)), AUG_15, by_code).th == ""


def test_the_follow_up_leaves_out_what_the_lgo_wrote() -> None:
    for case in ("by hand", "taken back", "withdrawn", "refused"):
        assert ":" not in why(alone(CASES[case][0]), AUG_16, by_code, in_full=False).th


def test_every_fate_has_its_words_somewhere() -> None:
    assert set(fates.FATE_SAYS) | {Fate.ENDED, Fate.REPLACED, Fate.REFUSED} == set(Fate)


def test_braces_that_somebody_typed_are_shown_as_typed() -> None:
    made = alone(close(tenure(Capacity.PALAD, AUG_1), AUG_10, "ลา {ดู} } {"))
    told = why(made, AUG_16, by_code)
    assert told.text() == "หน่วยงานให้สิ้นสุด: ลา {ดู} } {"
    assert filled(Words("{why}!", "{why}!"), why=told).text() == "หน่วยงานให้สิ้นสุด: ลา {ดู} } {!"


def test_the_day_of_an_end_by_hand() -> None:
    begun, waiting = tenure(Capacity.PALAD, AUG_1), tenure(Capacity.ACTING, AUG_1, None)
    assert seats.end_day(begun, None, AUG_10) == AUG_10
    assert seats.end_day(begun, AUG_15, AUG_10) == AUG_15 + timedelta(days=1)
    assert seats.end_day(waiting, AUG_15, AUG_10) == AUG_10
