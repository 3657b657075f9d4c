"""What an LGO's registration is on a day, computed from its appointments alone; nobody ticks anything (FU-01)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from lhr.access.roles import Role
from lhr.kernel.rules import Finding, Rule, Weight
from lhr.kernel.words import Words
from lhr.registry_rights.seats import Tenure, empty_from, holder_on
from lhr.registry_rights.terms import ENDED_SAYS, HOLDERS, VACANT_SAYS, Capacity, Ended

MovementSays = Callable[[str], Words]


class RoundKind(StrEnum):
    RIGHTS = "RIGHTS"


class State(StrEnum):
    """The states in order of trouble, the worst first."""

    WENT_STALE = "WENT_STALE"
    NOT_REGISTERED = "NOT_REGISTERED"
    AWAITING = "AWAITING"
    REGISTERED = "REGISTERED"


STATE_SAYS: dict[State, Words] = {
    State.WENT_STALE: Words("สิทธิสิ้นสุดแล้ว", "went stale"),
    State.NOT_REGISTERED: Words("ยังไม่ลงทะเบียน", "not registered"),
    State.AWAITING: Words("รอยืนยันหรือรอมีผล", "awaiting"),
    State.REGISTERED: Words("ลงทะเบียนแล้ว", "registered"),
}

_IN_FORCE = Words("มีผลอยู่", "in force")
_NEVER_NAMED = Words("ยังไม่เคยลงทะเบียน", "never named")
_REFUSED = Words("จังหวัดไม่ยืนยัน", "the province did not confirm")
_AWAITS_PROVINCE = Words("รอจังหวัดยืนยัน", "awaits the province")
_STARTS_LATER = Words("บันทึกแล้ว รอวันมีผล", "saved, not yet in force")

FU_01 = Rule(
    code="FU-01",
    weight=Weight.BLOCK,
    on="state",
    home="followup",
    says=Words(
        "ปิดรายการนี้เองไม่ได้ ระบบปิดให้เมื่อ{organisation}บันทึกในระบบแล้ว",
        "This item cannot be closed by hand; the system closes it when {organisation} has saved in the register",
    ),
    remedy=Words(
        "ส่งหนังสือเตือน บันทึกการติดตาม หรือ “ยกเว้น” พร้อมเหตุผล",
        "Send a reminder, note the follow-up, or waive it with a reason",
    ),
    source=Words(
        "ข้อกำหนดของระบบ; กำหนดเวลาตามหนังสือสั่งการของรอบการติดตาม",
        "Requirement of the system; the deadline is that of the round's letter",
    ),
    gist="An item is done only by what the LGO saved, dated not after now; an office may remind or waive, never tick.",
)


@dataclass(frozen=True, slots=True)
class RoleStanding:
    """One of the two rights on a day.

    `since` is the day from which it has been so (of one awaited: its first day); `counts_since` the change by which
    the present run of holders came to count; `empty_since` the day on which the last holder's right ended; `ends_on` the
    first day ahead on which nobody who is on file now will hold the role.
    """

    role: Role
    state: State
    why: Words
    since: date | None = None
    capacity: Capacity | None = None
    person: UUID | None = None
    counts_since: int | None = None
    empty_since: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Both rights of one LGO on a day. `why` names what is missing, and is empty for one that is registered."""

    registrar: RoleStanding
    officer: RoleStanding

    @property
    def roles(self) -> tuple[RoleStanding, RoleStanding]:
        return (self.registrar, self.officer)

    @property
    def state(self) -> State:
        """The worst of the two."""
        order = list(State)
        return min((r.state for r in self.roles), key=order.index)

    @property
    def since(self) -> date | None:
        """The day from which the state has held: complete since the later of the two, incomplete since the earlier."""
        days = [r.since for r in self.roles if r.state is self.state and r.since]
        return (max if self.state is State.REGISTERED else min)(days, default=None)

    @property
    def ends_on(self) -> date | None:
        """The first day ahead on which a pair in force will not be complete any more, as the file stands."""
        return min((r.ends_on for r in self.roles if r.ends_on), default=None) if self._complete else None

    @property
    def _complete(self) -> bool:
        return self.state is State.REGISTERED

    @property
    def why(self) -> tuple[Words, ...]:
        return tuple(r.why for r in self.roles if r.state is not State.REGISTERED)


def standing(tenures: Sequence[Tenure], day: date, movement: MovementSays) -> Standing:
    """Return how the pair stands on `day`; `movement` says a movement's name by its code."""
    registrar, officer = (_role(tenures, role, day, movement) for role in HOLDERS)
    return Standing(registrar, officer)


def on_time(at_deadline: Standing, saved_on: date | None, deadline: date) -> bool:
    """True when the pair was complete on the deadline and saved by then: the letter asks for the saving, so an
    appointment that begins before the deadline but is saved after it is late. `saved_on` is the day on which the
    later of the two came to count."""
    complete = at_deadline.state is State.REGISTERED
    return complete and (saved_on is None or saved_on <= deadline)


def days_late(now: Standing, saved_on: date | None, deadline: date, day: date, *, in_time: bool) -> int:
    """Return by how many days the deadline was, or up to `day` is, overrun; 0 until it has passed.

    For an LGO that was in time and has become incomplete afterwards the days count from then.
    """
    if now.state is not State.REGISTERED:
        lost = min((r.empty_since for r in now.roles if r.empty_since), default=deadline)
        return max(0, (day - (max(lost, deadline) if in_time else deadline)).days)
    if in_time:
        return 0
    complete = max((d for d in (now.since, saved_on) if d), default=day)
    return max(0, (min(complete, day) - deadline).days)


def check_done(now: Standing, organisation: str) -> list[Finding]:
    """FU-01: an item is closed by the registration itself."""
    return [] if now.state is State.REGISTERED else [FU_01.finding(organisation=organisation)]


def _role(tenures: Sequence[Tenure], role: Role, day: date, movement: MovementSays) -> RoleStanding:
    mine = [t for t in tenures if t.role is role]
    holder = holder_on(mine, role, day)
    if holder is not None:
        first = _first_of_run(mine, holder, day)
        made = _of(State.REGISTERED, holder, _IN_FORCE, since=first.starts, counts_since=first.took_effect)
        return replace(made, ends_on=empty_from(mine, role, day))
    last = _last_ended(mine, day)
    coming = _coming(mine, day)
    if coming is not None:
        why = _said(role, _STARTS_LATER if coming.counts else _AWAITS_PROVINCE)
        return _of(State.AWAITING, coming, why, since=coming.starts, empty_since=last.until if last else None)
    if last is not None:
        why = _said(role, _why_ended(last, movement))
        return _of(State.WENT_STALE, last, why, since=last.until, empty_since=last.until)
    refused = any(t.refused and t.starts <= day for t in mine)
    return RoleStanding(role, State.NOT_REGISTERED, _said(role, _REFUSED if refused else _NEVER_NAMED))


def _coming(mine: Sequence[Tenure], day: date) -> Tenure | None:
    """The appointment that will fill the role: one saved and starting later, or one that waits for the province."""
    alive = (t for t in mine if not t.void and not t.refused and (t.until is None or day < t.until))
    open_ = [t for t in alive if not t.counts or day < t.starts]
    return min(open_, key=lambda t: (not t.counts, t.starts), default=None)


def _last_ended(mine: Sequence[Tenure], day: date) -> Tenure | None:
    ended = [t for t in mine if t.counts and t.until is not None and t.until <= day]
    return max(ended, key=lambda t: (t.until or day, t.starts), default=None)


def _first_of_run(mine: Sequence[Tenure], holder: Tenure, day: date) -> Tenure:
    """Return the first appointment of the unbroken run of holders that reaches up to `day`: a successor who starts
    when the other ends leaves no gap."""
    first, at = holder, day
    while True:
        earlier = [t for t in mine if t.covers(at) and t.starts < first.starts]
        if not earlier:
            at = first.starts - timedelta(days=1)
            earlier = [t for t in mine if t.covers(at)]
        if not earlier:
            return first
        first = min(earlier, key=lambda t: t.starts)


def _why_ended(last: Tenure, movement: MovementSays) -> Words:
    if last.ended is Ended.MOVED:
        return movement(last.movement)
    return ENDED_SAYS[last.ended] if last.ended else Words("สิ้นสุด", "ended")


def _said(role: Role, why: Words) -> Words:
    vacant = VACANT_SAYS[role]
    return Words(f"{vacant.th}: {why.th}", f"{vacant.en}: {why.en}")


def _of(
    state: State,
    tenure: Tenure,
    why: Words,
    *,
    since: date | None,
    counts_since: int | None = None,
    empty_since: date | None = None,
) -> RoleStanding:
    return RoleStanding(
        tenure.role, state, why, since, tenure.capacity, tenure.person, counts_since, empty_since
    )
