"""Whether this PC has what a real reader needs."""

from __future__ import annotations

import importlib.util
import platform

from lhr_card.codes import CardProblem
from lhr_card_agent.reading import Readers

WITHOUT_PYSCARD = (
    "โปรแกรมชุดนี้ไม่มีส่วนต่อกับเครื่องอ่านบัตร (pyscard)\n"
    "ทำต่อ: ติดตั้งโปรแกรมจากหน้าช่วยเหลือใหม่ (บน Debian: apt-get install pcscd python3-pyscard) "
    "หากใช้เพื่อสาธิตให้ใช้ lhr-card simulate"
)


def has_pyscard() -> bool:
    return importlib.util.find_spec("smartcard") is not None


def missing_part() -> str:
    """Say in Thai what is missing before a real reader can be used; "" when nothing of ours is."""
    if not has_pyscard():
        return WITHOUT_PYSCARD
    if platform.system() == "Linux":
        return "บน Linux ดูได้ด้วย systemctl status pcscd.socket และเริ่มด้วย systemctl start pcscd.socket"
    return ""


def system_readers() -> Readers:
    """Return the PC's readers; CardProblem NO_SERVICE when the part that reaches them is missing."""
    if not has_pyscard():
        raise CardProblem("NO_SERVICE")
    from lhr_card_agent.pcsc import PcscReaders

    return PcscReaders()
