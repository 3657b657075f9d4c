"""Trying a file and applying it. What is in it belongs to the package that it feeds; this keeps that it was tried."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction

from lhr import config
from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.audit.book import change
from lhr.documents.imported import batch_of
from lhr.documents.models import ImportBatch, ImportRow
from lhr.documents.rules_of_imports import BatchStatus, check_tried, check_whole
from lhr.kernel import clock
from lhr.kernel.rules import Finding, RuleBroken, stop_if

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class TriedRow:
    """One row and what was said of it. `waits` when `raw` is kept to be applied from here, and no longer."""

    number: int
    raw: str
    findings: tuple[Finding, ...] = ()
    refused: bool = False
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    read: int
    refused: int
    changed: int
    unchanged: int


def note_dry_run(
    *,
    by: Actor,
    permission: Permission,
    profile: str,
    sha256: str,
    counts: Counts,
    rows: Iterable[TriedRow],
    parameters: str = "",
) -> ImportBatch:
    """Keep that the file was tried and what was found. A file tried before with the same parameters is not kept twice:
    only what is said of its rows is brought up to date. `permission` is that of the act which the file feeds.
    """
    policy.require(by, permission, "/")
    _forget_waiting(profile)
    before = batch_of(profile, sha256, parameters)
    if before is not None and before.status != BatchStatus.UNDONE:
        _keep(before, rows)
        return before
    batch = ImportBatch(
        profile=profile,
        sha256=sha256,
        parameters=parameters,
        status=BatchStatus.DRY_RUN,
        tried_at=clock.now(),
        tried_by=by.account_id,
        read=counts.read,
        refused=counts.refused,
        changed=counts.changed,
        unchanged=counts.unchanged,
    )
    with change(by, "documents:import:tried", batch):
        batch.save(force_insert=True)
        _keep(batch, rows)
    return batch


def note_applied(
    *, by: Actor, permission: Permission, profile: str, sha256: str, parameters: str = ""
) -> ImportBatch:
    """Keep that the file is applied; the caller applies it in the same transaction.

    Raises RuleBroken (IM-01.1) unless this very file was tried with these parameters.
    """
    policy.require(by, permission, "/")
    batch = batch_of(profile, sha256, parameters)
    if batch is None or batch.status == BatchStatus.UNDONE:
        raise RuleBroken(check_tried(tried=False))
    if batch.status == BatchStatus.APPLIED:
        return batch
    batch.status, batch.applied_at = BatchStatus.APPLIED.value, clock.now()
    with change(by, "documents:import:applied", batch) as this:
        batch.first_change = this.seq
        batch.save(update_fields=["status", "applied_at", "first_change"])
        ImportRow.objects.filter(batch=batch, waits=True).delete()
    return batch


def note_whole(*, by: Actor, permission: Permission, batch: ImportBatch) -> None:
    """Keep which changes applied the batch, in the transaction that made them; applied again it keeps the first."""
    policy.require(by, permission, "/")
    if batch.last_change is not None:
        return
    with change(by, "documents:import:whole", batch) as this:
        batch.last_change = this.seq
        batch.save(update_fields=["last_change"])


def note_undone(*, by: Actor, permission: Permission, batch: ImportBatch, reason: str) -> None:
    """Keep that what the batch brought was taken back; the caller takes it back in the same transaction.

    Raises RuleBroken (IM-01.3) for a batch that is not in force, or was not let in as a whole.
    """
    policy.require(by, permission, "/")
    stop_if(check_whole(applied=batch.status == BatchStatus.APPLIED and batch.last_change is not None))
    batch.status, batch.undone_at = BatchStatus.UNDONE.value, clock.now()
    with change(by, "documents:import:undone", batch, reason=reason):
        batch.save(update_fields=["status", "undone_at"])


def sweep_imports(*, by: Actor) -> int:
    """Forget the rows of files applied or tried longer ago than LHR_IMPORT_FILE_DAYS; return how many rows went.

    That the file was brought in, and the counts, stay.
    """
    policy.require(by, Permission.REFERENCE_LOAD, "/")
    before = clock.now() - timedelta(days=config.import_file_days())
    old = ImportRow.objects.filter(batch__tried_at__lt=before)
    batch = ImportBatch.objects.filter(pk__in=old.values("batch")).first()
    if batch is None:
        return 0
    with transaction.atomic(), change(by, "documents:import:swept", batch):
        return old.delete()[0]


@transaction.atomic
def _keep(batch: ImportBatch, rows: Iterable[TriedRow]) -> None:
    """Keep what was said of the rows, instead of what was said when the file was tried before."""
    ImportRow.objects.filter(batch=batch).delete()
    kept = [
        ImportRow(
            batch=batch,
            number=row.number,
            raw=row.raw,
            told=[_told(finding) for finding in row.findings],
            refused=row.refused,
            waits=row.waits,
        )
        for row in rows
    ]
    ImportRow.objects.bulk_create(kept, batch_size=_AT_ONCE)


def _forget_waiting(profile: str) -> None:
    """A file that was tried and left gives up what it kept once another of its kind is tried."""
    ImportRow.objects.filter(batch__profile=profile, waits=True).delete()


def _told(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "says": {lang: finding.says(lang) for lang in ("th", "en")},
        "remedy": {lang: finding.remedy(lang) for lang in ("th", "en")},
    }
