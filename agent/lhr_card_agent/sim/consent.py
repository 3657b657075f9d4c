"""In the simulator nobody sits at the PC: consent is given, and what was agreed to is printed."""

from __future__ import annotations

from collections.abc import Callable

from lhr_card_agent.consent import Question


class PrintedConsent:
    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self.refuse = False
        self.asked: list[Question] = []

    async def given(self, question: Question) -> bool:
        self.asked.append(question)
        answer = "ไม่อนุญาต" if self.refuse else "อนุญาตแทนผู้ใช้"
        self._tell(f"[จำลอง: {answer}] " + " · ".join(question.lines))
        return not self.refuse
