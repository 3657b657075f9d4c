from __future__ import annotations

from datetime import date, timedelta

import pytest

from lhr.kernel.fiscal import check_fiscal_year, fiscal_year
from lhr.kernel.rules import Weight
from tests.support.rules import codes, rule


@rule("KE-04")
@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2018, 9, 30), 2561),
        (date(2018, 10, 1), 2562),
        (date(2018, 1, 1), 2561),
        (date(2018, 12, 31), 2562),
    ],
)
def test_KE04_the_fiscal_year_turns_on_1_october(day: date, year: int) -> None:
    assert fiscal_year(day) == year
    assert check_fiscal_year(day, year) == []


@rule("KE-04", breaks=True)
def test_KE04_1_october_2561_filed_under_2561_is_found() -> None:
    (found,) = check_fiscal_year(date(2018, 10, 1), 2561)
    assert codes([found]) == ["KE-04"]
    assert found.weight is Weight.DERIVED
    assert found.says() == "วันที่ ๑ ตุลาคม ๒๕๖๑ อยู่ในปีงบประมาณ พ.ศ. 2562"


def test_fiscal_years_follow_one_another_over_the_change_of_the_calendar() -> None:
    day = date(1938, 1, 1)
    while day < date(1944, 1, 1):
        turned = fiscal_year(day + timedelta(days=1)) - fiscal_year(day)
        assert turned == ((day.month, day.day) == (9, 30)), day
        day += timedelta(days=1)
