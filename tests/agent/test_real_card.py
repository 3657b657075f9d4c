"""The agent on the real pcscd, with virtual Thai ID cards in its readers: card-login.md 11, rows marked S.

Every test has a daemon of its own. Events are waited for; codes and order are judged, never times.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from lhr_card import fields, wire
from lhr_card.codes import CardProblem
from lhr_card_agent import reading
from lhr_card_agent.reading import CardReading, Pace
from lhr_card_agent.sim.card import VirtualCard, card_of, dumped, image_of, put
from lhr_card_agent.sim.daemon import PrivateDaemon
from lhr_card_agent.sim.faults import faults_from
from lhr_card_agent.sim.pc import VirtualPc
from tests.agent.conftest import NONCE, OFFICER, REGISTRAR, Page
from tests.agent.small_server import SmallServer
from tests.support.smart_cards import FIRST, SECOND

# Waits shortened, nothing left out.
PACE = Pace(deadline_s=15.0, settle_s=0.05, busy_wait_s=0.05)
HASTY = replace(PACE, deadline_s=1.5)
LOGIN_COMMANDS, ENROL_COMMANDS = 10, 14


class Eyes:
    """A second look at the readers, by a context of the test's own."""

    def __init__(self) -> None:
        from lhr_card_agent import pcsc

        self.pcsc = pcsc
        self.readers = pcsc.PcscReaders()

    def wait(self, reader: str, wanted: Callable[[object], bool]) -> None:
        """Return when the reader is as wanted."""
        with self.pcsc.context() as context:
            known = 0
            for _ in range(40):
                for slot in context.changed({reader: known}, 1000):
                    if wanted(slot):
                        return
                    known = slot.state
        raise TimeoutError(f"0x{known:08x}")

    def wait_for_card(self, reader: str = FIRST) -> None:
        self.wait(reader, lambda slot: slot.card_in)

    def wait_for_no_card(self, reader: str = FIRST) -> None:
        self.wait(reader, lambda slot: not slot.card_in)

    def read(self, read_set: fields.ReadSet = fields.LOGIN, wanted: str = "") -> CardReading:
        return reading.read(self.readers, read_set, PACE, wanted)

    @contextmanager
    def shared(self, reader: str = FIRST) -> Iterator[int]:
        """Another program's connection to the card, without a transaction; yields its handle."""
        from smartcard import scard

        with self.pcsc.context() as context:
            told = scard.SCardConnect(context.handle, reader, scard.SCARD_SHARE_SHARED, 3)
            handle, _protocol = self.pcsc.checked(told)
            yield handle
            scard.SCardDisconnect(handle, scard.SCARD_LEAVE_CARD)


@pytest.fixture
def eyes(pcscd: PrivateDaemon) -> Iterator[Eyes]:
    opened = Eyes()
    yield opened
    opened.readers.close()


@pytest.fixture
def pc(tmp_path: Path, pcscd: PrivateDaemon, server: SmallServer) -> Iterator[VirtualPc]:
    """A paired PC whose agent watches the daemon's two readers."""
    with VirtualPc(tmp_path, origin=server.url, pace=PACE, every_s=3600).pinned() as running:
        running.wait(lambda look: look.readers == (FIRST, SECOND))
        yield running


def with_card(look: object) -> bool:
    return bool(look.cards)


def without_card(look: object) -> bool:
    return not look.cards


def signed_by(pc: VirtualPc, body: dict[str, str]) -> wire.Statement:
    received = wire.statement_bytes(body["statement"])
    assert wire.verify(pc.vault.key().jwk, received, body["sig"])
    return wire.parse(received)


# -- reading ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("read_set", [fields.LOGIN, fields.ENROL], ids=lambda one: one.name)
def test_a_card_is_read_in_a_transaction_and_left_as_it_was(
    pcscd: PrivateDaemon, eyes: Eyes, read_set: fields.ReadSet
) -> None:
    pcscd.slots[0].insert(card_of(REGISTRAR))
    eyes.wait_for_card()
    card = eyes.read(read_set)
    assert (card.cid, card.name.shown, card.chip) == (REGISTRAR.cid, "นางสมใจ ดีงาม", REGISTRAR.chip)
    assert (card.reader, card.atr.hex()) == (FIRST, REGISTRAR.atr)
    assert pcscd.slots[0].commands == {"login": LOGIN_COMMANDS, "enrol": ENROL_COMMANDS}[read_set.name]


@pytest.mark.parametrize(
    "atr",
    [
        "3b67000054484e4944204e",  # GET RESPONSE takes P2 = 01
        "3b6800005448204e49442036",
        "3b78180000" + b"TH NID 3".hex()[:16] + "",
        "3b79960000" + b"TH NID 1".hex() + "31",
        "3b02ffff",  # a card nobody has a name for
    ],
    ids=["3B67", "3B68", "3B78", "3B79", "unknown"],
)
def test_any_atr_is_read(pcscd: PrivateDaemon, eyes: Eyes, atr: str) -> None:
    pcscd.slots[0].insert(card_of(replace(REGISTRAR, atr=atr)))
    eyes.wait_for_card()
    assert eyes.read().atr.hex() == atr


def test_a_bank_card_is_no_thai_id(pcscd: PrivateDaemon, eyes: Eyes) -> None:
    pcscd.slots[0].insert(card_of(REGISTRAR), faults_from("not_thai"))
    eyes.wait_for_card()
    with pytest.raises(CardProblem, match="NOT_THAI_ID"):
        eyes.read()


@pytest.mark.parametrize(
    ("read_set", "nth"),
    [
        *((fields.LOGIN, nth) for nth in range(1, LOGIN_COMMANDS + 1)),
        *((fields.ENROL, nth) for nth in (3, ENROL_COMMANDS)),
    ],
    ids=lambda value: value if isinstance(value, int) else value.name,
)
def test_a_card_pulled_out_before_any_command_gives_nothing(
    pcscd: PrivateDaemon, eyes: Eyes, read_set: fields.ReadSet, nth: int
) -> None:
    pcscd.slots[0].insert(card_of(REGISTRAR), faults_from(f"remove_at={nth}"))
    eyes.wait_for_card()
    with pytest.raises(CardProblem, match="CARD_REMOVED"):
        eyes.read(read_set)


def test_after_a_card_pulled_out_in_the_middle_the_next_insertion_works(
    pcscd: PrivateDaemon, pc: VirtualPc
) -> None:
    pcscd.slots[0].insert(card_of(REGISTRAR), faults_from("remove_at=6"))
    pc.wait(with_card)
    got = Page(pc).ask()
    assert (got.status, got.json["error"], got.json["number"]) == (409, "CARD_REMOVED", "CL-10")
    assert pc.consent.asked == []
    pc.wait(without_card)
    pcscd.slots[0].insert(card_of(REGISTRAR))
    pc.wait(with_card)
    assert Page(pc).ask().status == 200
    assert [move[:2] for move in pc.moves] == [("inserted", 1), ("removed", 2), ("inserted", 3)]


@pytest.mark.parametrize("fault", ["garbage_at=2", "garbage_at=7", "short_at=4", "random_at=4"])
def test_a_wrong_answer_is_tried_once_more_and_then_an_error(
    pcscd: PrivateDaemon, eyes: Eyes, fault: str
) -> None:
    slot = pcscd.slots[0]
    slot.insert(card_of(REGISTRAR), faults_from(f"{fault},times=1"))
    eyes.wait_for_card()
    assert eyes.read().cid == REGISTRAR.cid
    slot.faults(faults_from(fault))
    with pytest.raises(CardProblem, match="CARD_ERROR"):
        eyes.read()
    slot.faults(faults_from("none"))
    assert eyes.read().cid == REGISTRAR.cid


@pytest.mark.parametrize("fault", ["stall_at=4", "empty_at=4"])
def test_a_card_that_never_answers_costs_one_child_and_no_other_reader(
    pcscd: PrivateDaemon, tmp_path: Path, server: SmallServer, fault: str
) -> None:
    with VirtualPc(tmp_path, origin=server.url, pace=HASTY).pinned() as pc:
        pcscd.slots[0].insert(card_of(REGISTRAR), faults_from(f"{fault},stall_s=60"))
        pc.wait(with_card)
        before = pc.pc.child.pid
        got = Page(pc).ask()
        assert (got.status, got.json["error"], got.json["number"]) == (504, "CARD_TIMEOUT", "CL-12")
        after = pc.pc.child.pid
        assert after not in (0, before)
        with pytest.raises(ProcessLookupError):
            os.kill(before, 0)
        pcscd.slots[1].insert(card_of(OFFICER))
        pc.wait(lambda look: SECOND in look.cards)
        pc.vault.choose_reader(SECOND)
        assert signed_by(pc, Page(pc).ask().json).reader == SECOND
        assert pc.pc.child.pid == after


def test_a_misread_number_is_signed_for_nobody(pcscd: PrivateDaemon, pc: VirtualPc) -> None:
    image = bytearray(image_of(REGISTRAR))
    put(image, "cid", b"1990100001239")
    pcscd.slots[0].insert(VirtualCard(bytes(image), b"\0" * 8, bytes.fromhex(REGISTRAR.atr)))
    pc.wait(with_card)
    got = Page(pc).ask()
    assert (got.status, got.json["error"], got.json["number"]) == (409, "BAD_CID", "CL-13")
    assert pc.consent.asked == []


# -- readers ------------------------------------------------------------------------------------------


def test_no_card_then_a_card(pcscd: PrivateDaemon, pc: VirtualPc) -> None:
    got = Page(pc).ask()
    assert (got.status, got.json["error"], got.json["number"]) == (409, "NO_CARD", "CL-06")
    pcscd.slots[1].insert(card_of(REGISTRAR))
    pc.wait(with_card)
    said = signed_by(pc, Page(pc).ask().json)
    assert (said.reader, said.seq) == (SECOND, 1)


def test_two_cards_want_a_choice_which_is_kept(pcscd: PrivateDaemon, pc: VirtualPc) -> None:
    for slot, desk in zip(pcscd.slots, (REGISTRAR, OFFICER), strict=True):
        slot.insert(card_of(desk))
    pc.wait(lambda look: len(look.cards) == 2)
    got = Page(pc).ask()
    assert (got.status, got.json["error"], got.json["number"]) == (409, "MANY_CARDS", "CL-07")
    for reader, desk in ((FIRST, REGISTRAR), (SECOND, OFFICER)):
        pc.vault.choose_reader(reader)
        card = signed_by(pc, Page(pc).ask().json).card
        assert card is not None
        assert card.cid_hash == wire.cid_hash(NONCE, desk.cid)
    pcscd.slots[0].remove()
    pc.wait(lambda look: look.cards == {SECOND})
    # A card is still in, but not the same ones: what was signed before does not hold any more.
    assert pc.pc.station.present
    assert [move[:2] for move in pc.moves] == [("inserted", 1), ("inserted", 2), ("removed", 3)]


def test_a_card_swapped_within_one_look_counts_twice(
    pcscd: PrivateDaemon, eyes: Eyes, pc: VirtualPc, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The monitor is held up until another eye has seen the second card: to it, the card was in all the time."""
    from lhr_card_agent import pcsc

    pcscd.slots[0].insert(card_of(REGISTRAR))
    pc.wait(with_card)
    seen, go = threading.Event(), threading.Event()
    real = pcsc.Context.names

    def held(context: pcsc.Context) -> tuple[str, ...]:
        if threading.current_thread().name == "card-monitor":
            seen.set()
            go.wait(20)
        return real(context)

    monkeypatch.setattr(pcsc.Context, "names", held)
    assert seen.wait(20)
    counts: list[int] = []
    eyes.wait(FIRST, lambda slot: slot.card_in and counts.append(slot.count) is None)
    pcscd.slots[0].remove()
    eyes.wait_for_no_card()
    pcscd.slots[0].insert(card_of(OFFICER))
    eyes.wait(FIRST, lambda slot: slot.card_in and slot.count == counts[0] + 2)
    assert [move[:2] for move in pc.moves] == [("inserted", 1)]
    go.set()
    pc.wait(lambda look: len(look.moves) == 2)
    assert [move[:2] for move in pc.moves] == [("inserted", 1), ("removed", 2), ("inserted", 3)]


def test_the_service_lost_and_back_again(
    pcscd: PrivateDaemon, pc: VirtualPc, server: SmallServer
) -> None:
    pcscd.slots[0].insert(card_of(REGISTRAR))
    pc.wait(with_card)
    pcscd.stop()
    pc.wait(lambda look: not look.service)
    got = Page(pc).ask()
    assert (got.status, got.json["error"], got.json["number"]) == (503, "NO_SERVICE", "CL-04")
    assert pc.moves[-1] == ("removed", 2, "SERVICE_LOST")
    pcscd.start()
    pc.wait(lambda look: look.readers == (FIRST, SECOND))
    pcscd.slots[0].insert(card_of(REGISTRAR))
    pc.wait(with_card)
    assert signed_by(pc, Page(pc).ask().json).seq == 3


def test_an_agent_opened_before_the_service_finds_it_by_itself(
    no_pcscd: PrivateDaemon, tmp_path: Path, server: SmallServer
) -> None:
    with VirtualPc(tmp_path, origin=server.url, pace=PACE).pinned() as pc:
        assert Page(pc).ask().json["error"] == "NO_SERVICE"
        with no_pcscd:
            pc.wait(lambda look: look.trouble == "NO_CARD")


# -- other programs -----------------------------------------------------------------------------------


def test_a_card_held_by_another_program_is_busy_until_it_lets_go(pcscd: PrivateDaemon, eyes: Eyes) -> None:
    from smartcard import scard

    pcscd.slots[0].insert(card_of(REGISTRAR))
    eyes.wait_for_card()
    with eyes.pcsc.context() as other:
        told = scard.SCardConnect(other.handle, FIRST, scard.SCARD_SHARE_EXCLUSIVE, 3)
        handle, _ = eyes.pcsc.checked(told)
        with pytest.raises(CardProblem, match="CARD_BUSY"):
            eyes.read()
        scard.SCardDisconnect(handle, scard.SCARD_LEAVE_CARD)
        assert eyes.read().cid == REGISTRAR.cid


def test_a_card_that_another_program_reset_is_connected_to_again(
    pcscd: PrivateDaemon, eyes: Eyes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reset comes between connecting and beginning, where no transaction holds it off."""
    from smartcard import scard

    pcscd.slots[0].insert(card_of(REGISTRAR))
    eyes.wait_for_card()
    real, resets = scard.SCardBeginTransaction, []

    def reset_before(handle: int) -> int:
        if not resets:
            with eyes.shared() as other:
                resets.append(scard.SCardReconnect(other, scard.SCARD_SHARE_SHARED, 3, scard.SCARD_RESET_CARD))
        return real(handle)

    monkeypatch.setattr(scard, "SCardBeginTransaction", reset_before)
    assert eyes.read().cid == REGISTRAR.cid
    assert len(resets) == 1


def test_another_program_s_select_waits_for_the_end_of_the_read(
    pcscd: PrivateDaemon, eyes: Eyes, monkeypatch: pytest.MonkeyPatch
) -> None:
    from smartcard import scard

    pcscd.slots[0].insert(card_of(REGISTRAR))
    eyes.wait_for_card()
    order: list[str] = []
    asked = threading.Event()

    def intrude() -> None:
        asked.set()
        with eyes.shared() as other:
            eyes.pcsc.checked(scard.SCardTransmit(other, scard.SCARD_PROTOCOL_T0, [0, 0xA4, 4, 0, 1, 0]))
            order.append("the other's SELECT")

    intruder = threading.Thread(target=intrude, daemon=True)
    real = eyes.pcsc.Transaction.transmit

    def transmit(card: object, command: bytes) -> bytes:
        if command[:2] == b"\x80\xb0" and not intruder.ident:
            intruder.start()
            asked.wait(20)
        answer = real(card, command)
        order.append("read")
        return answer

    monkeypatch.setattr(eyes.pcsc.Transaction, "transmit", transmit)
    assert eyes.read().cid == REGISTRAR.cid
    intruder.join(20)
    assert order == ["read"] * LOGIN_COMMANDS + ["the other's SELECT"]


# -- what a copy can do -------------------------------------------------------------------------------


def test_a_copy_made_of_what_everybody_may_read_cannot_be_told_from_the_card(
    pcscd: PrivateDaemon, eyes: Eyes
) -> None:
    pcscd.slots[0].insert(card_of(REGISTRAR))
    eyes.wait_for_card()
    (first, _) = eyes.readers.all()
    with first.connect() as card:
        copy = dumped(card.transmit, card.atr)
    original = eyes.read()
    pcscd.slots[0].remove()
    pcscd.slots[1].insert(copy)
    eyes.wait_for_no_card()
    eyes.wait_for_card(SECOND)
    assert replace(eyes.read(), reader="") == replace(original, reader="")


# -- the agent and its child --------------------------------------------------------------------------


def test_a_child_killed_in_the_middle_of_a_read_is_an_error_and_the_next_read_works(
    pcscd: PrivateDaemon, pc: VirtualPc
) -> None:
    pcscd.slots[0].insert(card_of(REGISTRAR), faults_from("stall_at=4,stall_s=60"))
    pc.wait(with_card)
    child = pc.pc.child.pid
    answers: list[object] = []
    asking = threading.Thread(target=lambda: answers.append(Page(pc).ask().json["error"]))
    asking.start()
    while pcscd.slots[0].commands < 4:
        threading.Event().wait(0.01)
    os.kill(child, signal.SIGKILL)
    asking.join(20)
    assert answers == ["CARD_ERROR"]
    pcscd.slots[0].remove()
    pc.wait(without_card)
    pcscd.slots[0].insert(card_of(REGISTRAR))
    pc.wait(with_card)
    assert Page(pc).ask().status == 200


def test_presence_is_told_by_the_monitor(pcscd: PrivateDaemon, tmp_path: Path, server: SmallServer) -> None:
    with VirtualPc(tmp_path, origin=server.url, pace=PACE, every_s=3600) as pc:
        pc.pair(server.code_for("registrar"))
        pc.wait(lambda look: bool(look.readers))
        pcscd.slots[0].insert(card_of(REGISTRAR))
        assert server.wait_for(lambda: [said.state for said in server.presences][-1:] == ["present"])
        pcscd.slots[0].remove()
        assert server.wait_for(lambda: [said.state for said in server.presences][-1:] == ["absent"])
        assert [(said.state, said.why, said.seq) for said in server.presences][-2:] == [
            ("present", "", 1),
            ("absent", "REMOVED", 2),
        ]
