"""Who made which version of a fact: what a second writer is told."""

from __future__ import annotations

from uuid import UUID

from lhr.audit.queries import Touched, touched
from lhr.history.models import Fact


def acts_upon(kind: type[Fact], entry_id: UUID, *, after: int = 0) -> list[Touched]:
    """Return what was done to a fact, the first act first; with `after` only what came after that version. An act that
    took it back made no version, and comes last."""
    rows = kind._default_manager.filter(entry_id=entry_id, version__gte=after)
    known = list(rows.select_related("recorded", "superseded").order_by("version"))
    told = [touched(row.recorded, row.version) for row in known if row.version > after]
    if known and known[-1].superseded is not None:
        told.append(touched(known[-1].superseded, known[-1].version + 1))
    return told
