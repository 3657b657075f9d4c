"""A reader's slot in this process: card in, card out, and the troubles of real readers."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from lhr_card.codes import CardProblem
from lhr_card_agent.reading import Connection, Reader
from lhr_card_agent.sim.card import VirtualCard
from lhr_card_agent.sim.faults import Faults

READER_NAME = "LHR Simulated Reader 00"


@dataclass
class Inserted:
    """A card in the slot; `gone` is set when it is pulled out, also in the middle of a read."""

    card: VirtualCard
    stall_s: float
    pulled: Callable[[Inserted], None]
    gone: threading.Event = field(default_factory=threading.Event)

    @property
    def atr(self) -> bytes:
        return self.card.atr

    def transmit(self, command: bytes) -> bytes:
        if self.gone.is_set():
            raise CardProblem("CARD_REMOVED")
        try:
            answer = self.card.answer(command)
        except CardProblem:
            self.pulled(self)
            raise
        if answer:
            return answer
        # A card that does not answer, or with nothing, holds its driver until it is pulled out; no timeout exists.
        if self.gone.wait(self.stall_s):
            raise CardProblem("CARD_REMOVED")
        raise CardProblem("CARD_ERROR")


class Slot:
    def __init__(self, name: str = READER_NAME) -> None:
        self.name = name
        self.faults = Faults()
        self.on_pulled: Callable[[], object] | None = None
        self._inserted: Inserted | None = None
        self._transaction = threading.Lock()

    def insert(self, card: VirtualCard) -> None:
        self.pull_out()
        self._inserted = Inserted(replace(card, faults=self.faults), self.faults.stall_s, self._pulled)
        self._transaction = threading.Lock()  # a read stuck on the card before holds nothing here

    def pull_out(self) -> bool:
        """Take the card out; False when there was none."""
        if self._inserted is None:
            return False
        self._inserted.gone.set()
        self._inserted = None
        return True

    def _pulled(self, inserted: Inserted) -> None:
        """The fault switch pulled the card out in the middle of a read, in the reading thread."""
        inserted.gone.set()
        if self._inserted is inserted:
            self._inserted = None
            if self.on_pulled:
                self.on_pulled()

    def card_in(self) -> bool:
        return self._inserted is not None

    def set_faults(self, faults: Faults) -> None:
        self.faults = faults
        if self._inserted is not None:
            self._inserted.card.faults, self._inserted.stall_s = faults, faults.stall_s

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        if self.faults.busy:
            raise CardProblem("CARD_BUSY")
        inserted = self._inserted
        if inserted is None:
            raise CardProblem("CARD_REMOVED")
        with self._transaction:
            inserted.card.reset()
            yield inserted

    def all(self) -> Sequence[Reader]:
        if self.faults.no_service:
            raise CardProblem("NO_SERVICE")
        if self.faults.no_reader:
            return ()
        return (self, self) if self.faults.many_cards else (self,)
