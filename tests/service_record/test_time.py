"""Time of service: the worked examples of domain.md 6.4, the parts apart, and the same from the verified lines."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lhr.access.actor import Actor
from lhr.kernel.periods import Period
from lhr.service_record import actions
from lhr.service_record import queries as service
from lhr.service_record.drafts import CardDraft, Correction
from lhr.service_record.rules_of_time import Length, Multiplied, ServiceTime, service_time
from tests.service_record.conftest import BEGINS, Place, done, move
from tests.support.cards import FULL, ORDER, double_time_period
from tests.support.rules import rule

LEAVES = date(2018, 10, 1)
PERIOD = Period(date(2015, 3, 1), date(2015, 5, 10))  # 70 days


def served(*spans: tuple[date, date | None], no_pay: tuple[Period, ...] = (), grants: tuple[Multiplied, ...] = (),
           day: date = LEAVES, **more: int) -> ServiceTime:  # fmt: skip
    return service_time([Period(*span) for span in spans], no_pay, grants, day, **more)


@rule("SR-22")
@pytest.mark.parametrize(
    ("starts", "length", "days"),
    [
        (date(2008, 6, 1), Length(10, 4, 0), 3774),
        (date(1992, 5, 15), Length(26, 4, 16), 9635),
        (date(2018, 9, 30), Length(0, 0, 1), 1),
        (LEAVES, Length(), 0),
        (date(2019, 1, 1), Length(), 0),
        (date(2016, 2, 29), Length(2, 7, 2), 945),
        (date(2018, 8, 31), Length(0, 1, 1), 31),
    ],
)
def test_SR22_the_worked_examples(starts: date, length: Length, days: int) -> None:
    found = served((starts, None))
    assert (found.service, found.service_days) == (length, days)
    assert (found.total, found.total_days, found.no_pay, found.double) == (length, days, 0, 0)
    assert served((starts, LEAVES), day=date(2030, 1, 1)) == found if starts < LEAVES else not found.service_days


@rule("SR-22")
def test_SR22_double_time_is_never_folded_into_the_length_of_service() -> None:
    """25 years stay 25 years however much multiplied time there is."""
    found = served(
        (date(1993, 10, 1), None),
        no_pay=(Period(date(2016, 7, 1), date(2016, 8, 1)),),
        grants=(Multiplied(Period(date(2004, 1, 1), date(2005, 2, 1)), 397), Multiplied(PERIOD, 70, 20)),
    )
    assert (found.service, found.service_days) == (Length(25), 9131)
    assert (found.no_pay, found.double) == (31, 447)
    assert (found.total, found.total_days) == (Length(26, 1, 26), 9131 - 31 + 447)
    assert found.finding.says() == "อายุราชการ 25 ปี 0 เดือน 0 วัน หัก 31 วัน เวลาทวีคูณ 447 วัน รวม 26 ปี 1 เดือน 26 วัน"


@rule("SR-22")
def test_SR22_seventy_days_less_twenty_are_fifty() -> None:
    assert served((BEGINS, None), grants=(Multiplied(PERIOD, 70, 20),)).double == 50
    assert served((BEGINS, None), grants=(Multiplied(PERIOD, 70, 70),)).double == 0
    # A period that is not over yet has multiplied nothing.
    assert served((BEGINS, None), grants=(Multiplied(PERIOD, 70),), day=date(2015, 5, 9)).double == 0
    assert served((BEGINS, None), grants=(Multiplied(PERIOD, 70),), day=date(2015, 5, 10)).double == 70


@rule("SR-22")
def test_SR22_interrupted_service_is_summed_and_a_transfer_interrupts_nothing() -> None:
    first, second = (date(2001, 1, 15), date(2002, 3, 5)), (date(2010, 1, 1), date(2010, 1, 29))
    assert served(first).service == Length(1, 1, 18)
    assert served(second).service == Length(0, 0, 28)
    both = served(first, second)
    assert (both.service, both.service_days) == (Length(1, 2, 16), 414 + 28)  # 18 + 28 days are a month and 16
    assert served(first, second, days_of_month=31).service == Length(1, 2, 15)
    moved = served((first[0], date(2001, 2, 28)), (date(2001, 2, 28), first[1]))
    assert moved == served(first)


@rule("SR-22")
def test_SR22_a_day_without_pay_is_subtracted_once_and_only_inside_service() -> None:
    july = Period(date(2016, 7, 1), date(2016, 8, 1))
    before = Period(date(2014, 12, 1), date(2015, 1, 11))
    assert served((BEGINS, None), no_pay=(july, Period(date(2016, 7, 20), date(2016, 8, 2)))).no_pay == 32
    assert served((BEGINS, None), no_pay=(before,)).no_pay == 10
    assert served((BEGINS, None), no_pay=(july,), day=date(2016, 7, 3)).no_pay == 2
    nothing = served((date(2018, 9, 1), None), no_pay=(Period(date(2018, 9, 1), LEAVES),))
    assert (nothing.total, nothing.total_days) == (Length(), 0)


DAYS = st.dates(date(1960, 1, 1), date(2060, 12, 31))


@given(DAYS, DAYS)
def test_a_difference_counted_day_by_day(one: date, two: date) -> None:
    """The months and days lead from the first day to the last again, the naive way."""
    starts, until = sorted((one, two))
    if starts == until:
        return
    found = served((starts, until), day=date(2070, 1, 1))
    assert found.service_days == (until - starts).days
    day, months = starts, 0
    while True:
        year, month = divmod(starts.year * 12 + starts.month + months, 12)
        following = next(
            d for n in (0, 1, 2, 3) if (d := _day(year, month + 1, starts.day - n)) is not None
        )
        if following > until:
            break
        day, months = following, months + 1
    counted = (found.service.years * 12 + found.service.months) * 30 + found.service.days
    assert counted == months * 30 + (until - day).days


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


# --- from the lines --------------------------------------------------------------------------------------------------


def keyed(town: Place, by: Actor, section: str, typed: dict[str, str], **more: object) -> tuple[object, int]:
    draft = CardDraft(section, town.people["finance"], {**FULL[section], **typed}, ORDER, reason="ทดสอบ", **more)  # type: ignore[arg-type]
    line = actions.key_card_line(by=by, organisation=town.organisation, line=draft, pair=frozenset())
    return line.entry_id, line.version


@pytest.mark.django_db
@rule("SR-22")
def test_SR22_only_lines_that_stand_count(town: Place, officer: Actor, registrar: Actor) -> None:
    double_time_period()
    who, day = town.people["finance"], date(2018, 8, 1)

    def verified(*lines: tuple[object, int]) -> None:
        actions.verify_card_lines(by=registrar, lines=list(lines), pair=frozenset())  # type: ignore[arg-type]

    assert service.service_time(who, day) == ServiceTime(
        Length(3, 7, 0), 1308, total=Length(3, 7, 0), total_days=1308
    )
    july = keyed(town, officer, "NO_PAY", {})
    assert service.service_time(who, day).no_pay == 0  # it waits
    march = {"kind": "NOT_ON_DUTY", "starts_on": "1 มี.ค. 2558", "ended_on": "20 มี.ค. 2558"}
    verified(july, keyed(town, officer, "NO_PAY", march), keyed(town, officer, "DOUBLE_TIME", {}))
    found = service.service_time(who, day)
    assert (found.no_pay, found.double) == (31, 50)
    assert (found.service, found.service_days, found.total_days) == (Length(3, 7, 0), 1308, 1308 - 31 + 50)
    # Corrected, it is the correction that counts; struck, nothing.
    half = keyed(town, officer, "NO_PAY", {"ended_on": "15 ก.ค. 2559"}, corrects=july[0], why="อ่านผิด")
    verified(half)
    assert service.service_time(who, day).no_pay == 15
    verified(keyed(town, officer, "NO_PAY", {}, corrects=half[0], correction=Correction.STRIKE, why="ผิดคน"))
    assert service.service_time(who, day).no_pay == 0
    done(town, officer, registrar, move(who, "RESIGN", date(2018, 8, 1)))
    assert service.service_time(who, day + timedelta(days=90)).service == Length(3, 7, 0)
