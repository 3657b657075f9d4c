"""Trying a file of reference data and letting it in, and what is printed of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.cli.command import CommandFailed
from lhr.cli.lists import CHECKED, NOTHING, told
from lhr.documents import actions as documents
from lhr.documents.actions import Counts, TriedRow
from lhr.documents.imported import digest
from lhr.kernel.rules import RuleBroken, Weight
from lhr.standards.actions import ListPlan, SchedulePlan

_MAY = Permission.REFERENCE_LOAD


def read(path: str) -> bytes:
    """Return the file's bytes. Raises CommandFailed where there is none."""
    try:
        return Path(path).read_bytes()
    except OSError as lost:
        raise CommandFailed(f"ไม่พบไฟล์ / no such file: {path}") from lost


def report(plan: ListPlan | SchedulePlan) -> list[str]:
    """Return what was found, one line each, and the counts."""
    return [*(told(finding) for finding in plan.findings), f"อ่าน {plan.rows:,} แถว · เปลี่ยน {plan.count:,} แถว"]


def refused(broken: RuleBroken) -> CommandFailed:
    return CommandFailed("\n".join(told(finding) for finding in broken.findings))


def note(by: Actor, plan: ListPlan | SchedulePlan, data: bytes, profile: str, parameters: str) -> str:
    """Keep that the file was tried; return what is said then."""
    blocked = [f for f in plan.findings if f.weight is Weight.BLOCK]
    documents.note_dry_run(
        by=by,
        permission=_MAY,
        profile=profile,
        sha256=digest(data),
        counts=Counts(plan.rows, len(blocked), plan.count, max(plan.rows - plan.count, 0)),
        rows=[TriedRow(number, "", (f,), f in blocked) for number, f in enumerate(plan.findings, start=1)],
        parameters=parameters,
    )
    return CHECKED


def let_in(by: Actor, data: bytes, profile: str, parameters: str, write: Callable[[], int]) -> str:
    """Apply a file that was tried as it is, whole or not at all; return what is said then. Raises RuleBroken."""
    with transaction.atomic():
        documents.note_applied(
            by=by, permission=_MAY, profile=profile, sha256=digest(data), parameters=parameters
        )
        count = write()
    return f"นำเข้าแล้ว {count:,} แถว / {count:,} rows written" if count else NOTHING


