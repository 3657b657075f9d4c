"""Pages and programs that mean harm, and PCs that are out of order, in a real Chromium (card-login.md 11, rows B)."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import pytest

from lhr.access.actor import ANONYMOUS
from lhr.identity import actions
from lhr_card_agent import client
from lhr_card_agent.sim import SimulatedAgent
from tests.identity.agent import Pc
from tests.identity.cast import PASSWORD, Officer

# The fixtures of the sign-ins in a browser.
from tests.web.accounts.test_in_a_browser import (
    agent,
    is_inside,
    is_let_in,
    named,
    reads_card,
    types_password,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.e2e
__all__ = ["agent", "named"]
NONCE = "A" * 43


@pytest.fixture
def waiting(page: Page, named: Officer, agent: SimulatedAgent) -> Page:
    """The officer's password was right, the card is in, nothing is read yet."""
    sign_in = named.sets_password()
    named.account.refresh_from_db()
    agent.pair("somjai", named.asks_code())
    agent.insert("somjai")
    nonce = actions.challenge(by=ANONYMOUS, sign_in=sign_in, purpose="enrol-card")
    said = client.assert_card(agent.url, agent.origin, nonce, "enrol-card")
    actions.enrol_card(by=ANONYMOUS, sign_in=sign_in, **said)
    is_let_in(named)
    types_password(page, named, PASSWORD)
    page.wait_for_url("**/login/card/")
    return page


class Program:
    """A program at a port of this PC that is not the agent; it answers what it is told to."""

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {}
        self.origin = ""
        program = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                body = json.dumps(program.answers.get(self.path, {})).encode()
                self.send_response(200 if self.path in program.answers else 404)
                if self.path in program.answers:
                    self.send_header("Access-Control-Allow-Origin", program.origin)
                    self.send_header("Access-Control-Allow-Headers", "Content-Type")
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_OPTIONS = answer  # noqa: N815  # the names http.server calls

            def log_message(self, *_: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.port = self._http.server_port
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()


@pytest.fixture
def program() -> Iterator[Program]:
    running = Program()
    yield running
    running.close()


def seen(agent: SimulatedAgent) -> int:
    inserted = agent.room.active.slot._inserted
    return inserted.card._commands if inserted else 0


def test_a_hostile_page_gets_no_signature_and_nothing_is_read(
    waiting: Page, agent: SimulatedAgent, program: Program
) -> None:
    program.answers["/"] = {}
    commands, asked = seen(agent), len(agent.room.consent.asked)
    evil = waiting.context.new_page()
    evil.goto(f"http://127.0.0.1:{program.port}/")
    said = evil.evaluate(
        """async ([url, nonce]) => {
            const said = [];
            const body = JSON.stringify({ nonce, purpose: "login" });
            const json = { method: "POST", body, headers: { "Content-Type": "application/json" } };
            const tries = { assert: json, "assert?plain": { method: "POST", body }, events: {}, reader: {} };
            for (const [path, sent] of Object.entries(tries)) {
                try { said.push((await fetch(`${url}/v1/${path}`, sent)).status); }
                catch (error) { said.push(error.name); }
            }
            return said;
        }""",
        [agent.url, NONCE],
    )
    assert said == ["TypeError"] * 4
    assert (seen(agent), len(agent.room.consent.asked)) == (commands, asked)


def test_a_hostile_page_that_navigates_ends_in_the_victims_session_with_nothing(
    waiting: Page, agent: SimulatedAgent, program: Program
) -> None:
    program.answers["/"] = {}
    evil = waiting.context.new_page()
    evil.goto(f"http://127.0.0.1:{program.port}/")
    wanted = urlencode({"nonce": NONCE, "purpose": "login", "return": f"{agent.origin}/login/card/return"})
    evil.goto(f"{agent.url}/v1/nav?{wanted}")
    # The statement lands on our own return page; nothing was asked for here, so it counts for nothing.
    evil.wait_for_url(lambda url: urlsplit(url).path in {"/login/", "/login/card/"})
    assert evil.url.startswith(agent.origin)
    assert evil.goto("/rights/") is not None
    assert urlsplit(evil.url).path.startswith("/login/")
    elsewhere = urlencode({"nonce": NONCE, "purpose": "login", "return": f"http://127.0.0.1:{program.port}/"})
    refused = evil.goto(f"{agent.url}/v1/nav?{elsewhere}")
    assert refused is not None
    assert (refused.status, "CL-17" in evil.inner_text("body")) == (403, True)


def test_a_false_agent_without_the_key_opens_nothing(
    waiting: Page, named: Officer, agent: SimulatedAgent, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.origin = agent.origin
    thief = Pc(named.pc.card)
    program.answers = {"/v1/health": {"ok": True, "kid": thief.kid}, "/v1/assert": thief.says(NONCE, "login")}
    monkeypatch.setenv("LHR_AGENT_PORTS", str(program.port))
    waiting.evaluate("() => sessionStorage.clear()")
    waiting.goto("/login/card/")
    waiting.click("text=อ่านบัตรและเข้าสู่ระบบ")
    waiting.wait_for_selector("text=ระบบไม่รับการยืนยันจากเครื่องนี้")
    assert urlsplit(waiting.url).path == "/login/card/"


def test_where_the_first_port_is_another_programs_the_next_is_used(
    waiting: Page, agent: SimulatedAgent, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LHR_AGENT_PORTS", f"{program.port},{agent.port}")
    waiting.evaluate("() => sessionStorage.clear()")
    reads_card(waiting)
    is_inside(waiting)


def test_a_slow_chip_signs_in(waiting: Page, agent: SimulatedAgent) -> None:
    agent.fault("ms_per_byte=1.04")
    reads_card(waiting)
    is_inside(waiting)


def test_a_pc_543_years_ahead_signs_in_and_is_told(waiting: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    from lhr_card_agent import station

    real = station.clock_seconds
    monkeypatch.setattr(station, "clock_seconds", lambda: real() + 543 * 31_556_952)
    reads_card(waiting)
    is_inside(waiting)
    assert "CL-34" in waiting.inner_text("main, body")
