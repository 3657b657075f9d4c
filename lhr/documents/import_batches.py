"""Files that were brought in: what was found in them when they were tried, and whether they were applied."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from lhr.audit.guard import Guard
from lhr.documents.rules_of_imports import BatchStatus
from lhr.kernel.privacy import Privacy


class ImportBatch(models.Model):
    """One file, tried and perhaps applied. `parameters` are what it was tried with (the day, a file of events): tried
    with others, it would be another import. No file name is kept: it may name a person."""

    GUARD: ClassVar[Guard] = Guard.AUDITED
    PRIVACY: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        (
            "id",
            "profile",
            "sha256",
            "parameters",
            "status",
            "tried_at",
            "tried_by",
            "applied_at",
            "read",
            "refused",
            "changed",
            "unchanged",
            "first_change",
            "last_change",
            "undone_at",
        ),
        Privacy.INTERNAL,
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    profile = models.CharField(max_length=30)
    sha256 = models.CharField(max_length=64)
    parameters = models.CharField(max_length=300, default="")
    status = models.CharField(max_length=12)
    tried_at = models.DateTimeField()
    tried_by = models.UUIDField(null=True)
    applied_at = models.DateTimeField(null=True)
    read = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    # The changes that applied it, so that it can be taken back as a whole; None where it was not applied as one batch.
    first_change = models.BigIntegerField(null=True)
    last_change = models.BigIntegerField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=[one.value for one in BatchStatus]), name="import_status_known"
            ),
            models.CheckConstraint(
                condition=Q(status=BatchStatus.DRY_RUN.value, applied_at=None)
                | (~Q(status=BatchStatus.DRY_RUN.value) & Q(applied_at__isnull=False)),
                name="import_applied_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(status=BatchStatus.UNDONE.value, undone_at__isnull=False)
                | (~Q(status=BatchStatus.UNDONE.value) & Q(undone_at=None)),
                name="import_undone_on_a_day",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["sha256", "profile"], name="import_by_file")]

    def __str__(self) -> str:
        return f"{self.profile} {self.sha256[:12]} {self.status}"


class ImportRow(models.Model):
    """A row of a file of which something was said, or which `waits` to be applied. Swept some time after the import, so
    no part of the book: what was applied stands in the register itself."""

    GUARD: ClassVar[Guard] = Guard.FREE
    PRIVACY: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(("id", "batch", "number", "refused", "waits"), Privacy.INTERNAL),
        "raw": Privacy.PERSONAL,
        "told": Privacy.PERSONAL,
    }

    id = models.BigAutoField(primary_key=True)
    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    raw = models.TextField()
    told = models.JSONField(default=list)
    refused = models.BooleanField(default=False)
    waits = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["batch", "number"], name="import_row_order")]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.number}"
