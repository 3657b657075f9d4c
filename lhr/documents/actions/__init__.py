"""What is done with files: attaching a scan; trying an imported list, applying it and taking it back."""

from lhr.documents.actions.attaching import attach
from lhr.documents.actions.importing import (
    Counts,
    TriedRow,
    note_applied,
    note_dry_run,
    note_undone,
    note_whole,
    sweep_imports,
)

__all__ = [
    "Counts",
    "TriedRow",
    "attach",
    "note_applied",
    "note_dry_run",
    "note_undone",
    "note_whole",
    "sweep_imports",
]
