"""Attaching a scan to the order or the line that it is evidence of."""

from __future__ import annotations

import uuid
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError

from lhr import config
from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.audit.book import change
from lhr.documents import cited, rules, store
from lhr.documents.checked import Checked
from lhr.documents.checking import LARGER_AT_MOST
from lhr.documents.models import Evidence, StoredFile
from lhr.kernel.rules import stop_if


def attach(
    *, by: Actor, organisation_id: UUID, path: str, of: str, scan: Checked, permission: Permission
) -> Evidence:
    """Keep the scan as evidence `of` an order or line (lhr.documents.cited) of the LGO.

    `permission` is that of the act which the scan belongs to; inside that act's transaction both are saved or neither.
    The same file for the same order twice is one row. The bytes are in the store before any row says so. Raises
    ValueError for bytes that are not those of the digest.
    """
    policy.require(by, permission, path)
    stop_if(rules.check_size(len(scan.content), most_mb=LARGER_AT_MOST * config.scan_max_mb()))
    store.put(scan.sha256, scan.content)
    if (known := _known(organisation_id, of, scan)) is not None:
        return known
    made = Evidence(id=uuid.uuid4(), organisation_id=organisation_id, kind=cited.kind(of), of=of)
    try:
        with change(by, "documents:evidence:attached", made, path=path) as this:
            _write(made, scan, by, this.at)
    except IntegrityError:
        # Another officer attached the same file to the same order at this moment: his row is ours too.
        if (known := _known(organisation_id, of, scan)) is None:
            raise
        return known
    return made


def _known(organisation_id: UUID, of: str, scan: Checked) -> Evidence | None:
    return Evidence.objects.filter(organisation_id=organisation_id, of=of, file=scan.sha256).first()


def _write(made: Evidence, scan: Checked, by: Actor, at: datetime) -> None:
    StoredFile.objects.get_or_create(sha256=scan.sha256, defaults={"size": len(scan.content)})
    made.file_id, made.media_type, made.pages = scan.sha256, scan.media_type, scan.pages
    made.added_by, made.added_by_name, made.added_at = by.account_id, by.name, at
    made.save(force_insert=True)
