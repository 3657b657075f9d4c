"""The state of an LGO is a function of its appointments and the day, and of nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from lhr.access.roles import Role
from lhr.followup import rules
from lhr.followup.rules import REASON_SAYS, STATE_SAYS, Reason, RoleStanding, Standing, State
from lhr.kernel.words import Words
from lhr.registry_rights import seats
from lhr.registry_rights.seats import Tenure
from lhr.registry_rights.terms import Capacity, Cover
from tests.support.rules import codes, rule

LGO = uuid4()
FIRST = date(2018, 1, 1)
DAYS = [FIRST + timedelta(days=n) for n in range(40)]
DEADLINE = DAYS[20]
SEATS = (
    (Role.REGISTRAR, Capacity.PALAD, Cover.SUBSTANTIVE),
    (Role.REGISTRAR, Capacity.ACTING, Cover.COVER),
    (Role.OFFICER, Capacity.HR_OFFICER, Cover.SUBSTANTIVE),
    (Role.OFFICER, Capacity.ASSIGNED, Cover.SUBSTANTIVE),
)


def by_code(code: str) -> Words:
    return Words(code, code)


@st.composite
def tenures(draw: st.DrawFn) -> list[Tenure]:
    """The appointments of one LGO in any order, some awaited, refused, moved away from or ended by hand."""
    made = []
    for number in range(draw(st.integers(0, 7))):
        role, capacity, cover = draw(st.sampled_from(SEATS))
        starts = draw(st.sampled_from(DAYS))
        later = st.none() | st.sampled_from(DAYS)
        last = draw(st.sampled_from([d for d in DAYS if d >= starts]))
        fate = draw(st.sampled_from(["counts", "counts", "counts", "awaits", "refused"]))
        made.append(
            Tenure(
                entry=UUID(int=number),
                organisation=LGO,
                role=role,
                person=UUID(int=100 + draw(st.integers(0, 3))),
                capacity=capacity,
                cover=cover,
                starts=starts,
                granted_until=last + timedelta(days=1) if cover is Cover.COVER else None,
                closed_on=draw(later),
                moved_on=draw(later),
                movement="TRANSFER_OUT",
                took_effect=number + 1 if fate == "counts" else None,
                refused=fate == "refused",
            )
        )
    return seats.settle(made)


def complete(known: list[Tenure], day: date) -> bool:
    """The naive oracle: somebody holds each of the two rights."""
    return all(any(t.covers(day) for t in known if t.role is role) for role in (Role.REGISTRAR, Role.OFFICER))


@given(tenures(), st.sampled_from(DAYS))
def test_an_lgo_is_registered_exactly_on_the_days_when_both_rights_are_held(
    known: list[Tenure], day: date
) -> None:
    assert (rules.standing(known, day, by_code).state is State.REGISTERED) == complete(known, day)


@given(tenures(), st.sampled_from(DAYS))
def test_it_has_been_registered_on_every_day_since_and_not_on_the_day_before(
    known: list[Tenure], day: date
) -> None:
    now = rules.standing(known, day, by_code)
    if now.state is not State.REGISTERED:
        return
    assert now.since is not None
    since = now.since
    assert all(complete(known, since + timedelta(days=n)) for n in range((day - since).days + 1))
    assert not complete(known, since - timedelta(days=1))


@given(tenures(), st.sampled_from(DAYS))
def test_a_role_went_stale_only_if_it_was_held_before_and_since_the_day_it_was_left(
    known: list[Tenure], day: date
) -> None:
    for one in rules.standing(known, day, by_code).roles:
        mine = [t for t in known if t.role is one.role]
        held_before = any(t.covers(d) for t in mine for d in DAYS if d < day)
        if one.state is State.WENT_STALE:
            assert one.since is not None
            assert any(t.covers(one.since - timedelta(days=1)) for t in mine)
            assert not any(
                t.covers(one.since + timedelta(days=n))
                for t in mine
                for n in range((day - one.since).days + 1)
            )
        if one.state is State.NOT_REGISTERED:
            assert not held_before


@given(tenures(), st.sampled_from(DAYS), st.randoms())
def test_the_order_in_which_the_facts_are_read_does_not_matter(
    known: list[Tenure], day: date, chance: object
) -> None:
    shuffled = list(known)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = rules.standing(known, day, by_code), rules.standing(shuffled, day, by_code)
    assert (one.state, one.since, [r.state for r in one.roles]) == (
        other.state,
        other.since,
        [r.state for r in other.roles],
    )
    assert one.reasons == other.reasons


@given(tenures(), st.sampled_from(DAYS))
def test_what_is_missing_is_named_for_each_role_that_is_not_held(known: list[Tenure], day: date) -> None:
    now = rules.standing(known, day, by_code)
    missing = [r for r in now.roles if r.state is not State.REGISTERED]
    assert len(now.why) == len(missing)
    assert all(why.th.startswith("ไม่มี") for why in now.why)


@given(tenures(), st.sampled_from(DAYS), st.booleans())
def test_nobody_is_late_until_the_deadline_has_passed(known: list[Tenure], day: date, in_time: bool) -> None:
    late = rules.days_late(rules.standing(known, day, by_code), None, DEADLINE, day, in_time=in_time)
    assert 0 <= late <= max(0, (day - DEADLINE).days)


def one_role(role: Role, state: State) -> RoleStanding:
    return RoleStanding(role, state, Words("", ""))


def test_the_worse_of_the_two_rights_is_the_state_of_the_lgo() -> None:
    order = list(State)
    for registrar in State:
        for officer in State:
            now = Standing(one_role(Role.REGISTRAR, registrar), one_role(Role.OFFICER, officer))
            assert now.state is order[min(order.index(registrar), order.index(officer))]


def test_a_refused_registrar_leaves_the_lgo_unregistered_and_says_so() -> None:
    refused = Tenure(uuid4(), LGO, Role.REGISTRAR, uuid4(), Capacity.ACTING, Cover.COVER, FIRST, refused=True)
    now = rules.standing(seats.settle([refused]), FIRST, by_code)
    assert now.registrar.state is State.NOT_REGISTERED
    assert now.why[0].th == "ไม่มีนายทะเบียนประวัติ: จังหวัดไม่ยืนยัน"


def test_a_registrar_who_starts_tomorrow_is_awaited_today() -> None:
    saved = Tenure(
        uuid4(), LGO, Role.REGISTRAR, uuid4(), Capacity.PALAD, Cover.SUBSTANTIVE, DAYS[1], took_effect=1
    )
    now = rules.standing(seats.settle([saved]), FIRST, by_code)
    assert (now.registrar.state, now.registrar.since) == (State.AWAITING, DAYS[1])
    waiting = replace(saved, took_effect=None)
    assert rules.standing([waiting], FIRST, by_code).why[0].th == "ไม่มีนายทะเบียนประวัติ: รอจังหวัดยืนยัน"


def test_every_state_and_reason_is_said() -> None:
    assert set(STATE_SAYS) == set(State)
    assert set(REASON_SAYS) == set(Reason)


def why_nobody(*made: Tenure, day: date = DAYS[10]) -> tuple[State, Reason, str]:
    registrar = rules.standing(seats.settle(made), day, by_code).registrar
    return registrar.state, registrar.reason, registrar.why.text().removeprefix("ไม่มีนายทะเบียนประวัติ: ")


def of_palad(starts: date = FIRST, seq: int | None = 1, **more: Any) -> Tenure:
    made = Tenure(uuid4(), LGO, Role.REGISTRAR, uuid4(), Capacity.PALAD, Cover.SUBSTANTIVE, starts)
    return replace(made, took_effect=seq, **more)


def test_a_right_that_ended_before_it_held_a_day_is_not_told_as_never_named() -> None:
    assert why_nobody(of_palad(moved_on=FIRST, movement="RESIGN")) == (
        State.NOT_REGISTERED,
        Reason.NOT_ONE_DAY,
        "สิทธิมีผลไม่ถึงหนึ่งวัน: RESIGN",
    )


def test_what_was_taken_back_or_withdrawn_says_by_whom_and_not_in_whose_words() -> None:
    taken = seats.close(of_palad(DAYS[5]), DAYS[3], "ลาคลอด")
    assert why_nobody(taken) == (State.NOT_REGISTERED, Reason.CANCELLED, "หน่วยงานยกเลิกก่อนวันมีผล")
    withdrawn = seats.close(of_palad(DAYS[5], None), DAYS[8], "ลาคลอด")
    assert why_nobody(withdrawn)[1:] == (Reason.WITHDRAWN, "หน่วยงานถอนรายการก่อนจังหวัดยืนยัน")


def test_an_order_that_ran_out_before_the_province_decided_says_so() -> None:
    lapsed = of_palad(FIRST, None, granted_until=DAYS[9])
    assert why_nobody(lapsed)[1:] == (Reason.LAPSED, "ครบกำหนดตามคำสั่งก่อนจังหวัดยืนยัน")
    assert why_nobody(lapsed, day=DAYS[8])[1] is Reason.AWAITS_PROVINCE


def test_a_refused_successor_is_told_beside_the_end_that_he_was_to_follow() -> None:
    left = of_palad(moved_on=DAYS[4], movement="TRANSFER_OUT")
    refused = of_palad(DAYS[6], None, refused=True, reason="คำสั่งผิด")
    assert why_nobody(left, refused) == (
        State.WENT_STALE,
        Reason.MOVED,
        "TRANSFER_OUT · ผู้ที่เสนอแทน: จังหวัดไม่ยืนยัน",
    )
    before = of_palad(DAYS[2], None, refused=True, reason="คำสั่งผิด")
    assert why_nobody(left, before)[2] == "TRANSFER_OUT"


def test_each_end_of_a_right_in_force_has_its_reason() -> None:
    assert why_nobody(of_palad(granted_until=DAYS[4]))[1] is Reason.ORDER_OVER
    assert why_nobody(seats.close(of_palad(), DAYS[4], "ลา"))[1:] == (Reason.BY_HAND, "หน่วยงานให้สิ้นสุด")
    assert why_nobody()[1] is Reason.NEVER_NAMED
    assert why_nobody(of_palad(DAYS[12]))[1] is Reason.STARTS_LATER


@rule("FU-01", breaks=True)
def test_FU01_an_item_is_not_closed_for_an_lgo_that_saved_nothing() -> None:
    nothing = rules.standing([], FIRST, by_code)
    found = rules.check_done(nothing, "อบต.ตัวอย่าง")
    assert codes(found) == ["FU-01"]
    assert found[0].says() == "ปิดรายการนี้เองไม่ได้ ระบบปิดให้เมื่อ อบต.ตัวอย่าง บันทึกในระบบแล้ว"


@rule("FU-01")
def test_FU01_an_item_is_closed_by_the_saved_registration_itself() -> None:
    pair = [
        Tenure(uuid4(), LGO, role, uuid4(), capacity, cover, FIRST, took_effect=1)
        for role, capacity, cover in (SEATS[0], SEATS[2])
    ]
    assert rules.check_done(rules.standing(seats.settle(pair), FIRST, by_code), "อบต.ตัวอย่าง") == []


def test_a_right_that_will_end_without_a_successor_names_its_day() -> None:
    last, after = DAYS[30], DAYS[35]

    def held(at: int, starts: date, **more: Any) -> Tenure:
        role, capacity, cover = SEATS[at]
        made = Tenure(uuid4(), LGO, role, uuid4(), capacity, cover, starts, took_effect=1)
        return replace(made, **more)

    pair = [held(0, FIRST), held(3, FIRST, granted_until=last)]
    now = rules.standing(seats.settle(pair), DEADLINE, by_code)
    assert (now.state, now.ends_on) == (State.REGISTERED, last)
    followed = [*pair, held(3, last, took_effect=2)]
    assert rules.standing(seats.settle(followed), DEADLINE, by_code).ends_on is None
    late = [*pair, held(3, after, took_effect=2)]
    assert rules.standing(seats.settle(late), DEADLINE, by_code).ends_on == last
    acted = [held(0, FIRST), held(1, DEADLINE, granted_until=last, took_effect=2), held(2, FIRST)]
    assert rules.standing(seats.settle(acted), DEADLINE, by_code).ends_on is None
