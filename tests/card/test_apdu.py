from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lhr_card import apdu
from lhr_card.codes import CardProblem


def code_of(work: Callable[[], object]) -> str:
    """The code a read ended with, "" when it ended well; any other exception passes on."""
    try:
        work()
    except CardProblem as problem:
        return problem.code
    return ""


class Script:
    """A card that says what is written, command by command."""

    def __init__(self, *lines: tuple[str, str]) -> None:
        self.lines = list(lines)

    def __call__(self, command: bytes) -> bytes:
        expected, answer = self.lines.pop(0)
        assert command == bytes.fromhex(expected)
        return bytes.fromhex(answer)


def test_a_read_follows_61_with_get_response_until_9000() -> None:
    card = Script(("80B00004020005", "6103"), ("00C0000003", "4142436102"), ("00C0000002", "44459000"))
    assert apdu.read(card, 0x0004, 5) == b"ABCDE"
    assert card.lines == []


def test_6c_repeats_once_with_the_length_the_card_names() -> None:
    card = Script(("80B00000020002", "6110"), ("00C0000010", "6C02"), ("00C0000002", "41429000"))
    assert apdu.read(card, 0, 2) == b"AB"


def test_6c_twice_is_an_error() -> None:
    card = Script(("80B00000020002", "6110"), ("00C0000010", "6C02"), ("00C0000002", "6C03"))
    with pytest.raises(CardProblem, match="CARD_ERROR"):
        apdu.read(card, 0, 2)


def test_a_card_whose_atr_starts_3b67_is_asked_with_p2_01() -> None:
    p2 = apdu.response_p2(bytes.fromhex("3B6700000000"))
    card = Script(("80B00000020001", "6101"), ("00C0000101", "419000"))
    assert apdu.read(card, 0, 1, p2) == b"A"
    assert apdu.response_p2(bytes.fromhex("3B6800005448204E49442036")) == 0
    assert apdu.response_p2(b"") == 0


@pytest.mark.parametrize("answer", ["419000", "4142439000", "6F00", "6B00", "90", ""])
def test_short_long_garbled_and_cut_answers_are_errors(answer: str) -> None:
    with pytest.raises(CardProblem, match="CARD_ERROR"):
        apdu.read(lambda _command: bytes.fromhex(answer), 0, 2)


def test_a_card_that_says_more_for_ever_is_an_error() -> None:
    with pytest.raises(CardProblem, match="CARD_ERROR"):
        apdu.run(lambda _command: b"\x61\x10", apdu.read_command(0, 2))


@pytest.mark.parametrize("answer", ["610A", "9000"])
def test_the_applet_is_selected_by_either_answer(answer: str) -> None:
    apdu.select(Script((apdu.SELECT_THAI_ID.hex(), answer)))


@pytest.mark.parametrize(
    ("answer", "code"), [("6A82", "NOT_THAI_ID"), ("6D00", "NOT_THAI_ID"), ("6F00", "CARD_ERROR")]
)
def test_another_card_is_told_from_a_bad_answer(answer: str, code: str) -> None:
    with pytest.raises(CardProblem, match=code):
        apdu.select(lambda _command: bytes.fromhex(answer))


def test_the_chip_serial_stands_at_offset_13() -> None:
    cplc = bytes.fromhex("9F7F2A") + bytes(10) + bytes.fromhex("00112233445566FF") + bytes(24)
    assert apdu.chip_serial(lambda _command: cplc + b"\x90\x00") == "00112233445566ff"


@pytest.mark.parametrize("answer", ["6D00", "6A88", "", "9000"])
def test_a_card_that_does_not_tell_its_chip_is_no_error(answer: str) -> None:
    assert apdu.chip_serial(lambda _command: bytes.fromhex(answer)) == ""


def test_a_card_pulled_out_while_asked_for_its_chip_still_counts_as_removed() -> None:
    def gone(_command: bytes) -> bytes:
        raise CardProblem("CARD_REMOVED")

    with pytest.raises(CardProblem, match="CARD_REMOVED"):
        apdu.chip_serial(gone)


@pytest.mark.parametrize("length", [0, 256])
def test_no_command_asks_for_more_than_255_bytes(length: int) -> None:
    with pytest.raises(ValueError, match="255"):
        apdu.read_command(0, length)


@given(st.lists(st.binary(max_size=20), min_size=1, max_size=70))
def test_random_answers_raise_the_card_s_own_error_only(answers: list[bytes]) -> None:
    talk: Callable[[bytes], bytes] = lambda _command: answers.pop(0) if answers else b"\x6f\x00"  # noqa: E731
    assert code_of(lambda: apdu.run(talk, apdu.read_command(0, 2))) in {"", "CARD_ERROR"}
