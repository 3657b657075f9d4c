"""Which scans there are of an order, and the bytes of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lhr.documents import store
from lhr.documents.models import Evidence, PrintedPaper

Of = tuple[UUID, str]  # an LGO, and which of its orders or lines (lhr.documents.cited)
_EXTENSION = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


@dataclass(frozen=True, slots=True)
class Scan:
    """One scan as pages show it, without its bytes."""

    id: UUID
    sha256: str
    media_type: str
    pages: int
    added_by_name: str
    added_at: datetime

    @property
    def extension(self) -> str:
        return _EXTENSION[self.media_type]


def scans(wanted: Iterable[Of]) -> dict[Of, tuple[Scan, ...]]:
    """Return the scans of these orders and lines, the latest first, in one query; a key without any has none."""
    asked = {one for one in wanted if one[1]}
    if not asked:
        return {}
    rows = Evidence.objects.filter(
        organisation_id__in={place for place, _ in asked}, of__in={of for _, of in asked}
    ).order_by("-added_at", "-id")
    found: dict[Of, tuple[Scan, ...]] = {}
    for row in rows:
        key = (row.organisation_id, row.of)
        if key in asked:
            found[key] = (*found.get(key, ()), _scan(row))
    return found


def scans_of(organisation_id: UUID, of: str) -> tuple[Scan, ...]:
    """Return the scans of one order or line, the latest first."""
    return scans([(organisation_id, of)]).get((organisation_id, of), ())


def content(scan: Scan) -> bytes:
    """Return the bytes. Raises RuleBroken (EV-04) when the store has lost them."""
    return store.read(scan.sha256)


def papers_of(job: UUID) -> Iterator[PrintedPaper]:
    """Yield the papers that a job has set, in their order."""
    yield from PrintedPaper.objects.filter(job=job).order_by("item").iterator(chunk_size=20)


def _scan(row: Evidence) -> Scan:
    return Scan(row.id, row.file_id, row.media_type, row.pages, row.added_by_name, row.added_at)
