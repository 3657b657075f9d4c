"""Trying a list of local governments and letting it in: one way for the command line and for the screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.audit.queries import changes_between
from lhr.documents import actions as documents
from lhr.documents.actions import Counts, TriedRow
from lhr.documents.imported import ImportBatch, batches, digest
from lhr.organisations import actions, happenings, planning
from lhr.organisations.happenings import Happenings
from lhr.organisations.planning import Plan, When

PROFILES = ("dla-codes", "all-units")
_MAY = Permission.ORGANISATION_MANAGE


@dataclass(frozen=True, slots=True)
class Asked:
    """What an import depends on beside the file and the register: the list's day, and what dates the differences."""

    as_of: date
    events: bytes = b""
    changes_on: date | None = None
    reference: str = ""

    @property
    def parameters(self) -> str:
        changes_on = self.changes_on.isoformat() if self.changes_on else "-"
        return " ".join((self.as_of.isoformat(), changes_on, digest(self.events)[:16] if self.events else "-"))


@dataclass(frozen=True, slots=True)
class Import:
    """One list compared with the register as it stands now."""

    sha256: str
    parameters: str
    plan: Plan
    past: Happenings

    @classmethod
    def of(cls, data: bytes, asked: Asked) -> Import:
        """Read and compare; writes nothing. Raises RuleBroken for a file that as a whole is no such list."""
        past = happenings.read(asked.events) if asked.events else Happenings()
        plan = planning.plan(data, asked.as_of, When(past, asked.changes_on, asked.reference))
        return cls(digest(data), asked.parameters, plan, past)

    def note(self, by: Actor) -> ImportBatch:
        """Keep that the file was tried, and what was said of its rows."""
        plan, sheet = self.plan, self.plan.sheet
        counts = Counts(sheet.read, len(sheet.refused), len(plan.new) + len(plan.differences), plan.unchanged)
        rows = [
            TriedRow(one.row, one.raw, one.findings, one.refuses)
            for one in (*sheet.refused, *sheet.notes, *plan.undated)
        ]
        return documents.note_dry_run(
            by=by,
            permission=_MAY,
            profile=sheet.profile,
            sha256=self.sha256,
            counts=counts,
            rows=rows,
            parameters=self.parameters,
        )

    def apply(self, by: Actor) -> int:
        """Let the list in, all of it or nothing; return how many LGOs it entered or changed.

        Raises RuleBroken (IM-01) when this very file was not tried before.
        """
        if self.plan.nothing_to_do:
            return 0
        with transaction.atomic():
            batch = documents.note_applied(
                by=by,
                permission=_MAY,
                profile=self.plan.sheet.profile,
                sha256=self.sha256,
                parameters=self.parameters,
            )
            reason = f"{self.plan.sheet.profile} sha256 {self.sha256[:16]}"
            count = actions.apply_list(by=by, plan=self.plan, reason=reason)
            documents.note_whole(by=by, permission=_MAY, batch=batch)
            return count


def undo(*, by: Actor, batch: ImportBatch, reason: str) -> int:
    """Take a list back as a whole; return for how many LGOs. Raises RuleBroken: OG-03, IM-01.3."""
    with transaction.atomic():
        documents.note_undone(by=by, permission=_MAY, batch=batch, reason=reason)
        changes = changes_between(batch.first_change or 0, batch.last_change or 0)
        return actions.undo_list(by=by, changes=changes, reason=reason)


def batch_called(text: str) -> ImportBatch | None:
    """Return the one list whose id begins with these letters; None for none or several."""
    found = [one for one in batches(*PROFILES) if text and str(one.pk).startswith(text)]
    return found[0] if len(found) == 1 else None
