"""The salary schedule of the demonstration: invented, complete, labelled ตัวอย่าง (tools/invented_schedule.py)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from lhr.access.actor import Actor
from lhr.standards import actions, planning
from lhr.standards.planning import About
from lhr.standards.rules import PayEngine, Status

STEPS = Path(__file__).parent / "data" / "invented_steps.csv"
KINDS = ("PAO_OFFICIAL", "MUN_OFFICIAL", "TAO_OFFICIAL", "PATTAYA_OFFICIAL", "HEALTH_TRANSFER")


def load_schedule(by: Actor, starts: date) -> int:
    """Load the invented steps, in force from `starts`; return how many rows were written. Raises RuleBroken (RD-03) in
    production."""
    about = About(
        code="ACCOUNT_5",
        name="บัญชีเงินเดือนตัวอย่าง",
        engine=PayEngine.STEP,
        kinds=KINDS,
        starts=starts,
        source="ตัวอย่าง: แต่งขึ้นผ่านช่องที่ทราบของบัญชี ๕ ใช้อ้างอิงไม่ได้",
        status=Status.UNVERIFIED,
        invented=True,
    )
    return actions.apply_schedule(by=by, plan=planning.schedule(STEPS.read_bytes(), about))
