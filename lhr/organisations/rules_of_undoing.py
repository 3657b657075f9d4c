"""OG-03: what must hold before a list that was let in is taken back as a whole. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from lhr.kernel.rules import Finding, Rule, Variant, Weight
from lhr.kernel.words import Words

_NAMED_AT_MOST = 10

OG_03 = Rule(
    code="OG-03",
    weight=Weight.BLOCK,
    on="batch",
    home="organisations",
    says=Words(
        "ย้อนบัญชีนี้ไม่ได้ เพราะมีสิ่งที่อิงอยู่ {count} รายการ: {what}",
        "The list cannot be taken back: {count} things rest on it: {what}",
    ),
    remedy=Words(
        "แก้ทีละแห่งด้วย เปลี่ยนชื่อ เปลี่ยนฐานะ ย้ายอำเภอ หรือยุบเลิก แทนการย้อนทั้งชุด",
        "Correct the LGOs one by one (rename, change its kind, move, dissolve) instead of taking all back",
    ),
    source=Words("ข้อกำหนดของระบบ", "Requirement of the system"),
    gist="An imported list is taken back whole, with a reason, while nothing rests on it; what it said stays readable.",
    variants=(
        Variant(
            1,
            Words("ยังไม่ได้ระบุเหตุผลที่ย้อน", "The reason is missing"),
            Words("ระบุเหตุผลที่ย้อนบัญชีนี้", "Say why the list is taken back"),
        ),
    ),
)


def check_undoing(rests: Sequence[str], reason: str) -> list[Finding]:
    """OG-03 and .1. `rests` name what stands on the list, LGO and matter."""
    found = [] if reason.strip() else [OG_03.finding(variant=1, field="reason")]
    if rests:
        more = " …" if len(rests) > _NAMED_AT_MOST else ""
        found.append(OG_03.finding(count=len(rests), what=", ".join(rests[:_NAMED_AT_MOST]) + more))
    return found
