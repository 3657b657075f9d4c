"""The salary schedule of the demonstration: invented, complete, labelled ตัวอย่าง (tools/invented_schedule.py)."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from lhr.access.actor import Actor
from lhr.service_record.pay import Pay
from lhr.standards import actions, planning
from lhr.standards.planning import About
from lhr.standards.rules import PayEngine, Status

STEPS = Path(__file__).parent / "data" / "invented_steps.csv"
KINDS = ("PAO_OFFICIAL", "MUN_OFFICIAL", "TAO_OFFICIAL", "PATTAYA_OFFICIAL", "HEALTH_TRANSFER")


@cache
def column(level: str) -> tuple[tuple[Decimal, Decimal], ...]:
    """Return step and amount of a level, from the first to the top."""
    with STEPS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["level"] == level]
    return tuple((Decimal(row["step"]), Decimal(row["amount"])) for row in rows)


def opening(level: str, at: int) -> Pay:
    """What somebody of this level draws when the record opens: a step that differs from one to the next."""
    step, amount = column(level)[8 + at * 7 % 20]
    return Pay(salary=amount, step=step)


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
