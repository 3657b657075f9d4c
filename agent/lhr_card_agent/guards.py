"""Who may talk to the agent: the exact Host, the pinned Origin, nothing cached, nothing logged."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.typedefs import Middleware

from lhr_card.codes import CODES, CardProblem
from lhr_card_agent.agent import CardAgent

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

HOSTS = ("127.0.0.1", "localhost")
# Health tells nothing worth guarding; a navigation carries no Origin and is held by its `return`.
WITHOUT_ORIGIN = ("/v1/health", "/v1/nav")
ALWAYS = {
    "Cache-Control": "no-store",
    "Vary": "Origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not "no-referrer": with that a browser sends `Origin: null` when the agent's own page posts a form.
    "Referrer-Policy": "same-origin",
    "Server": "lhr-card",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Content-Type",
    "Access-Control-Max-Age": "600",
}


@dataclass
class Door:
    """The port in use and the pages of the agent's own, known once it listens."""

    agent: CardAgent
    port: int = 0
    own_pages: tuple[str, ...] = field(default_factory=tuple)

    def hosts(self) -> set[str]:
        return {f"{name}:{self.port}" for name in HOSTS}

    def is_own_page(self, path: str) -> bool:
        return any(path == page or path.startswith(f"{page}/") for page in self.own_pages)

    def check_host(self, request: web.Request) -> None:
        """A name that somebody pointed at this PC (DNS rebinding) arrives with a foreign Host."""
        if request.headers.get("Host") not in self.hosts():
            raise CardProblem("BAD_HOST")

    def check_origin(self, request: web.Request) -> None:
        origin = request.headers.get("Origin")
        if self.is_own_page(request.path) and (origin is None or self._is_own(origin)):
            return
        if request.method != "OPTIONS" and request.path in WITHOUT_ORIGIN:
            return
        if not origin:
            raise CardProblem("NO_ORIGIN")
        if not self.is_pinned(origin):
            raise CardProblem("BAD_ORIGIN")

    def is_pinned(self, origin: str) -> bool:
        pinned = self.agent.origin()
        return bool(pinned) and origin == pinned

    def _is_own(self, origin: str) -> bool:
        return origin in {f"http://{host}" for host in self.hosts()}


def guard_of(door: Door) -> Middleware:
    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            door.check_host(request)
            door.check_origin(request)
            if request.method == "OPTIONS":
                return web.Response(status=204, headers=PREFLIGHT)
            return await handler(request)
        except CardProblem as problem:
            return refusal(problem)

    return guard


def headers_of(door: Door) -> Callable[[web.Request, web.StreamResponse], Awaitable[None]]:
    async def add(request: web.Request, response: web.StreamResponse) -> None:
        """Every answer, also a stream or a 404, carries these; CORS names the pinned origin only."""
        response.headers.update(ALWAYS)
        origin = request.headers.get("Origin", "")
        if request.headers.get("Host") in door.hosts() and door.is_pinned(origin):
            response.headers["Access-Control-Allow-Origin"] = origin

    return add


def refusal_body(problem: CardProblem) -> dict[str, str]:
    shown = CODES[problem.code]
    return {
        "error": problem.code,
        "number": shown.number,
        "says": shown.says_text("th", **problem.values),
        "remedy": shown.remedy_text("th", **problem.values),
    }


def refusal(problem: CardProblem) -> web.Response:
    status = CODES[problem.code].http or 500
    return web.json_response(refusal_body(problem), status=status)


def refusal_page(problem: CardProblem) -> web.Response:
    """The same for a person whose browser was sent here: plain Thai text."""
    return web.Response(text=problem.shown() + "\n", status=CODES[problem.code].http or 500)
