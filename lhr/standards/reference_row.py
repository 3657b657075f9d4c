"""What every reference row says about itself, and how the tables of this package are declared."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import Q

from lhr.audit.guard import Guard
from lhr.kernel.privacy import Privacy
from lhr.standards.rules import Status


def public(*columns: str) -> dict[str, Privacy]:
    return dict.fromkeys(("status", "source", *columns), Privacy.PUBLIC)


def one_of(column: str, words: Iterable[str], name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{column}__in": [str(word) for word in words]}), name=name)


class Reference(models.Model):
    """What every reference row says about itself."""

    GUARD: ClassVar[Guard] = Guard.AUDITED

    status = models.CharField(max_length=1, default=Status.UNVERIFIED.value)
    source = models.CharField(max_length=200, default="")

    class Meta:
        abstract = True
        constraints: ClassVar = [one_of("status", Status, "%(app_label)s_%(class)s_status_known")]
