"""The agent itself: one active station, one read at a time, the officer asked before it signs."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from lhr_card import statement as forms
from lhr_card.codes import CardProblem
from lhr_card_agent import reading
from lhr_card_agent.consent import Consent, Question
from lhr_card_agent.station import Ask, CardEvent, Station

REMEMBERED = (forms.LOGIN, forms.UNLOCK)


class CardAgent:
    """On an officer's PC there is one station; the simulator has several, one of them active."""

    def __init__(
        self,
        stations: Sequence[Station],
        consent: Consent,
        *,
        pinned: str = "",
        pace: reading.Pace | None = None,
    ) -> None:
        self.stations = {station.name: station for station in stations}
        self.active = stations[0]
        self.consent = consent
        self.pace = pace or reading.Pace()
        self._pinned = pinned
        self._one_read = asyncio.Lock()
        self._remembered: set[tuple[str, str, int]] = set()
        self._listeners: set[asyncio.Queue[CardEvent | None]] = set()
        for station in stations:
            station.watchers.append(self._publish)

    def add(self, station: Station) -> None:
        """Know one more station; only the simulator's room grows."""
        self.stations[station.name] = station
        station.watchers.append(self._publish)

    def origin(self) -> str:
        """The one origin whose pages are answered; "" before any pairing: then nobody's are."""
        if self._pinned:
            return self._pinned
        pairing = self.active.vault.pairing()
        return pairing.origin if pairing else ""

    async def answer(self, ask: Ask, origin: str) -> dict[str, str]:
        """Read, ask the officer, sign. CardProblem says why not; then nothing was signed."""
        async with self._one_read:
            station = self.active
            if not station.paired_with(origin):
                raise CardProblem("NOT_PAIRED")
            seq = station.seq
            card = await station.reads.read(ask.read_set, self.pace)
            await self._agreed(station, ask, origin, card.name.masked)
            if station.seq != seq:
                raise CardProblem("CARD_REMOVED")
            return station.signed(ask, origin, card)

    async def _agreed(self, station: Station, ask: Ask, origin: str, masked_name: str) -> None:
        """CONSENT_REFUSED unless the officer agrees. A yes to sign in is kept till the card leaves."""
        remembered = (station.name, origin, station.seq)
        if ask.typ in REMEMBERED and remembered in self._remembered:
            return
        question = Question(origin, ask.purpose, masked_name, ask.says)
        if not await self.consent.given(question):
            raise CardProblem("CONSENT_REFUSED")
        if ask.typ in REMEMBERED:
            self._remembered = {remembered}

    def _publish(self, event: CardEvent) -> None:
        self._remembered.clear()
        for listener in self._listeners:
            listener.put_nowait(event)

    def listen(self) -> asyncio.Queue[CardEvent | None]:
        listener: asyncio.Queue[CardEvent | None] = asyncio.Queue()
        self._listeners.add(listener)
        return listener

    def leave(self, listener: asyncio.Queue[CardEvent | None]) -> None:
        self._listeners.discard(listener)

    def hang_up(self) -> None:
        """Tell every listener that nothing more will come."""
        for listener in self._listeners:
            listener.put_nowait(None)
