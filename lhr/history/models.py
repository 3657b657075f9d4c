"""The base of every dated fact."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any, ClassVar, TypeVar

from django.db import models
from django.db.models import F, Q

from lhr.audit.guard import Guard
from lhr.audit.models import Change
from lhr.kernel.periods import Period
from lhr.kernel.privacy import Privacy

M = TypeVar("M", bound="Fact")

FACT_PRIVACY: dict[str, Privacy] = dict.fromkeys(
    ("id", "entry_id", "version", "starts", "until", "recorded", "superseded"), Privacy.INTERNAL
)


class FactQuerySet(models.QuerySet[M]):
    """Questions on the two axes."""

    def known(self, known_at: int | None = None) -> FactQuerySet[M]:
        """The versions that the register held: today, or after change number `known_at`."""
        if known_at is None:
            return self.filter(superseded=None)
        return self.filter(Q(superseded=None) | Q(superseded__gt=known_at), recorded__lte=known_at)

    def holding(self, day: date) -> FactQuerySet[M]:
        """The versions whose span covers `day`."""
        return self.filter(Q(until=None) | Q(until__gt=day), starts__lte=day)

    def as_of(self, day: date, known_at: int | None = None) -> FactQuerySet[M]:
        """What held on `day`, as the register knew it after change `known_at` (None: as it knows it now)."""
        return self.known(known_at).holding(day)


class Fact(models.Model):
    """A dated fact: holds from `starts` up to, not including, `until`; known from `recorded` up to `superseded`.

    `entry_id` is the fact's identity through all its versions. Written only by lhr.history.ledger.
    """

    GUARD: ClassVar[Guard] = Guard.FACT

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry_id = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    version = models.PositiveIntegerField(default=1)
    starts = models.DateField()
    until = models.DateField(null=True)
    recorded = models.ForeignKey(Change, models.PROTECT, related_name="+")
    # No index of its own: nearly every row is live, and SQLite would take it before the one that finds the few wanted.
    superseded = models.ForeignKey(Change, models.PROTECT, related_name="+", null=True, db_index=False)

    objects = FactQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("starts")), name="%(app_label)s_%(class)s_holds_a_day"
            ),
            models.UniqueConstraint(
                fields=["entry_id"], condition=Q(superseded=None), name="%(app_label)s_%(class)s_one_live_version"
            ),
        ]

    @property
    def period(self) -> Period:
        return Period(self.starts, self.until)

    def content(self) -> dict[str, Any]:
        """Return the columns that say something: all but identity, version and the book-keeping of time."""
        kept = {"id", "entry_id", "version", "recorded", "superseded"}
        return {f.attname: getattr(self, f.attname) for f in self._meta.concrete_fields if f.name not in kept}
