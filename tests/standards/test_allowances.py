"""The rate of an allowance that is meant for somebody, against a naive reader of the table."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lhr.standards.allowances import Allowance, Holder, in_force, lawful
from lhr.standards.rules import AllowanceKind, Per, Status

pytestmark = pytest.mark.once
DAY = date(2018, 4, 1)
STARTS, ENDED = date(2016, 1, 1), date(2018, 4, 1)
words = st.sampled_from(["", "A", "B"])
holders = st.builds(Holder, words, words, words, words)


def rate(of: Holder, amount: int = 3500, kind: AllowanceKind = AllowanceKind.POSITION, **more: object) -> Allowance:
    values = {"per": Per.MONTH, "starts": STARTS, "until": None, "status": Status.UNVERIFIED, **more}
    return Allowance(kind, of, Decimal(amount), **values)  # type: ignore[arg-type]


rates = st.lists(
    st.builds(rate, holders, st.integers(1, 9), st.sampled_from(AllowanceKind), until=st.sampled_from([None, ENDED])),
    max_size=8,
)


@given(rates, holders)
def test_of_each_kind_the_rates_that_name_most_of_the_holder_are_meant(table: list[Allowance], holder: Holder) -> None:
    def fits(one: Allowance) -> bool:
        asked = (one.of.kind_code, one.of.title_code, one.of.line_code, one.of.level_code)
        had = (holder.kind_code, holder.title_code, holder.line_code, holder.level_code)
        return one.until is None and all(a in {"", h} for a, h in zip(asked, had, strict=True))

    found = in_force(table, holder, DAY)
    for one in table:
        better = [o for o in table if fits(o) and o.allowance is one.allowance and o.named > one.named]
        assert (one in found) == (fits(one) and not better)


def test_a_title_over_a_level_comes_before_the_level_alone() -> None:
    level, head = rate(Holder(level_code="DIRECTOR_LOW")), rate(Holder("", "HEAD", "", "DIRECTOR_LOW"), 1500)
    of_head, of_other = Holder("K", "HEAD", "2103", "DIRECTOR_LOW"), Holder("K", "", "2103", "DIRECTOR_LOW")
    assert in_force([level, head], of_head, DAY) == (head,)
    assert in_force([level, head], of_other, DAY) == (level,)
    assert in_force([level, head], Holder("K", "HEAD", "", "OTHER"), DAY) == ()


def test_a_rate_holds_from_its_first_day_to_the_day_before_its_end() -> None:
    table = [rate(Holder(), until=ENDED)]
    held = [bool(in_force(table, Holder(), day)) for day in (date(2015, 12, 31), STARTS, date(2018, 3, 31), ENDED)]
    assert held == [False, True, True, False]


def test_what_is_lawful_is_one_rate_or_those_of_several_kinds_together() -> None:
    both = [rate(Holder(), 84000, per=Per.YEAR), rate(Holder(), 500, AllowanceKind.REMUNERATION)]
    assert lawful(both) == {Decimal(7000), Decimal(500), Decimal(7500)}
    assert lawful([]) == set()
    assert lawful([rate(Holder(), 100, per=Per.YEAR)]) == {Decimal("8.33")}
