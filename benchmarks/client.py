"""The clients, in a process of their own: `python -m benchmarks.client < WORK`, where WORK is JSON.

    pages    CLIENTS ask for one address, or for several in turn, each again as soon as it was answered (closed loop)
    sign_in  CLIENTS sign in with password and card, each as the next officer who is free (closed loop)
    save     each officer saves SEM102 again and again (closed loop)
    line     each officer records a line of a colleague's ก.พ.๗ again and again (closed loop)
    day      officers arrive at RATE a second, whoever still waits (open loop), and do their morning's work

What was seen is printed as JSON: times by kind in milliseconds, errors, and the processor time of this process.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import time
from collections.abc import Awaitable, Callable
from itertools import cycle
from random import Random
from typing import Any

import aiohttp
from yarl import URL

from benchmarks.journeys import Browser, Seen, Wrong, morning, record_lines, save_form, sign_in

WARM_UP_SECONDS = 0.5
SEED = 2561


async def pages(work: dict[str, Any], seen: Seen) -> float:
    headers = {"Cookie": work["cookie"]} if work["cookie"] else {}
    urls = cycle(work.get("urls") or [work["url"]])

    async def ask(session: aiohttp.ClientSession, until: float, into: Seen) -> None:
        while (began := time.perf_counter()) < until:
            url = URL(next(urls), encoded=True)
            async with session.get(url, allow_redirects=False) as reply:
                await reply.read()
            into.took("page", began)
            if reply.status != 200:
                into.wrong(f"{reply.status} at {url}")

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0), headers=headers) as session:
        # What is asked beside something else (`warm_up` 0) is counted from the first request on: one that waits for the
        # other work would else be taken for warming up, and what comes after it for what was asked meanwhile.
        warm, until = Seen(), time.perf_counter() + work.get("warm_up", min(WARM_UP_SECONDS, work["seconds"]))
        await asyncio.gather(*(ask(session, until, warm) for _ in range(work["clients"])))
        seen.requests += warm.requests
        began = time.perf_counter()
        await asyncio.gather(*(ask(session, began + work["seconds"], seen) for _ in range(work["clients"])))
        return time.perf_counter() - began


async def again_and_again(work: dict[str, Any], seen: Seen, act: Callable[[Browser, int], Awaitable[None]]) -> float:
    """Let CLIENTS take turns with the officers: an officer is one client's at a time."""
    free: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    for who in work["officers"]:
        free.put_nowait(who)
    connector = aiohttp.TCPConnector(limit=0)
    began = time.perf_counter()

    async def one(nth: int) -> None:
        times = 0
        while time.perf_counter() < began + work["seconds"]:
            who = await free.get()
            times += 1
            try:
                async with Browser(work["origin"], who, connector, seen) as browser:
                    await act(browser, nth * 1000 + times)
            except Wrong as why:
                seen.wrong(str(why))
            finally:
                free.put_nowait(who)

    await asyncio.gather(*(one(nth) for nth in range(work["clients"])))
    spent = time.perf_counter() - began
    await connector.close()
    return spent


async def sign_ins(work: dict[str, Any], seen: Seen) -> float:
    async def act(browser: Browser, _: int) -> None:
        began = time.perf_counter()
        await sign_in(browser)
        seen.took("sign_in", began, requests=0)

    return await again_and_again(work, seen, act)


async def saves(work: dict[str, Any], seen: Seen) -> float:
    async def act(browser: Browser, number: int) -> None:
        await save_form(browser, f"0420{number:06}")

    return await again_and_again(work, seen, act)


async def lines(work: dict[str, Any], seen: Seen) -> float:
    async def act(browser: Browser, number: int) -> None:
        await record_lines(browser, number)

    return await again_and_again(work, seen, act)


async def day(work: dict[str, Any], seen: Seen) -> float:
    """Officers arrive by chance (Poisson), whether or not those before them have been served."""
    chance, waiting = Random(SEED), list(work["officers"])
    connector = aiohttp.TCPConnector(limit=0)
    began, arrives, nth = time.perf_counter(), 0.0, 0
    running: set[asyncio.Task[None]] = set()

    async def one(who: dict[str, Any], nth: int) -> None:
        try:
            async with Browser(work["origin"], who, connector, seen) as browser:
                come = time.perf_counter()
                await morning(browser, f"0421{nth:06}")
                seen.took("morning", come, requests=0)
        except Wrong as why:
            seen.wrong(str(why))
        finally:
            waiting.append(who)

    while arrives < work["seconds"]:
        await asyncio.sleep(max(0.0, began + arrives - time.perf_counter()))
        arrives += chance.expovariate(work["rate"])
        if not waiting:
            seen.short += 1  # more at once than there are officers: the rate is far above what is served
            continue
        nth += 1
        task = asyncio.create_task(one(waiting.pop(0), nth))
        running.add(task)
        task.add_done_callback(running.discard)
    if running:
        await asyncio.wait(running, timeout=work["seconds"] * 2 + 5)
    seen.short += len(running)
    for task in list(running):
        task.cancel()
    spent = time.perf_counter() - began
    await connector.close()
    return spent


WORKS = {"pages": pages, "sign_in": sign_ins, "save": saves, "line": lines, "day": day}


def played(work: dict[str, Any]) -> dict[str, Any]:
    """Do the work and return what was seen."""
    seen = Seen()
    try:
        spent = asyncio.run(WORKS[work["work"]](work, seen))
    except aiohttp.ClientError as why:
        seen.wrong(f"{type(why).__name__}: {why}")
        spent = 1.0
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {**seen.as_dict(), "seconds": spent, "cpu_s": used.ru_utime + used.ru_stime}


if __name__ == "__main__":
    json.dump(played(json.load(sys.stdin)), sys.stdout)
