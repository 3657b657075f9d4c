"""What an act on a post rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Cited:
    """The resolution or order, as it is cited (มติ ก.ท.จ.นครพนม ครั้งที่ ๓/๒๕๖๑), and its day."""

    text: str = ""
    signed_on: date | None = None

    def columns(self) -> dict[str, Any]:
        return {"reference": self.text, "reference_on": self.signed_on}


UNCITED = Cited()
