"""An agent's event loop in a thread of this process, for tests and scripts."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from types import TracebackType
from typing import Any, Self, TypeVar

T = TypeVar("T")
CALL_WITHIN_S = 60.0


class Hosted:
    """`with hosted as agent:` runs what `_serve` opens, on a port that is known once it listens."""

    def __init__(self) -> None:
        self.port = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._stop: asyncio.Event | None = None
        self._failed: BaseException | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> Self:
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), name="lhr-card", daemon=True)
        self._thread.start()
        ready.wait(CALL_WITHIN_S)
        if self._failed:
            raise self._failed
        return self

    def _run(self, ready: threading.Event) -> None:
        try:
            asyncio.run(self._serve(ready))
        except BaseException as failed:  # noqa: BLE001  # start() raises it in the caller's thread
            self._failed = failed
        finally:
            self._loop = None
            ready.set()

    async def _serve(self, ready: threading.Event) -> None:
        """Open the agent, tell `_is_open`, set `ready`, and stay until `self._stop`."""
        raise NotImplementedError

    def _is_open(self, port: int, ready: threading.Event) -> None:
        self.port, self._loop, self._stop = port, asyncio.get_running_loop(), asyncio.Event()
        ready.set()

    async def stopped(self) -> None:
        """Wait until `stop` is called."""
        if self._stop is not None:
            await self._stop.wait()

    def stop(self) -> None:
        if self._loop and self._stop:
            self._loop.call_soon_threadsafe(self._stop.set)
        if self._thread:
            self._thread.join(CALL_WITHIN_S)
            self._thread = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _in_loop(self, work: Coroutine[Any, Any, T]) -> T:
        if self._loop is None:
            return asyncio.run(work)
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(CALL_WITHIN_S)
