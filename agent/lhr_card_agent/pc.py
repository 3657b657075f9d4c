"""This PC: one station fed by the monitor, read through the warm child, served on the loopback."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress

from lhr_card.codes import CardProblem
from lhr_card.fields import ReadSet
from lhr_card_agent.agent import CardAgent
from lhr_card_agent.consent import Consent
from lhr_card_agent.front import make_app
from lhr_card_agent.guards import Door
from lhr_card_agent.looks import Look
from lhr_card_agent.reading import CardReading, InThread, Pace, Readers, Reads
from lhr_card_agent.serving import listen
from lhr_card_agent.settings import Vault
from lhr_card_agent.station import Station
from lhr_card_agent.warm import WarmChild


class PcReads:
    """Reads this PC's card, once the monitor has seen it and it has settled."""

    def __init__(self, child: WarmChild) -> None:
        self._child = child
        self._look = Look()
        self._settled_from = 0.0

    def trouble(self) -> str:
        if len(self._look.cards) > 1 and self._child.wanted() not in self._look.cards:
            return "MANY_CARDS"
        return self._look.trouble

    def saw(self, look: Look) -> None:
        self._look = look
        if any(move.inserted for move in look.moves):
            self._settled_from = asyncio.get_running_loop().time()

    async def read(self, read_set: ReadSet, pace: Pace) -> CardReading:
        """Never ask for a card the monitor has not seen: connecting right after an insertion fails."""
        trouble = self.trouble()
        if trouble:
            raise CardProblem(trouble)
        left = self._settled_from + pace.settle_s - asyncio.get_running_loop().time()
        await asyncio.sleep(max(left, 0.0))
        return await self._child.read(read_set, pace)


class Pc:
    """One officer's PC, with its readers as the monitor sees them, or with the readers of a test."""

    def __init__(self, vault: Vault, consent: Consent, *, pace: Pace | None, readers: Readers | None) -> None:
        self.child = WarmChild(vault.chosen_reader)
        reads: Reads = PcReads(self.child) if readers is None else InThread(readers)
        self.watched = reads if isinstance(reads, PcReads) else None
        self.station = Station("pc", vault, reads)
        self.agent = CardAgent([self.station], consent, pace=pace)
        self.door = Door(self.agent)
        self.on_look: Callable[[Look], None] | None = None

    def take(self, look: Look) -> None:
        """Count what moved; called in the event loop, in the order in which it happened."""
        if self.watched is not None:
            self.watched.saw(look)
        for nth, move in enumerate(look.moves):
            if move.inserted:
                self.station.card_inserted()
            else:
                later = {later.reader for later in look.moves[nth + 1 :] if later.inserted}
                self.station.card_removed(move.why, others=bool(look.cards - later - {move.reader}))
        if self.on_look:
            self.on_look(look)

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """Keep the child warm and the monitor looking until the block ends."""
        if self.watched is None:
            yield
            return
        from lhr_card_agent.monitor import Monitor

        loop = asyncio.get_running_loop()

        def tell(look: Look) -> None:
            with suppress(RuntimeError):  # the loop is closed: nobody wants to know any more
                loop.call_soon_threadsafe(self.take, look)

        monitor = Monitor(tell)
        await self.child.start()
        monitor.start()
        try:
            yield
        finally:
            monitor.end()
            await self.child.kill()


@asynccontextmanager
async def opened(
    vault: Vault,
    consent: Consent,
    ports: Sequence[int],
    *,
    pace: Pace | None = None,
    readers: Readers | None = None,
) -> AsyncIterator[Pc]:
    """Watch the readers and serve on the first free port until the block ends; NoPort when none is free."""
    pc = Pc(vault, consent, pace=pace, readers=readers)
    runner = await listen(make_app(pc.agent, pc.door), pc.door, ports)
    try:
        async with pc.watching():
            yield pc
    finally:
        await runner.cleanup()
