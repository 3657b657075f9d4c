"""From verified lines to who serves where and in which post. Pure: the tables of the projection are written from this.

Only verified lines count, in order of effective day and, on one day, of keying. A line that a verified order cancels
from its start has never held, from the knowledge of the cancelling line on; one that it cancels from a day on holds up
to that day, and from then on everything stands as if the line were not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import reduce
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from lhr.kernel.periods import Period
from lhr.service_record.pay import NO_PAY, Pay, PayLine, merged
from lhr.standards.rules import MovementClass


class CancelEffect(StrEnum):
    FROM_START = "FROM_START"  # the line counts as never having held
    FROM_DAY = "FROM_DAY"  # it ends on the effective day of the cancelling order


@dataclass(frozen=True, slots=True)
class _Fate:
    """Which lines standing orders cancel from their start, and which from what day on."""

    gone: frozenset[UUID]
    cut: Mapping[UUID, date]


# By names of their own: looking up a member of an enumeration is felt where every line of a thousand careers is asked.
START, CHANGE, OVERLAY = MovementClass.START, MovementClass.CHANGE, MovementClass.OVERLAY
END, AMEND, CANCEL = MovementClass.END, MovementClass.AMEND, MovementClass.CANCEL
_PLACE, _DAY = attrgetter("starts", "seq"), attrgetter("starts")
POST_ABOLISH, CONTRACT_RENEW = "POST_ABOLISH", "CONTRACT_RENEW"
CONTRACTS = frozenset({"CONTRACT_START", CONTRACT_RENEW})
AMENDABLE = frozenset({START, CHANGE, AMEND})


@dataclass(frozen=True, slots=True)
class HeldPost:
    """What the projection needs to know of a post."""

    post_id: UUID
    line_code: str = ""
    is_palad: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of item 13, as far as it says where a person serves."""

    entry_id: UUID
    organisation_id: UUID
    movement_code: str
    movement_class: MovementClass
    starts: date
    seq: int
    until: date | None = None
    kind_code: str = ""
    post: HeldPost | None = None
    cancels: UUID | None = None
    cancel_effect: CancelEffect = CancelEffect.FROM_START
    ends_rights: bool = False
    verified: bool = True
    other: UUID | None = None  # the other LGO of a transfer
    amends: UUID | None = None
    corrects: UUID | None = None
    strikes: bool = False  # it asks for the line that it corrects to be struck, and says nothing of its own
    pay: Pay = NO_PAY
    undone_from: date | None = None  # the day from which on an order cancels what it changed


@dataclass(frozen=True, slots=True)
class EmploymentSpan:
    """Served this organisation from `starts` up to, not including, `until`."""

    organisation_id: UUID
    kind_code: str
    starts: date
    until: date | None = None
    start_movement: str = ""
    end_movement: str = ""

    @property
    def period(self) -> Period:
        return Period(self.starts, self.until)


@dataclass(frozen=True, slots=True)
class IncumbencySpan:
    """Held this post of this organisation."""

    organisation_id: UUID
    post_id: UUID
    line_code: str
    is_palad: bool
    starts: date
    until: date | None = None

    @property
    def period(self) -> Period:
        return Period(self.starts, self.until)


@dataclass(frozen=True, slots=True)
class OverlaySpan:
    """An order that lies over the post without changing it; `ends_rights` for a suspension."""

    organisation_id: UUID
    movement_code: str
    starts: date
    until: date | None = None
    ends_rights: bool = False

    @property
    def period(self) -> Period:
        return Period(self.starts, self.until)


@dataclass(frozen=True)
class ServicePicture:
    """A person's service as a value; every span in order of its start."""

    employments: tuple[EmploymentSpan, ...] = ()
    incumbencies: tuple[IncumbencySpan, ...] = ()
    overlays: tuple[OverlaySpan, ...] = ()

    def employment_on(self, day: date) -> EmploymentSpan | None:
        return next((e for e in self.employments if e.period.covers(day)), None)

    def serves(self, organisation_id: UUID, day: date) -> bool:
        found = self.employment_on(day)
        return found is not None and found.organisation_id == organisation_id

    def post_on(self, day: date) -> IncumbencySpan | None:
        return next((i for i in self.incumbencies if i.period.covers(day)), None)

    def held_up_to(self, day: date) -> IncumbencySpan | None:
        """The post held last before `day`."""
        earlier = [i for i in self.incumbencies if i.starts < day]
        return earlier[-1] if earlier else None

    def suspended_on(self, organisation_id: UUID, day: date) -> OverlaySpan | None:
        """The suspension in force on `day`, if any."""
        mine = (o for o in self.overlays if o.ends_rights and o.organisation_id == organisation_id)
        return next((o for o in mine if o.period.covers(day)), None)

    def keeper(self, day: date) -> UUID | None:
        """The LGO in whose custody the record is: where the person serves, served last, or will serve first."""
        begun = [e for e in self.employments if e.starts <= day]
        nearest = begun[-1:] or list(self.employments[:1])
        return nearest[0].organisation_id if nearest else None


Projection = ServicePicture


def project(lines: Iterable[Line]) -> ServicePicture:
    """Return the service that the lines of one person prove."""
    standing = as_they_stand(lines)
    return _walked(standing).picture([line for line in standing if line.movement_class is OVERLAY])


def _walked(standing: Sequence[Line]) -> _Course:
    course = _Course()
    # Most lines of a career are of pay alone, and nothing follows from them here.
    moving = [line for line in standing if _moves(line)]
    ordered = groupby(sorted(moving, key=_PLACE), key=_DAY)
    by_day = {day: list(same_day) for day, same_day in ordered}
    undone = {line.undone_from for line in moving if line.undone_from}
    for day in sorted(by_day.keys() | undone):
        if day in undone:
            course.turn_back(day, _walked(_left_on(standing, day)).holding)
        for line in course.in_order(by_day.get(day, [])):
            course.take(line)
    return course


def _moves(line: Line) -> bool:
    """True for what begins or ends a service, or speaks of a post."""
    of_class = line.movement_class
    if of_class is CHANGE:
        return line.post is not None or line.movement_code == POST_ABOLISH
    return of_class is START or of_class is END


def _left_on(standing: Iterable[Line], day: date) -> list[Line]:
    """The lines before this day without those that are undone by then."""
    left = (line for line in standing if line.undone_from is None or line.undone_from > day)
    return [replace(line, undone_from=None) for line in left if line.starts < day]


def pay_lines(lines: Iterable[Line]) -> tuple[PayLine, ...]:
    """Return what the standing lines of one person say of level and pay, in the order of the card, and which of them
    begin a service."""
    found = []
    for n in as_they_stand(lines):
        begins, pay = n.movement_class is START, paid_by(n.movement_class, n.pay)
        if begins or (pay is not NO_PAY and pay != NO_PAY):
            found.append(PayLine(n.entry_id, n.movement_code, n.starts, n.seq, pay, n.undone_from, begins))
    return tuple(sorted(found, key=_PLACE))


def paid_by(of_class: MovementClass, pay: Pay) -> Pay:
    """Return what such a line gives: an overlay gives no level, even where it names one."""
    return replace(pay, level_code="") if of_class is OVERLAY else pay


def as_they_stand(lines: Iterable[Line]) -> list[Line]:
    """Return the verified lines that nothing cancels, each as the orders that amend it have it."""
    return _amended(_standing([line for line in lines if line.verified]))


def as_it_stands(lines: Sequence[Line], entry: UUID | None) -> Line | None:
    """Return this line as the orders that amend it have it; of an amending order the line for which it speaks. None
    for one that does not stand."""
    if entry is None:
        return None
    by_entry = {line.entry_id: line for line in lines}
    line = by_entry.get(entry)
    while line is not None and line.movement_class is AMEND:
        line = by_entry.get(line.amends) if line.amends else None
    wanted = line.entry_id if line else None
    return next((one for one in as_they_stand(lines) if one.entry_id == wanted), None) if wanted else None


def has_end(code: str, of_class: MovementClass) -> bool:
    """True for what runs to a day of its own: an overlay, a contract."""
    return of_class is OVERLAY or code in CONTRACTS


def amended(lines: Iterable[Line]) -> frozenset[UUID]:
    """Return the entries that a standing verified order amends: they stay, and are marked."""
    return frozenset(n.amends for n in _standing([n for n in lines if n.verified]) if n.amends)


def _amended(standing: Sequence[Line]) -> list[Line]:
    """Let each amending line speak for the one it amends: that does what it did, as the later order has it.

    The latest is read first, so that an order that was itself amended speaks with what amended it; of several orders
    about one line the later wins. One that amends nothing here says nothing.
    """
    if not any(line.movement_class is AMEND for line in standing):
        return list(standing)  # as nearly every career: the walks below are for the others
    by_entry = {line.entry_id: line for line in standing}
    about: dict[UUID, list[Line]] = {}
    for line in sorted(standing, key=lambda n: n.seq, reverse=True):
        target = by_entry.get(line.amends) if line.amends else None
        if line.movement_class is AMEND and target and target.seq < line.seq:
            about.setdefault(target.entry_id, []).append(_told(line, about))
    told = [_told(line, about) for line in standing if line.movement_class is not AMEND]
    return [line for line in told if line.undone_from is None or line.starts < line.undone_from]


def _told(line: Line, about: Mapping[UUID, Sequence[Line]]) -> Line:
    """The line as the orders about it have it, the earliest of them first."""
    if line.movement_class not in AMENDABLE:
        return line
    return reduce(_as_amended, sorted(about.get(line.entry_id, ()), key=lambda n: n.seq), line)


def _as_amended(target: Line, order: Line) -> Line:
    return replace(
        target,
        starts=order.starts,
        until=order.until or target.until,
        kind_code=order.kind_code or target.kind_code,
        post=order.post or target.post,
        pay=merged(target.pay, order.pay),
    )


def cancelled(lines: Iterable[Line]) -> frozenset[UUID]:
    """Return the entries of verified lines that a standing verified order cancels from their start."""
    verified = [line for line in lines if line.verified and not line.strikes]
    return frozenset(line.entry_id for line in verified) - {line.entry_id for line in _standing(verified)}


def undone(lines: Iterable[Line]) -> dict[UUID, date]:
    """Return the entries of verified lines that a standing verified order cancels from a day on, each with that day."""
    verified = [line for line in lines if line.verified and not line.strikes]
    if not any(line.cancel_effect is CancelEffect.FROM_DAY for line in verified):
        return {}
    cut, standing = _fate(verified).cut, _standing(verified)
    return {line.entry_id: cut[line.entry_id] for line in standing if line.entry_id in cut and _endable(line)}


def endable(movement_class: MovementClass, code: str) -> bool:
    """True for what may be cancelled from a day on: an overlay, and what changes post or pay. What begins or ends a
    service, and a contract, is ended by an order of its own."""
    changes = movement_class is CHANGE and code != CONTRACT_RENEW
    return changes or movement_class is OVERLAY


def _endable(line: Line) -> bool:
    return endable(line.movement_class, line.movement_code)


def _standing(lines: Sequence[Line]) -> list[Line]:
    """Leave out what is cancelled, and what only asks for another line to be struck."""
    lines = [line for line in lines if not line.strikes]
    if not any(line.movement_class is CANCEL for line in lines):
        return lines
    fate = _fate(lines)
    kept = (_cut(line, fate.cut.get(line.entry_id)) for line in lines if line.entry_id not in fate.gone)
    return [line for line in kept if line is not None]


def _fate(lines: Sequence[Line]) -> _Fate:
    """The latest order is read first: a cancelled cancelling cancels nothing."""
    place = {line.entry_id: line.seq for line in lines}
    gone: set[UUID] = set()
    cut: dict[UUID, date] = {}
    for line in sorted(lines, key=lambda n: n.seq, reverse=True):
        target = line.cancels
        if line.movement_class is not CANCEL or target is None or line.entry_id in gone:
            continue
        if place.get(target, line.seq) >= line.seq:
            continue
        if line.cancel_effect is CancelEffect.FROM_DAY:
            cut[target] = min(line.starts, cut.get(target, line.starts))
        else:
            gone.add(target)
    return _Fate(frozenset(gone), cut)


def _cut(line: Line, day: date | None) -> Line | None:
    if day is None or not _endable(line):
        return line
    if line.movement_class is CHANGE:
        return replace(line, undone_from=day) if line.starts < day else None
    left = Period(line.starts, line.until).cut_at(day)
    return None if left is None else replace(line, until=left.until)


@dataclass
class _Course:
    """The walk over a person's lines, day by day."""

    serving: EmploymentSpan | None = None
    holding: IncumbencySpan | None = None
    employments: list[EmploymentSpan] = field(default_factory=list)
    incumbencies: list[IncumbencySpan] = field(default_factory=list)

    def in_order(self, same_day: list[Line]) -> list[Line]:
        """Take first what ends the service that the day began with: ให้โอน and รับโอน of one day may have been
        keyed in either order."""
        here = self.serving.organisation_id if self.serving else None

        def leaves(line: Line) -> bool:
            return line.movement_class is END and line.organisation_id == here

        return sorted(same_day, key=lambda line: not leaves(line))

    def take(self, line: Line) -> None:
        match line.movement_class:
            case MovementClass.START:
                self.leave(line.starts, line.movement_code)
                self.serving = EmploymentSpan(
                    line.organisation_id, line.kind_code, line.starts, None, line.movement_code
                )
                self.hold(line)
            case MovementClass.CHANGE if self.serves(line):
                if line.movement_code == POST_ABOLISH:
                    self.let_go(line.starts)
                self.hold(line)
            case MovementClass.END if self.serves(line):
                self.leave(line.starts, line.movement_code)
            case _:
                pass

    def serves(self, line: Line) -> bool:
        return self.serving is not None and self.serving.organisation_id == line.organisation_id

    def hold(self, line: Line) -> None:
        if line.post is None or (self.holding and self.holding.post_id == line.post.post_id):
            return
        self.let_go(line.starts)
        self.holding = IncumbencySpan(
            line.organisation_id, line.post.post_id, line.post.line_code, line.post.is_palad, line.starts
        )

    def let_go(self, day: date) -> None:
        if self.holding and self.holding.starts < day:
            self.incumbencies.append(replace(self.holding, until=day))
        self.holding = None

    def turn_back(self, day: date, held: IncumbencySpan | None) -> None:
        """From this day on the person holds this post: that which is held without what is undone by then."""
        if (held and held.post_id) == (self.holding and self.holding.post_id):
            return
        self.let_go(day)
        self.holding = replace(held, starts=day) if held else None

    def leave(self, day: date, movement: str) -> None:
        self.let_go(day)
        if self.serving and self.serving.starts < day:
            self.employments.append(replace(self.serving, until=day, end_movement=movement))
        self.serving = None

    def picture(self, overlays: Sequence[Line]) -> ServicePicture:
        employments = [*self.employments, *([self.serving] if self.serving else [])]
        incumbencies = [*self.incumbencies, *([self.holding] if self.holding else [])]
        laid = [span for line in overlays if (span := _laid_over(line, employments)) is not None]
        return ServicePicture(
            tuple(employments),
            tuple(incumbencies),
            tuple(
                sorted(laid, key=lambda o: (o.starts, o.movement_code, str(o.organisation_id), str(o.until)))
            ),
        )


def _laid_over(line: Line, employments: Sequence[EmploymentSpan]) -> OverlaySpan | None:
    """An overlay lasts no longer than the service it lies over; without service on its first day it is none."""
    for employment in employments:
        if employment.organisation_id == line.organisation_id and employment.period.covers(line.starts):
            span = employment.period.common(Period(line.starts, line.until))
            until = span.until if span else None
            return OverlaySpan(line.organisation_id, line.movement_code, line.starts, until, line.ends_rights)
    return None


def released(lines: Iterable[Line], organisation_id: UUID, day: date) -> bool:
    """True when a standing verified order lets the person go to this organisation on this very day (SR-05)."""
    return any(
        line.movement_code == "TRANSFER_OUT" and line.starts == day and line.other == organisation_id
        for line in _standing([line for line in lines if line.verified])
    )


def before_receipt(lines: Iterable[Line], to: UUID | None, day: date) -> list[Line]:
    """The lines without those that this LGO wrote of the day on which the person was released to it: they rest upon
    the release."""
    return [line for line in lines if (line.organisation_id, line.starts) != (to, day)]


def on_the_way(lines: Iterable[Line]) -> bool:
    """True while the last that standing verified lines say of the person's service is a transfer to another LGO of the
    register, which has yet to receive the person."""
    standing = _standing([line for line in lines if line.verified])
    last = project(standing).employments[-1:]
    return any(
        line.movement_code == "TRANSFER_OUT" and line.other is not None and line.starts == one.until
        for line in standing
        for one in last
        if line.organisation_id == one.organisation_id
    )


def went_outside(lines: Iterable[Line], day: date) -> bool:
    """True when the last that a standing verified line says of the person's service by that day is a transfer to an
    agency that is no LGO of the register."""
    moved = (START, END)
    standing = [n for n in _standing([line for line in lines if line.verified]) if n.movement_class in moved]
    last = max(standing, key=lambda line: (line.starts, line.seq), default=None)
    return last is not None and last.movement_code == "TRANSFER_OUT" and last.other is None and last.starts <= day
