"""What two looks at a reader mean: pure of any daemon, but in PC/SC's own numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("smartcard", reason="real smart card stack not installed: pyscard")

from hypothesis import given
from hypothesis import strategies as st
from smartcard import scard

from lhr_card.codes import CardProblem
from lhr_card_agent import pcsc
from lhr_card_agent.looks import Look, Move
from lhr_card_agent.monitor import moves_between
from lhr_card_agent.pc import Pc
from lhr_card_agent.reading import CardReset
from lhr_card_agent.settings import Vault
from lhr_card_agent.sim.consent import PrintedConsent
from lhr_card_agent.sim.slot import Slot as VirtualSlot

PRESENT, EMPTY = scard.SCARD_STATE_PRESENT, scard.SCARD_STATE_EMPTY
MUTE = PRESENT | scard.SCARD_STATE_MUTE
GONE = scard.SCARD_STATE_UNKNOWN | scard.SCARD_STATE_UNAVAILABLE
IN, OUT = Move("r", inserted=True), Move("r", inserted=False, why="REMOVED")


def slot(state: int, count: int = 0) -> pcsc.Slot:
    return pcsc.Slot("r", count << 16 | state)


@pytest.mark.parametrize(
    ("before", "after", "moves"),
    [
        (None, slot(EMPTY), ()),
        (None, slot(PRESENT, 1), (IN,)),
        (slot(EMPTY), slot(PRESENT, 1), (IN,)),
        (slot(PRESENT, 1), slot(EMPTY, 2), (OUT,)),
        (slot(PRESENT, 1), slot(PRESENT, 1), ()),
        (slot(PRESENT, 1), slot(PRESENT | scard.SCARD_STATE_INUSE, 1), ()),
        (slot(PRESENT, 1), slot(PRESENT, 3), (OUT, IN)),
        (slot(PRESENT, 0xFFFF), slot(PRESENT, 1), (OUT, IN)),
        (slot(PRESENT, 1), None, (Move("r", inserted=False, why="READER_GONE"),)),
        (slot(EMPTY), slot(MUTE, 1), ()),
        (slot(MUTE, 1), slot(EMPTY, 2), ()),
        (slot(PRESENT, 1), slot(MUTE, 3), (OUT,)),
    ],
)
def test_two_looks(before: pcsc.Slot | None, after: pcsc.Slot | None, moves: tuple[Move, ...]) -> None:
    assert moves_between(before, after) == moves


def test_a_reader_on_its_way_out_is_gone() -> None:
    assert slot(GONE).gone
    assert not slot(EMPTY).gone
    assert not slot(MUTE).card_in


@given(st.lists(st.tuples(st.sampled_from([PRESENT, EMPTY, MUTE, None]), st.integers(0, 0xFFFF)), max_size=20))
def test_cards_go_in_and_out_in_turns(looks: list[tuple[int | None, int]]) -> None:
    """Whatever is seen, an insertion is only ever told while no card is known, a removal while one is."""
    before, inside = None, False
    for state, count in looks:
        after = None if state is None else slot(state, count)
        for move in moves_between(before, after):
            assert move.inserted is not inside
            inside = move.inserted
        assert inside is (after is not None and after.card_in)
        before = after


@pytest.mark.parametrize(
    ("look", "code"),
    [
        (Look(), "NO_SERVICE"),
        (Look(service=True), "NO_READER"),
        (Look(service=True, readers=("r",)), "NO_CARD"),
        (Look(service=True, readers=("r",), cards=frozenset({"r"})), ""),
    ],
)
def test_why_no_card_can_be_read(look: Look, code: str) -> None:
    assert look.trouble == code


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (0x8010001D, "NO_SERVICE"),
        (0x8010001E, "NO_SERVICE"),
        (0x80100013, "NO_SERVICE"),
        (0x80100009, "NO_READER"),
        (0x80100017, "NO_READER"),
        (0x8010000B, "CARD_BUSY"),
        (0x80100069, "CARD_REMOVED"),
        (0x8010000C, "CARD_REMOVED"),
        (0x80100066, "CARD_ERROR"),
        (0x80100067, "CARD_ERROR"),
    ],
)
def test_each_error_of_pcsc_has_its_code(number: int, code: str) -> None:
    problem = pcsc.problem_of(number)
    assert isinstance(problem, CardProblem)
    assert problem.code == code


def test_a_reset_is_read_again_and_an_unclean_error_asks_the_reader() -> None:
    assert isinstance(pcsc.problem_of(0x80100068), CardReset)
    assert pcsc.problem_of(0x80100016) is None


@given(
    st.lists(
        st.lists(st.builds(Move, st.sampled_from("ab"), inserted=st.booleans(), why=st.just("")), max_size=4),
        max_size=12,
    )
)
def test_the_counter_of_a_start_never_falls_and_counts_every_move(looks: list[list[Move]]) -> None:
    """Whatever the readers tell; and the next start has a name of its own."""
    vault = Vault(Path("/nonexistent/key.json"))  # no key is asked for
    pc = Pc(vault, PrintedConsent(print), pace=None, readers=VirtualSlot())
    boot, told = pc.station.boot, 0
    heard: list[int] = []
    pc.station.watchers.append(lambda event: heard.append(event.seq))
    for moves in looks:
        pc.take(Look(service=True, readers=("a", "b"), moves=tuple(moves)))
        told += len(moves)
        assert (pc.station.boot, pc.station.seq) == (boot, told)
    assert heard == list(range(1, told + 1))
    assert Pc(vault, PrintedConsent(print), pace=None, readers=VirtualSlot()).station.boot != boot
