"""Who holds a role on which day: the appointments of one LGO laid on one line of time. Pure; the heart of SEM102."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from lhr.access.roles import Role
from lhr.kernel.periods import Period
from lhr.registry_rights.terms import HOLDERS, Capacity, Cover, Ended, State


@dataclass(frozen=True, slots=True)
class Tenure:
    """One appointment: what was decided (first block), and what `settle` makes of it among the others (second)."""

    entry: UUID
    organisation: UUID
    role: Role
    person: UUID
    capacity: Capacity
    cover: Cover
    starts: date
    granted_until: date | None = None  # the order's own end
    closed_on: date | None = None  # ended by hand
    moved_on: date | None = None  # the service record says the proof is lost
    movement: str = ""
    took_effect: int | None = None  # the change since which it counts; None while it awaits the province
    refused: bool = False
    unproven: bool = False
    order_number: str = ""
    order_signed_on: date | None = None
    reason: str = ""  # what the LGO wrote when it ended the right, or the province when it refused

    until: date | None = None
    void: bool = False
    ended: Ended | None = None

    @property
    def counts(self) -> bool:
        return self.took_effect is not None and not self.void

    def covers(self, day: date) -> bool:
        """True when the right is in force on `day`, whether it rests under an acting registrar or not."""
        return self.counts and self.starts <= day and (self.until is None or day < self.until)


def settle(tenures: Iterable[Tenure]) -> list[Tenure]:
    """Return the appointments of one LGO, each with the end that follows from all the decisions together.

    A successor ends whom he replaces at his own start, and only if he holds at least a day himself; an acting
    registrar ends nobody and is ended by a new ปลัด. An appointment that awaits confirmation touches no other.
    """
    made = [_alone(t) for t in tenures]
    return [_after(t, _successors(t, made)) for t in made]


def end_day(tenure: Tenure, last_day: date | None, today: date) -> date:
    """Return the day from which an end by hand counts: the one after `last_day`, without it at once."""
    if tenure.took_effect is None or last_day is None:
        return today
    return last_day + timedelta(days=1)


def close(tenure: Tenure, until: date, reason: str) -> Tenure:
    """Return the appointment ended by hand on `until`. One that awaits the province never began, so nothing of it is
    left."""
    day = tenure.starts if tenure.took_effect is None else until
    return replace(tenure, closed_on=day, reason=reason)


def holder_on(tenures: Iterable[Tenure], role: Role, day: date) -> Tenure | None:
    """Return the one whose right to `role` works on `day`: an acting registrar before the one he covers."""
    live = [t for t in tenures if t.role is role and t.covers(day)]
    return min(live, key=lambda t: t.cover is not Cover.COVER, default=None)


def state_on(tenure: Tenure, day: date, among: Sequence[Tenure]) -> State:
    """Return the state of a settled appointment on `day`, among the settled appointments of its LGO."""
    if tenure.took_effect is None:
        over = tenure.void or (tenure.until is not None and day >= tenure.until)
        return State.ENDED if over else State.AWAITING
    if tenure.covers(day):
        return State.ACTIVE if holder_on(among, tenure.role, day) == tenure else State.COVERED
    if not tenure.void and day < tenure.starts:
        return State.PENDING
    return (
        State.SUSPENDED if tenure.ended is Ended.MOVED and _could_return(tenure, day, among) else State.ENDED
    )


def until_of_person(tenures: Iterable[Tenure], person: UUID) -> tuple[bool, date | None]:
    """Return whether the person has any right at the LGO, and the day from which there is none (None: open)."""
    mine = [t for t in tenures if t.person == person and t.counts]
    ends = [t.until for t in mine]
    return bool(mine), None if None in ends else max((e for e in ends if e), default=None)


def empty_from(tenures: Iterable[Tenure], role: Role, day: date) -> date | None:
    """Return the first day after `day` from which nobody holds the role who is on file now; None when it has no end.

    A successor, or the ปลัด after his acting registrar, goes on without a gap.
    """
    known = [t for t in tenures if t.role is role]
    ends = sorted({t.until for t in known if t.counts and t.until is not None and t.until > day})
    return next((end for end in ends if holder_on(known, role, end) is None), None)


def gap_before(tenures: Iterable[Tenure], new: Tenure, today: date) -> Period | None:
    """Return the days without a holder between somebody's end, today or ahead, and the first day of `new`."""
    known = [t for t in tenures if t.role is new.role and t.counts and t.entry != new.entry]
    ends = [t.until for t in known if t.until is not None and today < t.until < new.starts]
    last = max(ends, default=None)
    if last is None or any(t.covers(last) for t in known):
        return None
    first_after = min((t.starts for t in known if last < t.starts < new.starts), default=None)
    return None if first_after is not None else Period(last, new.starts)


def goes_on_himself(tenure: Tenure, among: Iterable[Tenure]) -> bool:
    """True when the same person holds the role on from the day on which this one ends: nobody was replaced."""
    end = tenure.starts if tenure.void else tenure.until
    others = (t for t in among if t.entry != tenure.entry and t.person == tenure.person and t.role is tenure.role)
    return tenure.ended is Ended.REPLACED and any(t.counts and t.starts == end for t in others)


def pair_on(tenures: Iterable[Tenure], day: date) -> dict[Role, Tenure | None]:
    """Return the holder of each of the two roles on `day`."""
    known = list(tenures)
    return {role: holder_on(known, role, day) for role in HOLDERS}


def _alone(t: Tenure) -> Tenure:
    """What the appointment would be if there were no other."""
    bounds = ((t.moved_on, Ended.MOVED), (t.closed_on, Ended.BY_HAND), (t.granted_until, Ended.ORDER))
    until, ended = min(((day, why) for day, why in bounds if day), key=lambda b: b[0], default=(None, None))
    void = t.refused or (until is not None and until <= t.starts)
    if t.refused:
        until, ended = None, Ended.REFUSED
    return replace(t, until=None if void else until, void=void, ended=ended)


def _successors(t: Tenure, made: Sequence[Tenure]) -> list[Tenure]:
    """Those who take the seat from `t`: later by start, or saved later for the same start."""
    if not t.counts:
        return []
    return [o for o in made if o.counts and o.entry != t.entry and o.role is t.role and _takes_seat(o, t)]


def _takes_seat(new: Tenure, old: Tenure) -> bool:
    if new.cover is old.cover:
        return (new.starts, new.took_effect) > (old.starts, old.took_effect)
    return new.cover is Cover.SUBSTANTIVE and new.starts > old.starts


def _after(t: Tenure, successors: Sequence[Tenure]) -> Tenure:
    nearest = min((o.starts for o in successors), default=None)
    if nearest is None or (t.until is not None and t.until <= nearest):
        return t
    if nearest <= t.starts:
        return replace(t, void=True, until=None, ended=Ended.REPLACED)
    return replace(t, until=nearest, ended=Ended.REPLACED)


def _could_return(t: Tenure, day: date, among: Sequence[Tenure]) -> bool:
    """True while cancelling the movement would bring the right back on `day`."""
    free = _alone(replace(t, moved_on=None))
    back = _after(free, _successors(free, among))
    return not back.void and (back.until is None or day < back.until)
