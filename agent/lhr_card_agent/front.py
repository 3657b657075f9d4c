"""The loopback front: health, assert, nav and events, for pages of the pinned server only."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Mapping
from dataclasses import asdict

from aiohttp import web

from lhr_card import statement as forms
from lhr_card import wire
from lhr_card.codes import CardProblem
from lhr_card_agent.agent import CardAgent
from lhr_card_agent.guards import Door, guard_of, headers_of, refusal_body, refusal_page
from lhr_card_agent.station import Ask

RETURN_PATH = "/login/card/return"
LARGEST_BODY = 16 * 1024  # a transaction of 4 KB in base64url, and the rest
HEARTBEAT_S = 15.0

_NONCE = re.compile(forms.NONCE_FORM)
_PURPOSE = re.compile(forms.PURPOSE_FORM)


def read_ask(fields: Mapping[str, object]) -> Ask:
    """Return what the page asks for; BAD_NONCE or BAD_TX when it is not in its exact form."""
    nonce = fields.get("nonce")
    if not isinstance(nonce, str) or not _NONCE.fullmatch(nonce):
        raise CardProblem("BAD_NONCE")
    purpose = fields.get("purpose")
    if not isinstance(purpose, str) or not _PURPOSE.fullmatch(purpose):
        raise CardProblem("BAD_TX")
    typ = forms.typ_for(purpose)
    if not forms.purpose_fits(typ, purpose) or fields.get("typ") not in (None, "", typ):
        raise CardProblem("BAD_TX")
    tx = fields.get("tx") or ""
    if typ != forms.CONFIRM:
        if tx:
            raise CardProblem("BAD_TX")
        return Ask(typ, nonce, purpose)
    data, says = read_transaction(tx)
    return Ask(typ, nonce, purpose, data, says)


def read_transaction(tx: object) -> tuple[bytes, str]:
    """Return the transaction's bytes and its `says`; BAD_TX unless canonical, so nothing hides in it."""
    try:
        data = wire.statement_bytes(tx)
        says = wire.canonical_object(data).get("says")
    except wire.NotAStatement:
        raise CardProblem("BAD_TX") from None
    if not isinstance(says, str) or not says.strip():
        raise CardProblem("BAD_TX")
    return data, says


def check_return(request: web.Request, origin: str) -> None:
    """BAD_RETURN unless the one return address of the pinned server is asked for, exactly.

    And only by a page the officer really goes to: no picture or frame of a foreign page may ask.
    """
    shown = request.headers.get("Sec-Fetch-Dest", "document") == "document"
    if not (origin and shown and request.query.getall("return", []) == [origin + RETURN_PATH]):
        raise CardProblem("BAD_RETURN")


class Front:
    def __init__(self, agent: CardAgent) -> None:
        self.agent = agent

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/v1/health", self.health, allow_head=False),
            web.post("/v1/assert", self.assert_card),
            web.get("/v1/nav", self.navigate, allow_head=False),
            web.get("/v1/events", self.events, allow_head=False),
            web.get("/v1/reader", self.reader, allow_head=False),
        ]

    async def health(self, _request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "kid": self.agent.active.kid})

    async def reader(self, request: web.Request) -> web.Response:
        """Tell the pinned page whether a card could be read, or why not. Nothing is read and nobody is asked."""
        station = self.agent.active
        paired = station.paired_with(request.headers["Origin"])
        trouble = station.reads.trouble() if paired else "NOT_PAIRED"
        if trouble:
            raise CardProblem(trouble)
        return web.json_response({"ok": True})

    async def assert_card(self, request: web.Request) -> web.Response:
        if request.content_type != "application/json":
            raise CardProblem("BAD_TYPE")
        try:
            body = await request.json()
        except ValueError:
            raise CardProblem("BAD_NONCE") from None
        ask = read_ask(body if isinstance(body, dict) else {})
        return web.json_response(await self.agent.answer(ask, request.headers["Origin"]))

    async def navigate(self, request: web.Request) -> web.Response:
        """Answer a page the browser does not let fetch: back to its one return address."""
        origin = self.agent.origin()
        try:
            check_return(request, origin)
            ask = read_ask(request.query)
        except CardProblem as problem:
            return refusal_page(problem)
        try:
            answer = await self.agent.answer(ask, origin)
        except CardProblem as problem:
            answer = refusal_body(problem)
        fragment = wire.b64url(json.dumps(answer, ensure_ascii=False).encode("utf-8"))
        return web.Response(status=303, headers={"Location": f"{origin}{RETURN_PATH}#a={fragment}"})

    async def events(self, request: web.Request) -> web.StreamResponse:
        stream = web.StreamResponse(headers={"Content-Type": "text/event-stream; charset=utf-8"})
        listener = self.agent.listen()
        try:
            await stream.prepare(request)
            await stream.write(b": open\n\n")
            while True:
                try:
                    async with asyncio.timeout(HEARTBEAT_S):
                        event = await listener.get()
                except TimeoutError:
                    await stream.write(b": here\n\n")
                    continue
                if event is None:
                    break
                await stream.write(f"data: {json.dumps(asdict(event))}\n\n".encode())
        except ConnectionResetError:
            pass  # the page was closed
        finally:
            self.agent.leave(listener)
        return stream


def make_app(agent: CardAgent, door: Door) -> web.Application:
    app = web.Application(middlewares=[guard_of(door)], client_max_size=LARGEST_BODY)
    app.on_response_prepare.append(headers_of(door))
    app.add_routes(Front(agent).routes())

    async def hang_up(_app: web.Application) -> None:
        agent.hang_up()

    app.on_shutdown.append(hang_up)
    return app
