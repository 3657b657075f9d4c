"""The establishment of an organisation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from lhr.audit.kept import seen
from lhr.posts.models import Post, PostNumber
from lhr.standards import queries as standards

_Asked = tuple[UUID, int | None]


@dataclass(frozen=True, slots=True)
class PostView:
    """A post as shown on a day. `title` is the working title (ปลัดเทศบาล), `line_name` the line under it."""

    id: UUID
    organisation_id: UUID
    number: str
    line_code: str
    line_name: str
    level_code: str
    level_name: str
    title_code: str
    title: str
    is_palad: bool
    unit: str
    status: str
    starts: date
    until: date | None

    @property
    def name(self) -> str:
        """The title over the line where there is one: ปลัดเทศบาล (นักบริหารงานท้องถิ่น ระดับกลาง)."""
        line = f"{self.line_name} ระดับ{self.level_name}" if self.level_name else self.line_name
        return f"{self.title} ({line})" if self.title else line


def get(post_id: UUID) -> Post:
    """Raises Post.DoesNotExist."""
    found = _numbered((post_id,), None)
    if post_id not in found:
        raise Post.DoesNotExist(post_id)
    return found[post_id][0]


def hold(post_ids: Iterable[UUID]) -> list[Post]:
    """Return these posts, locked until the transaction ends, in an order that two writers share."""
    return list(Post.objects.select_for_update().filter(pk__in=set(post_ids)).order_by("pk"))


def view_of(post_id: UUID, day: date, known_at: int | None = None) -> PostView:
    """Raises Post.DoesNotExist."""
    found = views((post_id,), day, known_at)
    if post_id not in found:
        raise Post.DoesNotExist(post_id)
    return found[post_id]


def views(ids: Iterable[UUID], day: date, known_at: int | None = None) -> dict[UUID, PostView]:
    """Return these posts as shown on `day`, in a constant number of queries."""
    found = _numbered(set(ids), known_at)
    numbers = [number for _, known in found.values() for number in known]
    return _composed((post for post, _ in found.values()), numbers, day)


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


def posts_of(organisation_id: UUID, day: date) -> list[PostView]:
    """The posts that the organisation has on `day`, in the order of their numbers."""
    posts = list(
        Post.objects.filter(Q(until=None) | Q(until__gt=day), organisation=organisation_id, starts__lte=day)
    )
    numbers = PostNumber.objects.known().filter(post__in=posts).order_by("starts")
    return sorted(_composed(posts, numbers, day).values(), key=lambda post: (post.number, str(post.id)))


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


def _composed(posts: Iterable[Post], known: Iterable[PostNumber], day: date) -> dict[UUID, PostView]:
    """`known` are the numbers of these posts in the order of their first day."""
    numbers: dict[UUID, str] = {}
    for number in known:
        if number.starts <= day or number.post_id not in numbers:
            numbers[number.post_id] = number.printed
    lines = standards.position_lines(day)
    levels = standards.levels()
    titles = standards.management_titles()
    views = {}
    for post in posts:
        line, level = lines.get(post.line_code), levels.get(post.level_code)
        title = titles.get(post.management_title_code)
        views[post.id] = PostView(
            id=post.id,
            organisation_id=post.organisation_id,
            number=numbers.get(post.id, ""),
            line_code=post.line_code,
            line_name=line.name if line else "",
            level_code=post.level_code,
            level_name=level.name if level else "",
            title_code=post.management_title_code,
            title=title.text if title else "",
            is_palad=bool(title and title.is_palad),
            unit=post.unit,
            status=post.status,
            starts=post.starts,
            until=post.until,
        )
    return views
