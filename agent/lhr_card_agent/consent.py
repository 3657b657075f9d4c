"""The officer is asked before anything leaves the PC. There is no switch that answers for them."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import asdict, dataclass
from typing import Protocol

# What a purpose means in the officer's words; a weighty act is described by the server's `says`.
PURPOSES = {
    "login": "เข้าสู่ระบบ",
    "unlock": "ปลดล็อกหน้าจอ",
    "enrol-card": "ลงทะเบียนบัตรใบนี้",
}
ANSWER_WITHIN_S = 55.0  # the server's challenge lives 60 s
CANNOT_ASK = 2


@dataclass(frozen=True, slots=True)
class Question:
    origin: str
    purpose: str
    masked_name: str
    says: str = ""

    @property
    def act(self) -> str:
        return self.says or PURPOSES.get(self.purpose, self.purpose)

    @property
    def lines(self) -> tuple[str, ...]:
        return (
            f"ระบบ {self.origin}",
            f"ขอใช้บัตรของ {self.masked_name}",
            f"เพื่อ: {self.act}",
        )


class Consent(Protocol):
    async def given(self, question: Question) -> bool:
        """True only when the officer said yes."""
        ...


class WindowConsent:
    """Asks in a window of its own process; in the terminal when there is no window to be had.

    Where neither can be had the answer is no.
    """

    async def given(self, question: Question) -> bool:
        answer = await self._asked_in_window(question)
        if answer == CANNOT_ASK and sys.stdin is not None and sys.stdin.isatty():
            return await asyncio.to_thread(asked_in_terminal, question)
        return answer == 0

    async def _asked_in_window(self, question: Question) -> int:
        window = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",
            "-m",
            "lhr_card_agent.window",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        asked = json.dumps(asdict(question)).encode("ascii")
        try:
            await asyncio.wait_for(window.communicate(asked), ANSWER_WITHIN_S)
        except TimeoutError:
            window.kill()
            await window.wait()
            return 1
        return CANNOT_ASK if window.returncode is None else window.returncode


def asked_in_terminal(question: Question) -> bool:
    for line in question.lines:
        print(line)
    return input("พิมพ์ y เพื่ออนุญาต หรือกด Enter เพื่อไม่อนุญาต: ").strip().lower() == "y"
