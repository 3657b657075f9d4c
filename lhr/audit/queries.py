"""What the books say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import models
from django.db.models import Max

from lhr.audit.models import Change, Reading, ReadingOf

PURPOSE_STATED = "STATED"  # the outcome of the reading by which somebody said why the next ones are made


def last_change_at(instant: datetime) -> int:
    """Return the number of the last change recorded up to `instant`; 0 before the first."""
    return Change.objects.filter(at__lte=instant).aggregate(last=Max("seq"))["last"] or 0


def changes_between(first: int, last: int) -> models.QuerySet[Change]:
    """The changes of the transaction that made both, from one to the other: others may have been made meanwhile."""
    one = Change.objects.get(pk=first)
    return Change.objects.filter(seq__gte=first, seq__lte=last, transaction=one.transaction, began=one.began)


def changes_of(subject: models.Model) -> models.QuerySet[Change]:
    """The changes of one subject, newest first."""
    return Change.objects.filter(subject_kind=subject._meta.label_lower, subject_id=str(subject.pk)).order_by(
        "-seq"
    )


@dataclass(frozen=True, slots=True)
class Touched:
    """One act upon something that is shown in versions: which version it made, when, by whom and what for."""

    version: int
    at: datetime
    tag: str
    by: str
    reason: str


def touched(change: Change, version: int) -> Touched:
    return Touched(version, change.at, change.tag, change.actor_name, change.reason)


def readings_of(person: UUID, *, before: int | None = None) -> models.QuerySet[ReadingOf]:
    """Who saw this person, newest first; with `before`, only the readings of a lower number."""
    rows = ReadingOf.objects.filter(person=person).select_related("reading").order_by("-reading_id")
    return rows if before is None else rows.filter(reading_id__lt=before)


def readings_by_others(person: UUID, *, before: int | None = None) -> models.QuerySet[ReadingOf]:
    """The readings of this person by anybody else: one's own are nobody's business."""
    mine = models.Q(reading__actor_person=person)
    return readings_of(person, before=before).exclude(mine)


def readings_by(account: UUID, view: str | tuple[str, ...], since: datetime) -> models.QuerySet[Reading]:
    """The readings of one kind (or of several) that an account made since an instant, newest first."""
    kinds = (view,) if isinstance(view, str) else view
    return Reading.objects.filter(actor_account=account, view__in=kinds, at__gte=since).order_by("-seq")


def purpose_given(
    account: UUID, view: str, since: datetime, *, person: UUID | None = None, path: str = ""
) -> str:
    """Return the purpose that the account stated for reading the person (or, without one, the place's list) since an
    instant, or "". The readings that followed do not prolong it."""
    mine = readings_by(account, view, since).filter(outcome=PURPOSE_STATED)
    mine = mine.filter(persons__person=person) if person else mine.filter(organisation_path=path)
    return mine.values_list("purpose", flat=True).first() or ""
