"""The virtual card's side of the driver vpcd: TCP, two bytes of length, a body. Connecting inserts the card.

vpcd listens on every address of the machine: test machines only, never a package of ours.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from dataclasses import replace

from lhr_card import apdu
from lhr_card.codes import CardProblem
from lhr_card_agent.sim.card import VirtualCard
from lhr_card_agent.sim.faults import Faults

POWER_OFF, POWER_ON, RESET, GIVE_ATR = b"\x00", b"\x01", b"\x02", b"\x04"
LONGEST_STALL_S = 60.0


class VirtualSlot:
    """One slot of a private daemon. A card put in is a connection with a thread behind it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._card: _CardIn | None = None

    def insert(self, card: VirtualCard, faults: Faults | None = None) -> None:
        """Put a card in; one that is in leaves first.

        The driver may then notice nothing at all: wait for the removal where it matters.
        """
        self.remove()
        self._card = _CardIn(self.port, replace(card, faults=faults or card.faults))

    def remove(self) -> None:
        card, self._card = self._card, None
        if card is not None:
            card.pull()

    def faults(self, faults: Faults) -> None:
        """Change the switches of the card that is in, from its next command on."""
        if self._card is not None:
            self._card.card.faults = faults

    @property
    def commands(self) -> int:
        """How many commands the card that is in has had since it went in."""
        return self._card.seen if self._card else 0


class _CardIn:
    def __init__(self, port: int, card: VirtualCard) -> None:
        self.card, self.seen = card, 0
        self._pulled = threading.Event()
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        self._socket.settimeout(None)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._thread = threading.Thread(target=self._serve, name="virtual-card", daemon=True)
        self._thread.start()

    def pull(self) -> None:
        self._pulled.set()
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._thread.join(10)

    def _serve(self) -> None:
        with contextlib.suppress(OSError, EOFError), self._socket:
            while not self._pulled.is_set():
                body = self._received()
                if body == GIVE_ATR:
                    self._send(self.card.atr)
                elif body in (POWER_OFF, POWER_ON, RESET):
                    self.card.reset()
                else:
                    self._answer(body)

    def _answer(self, command: bytes) -> None:
        self.seen += 1
        if command == apdu.READ_CHIP:
            self.card.reset()  # every read begins with it: `..._at=n` strikes at the n-th command of a read
        try:
            answer = self.card.answer(command)
        except CardProblem:
            raise EOFError from None  # pulled out at this command
        if answer is None:
            self._pulled.wait(min(self.card.faults.stall_s, LONGEST_STALL_S))
            answer = b"\x6f\x00"
        self._send(answer)

    def _received(self) -> bytes:
        return self._exactly(int.from_bytes(self._exactly(2), "big"))

    def _exactly(self, n: int) -> bytes:
        whole = b""
        while len(whole) < n:
            # Before EVERY recv: without it the driver's two packets a command cost 40 ms of delayed ACK each.
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
            part = self._socket.recv(n - len(whole))
            if not part:
                raise EOFError
            whole += part
        return whole

    def _send(self, body: bytes) -> None:
        self._socket.sendall(len(body).to_bytes(2, "big") + body)
