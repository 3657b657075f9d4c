"""The readers of this PC. The PC/SC part stands behind `Readers` and is not in this version yet."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence

from lhr_card.codes import CardProblem
from lhr_card_agent.reading import Reader

WITHOUT_PYSCARD = (
    "ยังไม่มีส่วนต่อกับเครื่องอ่านบัตร (pyscard)\n"
    "ทำต่อ: ติดตั้งบริการสมาร์ตการ์ด (บน Debian: apt-get install pcscd) แล้วติดตั้ง pyscard (pip install pyscard) "
    "จากนั้นเปิดโปรแกรมใหม่ หากใช้เพื่อสาธิตให้ใช้ lhr-card simulate"
)
NOT_IN_THIS_VERSION = (
    "โปรแกรมรุ่นนี้ยังต่อกับเครื่องอ่านบัตรจริงไม่ได้\nทำต่อ: ติดตั้งรุ่นถัดไปจากหน้าช่วยเหลือ หากใช้เพื่อสาธิตให้ใช้ lhr-card simulate"
)


def missing_part() -> str:
    """Say in Thai what is missing before a real reader can be used."""
    return NOT_IN_THIS_VERSION if importlib.util.find_spec("smartcard") else WITHOUT_PYSCARD


class SystemReaders:
    def all(self) -> Sequence[Reader]:
        raise CardProblem("NO_SERVICE")
