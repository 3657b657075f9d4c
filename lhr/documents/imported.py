"""Which files were tried and applied."""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.db.models import QuerySet

from lhr.documents.models import ImportBatch, ImportRow

# For those above who name the types but may not import the tables.
__all__ = ["ImportBatch", "ImportRow", "batch_of", "batches", "digest", "rows_of"]


def digest(data: bytes) -> str:
    """Return by what a file is known again."""
    return hashlib.sha256(data).hexdigest()


def batch_of(profile: str, sha256: str, parameters: str) -> ImportBatch | None:
    """Return the latest import of this very file with these parameters."""
    same = ImportBatch.objects.filter(profile=profile, sha256=sha256, parameters=parameters)
    return same.order_by("-tried_at").first()


def batches(*profiles: str) -> QuerySet[ImportBatch]:
    """The imports of these kinds of list, the latest first."""
    return ImportBatch.objects.filter(profile__in=profiles).order_by("-tried_at")


def rows_of(batch_id: UUID) -> QuerySet[ImportRow]:
    """What was said of the rows of one import, by their numbers."""
    return ImportRow.objects.filter(batch=batch_id).order_by("number", "pk")
