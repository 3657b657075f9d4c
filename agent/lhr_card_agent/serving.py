"""Listening on 127.0.0.1, and only there."""

from __future__ import annotations

import asyncio
import errno
import signal
from collections.abc import Sequence

from aiohttp import web

from lhr_card_agent.guards import Door

LOOPBACK = "127.0.0.1"
GOODBYE_S = 1.0


class NoPort(Exception):
    """Every port asked for is taken by another program."""


async def listen(app: web.Application, door: Door, ports: Sequence[int]) -> web.AppRunner:
    """Start on the first free port and tell the door which it is; NoPort when none is.

    No access log: a navigation's address holds nonce and transaction.
    """
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=GOODBYE_S)
    await runner.setup()
    for port in ports:
        try:
            await web.TCPSite(runner, LOOPBACK, port).start()
        except OSError as problem:
            if problem.errno not in (errno.EADDRINUSE, errno.EACCES):
                await runner.cleanup()
                raise
            continue
        door.port = runner.addresses[0][1]
        return runner
    await runner.cleanup()
    raise NoPort


async def until_told_to_stop() -> None:
    """Wait for Ctrl-C or a polite end from outside."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(name, stop.set)
        except NotImplementedError:  # Windows: Ctrl-C ends asyncio.run itself
            break
    await stop.wait()
