"""The simulator's control over HTTP: insert, remove, pair, fault. Not in the installer.

JSON in gives JSON out; a form leads back to the page, so that reloading it repeats nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from lhr_card_agent.server import ServerAway, ServerRefused
from lhr_card_agent.sim import page
from lhr_card_agent.sim.faults import UnknownFault
from lhr_card_agent.sim.room import NoSuchDesk, Room

PREFIX = "/sim"
FORM = "application/x-www-form-urlencoded"


class Control:
    def __init__(self, room: Room) -> None:
        self.room = room
        self._to_say = ""

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/sim", self.show, allow_head=False),
            web.get("/sim/state", self.state, allow_head=False),
            web.post("/sim/insert", self.insert),
            web.post("/sim/remove", self.remove),
            web.post("/sim/pair", self.pair),
            web.post("/sim/fault", self.fault),
        ]

    async def show(self, _request: web.Request) -> web.Response:
        says, self._to_say = self._to_say, ""
        return web.Response(
            text=page.render(self.room.state(), says),
            content_type="text/html",
            headers={"Content-Security-Policy": page.POLICY},
        )

    async def state(self, _request: web.Request) -> web.Response:
        return web.json_response(self.room.state())

    async def insert(self, request: web.Request) -> web.Response:
        told = await told_by(request)
        try:
            place = self.room.insert(told.get("desk", ""), told.get("card", ""))
        except NoSuchDesk:
            return self._answer(request, {"error": "NO_DESK"}, "ไม่พบโต๊ะนี้", status=404)
        reported = await self.room.reported(place)
        return self._answer(
            request, {"ok": True, "seq": place.station.seq, "reported": reported}, "เสียบบัตรแล้ว"
        )

    async def remove(self, request: web.Request) -> web.Response:
        await told_by(request)
        place = self.room.remove()
        reported = await self.room.reported(place)
        seq = self.room.active.station.seq
        return self._answer(request, {"ok": True, "seq": seq, "reported": reported}, "ถอดบัตรแล้ว")

    async def pair(self, request: web.Request) -> web.Response:
        told = await told_by(request)
        try:
            paired = await self.room.pair(told.get("desk", ""), told.get("code", ""))
        except NoSuchDesk:
            return self._answer(request, {"error": "NO_DESK"}, "ไม่พบโต๊ะนี้", status=404)
        except ServerRefused as refused:
            says = refused.says or "ระบบไม่รับรหัสนี้ ขอรหัสใหม่แล้วลองอีกครั้ง"
            return self._answer(
                request, {"error": refused.code or "PAIR_REFUSED", "says": says}, says, status=409
            )
        except ServerAway:
            says = "ติดต่อระบบ LHR ไม่ได้ ตรวจว่าระบบเปิดอยู่แล้วลองใหม่"
            return self._answer(request, {"error": "SERVER_AWAY", "says": says}, says, status=502)
        says = "ลงทะเบียนเครื่องแล้ว รอสำนักงานที่กำกับอนุมัติ"
        return self._answer(request, {"ok": True, "kid": paired.kid, "state": paired.state}, says)

    async def fault(self, request: web.Request) -> web.Response:
        name = (await told_by(request)).get("name", "")
        try:
            self.room.set_fault(name)
        except UnknownFault:
            return self._answer(request, {"error": "NO_FAULT"}, "ไม่มีความขัดข้องชื่อนี้", status=404)
        return self._answer(request, {"ok": True, "fault": self.room.fault}, "ตั้งความขัดข้องแล้ว")

    def _answer(
        self, request: web.Request, body: Mapping[str, Any], says: str, *, status: int = 200
    ) -> web.Response:
        if request.content_type == FORM:
            self._to_say = says
            return web.Response(status=303, headers={"Location": PREFIX})
        return web.json_response({**body, "says": says}, status=status)


async def told_by(request: web.Request) -> dict[str, str]:
    """Return the words of a JSON body or of a form; what is no word is left out."""
    told: Mapping[str, Any]
    if request.content_type == FORM:
        told = await request.post()
    else:
        try:
            value = await request.json() if request.can_read_body else {}
        except ValueError:
            value = {}
        told = value if isinstance(value, dict) else {}
    return {name: word for name, word in told.items() if isinstance(word, str)}
