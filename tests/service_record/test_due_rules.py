"""Which days make news of what begins and ends by itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lhr.registry_rights.actions.notices import DAYS_KEPT
from lhr.service_record.rules_of_due import NEWS_FOR_DAYS, is_news, months_ahead, tells_of_an_end

ON = date(2018, 10, 1)


@pytest.mark.parametrize(("late", "told"), [(-1, False), (0, True), (3, True), (59, True), (60, False)])
def test_what_came_into_force_is_news_from_its_day_for_sixty_days(late: int, told: bool) -> None:
    assert is_news(ON, ON + timedelta(days=late)) is told


@pytest.mark.parametrize(("before", "told"), [(31, False), (30, True), (1, True), (0, False)])
def test_an_end_is_told_thirty_days_ahead_and_never_once_it_has_come(before: int, told: bool) -> None:
    assert tells_of_an_end(date(2018, 1, 1), ON, ON - timedelta(days=before)) is told


def test_what_lasts_no_longer_than_thirty_days_is_not_announced() -> None:
    assert not tells_of_an_end(ON - timedelta(days=30), ON, ON - timedelta(days=5))
    assert tells_of_an_end(ON - timedelta(days=31), ON, ON - timedelta(days=5))


@pytest.mark.parametrize(
    ("day", "months"),
    [
        (date(2017, 9, 30), None),
        (date(2017, 10, 1), 12),
        (date(2017, 11, 29), 12),
        (date(2017, 11, 30), None),
        (date(2018, 4, 1), 6),
        (date(2018, 9, 1), 1),
        (date(2018, 9, 30), 1),
        (date(2018, 10, 1), None),
    ],
)
def test_a_retirement_is_told_twelve_six_and_one_months_ahead(day: date, months: int | None) -> None:
    assert months_ahead(ON, day) == months


def test_news_that_was_read_is_kept_longer_than_it_could_be_told_again() -> None:
    assert DAYS_KEPT > NEWS_FOR_DAYS
