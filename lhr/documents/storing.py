"""What the store and the tables say of each other: what a row misses, what no row names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from itertools import islice

from lhr.documents.models import Evidence, StoredFile, Upload
from lhr.documents.store import Store, store
from lhr.kernel import clock

# A file is put before its row is written, so a fresh one without a row may be one whose act is still going on.
UNNAMED_AT_LEAST = timedelta(days=1)
_AT_ONCE = 500


class Fault(Enum):
    MISSING = "missing"
    DAMAGED = "damaged"
    ORPHANED = "orphaned"


@dataclass(frozen=True, slots=True)
class Faulty:
    """One file that is not as it should be; `evidence` are the rows that need it."""

    sha256: str
    fault: Fault
    evidence: tuple[str, ...] = ()


def faults() -> Iterator[Faulty]:
    """Recompute the digest of every file that a row names; then say which files no row has named for a day."""
    kept = store()
    for sha256 in StoredFile.objects.order_by("pk").values_list("pk", flat=True).iterator():
        if (fault := _fault(kept, sha256)) is not None:
            cited = Evidence.objects.filter(file=sha256).values_list("pk", flat=True)
            yield Faulty(sha256, fault, tuple(str(pk) for pk in cited))
    stored = StoredFile.objects.values("pk")
    waiting = Upload.objects.exclude(sha256__in=stored).order_by("sha256")
    for sha256 in waiting.values_list("sha256", flat=True).distinct().iterator():
        if (fault := _fault(kept, sha256)) is not None:
            yield Faulty(sha256, fault)
    for name in unnamed(kept, clock.now() - UNNAMED_AT_LEAST):
        yield Faulty(name, Fault.ORPHANED)


def _fault(kept: Store, sha256: str) -> Fault | None:
    content = kept.get(sha256)
    if content is None:
        return Fault.MISSING
    return None if hashlib.sha256(content).hexdigest() == sha256 else Fault.DAMAGED


def unnamed(kept: Store, before: datetime) -> Iterator[str]:
    """Yield what has stood there since before then and is named by no row."""
    old = (name for name, at in kept.names() if at < before)
    for names in _batched(old):
        needed = named(names)
        yield from (name for name in names if name not in needed)


def named(names: Iterable[str]) -> set[str]:
    """Return those of the names that a row needs."""
    asked = list(names)
    stored = StoredFile.objects.filter(pk__in=asked).values_list("pk", flat=True)
    return {*stored, *Upload.objects.filter(sha256__in=asked).values_list("sha256", flat=True)}


def _batched(rows: Iterable[str]) -> Iterator[tuple[str, ...]]:
    rest = iter(rows)
    while batch := tuple(islice(rest, _AT_ONCE)):
        yield batch
