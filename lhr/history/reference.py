"""Bring a reference table into line with a file: add what is missing, change what differs, touch nothing else."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import models

_BATCH = 500


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a file of comma-separated values with a header line."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@dataclass(frozen=True)
class Differences:
    """What one table lacks or says otherwise than the file; `False` when it agrees."""

    model: type[models.Model]
    missing: Sequence[models.Model] = ()
    differing: Sequence[models.Model] = ()
    columns: Sequence[str] = field(default=())

    def __bool__(self) -> bool:
        return bool(self.missing or self.differing)

    def write(self) -> None:
        """Write them; the caller has opened the change."""
        manager = self.model._default_manager
        # A row gets its end before the one that follows it comes: two never share a day, not for an instant.
        if self.differing:
            manager.bulk_update(self.differing, list(self.columns), batch_size=_BATCH)
        manager.bulk_create(self.missing, batch_size=_BATCH)


def differences(
    model: type[models.Model], wanted: Iterable[dict[str, Any]], key: tuple[str, ...]
) -> Differences:
    """Compare the table with the wanted rows (attribute names and values), matched by the columns of `key`.

    Rows that the file does not name stay: records refer to them for ever.
    """
    standing = {tuple(getattr(row, k) for k in key): row for row in model._default_manager.all()}
    missing, differing, columns = [], [], set[str]()
    for values in wanted:
        row = standing.get(tuple(values[k] for k in key))
        if row is None:
            missing.append(model(**values))
            continue
        changed = [name for name, value in values.items() if getattr(row, name) != value]
        for name in changed:
            setattr(row, name, values[name])
        if changed:
            differing.append(row)
            columns.update(changed)
    return Differences(model, missing, differing, sorted(columns))
