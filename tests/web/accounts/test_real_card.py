"""The whole chain without a browser: virtual card, vpcd, the real pcscd, the real agent, the real server's checks."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from lhr.access.actor import ANONYMOUS
from lhr.audit.models import Change
from lhr.identity import actions
from lhr.identity.models import SignIn, Stage
from lhr.kernel import clock
from lhr_card_agent import client
from lhr_card_agent.reading import Pace
from lhr_card_agent.sim import Desk
from lhr_card_agent.sim.card import card_of
from lhr_card_agent.sim.daemon import PrivateDaemon
from lhr_card_agent.sim.faults import faults_from
from lhr_card_agent.sim.pc import VirtualPc
from tests.agent.test_real_card import Eyes
from tests.identity.cast import Cast, Officer, Time, newcomer

PACE = Pace(deadline_s=15.0, settle_s=0.05)


@dataclass
class Seat:
    """An officer at the own PC, with the own card in the first reader."""

    who: Officer
    pc: VirtualPc
    desk: Desk
    pcscd: PrivateDaemon

    def inserts(self, desk: Desk | None = None) -> None:
        self.pcscd.slots[0].remove()
        self.pc.wait(lambda look: look.service and not look.cards)
        self.pcscd.slots[0].insert(card_of(desk or self.desk))
        self.pc.wait(lambda look: bool(look.cards))

    def asks(self, sign_in: SignIn, purpose: str = "login", pc: VirtualPc | None = None) -> dict[str, str]:
        asked = pc or self.pc
        nonce = actions.challenge(by=ANONYMOUS, sign_in=sign_in, purpose=purpose)
        return client.assert_card(asked.url, asked.origin, nonce, purpose)

    def shows(self, said: dict[str, str], sign_in: SignIn) -> actions.CardPresented:
        return actions.verify_statement(by=ANONYMOUS, sign_in=sign_in, purpose="login", **said)

    def signs_in(self) -> SignIn:
        sign_in = self.who.types(self.who.password)
        presented = self.shows(self.asks(sign_in), sign_in)
        key = self.who.cast.session_key()
        return actions.complete(by=ANONYMOUS, sign_in=sign_in, presented=presented, session_key=key)

    def refused_as(self, desk: Desk) -> str:
        """The code with which this card of the officer's is refused."""
        self.inserts(desk)
        sign_in = self.who.types(self.who.password)
        with pytest.raises(actions.SignInRefused) as refused:
            self.shows(self.asks(sign_in), sign_in)
        assert Change.objects.filter(tag="identity:signin:refused", reason=refused.value.code).exists()
        return refused.value.code


@pytest.fixture
def seat(live_lhr: str, pcscd: PrivateDaemon, tmp_path: Path) -> Iterator[Seat]:
    """Somebody whose PC was paired and whose card was read by the real agent, both approved."""
    with (
        clock.standing_at(Time()),
        VirtualPc(tmp_path, origin=live_lhr, pace=PACE, every_s=3600) as pc,
    ):
        who = newcomer(Cast())
        assert who.pc.card is not None
        desk = Desk(name="somjai", label="โต๊ะสมใจ", cid=who.pc.card.cid, thai_name="นาง#สมใจ##ดีงาม")
        seat = Seat(who, pc, desk, pcscd)
        sign_in = who.sets_password()
        who.account.refresh_from_db()
        pc.pair(who.asks_code())
        seat.inserts()
        actions.enrol_card(by=ANONYMOUS, sign_in=sign_in, **seat.asks(sign_in, "enrol-card"))
        approve(who)
        yield seat


def approve(who: Officer) -> None:
    from lhr.identity import queries

    who.key_entry = queries.keys_of(who.account.pk)[0].entry_id
    who.is_approved()
    who.card_is_seen()
    who.account.refresh_from_db()


def test_sign_in_then_card_out_then_in_again(seat: Seat) -> None:
    session = seat.signs_in()
    assert (session.stage, session.seq) == (Stage.FULL, seat.pc.pc.station.seq)
    seat.pcscd.slots[0].remove()
    seat.pc.wait(lambda look: not look.cards)
    assert seat.pc.reported()
    session.refresh_from_db()
    assert session.locked_code == "LOCKED_REMOVED"
    seat.inserts()
    said = seat.asks(session, "unlock")
    presented = actions.verify_statement(by=ANONYMOUS, sign_in=session, purpose="unlock", **said)
    actions.unlock(by=seat.who.me, sign_in=session, presented=presented)
    session.refresh_from_db()
    assert (session.locked_code, session.seq) == ("", seat.pc.pc.station.seq)


def test_a_lost_service_locks_and_the_agent_recovers_by_itself(seat: Seat) -> None:
    session = seat.signs_in()
    seat.pcscd.stop()
    seat.pc.wait(lambda look: not look.service)
    assert seat.pc.reported()
    session.refresh_from_db()
    assert session.locked_code == "LOCKED_REMOVED"
    seat.pcscd.start()
    seat.pc.wait(lambda look: look.service and bool(look.readers))
    seat.inserts()
    assert seat.signs_in().stage == Stage.FULL


def test_a_copied_card_on_the_enrolled_pc_is_accepted_which_is_the_documented_limit(seat: Seat) -> None:
    from lhr_card_agent.sim.card import dumped

    eyes = Eyes()
    (first, _) = eyes.readers.all()
    with first.connect() as card:
        copy = dumped(card.transmit, card.atr)
    eyes.readers.close()
    seat.pcscd.slots[0].remove()
    seat.pc.wait(lambda look: not look.cards)
    seat.pcscd.slots[1].insert(copy)
    seat.pc.wait(lambda look: bool(look.cards))
    assert seat.signs_in().stage == Stage.FULL


def test_another_chip_or_another_issue_is_another_card(seat: Seat) -> None:
    assert seat.refused_as(replace(seat.desk, chip="ffeeddccbbaa9988")) == "CARD_CHANGED"
    assert seat.refused_as(replace(seat.desk, issue="25680101")) == "CARD_CHANGED"


def test_a_copied_card_on_another_pc_with_an_agent_is_refused(seat: Seat, tmp_path: Path) -> None:
    with VirtualPc(tmp_path / "thief", origin=seat.pc.origin, pace=PACE).pinned() as thief:
        thief.wait(lambda look: bool(look.cards))
        sign_in = seat.who.types(seat.who.password)
        said = seat.asks(sign_in, pc=thief)
        with pytest.raises(actions.SignInRefused) as refused:
            seat.shows(said, sign_in)
    assert (refused.value.code, refused.value.number) == ("AGENT_UNKNOWN", "CL-23")


def test_a_year_later_the_agent_replaces_its_key_by_itself_and_the_card_still_signs_in(seat: Seat) -> None:
    before, later = seat.pc.vault.key().kid, clock.now() + timedelta(days=366)
    with clock.standing_at(lambda: later):
        seat.inserts()
        while not any("เปลี่ยนกุญแจประจำปี" in line for line in seat.pc.said):
            threading.Event().wait(0.01)
        session = seat.signs_in()
    assert session.kid == seat.pc.vault.key().kid != before
    assert Change.objects.filter(tag="identity:agent:rotated").count() == 1
    assert Change.objects.filter(tag="identity:agent:approved").count() == 1


def test_a_server_that_died_between_statement_and_session_leaves_neither(seat: Seat) -> None:
    sign_in = seat.who.types(seat.who.password)
    said = seat.asks(sign_in)
    seat.shows(said, sign_in)  # the nonce is used up and committed; here the server dies
    sign_in.refresh_from_db()
    assert sign_in.stage == Stage.PRE
    assert not Change.objects.filter(tag="identity:signin:made").exists()
    with pytest.raises(actions.SignInRefused, match="LOGIN_USED"):
        seat.shows(said, sign_in)
    assert seat.signs_in().stage == Stage.FULL


def test_an_agent_killed_during_a_read_signs_nothing_and_leaves_no_child(
    live_lhr: str, pcscd: PrivateDaemon, tmp_path: Path
) -> None:
    with VirtualPc(tmp_path, origin=live_lhr) as pc:
        pc.pinned()
    pcscd.slots[0].insert(card_of(Desk(name="x", label="x", cid="1990100001238", thai_name="ก#ข##ค")),
                          faults_from("stall_at=4,stall_s=60"))  # fmt: skip
    eyes = Eyes()
    eyes.wait_for_card()
    paths = os.pathsep.join(path for path in sys.path if path)
    environment = {**os.environ, "PYTHONPATH": paths, "LHR_CARD_DIR": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    program = subprocess.Popen(
        [sys.executable, "-m", "lhr_card_agent", "run", "--port", "0"],
        stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment,
    )  # fmt: skip
    assert program.stdout is not None
    ended: list[str] = []

    def ask(url: str) -> None:
        try:
            client.assert_card(url, live_lhr, "A" * 43, "login")
        except (OSError, http.client.HTTPException) as problem:
            ended.append(type(problem).__name__)

    try:
        url = program.stdout.readline().split()[-1]
        while not _ready(url, live_lhr):
            threading.Event().wait(0.01)
        (child,) = _children(program.pid)
        asking = threading.Thread(target=ask, args=(url,))
        asking.start()
        while pcscd.slots[0].commands < 4:
            threading.Event().wait(0.01)
        program.send_signal(signal.SIGKILL)
        asking.join(20)
        assert len(ended) == 1
        pcscd.slots[0].remove()
        while _running(child):
            threading.Event().wait(0.01)
    finally:
        program.kill()
        program.wait(10)
        program.stdout.close()
        eyes.readers.close()


def _ready(url: str, origin: str) -> bool:
    try:
        return bool(client.ask_agent(url, "/v1/reader", origin=origin)["ok"])
    except client.AgentRefused:
        return False


def _children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in text.split()]


def _running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
