"""The question "is this card current?" put to the Department of Provincial Administration, where it may be asked.

The calls of the real service are not published (card-login.md 7.3); LHR_CARD_REGISTER names the class that makes
them once they are known. Nothing is asked while it is empty.
"""

from __future__ import annotations

from enum import Enum
from typing import Protocol


class Current(Enum):
    YES = "CURRENT"
    NO = "NOT_CURRENT"
    UNAVAILABLE = "UNAVAILABLE"


class CardRegister(Protocol):
    """Answers whether a card is current; never who holds it."""

    def check(self, *, chip: str, cid: str, request_no: str) -> Current: ...
