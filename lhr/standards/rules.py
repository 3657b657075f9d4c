"""The words of the reference tables: what a movement does and what a title is."""

from __future__ import annotations

from enum import StrEnum

from lhr.kernel.words import Words


class MovementClass(StrEnum):
    START = "START"
    CHANGE = "CHANGE"
    OVERLAY = "OVERLAY"
    END = "END"
    AMEND = "AMEND"
    CANCEL = "CANCEL"


class RightsEffect(StrEnum):
    NONE = "NONE"
    CHECK = "CHECK"  # look again at the qualifying post
    END = "END"  # suspended at the effective instant
    BY_TARGET = "BY_TARGET"  # as the movement that is amended or cancelled


class Affects(StrEnum):
    POST = "POST"
    SALARY = "SALARY"
    BOTH = "BOTH"
    NONE = "NONE"
    BY_TARGET = "BY_TARGET"


class NeedsCitation(StrEnum):
    ORDER = "ORDER"
    EVIDENCE = "EVIDENCE"  # retirement and death cite evidence instead of an order (OR-03)
    NONE = "NONE"


class PostNumberNeed(StrEnum):
    REQUIRED = "REQUIRED"
    FORBIDDEN = "FORBIDDEN"


class PrefixGroup(StrEnum):
    CIVIL = "CIVIL"
    MILITARY = "MILITARY"
    POLICE = "POLICE"
    ROYAL = "ROYAL"
    ACADEMIC = "ACADEMIC"
    CLERGY = "CLERGY"


class PayEngine(StrEnum):
    """How a schedule says what pay is lawful."""

    STEP = "STEP"  # a cell of level and step
    PERCENT = "PERCENT"  # anything inside the level's band
    FLAT = "FLAT"  # the one rate
    WAGE = "WAGE"  # a cell of group and step, with rates a day and an hour


class AllowanceKind(StrEnum):
    POSITION = "POSITION"  # เงินประจำตำแหน่ง
    REMUNERATION = "REMUNERATION"  # ค่าตอบแทนรายเดือน, beside it
    RANK = "RANK"  # เงินวิทยฐานะ


class Per(StrEnum):
    """For how long an amount is meant; a line of the card has it a month."""

    MONTH = "MONTH"
    YEAR = "YEAR"


class LeaveUnit(StrEnum):
    DAYS = "DAYS"
    TIMES = "TIMES"
    DAYS_AND_TIMES = "DAYS_AND_TIMES"


class DecorationType(StrEnum):
    SASH = "SASH"  # สายสะพาย
    BELOW_SASH = "BELOW_SASH"
    GALLANTRY = "GALLANTRY"
    SERVICE = "SERVICE"


class Status(StrEnum):
    """How sure the register is of a reference row."""

    CERTAIN = "C"
    PROBABLE = "P"
    UNVERIFIED = "U"


STATUS_SAYS = {
    Status.CERTAIN: Words("ตรวจสอบแล้ว", "verified"),
    Status.PROBABLE: Words("ยังไม่ได้เทียบกับประกาศ", "not compared with the announcement"),
    Status.UNVERIFIED: Words("ยังไม่ตรวจสอบ", "not verified"),
}
