"""The rounds in which the centre asks every LGO to register. How an LGO stands is computed, never stored."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from lhr.audit.guard import Guard
from lhr.followup.rules import RoundKind
from lhr.history.fields import BytewiseTextField
from lhr.kernel.privacy import Privacy


class FollowUpRound(models.Model):
    """One circular with a deadline: `scope` is the path of the office whose LGOs it asks, "/" for the whole country."""

    GUARD: ClassVar[Guard] = Guard.AUDITED
    PRIVACY: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        ("id", "kind", "title", "letter_reference", "scope", "opened_on", "deadline", "closed_on"),
        Privacy.INTERNAL,
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, default=RoundKind.RIGHTS.value)
    title = models.CharField(max_length=200)
    letter_reference = models.CharField(max_length=200, default="")
    scope = BytewiseTextField(default="/")
    opened_on = models.DateField()
    deadline = models.DateField()
    closed_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in RoundKind]), name="followup_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(scope__startswith="/", scope__endswith="/"), name="followup_scope_ends"
            ),
        ]

    def __str__(self) -> str:
        return self.title
