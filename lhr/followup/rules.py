"""What an LGO's registration is on a day, computed from its appointments alone; nobody ticks anything (FU-01)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from lhr.access.roles import Role
from lhr.kernel.rules import Finding, Rule, Variant, Weight
from lhr.kernel.thai_date import said
from lhr.kernel.words import Words, filled
from lhr.registry_rights import fates
from lhr.registry_rights.fates import FATE_SAYS, Fate, MovementSays, fate_of
from lhr.registry_rights.seats import Tenure, empty_from, holder_on
from lhr.registry_rights.terms import ENDED_SAYS, HOLDERS, VACANT_SAYS, Capacity, Ended


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



class Reason(StrEnum):
    """Why a role is held by nobody, told by the appointments alone; in the order in which a list sorts by it."""

    MOVED = "MOVED"
    ORDER_OVER = "ORDER_OVER"
    BY_HAND = "BY_HAND"
    REPLACED = "REPLACED"
    REFUSED = "REFUSED"
    LAPSED = "LAPSED"
    MOVED_AWAY = "MOVED_AWAY"
    WITHDRAWN = "WITHDRAWN"
    CANCELLED = "CANCELLED"
    NOT_ONE_DAY = "NOT_ONE_DAY"
    NEVER_NAMED = "NEVER_NAMED"
    AWAITS_PROVINCE = "AWAITS_PROVINCE"
    STARTS_LATER = "STARTS_LATER"
    IN_FORCE = "IN_FORCE"


REASON_SAYS: dict[Reason, Words] = {
    Reason.MOVED: Words("พ้นไปตามการเคลื่อนไหวใน ก.พ.๗", "left by a movement"),
    Reason.ORDER_OVER: ENDED_SAYS[Ended.ORDER],
    Reason.BY_HAND: ENDED_SAYS[Ended.BY_HAND],
    Reason.REPLACED: ENDED_SAYS[Ended.REPLACED],
    Reason.REFUSED: ENDED_SAYS[Ended.REFUSED],
    Reason.LAPSED: FATE_SAYS[Fate.LAPSED],
    Reason.MOVED_AWAY: Words("พ้นไปก่อนจังหวัดยืนยัน", "moved away before the province decided"),
    Reason.WITHDRAWN: FATE_SAYS[Fate.WITHDRAWN],
    Reason.CANCELLED: FATE_SAYS[Fate.CANCELLED],
    Reason.NOT_ONE_DAY: Words("สิทธิมีผลไม่ถึงหนึ่งวัน", "the right held less than a day"),
    Reason.NEVER_NAMED: Words("ยังไม่เคยลงทะเบียน", "never named"),
    Reason.AWAITS_PROVINCE: Words("รอจังหวัดยืนยัน", "awaits the province"),
    Reason.STARTS_LATER: Words("บันทึกแล้ว รอวันมีผล", "saved, not yet in force"),
    Reason.IN_FORCE: Words("มีผลอยู่", "in force"),
}
_OF_AN_END: dict[Ended, Reason] = {
    Ended.MOVED: Reason.MOVED,
    Ended.ORDER: Reason.ORDER_OVER,
    Ended.BY_HAND: Reason.BY_HAND,
    Ended.REPLACED: Reason.REPLACED,
}
_VACANT_BECAUSE = Words("{vacant}: {why}", "{vacant}: {why}")
_THEN = Words("{ended} · ผู้ที่เสนอแทน: {tried}", "{ended} · the one proposed instead: {tried}")
_OVERDUE = Words("รอจังหวัดยืนยันตั้งแต่ {since} เลยกำหนดแล้ว", "awaits the province since {since}, past the deadline")

FU_01 = Rule(
    code="FU-01",
    weight=Weight.BLOCK,
    on="state",
    home="followup",
    says=Words(
        "ปิดรายการนี้เองไม่ได้ ระบบปิดให้เมื่อ {organisation} บันทึกในระบบแล้ว",
        "This item cannot be closed by hand; the system closes it when {organisation} has saved in the register",
    ),
    remedy=Words(
        "โทรศัพท์หรือส่งหนังสือถึง {organisation} ให้ลงทะเบียนสิทธิใน SEM102",
        "Telephone or write to {organisation}, so that it registers in SEM102",
    ),
    source=Words(
        "ข้อกำหนดของระบบ; กำหนดเวลาตามหนังสือสั่งการของรอบการติดตาม",
        "Requirement of the system; the deadline is that of the round's letter",
    ),
    gist="An item is done only by what the LGO saved, dated not after now; an office may remind, never tick.",
)


FU_02 = Rule(
    code="FU-02",
    weight=Weight.BLOCK,
    on="round",
    home="followup",
    says=Words("แก้ไขหรือปิดรอบการติดตามนี้ไม่ได้", "This round cannot be corrected or closed"),
    remedy=Words("เปิดรอบใหม่หากยังต้องติดตาม", "Open a new round if follow-up is still needed"),
    source=Words("ข้อกำหนดของระบบ", "Requirement of the system"),
    gist="A round is corrected or closed with a reason, while it is open; a closed one stays as it was.",
    variants=(
        Variant(
            1,
            Words("รอบการติดตามนี้ปิดแล้วเมื่อ {closed}", "This round was closed on {closed}"),
            Words("เปิดรอบใหม่หากยังต้องติดตาม", "Open a new round if follow-up is still needed"),
        ),
        Variant(
            2,
            Words("ยังไม่ได้ระบุเหตุผล", "No reason was given"),
            Words(
                "ระบุเหตุผลที่แก้ไขหรือปิดรอบ เหตุผลนี้อยู่ในสมุดการเปลี่ยนแปลง",
                "Say why the round is corrected or closed; the reason stands in the book of changes",
            ),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class RoleStanding:
    """One of the two rights on a day.

    `since` is the day from which it has been so (of one awaited: its first day); `counts_since` the change by which
    the present run of holders came to count; `empty_since` the day on which the last holder's right ended; `entry` the
    appointment that the state is told of; `ends_on` the first day ahead on which nobody who is on file now holds it.
    """

    role: Role
    state: State
    why: Words
    reason: Reason = Reason.IN_FORCE
    since: date | None = None
    capacity: Capacity | None = None
    person: UUID | None = None
    counts_since: int | None = None
    empty_since: date | None = None
    entry: UUID | None = None
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

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why each of the two that nobody holds is so; empty for a pair in force."""
        return tuple(r.reason for r in self.roles if r.state is not State.REGISTERED)


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


def check_round_open(closed_on: date | None) -> list[Finding]:
    """FU-02.1: a closed round is history."""
    return [] if closed_on is None else [FU_02.finding(variant=1, closed=closed_on)]


def check_round_reason(reason: str) -> list[Finding]:
    """FU-02.2: whoever alters what the provinces were asked says why."""
    return [] if reason.strip() else [FU_02.finding(variant=2, field="reason")]


def overdue(one: RoleStanding, saved_on: date) -> RoleStanding:
    """Return the standing of a role that still awaits the province after the deadline, with since when it waits: the
    LGO has done its part."""
    return replace(one, why=_said(one.role, filled(_OVERDUE, since=said(saved_on))))


def _role(tenures: Sequence[Tenure], role: Role, day: date, movement: MovementSays) -> RoleStanding:
    mine = [t for t in tenures if t.role is role]
    holder = holder_on(mine, role, day)
    if holder is not None:
        first = _first_of_run(mine, holder, day)
        made = _of(
            State.REGISTERED, holder, Reason.IN_FORCE, since=first.starts, counts_since=first.took_effect
        )
        return replace(made, ends_on=empty_from(mine, role, day))
    last, coming = _last_ended(mine, day), _coming(mine, day)
    left_on = last.until if last else None
    if coming is not None:
        reason = Reason.STARTS_LATER if coming.counts else Reason.AWAITS_PROVINCE
        return _of(State.AWAITING, coming, reason, since=coming.starts, empty_since=left_on)
    tried = _tried(mine, day, after=left_on)
    if last is not None:
        made = _of(State.WENT_STALE, last, _reason(last, day), since=left_on, empty_since=left_on)
        ended = fates.why(last, day, movement, in_full=False)
        if tried is not None:
            ended = filled(_THEN, ended=ended, tried=fates.why(tried, day, movement, in_full=False))
        return replace(made, why=_said(role, ended))
    if tried is None:
        return RoleStanding(
            role,
            State.NOT_REGISTERED,
            _said(role, REASON_SAYS[Reason.NEVER_NAMED]),
            Reason.NEVER_NAMED,
        )
    said_of = _said(role, fates.why(tried, day, movement, in_full=False))
    return RoleStanding(role, State.NOT_REGISTERED, said_of, _reason(tried, day), entry=tried.entry)


def _tried(mine: Sequence[Tenure], day: date, *, after: date | None) -> Tenure | None:
    """The last appointment that came to nothing: refused, withdrawn, lapsed or ended before it had held a day."""
    failed = [t for t in mine if fate_of(t, day) not in (None, Fate.ENDED, Fate.REPLACED)]
    since = [t for t in failed if after is None or t.starts >= after]
    return max(since, key=lambda t: (t.starts, t.took_effect or 0, t.entry), default=None)


def _reason(tenure: Tenure, day: date) -> Reason:
    fate = fate_of(tenure, day)
    if fate in (None, Fate.ENDED, Fate.REPLACED):
        return _OF_AN_END.get(tenure.ended or Ended.BY_HAND, Reason.BY_HAND)
    return Reason(fate.value)


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


def _said(role: Role, because: Words) -> Words:
    return filled(_VACANT_BECAUSE, vacant=VACANT_SAYS[role], why=because)


def _of(
    state: State,
    tenure: Tenure,
    reason: Reason,
    *,
    since: date | None,
    counts_since: int | None = None,
    empty_since: date | None = None,
) -> RoleStanding:
    why_so = REASON_SAYS[reason] if state is State.REGISTERED else _said(tenure.role, REASON_SAYS[reason])
    return RoleStanding(
        role=tenure.role,
        state=state,
        why=why_so,
        reason=reason,
        since=since,
        capacity=tenure.capacity,
        person=tenure.person,
        counts_since=counts_since,
        empty_since=empty_since,
        entry=tenure.entry,
    )
