"""What can be wrong between a page and the card: five checks in their order, each with its next step.

With JavaScript the page makes them; without it they are read as help.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lhr.kernel.words import Words
from lhr.web.shared.cards import agent_origins
from lhr_card.codes import CODES


@dataclass(frozen=True, slots=True)
class Check:
    """One check. `codes` are what the card's script may find there; the page shows the remedy of each."""

    name: str
    title: Words
    codes: tuple[str, ...]

    @property
    def troubles(self) -> list[Trouble]:
        return [_trouble(code) for code in self.codes]


@dataclass(frozen=True, slots=True)
class Trouble:
    number: str
    says: Words
    remedy: Words


def _trouble(code: str) -> Trouble:
    one = CODES[code]
    says = Words(one.says_text("th"), one.says_text("en"))
    return Trouble(one.number, says, Words(one.remedy_text("th"), one.remedy_text("en")))


CHECKS = (
    Check(
        "browser",
        Words(
            "เบราว์เซอร์ยอมให้หน้านี้ติดต่อโปรแกรมอ่านบัตร", "The browser lets this page reach the card program"
        ),
        ("LNA_DENIED",),
    ),
    Check("program", Words("โปรแกรม “LHR อ่านบัตร” เปิดอยู่", "The card program is running"), ("NO_AGENT",)),
    Check(
        "paired",
        Words("เครื่องนี้ลงทะเบียนกับระบบแล้ว", "This PC is registered with the system"),
        ("NOT_PAIRED",),
    ),
    Check("reader", Words("พบเครื่องอ่านบัตร", "A card reader is there"), ("NO_SERVICE", "NO_READER")),
    Check("card", Words("พบบัตรหนึ่งใบในเครื่องอ่าน", "One card is in the reader"), ("NO_CARD", "MANY_CARDS")),
)


def context() -> dict[str, Any]:
    """What a page with the reader's doctor needs."""
    return {"agents": " ".join(agent_origins()), "checks": CHECKS}
