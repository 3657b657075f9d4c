"""The scans: the bytes once under their digest, and what each of them is evidence of."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from lhr.audit.guard import Guard
from lhr.documents.cited import Kind
from lhr.documents.import_batches import ImportBatch, ImportRow
from lhr.documents.qr_token import DocumentKind
from lhr.kernel.privacy import Privacy

__all__ = [
    "ArrivedPart",
    "Arriving",
    "DayOfUploads",
    "Evidence",
    "ImportBatch",
    "ImportRow",
    "PrintLog",
    "PrintedPaper",
    "StoredFile",
    "Upload",
]


class StoredFile(models.Model):
    """That one file is kept for good; its bytes stand in the store under their SHA-256 (lhr.documents.store).

    The same file twice is one row (docs/adr/0013).
    """

    GUARD: ClassVar[Guard] = Guard.APPEND_ONLY
    PRIVACY: ClassVar[dict[str, Privacy]] = {
        "sha256": Privacy.INTERNAL,
        "size": Privacy.INTERNAL,
    }

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.sha256[:12]


class Evidence(models.Model):
    """A scan of an order of one LGO, or of what one line rests on (`of`: lhr.documents.cited).

    Lines do not point at it: they cite an order, and the scan of that order is theirs. A better scan is another row.
    """

    GUARD: ClassVar[Guard] = Guard.APPEND_ONLY
    PRIVACY: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(("id", "organisation_id", "kind", "file", "media_type", "pages"), Privacy.INTERNAL),
        **dict.fromkeys(("added_by", "added_at"), Privacy.INTERNAL),
        "of": Privacy.PERSONAL,
        "added_by_name": Privacy.PERSONAL,
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation_id = models.UUIDField()  # a package on the same line: its id as a value
    kind = models.CharField(max_length=6, choices=[(k.value, k.value) for k in Kind])
    of = models.CharField(max_length=120)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="evidence", db_column="sha256")
    media_type = models.CharField(max_length=20)
    pages = models.PositiveIntegerField()
    added_by = models.UUIDField(null=True)
    added_by_name = models.CharField(max_length=200, default="")
    added_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation_id", "of", "file"], name="documents_one_file_once")
        ]

    def __str__(self) -> str:
        return str(self.id)


class PrintLog(models.Model):
    """One paper that was printed: of whom, by whom, why, and the digests that tell this paper from any other.

    `number` stands on the paper and in its QR. What a verification page tells without a sign-in (kind, day, LGO) is
    kept as printed; the paper itself is not.
    """

    GUARD: ClassVar[Guard] = Guard.APPEND_ONLY
    PRIVACY: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(("number", "kind", "person_id", "organisation_path", "printed_by", "at"), Privacy.INTERNAL),
        **dict.fromkeys(("issued_on", "as_of", "known_at", "sha256", "record_sha256"), Privacy.INTERNAL),
        **dict.fromkeys(("content_sha256", "only_current", "sensitive"), Privacy.INTERNAL),
        "lgo": Privacy.PUBLIC,
        "printed_by_name": Privacy.PERSONAL,
        "purpose": Privacy.PERSONAL,
    }

    number = models.BigIntegerField(primary_key=True)
    kind = models.PositiveSmallIntegerField(choices=[(k.value, k.name) for k in DocumentKind])
    person_id = models.UUIDField(db_index=True)  # a package on the same line: its id as a value
    organisation_path = models.CharField(max_length=120)
    lgo = models.CharField(max_length=200)
    printed_by = models.UUIDField(null=True)
    printed_by_name = models.CharField(max_length=200, default="")
    at = models.DateTimeField()
    issued_on = models.DateField()
    purpose = models.CharField(max_length=200)
    as_of = models.DateField()
    known_at = models.BigIntegerField()  # the last change that the print knew of
    sha256 = models.CharField(max_length=64)
    record_sha256 = models.CharField(max_length=64)
    # What is asked of the record again when somebody verifies the paper; "" on papers from before this was kept.
    content_sha256 = models.CharField(max_length=64, default="")
    only_current = models.BooleanField(default=False)
    sensitive = models.BooleanField(default=False)  # what is sensitive stands on the paper

    def __str__(self) -> str:
        return str(self.number)


class PrintedPaper(models.Model):
    """A paper that a job has set, until it is fetched and the job is cleared; the log of prints stays for ever."""

    GUARD: ClassVar[Guard] = Guard.FREE
    PRIVACY: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(("id", "job", "item", "at"), Privacy.INTERNAL),
        "name": Privacy.PERSONAL,
        "content": Privacy.SENSITIVE,
    }

    id = models.BigAutoField(primary_key=True)
    job = models.UUIDField()  # a package on the same line: its id as a value
    item = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["job", "item"], name="documents_one_paper_an_item")
        ]

    def __str__(self) -> str:
        return f"{self.job} {self.item}"


class Upload(models.Model):
    """A file that came with a form which is not saved yet; no part of the register. Written by documents.pending.

    Its bytes stand in the store under `sha256`, as those of any other file.
    """

    GUARD: ClassVar[Guard] = Guard.FREE
    PRIVACY: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(("key", "account", "sha256", "media_type", "pages", "at"), Privacy.INTERNAL),
        "name": Privacy.PERSONAL,
    }

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.UUIDField()
    name = models.CharField(
        max_length=120
    )  # as the officer knows the file; shown, and never a path or a header
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=20)
    pages = models.PositiveIntegerField()
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.key)


class Arriving(models.Model):
    """A file that comes in parts and is not whole yet, known again by its account and digest (documents.arriving)."""

    GUARD: ClassVar[Guard] = Guard.FREE
    PRIVACY: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(("key", "account", "sha256", "size", "received", "became", "at"), Privacy.INTERNAL),
        "name": Privacy.PERSONAL,
    }

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.UUIDField()
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    received = models.PositiveIntegerField(default=0)
    became = models.UUIDField(null=True)  # the waiting file; asked again, for the answer may be what the line lost
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "sha256", "size"], name="documents_one_arrival_a_file")
        ]

    def __str__(self) -> str:
        return str(self.key)


class ArrivedPart(models.Model):
    """One part of a file that is on its way. In the database: it lives for minutes and is written with the count."""

    GUARD: ClassVar[Guard] = Guard.FREE
    PRIVACY: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(("id", "of", "begins"), Privacy.INTERNAL),
        "content": Privacy.SENSITIVE,
    }

    id = models.BigAutoField(primary_key=True)
    of = models.ForeignKey(Arriving, models.CASCADE, related_name="parts")
    begins = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["of", "begins"], name="documents_one_part_a_place")]

    def __str__(self) -> str:
        return f"{self.of_id} {self.begins}"


class DayOfUploads(models.Model):
    """How many bytes of scans an account has sent on one day, refused ones too."""

    GUARD: ClassVar[Guard] = Guard.FREE
    PRIVACY: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        ("id", "account", "day", "received"), Privacy.INTERNAL
    )

    id = models.BigAutoField(primary_key=True)
    account = models.UUIDField()
    day = models.DateField()
    received = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "day"], name="documents_one_count_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.received}"
