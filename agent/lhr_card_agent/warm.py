"""Reading in one warm child process: PC/SC has no transmit timeout, and a process can be killed.

The child is this same file run as a program. Its pipe is the only way in or out; what it reads is never written down.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from typing import IO, Any

from lhr_card import fields
from lhr_card.codes import CODES, CardProblem
from lhr_card_agent import reading
from lhr_card_agent.reading import CardReading, Pace

READ_SETS = {one.name: one for one in (fields.LOGIN, fields.ENROL)}
QUESTION_LIMIT = 64 * 1024


class WarmChild:
    """One child, started before it is needed and again after it had to be killed."""

    def __init__(self, wanted: Callable[[], str] = lambda: "") -> None:
        self.wanted = wanted
        self._child: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        if self._child is None or self._child.returncode is not None:
            self._child = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "lhr_card_agent.warm",
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                limit=QUESTION_LIMIT,
            )

    async def read(self, read_set: fields.ReadSet, pace: Pace) -> CardReading:
        """Read within the deadline, or kill the child: CARD_TIMEOUT. The next read finds a new one."""
        asked = {"set": read_set.name, "pace": asdict(pace), "wanted": self.wanted()}
        try:
            async with asyncio.timeout(pace.deadline_s):
                answer = await self._asked(asked)
        except TimeoutError:
            await self.kill()
            raise CardProblem("CARD_TIMEOUT") from None
        except BaseException:
            await self.kill()  # an answer nobody waits for must not be taken for the next one's
            raise
        finally:
            await self.start()
        return answered(answer)

    async def _asked(self, asked: dict[str, Any]) -> dict[str, Any]:
        await self.start()
        child = self._child
        if child is None or child.stdin is None or child.stdout is None:
            raise CardProblem("CARD_ERROR")
        with suppress(ConnectionError):
            child.stdin.write(json.dumps(asked).encode("ascii") + b"\n")
            await child.stdin.drain()
        line = await child.stdout.readline()
        if not line:  # killed from outside, or died of a driver
            await child.wait()
            return {"problem": "CARD_ERROR"}
        value: dict[str, Any] = json.loads(line)
        return value

    async def kill(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        with suppress(ProcessLookupError):
            child.kill()
        await child.wait()

    @property
    def pid(self) -> int:
        return self._child.pid if self._child else 0


def answered(value: dict[str, Any]) -> CardReading:
    problem = value.get("problem")
    if problem is not None:
        raise CardProblem(problem, **value.get("values", {}))
    value["atr"], value["name"] = bytes.fromhex(value["atr"]), fields.CardName(**value["name"])
    return CardReading(**value)


def told(card: CardReading) -> dict[str, Any]:
    return {**asdict(card), "atr": card.atr.hex()}


def answer(readers: reading.Readers, asked: dict[str, Any]) -> dict[str, Any]:
    try:
        read_set, pace = READ_SETS[asked["set"]], Pace(**asked["pace"])
        return told(reading.read(readers, read_set, pace, asked["wanted"]))
    except CardProblem as problem:
        return {"problem": problem.code, "values": problem.values}


def serve(lines: IO[str], out: IO[str]) -> None:
    """Answer one question a line until the parent closes the pipe."""
    from lhr_card_agent.pcsc import PcscReaders

    readers = PcscReaders()
    for line in lines:
        out.write(json.dumps(answer(readers, json.loads(line))) + "\n")
        out.flush()
    readers.close()


def main() -> int:
    assert set(CODES)  # noqa: S101  # the texts are loaded now and not in the first read
    with suppress(KeyboardInterrupt):  # Ctrl-C in a terminal reaches the child too; the parent ends it
        serve(sys.stdin, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
