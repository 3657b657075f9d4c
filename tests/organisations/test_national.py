"""The real lists: a few provinces in the quick run, the nation on both engines in the long one."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lhr.access.actor import Actor, operator
from lhr.audit.models import Change
from lhr.organisations import actions, planning, queries
from lhr.organisations.models import Organisation
from lhr.organisations.planning import Plan, Step
from lhr.organisations.queries import OrganisationView
from lhr.organisations.rules import Kind, Level
from tests.organisations.conftest import EVERYWHERE
from tests.support.nation import CODES, OF_CODES, OF_UNITS, UNITS, dated, listed
from tests.support.rules import codes

TODAY = date(2026, 11, 1)
# Three provinces with upgrades, mergers, renamings, and one of the four pairs whose codes contradict their kinds.
FEW = ("12", "38", "52")
KEEPER = operator(TODAY, "ผู้ดูแลรายชื่อ")


def lgos(day: date) -> list[OrganisationView]:
    return queries.lgos(within=EVERYWHERE, day=day)


def let_in(name: str, day: date, provinces: tuple[str, ...] = (), *, by: Actor = KEEPER) -> Plan:
    """Let a list in with the events and, for what they do not date, its own day."""
    when = dated(otherwise=day) if name == UNITS else None
    plan = planning.plan(listed(name, provinces), day, when)
    actions.apply_list(by=by, plan=plan)
    return plan


def changes_nothing(name: str, day: date, provinces: tuple[str, ...] = ()) -> bool:
    before = Change.objects.count()
    plan = let_in(name, day, provinces)
    return plan.nothing_to_do and not plan.undated and Change.objects.count() == before


def check_history(first: Plan, second: Plan) -> None:
    """Each change shows the old from the first list's day up to the day before, and the new from its day on."""
    rows = {one.tail: one for one in first.sheet.listed}
    for one in second.differences:
        assert one.day is not None
        before = queries.view_of(one.organisation, one.day - timedelta(days=1))
        after = queries.view_of(one.organisation, one.day)
        if one.step is Step.UPGRADE:
            assert (before.full_name, after.kind) == (one.was, one.listed.kind if one.listed else None)
        if one.step in (Step.RENAME, Step.RESPELL):
            assert (before.name, after.name) == (one.was, one.becomes)
        if one.step is Step.MERGE:
            standing = {v.id for v in lgos(one.day - timedelta(days=1))} - {v.id for v in lgos(one.day)}
            assert one.organisation in standing
        if one.listed and one.listed.tail in rows:
            old = rows[one.listed.tail]
            first_day = queries.view_of(one.organisation, OF_CODES)
            assert one.step is Step.MERGE or (first_day.kind, first_day.name) == (old.kind, old.name)


def test_three_provinces_of_both_lists_with_every_change_between_them(db: None) -> None:
    codes_of_few = listed(CODES, FEW)
    actions.load_places(by=KEEPER)
    first = let_in(CODES, OF_CODES, FEW)
    assert len(first.sheet.refused) == 2
    assert len(lgos(OF_CODES)) == len(codes_of_few.splitlines()) - 1 - 2
    second = let_in(UNITS, OF_UNITS, FEW)
    assert len(lgos(OF_UNITS)) == len(listed(UNITS, FEW).splitlines()) - 1
    steps = Counter(one.step for one in second.differences)
    assert steps[Step.MERGE] == 3
    assert steps[Step.UPGRADE] == 9
    check_history(first, second)
    assert changes_nothing(UNITS, OF_UNITS, FEW)
    assert changes_nothing(CODES, OF_CODES, FEW)


def by_name_and_district() -> dict[tuple[str, str], list[OrganisationView]]:
    found: dict[tuple[str, str], list[OrganisationView]] = {}
    for view in lgos(OF_UNITS):
        if view.district_code:
            found.setdefault((view.district_code, view.name), []).append(view)
    return found


def found_among(view: OrganisationView) -> int:
    """Return at which place two letters of the name, the district and the kind find the LGO."""
    typed = f"{view.name[:2]} {view.district_name} {view.kind_short}"
    met = queries.pick(typed, within=EVERYWHERE, day=OF_UNITS)
    return [one.id for one in met.views].index(view.id)


def questions(ask: object) -> int:
    with CaptureQueriesContext(connection) as asked:
        ask()  # type: ignore[operator]
    return len(asked)


def test_every_row_of_both_lists_is_read_and_exactly_the_eight_are_refused(db: None) -> None:
    """The whole nation as it would be let in, without writing it; the long tests let it in."""
    codes_list, units = listed(CODES), listed(UNITS)
    actions.load_places(by=KEEPER)
    first, second = planning.plan(codes_list, OF_CODES), planning.plan(units, OF_UNITS)
    assert (first.sheet.read, len(first.new)) == (7851, 7843)
    assert {one.raw.split(",")[0] for one in first.sheet.refused} == _EIGHT
    assert all(codes(one.findings) == ["OG-01.7"] for one in first.sheet.refused)
    assert (second.sheet.read, len(second.new), second.sheet.refused) == (7849, 7849, [])


@pytest.mark.long
def test_the_nation_is_let_in_and_every_list_asks_as_few_questions_as_for_one(db: None) -> None:
    data = listed(UNITS)
    actions.load_places(by=KEEPER)
    plan = planning.plan(data, OF_UNITS)
    actions.apply_list(by=KEEPER, plan=plan)
    assert Counter(view.kind for view in lgos(OF_UNITS)) == {
        Kind.PAO: 76,
        Kind.CITY_MUN: 30,
        Kind.TOWN_MUN: 195,
        Kind.TAMBON_MUN: 2247,
        Kind.TAO: 5300,
        Kind.PATTAYA: 1,
    }
    assert planning.plan(data, OF_UNITS).nothing_to_do
    assert questions(lambda: lgos(OF_UNITS)) == 4
    assert questions(lambda: queries.pick("หน หนอง", within=EVERYWHERE, day=OF_UNITS, near="4802")) == 5
    assert questions(lambda: queries.counts(within=EVERYWHERE, day=OF_UNITS)) == 1
    both = [pair for pair in by_name_and_district().values() if len(pair) == 2]
    assert len(both) == 479
    tries = [view for pair in both[::96] for view in pair]
    assert len(tries) == 10
    assert max(found_among(view) for view in tries) < 10


@pytest.mark.long
def test_both_lists_of_the_nation_with_the_63_that_changed(db: None) -> None:
    listed(UNITS)
    actions.load_places(by=KEEPER)
    first = let_in(CODES, OF_CODES)
    told = {one.raw.split(",")[0] for one in first.sheet.refused}
    assert told == _EIGHT
    assert all(codes(one.findings) == ["OG-01.7"] for one in first.sheet.refused)
    assert len(lgos(OF_CODES)) == 7843
    second = let_in(UNITS, OF_UNITS)
    assert len(lgos(OF_UNITS)) == 7849
    changed = {one.listed.row for one in second.differences if one.listed and one.step not in _OF_PLACE}
    assert len(changed) == 63
    kinds = Counter((one.was[:5], one.becomes[:5]) for one in second.differences if one.step is Step.UPGRADE)
    assert sum(kinds.values()) == 20 + 12 + 5
    check_history(first, second)
    late = [one for one in second.differences if one.day and one.day >= date(2019, 1, 1)]
    for one in late:
        if one.step in (Step.UPGRADE, Step.RENAME, Step.RESPELL):
            in_2561 = queries.view_of(one.organisation, date(2018, 6, 30))
            assert in_2561.full_name == queries.view_of(one.organisation, OF_CODES).full_name
    assert changes_nothing(UNITS, OF_UNITS)
    assert changes_nothing(CODES, OF_CODES)
    in_two = Organisation.objects.filter(level=Level.LGO, areas__main=False, areas__superseded=None)
    assert in_two.count() == 4


# The rows of which type and code contradict each other: four pairs swapped in the source.
_EIGHT = {"5210601", "6210604", "5380405", "6380409", "5540501", "6540505", "5770202", "6770802"}
_OF_PLACE = (Step.MOVE, Step.AREAS, Step.CODE)


@pytest.mark.long
def test_the_right_one_of_every_pair_of_one_name_is_found(db: None) -> None:
    let = listed(UNITS)
    actions.load_places(by=KEEPER)
    actions.apply_list(by=KEEPER, plan=planning.plan(let, OF_UNITS))
    both = [view for pair in by_name_and_district().values() if len(pair) == 2 for view in pair]
    assert len(both) == 958
    assert max(found_among(view) for view in both) < 10
