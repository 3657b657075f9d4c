"""ทะเบียนตำแหน่ง: the posts of an organisation with what is so of each on a day, and what became of one, day by day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import TypeVar, cast
from uuid import UUID

from lhr.audit import queries as audit
from lhr.audit.queries import Touched
from lhr.kernel.periods import Period
from lhr.kernel.words import Words
from lhr.posts import queries
from lhr.posts.models import Post, PostFact, PostFunding, PostNumber, PostStatus
from lhr.posts.queries import PostView
from lhr.posts.rules import DEPARTMENT_SAYS, FUNDING_SAYS, Funding, Status
from lhr.standards import queries as standards

F = TypeVar("F", bound=PostFact)

_ESTABLISHED = Words("กำหนดตำแหน่ง", "Established")
_NUMBERED = Words("เลขที่ตำแหน่ง {number}", "Post number {number}")
_RENUMBERED = Words("เปลี่ยนเลขที่ตำแหน่งเป็น {number}", "Post number becomes {number}")
_MOVED = Words("ย้ายไป{where} เลขที่ตำแหน่ง {number}", "Moved to {where}, post number {number}")
_LEVELLED = Words("ปรับระดับตำแหน่งเป็น {levels}", "Levels become {levels}")
_FUNDED = Words("แหล่งเงิน: {source}", "Paid from: {source}")
_AGAIN = Words("คืนตำแหน่งให้ใช้ได้", "In use again")
_BECOMES = {
    Status.FROZEN: Words("ยุบพัก", "Frozen"),
    Status.ABOLISHED: Words("ยุบเลิก", "Abolished"),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """One post on a day; of an abolished one, what it was last."""

    view: PostView
    key: str
    status: Status
    status_since: date
    funding: Funding | None
    established: date

    @property
    def id(self) -> UUID:
        return self.view.id

    @property
    def stands(self) -> bool:
        return self.status is not Status.ABOLISHED


@dataclass(frozen=True, slots=True)
class Mended:
    """What was typed before it was corrected."""

    printed: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Happened:
    """One entry of a post's register: what, from which day on, by which resolution."""

    day: date
    says: Words
    reference: str = ""
    reference_on: date | None = None
    mended: tuple[Mended, ...] = ()


def listed(organisation_id: UUID, day: date) -> list[Listed]:
    """Every post that the organisation has, or had before, on `day`, in the order of the numbers; three queries."""
    numbers = (
        PostNumber.objects.known()
        .filter(organisation=organisation_id, starts__lte=day)
        .select_related("post")
        .order_by("starts")
    )
    last = {number.post_id: number for number in numbers}
    first: dict[UUID, date] = {}
    for number in numbers:
        first.setdefault(number.post_id, number.starts)
    views = queries.composed((number.post for number in last.values()), last.values(), day)
    here = {"post__organisation": organisation_id}
    statuses = {row.post_id: row for row in PostStatus.objects.as_of(day).filter(**here)}
    sources = {row.post_id: Funding(row.source) for row in PostFunding.objects.as_of(day).filter(**here)}
    found = [
        Listed(
            view=view,
            key=last[post].key,
            status=Status(statuses[post].status),
            status_since=statuses[post].starts,
            funding=sources.get(post),
            established=first[post],
        )
        for post, view in views.items()
        if post in statuses
    ]
    return sorted(found, key=lambda one: (one.key, str(one.id)))


@dataclass(frozen=True)
class Register:
    """Every fact of one post: `numbers` in all their versions, the others as they stand."""

    numbers: tuple[PostNumber, ...]
    statuses: tuple[PostStatus, ...]
    fundings: tuple[PostFunding, ...]

    def entries(self) -> list[Happened]:
        """What became of the post, the earliest first: from its facts alone, not who held it."""
        numbers = _of_numbers(self._live, self._typed_before())
        found = [*_of_status(self.statuses), *numbers, *_of_funding(self.fundings)]
        return sorted(found, key=lambda entry: entry.day)

    def spans(self) -> list[Period]:
        """The days on which the post stands, as spans that do not meet."""
        merged: list[Period] = []
        for row in self._live:
            if merged and merged[-1].meets(row.period):
                merged[-1] = Period(merged[-1].starts, row.until)
            else:
                merged.append(row.period)
        return merged

    def on(self, day: date) -> Listed:
        """The post on the day; before its first one, as it is on that."""
        day = max(day, self._live[0].starts)
        number = [row for row in self._live if row.starts <= day][-1]
        status = next(row for row in self.statuses if row.period.covers(day))
        money = next((Funding(row.source) for row in self.fundings if row.period.covers(day)), None)
        view = queries.composed([number.post], [number], day)[number.post_id]
        return Listed(view, number.key, Status(status.status), status.starts, money, self._live[0].starts)

    @property
    def _live(self) -> list[PostNumber]:
        return [row for row in self.numbers if row.superseded_id is None]

    def _typed_before(self) -> dict[UUID, list[PostNumber]]:
        found: dict[UUID, list[PostNumber]] = {}
        for row in sorted(self.numbers, key=lambda one: one.version):
            if row.superseded_id is not None:
                found.setdefault(row.entry_id, []).append(row)
        return found


def of(post_id: UUID) -> Register:
    """The register of one post, in three queries. Raises Post.DoesNotExist."""
    numbers = PostNumber.objects.filter(post=post_id).select_related("post", "superseded").order_by("starts", "version")
    found = tuple(numbers)
    if not found:
        raise Post.DoesNotExist(post_id)
    return Register(found, _rows(PostStatus, post_id), _rows(PostFunding, post_id))


def departments(found: Iterable[Listed]) -> list[tuple[str, str]]:
    """The departments of these posts, each with a name: as the LGO calls its units there, else as is usual."""
    units: dict[str, set[str]] = {}
    for each in found:
        units.setdefault(each.view.department, set()).update({each.view.unit} - {""})
    named = {dd: " / ".join(sorted(units[dd])) or DEPARTMENT_SAYS.get(dd, dd) for dd in units}
    return sorted((dd, name) for dd, name in named.items() if dd)


def _rows(kind: type[F], post_id: UUID) -> tuple[F, ...]:
    rows = kind._default_manager.filter(superseded=None, post=post_id).order_by("starts")
    return cast("tuple[F, ...]", tuple(rows))


def _entry(row: PostFact, said: Words, mended: tuple[Mended, ...] = (), **values: Words | str) -> Happened:
    def filled(lang: str) -> str:
        return said.text(lang, **{k: v.text(lang) if isinstance(v, Words) else v for k, v in values.items()})

    return Happened(row.starts, Words(filled("th"), filled("en")), row.reference, row.reference_on, mended)


def _of_status(rows: Sequence[PostStatus]) -> Iterator[Happened]:
    for at, row in enumerate(rows):
        status = Status(row.status)
        if at and rows[at - 1].status == row.status:
            continue
        yield _entry(row, _BECOMES.get(status, _AGAIN if at else _ESTABLISHED))


def _of_numbers(rows: Sequence[PostNumber], typed: dict[UUID, list[PostNumber]]) -> Iterator[Happened]:
    for row in rows[:1]:
        yield _entry(row, _NUMBERED, _mended(row, typed), number=row.printed)
    levels = {code: level.name for code, level in standards.levels().items()}
    for before, row in pairwise(rows):
        said = _MOVED if (before.department, before.unit) != (row.department, row.unit) else _RENUMBERED
        if said is _MOVED or before.printed != row.printed:
            where = row.unit or DEPARTMENT_SAYS.get(row.department, row.department)
            yield _entry(row, said, _mended(row, typed), where=where, number=row.printed)
        if (before.level_code, before.top_level_code) != (row.level_code, row.top_level_code):
            named = (levels.get(code, "") for code in (row.level_code, row.top_level_code))
            yield _entry(row, _LEVELLED, levels="/".join(name for name in named if name))


def _mended(row: PostNumber, typed: dict[UUID, list[PostNumber]]) -> tuple[Mended, ...]:
    earlier = [one for one in typed.get(row.entry_id, ()) if one.printed != row.printed]
    return tuple(
        Mended(one.printed, one.superseded.at, one.superseded.reason) for one in earlier if one.superseded
    )


def _of_funding(rows: Sequence[PostFunding]) -> Iterator[Happened]:
    for row in rows:
        yield _entry(row, _FUNDED, source=FUNDING_SAYS[Funding(row.source)])


def last_act(post_id: UUID) -> int:
    """Return the number of the last act upon the post: what somebody has seen who has its register before him."""
    return max((one.version for one in acts_upon(post_id)), default=0)


def acts_upon(post_id: UUID, *, after: int = 0) -> list[Touched]:
    """Return the acts upon the post itself, the first one first; with `after` those of a higher number."""
    changes = audit.changes_of(Post(pk=post_id)).filter(seq__gt=after)
    return [audit.touched(one, one.seq) for one in reversed(changes)]
