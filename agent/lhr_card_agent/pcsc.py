"""PC/SC as the agent uses it: contexts, readers, one transaction with a card; errors by our codes.

pyscard's thin layer only. Its card monitor dies with a traceback when the service restarts and never reports again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from smartcard import scard

from lhr_card.codes import CardProblem
from lhr_card_agent.reading import CardReset, Connection, Reader

PNP = "\\\\?PnP?\\Notification"  # the pseudo reader whose state is the number of readers << 16
AT_ONCE = 0
NOTICED_MS = 600  # a driver looks every 400 ms whether its card is still there

_GONE = frozenset((scard.SCARD_E_NO_SERVICE, scard.SCARD_E_SERVICE_STOPPED, scard.SCARD_F_COMM_ERROR))
_NO_READER = frozenset((scard.SCARD_E_UNKNOWN_READER, scard.SCARD_E_READER_UNAVAILABLE))
_PULLED = frozenset((scard.SCARD_W_REMOVED_CARD, scard.SCARD_E_NO_SMARTCARD))
_MUTE = frozenset((scard.SCARD_W_UNPOWERED_CARD, scard.SCARD_W_UNRESPONSIVE_CARD))


class PcscError(Exception):
    """A call of PC/SC failed; `code` is its number, without a sign."""

    def __init__(self, code: int) -> None:
        super().__init__(f"0x{code:08X}")
        self.code = code


def problem_of(code: int) -> CardProblem | CardReset | None:
    """Return what an error means to the officer; None when only a look at the reader can tell (section 4.5)."""
    if code in _GONE:
        return CardProblem("NO_SERVICE")
    if code in _NO_READER:
        return CardProblem("NO_READER")
    if code in _PULLED:
        return CardProblem("CARD_REMOVED")
    if code in _MUTE:
        return CardProblem("CARD_ERROR")
    if code == scard.SCARD_E_SHARING_VIOLATION:
        return CardProblem("CARD_BUSY")
    return CardReset() if code == scard.SCARD_W_RESET_CARD else None


def checked(told: Sequence[Any]) -> Any:
    """Return what a call gave beside its result, or raise PcscError."""
    code = int(told[0]) & 0xFFFFFFFF
    if code != scard.SCARD_S_SUCCESS:
        raise PcscError(code)
    return told[1] if len(told) == 2 else told[1:]


@dataclass(frozen=True, slots=True)
class Slot:
    """A reader as PC/SC shows it. The upper half of `state` counts insertions and removals."""

    name: str
    state: int
    atr: bytes = b""

    @property
    def card_in(self) -> bool:
        """A mute card is none: nothing can be read from it."""
        return bool(self.state & scard.SCARD_STATE_PRESENT) and not self.state & scard.SCARD_STATE_MUTE

    @property
    def mute(self) -> bool:
        return bool(self.state & scard.SCARD_STATE_MUTE)

    @property
    def gone(self) -> bool:
        return bool(self.state & (scard.SCARD_STATE_UNKNOWN | scard.SCARD_STATE_UNAVAILABLE))

    @property
    def count(self) -> int:
        return self.state >> 16 & 0xFFFF


class Context:
    """One conversation with the smart card service; every thread has its own."""

    def __init__(self) -> None:
        self.handle = checked(scard.SCardEstablishContext(scard.SCARD_SCOPE_USER))

    def close(self) -> None:
        scard.SCardReleaseContext(self.handle)

    def names(self) -> tuple[str, ...]:
        """Return the readers' names; no reader at all is an empty list, no error."""
        try:
            return tuple(checked(scard.SCardListReaders(self.handle, [])))
        except PcscError as error:
            if error.code == scard.SCARD_E_NO_READERS_AVAILABLE:
                return ()
            raise

    def changed(self, known: dict[str, int], within_ms: int) -> list[Slot]:
        """Wait until a reader differs from what is known of it; [] when nothing did in time."""
        asked = [(name, state & ~scard.SCARD_STATE_CHANGED) for name, state in known.items()]
        try:
            told = checked(scard.SCardGetStatusChange(self.handle, within_ms, asked))
        except PcscError as error:
            if error.code == scard.SCARD_E_TIMEOUT:
                return []
            raise
        return [Slot(name, state, bytes(atr)) for name, state, atr in told]

    def slots(self) -> list[Slot]:
        """Return how every reader is now."""
        unaware = dict.fromkeys(self.names(), scard.SCARD_STATE_UNAWARE)
        return self.changed(unaware, AT_ONCE) if unaware else []


@contextmanager
def context() -> Iterator[Context]:
    opened = Context()
    try:
        yield opened
    finally:
        opened.close()


@contextmanager
def told_by_code() -> Iterator[None]:
    """Raise CardProblem instead of PcscError, for calls after which no look at the reader helps."""
    try:
        yield
    except PcscError as error:
        raise problem_of(error.code) or CardProblem("CARD_ERROR") from None


@dataclass(frozen=True, slots=True)
class Transaction:
    """A card between SCardBeginTransaction and its end: no other program's command comes between."""

    context: Context
    reader: str
    handle: int
    protocol: int
    atr: bytes

    def transmit(self, command: bytes) -> bytes:
        try:
            answer = bytes(checked(scard.SCardTransmit(self.handle, self.protocol, list(command))))
        except PcscError as error:
            raise problem_of(error.code) or self._by_status() from None
        # "Command successful" with nothing in it is no clean code either.
        if not answer:
            raise self._by_status()
        return answer

    def _by_status(self) -> CardProblem:
        """Tell a card that was pulled out from one that answers wrongly, once its reader can have noticed."""
        with told_by_code():
            (now,) = self.context.changed({self.reader: scard.SCARD_STATE_UNAWARE}, AT_ONCE)
            left = not now.card_in or self.context.changed({self.reader: now.state}, NOTICED_MS)
        return CardProblem("CARD_REMOVED" if left else "CARD_ERROR")


@dataclass(frozen=True, slots=True)
class PcscReader:
    context: Context
    slot: Slot

    @property
    def name(self) -> str:
        return self.slot.name

    def card_in(self) -> bool:
        return self.slot.card_in

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """Connect SHARED (EXCLUSIVE makes some readers say "card was reset") and begin a transaction."""
        protocols = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
        with told_by_code():
            handle, protocol = checked(
                scard.SCardConnect(self.context.handle, self.name, scard.SCARD_SHARE_SHARED, protocols)
            )
        try:
            with told_by_code():
                checked((*_listed(scard.SCardBeginTransaction(handle)), None))
            try:
                with told_by_code():
                    *_, atr = checked(scard.SCardStatus(handle))
                yield Transaction(self.context, self.name, handle, protocol, bytes(atr))
            finally:
                scard.SCardEndTransaction(handle, scard.SCARD_LEAVE_CARD)
        finally:
            scard.SCardDisconnect(handle, scard.SCARD_LEAVE_CARD)


def _listed(told: Any) -> Sequence[Any]:
    """A call that gives nothing but its result returns a bare number."""
    return told if isinstance(told, (list, tuple)) else (told,)


class PcscReaders:
    """This PC's readers in a context of this thread; a context that broke is replaced at the next question."""

    def __init__(self) -> None:
        self._context: Context | None = None

    def all(self) -> Sequence[Reader]:
        with told_by_code():
            try:
                return self._all()
            except PcscError:
                self.close()  # the service was restarted since: once more in a new context
                return self._all()

    def _all(self) -> Sequence[Reader]:
        opened = self._context = self._context or Context()
        return [PcscReader(opened, slot) for slot in opened.slots() if not slot.gone]

    def close(self) -> None:
        if self._context is not None:
            self._context.close()
            self._context = None
