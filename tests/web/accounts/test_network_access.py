"""Row 27 of the fault table: what a browser lets a page of each address space do with the agent of the PC.

LNA shows itself with a *public* page only: `lhr.test` over https, which Chromium is told to take for one. Nothing is
asked of the world: the name leads to this machine. The policy is read from a folder of the whole machine; it speaks of
this test's own origin only, and is removed again.
"""

from __future__ import annotations

import json
import os
import shutil
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from pytest_django import Settings

from lhr.access.actor import ANONYMOUS
from lhr.identity import actions, queries
from lhr.kernel import clock
from lhr_card.codes import CODES
from lhr_card_agent import client
from lhr_card_agent.doctor import POLICY_NAMES
from lhr_card_agent.sim import Desk, SimulatedAgent
from tests.identity.cast import PASSWORD, Cast, Officer, Time, newcomer
from tests.support.booth import READ, shows_well
from tests.support.browser import LAPTOP

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.e2e
HOST = "lhr.test"
FOLDER = Path("/etc/chromium/policies/managed")


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class names it so
        """Say nothing."""


def certificate(folder: Path) -> ssl.SSLContext:
    # For Chromium, whose clock is not the standing one of the register.
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.fromtimestamp(time.time(), UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, *form) + made.public_bytes(serialization.Encoding.PEM)
    (folder / "lhr.pem").write_bytes(pem)
    secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secure.load_cert_chain(folder / "lhr.pem")
    return secure


@contextmanager
def served_securely(folder: Path) -> Iterator[str]:
    """Serve LHR over TLS on a free port; yield its origin."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.base_environ["HTTPS"] = "on"
    # The handshake is the handler's, in its own thread: a connection that says nothing holds nobody up.
    server.socket = certificate(folder).wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    server.set_app(WSGIHandler())
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"https://{HOST}:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


@dataclass
class Place:
    origin: str
    who: Officer
    agent: SimulatedAgent
    browser: Browser

    @contextmanager
    def window(self, space: str = "", *allowed: str) -> Iterator[Page]:
        """A Chromium that takes the page for one of this address space, as far as the question for the card."""
        port = urlsplit(self.origin).port
        flags = [f"--ip-address-space-overrides=127.0.0.1:{port}={space}"] if space else []
        own = self.browser.browser_type.launch(
            executable_path=shutil.which("chromium") or "chromium-browser",
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                  f"--host-resolver-rules=MAP {HOST} 127.0.0.1", *flags],
        )  # fmt: skip
        context = own.new_context(
            base_url=self.origin, ignore_https_errors=True, viewport=LAPTOP, locale="th-TH"
        )
        if allowed:
            context.grant_permissions(list(allowed), origin=self.origin)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.goto("/login/")
        page.fill("#id_user_name", self.who.account.user_name)
        page.fill("#id_password", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/login/card/")
        yield page
        own.close()


@pytest.fixture
def place(
    live_lhr: str, browser: Browser, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Place]:
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, HOST]
    with clock.standing_at(Time()), served_securely(tmp_path) as origin:
        monkeypatch.setenv("LHR_ORIGIN", origin)
        who = newcomer(Cast())
        assert who.pc.card is not None
        desk = Desk(name="somjai", label="โต๊ะสมใจ", cid=who.pc.card.cid, thai_name="นาง#สมใจ##ดีงาม")
        # The agent trusts no test's certificate: its own messages go to the same server without TLS.
        with SimulatedAgent([desk], origin=origin, server_url=live_lhr) as agent:
            monkeypatch.setenv("LHR_AGENT_PORTS", str(agent.port))
            sign_in = who.sets_password()
            who.account.refresh_from_db()
            agent.pair("somjai", who.asks_code())
            agent.insert("somjai")
            nonce = actions.challenge(by=ANONYMOUS, sign_in=sign_in, purpose="enrol-card")
            said = client.assert_card(agent.url, agent.origin, nonce, "enrol-card")
            actions.enrol_card(by=ANONYMOUS, sign_in=sign_in, **said)
            who.account.refresh_from_db()
            who.key_entry = queries.keys_of(who.account.pk)[0].entry_id
            who.is_approved()
            who.card_is_seen()
            yield Place(origin, who, agent, browser)


def signs_in_by_fetch(page: Page) -> None:
    addresses: list[str] = []
    page.on("request", lambda sent: addresses.append(sent.url))
    page.click(READ)
    page.wait_for_url(lambda url: "/login/" not in url)
    assert any(url.endswith("/v1/assert") for url in addresses)
    assert not any("/v1/nav?" in url for url in addresses)


def test_row_27_a_page_of_this_pc_or_of_the_office_s_network_is_asked_nothing(place: Place) -> None:
    for space in ("", "local"):
        with place.window(space) as page:
            signs_in_by_fetch(page)


def test_row_27_a_public_page_that_nobody_allowed_offers_the_other_way_which_works(
    place: Place, picture: Callable[..., None]
) -> None:
    with place.window("public") as page:
        page.click(READ)
        page.locator("[data-nav-go]").wait_for()
        told = page.text_content("form .card-said")
        assert told in {CODES[code].shown("th") for code in ("LNA_DENIED", "NO_AGENT")}
        shows_well(page, "lna")
        picture(page, "card-lna")
        page.click("[data-nav-go]")
        page.wait_for_url(lambda url: url.startswith(place.origin) and "/login/" not in url)
        assert "#" not in page.url


def test_row_27_a_public_page_that_was_allowed_reads_by_fetch(place: Place) -> None:
    with place.window("public", "local-network-access") as page:
        signs_in_by_fetch(page)


def test_row_27_a_public_page_that_a_policy_allows_reads_by_fetch(place: Place) -> None:
    if os.geteuid() != 0:
        pytest.skip("the folder of browser policies needs root")
    made = not FOLDER.exists()
    FOLDER.mkdir(parents=True, exist_ok=True)
    policy = FOLDER / f"lhr-test-{os.getpid()}.json"
    policy.write_text(json.dumps({name: [place.origin] for name in POLICY_NAMES}), encoding="utf-8")
    try:
        with place.window("public") as page:
            signs_in_by_fetch(page)
    finally:
        policy.unlink()
        if made:
            FOLDER.rmdir()
            FOLDER.parent.rmdir()
