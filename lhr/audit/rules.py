"""AU-01: nobody's record is read without a word why. Pure."""

from __future__ import annotations

from collections.abc import Container

from lhr.kernel.rules import Finding, Rule, Variant, Weight
from lhr.kernel.words import Words

AU_01 = Rule(
    code="AU-01",
    weight=Weight.BLOCK,
    on="purpose",
    home="audit",
    says=Words("ต้องระบุวัตถุประสงค์ก่อนเปิดทะเบียนประวัติ", "Say for what purpose before opening the record"),
    remedy=Words(
        "เลือกวัตถุประสงค์ การเปิดดูถูกบันทึกและเจ้าของประวัติเห็นได้",
        "Choose a purpose; the reading is noted and the person can see it",
    ),
    source=Words(
        "พ.ร.บ.คุ้มครองข้อมูลส่วนบุคคล พ.ศ. ๒๕๖๒ มาตรา ๓๗", "Personal Data Protection Act B.E. 2562, section 37"
    ),
    gist="Reading another's record writes a Reading with its purpose; outside the LGO that keeps it, one is chosen.",
    variants=(
        Variant(
            1,
            Words("ต้องระบุวัตถุประสงค์ก่อนเปิดทะเบียนประวัติ", "Say for what purpose before opening the record"),
            Words(
                "เลือกวัตถุประสงค์ การเปิดดูถูกบันทึกและเจ้าของประวัติเห็นได้",
                "Choose a purpose; the reading is noted and the person can see it",
            ),
        ),
        Variant(
            2,
            Words("ข้อมูลนี้ต้องยืนยันตัวตนซ้ำ", "This needs a fresh proof of who you are"),
            Words(
                "เสียบบัตรแล้วกด “ยืนยันตัวตนเพื่อดู” การเปิดดูถูกบันทึกและเจ้าของประวัติเห็นได้",
                "Put your card in and prove who you are; the reading is noted and the person can see it",
            ),
        ),
    ),
)

RULES = (AU_01,)


def check_purpose(purpose: str, known: Container[str]) -> list[Finding]:
    """AU-01.1: the purpose is one of the list."""
    return [] if purpose in known else [AU_01.finding(variant=1)]


def check_proof(*, fresh: bool) -> list[Finding]:
    """AU-01.2: what is sensitive is shown to who has just proved who he is."""
    return [] if fresh else [AU_01.finding(variant=2)]
