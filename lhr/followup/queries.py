"""Who has registered, who has not, whose right ended and why: the same figures for centre, province and district.

Everything is computed from the appointments at each reading, in a number of questions that does not grow with the
number of LGOs. No personal name is read here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import Q, QuerySet

from lhr import config
from lhr.access.policy import Reach
from lhr.audit.kept import Kept, edition
from lhr.audit.models import Change
from lhr.followup import rules
from lhr.followup.models import FollowUpRound
from lhr.followup.rules import Reason, RoleStanding, Standing, State
from lhr.kernel import clock
from lhr.kernel.rules import Finding
from lhr.kernel.words import Words
from lhr.organisations import queries as organisations
from lhr.organisations.queries import Kind, Level, OrganisationView
from lhr.registry_rights.proofs import POST_LOST
from lhr.registry_rights.queries.appointments import (
    appointments_bulk,
    saved_days,
    version_of_all,
    versions_of,
)
from lhr.standards import queries as standards

# For those above who name the types but may not import the tables.
__all__ = ["FollowUpRound", "OrganisationView", "Reason", "Standing", "State"]

_ASKED_ONE_BY_ONE = 500
# The edition of the places, the day, the deadline, and how many days ahead an end is told.
_Always = tuple[UUID, date, date, int]
_Computed = tuple[UUID, tuple[int, ...] | None, _Always]
# The names of movements that a row tells are among the standards.
_kept_rows: Kept[_Computed, Row] = Kept("standards")
# The last answer about many LGOs, beside the mark of all appointments that it was computed under.
_Mark = tuple[int, ...]
_kept_lists: Kept[tuple[object, ...], dict[_Mark, list[Row]]] = Kept("standards")
_POST_LOST = Words("พ้นจากตำแหน่งที่เป็นเหตุแห่งสิทธิ", "the post that gave the right was left")


class Order(StrEnum):
    """By what a list is sorted."""

    NAME = "name"
    DISTRICT = "district"
    STATE = "state"
    WHY = "why"
    SINCE = "since"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Row:
    """One LGO on a day. `office` is the path of the office that it reports to."""

    organisation: OrganisationView
    standing: Standing
    days_late: int
    state: State
    ending: date | None = None  # a right ends on this day, soon and without a successor

    @property
    def since(self) -> date | None:
        return self.standing.since

    @property
    def registrar(self) -> RoleStanding:
        return self.standing.registrar

    @property
    def officer(self) -> RoleStanding:
        return self.standing.officer

    @property
    def office(self) -> str:
        return office_of(self.organisation.path)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many LGOs of a place stand how. `path` opens its rows: of a district, of a province, or "/" for all.

    Among the tallies of `by_office` one of level PROVINCE stands for the LGOs that report to the province itself
    (อบจ., ทน., ทม.): its rows are asked for with `direct`. `late` counts those that are late and not registered,
    `ending` those registered whose right will end soon without a successor.
    """

    path: str
    name: str
    counts: dict[State, int]
    late: int
    level: Level | None = None
    ending: int = 0

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def registered(self) -> int:
        return self.counts[State.REGISTERED]

    @property
    def percent(self) -> int:
        """Registered of all, in whole per cent; never 100 while one is missing."""
        return 100 * self.registered // self.total if self.total else 0


def office_of(path: str) -> str:
    """Return the path of the office above an LGO's: /48/4805/ for /48/4805/1a2b3c4d/."""
    return path[: path.rindex("/", 0, -1) + 1]


def rounds(*, within: Reach) -> QuerySet[FollowUpRound]:
    """The rounds that ask LGOs within the reach, the latest deadline first."""
    asked = Q(pk__in=[])
    for path in within.paths:
        over = [path[: end + 1] for end, letter in enumerate(path) if letter == "/"]
        asked |= Q(scope__in=over)
    return FollowUpRound.objects.filter(asked | organisations.inside(within, "scope")).order_by(
        "-deadline", "pk"
    )


def current_round(*, within: Reach) -> FollowUpRound | None:
    """Return the round that a reader sees first, or None before one is opened.

    One still open goes before a closed one; one that asks everybody in the reach before one for a part of it, so that
    a round for one province does not hide the nation; then the latest deadline.
    """

    def rank(asked: FollowUpRound) -> tuple[bool, bool]:
        return asked.closed_on is not None, not all(path.startswith(asked.scope) for path in within.paths)

    return min(rounds(within=within), key=rank, default=None)


def get_round(round_id: UUID, *, within: Reach) -> FollowUpRound:
    """Raises FollowUpRound.DoesNotExist when there is none or it asks nobody within the reach."""
    return rounds(within=within).get(pk=round_id)


def rows(
    asked: FollowUpRound,
    *,
    within: Reach,
    day: date,
    states: Iterable[State] = (),
    under: str = "/",
    direct: bool = False,
    kind: Kind | None = None,
    known_at: int | None = None,
) -> list[Row]:
    """Return the LGOs asked, each with its state on `day` computed from the facts, in dictionary order.

    `under` keeps those below an office's path, with `direct` those that report to that very office; `states` and
    `kind` narrow further. With `known_at` the register answers as it knew after that change.
    """
    found = [
        view
        for view in organisations.lgos(within=within, day=day, kind=kind, known_at=known_at)
        if view.path.startswith(asked.scope)
        and view.path.startswith(under)
        and (not direct or office_of(view.path) == under)
    ]
    made = _computed(asked, found, day, known_at, (within, asked.scope, under, direct, kind))
    wanted = set(states)
    return [row for row in made if not wanted or row.state in wanted]


def row_of(asked: FollowUpRound, organisation_id: UUID, *, within: Reach, day: date) -> Row | None:
    """Return one LGO's row; None when it lies outside the reach or the round."""
    view = organisations.views([organisation_id], day).get(organisation_id)
    if view is None or view.level is not Level.LGO or not within.covers(view.path):
        return None
    one = [view] if view.path.startswith(asked.scope) else []
    return next(iter(_computed(asked, one, day, None, (organisation_id,))), None)


def in_order(found: Iterable[Row], by: Order, *, descending: bool = False) -> list[Row]:
    """Return the rows sorted; equal ones stay in dictionary order, and those without a day come last."""
    key = _KEYS[by]
    known = sorted((r for r in found if by is not Order.SINCE or r.since), key=key, reverse=descending)
    return known + ([r for r in found if not r.since] if by is Order.SINCE else [])


def by_province(found: Sequence[Row], *, within: Reach, day: date) -> list[Tally]:
    """Return one tally for each province in the reach, in dictionary order, also for those without an LGO yet."""
    return _tallies(
        found, _province_path, organisations.offices(within=within, day=day, level=Level.PROVINCE)
    )


def by_office(found: Sequence[Row], *, within: Reach, day: date) -> list[Tally]:
    """Return one tally for each district office in the reach, and before them the LGOs that report to a province."""
    grouped = _grouped(found, lambda row: row.office)
    over = organisations.offices(within=within, day=day, level=Level.PROVINCE)
    districts = organisations.offices(within=within, day=day, level=Level.DISTRICT)
    return _tallies(found, lambda row: row.office, [*(o for o in over if o.path in grouped), *districts])


def total(found: Sequence[Row], *, path: str = "/") -> Tally:
    """Return the sum of all the rows."""
    return _tally(path, None, found)


def why_open(row: Row) -> list[Finding]:
    """Return FU-01 for a row that is not registered yet: what to tell an office that would close it by hand."""
    return rules.check_done(row.standing, row.organisation.full_name)


_KEYS: dict[Order, Callable[[Row], tuple[object, ...]]] = {
    Order.NAME: lambda r: (r.organisation.sort_key,),
    Order.DISTRICT: lambda r: (
        r.organisation.province_code,
        r.organisation.district_code,
        r.organisation.sort_key,
    ),
    Order.STATE: lambda r: (list(State).index(r.state),),
    Order.WHY: lambda r: ([list(Reason).index(reason) for reason in r.standing.reasons] or [len(Reason)],),
    Order.SINCE: lambda r: (r.since or date.max,),
    Order.LATE: lambda r: (r.days_late,),
}


def _computed(
    asked: FollowUpRound,
    found: Sequence[OrganisationView],
    day: date,
    known_at: int | None,
    which: tuple[object, ...],
) -> list[Row]:
    """Return the rows; those whose LGO's appointments are as they were when this process computed them last are not
    computed again. Of many LGOs, `which` says of which, all rows are as they were while no appointment changes."""
    places = edition("organisations")
    if known_at is not None or places is None:
        return _compute(asked, found, day, known_at)
    always = (places, day, asked.deadline, config.rights_ending_days())
    if len(found) <= _ASKED_ONE_BY_ONE:
        return _one_by_one(asked, found, always, versions_of([view.id for view in found]))
    mark = version_of_all()
    last = _kept_lists.get((*which, *always), dict)
    known = last.get(mark)
    if known is None:
        known = _one_by_one(asked, found, always, versions_of())
        last.clear()
        last[mark] = known
    return known


def _one_by_one(
    asked: FollowUpRound,
    found: Sequence[OrganisationView],
    always: _Always,
    versions: dict[UUID, tuple[int, ...]],
) -> list[Row]:
    keys = {view.id: (view.id, versions.get(view.id), always) for view in found}
    views = {view.id: view for view in found}
    day = always[1]

    def ask(lacking: list[_Computed]) -> dict[_Computed, Row]:
        made = _compute(asked, [views[key[0]] for key in lacking], day, None)
        return {keys[row.organisation.id]: row for row in made}

    known = _kept_rows.many(keys.values(), ask)
    return [known[key] for key in keys.values()]


def _compute(
    asked: FollowUpRound, found: Sequence[OrganisationView], day: date, known_at: int | None
) -> list[Row]:
    tenures = appointments_bulk([view.id for view in found], known_at=known_at)
    movement = _movement_names()

    def standings(on: date) -> dict[UUID, Standing]:
        return {view.id: rules.standing(tenures.get(view.id, []), on, movement) for view in found}

    now = standings(day)
    if day <= asked.deadline:
        return [_row(view, now[view.id], 0, day) for view in found]
    now = _with_waiting(now)
    then = standings(asked.deadline)
    saved = _saved_days([*now.values(), *then.values()])
    late = {place: _late(asked, now[place], then[place], saved, day) for place in now}
    return [_row(view, now[view.id], late[view.id], day) for view in found]


def _row(view: OrganisationView, now: Standing, late: int, day: date) -> Row:
    return Row(view, now, late, now.state, _ending(now, day))


def _ending(one: Standing, day: date) -> date | None:
    soon = one.ends_on is not None and one.ends_on <= day + timedelta(days=config.rights_ending_days())
    return one.ends_on if soon else None


def _with_waiting(now: dict[UUID, Standing]) -> dict[UUID, Standing]:
    """After the deadline, say of what still awaits the province since when it does."""
    waiting = {r.entry for one in now.values() for r in one.roles if r.reason is Reason.AWAITS_PROVINCE}
    saved = saved_days(entry for entry in waiting if entry is not None)

    def told(one: RoleStanding) -> RoleStanding:
        known = one.entry in saved and one.reason is Reason.AWAITS_PROVINCE
        return rules.overdue(one, saved[one.entry]) if known and one.entry else one

    return {place: Standing(told(one.registrar), told(one.officer)) for place, one in now.items()}


def _late(asked: FollowUpRound, now: Standing, then: Standing, saved: dict[int, date], day: date) -> int:
    in_time = rules.on_time(then, _saved_on(then, saved), asked.deadline)
    return rules.days_late(now, _saved_on(now, saved), asked.deadline, day, in_time=in_time)


def _movement_names() -> Callable[[str], Words]:
    names = {code: Words(m.name, m.name_en) for code, m in standards.movement_types().items()}
    names |= {POST_LOST: _POST_LOST, "": _POST_LOST}
    return lambda code: names.get(code, Words(code, code))


def _saved_days(standings: Iterable[Standing]) -> dict[int, date]:
    """Return the day of each change since which one of the holders counts."""
    numbers = {r.counts_since for one in standings for r in one.roles if r.counts_since is not None}
    seen = Change.objects.filter(seq__in=numbers).values_list("seq", "at")
    return {seq: clock.day_of(at) for seq, at in seen}


def _saved_on(one: Standing, saved: dict[int, date]) -> date | None:
    days = [saved[r.counts_since] for r in one.roles if r.counts_since in saved]
    return max(days, default=None)


def _province_path(row: Row) -> str:
    return row.organisation.path[: row.organisation.path.index("/", 1) + 1]


def _grouped(found: Iterable[Row], key: Callable[[Row], str]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in found:
        groups.setdefault(key(row), []).append(row)
    return groups


def _tallies(
    found: Sequence[Row], key: Callable[[Row], str], offices: Sequence[OrganisationView]
) -> list[Tally]:
    grouped = _grouped(found, key)
    known = {office.path for office in offices}
    # An LGO whose office stands outside the reach or has been dissolved is counted all the same.
    strays = [_tally(path, None, mine) for path, mine in grouped.items() if path not in known]
    return [*(_tally(office.path, office, grouped.get(office.path, [])) for office in offices), *strays]


def _tally(path: str, office: OrganisationView | None, found: Sequence[Row]) -> Tally:
    counts = dict.fromkeys(State, 0) | Counter(row.state for row in found)
    return Tally(
        path=path,
        name=(office.district_name or office.province_name) if office else "",
        counts=counts,
        late=sum(1 for row in found if row.days_late and row.state is not State.REGISTERED),
        level=office.level if office else None,
        ending=sum(1 for row in found if row.ending),
    )
