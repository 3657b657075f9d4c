"""IM-01: a file is tried before it is applied. Pure."""

from __future__ import annotations

from enum import StrEnum

from lhr.kernel.rules import Finding, Rule, Variant, Weight
from lhr.kernel.words import Words


class BatchStatus(StrEnum):
    DRY_RUN = "DRY_RUN"
    APPLIED = "APPLIED"
    UNDONE = "UNDONE"


_NOT_TRIED = Words(
    "ต้องตรวจไฟล์ (ทดลองนำเข้า) ก่อนนำเข้าจริง",
    "The file must be checked (a dry run) before it is applied",
)
_TRY = Words("กด “ตรวจไฟล์” แล้วดูผลทีละแถว", "Check the file and look at what is said of each row")

IM_01 = Rule(
    code="IM-01",
    weight=Weight.BLOCK,
    on="file",
    home="documents",
    says=_NOT_TRIED,
    remedy=_TRY,
    source=Words("ข้อกำหนดของระบบ", "Requirement of the system"),
    gist="Dry run before apply, on the same file; one transaction; the same file twice changes nothing.",
    variants=(
        Variant(1, _NOT_TRIED, _TRY),
        Variant(
            3,
            Words(
                "ย้อนการนำเข้านี้ไม่ได้ เพราะยังไม่ได้นำเข้า หรือย้อนไปแล้ว หรือนำเข้าก่อนที่ระบบจะจำขอบเขตของแต่ละครั้ง",
                "It cannot be taken back: it is not in force, or was let in before its bounds were kept",
            ),
            Words("แก้ทีละแห่งที่หน้ารายชื่อ อปท.", "Correct the LGOs one by one on their own pages"),
        ),
    ),
)


def check_whole(*, applied: bool) -> list[Finding]:
    """IM-01.3: only what was let in as one batch, and is in force, is taken back as one."""
    return [] if applied else [IM_01.finding(variant=3)]


def check_tried(*, tried: bool) -> list[Finding]:
    """IM-01.1: this very file, with these parameters, was tried before."""
    return [] if tried else [IM_01.finding(variant=1)]
