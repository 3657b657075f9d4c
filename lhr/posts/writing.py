"""How the dated facts of a post are written: from a day on, up to the next change that is entered already."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar, cast
from uuid import UUID

from django.db.models import Q

from lhr.audit.models import Change
from lhr.history import ledger
from lhr.history.models import FactQuerySet
from lhr.posts import rules
from lhr.posts.cited import Cited
from lhr.posts.models import Post, PostFact, PostNumber

F = TypeVar("F", bound=PostFact)


def number_columns(printed: str, department: str = "") -> dict[str, str]:
    """The columns that follow from a number as printed; `department` is that of a number without parts."""
    parts = rules.parse(printed)
    return {
        "printed": printed,
        "key": rules.key_of(printed),
        "department": parts.department if parts else department,
        "suffix": parts.suffix if parts else "",
    }


def from_day(this: Change, kind: type[F], post_id: UUID, day: date, cited: Cited, /, **values: Any) -> F:
    """Let `values` hold from `day` on, until the next change of this kind. What was entered for that very day before
    is corrected."""
    rows = cast("FactQuerySet[F]", kind._default_manager.known().filter(post=post_id))
    now = rows.filter(Q(until=None) | Q(until__gt=day), starts__lte=day).first()
    if now is None:
        following = rows.filter(starts__gt=day).order_by("starts").values_list("starts", flat=True).first()
        return ledger.record(
            this, kind, post_id=post_id, starts=day, until=following, **cited.columns(), **values
        )
    if now.starts == day:
        return ledger.correct(this, now, **cited.columns(), **values)
    ledger.end(this, now, day)
    return ledger.record(this, kind, **{**now.content(), **cited.columns(), **values, "starts": day})


def end_all(this: Change, kind: type[PostFact], post_id: UUID, day: date) -> None:
    """Let nothing of this kind hold on `day` or later."""
    for row in kind._default_manager.known().filter(Q(until=None) | Q(until__gt=day), post=post_id):
        ledger.end(this, row, day)


def last_number(post_id: UUID, day: date) -> PostNumber | None:
    """The number that the post bears on `day`, or bore last before it."""
    return PostNumber.objects.known().filter(post=post_id, starts__lte=day).order_by("-starts").first()


def restore_number(this: Change, post: Post, day: date, cited: Cited) -> None:
    """Let the post have the number of before again from `day` on, when it has none then."""
    last = last_number(post.pk, day)
    if last is not None and last.until is not None and last.until <= day:
        again = {**last.content(), **cited.columns(), "starts": day, "until": None}
        ledger.record(this, PostNumber, **again)
