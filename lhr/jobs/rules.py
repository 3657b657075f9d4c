"""JB-01: a queue is for everybody. Pure."""

from __future__ import annotations

from lhr.kernel.rules import Finding, Rule, Weight
from lhr.kernel.words import Words

JB_01 = Rule(
    code="JB-01",
    weight=Weight.BLOCK,
    on="job",
    home="jobs",
    says=Words(
        "ท่านมีงานที่สั่งไว้และยังไม่จบ {live} งาน ครบจำนวนแล้ว", "You have {live} jobs that have not ended, which is the most"
    ),
    remedy=Words(
        "รอให้งานเดิมจบ หรือยกเลิกงานที่ไม่ใช้แล้วที่หน้า “งานที่สั่งไว้” แล้วสั่งใหม่",
        "Wait until one has ended, or call one off on the page of your jobs, then ask again",
    ),
    source=Words("ข้อกำหนดของระบบ", "Requirement of the system"),
    gist="An account has only so many live jobs (LHR_JOBS_AT_ONCE), so that nobody fills the queue of all.",
)


def check_room(live: int, most: int) -> list[Finding]:
    """JB-01: the account has fewer than `most` jobs that wait or go on."""
    return [] if live < most else [JB_01.finding(live=live)]
