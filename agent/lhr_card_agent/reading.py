"""Reading a card through a `Reader`: which reader, how often to try, how long at most."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol, TypeVar

from lhr_card import apdu, fields
from lhr_card.codes import CardProblem

T = TypeVar("T")


class Connection(Protocol):
    """One transaction with a card: no other program's command comes between."""

    @property
    def atr(self) -> bytes: ...

    def transmit(self, command: bytes) -> bytes: ...


class Reader(Protocol):
    """One reader. PC/SC and the simulator stand behind it; errors come as CardProblem."""

    @property
    def name(self) -> str: ...

    def card_in(self) -> bool: ...

    def connect(self) -> AbstractContextManager[Connection]: ...


class Readers(Protocol):
    def all(self) -> Sequence[Reader]:
        """Return the readers; CardProblem NO_SERVICE when the smart card service does not run."""
        ...


class Reads(Protocol):
    """How an agent reads: beside its event loop, and never longer than the deadline."""

    async def read(self, read_set: fields.ReadSet, pace: Pace) -> CardReading:
        """Read the one card there is. Raises CardProblem."""
        ...

    def trouble(self) -> str:
        """Return the code of why no card could be read now, "" when one could; nothing is read for it."""
        ...


class CardReset(Exception):
    """Another program reset the card: connect again and repeat the whole read."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Waits and limits in seconds. Source: the card login design, section 8.2."""

    deadline_s: float = 8.0
    settle_s: float = 0.3  # a real reader spoils a read at the very moment of insertion
    busy_wait_s: float = 1.0
    busy_tries: int = 3
    error_tries: int = 2  # a read that fails is repeated once


@dataclass(frozen=True, slots=True)
class CardReading:
    """What was read. It holds the ID number, therefore it is never printed: see `__repr__`."""

    reader: str
    atr: bytes
    chip: str
    cid: str
    name: fields.CardName
    request_no: str
    issue: str
    expire: str

    def __repr__(self) -> str:
        return f"CardReading({fields.masked_cid(self.cid)})"


def choose(readers: Sequence[Reader], wanted: str = "") -> Reader:
    """Return the one reader with a card; the first in the list is never simply assumed.

    Of several cards the officer's choice of a reader (`lhr-card readers --use`) decides.
    """
    if not readers:
        raise CardProblem("NO_READER")
    holding = [reader for reader in readers if reader.card_in()]
    if not holding:
        raise CardProblem("NO_CARD")
    if len(holding) > 1:
        holding = [reader for reader in holding if reader.name == wanted]
    if len(holding) != 1:
        raise CardProblem("MANY_CARDS")
    return holding[0]


def read(readers: Readers, read_set: fields.ReadSet, pace: Pace, wanted: str = "") -> CardReading:
    """Read one set of fields from the one card there is, trying again where that can help."""
    reader = choose(readers.all(), wanted)
    errors = busy = 0
    while True:
        try:
            return read_once(reader, read_set)
        except CardReset:
            problem, errors = CardProblem("CARD_ERROR"), errors + 1
        except CardProblem as caught:
            if caught.code not in {"CARD_ERROR", "CARD_BUSY"}:
                raise
            problem = caught
            busy, errors = busy + (caught.code == "CARD_BUSY"), errors + (caught.code == "CARD_ERROR")
        if errors >= pace.error_tries or busy >= pace.busy_tries:
            raise problem
        if problem.code == "CARD_BUSY":
            time.sleep(pace.busy_wait_s)


def read_once(reader: Reader, read_set: fields.ReadSet) -> CardReading:
    with reader.connect() as card:
        p2 = apdu.response_p2(card.atr)
        chip = apdu.chip_serial(card.transmit, p2)
        apdu.select(card.transmit)
        answers = [apdu.read(card.transmit, span.offset, span.length, p2) for span in read_set.spans]
        return decoded(reader.name, card.atr, chip, fields.cut(read_set, answers))


def decoded(reader: str, atr: bytes, chip: str, raw: dict[str, bytes]) -> CardReading:
    """Decode the fields; the ID number first, so that a misread chip is named by its own code."""
    cid = fields.cid(raw["cid"])
    issue, expire = (fields.text(name, raw[name]) for name in ("issue", "expire"))
    fields.card_day("issue", issue)
    fields.last_valid_day(expire)
    return CardReading(
        reader=reader,
        atr=atr,
        chip=chip,
        cid=cid,
        name=fields.name(raw["thai_name"]),
        request_no=fields.text("request_no", raw["request_no"]),
        issue=issue,
        expire=expire,
    )


class InThread:
    """Reads in a thread of its own; for readers in this very process, as the simulator's are.

    A stuck card cannot be interrupted: the thread is left behind and holds up neither the next read nor the end of
    the program.
    """

    def __init__(self, readers: Readers) -> None:
        self.readers = readers

    async def read(self, read_set: fields.ReadSet, pace: Pace) -> CardReading:
        return await within(pace.deadline_s, lambda: read(self.readers, read_set, pace))

    def trouble(self) -> str:
        try:
            choose(self.readers.all())
        except CardProblem as problem:
            return problem.code
        return ""


async def within(deadline_s: float, work: Callable[[], T]) -> T:
    """Run `work` in a thread of its own; CARD_TIMEOUT after the deadline.

    A thread of its own, because a stuck card cannot be interrupted: the thread is left behind and
    must hold up neither the next read nor the end of the program.
    """
    loop = asyncio.get_running_loop()
    outcome: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, problem: BaseException | None) -> None:
        if outcome.done():
            return
        if problem is not None:
            outcome.set_exception(problem)
        else:
            outcome.set_result(result)  # type: ignore[arg-type]  # None only when T is None

    def body() -> None:
        result, problem = None, None
        try:
            result = work()
        except Exception as caught:  # noqa: BLE001  # handed over to the waiting side, whatever it is
            problem = caught
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, result, problem)

    threading.Thread(target=body, name="card-read", daemon=True).start()
    try:
        return await asyncio.wait_for(outcome, deadline_s)
    except TimeoutError:
        raise CardProblem("CARD_TIMEOUT") from None
