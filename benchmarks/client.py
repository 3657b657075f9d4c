"""Eight clients asking for one page as fast as it comes: `python -m benchmarks.client URL CLIENTS SECONDS [COOKIE]`."""

from __future__ import annotations

import asyncio
import json
import sys
import time

import aiohttp

WARM_UP_SECONDS = 1.0


async def _ask(session: aiohttp.ClientSession, address: str, until: float, taken: list[float]) -> int:
    errors = 0
    while (began := time.perf_counter()) < until:
        async with session.get(address, allow_redirects=False) as reply:
            await reply.read()
            errors += reply.status != 200
        taken.append(time.perf_counter() - began)
    return errors


async def measure(address: str, clients: int, seconds: float, cookie: str = "") -> dict[str, float]:
    connector, signed_in = aiohttp.TCPConnector(limit=0), {"Cookie": cookie} if cookie else {}
    async with aiohttp.ClientSession(connector=connector, headers=signed_in) as session:
        warm = time.perf_counter() + WARM_UP_SECONDS
        await asyncio.gather(*(_ask(session, address, warm, []) for _ in range(clients)))
        taken: list[float] = []
        began = time.perf_counter()
        wrong = await asyncio.gather(
            *(_ask(session, address, began + seconds, taken) for _ in range(clients))
        )
        spent = time.perf_counter() - began
    taken.sort()
    return {
        "a_second": round(len(taken) / spent, 1),
        "p50_ms": round(taken[len(taken) // 2] * 1000, 2),
        "p95_ms": round(taken[int(len(taken) * 0.95)] * 1000, 2),
        "errors": sum(wrong),
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measure(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), *sys.argv[4:]))))
