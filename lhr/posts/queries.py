"""The establishment of an organisation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from lhr.audit.kept import seen
from lhr.posts import rules
from lhr.posts.models import Post, PostFunding, PostNumber, PostStatus
from lhr.standards import queries as standards
from lhr.standards.queries import LevelView, LineView, TitleView

_Asked = tuple[UUID, int | None]
_Shown = tuple[UUID, date, int | None]


@dataclass(frozen=True, slots=True)
class PostView:
    """A post as shown on a day. `title` is the working title (ปลัดเทศบาล), `line_name` the line under it; `stands` says
    whether it has a number on that day."""

    id: UUID
    organisation_id: UUID
    number: str
    department: str
    line_code: str
    line_name: str
    level_code: str
    level_name: str
    top_level_code: str
    top_level_name: str
    title_code: str
    title: str
    is_palad: bool
    unit: str
    stands: bool

    @property
    def levels(self) -> str:
        """The level, or the lowest and the highest of a range: ปฏิบัติการ/ชำนาญการ."""
        return "/".join(name for name in (self.level_name, self.top_level_name) if name)

    @property
    def name(self) -> str:
        """The title over the line where there is one: ปลัดเทศบาล (นักบริหารงานท้องถิ่น ระดับกลาง)."""
        return self.held_at(f"ระดับ{self.levels}" if self.levels else "")

    def held_at(self, level: str) -> str:
        """The same with the level of who holds it, in the words of the field: ระดับชำนาญงาน, คศ.๑."""
        line = f"{self.line_name} {level}".strip()
        return f"{self.title} ({line})" if self.title else line

    @property
    def where(self) -> str:
        """The unit as the LGO calls it, else what the department of the number is usually called."""
        return self.unit or rules.DEPARTMENT_SAYS.get(self.department, self.department)


def get(post_id: UUID) -> Post:
    """Raises Post.DoesNotExist."""
    found = _numbered((post_id,), None)
    if post_id not in found:
        raise Post.DoesNotExist(post_id)
    return found[post_id][0]


def hold(post_ids: Iterable[UUID]) -> None:
    """Lock these posts until the transaction ends, in an order that two writers share."""
    rows = Post.objects.select_for_update().filter(pk__in=set(post_ids)).order_by("pk")
    list(rows.values_list("pk", flat=True))


def view_of(post_id: UUID, day: date, known_at: int | None = None) -> PostView:
    """Raises Post.DoesNotExist."""
    found = views((post_id,), day, known_at)
    if post_id not in found:
        raise Post.DoesNotExist(post_id)
    return found[post_id]


def views(ids: Iterable[UUID], day: date, known_at: int | None = None) -> dict[UUID, PostView]:
    """Return these posts as shown on `day`, in a constant number of queries."""

    def ask(lacking: list[_Shown]) -> dict[_Shown, PostView]:
        found = _numbered({one for one, _, _ in lacking}, known_at)
        numbers = [number for _, known in found.values() for number in known]
        shown = composed((post for post, _ in found.values()), numbers, day)
        return {(one, day, known_at): view for one, view in shown.items()}

    answered = seen("posts.views", ((one, day, known_at) for one in set(ids)), ask)
    return {view.id: view for view in answered.values()}


def _numbered(ids: Iterable[UUID], known_at: int | None) -> dict[UUID, tuple[Post, list[PostNumber]]]:
    """Return these posts with all the numbers that each ever bore, in the order of their first day."""

    def ask(lacking: list[_Asked]) -> dict[_Asked, tuple[Post, list[PostNumber]]]:
        wanted = {one for one, _ in lacking}
        known = PostNumber.objects.known(known_at).filter(post__in=wanted) if wanted else PostNumber.objects.none()
        found: dict[_Asked, tuple[Post, list[PostNumber]]] = {}
        for number in known.select_related("post").order_by("starts"):
            found.setdefault((number.post_id, known_at), (number.post, []))[1].append(number)
        if unnumbered := wanted - {one for one, _ in found}:
            found |= {(post.pk, known_at): (post, []) for post in Post.objects.filter(pk__in=unnumbered)}
        return found

    answered = seen("posts.numbered", ((one, known_at) for one in ids), ask)
    return {post.pk: (post, numbers) for post, numbers in answered.values()}


def posts_of(organisation_id: UUID, day: date, *, active: bool = False) -> list[PostView]:
    """The posts that the organisation has on `day`, in the order of their numbers; all of them, or (`active`) without
    those that are frozen."""
    numbers = PostNumber.objects.as_of(day).filter(organisation=organisation_id).select_related("post")
    if active:
        frozen = PostStatus.objects.as_of(day).filter(status=rules.Status.FROZEN)
        numbers = numbers.exclude(post__in=frozen.values("post"))
    found = list(numbers)
    views = composed((number.post for number in found), found, day)
    return sorted(views.values(), key=lambda post: (post.number, str(post.id)))


def status_on(post_id: UUID, day: date) -> str | None:
    """ACTIVE, FROZEN or ABOLISHED; None before it was established."""
    rows = statuses((post_id,)).get(post_id, ())
    return next((row.status for row in rows if row.period.covers(day)), None)


def statuses(ids: Iterable[UUID]) -> dict[UUID, tuple[PostStatus, ...]]:
    """Every status that these posts have, had or will have, in one query."""

    def ask(wanted: list[UUID]) -> dict[UUID, tuple[PostStatus, ...]]:
        found: dict[UUID, tuple[PostStatus, ...]] = {}
        for row in PostStatus.objects.known().filter(post__in=wanted) if wanted else ():
            found[row.post_id] = (*found.get(row.post_id, ()), row)
        return found

    return seen("posts.statuses", set(ids), ask)


def funding_on(post_id: UUID, day: date) -> str | None:
    """Whose money pays for the post on `day`; None where that was never stated."""
    return PostFunding.objects.as_of(day).filter(post=post_id).values_list("source", flat=True).first()


@dataclass(frozen=True, slots=True)
class FundedPost:
    """A post that stands: its number, its lowest and highest level, and whose money pays for it, "" where that was
    never stated."""

    number: str
    levels: tuple[str, str]
    source: str


def funded(organisation_id: UUID, day: date) -> dict[UUID, FundedPost]:
    """The posts that the organisation has on `day`, frozen ones too, as plain values in two queries."""
    sources = PostFunding.objects.as_of(day).filter(post__organisation=organisation_id)
    source_of = dict(sources.values_list("post_id", "source"))
    numbers = PostNumber.objects.as_of(day).filter(organisation=organisation_id).order_by("printed")
    return {
        post: FundedPost(printed, (low, top or low), source_of.get(post, ""))
        for post, printed, low, top in numbers.values_list("post_id", "printed", "level_code", "top_level_code")
    }


def numbers_of(
    organisation_id: UUID, starts: date, until: date | None, *, apart_from: UUID | None = None
) -> list[str]:
    """The printed numbers that posts of the organisation, all or all but one, bear on any day of the span."""
    found = PostNumber.objects.known().filter(
        Q(until=None) | Q(until__gt=starts), organisation=organisation_id
    )
    if until is not None:
        found = found.filter(starts__lt=until)
    if apart_from is not None:
        found = found.exclude(post=apart_from)
    return list(found.values_list("printed", flat=True))


def palad_titles() -> frozenset[str]:
    """The codes of the titles whose bearer is the ปลัด."""
    return frozenset(title.code for title in standards.management_titles().values() if title.is_palad)


def composed(posts: Iterable[Post], known: Iterable[PostNumber], day: date) -> dict[UUID, PostView]:
    """`known` are the numbers of these posts in the order of their first day."""
    numbers: dict[UUID, PostNumber] = {}
    for number in known:
        if number.starts <= day or number.post_id not in numbers:
            numbers[number.post_id] = number
    said = _Said(standards.position_lines(day), standards.levels(), standards.management_titles())
    return {post.id: _view(post, numbers.get(post.id), said, day) for post in posts}


@dataclass(frozen=True, slots=True)
class _Said:
    """What the codes of a post mean."""

    lines: Mapping[str, LineView]
    levels: Mapping[str, LevelView]
    titles: Mapping[str, TitleView]

    def level(self, code: str) -> str:
        return self.levels[code].name if code in self.levels else ""


def _view(post: Post, number: PostNumber | None, said: _Said, day: date) -> PostView:
    line, title = said.lines.get(post.line_code), said.titles.get(post.management_title_code)
    return PostView(
        id=post.id,
        organisation_id=post.organisation_id,
        number=number.printed if number else "",
        department=number.department if number else "",
        line_code=post.line_code,
        line_name=line.name if line else "",
        level_code=number.level_code if number else "",
        level_name=said.level(number.level_code) if number else "",
        top_level_code=number.top_level_code if number else "",
        top_level_name=said.level(number.top_level_code) if number else "",
        title_code=post.management_title_code,
        title=title.text if title else "",
        is_palad=bool(title and title.is_palad),
        unit=number.unit if number else "",
        stands=number is not None and number.period.covers(day),
    )
