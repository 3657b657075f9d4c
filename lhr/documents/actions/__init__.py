"""What is done with files: attaching a scan; trying an imported list, applying it and taking it back; printing;
sweeping the store."""

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
from lhr.documents.actions.printing import keep_paper, print_card, sweep_papers
from lhr.documents.actions.sweeping import sweep_files

__all__ = [
    "Counts",
    "TriedRow",
    "attach",
    "keep_paper",
    "note_applied",
    "note_dry_run",
    "note_undone",
    "note_whole",
    "print_card",
    "sweep_files",
    "sweep_imports",
    "sweep_papers",
]
