"""Who sits on which post of an LGO, since when, and how the service began. Pure but for the crowd it takes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from lhr.cli.demonstration import moves, staff, told
from lhr.cli.demonstration.careers.of_pay import promotion
from lhr.cli.demonstration.moves import Exchange
from lhr.cli.demonstration.names import Invented
from lhr.cli.demonstration.size import Size, in_order
from lhr.cli.demonstration.staff import Place
from lhr.cli.demonstration.told import Begun
from lhr.cli.demonstration.tree import Planned
from lhr.organisations.rules import Kind

_HEADS = ("1101", "2102")  # appointed long before 2559, when pay was on schedules that nobody has here: ยกยอด
_CLERK, _EVERY = "4101", 3  # one in so many began on another post of the LGO
_AFTER = -1  # the post that is established after all others
_SETTLED_BEFORE_LEAVING = 200  # days
_ELSEWHERE = {"04": "05"}


@dataclass(frozen=True, slots=True)
class Plan:
    """Where everybody has a career, where photographs too, and who moves between which LGOs."""

    size: Size
    whole: tuple[int, ...]
    pictured: tuple[int, ...]
    exchanges: tuple[tuple[Place, int, int], ...]


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody with the place held today. `post` is its number among those established, `first` that of the post at the
    beginning, left on the day `moved`; `goes` the exchange by which the person leaves; `told`: has a career."""

    who: Invented
    place: Place
    began: Begun
    own: bool
    told: bool
    post: int | None
    first: int | None
    moved: date | None = None
    goes: int | None = None


def plan_of(planned: Sequence[Planned], size: Size) -> Plan:
    order = in_order(planned)
    wanted: tuple[Exchange, ...] = moves.EXCHANGES if size.more and size.whole > 1 else ()
    there = [one for one in wanted if max(one.sender, one.receiver) < len(order)]
    return Plan(
        size,
        tuple(order[: size.whole]),
        tuple(order[1 : size.whole]),
        tuple((one.place, order[one.sender], order[one.receiver]) for one in there),
    )


def seats(
    kind: Kind, at: int, crowd: Iterator[Invented], plan: Plan, since: date, day: date, *, worker: bool
) -> tuple[list[Place], list[Seat]]:
    """Return the posts to be established, in order, and who sits where. `worker`: the first without a line of work is
    the permanent employee, whose post comes after all of them."""
    whole = at in plan.whole
    own = staff.places(kind, deputy=at % 3 == 0, hr_officer=at % 7 != 6)
    going = [(nth, place) for nth, (place, sender, _) in enumerate(plan.exchanges) if sender == at]
    more = [*staff.more(plan.size.more if whole else 0), *(place for _, place in going)]
    everywhere = [*own, *more]
    leaving = {len(everywhere) - len(going) + at_end: nth for at_end, (nth, _) in enumerate(going)}
    posts = [place for place in everywhere if place.line]
    posts += [replace(place, vacant=True) for place, _, receiver in plan.exchanges if receiver == at]
    shown = _told(own, plan.size.few, whole=whole)
    taken, found = iter(range(len(posts))), list[Seat]()
    old_hand = next((nth for nth, place in enumerate(everywhere) if worker and not place.line), None)
    for nth, place in enumerate(everywhere):
        post = next(taken) if place.line else None
        if place.vacant:
            continue
        goes = leaving.get(nth)
        has = whole or nth >= len(own) or nth in shown
        joined = has and nth != old_hand and place.line not in _HEADS
        joined = joined and (whole or goes is not None or place.line == _CLERK)
        who = next(crowd)
        began = _began(who, place, since, day, plan.size.seed, leaves=goes is not None) if joined else Begun(since)
        who = told.young(who, began.starts) if joined else who
        first, moved = _AFTER if nth == old_hand else post, None
        if whole and joined and post is not None and goes is None and nth % _EVERY == 0:
            moved = moves.next_post(began.starts, day)
            if moved is not None:
                first = len(posts)
                posts.append(replace(place, department=_ELSEWHERE.get(place.department, "04"), vacant=True))
        found.append(Seat(who, place, began, nth < len(own), has, post, first, moved, goes))
    return posts, [replace(seat, first=len(posts)) if seat.first == _AFTER else seat for seat in found]


def vacancies(at: int, plan: Plan, posts: Sequence[Place]) -> Iterator[tuple[int, int]]:
    """Yield the exchanges by which somebody comes here, each with the number of the post that waits."""
    coming = [nth for nth, (_, _, receiver) in enumerate(plan.exchanges) if receiver == at]
    first = next((nth for nth, place in enumerate(posts) if place == _waiting(plan, coming)), 0)
    yield from zip(coming, range(first, first + len(coming)), strict=True)


def _waiting(plan: Plan, coming: Sequence[int]) -> Place | None:
    return replace(plan.exchanges[coming[0]][0], vacant=True) if coming else None


def _told(own: Sequence[Place], few: int, *, whole: bool) -> frozenset[int]:
    """Everybody, or the first few: the clerk before others, those who will be named registrar or officer last."""

    def turn(nth: int) -> tuple[bool, bool]:
        place = own[nth]
        return place.title.startswith("PALAD") or place.line == "3102", place.line != _CLERK

    filled = [nth for nth, place in enumerate(own) if not place.vacant]
    return frozenset(filled if whole else sorted(filled, key=turn)[:few])


def _began(who: Invented, place: Place, since: date, day: date, seed: int, *, leaves: bool) -> Begun:
    begins = told.appointed(who, place, since, day, early=leaves)
    until = moves.moved_on(day) - timedelta(days=_SETTLED_BEFORE_LEAVING) if leaves else day
    number = who.national_id
    return Begun(
        begins,
        begun=True,
        order=moves.order(number, seed, "began", begins),
        promotion=promotion(place.level, begins, until, moves.chance_of(number, seed, "promoted")),
    )
