"""The standing cast at the desks, an LHR server that checks what it is told, and raw requests."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from lhr_card_agent.reading import Pace
from lhr_card_agent.sim import Desk, SimulatedAgent
from tests.agent.small_server import SmallServer

REGISTRAR = Desk(
    name="registrar",
    label="เครื่องนายทะเบียน",
    cid="1990100001238",
    thai_name="นาง#สมใจ##ดีงาม",
    request_no="4801-02-00001234",
    chip="00112233445566ff",
)
OFFICER = Desk(name="officer", label="เครื่องเจ้าหน้าที่", cid="3990100000459", thai_name="นาย#เอก##แก้วมณี")
NONCE = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
# Waits shortened, nothing left out: the tests judge order and codes, not seconds.
QUICK = Pace(deadline_s=5.0, busy_wait_s=0.01)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


class Page:
    """A program that sends exactly the headers it is told, as browsers of good and bad pages do."""

    def __init__(self, agent: SimulatedAgent) -> None:
        self.agent = agent
        self.host = f"127.0.0.1:{agent.port}"

    def send(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        *,
        host: str | None = None,
        **headers: str,
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.agent.port, timeout=30)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            connection.putheader("Host", self.host if host is None else host)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            got = connection.getresponse()
            return Answer(got.status, {k.lower(): v for k, v in got.getheaders()}, got.read())
        finally:
            connection.close()

    def ask(self, **fields: object) -> Answer:
        """POST /v1/assert as the page of the pinned server does."""
        body = json.dumps({"nonce": NONCE, "purpose": "login", **fields}).encode("utf-8")
        return self.send(
            "POST", "/v1/assert", body, Origin=self.agent.origin, Content_Type="application/json"
        )


@pytest.fixture
def server() -> Iterator[SmallServer]:
    with SmallServer() as small:
        yield small


@pytest.fixture
def agent(server: SmallServer) -> Iterator[SimulatedAgent]:
    """Two desks at a running agent; the registrar's PC is paired, no card is in."""
    room = SimulatedAgent([REGISTRAR, OFFICER], origin=server.url, pace=QUICK, every_s=0.05)
    with room:
        room.pair("registrar", server.code_for("registrar"))
        yield room


@pytest.fixture
def page(agent: SimulatedAgent) -> Page:
    return Page(agent)
