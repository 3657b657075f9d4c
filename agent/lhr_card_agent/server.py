"""Talking to the one LHR server: JSON by POST over one kept-alive connection."""

from __future__ import annotations

import json
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp

from lhr_card_agent import VERSION
from lhr_card_agent.settings import is_loopback

ANSWER_WITHIN_S = 10.0
LARGEST_ANSWER = 64 * 1024


class ServerRefused(Exception):
    """The server answered, but not with yes. `says` is its own sentence, when it gave one."""

    def __init__(self, status: int, code: str = "", says: str = "") -> None:
        super().__init__(f"{status} {code}".strip())
        self.status, self.code, self.says = status, code, says


class ServerAway(Exception):
    """No answer from the server: not reachable, too slow, or not an LHR server."""


class Server:
    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self.url = url.rstrip("/")
        self._session = session
        self.clock: float | None = None  # what the server's clock said in its last answer

    async def post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Return the server's JSON; ServerRefused or ServerAway otherwise. Never follows a redirect."""
        try:
            async with self._session.post(self.url + path, json=body, allow_redirects=False) as answer:
                raw = await answer.content.read(LARGEST_ANSWER)
                status = answer.status
                self.clock = _date(answer.headers.get("Date", ""))
        except (aiohttp.ClientError, TimeoutError, OSError):
            raise ServerAway from None
        try:
            value = json.loads(raw)
        except ValueError:
            value = {}
        if not isinstance(value, dict):
            value = {}
        if not 200 <= status < 300:
            raise ServerRefused(status, _word(value, "error"), _word(value, "says"))
        return value


def _date(header: str) -> float | None:
    try:
        return parsedate_to_datetime(header).timestamp()
    except ValueError:
        return None


def _word(value: Mapping[str, Any], name: str) -> str:
    found = value.get(name)
    return found if isinstance(found, str) else ""


def session_for(url: str) -> aiohttp.ClientSession:
    """Return a session; it honours the system's proxy, but for a server on this very PC."""
    return aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=ANSWER_WITHIN_S),
        trust_env=not is_loopback(url),
        headers={"User-Agent": f"lhr-card/{VERSION}"},
    )
