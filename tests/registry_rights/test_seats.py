"""Appointments laid on one line of time: who replaces, who covers, who waits, and in which state each stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from lhr.access.roles import Role
from lhr.registry_rights.seats import Tenure, holder_on, settle, state_on, until_of_person
from lhr.registry_rights.terms import Capacity, Ended, State, cover_of
from tests.support.cast import day

LGO = uuid4()
AUG_1, AUG_10, AUG_15, AUG_16 = (day(f"{n} ส.ค. ๒๕๖๑") for n in ("๑", "๑๐", "๑๕", "๑๖"))
OCT_1 = day("๑ ต.ค. ๒๕๖๑")


def tenure(capacity: Capacity, starts: date, seq: int | None = 1, **more: Any) -> Tenure:
    role = Role.OFFICER if capacity in (Capacity.HR_OFFICER, Capacity.ASSIGNED) else Role.REGISTRAR
    made = Tenure(uuid4(), LGO, role, uuid4(), capacity, cover_of(capacity), starts, took_effect=seq)
    return replace(made, **more)


def registrar_on(made: list[Tenure], on: date) -> UUID | None:
    found = holder_on(made, Role.REGISTRAR, on)
    return found.person if found else None


def test_a_successor_of_the_same_substance_ends_the_replaced_at_his_own_start() -> None:
    old, new = tenure(Capacity.PALAD, AUG_1), tenure(Capacity.PALAD, OCT_1, 2)
    before, after = settle([old, new])
    assert (before.until, before.ended) == (OCT_1, Ended.REPLACED)
    assert after.until is None
    assert [registrar_on([before, after], d) for d in (day("๓๐ ก.ย. ๒๕๖๑"), OCT_1)] == [
        old.person,
        new.person,
    ]


def test_an_acting_registrar_covers_and_ends_nobody() -> None:
    palad = tenure(Capacity.PALAD, AUG_1)
    acting = tenure(Capacity.ACTING, AUG_10, 2, granted_until=AUG_16)
    made = settle([palad, acting])
    assert made[0].until is None
    assert [registrar_on(made, d) for d in (AUG_1, AUG_10, AUG_15, AUG_16)] == [
        palad.person,
        acting.person,
        acting.person,
        palad.person,
    ]
    assert state_on(made[0], AUG_15, made) is State.COVERED
    assert state_on(made[1], AUG_15, made) is State.ACTIVE
    assert state_on(made[1], AUG_16, made) is State.ENDED


def test_a_new_palad_ends_who_acted_while_the_post_was_vacant() -> None:
    acting = tenure(Capacity.ACTING, AUG_1, 1, granted_until=OCT_1)
    palad = tenure(Capacity.PALAD, AUG_10, 2)
    made = settle([acting, palad])
    assert (made[0].until, made[0].ended) == (AUG_10, Ended.REPLACED)
    assert registrar_on(made, AUG_10) == palad.person


def test_what_awaits_the_province_ends_nobody() -> None:
    sitting, waiting = tenure(Capacity.PALAD, AUG_1), tenure(Capacity.PALAD, AUG_10, None)
    made = settle([sitting, waiting])
    assert made[0].until is None
    assert state_on(made[1], AUG_15, made) is State.AWAITING
    assert registrar_on(made, AUG_15) == sitting.person


def test_a_successor_who_moves_away_before_his_day_ends_nobody() -> None:
    sitting, successor = tenure(Capacity.PALAD, AUG_1), tenure(Capacity.PALAD, OCT_1, 2, moved_on=AUG_15)
    made = settle([sitting, successor])
    assert made[0].until is None
    assert made[1].void
    assert registrar_on(made, OCT_1) == sitting.person


def test_of_two_for_one_day_the_later_saving_stands() -> None:
    first, second = tenure(Capacity.HR_OFFICER, AUG_1, 1), tenure(Capacity.HR_OFFICER, AUG_1, 2)
    made = settle([second, first])
    assert [t.void for t in made] == [False, True]
    assert made[1].ended is Ended.REPLACED


def test_a_movement_suspends_and_a_successor_makes_it_final() -> None:
    moved = tenure(Capacity.PALAD, AUG_1, moved_on=AUG_10, movement="TRANSFER_OUT")
    alone = settle([moved])
    assert state_on(alone[0], AUG_10, alone) is State.SUSPENDED
    followed = settle([moved, tenure(Capacity.PALAD, AUG_15, 2)])
    assert followed[0].until == AUG_10
    assert state_on(followed[0], AUG_10, followed) is State.SUSPENDED
    assert state_on(followed[0], AUG_15, followed) is State.ENDED


def test_a_right_dated_ahead_is_pending_until_its_day() -> None:
    made = settle([tenure(Capacity.HR_OFFICER, AUG_10)])
    assert [state_on(made[0], d, made) for d in (AUG_1, AUG_10)] == [State.PENDING, State.ACTIVE]


def test_what_was_refused_or_withdrawn_never_held() -> None:
    refused = tenure(Capacity.ACTING, AUG_1, None, refused=True, granted_until=AUG_16)
    withdrawn = tenure(Capacity.HR_OFFICER, OCT_1, 1, closed_on=AUG_10)
    made = settle([refused, withdrawn])
    assert [(t.void, t.ended) for t in made] == [(True, Ended.REFUSED), (True, Ended.BY_HAND)]
    assert {state_on(t, OCT_1, made) for t in made} == {State.ENDED}


def test_a_confirmation_that_comes_too_late_finds_nothing_to_confirm() -> None:
    made = settle([tenure(Capacity.ACTING, AUG_1, None, granted_until=AUG_16)])
    assert [state_on(made[0], d, made) for d in (AUG_15, AUG_16)] == [State.AWAITING, State.ENDED]


def test_settling_twice_changes_nothing() -> None:
    made = settle(
        [tenure(Capacity.PALAD, AUG_1), tenure(Capacity.PALAD, AUG_10, 2), tenure(Capacity.ACTING, AUG_10, 3)]
    )
    assert settle(made) == made


def test_keys_follow_the_last_of_a_persons_rights() -> None:
    one = tenure(Capacity.HR_OFFICER, AUG_1)
    again = tenure(Capacity.ASSIGNED, OCT_1, 3, person=one.person)
    other = tenure(Capacity.ASSIGNED, AUG_10, 2)
    assert until_of_person(settle([one]), one.person) == (True, None)
    assert until_of_person(settle([one, other]), one.person) == (True, AUG_10)
    assert until_of_person(settle([one, other, again]), one.person) == (True, None)
    assert until_of_person(settle([one]), uuid4()) == (False, None)
