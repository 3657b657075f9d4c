"""Presence: telling the server at once, and every 20 s, whether the card is in. It starts no login."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

from lhr_card_agent import rotation
from lhr_card_agent.server import Server, ServerAway, ServerRefused
from lhr_card_agent.station import CardEvent, Station

EVERY_S = 20.0
BACK_OFF_S = (1.0, 2.0, 4.0, 8.0, 16.0, 30.0)


class Link:
    """One station's link. It speaks when the card moves, and between that every `every_s`."""

    def __init__(
        self,
        station: Station,
        server: Server,
        origin: str,
        *,
        tell: Callable[[str], None],
        every_s: float = EVERY_S,
        back_off_s: tuple[float, ...] = BACK_OFF_S,
    ) -> None:
        self._station, self._server, self._origin = station, server, origin
        self._tell, self._every_s, self._back_off_s = tell, every_s, back_off_s
        self._link = ""
        self._n = 0
        self._failures = 0
        self._kid = ""
        self._revoked_kid = ""
        self._kept_kid = ""  # the server would not replace this key: it is asked again after the next start
        self._reported: tuple[str, int] | None = None
        self._said_at_seq = 0
        self._wake = asyncio.Event()
        self._progress = asyncio.Condition()
        station.watchers.append(self._moved)

    def _moved(self, _event: CardEvent) -> None:
        self._wake.set()

    def nudge(self) -> None:
        """Look again now: the PC was paired."""
        self._wake.set()

    async def run(self) -> None:
        while True:
            self._wake.clear()
            pause = await self._round()
            # Not wait_for: before Python 3.12 it swallows a cancellation that meets the event, and the end hangs.
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._wake.wait()

    async def reported(self, within_s: float) -> bool:
        """True once the server has been told the present state; False when that takes longer."""
        seq = self._station.seq
        try:
            async with asyncio.timeout(within_s), self._progress:
                # The key may be replaced while one waits.
                await self._progress.wait_for(lambda: self._reported == (self._station.kid, seq))
        except TimeoutError:
            return False
        return True

    def speaks(self) -> bool:
        """False while the PC is not paired with this server, or its key was revoked."""
        return self._station.paired_with(self._origin) and self._station.kid != self._revoked_kid

    async def _round(self) -> float:
        """Send once; return the seconds to wait unless something happens before."""
        if not self.speaks():
            return self._every_s
        try:
            await self._send()
        except ServerRefused:
            # A restarted server does not know the link any more: a new one is asked for at once.
            known, self._link = self._link, ""
            pause = self._backed_off()
            return 0.0 if known and self._failures == 1 else pause
        except ServerAway:
            return self._backed_off()
        self._failures = 0
        return self._every_s

    def _backed_off(self) -> float:
        pause = self._back_off_s[min(self._failures, len(self._back_off_s) - 1)]
        self._failures += 1
        return pause

    async def _send(self) -> None:
        await self._open()
        kid, seq = self._kid, self._station.seq
        swapped = self._said_at_seq > 0 and seq - self._said_at_seq >= 2
        self._n += 1
        message = self._station.presence(self._origin, self._link, self._n, swapped=swapped)
        answer = await self._server.post("/agent/v1/presence", message)
        if answer.get("revoked") is True:
            self._forget(kid)
        self._said_at_seq = seq
        await self._has_reported(kid, seq)
        if answer.get("rotate") is True and kid != self._kept_kid:
            await self._rotate()
            await self._has_reported(self._kid, seq)

    async def _has_reported(self, kid: str, seq: int) -> None:
        async with self._progress:
            self._reported = (kid, seq)
            self._progress.notify_all()

    async def _open(self) -> None:
        kid = self._station.kid
        if self._link and kid == self._kid:
            return
        try:
            link = await self._asked_link(kid)
        except ServerRefused:
            vault = self._station.vault
            if not vault.next_path.exists():
                raise
            # The server may have taken the successor without our hearing of it.
            link = await self._asked_link(vault.successor().kid)
            vault.promote()
        self._link, self._kid, self._n = link, self._station.kid, 0

    async def _asked_link(self, kid: str) -> str:
        link = (await self._server.post("/agent/v1/link", {"kid": kid})).get("link")
        if not isinstance(link, str) or not link:
            raise ServerRefused(200, "NO_LINK")
        return link

    async def _rotate(self) -> None:
        """Put the yearly key in the old one's place: the server first, then this PC. The link goes on under it."""
        vault = self._station.vault
        old, new = vault.key(), vault.successor()
        self._n += 1
        try:
            message = rotation.message(old, new, self._origin, self._link, self._n)
            await self._server.post("/agent/v1/rotate", message)
        except ServerRefused:
            self._kept_kid = old.kid
            return
        vault.promote()
        self._kid = new.kid
        self._tell("เปลี่ยนกุญแจประจำปีของเครื่องนี้แล้ว ไม่ต้องทำสิ่งใด")

    def _forget(self, kid: str) -> None:
        self._link, self._revoked_kid = "", kid
        self._tell(
            "ระบบเพิกถอนการลงทะเบียนของเครื่องนี้แล้ว หน้าจอของระบบจะถูกล็อก "
            "ทำต่อ: ขอรหัสลงทะเบียนเครื่องใหม่จากสำนักงานท้องถิ่นจังหวัด"
        )
