"""What the monitor tells of the readers. It stands apart from PC/SC, which an unready PC may lack."""

from __future__ import annotations

from dataclasses import dataclass

PULLED = "REMOVED"
READER_GONE = "READER_GONE"
SERVICE_LOST = "SERVICE_LOST"


@dataclass(frozen=True, slots=True)
class Move:
    """One card in (`why` is "") or out of a reader."""

    reader: str
    inserted: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """How the readers are now, and what moved since the look before, in its order."""

    service: bool = False
    readers: tuple[str, ...] = ()
    cards: frozenset[str] = frozenset()
    moves: tuple[Move, ...] = ()

    @property
    def trouble(self) -> str:
        """Return the code of why no card can be read now, "" when one can."""
        if not self.service:
            return "NO_SERVICE"
        if not self.readers:
            return "NO_READER"
        return "" if self.cards else "NO_CARD"
