"""What `lhr organisations import` prints of a list that was tried or let in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from lhr.documents.imported import ImportBatch
from lhr.followup.lgo_lists import Import
from lhr.kernel import clock
from lhr.kernel.rules import Finding
from lhr.kernel.thai_date import show
from lhr.organisations.planning import STEP_SAYS, Difference
from lhr.organisations.tabular import Told

NOTHING = "ไม่มีสิ่งใดเปลี่ยน ทะเบียนตรงกับบัญชีแล้ว / nothing to do: the register agrees with the list"
NO_BATCH = "ยังไม่มีการนำเข้า / no imports yet"
CHECKED = "ตรวจไฟล์แล้ว ยังไม่นำเข้า: สั่งอีกครั้งโดยไม่ใส่ --check เพื่อนำเข้า / checked; run again without --check to apply"


def told(finding: Finding, row: int = 0) -> str:
    """Return one line for the terminal: row, code, what is wrong, what to do, in Thai."""
    where = f"แถว {row}: " if row else ""
    return f"{where}{finding.code} {finding.says()} ทำต่อ: {finding.remedy()}"


def report(one: Import) -> list[str]:
    """Return what was found: refused rows, notes, and each difference with its day."""
    plan, sheet = one.plan, one.plan.sheet
    steps = Counter(difference.step for difference in plan.differences)
    figures = [f"{STEP_SAYS[step].th} {count:,}" for step, count in steps.items()]
    return [
        f"บัญชี {sheet.profile} ({sheet.encoding}) ณ วันที่ {show(plan.as_of, 'full')}",
        *_lines("ไม่รับ / refused", sheet.refused),
        *_lines("แฟ้มเหตุการณ์: ไม่รับ / events: refused", one.past.refused),
        *_lines("ข้อสังเกต / noted", sheet.notes),
        *_lines("ยังไม่ทำ / not done", plan.undated),
        *(_difference(each) for each in plan.differences),
        *(f"ไม่อยู่ในบัญชี ยังคงไว้ / not in the list, left standing: {held.full_name}" for held in plan.absent),
        f"อ่าน {sheet.read:,} แถว = รับ {len(sheet.listed):,} + ไม่รับ {len(sheet.refused):,}",
        f"อปท. ใหม่ {len(plan.new):,} · สำนักงานใหม่ {len(plan.offices):,} · ไม่เปลี่ยน {plan.unchanged:,}"
        + "".join(f" · {figure}" for figure in figures),
    ]


def applied(count: int) -> str:
    return f"นำเข้าแล้ว {count:,} แห่ง / applied to {count:,} LGOs"


def batch(one: ImportBatch) -> str:
    """Return one line of the imports: number, state, when, counts."""
    state = {"DRY_RUN": "ตรวจแล้ว", "APPLIED": "นำเข้าแล้ว", "UNDONE": "ย้อนแล้ว"}[one.status]
    day = show(clock.day_of(one.tried_at))
    counts = f"อ่าน {one.read:,} ไม่รับ {one.refused:,} เปลี่ยน {one.changed:,}"
    return f"{str(one.pk)[:8]} {state} {day} {one.profile} {one.parameters} {counts}"


def _lines(heading: str, rows: Iterable[Told]) -> list[str]:
    lines = [told(finding, one.row) for one in rows for finding in one.findings]
    return [f"{heading} ({len(lines)})", *lines] if lines else []


def _difference(one: Difference) -> str:
    day = show(one.day) if one.day else ""
    return f"{day} {STEP_SAYS[one.step].th}: {one.called}: {one.was} → {one.becomes} ({one.reference})"
