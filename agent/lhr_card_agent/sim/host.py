"""The room behind a real loopback front: for the command `simulate`, and in a thread for tests."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from lhr_card import wire
from lhr_card_agent import reading
from lhr_card_agent.front import make_app, read_transaction
from lhr_card_agent.guards import Door
from lhr_card_agent.keys import SoftwareKey
from lhr_card_agent.link import EVERY_S
from lhr_card_agent.reading import Pace
from lhr_card_agent.server import session_for
from lhr_card_agent.serving import listen
from lhr_card_agent.settings import origin_of
from lhr_card_agent.sim.control import PREFIX, Control
from lhr_card_agent.sim.desk import Desk, load_desks
from lhr_card_agent.sim.room import Room
from lhr_card_agent.sim.thread import Hosted
from lhr_card_agent.station import Ask


@asynccontextmanager
async def opened(room: Room, server_url: str, ports: Sequence[int]) -> AsyncIterator[Door]:
    """Serve the room on the first free port until the block ends; NoPort when none is free."""
    door = Door(room.agent, own_pages=(PREFIX,))
    app = make_app(room.agent, door)
    app.add_routes(Control(room).routes())
    async with session_for(server_url) as session:
        room.open(server_url, session)
        runner = await listen(app, door, ports)
        try:
            yield door
        finally:
            await room.close()
            await runner.cleanup()


class SimulatedAgent(Hosted):
    """The agent with virtual cards, its front in a thread of this process on a free port.

    `with SimulatedAgent(desks, origin="http://localhost:8000") as agent: agent.insert("somjai")`.
    `assertion` and `presence` also work before `start`, without any HTTP.
    """

    def __init__(
        self,
        desks: Sequence[Desk] | Path,
        *,
        origin: str,
        server_url: str = "",
        keys: Path | None = None,
        port: int = 0,
        pace: Pace | None = None,
        every_s: float = EVERY_S,
    ) -> None:
        super().__init__()
        self.said: list[str] = []
        self._folder = None if keys else tempfile.TemporaryDirectory(prefix="lhr-card-")
        folder = keys or Path(self._folder.name if self._folder else "")
        self.origin = origin_of(origin)
        self._server_url = server_url or self.origin
        self._ports = (port,)
        self.room = Room(
            load_desks(desks) if isinstance(desks, Path) else desks,
            folder,
            origin=self.origin,
            tell=self.said.append,
            pace=pace,
            every_s=every_s,
            folder=desks if isinstance(desks, Path) else None,
        )
    async def _serve(self, ready: threading.Event) -> None:
        async with opened(self.room, self._server_url, self._ports) as door:
            self._is_open(door.port, ready)
            await self.stopped()

    def stop(self) -> None:
        super().stop()
        if self._folder:
            self._folder.cleanup()

    def insert(self, desk: str, card: str = "") -> bool:
        """Insert the desk's card (or another desk's person's); True when the server was told."""

        async def act() -> bool:
            return await self.room.reported(self.room.insert(desk, card))

        return self._in_loop(act())

    def remove(self) -> bool:
        """Take the card out; True when the server was told."""

        async def act() -> bool:
            return await self.room.reported(self.room.remove())

        return self._in_loop(act())

    def pair(self, desk: str, code: str) -> str:
        """Run the real pairing; return the kid. Raises ServerRefused or ServerAway; needs `start`."""
        return self._in_loop(self.room.pair(desk, code)).kid

    def fault(self, text: str) -> None:
        async def act() -> None:
            self.room.set_fault(text)

        self._in_loop(act())

    def key(self, desk: str) -> SoftwareKey:
        """The desk's key, with `kid` and `jwk`, for tests that register it without pairing."""
        return self.room.place(desk).station.vault.key()

    def assertion(
        self, desk: str, typ: str, nonce: str, purpose: str, tx: bytes | str | None = None
    ) -> dict[str, str]:
        """Return `{statement, sig}` without HTTP, consent or pairing; inserts the card if it is out.

        `tx`: the transaction's bytes, or their base64url. CardProblem when the card cannot be read.
        """
        place = self.room.place(desk)
        if self.room.active is not place or not place.slot.card_in():
            self.insert(desk)
        data, says = read_transaction(wire.b64url(tx) if isinstance(tx, bytes) else tx) if tx else (b"", "")
        ask = Ask(typ, nonce, purpose, data, says)
        card = reading.read(place.slot, ask.read_set, self.room.agent.pace)
        return place.station.signed(ask, self.origin, card)

    def presence(self, desk: str, link: str, n: int) -> dict[str, str]:
        """Return the presence message the desk would send now, for tests of the server's checks."""
        return self.room.place(desk).station.presence(self.origin, link, n)
