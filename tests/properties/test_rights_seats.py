"""Whatever is decided in whatever order: one right, one holder on any day, and nobody whom the record does not bear."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from lhr.access.roles import Role
from lhr.registry_rights import proofs, seats
from lhr.registry_rights.seating import with_record
from lhr.registry_rights.seats import Tenure
from lhr.registry_rights.terms import CAPACITIES, HOLDERS, Capacity, Cover, State, cover_of
from lhr.service_record.rules_of_projection import HeldPost, Line, ServicePicture, project
from lhr.standards.rules import MovementClass

EXAMPLES = max(400, settings().max_examples)
LGO, OTHER = UUID(int=1), UUID(int=2)
FIRST = date(2018, 7, 1)
DAYS = [FIRST + timedelta(days=n) for n in range(40)]
days = st.sampled_from(DAYS)
maybe_day = st.none() | days


@st.composite
def decisions(draw: st.DrawFn, most: int = 7) -> list[Tenure]:
    """Appointments of one LGO in any order of saving, confirmed or not, with any ends that people or movements set."""
    orders = draw(st.permutations(range(1, most + 1)))
    made = []
    for number in range(draw(st.integers(0, most))):
        role = draw(st.sampled_from(HOLDERS))
        capacity = draw(st.sampled_from(CAPACITIES[role]))
        person = UUID(int=draw(st.integers(10, 14)))
        one = Tenure(UUID(int=100 + number), LGO, role, person, capacity, cover_of(capacity), draw(days))
        waits = draw(st.integers(0, 4)) == 0
        made.append(
            replace(
                one,
                granted_until=draw(days) if cover_of(capacity) is Cover.COVER else draw(maybe_day),
                closed_on=draw(st.none() | st.none() | days),
                moved_on=draw(st.none() | st.none() | days),
                took_effect=None if waits else orders[number],
                refused=waits and draw(st.booleans()),
            )
        )
    return made


def holds_by_hand(decided: list[Tenure], role: Role, day: date) -> UUID | None:
    """Say who holds the right on one day, looking at nothing but the decisions: the naive reading of domain.md 2.6."""

    def own_end(t: Tenure) -> date:
        return min((d for d in (t.granted_until, t.closed_on, t.moved_on) if d), default=date.max)

    counted = [t for t in decided if t.role is role and t.took_effect is not None and own_end(t) > t.starts]
    begun = [t for t in counted if t.starts <= day]

    def last(cover: Cover) -> Tenure | None:
        mine = [t for t in begun if t.cover is cover]
        latest = max(mine, key=lambda t: (t.starts, t.took_effect or 0), default=None)
        return latest if latest and day < own_end(latest) else None

    acting, own = last(Cover.COVER), last(Cover.SUBSTANTIVE)
    if acting and not any(t.cover is Cover.SUBSTANTIVE and acting.starts < t.starts for t in begun):
        return acting.entry
    return own.entry if own else None


@given(decisions())
@settings(max_examples=EXAMPLES)
def test_the_line_of_time_agrees_with_a_reading_by_hand_day_by_day(decided: list[Tenure]) -> None:
    settled = seats.settle(decided)
    for day in DAYS:
        for role in HOLDERS:
            found = seats.holder_on(settled, role, day)
            assert (found.entry if found else None) == holds_by_hand(decided, role, day)


@given(decisions())
@settings(max_examples=EXAMPLES)
def test_no_right_is_ever_held_by_two_on_one_day(decided: list[Tenure]) -> None:
    settled = seats.settle(decided)
    for day in DAYS:
        for role in HOLDERS:
            live = [t for t in settled if t.role is role and t.covers(day)]
            assert len({t.cover for t in live}) == len(live), "two rows of one kind share a day"
            assert sum(seats.state_on(t, day, settled) is State.ACTIVE for t in live) == bool(live)


@given(decisions(), days)
@settings(max_examples=EXAMPLES)
def test_what_awaits_or_was_refused_never_passes_and_moves_nobody(decided: list[Tenure], day: date) -> None:
    without = [t for t in decided if t.took_effect is not None]
    for role in HOLDERS:
        assert seats.holder_on(seats.settle(decided), role, day) == seats.holder_on(
            seats.settle(without), role, day
        )


@given(decisions())
@settings(max_examples=EXAMPLES)
def test_settling_is_done_once(decided: list[Tenure]) -> None:
    settled = seats.settle(decided)
    assert seats.settle(settled) == settled


MOVES = {
    "APPOINT": MovementClass.START,
    "MOVE": MovementClass.CHANGE,
    "RESIGN": MovementClass.END,
    "TRANSFER_OUT": MovementClass.END,
    "SUSPENDED": MovementClass.OVERLAY,
    "SECONDED": MovementClass.OVERLAY,
    "CANCEL_ORDER": MovementClass.CANCEL,
}
POSTS = [
    HeldPost(UUID(int=31), "1101", True),
    HeldPost(UUID(int=32), "1101", False),
    HeldPost(UUID(int=33), "3102"),
]


@st.composite
def careers(draw: st.DrawFn) -> ServicePicture:
    """A career of any movements, cancellations among them, as the record projects it."""
    lines = [_line(0, "APPOINT", FIRST, draw(st.sampled_from(POSTS)))]
    for seq in range(1, draw(st.integers(1, 7))):
        code = draw(st.sampled_from(sorted(MOVES)))
        line = _line(seq, code, draw(days), draw(st.none() | st.sampled_from(POSTS)))
        if code == "CANCEL_ORDER":
            line = replace(line, cancels=UUID(int=1000 + draw(st.integers(0, seq - 1))))
        if code == "SUSPENDED":
            until = draw(maybe_day)
            line = replace(line, ends_rights=True, until=until if until and until > line.starts else None)
        lines.append(replace(line, organisation_id=draw(st.sampled_from([LGO, LGO, OTHER]))))
    return project(lines)


def _line(seq: int, code: str, starts: date, post: HeldPost | None) -> Line:
    return Line(
        UUID(int=1000 + seq), LGO, code, MOVES[code], starts, seq, kind_code="MUN_OFFICIAL", post=post
    )


def borne_by_the_record(capacity: Capacity, picture: ServicePicture, day: date) -> bool:
    """Read the record of one day by hand: serves here, is not suspended, holds the post that the capacity names."""
    serving = [e for e in picture.employments if e.starts <= day and (e.until is None or day < e.until)]
    stopped = [
        o
        for o in picture.overlays
        if o.ends_rights and o.starts <= day and (o.until is None or day < o.until)
    ]
    held = [i for i in picture.incumbencies if i.starts <= day and (i.until is None or day < i.until)]
    here = any(e.organisation_id == LGO for e in serving)
    line = {Capacity.PALAD: ("1101", True), Capacity.HR_OFFICER: ("3102", False)}.get(capacity)
    proved = line is None or any((i.line_code, i.is_palad) == line and i.organisation_id == LGO for i in held)
    away = line is None and any(
        o.movement_code == "SECONDED" and o.organisation_id == LGO and o.starts <= day
        and (o.until is None or day < o.until)
        for o in picture.overlays
    )  # fmt: skip
    return here and proved and not away and not any(o.organisation_id == LGO for o in stopped)


@given(careers(), st.sampled_from(list(Capacity)), days, days)
@settings(max_examples=EXAMPLES)
def test_nobody_passes_on_a_day_that_the_record_does_not_bear(
    picture: ServicePicture, capacity: Capacity, starts: date, today: date
) -> None:
    role = next(role for role in HOLDERS if capacity in CAPACITIES[role])
    named = Tenure(UUID(int=5), LGO, role, UUID(int=10), capacity, cover_of(capacity), starts, took_effect=1)
    settled = seats.settle([with_record(named, picture, today)])
    passing = [day for day in DAYS if seats.holder_on(settled, role, day)]
    assert all(borne_by_the_record(capacity, picture, day) for day in passing)
    # And from the first day on it passes for as long as the record bears it without a break.
    unbroken = []
    for day in (d for d in DAYS if d >= starts):
        if not borne_by_the_record(capacity, picture, day):
            break
        unbroken.append(day)
    assert passing == unbroken


@given(careers(), st.sampled_from(list(Capacity)), days)
@settings(max_examples=EXAMPLES)
def test_at_a_cold_start_nobody_passes_who_serves_elsewhere(
    picture: ServicePicture, capacity: Capacity, starts: date
) -> None:
    role = next(role for role in HOLDERS if capacity in CAPACITIES[role])
    named = Tenure(
        UUID(int=5),
        LGO,
        role,
        UUID(int=10),
        capacity,
        cover_of(capacity),
        starts,
        took_effect=1,
        unproven=True,
    )
    loss = proofs.end_of_right(named, picture)
    for day in (d for d in DAYS if d >= starts and (loss is None or d < loss.day)):
        found = picture.employment_on(day)
        assert found is None or found.organisation_id == LGO
