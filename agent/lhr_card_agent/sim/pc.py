"""A whole PC for tests and benchmarks: the real agent on real PC/SC, its front in a thread, consent given by itself."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

from lhr_card_agent import pairing
from lhr_card_agent.link import EVERY_S, Link
from lhr_card_agent.looks import Look
from lhr_card_agent.pc import Pc, opened
from lhr_card_agent.reading import Pace
from lhr_card_agent.server import Server, session_for
from lhr_card_agent.settings import Pairing, Vault, origin_of
from lhr_card_agent.sim.consent import PrintedConsent
from lhr_card_agent.sim.thread import Hosted
from lhr_card_agent.station import CardEvent

PATIENCE_S = 20.0


class VirtualPc(Hosted):
    """The agent of one officer, paired at will; `wait` waits for what its monitor sees."""

    def __init__(
        self, keys: Path, *, origin: str, pace: Pace | None = None, every_s: float = EVERY_S
    ) -> None:
        super().__init__()
        self.said: list[str] = []
        self.origin = origin_of(origin)
        self.vault = Vault(keys / "key.json")
        self.consent = PrintedConsent(self.said.append)
        self.moves: list[tuple[str, int, str]] = []
        self._pace, self._every_s = pace, every_s
        self._pc: Pc | None = None
        self.look = Look()
        self.news = threading.Condition()

    @property
    def pc(self) -> Pc:
        if self._pc is None:
            raise RuntimeError("the PC is switched off")
        return self._pc

    def pinned(self) -> VirtualPc:
        """Pair without a server: the key counts for nothing, but pages of the origin are answered."""
        self.vault.keep(self.vault.key(), Pairing(self.origin))
        return self

    async def _serve(self, ready: threading.Event) -> None:
        async with (
            opened(self.vault, self.consent, (0,), pace=self._pace) as pc,
            session_for(self.origin) as session,
        ):
            self._pc = pc
            pc.on_look = self._saw
            pc.station.watchers.append(self._moved)
            server = Server(self.origin, session)
            link = Link(pc.station, server, self.origin, tell=self.said.append, every_s=self._every_s)
            linked = asyncio.create_task(link.run())
            self._is_open(pc.door.port, ready)
            await self.stopped()
            linked.cancel()
            await asyncio.gather(linked, return_exceptions=True)

    def _saw(self, look: Look) -> None:
        with self.news:
            self.look = look
            self.news.notify_all()

    def _moved(self, event: CardEvent) -> None:
        self.moves.append((event.t, event.seq, self.pc.station.why))

    def wait(self, wanted: Callable[[Look], bool]) -> None:
        """Return when the monitor has seen it; TimeoutError when it never does."""
        with self.news:
            if not self.news.wait_for(lambda: wanted(self.look), PATIENCE_S):
                raise TimeoutError(f"last seen: {self.look}")

    def pair(self, code: str, label: str = "PC") -> str:
        """Run the real pairing; return the kid."""

        async def act() -> pairing.Paired:
            async with session_for(self.origin) as session:
                return await pairing.pair(
                    self.vault, Server(self.origin, session), self.origin, code, label
                )

        return self._in_loop(act()).kid
