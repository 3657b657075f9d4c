"""Open the book: every change happens inside `change`, every reading of a person is noted by `reading`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction

from lhr.access.actor import Actor
from lhr.audit import context, kept
from lhr.audit.models import Change, Reading, ReadingOf
from lhr.audit.tags import TAGS
from lhr.kernel import clock


def _who(by: Actor) -> dict[str, Any]:
    duty = by.main_duty
    return {
        "actor_account": by.account_id,
        "actor_person": by.person_id,
        "actor_name": by.name,
        "actor_role": duty.role if duty else "",
        "via": by.via,
    }


@contextmanager
def change(by: Actor, tag: str, subject: models.Model, *, path: str = "/", reason: str = "") -> Iterator[Change]:
    """Open the transaction and the audit row together; all writes of the act happen inside.

    `tag` is one of lhr.audit.tags.TAGS (LookupError otherwise). A change opened inside another (a subscriber
    at work) is its own row in the same transaction; the outer one is open again afterwards.
    """
    if tag not in TAGS:
        raise LookupError(f"audit tag {tag!r} has no Thai sentence")
    with transaction.atomic():
        row = Change.objects.create(
            at=clock.now(),
            tag=tag,
            subject_kind=subject._meta.label_lower,
            subject_id=str(subject.pk),
            organisation_path=path,
            reason=reason,
            **_who(by),
        )
        before = context.open_change(connection)
        context.enter(connection, row.seq)
        kept.change_opens(tag.partition(":")[0])
        try:
            yield row
        finally:
            context.enter(connection, before)


def reading(
    by: Actor, view: str, *, purpose: str, persons: Iterable[UUID] = (), path: str = "/", outcome: str = ""
) -> Reading:
    """Note that `by` saw these persons. Raises when the row cannot be written: then nothing may be shown."""
    with transaction.atomic():
        row = Reading.objects.create(
            at=clock.now(), view=view, purpose=purpose, organisation_path=path, outcome=outcome, **_who(by)
        )
        ReadingOf.objects.bulk_create([ReadingOf(reading=row, person=person) for person in persons])
    return row
