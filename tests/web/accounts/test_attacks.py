"""The 20 attacks of assurance.md, F5, by their names there: each with the code it meets, and with the proof that
nothing was read, signed or saved. The last three need a browser; the test of the list says that none is missing."""

from __future__ import annotations

import http.client
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Barrier
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import pytest

from lhr.access.actor import ANONYMOUS
from lhr.audit.models import Change
from lhr.identity import actions
from lhr.identity.models import AgentKey, CardBinding, SignIn, Stage
from lhr_card import wire
from lhr_card_agent.reading import Pace
from lhr_card_agent.sim import Desk, SimulatedAgent
from lhr_card_agent.sim.card import dumped
from lhr_card_agent.sim.pc import VirtualPc
from tests.agent.conftest import Page as Sender
from tests.agent.test_real_card import Eyes
from tests.identity.agent import Pc
from tests.identity.cast import Cast, Officer, Time, newcomer
from tests.support.booth import READ, Booth, booth, live_lhr
from tests.web.accounts.conftest import in_front_of, signed_in, text
from tests.web.accounts.test_faults_in_a_browser import both_sizes, cors, read, server_says, until
from tests.web.accounts.test_hostile_pages import Program, program

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

__all__ = ["booth", "live_lhr", "program"]
NONCE = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
LOGIN = json.dumps({"nonce": NONCE, "purpose": "login"}).encode()
TX = wire.canonical({"act": "rights.appoint", "says": "แต่งตั้งเจ้าหน้าที่ทะเบียนประวัติ"})
OTHER_TX = wire.canonical({"act": "rights.appoint", "says": "แต่งตั้งผู้อื่น"})


# --- at the agent: what pages and programs of the same PC, or of another, may try --------------------------------


@dataclass
class AtTheAgent:
    agent: SimulatedAgent
    sender: Sender

    def asks(self, host: str | None = None, **headers: str) -> str:
        given = {"Origin": self.agent.origin, "Content_Type": "application/json", **headers}
        sent = {name: value for name, value in given.items() if value != "none"}
        return str(self.sender.send("POST", "/v1/assert", LOGIN, host=host, **sent).json["error"])


def evil_return(at: AtTheAgent) -> str:
    wanted = f"/v1/nav?nonce={NONCE}&purpose=login&return={quote('https://evil.example/login/card/return', safe='')}"
    got = at.sender.send("GET", wanted)
    assert (got.status, "location" in got.headers) == (403, False)
    return "BAD_RETURN" if "CL-17" in got.text else got.text


def from_another_host(at: AtTheAgent) -> str:
    """Whatever other address of this PC a stranger reaches, nobody listens there."""
    line = http.client.HTTPConnection("127.0.0.2", at.agent.port, timeout=5)
    try:
        line.request("GET", "/v1/health")
    except ConnectionRefusedError:
        return "refused"
    finally:
        line.close()
    return "answered"


AT_THE_AGENT: dict[str, tuple[str, Callable[[AtTheAgent], str]]] = {
    "foreign Origin": ("BAD_ORIGIN", lambda at: at.asks(Origin="https://evil.example")),
    "no Origin": ("NO_ORIGIN", lambda at: at.asks(Origin="none")),
    "null Origin": ("BAD_ORIGIN", lambda at: at.asks(Origin="null")),
    "evil return address": ("BAD_RETURN", evil_return),
    "DNS rebinding (wrong Host)": ("BAD_HOST", lambda at: at.asks(host="rebind.test:14711")),
    "text/plain body": ("BAD_TYPE", lambda at: at.asks(Content_Type="text/plain")),
    "connection from another host": ("refused", from_another_host),
}


@pytest.fixture
def at_the_agent() -> Iterator[AtTheAgent]:
    desk = Desk(name="somjai", label="โต๊ะสมใจ", cid="1990100001238", thai_name="นาง#สมใจ##ดีงาม")
    with SimulatedAgent([desk], origin="https://lhr.example.go.th", pace=Pace(deadline_s=5.0)) as agent:
        agent.room._link = lambda _place: None  # type: ignore[method-assign]  # no server here to report to
        agent.insert("somjai")
        yield AtTheAgent(agent, Sender(agent))


@pytest.mark.parametrize("name", AT_THE_AGENT)
def test_an_attack_at_the_agent_has_nothing_read_and_nothing_signed(
    at_the_agent: AtTheAgent, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, attack = AT_THE_AGENT[name]
    signed: list[object] = []
    monkeypatch.setattr(at_the_agent.agent.room.active.station, "signed", lambda *told: signed.append(told))
    assert attack(at_the_agent) == code
    slot = at_the_agent.agent.room.active.slot
    assert slot._inserted is not None
    assert slot._inserted.card._commands == 0, "not a byte of the card was asked for"
    assert at_the_agent.agent.room.consent.asked == []
    assert signed == []


# --- at the server: what may be posted there ---------------------------------------------------------------------


@dataclass
class AtTheServer:
    """Two officers enrolled in two towns; the password of the one is known to whoever attacks."""

    cast: Cast
    who: Officer
    elsewhere: Officer
    time: Time

    def posts(self, **lies: object) -> None:
        in_front_of(self.who).shows_card(**lies)


def replayed(at: AtTheServer) -> None:
    first, second = in_front_of(at.who), in_front_of(at.who)
    sent = first.asks("/login/card/ask/", "login")
    assert first.client.post("/login/card/", sent).status_code == 302
    second.client.post("/login/card/", sent)


def too_old(at: AtTheServer) -> None:
    browser = in_front_of(at.who)
    sent = browser.asks("/login/card/ask/", "login")
    at.time.passes(seconds=60)
    browser.client.post("/login/card/", sent)


def of_another_session(at: AtTheServer) -> None:
    sent = in_front_of(at.who).asks("/login/card/ask/", "login")
    in_front_of(at.who).client.post("/login/card/", sent)


def changed_id(at: AtTheServer) -> None:
    browser = in_front_of(at.who)
    nonce = browser.client.post("/login/card/ask/", {}).json()["nonce"]
    sent = at.who.pc.says(nonce, "login")
    said = wire.parse(wire.statement_bytes(sent["statement"])).as_dict()
    said["card"]["cid_hash"] = wire.cid_hash(nonce, at.cast.cid())
    forged = {"confirm_statement": wire.b64url(wire.canonical(said)), "confirm_sig": sent["sig"]}
    browser.client.post("/login/card/", forged)


def changed_transaction(at: AtTheServer) -> None:
    session, _ = at.who.signs_in()
    nonce = actions.challenge(by=ANONYMOUS, sign_in=session, purpose="rights.appoint", tx=TX)
    said = at.who.pc.says(nonce, "rights.appoint", tx=TX)
    with pytest.raises(actions.SignInRefused):
        actions.verify_statement(by=ANONYMOUS, sign_in=session, purpose="rights.appoint", tx=OTHER_TX, **said)


def unknown_key(at: AtTheServer) -> None:
    at.who.pc = Pc(at.who.pc.card)
    at.posts()


def revoked_key(at: AtTheServer) -> None:
    key = AgentKey.objects.known().get(kid=at.who.pc.kid)
    actions.revoke_key(by=at.who.me, entry_id=key.entry_id, reason="เครื่องหาย")
    at.posts()


def of_another_lgo(at: AtTheServer) -> None:
    at.who.pc = Pc(at.who.pc.card, key=at.elsewhere.pc.key)
    at.posts()


def swapped(at: AtTheServer) -> None:
    browser = signed_in(at.who)
    browser.reports("present")
    at.who.pc.seq += 2  # out and in again between two looks of the reader
    browser.reports("present")
    answer = browser.opens("/account/")
    assert answer.status_code == 423
    assert "CL-32" in text(answer)


AT_THE_SERVER: dict[str, tuple[str, Callable[[AtTheServer], None]]] = {
    "replayed nonce": ("LOGIN_USED", replayed),
    "nonce older than 60 s": ("LOGIN_EXPIRED", too_old),
    "nonce of another session": ("LOGIN_USED", of_another_session),
    "changed ID hash": ("BAD_SIGNATURE", changed_id),
    "changed transaction digest": ("TX_CHANGED", changed_transaction),
    "unknown key id": ("AGENT_UNKNOWN", unknown_key),
    "revoked key": ("AGENT_REVOKED", revoked_key),
    "key of another LGO": ("AGENT_OTHER_LGO", of_another_lgo),
    "wrong audience": ("BAD_AUDIENCE", lambda at: at.posts(aud="https://evil.example")),
    "card swapped within one reader poll": ("LOCKED_SWAPPED", swapped),
}
# In these the officer was in by right before; in the last the lock ends that.
IN_BEFORE = {"replayed nonce", "changed transaction digest", "card swapped within one reader poll"}
STILL_IN = {"replayed nonce", "changed transaction digest"}


@pytest.mark.parametrize("name", AT_THE_SERVER)
def test_an_attack_at_the_server_lets_nobody_in_and_saves_nothing(cast: Cast, time: Time, name: str) -> None:
    code, attack = AT_THE_SERVER[name]
    at = AtTheServer(cast, newcomer(cast).enrols(), newcomer(cast, cast.other_town).enrols(), time)
    newest = Change.objects.order_by("-seq").values_list("seq", flat=True)[0]
    cards = list(CardBinding.objects.values_list("pk", "version"))
    attack(at)
    tags = Change.objects.filter(seq__gt=newest).values_list("tag", "reason")
    assert code in {reason for tag, reason in tags if tag.endswith((":refused", ":locked"))}
    assert list(CardBinding.objects.values_list("pk", "version")) == cards
    assert not {tag for tag, _ in tags if not tag.startswith("identity:")}, "only sign-ins stand in the book"
    inside = SignIn.objects.filter(stage=Stage.FULL, ended_at=None, locked_code="").count()
    assert inside == (1 if name in STILL_IN else 0)
    made = sum(tag == "identity:signin:made" for tag, _ in tags)
    assert made == (1 if name in IN_BEFORE else 0), "nobody but the officer, by right"


# --- in a browser ------------------------------------------------------------------------------------------------


@pytest.fixture
def sitting(booth: Booth) -> Booth:
    booth.has_own_card()
    booth.refusals()
    return booth


@pytest.mark.e2e
def test_two_tabs_with_one_nonce(sitting: Booth, page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    before, second = sitting.sign_ins(), page.context.new_page()
    sitting.types_password(page)
    second.goto("/login/card/")
    nonces: list[object] = []
    held: list[Route] = []

    def first(route: Route) -> None:
        answer = route.fetch()
        nonces.append(answer.json())
        route.fulfill(response=answer)

    page.route("**/login/card/ask/", first)
    second.route("**/login/card/ask/", lambda route: route.fulfill(status=200, json=nonces[0]))
    for nth, tab in enumerate((page, second), 1):
        tab.route(
            "**/login/card/", lambda route: held.append(route) if route.request.method == "POST" else route.continue_()
        )
        tab.click(READ)
        until(tab, lambda nth=nth: len(held) == nth)
    # Either may be first, but the second has passed the door before the first is inside: its session is still open.
    both, verify = Barrier(2, timeout=90), actions.verify_statement

    def together(**asked: Any) -> Any:
        both.wait()
        return verify(**asked)

    monkeypatch.setattr(actions, "verify_statement", together)
    for route in held:
        route.continue_()
    refused: list[str] = []

    def both_answered() -> bool:
        refused.extend(sitting.refusals())
        return bool(refused) and sitting.sign_ins() > before

    until(page, both_answered)
    for tab in (page, second):
        tab.wait_for_load_state()
    assert (refused, sitting.sign_ins()) == (["LOGIN_USED"], before + 1)


@pytest.mark.e2e
def test_a_false_agent_on_the_port(
    sitting: Booth, page: Page, program: Program, monkeypatch: pytest.MonkeyPatch, picture: Callable[..., None]
) -> None:
    before = sitting.sign_ins()
    thief = Pc(sitting.who.pc.card)
    program.origin = sitting.origin
    program.answers = {"/v1/health": {"ok": True, "kid": thief.kid}}
    monkeypatch.setenv("LHR_AGENT_PORTS", str(program.port))
    sitting.types_password(page)
    asked: list[dict[str, str]] = []

    def signs_itself(route: Route) -> None:
        asked.append(json.loads(route.request.post_data or "{}"))
        said = thief.says(asked[-1]["nonce"], "login", aud=sitting.origin)
        route.fulfill(status=200, json=said, headers=cors(sitting))

    page.route("**/v1/assert", lambda r: signs_itself(r) if r.request.method == "POST" else r.continue_())
    page.click(READ)
    server_says(page, "AGENT_UNKNOWN")
    assert "AGENT_UNKNOWN" not in page.content(), "the precise code is for the books"
    assert sitting.refusals() == ["AGENT_UNKNOWN"]
    assert sitting.sign_ins() == before
    both_sizes(page, picture, "agent-unknown")


@pytest.mark.e2e
def test_a_copied_card_on_a_pc_without_an_enrolled_key(
    sitting: Booth, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, eyes = sitting.sign_ins(), Eyes()
    (first, _) = eyes.readers.all()
    with first.connect() as card:
        copy = dumped(card.transmit, card.atr)
    eyes.readers.close()
    sitting.empties()
    with VirtualPc(sitting.folder / "thief", origin=sitting.origin, every_s=3600).pinned() as thief:
        sitting.pcscd.slots[0].insert(copy)
        thief.wait(lambda look: bool(look.cards))
        monkeypatch.setenv("LHR_AGENT_PORTS", str(thief.port))
        sitting.types_password(page)
        page.click(READ)
        server_says(page, "AGENT_UNKNOWN")
        assert "CL-23" in read(page, "main")
    assert sitting.refusals() == ["AGENT_UNKNOWN"]
    assert sitting.sign_ins() == before
    assert urlsplit(page.url).path == "/login/card/"


IN_A_BROWSER = {
    "two tabs with one nonce": test_two_tabs_with_one_nonce,
    "false agent on the port": test_a_false_agent_on_the_port,
    "copied card on a PC without an enrolled key": test_a_copied_card_on_a_pc_without_an_enrolled_key,
}


def test_all_twenty_are_there() -> None:
    assert len(AT_THE_AGENT | AT_THE_SERVER | IN_A_BROWSER) == 20
    assert len(AT_THE_AGENT) + len(AT_THE_SERVER) == 17
