"""The posts that somebody would hold by a movement: is each free, and does it stand on every day that is new to it?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from lhr.kernel.rules import Finding
from lhr.people import queries as people
from lhr.people.models import Person
from lhr.posts import queries as posts
from lhr.posts import rules as of_posts
from lhr.posts.models import PostStatus
from lhr.service_record import reading, rules, supposing
from lhr.service_record.rules import IncumbencySpan, ServicePicture


def posts_taken(person: Person | None, after: ServicePicture, day: date, *, pending: bool) -> list[Finding]:
    """PO-07 on every post that the person would hold: who else holds it on a shared day?"""
    wanted = {span.post_id for span in after.incumbencies}
    if not wanted:
        return []
    first = min(span.starts for span in after.incumbencies)
    seats = [seat for held in reading.seats_of(wanted).values() for seat in held]
    holders = {seat.person_id for seat in seats if seat.until is None or seat.until > first}
    holders -= {person.id if person is not None else None}
    if not holders:
        return []
    named, numbered = people.views(holders, day), posts.views(wanted, day)
    held = [
        (span, numbered[span.post_id].number, named[holder].name)
        for holder, span in _held_by(holders, pending=pending)
        if span.post_id in wanted
    ]
    return rules.check_posts_free(after.incumbencies, held)


def posts_gone(before: ServicePicture, after: ServicePicture, named: UUID | None = None) -> list[Finding]:
    """PO-09 on the days on which a post is held by `after` and was not by `before`: what is cancelled, amended or
    struck may give back one that was abolished or frozen meanwhile. `named` is the post that the movement itself names:
    whether that is frozen has been said."""
    found: list[Finding] = []
    for post_id, first, until in _new_days(before, after):
        for row in posts.statuses((post_id,)).get(post_id, ()):
            if row.status == of_posts.Status.ABOLISHED and _meets(row, first, until):
                gone = max(row.starts, first)
                found += of_posts.check_lasts(posts.view_of(post_id, first).number, gone)
            elif post_id != named and row.period.covers(first):
                found += of_posts.check_not_frozen(posts.view_of(post_id, first).number, row.status, first)
    return found


def _meets(row: PostStatus, first: date, until: date | None) -> bool:
    return (until is None or row.starts < until) and (row.until is None or row.until > first)


def _new_days(before: ServicePicture, after: ServicePicture) -> Iterator[tuple[UUID, date, date | None]]:
    """Each post with the first of the days that are new to its holder and the day after the last of them."""
    if before.incumbencies == after.incumbencies:
        return
    for span in after.incumbencies:
        begins: date | None = span.starts
        for one in sorted((s for s in before.incumbencies if s.post_id == span.post_id), key=lambda s: s.starts):
            if begins is None or (one.until and one.until <= begins):
                continue
            if one.starts > begins:
                yield span.post_id, begins, one.starts
            begins = one.until
        if begins is not None and (span.until is None or begins < span.until):
            yield span.post_id, begins, span.until


def _held_by(holders: set[UUID], *, pending: bool) -> list[tuple[UUID, IncumbencySpan]]:
    """What these people hold; `pending` lets a leaving that waits for verification make room for the successor."""
    if not pending:
        pictures = supposing.pictures(holders)
    else:
        pictures = {
            one: rules.project(reading.as_if_verified(lines))
            for one, lines in reading.lines_by_person(holders).items()
        }
    return [(one, span) for one, picture in pictures.items() for span in picture.incumbencies]
