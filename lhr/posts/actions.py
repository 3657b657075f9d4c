"""Establishing and abolishing posts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.audit.book import change
from lhr.audit.models import Change
from lhr.history import ledger
from lhr.kernel.rules import Finding, RuleBroken, stop_if
from lhr.organisations import queries as organisations
from lhr.organisations.models import Organisation
from lhr.posts import queries, rules
from lhr.posts.models import Post, PostNumber


@dataclass(frozen=True, slots=True)
class PostDraft:
    """One post as announced: its number as printed, line, level and, for a leading post, its working title.

    A post of ลูกจ้างประจำ has no line, and its number any form. `reason` answers the warnings of PO-02 and PO-04.
    """

    number: str
    line_code: str
    level_code: str
    starts: date
    management_title_code: str = ""
    unit: str = ""
    health_transfer: bool = False
    reason: str = ""


def establish(*, by: Actor, organisation: Organisation, post: PostDraft) -> Post:
    """Add one post to the establishment. Raises as `establish_all` does."""
    return establish_all(by=by, organisation=organisation, posts=(post,))[0]


def establish_all(*, by: Actor, organisation: Organisation, posts: Iterable[PostDraft]) -> list[Post]:
    """Add posts to the establishment in one act. Who keeps the reference data may, and who keys movements there.

    Raises RuleBroken: PO-03 when a number is another post's, PO-02 and PO-04 when a warning is not answered.
    """
    policy.require(by, _permission(by, organisation.path), organisation.path)
    wanted = list(posts)
    for found, reason in _judged(organisation, wanted):
        stop_if(found)
        if found and not reason.strip():
            raise RuleBroken(found)
    with change(by, "posts:post:established", organisation, path=organisation.path) as this:
        return [_write(this, organisation, draft) for draft in wanted]


def renumber(*, by: Actor, post_id: UUID, number: str, starts: date) -> PostNumber:
    """Give a post another number from `starts` on (a reorganisation, an LGO that changed its kind)."""
    post = queries.get(post_id)
    policy.require(by, _permission(by, post.organisation.path), post.organisation.path)
    live = PostNumber.objects.known().filter(organisation=post.organisation)
    stop_if(
        rules.check_unique(number, queries.numbers_of(post.organisation_id, starts, None, apart_from=post.pk))
    )
    with change(by, "posts:post:renumbered", post, path=post.organisation.path) as this:
        for earlier in live.filter(post=post):
            if earlier.period.covers(starts) or earlier.starts >= starts:
                ledger.end(this, earlier, starts)
        return _number(this, post, number, starts)


def abolish(*, by: Actor, post_id: UUID, until: date, reason: str) -> Post:
    """Let the post exist only before `until`. Its holder leaves it by a line of the service record, not by this."""
    post = queries.get(post_id)
    policy.require(by, _permission(by, post.organisation.path), post.organisation.path)
    with change(by, "posts:post:abolished", post, path=post.organisation.path, reason=reason) as this:
        post.until, post.status = until, Post.Status.ABOLISHED
        post.save(update_fields=["until", "status"])
        for number in PostNumber.objects.as_of(until).filter(post=post):
            ledger.end(this, number, until)
    return post


def _judged(organisation: Organisation, wanted: Sequence[PostDraft]) -> Iterator[tuple[list[Finding], str]]:
    """What the rules say of each number, with the officer's answer to their warnings."""
    if not wanted:
        return
    first = min(draft.starts for draft in wanted)
    place = organisations.view_of(organisation.pk, first)
    taken = queries.numbers_of(organisation.pk, first, None)
    for draft in wanted:
        found = rules.check_number(
            draft.number,
            province=place.province_code,
            lgo_kind=place.kind.value if place.kind else "",
            line_code=draft.line_code,
            health_transfer=draft.health_transfer,
            exempt=not draft.line_code,
        )
        yield [*found, *rules.check_unique(draft.number, taken)], draft.reason
        taken.append(draft.number)


def _permission(by: Actor, path: str) -> Permission:
    keeps_reference = policy.can(by, Permission.REFERENCE_LOAD, path)
    return Permission.REFERENCE_LOAD if keeps_reference else Permission.MOVEMENT_KEY


def _write(this: Change, organisation: Organisation, draft: PostDraft) -> Post:
    post = Post.objects.create(
        id=uuid4(),
        organisation=organisation,
        line_code=draft.line_code,
        management_title_code=draft.management_title_code,
        level_code=draft.level_code,
        unit=draft.unit,
        starts=draft.starts,
    )
    _number(this, post, draft.number, draft.starts)
    return post


def _number(this: Change, post: Post, printed: str, starts: date) -> PostNumber:
    return ledger.record(
        this,
        PostNumber,
        post=post,
        organisation_id=post.organisation_id,
        printed=printed,
        key=rules.key_of(printed),
        starts=starts,
    )
