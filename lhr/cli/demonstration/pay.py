"""The salary schedules of the demonstration: invented, labelled ตัวอย่าง (tools/invented_schedule.py)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from lhr.access.actor import Actor
from lhr.service_record.pay import Pay
from lhr.standards import actions, planning
from lhr.standards.planning import About, SchedulePlan
from lhr.standards.rules import PayEngine, Status

_DATA = Path(__file__).parent / "data"
STEPS = _DATA / "invented_steps.csv"
WAGES = _DATA / "invented_wages.csv"
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


def entry(level: str, at: int) -> Pay:
    """What somebody draws who is appointed to this level: one of its first steps."""
    step, amount = column(level)[at % 4]
    return Pay(salary=amount, step=step)


@cache
def flat() -> Pay:
    """What everybody on a general contract draws."""
    with (_DATA / "invented_general.csv").open(encoding="utf-8", newline="") as file:
        return Pay(salary=Decimal(next(csv.DictReader(file))["amount"]))


_INVENTED = "ตัวอย่าง: แต่งขึ้นทั้งฉบับ ใช้อ้างอิงไม่ได้"
# Code, file, engine, kind and name of the schedules beside that of the officials: one at least of each other engine.
OTHERS = (
    ("TEACHERS", "invented_teachers.csv", PayEngine.PERCENT, "TEACHER", "บัญชีเงินเดือนครูตัวอย่าง"),
    (
        "QUALIFIED",
        "invented_qualified.csv",
        PayEngine.PERCENT,
        "CONTRACT_MISSION_QUALIFIED",
        "บัญชีพนักงานจ้างผู้มีคุณวุฒิตัวอย่าง",
    ),
    (
        "SKILLED",
        "invented_skilled.csv",
        PayEngine.PERCENT,
        "CONTRACT_MISSION_SKILLED",
        "บัญชีพนักงานจ้างผู้มีทักษะตัวอย่าง",
    ),
    ("GENERAL", "invented_general.csv", PayEngine.FLAT, "CONTRACT_GENERAL", "อัตราพนักงานจ้างทั่วไปตัวอย่าง"),
    ("WAGES", WAGES.name, PayEngine.WAGE, "PERMANENT_EMPLOYEE", "บัญชีค่าจ้างลูกจ้างประจำตัวอย่าง"),
)


def load_schedules(by: Actor, starts: date) -> int:
    """Load an invented schedule of every engine, in force from `starts`; return how many rows were written.

    Raises RuleBroken (RD-03) in production.
    """
    return sum(actions.apply_schedule(by=by, plan=plan) for _, plan in plans(starts))


def load_schedule(by: Actor, starts: date) -> int:
    """Load the officials' invented steps alone."""
    return actions.apply_schedule(by=by, plan=_steps(starts))


def plans(starts: date) -> Iterator[tuple[str, SchedulePlan]]:
    """Return every invented schedule by its code, the officials' first."""
    yield "ACCOUNT_5", _steps(starts)
    for code, file, engine, kind, name in OTHERS:
        about = About(code, name, engine, (kind,), starts, _INVENTED, status=Status.UNVERIFIED, invented=True)
        yield code, planning.schedule((_DATA / file).read_bytes(), about)


def _steps(starts: date) -> SchedulePlan:
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
    return planning.schedule(STEPS.read_bytes(), about)
