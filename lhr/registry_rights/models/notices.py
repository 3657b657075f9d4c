"""News for people and offices."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from lhr.audit.guard import Guard
from lhr.kernel.privacy import Privacy
from lhr.organisations.models import Organisation
from lhr.people.models import Person


class Notice(models.Model):
    """News for one person or one office, shown on their first screen until read. Every notice says again what a
    change in the book says already, so the table is technical."""

    GUARD: ClassVar[Guard] = Guard.FREE
    PRIVACY: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "person": Privacy.PERSONAL,
        "office": Privacy.INTERNAL,
        "about": Privacy.INTERNAL,
        "kind": Privacy.INTERNAL,
        "subject": Privacy.INTERNAL,
        "once": Privacy.INTERNAL,
        "th": Privacy.PERSONAL,
        "en": Privacy.PERSONAL,
        "at": Privacy.INTERNAL,
        "read_at": Privacy.INTERNAL,
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    office = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    about = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    subject = models.UUIDField(null=True)  # what the news is of, for the page that the kind opens
    # Of what is told once, whoever tells it and however often: what it is about, and to whom.
    once = models.UUIDField(null=True, unique=True)
    th = models.TextField()
    en = models.TextField()
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(person=None, office__isnull=False) | Q(person__isnull=False, office=None),
                name="notice_for_one_reader",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "read_at"], name="notice_by_person"),
            models.Index(fields=["office", "read_at"], name="notice_by_office"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at}"
