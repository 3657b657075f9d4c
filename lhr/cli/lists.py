"""Trying a list of local governments and letting it in: what is printed, and that it was tried before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction

from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.documents import actions as documents
from lhr.documents.actions import Counts, TriedRow
from lhr.documents.imported import digest
from lhr.kernel.rules import Finding
from lhr.kernel.thai_date import show
from lhr.organisations import actions, happenings, planning
from lhr.organisations.happenings import Happenings
from lhr.organisations.planning import STEP_SAYS, Difference, Plan, When
from lhr.organisations.tabular import Told

_MAY = Permission.ORGANISATION_MANAGE
_NOTHING = "ไม่มีสิ่งใดเปลี่ยน ทะเบียนตรงกับบัญชีแล้ว / nothing to do: the register agrees with the list"


def told(finding: Finding, row: int = 0) -> str:
    """Return one line for the terminal: row, code, what is wrong, what to do, in Thai."""
    where = f"แถว {row}: " if row else ""
    return f"{where}{finding.code} {finding.says()} ทำต่อ: {finding.remedy()}"


@dataclass(frozen=True)
class Import:
    """One run over one file. `parameters` are what the plan depends on beside the file and the register."""

    by: Actor
    sha256: str
    parameters: str
    plan: Plan
    past: Happenings

    @classmethod
    def of(
        cls,
        by: Actor,
        file: str,
        *,
        as_of: date,
        events: str | None,
        changes_on: date | None,
        reference: str,
    ) -> Import:
        """Read the files and compare. Raises RuleBroken for a file that as a whole is no such list."""
        data, past = Path(file).read_bytes(), Path(events).read_bytes() if events else b""
        known = happenings.read(past) if events else Happenings()
        plan = planning.plan(data, as_of, When(known, changes_on, reference))
        parameters = " ".join(
            (
                as_of.isoformat(),
                changes_on.isoformat() if changes_on else "-",
                digest(past)[:16] if past else "-",
            )
        )
        return cls(by, digest(data), parameters, plan, known)

    def report(self) -> list[str]:
        """Return what was found: refused rows, notes, and each difference with its day."""
        plan, sheet = self.plan, self.plan.sheet
        steps = Counter(one.step for one in plan.differences)
        figures = [f"{STEP_SAYS[step].th} {count:,}" for step, count in steps.items()]
        return [
            f"บัญชี {sheet.profile} ({sheet.encoding}) ณ วันที่ {show(plan.as_of, 'full')}",
            *_lines("ไม่รับ / refused", sheet.refused),
            *_lines("แฟ้มเหตุการณ์: ไม่รับ / events: refused", self.past.refused),
            *_lines("ข้อสังเกต / noted", sheet.notes),
            *_lines("ยังไม่ทำ / not done", plan.undated),
            *(_difference(one) for one in plan.differences),
            *(f"ไม่อยู่ในบัญชี ยังคงไว้ / not in the list, left standing: {one.full_name}" for one in plan.absent),
            f"อ่าน {sheet.read:,} แถว = รับ {len(sheet.listed):,} + ไม่รับ {len(sheet.refused):,}",
            f"อปท. ใหม่ {len(plan.new):,} · สำนักงานใหม่ {len(plan.offices):,} · ไม่เปลี่ยน {plan.unchanged:,}"
            + "".join(f" · {figure}" for figure in figures),
        ]

    def check(self) -> str:
        """Keep that the file was tried; write nothing else."""
        self._note()
        return "ตรวจไฟล์แล้ว ยังไม่นำเข้า: สั่งอีกครั้งโดยไม่ใส่ --check เพื่อนำเข้า / checked; run again without --check to apply"

    def apply(self) -> str:
        """Let the list in: all of it or nothing. Raises RuleBroken (IM-01) when this file was not tried before."""
        if self.plan.nothing_to_do:
            return _NOTHING
        with transaction.atomic():
            documents.note_applied(
                by=self.by,
                permission=_MAY,
                profile=self.plan.sheet.profile,
                sha256=self.sha256,
                parameters=self.parameters,
            )
            reason = f"{self.plan.sheet.profile} sha256 {self.sha256[:16]}"
            count = actions.apply_list(by=self.by, plan=self.plan, reason=reason)
        return f"นำเข้าแล้ว {count:,} แห่ง / applied to {count:,} LGOs"

    def _note(self) -> None:
        plan, sheet = self.plan, self.plan.sheet
        counts = Counts(sheet.read, len(sheet.refused), len(plan.new) + len(plan.differences), plan.unchanged)
        rows = [
            TriedRow(one.row, one.raw, one.findings, one.refuses)
            for one in (*sheet.refused, *sheet.notes, *plan.undated)
        ]
        documents.note_dry_run(
            by=self.by,
            permission=_MAY,
            profile=sheet.profile,
            sha256=self.sha256,
            counts=counts,
            rows=rows,
            parameters=self.parameters,
        )


def _lines(heading: str, rows: Iterable[Told]) -> list[str]:
    lines = [told(finding, one.row) for one in rows for finding in one.findings]
    return [f"{heading} ({len(lines)})", *lines] if lines else []


def _difference(one: Difference) -> str:
    day = show(one.day) if one.day else ""
    return f"{day} {STEP_SAYS[one.step].th}: {one.called}: {one.was} → {one.becomes} ({one.reference})"
