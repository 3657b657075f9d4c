"""Watching the readers in a thread of its own: what came, what left, and why."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from lhr_card_agent import pcsc
from lhr_card_agent.looks import PULLED, READER_GONE, SERVICE_LOST, Look, Move

LOOK_MS = 2000
REST_S = 0.3


def moves_between(before: pcsc.Slot | None, after: pcsc.Slot | None) -> tuple[Move, ...]:
    """Return what happened at one reader between two looks; None where the reader was not there.

    A card before and a card after with another count is a swap inside one look: out and in again.
    """
    was, now = before is not None and before.card_in, after is not None and after.card_in
    name = (after or before or pcsc.Slot("", 0)).name
    out = Move(name, inserted=False, why=PULLED if after is not None else READER_GONE)
    came = Move(name, inserted=True)
    if was and now:
        assert before is not None and after is not None  # noqa: S101, PT018  # for the type checker
        return (out, came) if before.count != after.count else ()
    return (came,) if now else (out,) if was else ()


class Monitor(threading.Thread):
    """Tells every look at the readers to `tell`, in this thread. It outlives the service and its restarts."""

    def __init__(self, tell: Callable[[Look], None], *, rest_s: float = REST_S) -> None:
        super().__init__(name="card-monitor", daemon=True)
        self._tell, self._rest_s = tell, rest_s
        self._ended = threading.Event()
        self._slots: dict[str, pcsc.Slot] = {}
        self._pnp = 0
        self._last: Look | None = None

    def end(self) -> None:
        """Look no more. A wait that runs now ends by itself, within two seconds; nobody has to wait for it."""
        self._ended.set()

    def run(self) -> None:
        while not self._ended.is_set():
            # Any error but "nothing changed in time": the readers are gone, a new context is tried.
            with suppress(pcsc.PcscError), pcsc.context() as context:
                self._watch(context)
            if not self._ended.is_set():
                self._lost()
                self._ended.wait(self._rest_s)

    def _watch(self, context: pcsc.Context) -> None:
        self._pnp, self._slots = 0, {}
        told = False
        while not self._ended.is_set():
            names = context.names()
            known = {name: self._slots[name].state if name in self._slots else 0 for name in names}
            changed = context.changed({**known, pcsc.PNP: self._pnp}, LOOK_MS if told else pcsc.AT_ONCE)
            self._take(names, changed)
            told = True

    def _take(self, names: tuple[str, ...], changed: list[pcsc.Slot]) -> None:
        """Compare with the look before, and tell."""
        seen = {slot.name: slot for slot in changed}
        pnp = seen.pop(pcsc.PNP, None)
        if pnp is not None:
            self._pnp = pnp.state
        after = {name: seen.get(name, self._slots.get(name)) for name in names}
        there = {name: slot for name, slot in after.items() if slot is not None and not slot.gone}
        moves = tuple(
            move
            for name in (*self._slots, *(name for name in there if name not in self._slots))
            for move in moves_between(self._slots.get(name), there.get(name))
        )
        self._slots = there
        self._say(Look(True, tuple(there), _with_card(there), moves))

    def _lost(self) -> None:
        moves = tuple(Move(name, inserted=False, why=SERVICE_LOST) for name in _with_card(self._slots))
        self._slots = {}
        self._say(Look(moves=moves))

    def _say(self, look: Look) -> None:
        """A look that shows nothing new is not worth telling."""
        if not self._ended.is_set() and (look.moves or look != self._last):
            self._last = replace(look, moves=())
            self._tell(look)


def _with_card(slots: dict[str, pcsc.Slot]) -> frozenset[str]:
    return frozenset(name for name, slot in slots.items() if slot.card_in)
