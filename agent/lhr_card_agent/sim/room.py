"""The room of the demonstration: several desks, exactly one of them active, its card in or out."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp

from lhr_card_agent import pairing
from lhr_card_agent.agent import CardAgent
from lhr_card_agent.link import EVERY_S, Link
from lhr_card_agent.reading import InThread, Pace
from lhr_card_agent.server import Server
from lhr_card_agent.settings import Vault
from lhr_card_agent.sim.card import card_of
from lhr_card_agent.sim.consent import PrintedConsent
from lhr_card_agent.sim.desk import Desk, load_desks
from lhr_card_agent.sim.faults import Faults, faults_from
from lhr_card_agent.sim.slot import Slot
from lhr_card_agent.station import Station

REPORT_WITHIN_S = 3.0


class NoSuchDesk(KeyError):
    """No desk has this name."""


@dataclass
class Place:
    desk: Desk
    slot: Slot
    station: Station
    link: Link | None = None


class Room:
    """All changes happen in the event loop's thread; reads run beside it."""

    def __init__(
        self,
        desks: Sequence[Desk],
        keys: Path,
        *,
        origin: str,
        tell: Callable[[str], None],
        pace: Pace | None = None,
        every_s: float = EVERY_S,
        folder: Path | None = None,
    ) -> None:
        self.origin = origin
        self._folder, self._keys = folder, keys
        self.tell = tell
        self.every_s = every_s
        self.consent = PrintedConsent(tell)
        self.places = {desk.name: self._place(desk, keys) for desk in desks}
        self.agent = CardAgent(
            [place.station for place in self.places.values()], self.consent, pinned=origin, pace=pace
        )
        self.card_of = ""
        self.fault = "none"
        self._server: Server | None = None
        self._links: set[asyncio.Task[None]] = set()

    @staticmethod
    def _place(desk: Desk, keys: Path) -> Place:
        slot, vault = Slot(), Vault(keys / f"{desk.name}.json")
        vault.key()  # made when missing, so that every desk has its kid from the start
        return Place(desk, slot, Station(desk.name, vault, InThread(slot)))

    def place(self, name: str) -> Place:
        if name not in self.places:
            self._look_again()
        try:
            return self.places[name]
        except KeyError:
            raise NoSuchDesk(name) from None

    def _look_again(self) -> None:
        """Take in desks that were laid into the folder since the start."""
        for desk in load_desks(self._folder) if self._folder else ():
            if desk.name not in self.places:
                place = self.places[desk.name] = self._place(desk, self._keys)
                self.agent.add(place.station)
                if self._server is not None:
                    self._hear(place)

    def _hear(self, place: Place) -> None:
        loop = asyncio.get_running_loop()
        place.slot.on_pulled = partial(loop.call_soon_threadsafe, place.station.card_removed)

    @property
    def active(self) -> Place:
        return self.places[self.agent.active.name]

    def insert(self, name: str, card: str = "") -> Place:
        """Put the desk's own card in, or another desk's person's; a card that is in leaves first."""
        place, owner = self.place(name), self.place(card or name)
        self.remove()
        self.agent.active = place.station
        place.slot.insert(card_of(owner.desk))
        self.card_of = owner.desk.name
        self._link(place)
        place.station.card_inserted()
        return place

    def remove(self) -> Place | None:
        """Take the card out of the active desk; None when there was none."""
        place = self.active
        if not place.slot.pull_out():
            return None
        self.card_of = ""
        place.station.card_removed()
        return place

    def set_fault(self, text: str) -> Faults:
        faults = faults_from(text)
        self.fault = text or "none"
        self.consent.refuse = faults.consent_refused
        for place in self.places.values():
            place.slot.set_faults(faults)
        return faults

    async def pair(self, name: str, code: str) -> pairing.Paired:
        """Run the real pairing for this desk. Raises ServerRefused, ServerAway."""
        place = self.place(name)
        if self._server is None:
            raise RuntimeError("the room is closed")
        paired = await pairing.pair(place.station.vault, self._server, self.origin, code, place.desk.label)
        if place.link:
            place.link.nudge()
        return paired

    def open(self, server_url: str, session: aiohttp.ClientSession) -> None:
        self._server = Server(server_url, session)
        for place in self.places.values():
            self._hear(place)

    async def close(self) -> None:
        self._server = None
        self.active.slot.pull_out()
        for task in self._links:
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(*self._links, return_exceptions=True)

    def _link(self, place: Place) -> None:
        """Start the desk's presence with its first card; from then on it reports like a PC left on."""
        if place.link or self._server is None:
            return
        place.link = Link(place.station, self._server, self.origin, tell=self.tell, every_s=self.every_s)
        self._links.add(asyncio.create_task(place.link.run()))

    async def reported(self, place: Place | None) -> bool:
        """Wait a moment until the server knows this desk's state; False when it was not told."""
        if place is None or place.link is None or not place.link.speaks():
            return False
        return await place.link.reported(REPORT_WITHIN_S)

    def state(self) -> dict[str, Any]:
        """What the control shows: no ID number, also not of invented persons."""
        return {
            "active": self.active.desk.name,
            "card_in": self.active.slot.card_in(),
            "card": self.card_of,
            "fault": self.fault,
            "origin": self.origin,
            "desks": [
                {
                    "name": place.desk.name,
                    "label": place.desk.label,
                    "person": place.desk.person,
                    "masked_cid": place.desk.masked_cid,
                    "note": place.desk.note,
                    "paired": place.station.paired_with(self.origin),
                    "kid": place.station.kid,
                    "boot": place.station.boot,
                    "seq": place.station.seq,
                }
                for place in self.places.values()
            ],
        }
