"""What the offices above see: every number opens its rows, and nobody ticks anything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

import pytest
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from lhr.access.actor import Actor, Duty
from lhr.access.policy import Denied, Reach
from lhr.access.roles import Role
from lhr.audit.queries import last_change_at
from lhr.followup import actions, queries
from lhr.followup.excel import export
from lhr.followup.models import FollowUpRound
from lhr.followup.queries import Order, Row
from lhr.followup.rules import Reason, State
from lhr.kernel import clock
from lhr.organisations import actions as organisations
from lhr.organisations.rules import Kind, Level
from lhr.registry_rights.terms import Ended
from tests.followup.conftest import DEADLINE, Name
from tests.organisations.conftest import BEGINS, EVERYWHERE, Tree

NAMED = date(2018, 7, 1)
LEFT = date(2018, 8, 10)
PROVINCE = Reach(frozenset({"/48/"}))
DISTRICT = Reach(frozenset({"/48/4802/"}))
Pair = Callable[..., None]


@pytest.fixture
def mixed(tree: Tree, name: Name, pair: Pair) -> Tree:
    """One LGO in each state; the อบจ. has registered, the อบต. of ท่าอุเทน has never been named."""
    pair(tree.pao, NAMED)
    pair(tree.plapak_tambon, NAMED)
    name(tree.town, Role.OFFICER, NAMED)
    name(tree.town, Role.REGISTRAR, NAMED, counts=False)
    name(tree.plapak_tao, Role.OFFICER, NAMED)
    moved = {
        "moved_on": LEFT,
        "until": LEFT,
        "ended_reason": Ended.MOVED,
        "suspended_by_movement": "TRANSFER_OUT",
    }
    name(tree.plapak_tao, Role.REGISTRAR, NAMED, **moved)
    return tree


def read(made: bytes) -> list[list[object]]:
    """The cells of the workbook's only sheet, as another program reads them."""
    return CalamineWorkbook.from_filelike(BytesIO(made)).get_sheet_by_index(0).to_python()


def of(found: list[Row]) -> dict[str, State]:
    return {row.organisation.full_name: row.state for row in found}


def test_each_lgo_stands_as_its_appointments_say(asked: FollowUpRound, mixed: Tree) -> None:
    assert of(queries.rows(asked, within=EVERYWHERE, day=DEADLINE)) == {
        "องค์การบริหารส่วนจังหวัดนครพนม": State.REGISTERED,
        "เทศบาลเมืองนครพนม": State.AWAITING,
        "องค์การบริหารส่วนตำบลโนนตาล": State.NOT_REGISTERED,
        "เทศบาลตำบลปลาปาก": State.REGISTERED,
        "องค์การบริหารส่วนตำบลปลาปาก": State.WENT_STALE,
    }


def test_a_right_that_a_movement_ended_names_the_movement_and_its_day(
    asked: FollowUpRound, mixed: Tree
) -> None:
    row = queries.row_of(asked, mixed.plapak_tao.pk, within=EVERYWHERE, day=DEADLINE)
    assert row is not None
    assert (row.state, row.since) == (State.WENT_STALE, LEFT)
    assert [why.th for why in row.standing.why] == ["ไม่มีนายทะเบียนประวัติ: ให้โอน"]
    assert row.officer.state is State.REGISTERED


def test_the_day_before_the_movement_the_lgo_is_still_registered(asked: FollowUpRound, mixed: Tree) -> None:
    row = queries.row_of(asked, mixed.plapak_tao.pk, within=EVERYWHERE, day=LEFT - timedelta(days=1))
    assert row is not None
    assert (row.state, row.since) == (State.REGISTERED, NAMED)


def test_nobody_was_registered_before_the_first_day(asked: FollowUpRound, mixed: Tree) -> None:
    states = set(of(queries.rows(asked, within=EVERYWHERE, day=NAMED - timedelta(days=1))).values())
    assert states <= {State.AWAITING, State.NOT_REGISTERED}


def test_a_district_sees_its_own_lgos_and_a_province_its_own(asked: FollowUpRound, mixed: Tree) -> None:
    assert len(queries.rows(asked, within=PROVINCE, day=DEADLINE)) == 5
    assert set(of(queries.rows(asked, within=DISTRICT, day=DEADLINE))) == {
        "เทศบาลตำบลปลาปาก",
        "องค์การบริหารส่วนตำบลปลาปาก",
    }
    assert queries.row_of(asked, mixed.pao.pk, within=DISTRICT, day=DEADLINE) is None


def test_every_number_of_a_province_opens_exactly_its_rows(asked: FollowUpRound, mixed: Tree) -> None:
    found = queries.rows(asked, within=PROVINCE, day=DEADLINE)
    tallies = queries.by_office(found, within=PROVINCE, day=DEADLINE)
    assert [(t.name, t.total) for t in tallies] == [
        ("นครพนม", 2),
        ("ท่าอุเทน", 1),
        ("ปลาปาก", 2),
        ("เมืองนครพนม", 0),
    ]
    for tally in tallies:
        direct = tally.level is Level.PROVINCE
        for state, number in tally.counts.items():
            opened = queries.rows(
                asked, within=PROVINCE, day=DEADLINE, under=tally.path, direct=direct, states=[state]
            )
            assert len(opened) == number


def test_the_centre_sees_every_province_also_one_without_an_lgo(
    asked: FollowUpRound, mixed: Tree, keeper: Actor
) -> None:
    organisations.load_places(by=keeper, province="47")
    organisations.found_office(by=keeper, place="47", starts=BEGINS)
    found = queries.rows(asked, within=EVERYWHERE, day=DEADLINE)
    tallies = queries.by_province(found, within=EVERYWHERE, day=DEADLINE)
    assert [(t.name, t.path, t.total, t.registered, t.percent) for t in tallies] == [
        ("นครพนม", "/48/", 5, 2, 40),
        ("สกลนคร", "/47/", 0, 0, 0),
    ]
    whole = queries.total(found)
    assert whole.counts == {
        State.WENT_STALE: 1,
        State.NOT_REGISTERED: 1,
        State.AWAITING: 1,
        State.REGISTERED: 2,
    }


def test_nobody_is_late_on_the_deadline_and_the_others_are_a_day_late_on_the_next(
    asked: FollowUpRound, mixed: Tree
) -> None:
    assert {r.days_late for r in queries.rows(asked, within=EVERYWHERE, day=DEADLINE)} == {0}
    next_day = queries.rows(asked, within=EVERYWHERE, day=DEADLINE + timedelta(days=1))
    assert {r.state: r.days_late for r in next_day} == {
        State.REGISTERED: 0,
        State.AWAITING: 1,
        State.NOT_REGISTERED: 1,
        State.WENT_STALE: 1,
    }
    assert queries.total(next_day).late == 3


def test_what_still_awaits_the_province_after_the_deadline_says_since_when(
    asked: FollowUpRound, mixed: Tree
) -> None:
    """The LGO has done its part: in time, or not."""

    def why(on: date) -> list[str]:
        row = queries.row_of(asked, mixed.town.pk, within=EVERYWHERE, day=on)
        return [] if row is None else [one.text() for one in row.standing.why]

    assert why(DEADLINE) == ["ไม่มีนายทะเบียนประวัติ: รอจังหวัดยืนยัน"]
    after = DEADLINE + timedelta(days=1)
    assert why(after) == ["ไม่มีนายทะเบียนประวัติ: รอจังหวัดยืนยันตั้งแต่ 1 ก.ค. 2561 เลยกำหนดแล้ว"]
    found = queries.rows(asked, within=EVERYWHERE, day=after)
    told = [line[11] for line in read(export(found, asked, after))[4:]]
    assert "ไม่มีนายทะเบียนประวัติ: รอจังหวัดยืนยันตั้งแต่ ๑ ก.ค. ๒๕๖๑ เลยกำหนดแล้ว" in told


def test_rows_can_be_sorted_by_why_nobody_holds_the_role(asked: FollowUpRound, mixed: Tree) -> None:
    found = queries.in_order(queries.rows(asked, within=EVERYWHERE, day=DEADLINE), Order.WHY)
    assert [list(row.standing.reasons) for row in found] == [
        [Reason.MOVED],
        [Reason.NEVER_NAMED, Reason.NEVER_NAMED],
        [Reason.AWAITS_PROVINCE],
        [],
        [],
    ]


def test_a_pair_saved_after_the_deadline_is_late_even_when_it_begins_before(
    asked: FollowUpRound, tree: Tree, pair: Pair
) -> None:
    pair(tree.pao, NAMED, saved_on=DEADLINE + timedelta(days=5))
    row = queries.row_of(asked, tree.pao.pk, within=EVERYWHERE, day=DEADLINE + timedelta(days=60))
    assert row is not None
    assert (row.state, row.since, row.days_late) == (State.REGISTERED, NAMED, 5)


def test_an_lgo_that_was_in_time_is_late_only_since_its_right_ended(
    asked: FollowUpRound, tree: Tree, name: Name
) -> None:
    ended = DEADLINE + timedelta(days=30)
    name(tree.pao, Role.OFFICER, NAMED)
    name(tree.pao, Role.REGISTRAR, NAMED, until=ended, moved_on=ended, ended_reason=Ended.MOVED)
    row = queries.row_of(asked, tree.pao.pk, within=EVERYWHERE, day=ended + timedelta(days=3))
    assert row is not None
    assert (row.state, row.since, row.days_late) == (State.WENT_STALE, ended, 3)


def test_a_successor_named_after_the_deadline_does_not_make_a_punctual_lgo_late(
    asked: FollowUpRound, tree: Tree, name: Name
) -> None:
    handed_over = DEADLINE + timedelta(days=30)
    name(tree.pao, Role.OFFICER, NAMED)
    name(tree.pao, Role.REGISTRAR, NAMED, until=handed_over, ended_reason=Ended.REPLACED)
    name(tree.pao, Role.REGISTRAR, handed_over)
    row = queries.row_of(asked, tree.pao.pk, within=EVERYWHERE, day=handed_over + timedelta(days=3))
    assert row is not None
    assert (row.state, row.since, row.days_late) == (State.REGISTERED, NAMED, 0)


def test_rows_can_be_narrowed_by_state_and_kind_and_sorted(asked: FollowUpRound, mixed: Tree) -> None:
    stale = queries.rows(
        asked, within=EVERYWHERE, day=DEADLINE, states=[State.WENT_STALE, State.NOT_REGISTERED]
    )
    assert len(stale) == 2
    assert len(queries.rows(asked, within=EVERYWHERE, day=DEADLINE, kind=Kind.TAO)) == 2
    found = queries.rows(asked, within=EVERYWHERE, day=DEADLINE)
    by_state = [r.state for r in queries.in_order(found, Order.STATE)]
    assert by_state == sorted(by_state, key=list(State).index)
    assert queries.in_order(found, Order.SINCE, descending=True)[0].since == LEFT
    assert queries.in_order(found, Order.SINCE, descending=True)[-1].since is None
    assert queries.in_order(found, Order.NAME) == found


def test_a_round_of_a_province_asks_the_lgos_of_that_province_only(
    asked: FollowUpRound, mixed: Tree, keeper: Actor
) -> None:
    other = actions.open_round(by=keeper, title="รอบของสกลนคร", deadline=DEADLINE, scope="/47/")
    assert queries.rows(other, within=EVERYWHERE, day=DEADLINE) == []
    assert list(queries.rounds(within=PROVINCE)) == [asked]
    assert set(queries.rounds(within=EVERYWHERE)) == {asked, other}
    assert queries.current_round(within=DISTRICT) == asked
    with pytest.raises(FollowUpRound.DoesNotExist):
        queries.get_round(other.pk, within=DISTRICT)


def test_only_the_centre_opens_a_round(db: None) -> None:
    province = Actor(day=DEADLINE, account_id=uuid4(), duties=(Duty(Role.PROVINCE, "/48/"),))
    with pytest.raises(Denied):
        actions.open_round(by=province, title="รอบของจังหวัด", deadline=DEADLINE, scope="/48/")


def test_what_the_register_knew_before_a_late_saving_can_still_be_asked(
    asked: FollowUpRound, tree: Tree, pair: Pair
) -> None:
    known = last_change_at(clock.now())
    pair(tree.pao, NAMED, saved_on=date(2018, 9, 5))
    then = queries.rows(asked, within=EVERYWHERE, day=DEADLINE, known_at=known, kind=Kind.PAO)
    assert [row.state for row in then] == [State.NOT_REGISTERED]
    now = queries.rows(asked, within=EVERYWHERE, day=DEADLINE, kind=Kind.PAO)
    assert [row.state for row in now] == [State.REGISTERED]


def test_the_number_of_questions_does_not_grow_with_the_number_of_lgos(
    asked: FollowUpRound,
    mixed: Tree,
    keeper: Actor,
    pair: Pair,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    after = DEADLINE + timedelta(days=9)
    for size in (5, 25):
        while len(queries.rows(asked, within=EVERYWHERE, day=after)) < size:
            serial = f"บ้านใหม่ {uuid4().hex[:4]}"
            made = organisations.found_lgo(by=keeper, kind=Kind.TAO, name=serial, place="4803", starts=BEGINS)
            pair(made, NAMED)
        # 4 for the LGOs of the day, 1 for the appointments, 1 for the names of movements, 1 for the days of saving,
        # 1 for those that still await the province after the deadline
        with django_assert_num_queries(8):
            found = queries.rows(asked, within=EVERYWHERE, day=after)
        with django_assert_num_queries(8):
            queries.by_office(found, within=EVERYWHERE, day=after)
        assert len(found) == size


def test_the_workbook_is_titled_with_the_round_and_the_day_and_holds_the_rows(
    asked: FollowUpRound, mixed: Tree
) -> None:
    found = queries.rows(asked, within=EVERYWHERE, day=DEADLINE)
    sheet = (
        CalamineWorkbook.from_filelike(BytesIO(export(found, asked, DEADLINE)))
        .get_sheet_by_index(0)
        .to_python()
    )
    assert sheet[0][0] == "ลงทะเบียนสิทธิผู้ใช้งาน รอบที่ ๒"
    assert sheet[1][0] == "มท ๐๘๐๔.๓/ว ๒๕๖๔  กำหนดภายในวันที่ ๓๑ สิงหาคม ๒๕๖๑"
    assert sheet[2][0] == "ข้อมูล ณ วันที่ ๓๑ สิงหาคม ๒๕๖๑"
    assert sheet[3][:3] == ["ลำดับ", "ประเภท", "องค์กรปกครองส่วนท้องถิ่น"]
    stale = next(line for line in sheet[4:] if line[5] == "สิทธิสิ้นสุดแล้ว")
    assert stale[1:5] == ["อบต.", "องค์การบริหารส่วนตำบลปลาปาก", "ปลาปาก", "นครพนม"]
    assert stale[6:9] == ["๑๐ ส.ค. ๒๕๖๑", date(2018, 8, 10), 0.0]
    assert stale[11] == "ไม่มีนายทะเบียนประวัติ: ให้โอน"
    assert len(sheet) == 4 + 5


def test_a_name_that_looks_like_a_formula_stays_a_text(
    asked: FollowUpRound, tree: Tree, keeper: Actor
) -> None:
    evil = '=HYPERLINK("http://evil","x")'
    organisations.rename(by=keeper, organisation=tree.province, name=evil, starts=DEADLINE)
    organisations.found_lgo(by=keeper, kind=Kind.TAO, name="@SUM(1)", place="4803", starts=BEGINS)
    asked.title = evil
    made = export(queries.rows(asked, within=EVERYWHERE, day=DEADLINE), asked, DEADLINE)
    with ZipFile(BytesIO(made)) as parts:
        sheets = [parts.read(n).decode() for n in parts.namelist() if n.startswith("xl/worksheets/sheet")]
    assert sheets
    assert all("<f>" not in text and "<hyperlink" not in text for text in sheets)
    assert read(made)[0][0] == evil


def test_the_workbook_of_no_rows_can_still_be_opened(asked: FollowUpRound) -> None:
    assert (
        len(
            CalamineWorkbook.from_filelike(BytesIO(export([], asked, DEADLINE)))
            .get_sheet_by_index(0)
            .to_python()
        )
        == 4
    )
