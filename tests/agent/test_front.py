"""The guards of the loopback front: who may have the card read, and in which exact words."""

from __future__ import annotations

import http.client
import json
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from urllib.parse import quote, urlencode, urlsplit

import pytest

from lhr_card import fields, wire
from lhr_card_agent.sim import SimulatedAgent
from tests.agent.conftest import NONCE, OFFICER, REGISTRAR, Page
from tests.agent.small_server import SmallServer

JSON = "application/json"
LOGIN = json.dumps({"nonce": NONCE, "purpose": "login"}).encode()
TX = wire.canonical({"act": "rights.appoint", "says": "แต่งตั้งเจ้าหน้าที่ทะเบียนประวัติ อบต.น้ำก่ำ", "v": 1})


@pytest.fixture
def inserted(agent: SimulatedAgent) -> SimulatedAgent:
    agent.insert("registrar")
    return agent


def commands_seen(agent: SimulatedAgent) -> int:
    """How many commands the card in the slot has had: 0 means nothing was read."""
    return agent.room.active.slot._inserted.card._commands


def read_statement(agent: SimulatedAgent, body: dict[str, str], desk: str = "registrar") -> wire.Statement:
    received = wire.statement_bytes(body["statement"])
    assert wire.verify(agent.key(desk).jwk, received, body["sig"])
    return wire.parse(received)


# -- who is let in ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    ["rebind.test", "rebind.test:{port}", "127.0.0.1", "127.0.0.1:1", "127.0.0.2:{port}", "[::1]:{port}", ""],
)
@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/v1/health"), ("OPTIONS", "/v1/assert"), ("POST", "/v1/assert")]
)
def test_a_foreign_host_is_refused_before_anything(
    inserted: SimulatedAgent, page: Page, host: str, method: str, path: str
) -> None:
    got = page.send(
        method, path, LOGIN, host=host.format(port=inserted.port), Origin=inserted.origin, Content_Type=JSON
    )
    assert (got.status, got.json["error"]) == (421, "BAD_HOST")
    assert "access-control-allow-origin" not in got.headers
    assert commands_seen(inserted) == 0


def test_both_names_of_this_pc_are_hosts(page: Page, agent: SimulatedAgent) -> None:
    assert page.send("GET", "/v1/health").status == 200
    assert page.send("GET", "/v1/health", host=f"localhost:{agent.port}").status == 200


@pytest.mark.parametrize(
    ("origin", "code"),
    [
        ("https://evil.example", "BAD_ORIGIN"),
        ("null", "BAD_ORIGIN"),
        ("{origin}.evil.example", "BAD_ORIGIN"),
        ("{origin}/", "BAD_ORIGIN"),
        ("http://127.0.0.1:{port}", "BAD_ORIGIN"),
        (None, "NO_ORIGIN"),
        ("", "NO_ORIGIN"),
    ],
)
@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/v1/assert"), ("GET", "/v1/events"), ("OPTIONS", "/v1/assert"), ("GET", "/nothing")],
)
def test_only_the_pinned_origin_may_ask(
    inserted: SimulatedAgent, page: Page, origin: str | None, code: str, method: str, path: str
) -> None:
    headers = {} if origin is None else {"Origin": origin.format(origin=inserted.origin, port=inserted.port)}
    got = page.send(method, path, LOGIN, Content_Type=JSON, **headers)
    assert (got.status, got.json["error"]) == (403, code)
    assert "access-control-allow-origin" not in got.headers
    assert commands_seen(inserted) == 0
    assert inserted.room.consent.asked == []


@pytest.mark.parametrize("path", ["/v1/assert", "/v1/events", "/v1/health", "/no/such/path"])
def test_a_preflight_is_answered_before_routing(page: Page, agent: SimulatedAgent, path: str) -> None:
    got = page.send("OPTIONS", path, Origin=agent.origin, Access_Control_Request_Method="POST")
    assert (got.status, got.body) == (204, b"")
    assert got.headers["access-control-allow-origin"] == agent.origin
    assert got.headers["access-control-allow-headers"] == "Content-Type"
    assert "access-control-allow-credentials" not in got.headers


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/health", 200),
        ("GET", "/no/such/path", 404),
        ("GET", "/v1/assert", 405),
        ("OPTIONS", "/", 204),
    ],
)
def test_every_answer_is_uncached_and_names_no_star(
    page: Page, agent: SimulatedAgent, method: str, path: str, status: int
) -> None:
    got = page.send(method, path, Origin=agent.origin)
    assert got.status == status
    assert got.headers["cache-control"] == "no-store"
    assert got.headers["vary"] == "Origin"
    assert got.headers["access-control-allow-origin"] == agent.origin
    assert "set-cookie" not in got.headers


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", ""])
def test_only_json_is_read(inserted: SimulatedAgent, page: Page, kind: str) -> None:
    got = page.send("POST", "/v1/assert", LOGIN, Origin=inserted.origin, Content_Type=kind)
    assert (got.status, got.json["error"]) == (415, "BAD_TYPE")
    assert commands_seen(inserted) == 0


@pytest.mark.parametrize(
    "nonce", ["", "short", "A" * 42, "A" * 44, "A" * 42 + "=", "A" * 42 + "\n", 43, None, ["A"]]
)
def test_a_nonce_has_43_characters(inserted: SimulatedAgent, page: Page, nonce: object) -> None:
    got = page.ask(nonce=nonce)
    assert (got.status, got.json["error"]) == (400, "BAD_NONCE")
    assert commands_seen(inserted) == 0


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'"x"', b"\xff"])
def test_a_body_that_is_no_object_is_refused(inserted: SimulatedAgent, page: Page, body: bytes) -> None:
    got = page.send("POST", "/v1/assert", body, Origin=inserted.origin, Content_Type=JSON)
    assert (got.status, got.json["error"]) == (400, "BAD_NONCE")


@pytest.mark.parametrize(
    "change",
    [
        {"purpose": ""},
        {"purpose": "Log In"},
        {"purpose": None},
        {"purpose": "login", "typ": "confirm"},
        {"purpose": "login", "tx": wire.b64url(TX)},
        {"purpose": "presence", "tx": wire.b64url(TX)},
        {"purpose": "pair", "tx": wire.b64url(TX)},
        {"purpose": "rights.appoint"},
        {"purpose": "rights.appoint", "tx": "!"},
        {"purpose": "rights.appoint", "tx": wire.b64url(b"[]")},
        {"purpose": "rights.appoint", "tx": wire.b64url(b'{"v":1}')},
        {"purpose": "rights.appoint", "tx": wire.b64url(b'{"says":" "}')},
        {"purpose": "rights.appoint", "tx": wire.b64url(b'{"says":"a","says":"b"}')},
        {"purpose": "rights.appoint", "tx": wire.b64url(b'{"says":"' + b"x" * 4096 + b'"}')},
    ],
)
def test_a_purpose_and_its_transaction_must_fit(
    inserted: SimulatedAgent, page: Page, change: dict[str, object]
) -> None:
    got = page.ask(**change)
    assert (got.status, got.json["error"], got.json["number"]) == (400, "BAD_TX", "CL-17")
    assert commands_seen(inserted) == 0


def test_it_listens_on_127_0_0_1_only(agent: SimulatedAgent) -> None:
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", agent.port), timeout=5)


# -- what it answers ----------------------------------------------------------------------------------


def test_health_tells_its_kid_and_nothing_else(page: Page, agent: SimulatedAgent) -> None:
    got = page.send("GET", "/v1/health")
    assert got.json == {"ok": True, "kid": agent.key("registrar").kid}
    assert (
        "access-control-allow-origin"
        not in page.send("GET", "/v1/health", Origin="https://evil.example").headers
    )


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [("no_service", 503, "NO_SERVICE"), ("no_reader", 409, "NO_READER"), ("many_cards", 409, "MANY_CARDS")],
)
def test_the_pinned_page_learns_why_no_card_could_be_read(
    inserted: SimulatedAgent, page: Page, fault: str, status: int, code: str
) -> None:
    assert page.send("GET", "/v1/reader", Origin=inserted.origin).json == {"ok": True}
    inserted.fault(fault)
    got = page.send("GET", "/v1/reader", Origin=inserted.origin)
    assert (got.status, got.json["error"]) == (status, code)
    assert commands_seen(inserted) == 0
    assert inserted.room.consent.asked == []
    assert page.send("GET", "/v1/reader").status == 403
    assert page.send("GET", "/v1/reader", Origin="https://evil.example").status == 403
    assert page.send("GET", "/v1/reader", host="rebind.test", Origin=inserted.origin).status == 421


@pytest.mark.parametrize("purpose", ["login", "unlock", "enrol-card"])
def test_a_page_gets_a_statement_over_its_nonce(inserted: SimulatedAgent, page: Page, purpose: str) -> None:
    got = page.ask(purpose=purpose)
    assert got.status == 200
    assert set(got.json) == {"statement", "sig"}
    said = read_statement(inserted, got.json)
    assert (said.typ, said.purpose, said.nonce, said.aud) == (purpose, purpose, NONCE, inserted.origin)
    station = inserted.room.active.station
    assert (said.kid, said.boot, said.seq) == (station.kid, station.boot, 1)
    assert said.card == wire.CardPart(
        cid_hash=wire.cid_hash(NONCE, REGISTRAR.cid),
        issue=REGISTRAR.issue,
        expire=REGISTRAR.expire,
        request_no=REGISTRAR.request_no,
        chip=REGISTRAR.chip,
        atr=REGISTRAR.atr,
    )


def test_a_weighty_act_is_hashed_by_the_agent_and_said_to_the_officer(
    inserted: SimulatedAgent, page: Page
) -> None:
    got = page.ask(purpose="rights.appoint", tx=wire.b64url(TX))
    said = read_statement(inserted, got.json)
    assert (said.typ, said.purpose, said.tx_sha256) == ("confirm", "rights.appoint", wire.tx_sha256(TX))
    assert "เพื่อ: แต่งตั้งเจ้าหน้าที่ทะเบียนประวัติ อบต.น้ำก่ำ" in inserted.said[-1]


def test_neither_number_nor_family_name_leaves_in_answer_or_console(
    inserted: SimulatedAgent, page: Page
) -> None:
    got = page.ask()
    shown = wire.statement_bytes(got.json["statement"]).decode() + " ".join(inserted.said)
    assert REGISTRAR.cid not in shown
    assert "ดีงาม" not in shown
    assert "นางสมใจ ด…" in shown


def test_a_pc_that_is_not_registered_signs_nothing(agent: SimulatedAgent, page: Page) -> None:
    agent.insert("officer")
    got = page.ask()
    assert (got.status, got.json["error"], got.json["number"]) == (409, "NOT_PAIRED", "CL-16")
    assert commands_seen(agent) == 0


def test_the_officer_s_no_is_respected(inserted: SimulatedAgent, page: Page) -> None:
    inserted.fault("consent_refused")
    got = page.ask()
    assert (got.status, got.json["error"]) == (409, "CONSENT_REFUSED")


def test_consent_to_sign_in_is_remembered_until_the_card_leaves(inserted: SimulatedAgent, page: Page) -> None:
    asked = inserted.room.consent.asked
    page.ask()
    page.ask(purpose="unlock")
    assert len(asked) == 1
    inserted.remove()
    inserted.insert("registrar")
    page.ask()
    assert len(asked) == 2


@pytest.mark.parametrize(
    "ask", [{"purpose": "enrol-card"}, {"purpose": "rights.appoint", "tx": wire.b64url(TX)}]
)
def test_consent_to_weightier_things_is_asked_each_time(
    inserted: SimulatedAgent, page: Page, ask: dict[str, str]
) -> None:
    page.ask()
    page.ask(**ask)
    page.ask(**ask)
    assert len(inserted.room.consent.asked) == 3


def test_a_card_that_left_while_the_officer_was_asked_signs_nothing(
    inserted: SimulatedAgent, page: Page
) -> None:
    consent = inserted.room.consent

    async def pull_out(_question: object) -> bool:
        inserted.room.remove()
        return True

    consent.given = pull_out  # type: ignore[method-assign]  # the officer pulls the card, then says yes
    got = page.ask()
    assert (got.status, got.json["error"]) == (409, "CARD_REMOVED")


def test_one_read_at_a_time(inserted: SimulatedAgent, page: Page) -> None:
    slot = inserted.room.active.slot
    real_connect, at_once, most = slot.connect, [], []
    lock = threading.Lock()

    @contextmanager
    def counted():
        with lock:
            at_once.append(1)
            most.append(len(at_once))
        with real_connect() as card:
            yield card
        with lock:
            at_once.pop()

    slot.connect = counted
    inserted.fault("ms_per_byte=0.2")
    with ThreadPoolExecutor(4) as pool:
        statuses = [got.status for got in pool.map(lambda _: page.ask(), range(4))]
    assert statuses == [200] * 4
    assert max(most) == 1


# -- navigation ---------------------------------------------------------------------------------------


def nav(agent: SimulatedAgent, **change: str) -> str:
    asked = {"nonce": NONCE, "purpose": "login", "return": f"{agent.origin}/login/card/return", **change}
    return "/v1/nav?" + urlencode(asked, quote_via=quote)


def fragment(location: str) -> dict[str, str]:
    return json.loads(wire.from_b64url(urlsplit(location).fragment.removeprefix("a=")))


def test_navigation_brings_the_same_json_back_to_the_return_page(
    inserted: SimulatedAgent, page: Page
) -> None:
    got = page.send("GET", nav(inserted))
    assert got.status == 303
    location = got.headers["location"]
    assert location.split("#")[0] == f"{inserted.origin}/login/card/return"
    assert read_statement(inserted, fragment(location)).nonce == NONCE
    assert REGISTRAR.cid not in location


def test_navigation_confirms_a_weighty_act(inserted: SimulatedAgent, page: Page) -> None:
    got = page.send("GET", nav(inserted, purpose="rights.appoint", tx=wire.b64url(TX)))
    assert read_statement(inserted, fragment(got.headers["location"])).tx_sha256 == wire.tx_sha256(TX)


def test_navigation_brings_a_card_s_trouble_back_too(agent: SimulatedAgent, page: Page) -> None:
    got = page.send("GET", nav(agent))
    assert fragment(got.headers["location"])["error"] == "NO_CARD"
    assert fragment(got.headers["location"])["number"] == "CL-06"


@pytest.mark.parametrize(
    "back",
    [
        "https://evil.example/login/card/return",
        "{origin}/login/card/return/",
        "{origin}/login/card/return?x=1",
        "{origin}/login/card/return#a",
        "{origin}.evil.example/login/card/return",
        "{origin}@evil.example/login/card/return",
        "/login/card/return",
        "",
    ],
)
def test_navigation_returns_to_the_one_pinned_address_only(
    inserted: SimulatedAgent, page: Page, back: str
) -> None:
    got = page.send("GET", nav(inserted, **{"return": back.format(origin=inserted.origin)}))
    assert got.status == 403
    assert got.text.startswith("CL-17  หน้านี้ไม่ใช่หน้าของระบบ LHR")
    assert "location" not in got.headers
    assert commands_seen(inserted) == 0


def test_navigation_with_two_returns_is_refused(inserted: SimulatedAgent, page: Page) -> None:
    assert page.send("GET", nav(inserted) + "&return=https://evil.example").status == 403


@pytest.mark.parametrize("place", ["image", "iframe", "empty"])
def test_no_picture_or_frame_can_navigate(inserted: SimulatedAgent, page: Page, place: str) -> None:
    assert page.send("GET", nav(inserted), Sec_Fetch_Dest=place).status == 403
    assert commands_seen(inserted) == 0


def test_navigation_checks_nonce_and_host_too(inserted: SimulatedAgent, page: Page) -> None:
    assert page.send("GET", nav(inserted, nonce="x")).status == 400
    assert page.send("GET", nav(inserted), host="rebind.test").status == 421


# -- events -------------------------------------------------------------------------------------------


def test_the_page_hears_the_card_move(inserted: SimulatedAgent) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", inserted.port, timeout=30)
    connection.request("GET", "/v1/events", headers={"Origin": inserted.origin})
    stream = connection.getresponse()
    assert stream.headers["Content-Type"].startswith("text/event-stream")
    assert stream.headers["Access-Control-Allow-Origin"] == inserted.origin
    assert stream.readline() == b": open\n"
    inserted.remove()
    inserted.insert("registrar")
    heard = [
        json.loads(line[6:]) for line in (stream.readline() for _ in range(5)) if line.startswith(b"data: ")
    ]
    assert heard == [{"t": "removed", "seq": 2}, {"t": "inserted", "seq": 3}]
    connection.close()


def test_stopping_ends_an_open_stream(server: SmallServer) -> None:
    agent = SimulatedAgent([OFFICER], origin=server.url).start()
    connection = http.client.HTTPConnection("127.0.0.1", agent.port, timeout=30)
    connection.request("GET", "/v1/events", headers={"Origin": agent.origin})
    stream = connection.getresponse()
    assert stream.readline() == b": open\n"
    agent.stop()
    assert stream.read().strip() == b""
    connection.close()


def test_a_card_pulled_out_in_the_middle_of_a_read_counts_as_removed(
    inserted: SimulatedAgent, page: Page
) -> None:
    inserted.fault("remove_at=4")
    got = page.ask()
    assert (got.status, got.json["error"]) == (409, "CARD_REMOVED")
    inserted.fault("none")
    assert page.ask().json["error"] == "NO_CARD"
    inserted.insert("registrar")
    assert read_statement(inserted, page.ask().json).seq == 3


def test_an_id_misread_signs_and_sends_nothing(agent: SimulatedAgent, page: Page) -> None:
    agent.insert("registrar")
    card = agent.room.active.slot._inserted.card
    entry = fields.FIELDS["cid"]
    card.image = card.image[: entry.offset] + b"1990100001239" + card.image[entry.end :]
    got = page.ask()
    assert (got.status, got.json["error"], got.json["number"]) == (409, "BAD_CID", "CL-13")
    assert agent.room.consent.asked == []
