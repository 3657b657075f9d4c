"""IM-01: a file is tried before it is applied. Pure."""

from __future__ import annotations

from enum import StrEnum

from lhr.kernel.rules import Finding, Rule, Variant, Weight
from lhr.kernel.words import Words


class BatchStatus(StrEnum):
    DRY_RUN = "DRY_RUN"
    APPLIED = "APPLIED"


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
    variants=(Variant(1, _NOT_TRIED, _TRY),),
)


def check_tried(*, tried: bool) -> list[Finding]:
    """IM-01.1: this very file, with these parameters, was tried before."""
    return [] if tried else [IM_01.finding(variant=1)]
