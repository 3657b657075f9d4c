"""What is done to posts: established, moved, frozen, put in use again, abolished, paid from other money."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.audit.book import change
from lhr.audit.models import Change
from lhr.history import ledger
from lhr.history.ledger import Overtaken
from lhr.kernel import events
from lhr.kernel.rules import Finding, RuleBroken, stop_if
from lhr.organisations import queries as organisations
from lhr.organisations.models import Organisation
from lhr.organisations.queries import OrganisationView
from lhr.posts import queries, register, rules, writing
from lhr.posts.cited import UNCITED, Cited
from lhr.posts.events import PostAbolished
from lhr.posts.models import Post, PostFunding, PostNumber, PostStatus
from lhr.posts.rules import Funding, Status
from lhr.standards import queries as standards


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
    department: str = ""  # for a number that has no parts
    top_level_code: str = ""
    funding: str = ""
    cited: Cited = UNCITED


def establish(*, by: Actor, organisation: Organisation, post: PostDraft) -> Post:
    """Add one post to the establishment. Raises as `establish_all` does."""
    return establish_all(by=by, organisation=organisation, posts=(post,))[0]


def establish_all(*, by: Actor, organisation: Organisation, posts: Iterable[PostDraft]) -> list[Post]:
    """Add posts to the establishment in one act. Who keeps the reference data may, and who keeps the LGO's posts.

    Raises RuleBroken: PO-03 when a number is another post's, PO-05 when the line has no such level, PO-02 and PO-04
    when a warning is not answered.
    """
    policy.require(by, _permission(by, organisation.path), organisation.path)
    with _alone(organisation.pk):
        wanted = list(posts)
        for found, reason in _judged(organisation, wanted):
            _answered(found, reason)
        why = "; ".join(dict.fromkeys(draft.reason for draft in wanted if draft.reason))
        with change(by, "posts:post:established", organisation, path=organisation.path, reason=why) as this:
            return _write(this, organisation, wanted)


def renumber(
    *,
    by: Actor,
    post_id: UUID,
    number: str,
    starts: date,
    cited: Cited = UNCITED,
    reason: str = "",
    seen: int | None = None,
) -> PostNumber:
    """Give a post another number from `starts` on (a reorganisation, an LGO that changed its kind)."""
    post = queries.get(post_id)
    policy.require(by, _permission(by, post.organisation.path), post.organisation.path)
    with _alone(post.organisation_id, post, seen):
        now = _standing(post, starts)
        _answered(_of_number(post, number, starts, now.until), reason)
        with change(by, "posts:post:renumbered", post, path=post.organisation.path, reason=reason) as this:
            columns = writing.number_columns(number, now.department)
            return writing.from_day(this, PostNumber, post.pk, starts, cited, **columns)


def move(
    *,
    by: Actor,
    post_id: UUID,
    department: str,
    unit: str,
    starts: date,
    cited: Cited = UNCITED,
    reason: str = "",
    seen: int | None = None,
) -> PostNumber:
    """Let the post stand in another department from `starts` on: its number bears that, and the same running number."""
    post = queries.get(post_id)
    policy.require(by, _permission(by, post.organisation.path), post.organisation.path)
    with _alone(post.organisation_id, post, seen):
        now = _standing(post, starts)
        number = rules.moved(now.printed, department)
        same = rules.check_changes(
            now.printed, starts, now=(now.department, now.unit), wanted=(department, unit)
        )
        stop_if(same)
        _answered(_of_number(post, number, starts, now.until), reason)
        with change(by, "posts:post:moved", post, path=post.organisation.path, reason=reason) as this:
            columns = writing.number_columns(number, department)
            return writing.from_day(this, PostNumber, post.pk, starts, cited, unit=unit, **columns)


def relevel(
    *,
    by: Actor,
    post_id: UUID,
    level_code: str,
    top_level_code: str,
    starts: date,
    cited: Cited = UNCITED,
    reason: str = "",
    seen: int | None = None,
) -> PostNumber:
    """ปรับระดับตำแหน่ง: let the post be for these levels from `starts` on. Its holder's level is a line of theirs."""
    post = queries.get(post_id)
    policy.require(by, _permission(by, post.organisation.path), post.organisation.path)
    with _alone(post.organisation_id, post, seen):
        now = _standing(post, starts)
        was = (now.level_code, now.top_level_code)
        stop_if(rules.check_changes(now.printed, starts, now=was, wanted=(level_code, top_level_code)))
        _answered(_of_levels(post.line_code, (level_code, top_level_code), starts), reason)
        with change(by, "posts:post:relevelled", post, path=post.organisation.path, reason=reason) as this:
            levels = {"level_code": level_code, "top_level_code": top_level_code}
            return writing.from_day(this, PostNumber, post.pk, starts, cited, **levels)


def correct_number(
    *, by: Actor, post_id: UUID, on: date, number: str, reason: str, seen: int | None = None
) -> PostNumber:
    """Put right a number that was typed wrong: from its first day it reads as it should, and what was typed is kept
    as the register knew it. `on` is a day on which the post bears it."""
    post = queries.get(post_id)
    policy.require(by, _permission(by, post.organisation.path), post.organisation.path)
    with _alone(post.organisation_id, post, seen):
        now = _standing(post, on)
        stop_if(rules.check_changes(now.printed, on, now=now.printed, wanted=number))
        _answered(_of_number(post, number, now.starts, now.until), reason)
        with change(by, "posts:post:number_corrected", post, path=post.organisation.path, reason=reason) as this:
            return ledger.correct(this, now, **writing.number_columns(number, now.department))


def fund(
    *,
    by: Actor,
    post_id: UUID,
    source: Funding,
    starts: date,
    cited: Cited = UNCITED,
    reason: str = "",
    seen: int | None = None,
) -> PostFunding:
    """Let other money pay for the post from `starts` on."""
    post = queries.get(post_id)
    policy.require(by, _permission(by, post.organisation.path), post.organisation.path)
    with _alone(post.organisation_id, post, seen):
        number = _standing(post, starts).printed
        stop_if(
            rules.check_changes(number, starts, now=queries.funding_on(post.pk, starts), wanted=source.value)
        )
        with change(by, "posts:post:funded", post, path=post.organisation.path, reason=reason) as this:
            return writing.from_day(this, PostFunding, post.pk, starts, cited, source=source.value)


def freeze(
    *, by: Actor, post_id: UUID, starts: date, cited: Cited = UNCITED, reason: str = "", seen: int | None = None
) -> PostStatus:
    """ยุบพัก: nobody is put into the post from `starts` on, until it is put in use again."""
    post = queries.get(post_id)
    policy.require(by, _permission(by, post.organisation.path), post.organisation.path)
    with _alone(post.organisation_id, post, seen):
        _standing(post, starts)
        stop_if(_status_changes(post, starts, Status.FROZEN))
        with change(by, "posts:post:frozen", post, path=post.organisation.path, reason=reason) as this:
            return writing.from_day(this, PostStatus, post.pk, starts, cited, status=Status.FROZEN.value)


def reinstate(
    *, by: Actor, post_id: UUID, starts: date, cited: Cited = UNCITED, reason: str = "", seen: int | None = None
) -> PostStatus:
    """Put a frozen or abolished post in use again from `starts` on, an abolished one with its number of before."""
    post = queries.get(post_id)
    policy.require(by, _permission(by, post.organisation.path), post.organisation.path)
    with _alone(post.organisation_id, post, seen):
        last = writing.last_number(post.pk, starts)
        stop_if(_status_changes(post, starts, Status.ACTIVE) if last else rules.check_stands("", None, starts))
        if last is not None and not last.period.covers(starts):
            _answered(_of_number(post, last.printed, starts, None), reason)
        with change(by, "posts:post:reinstated", post, path=post.organisation.path, reason=reason) as this:
            writing.restore_number(this, post, starts, cited)
            return writing.from_day(this, PostStatus, post.pk, starts, cited, status=Status.ACTIVE.value)


def abolish(
    *, by: Actor, post_id: UUID, until: date, reason: str, cited: Cited = UNCITED, seen: int | None = None
) -> Post:
    """Let the post exist only before `until`. Its holder leaves it by a line of the service record, not by this.

    Raises RuleBroken: SP-03 when somebody holds it on that day or later, found by whoever keeps the holders.
    """
    post = queries.get(post_id)
    policy.require(by, _permission(by, post.organisation.path), post.organisation.path)
    with _alone(post.organisation_id, post, seen):
        number = _standing(post, until).printed
        # What stood on no day at all would have no register: abolished from its second day on at the earliest.
        stood = PostNumber.objects.known().filter(post=post, starts__lt=until).exists()
        stop_if([] if stood else rules.check_stands(number, None, until))
        with change(by, "posts:post:abolished", post, path=post.organisation.path, reason=reason) as this:
            queries.hold((post.pk,))
            writing.end_all(this, PostNumber, post.pk, until)
            writing.end_all(this, PostStatus, post.pk, until)
            status = Status.ABOLISHED.value
            ledger.record(this, PostStatus, post=post, status=status, starts=until, **cited.columns())
            events.publish(PostAbolished(post.pk, until, number))
    return post


@contextmanager
def _alone(organisation_id: UUID, post: Post | None = None, seen: int | None = None) -> Iterator[None]:
    """Whoever else writes of the posts of this organisation waits here until the transaction ends, and then judges
    anew: two who give one number at the same moment are told so by the rule, not by the database. With `seen`, the last
    act that somebody knew of, who knew too little raises Overtaken."""
    with transaction.atomic():
        organisations.hold(organisation_id)
        if post is not None and seen is not None and register.last_act(post.pk) != seen:
            raise Overtaken(f"post {post.pk}")
        yield


def _answered(found: Sequence[Finding], reason: str) -> None:
    """Stop at what a reason does not let pass, and at a warning that has none."""
    stop_if(found)
    if found and not reason.strip():
        raise RuleBroken(found)


def _standing(post: Post, day: date) -> PostNumber:
    """Return the number that the post bears on `day`. Raises RuleBroken (PO-09.1) where it does not stand."""
    number = PostNumber.objects.as_of(day).filter(post=post).first()
    if number is None:
        raise RuleBroken(rules.check_stands(queries.view_of(post.pk, day).number, None, day))
    return number


def _status_changes(post: Post, day: date, wanted: Status) -> list[Finding]:
    number = queries.view_of(post.pk, day).number
    return rules.check_changes(number, day, now=queries.status_on(post.pk, day), wanted=wanted.value)


def _of_number(post: Post, number: str, starts: date, until: date | None) -> list[Finding]:
    """What PO-02, PO-03 and PO-04 say of the number on these days."""
    draft = PostDraft(number, post.line_code, "", starts, health_transfer=_is_transferred(post))
    taken = queries.numbers_of(post.organisation_id, starts, until, apart_from=post.pk)
    place = organisations.view_of(post.organisation_id, starts)
    return [*_agrees(place, draft), *rules.check_unique(number, taken)]


def _of_levels(line_code: str, levels: Iterable[str], day: date) -> list[Finding]:
    """What PO-05 says of the levels of a post of this line."""
    line, known = standards.position_lines(day).get(line_code), standards.levels()
    if line is None:
        return []
    named = (known[code] for code in levels if code in known)
    return [
        found
        for level in named
        for found in rules.check_level(
            line_name=line.name,
            line_type=line.type_code,
            line_verified=line.verified,
            level_name=level.name,
            level_type=level.type_code,
            day=day,
        )
    ]


def _is_transferred(post: Post) -> bool:
    """A post that came with the health centres bears (ถ) from its first day."""
    return any(number.suffix == rules.HEALTH_TRANSFER for number in post.numbers.known())


def _judged(organisation: Organisation, wanted: Sequence[PostDraft]) -> Iterator[tuple[list[Finding], str]]:
    """What the rules say of each number, with the officer's answer to their warnings."""
    if not wanted:
        return
    first = min(draft.starts for draft in wanted)
    place, taken = organisations.view_of(organisation.pk, first), queries.numbers_of(organisation.pk, first, None)
    for draft in wanted:
        levels = _of_levels(draft.line_code, (draft.level_code, draft.top_level_code), draft.starts)
        yield [*_agrees(place, draft), *levels, *rules.check_unique(draft.number, taken)], draft.reason
        taken.append(draft.number)


def _agrees(place: OrganisationView, draft: PostDraft) -> list[Finding]:
    return rules.check_number(
        draft.number,
        province=place.province_code,
        lgo_kind=place.kind.value if place.kind else "",
        line_code=draft.line_code,
        health_transfer=draft.health_transfer,
        exempt=not draft.line_code,
    )


def _permission(by: Actor, path: str) -> Permission:
    keeps_reference = policy.can(by, Permission.REFERENCE_LOAD, path)
    return Permission.REFERENCE_LOAD if keeps_reference else Permission.POST_KEEP


def _write(this: Change, organisation: Organisation, wanted: Sequence[PostDraft]) -> list[Post]:
    made = [
        Post(
            id=uuid4(),
            organisation=organisation,
            line_code=draft.line_code,
            management_title_code=draft.management_title_code,
        )
        for draft in wanted
    ]
    Post.objects.bulk_create(made)
    about = [
        (draft, {"post": post, "starts": draft.starts, **draft.cited.columns()})
        for post, draft in zip(made, wanted, strict=True)
    ]
    of_number = [{**_numbered(organisation, draft), **common} for draft, common in about]
    ledger.record_all(this, PostNumber, of_number)
    ledger.record_all(this, PostStatus, [{"status": Status.ACTIVE.value, **common} for _, common in about])
    funded = [{"source": Funding(one.funding).value, **common} for one, common in about if one.funding]
    ledger.record_all(this, PostFunding, funded)
    return made


def _numbered(organisation: Organisation, draft: PostDraft) -> dict[str, Any]:
    return {
        "organisation_id": organisation.pk,
        "unit": draft.unit,
        "level_code": draft.level_code,
        "top_level_code": draft.top_level_code,
        **writing.number_columns(draft.number, draft.department),
    }
