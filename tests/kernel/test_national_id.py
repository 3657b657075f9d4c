"""domain.md 8.6, row by row. Every number here has a synthetic prefix or is shown to be no number at all."""

from __future__ import annotations

import logging
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lhr.kernel.digits import to_thai
from lhr.kernel.national_id import SYNTHETIC_PREFIXES, Problem, make_synthetic, read

SERIALS = st.integers(0, 999_999_999)
LEADS = st.integers(1, 8)


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("1990100001238", "1990100001238"),
        ("3990100000459", "3990100000459"),
        ("1-9901-00002-00-5", "1990100002005"),
        ("1 9901 00002 00 5", "1990100002005"),
        (" ๑-๙๙๐๑-๐๐๐๐๒-๐๐-๕ ", "1990100002005"),
        ("1\u20139901\u00a000002\u200b00\u20115", "1990100002005"),
    ],
)
def test_a_right_number_is_read_however_it_is_typed(typed: str, digits: str) -> None:
    found = read(typed)
    assert (found.digits, found.problems, found.valid) == (digits, (), True)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "199010000123",
        "19901000012388",
        "199010000123A",
        "A1990100001238",
        "1990100001238 ก",
        "²990100001238",
    ],
)
def test_what_is_not_thirteen_digits_is_told_and_hidden_whole(typed: str) -> None:
    found = read(typed)
    assert found.problems == (Problem.LENGTH,)
    assert not found.valid
    assert found.masked == "x-xxxx-xxxxx-xx-x"


def test_a_wrong_last_digit_is_told() -> None:
    found = read("1990100001239")
    assert found.problems == (Problem.CHECK_DIGIT,)
    assert not found.valid


@pytest.mark.parametrize("lead", ["0", "9"])
def test_PE03_a_number_beginning_with_0_or_9_is_valid_and_told(lead: str) -> None:
    right = [n for n in range(10) if Problem.CHECK_DIGIT not in read(f"{lead}9901000001{n:02d}").problems]
    (last,) = right
    found = read(f"{lead}9901000001{last:02d}")
    assert (found.problems, found.valid, found.first_digit) == ((Problem.FIRST_DIGIT,), True, lead)


def test_PE03_which_first_digits_are_usual_is_a_parameter() -> None:
    assert read("1990100001238", first_digits="2").problems == (Problem.FIRST_DIGIT,)


@given(SERIALS, LEADS, st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_is_nearly_always_found(serial: int, lead: int, place: int, step: int) -> None:
    """The law's formula takes the remainder twice, so the remainders 0 and 10 share a check digit."""
    right = make_synthetic(serial, lead)
    wrong = right[:place] + str((int(right[place]) + step) % 10) + right[place + 1 :]
    if place == 12:
        assert Problem.CHECK_DIGIT in read(wrong).problems
    else:
        total = sum(int(d) * (13 - i) for i, d in enumerate(wrong[:12]))
        unseen = (11 - total % 11) % 10 == int(wrong[12])
        assert (Problem.CHECK_DIGIT in read(wrong).problems) is not unseen


@given(SERIALS, LEADS)
def test_a_synthetic_number_is_valid_and_known_as_such(serial: int, lead: int) -> None:
    number = make_synthetic(serial, lead)
    found = read(to_thai(number))
    assert (found.digits, found.valid, found.problems, found.synthetic) == (number, True, (), True)
    assert number[:3] in SYNTHETIC_PREFIXES


def test_the_prefixes_are_those_that_no_office_issues() -> None:
    assert SYNTHETIC_PREFIXES == ("199", "299", "399", "499", "599", "699", "799", "899")
    assert not read("148").synthetic


@pytest.mark.parametrize(("serial", "lead"), [(-1, 1), (10**9, 1), (1, 0), (1, 9), (1, 12)])
def test_no_synthetic_number_is_made_outside_the_range(serial: int, lead: int) -> None:
    with pytest.raises(ValueError, match="serial"):
        make_synthetic(serial, lead)


def test_the_mask_shows_three_digits_and_the_last() -> None:
    found = read("1990100001238")
    assert found.masked == "1-99xx-xxxxx-xx-8"
    assert found.last4 == "1238"


def test_the_number_shows_itself_to_nobody_by_accident(caplog: pytest.LogCaptureFixture) -> None:
    found = read("1990100001238")
    with caplog.at_level(logging.INFO):
        logging.getLogger("test").info("seen %s %r", found, [found])
    for said in (str(found), repr(found), f"{found}", f"{(found,)}", caplog.text):
        assert "1990100001238" not in said
        assert "1-99xx-xxxxx-xx-8" in said


@given(SERIALS)
def test_two_typings_of_one_number_are_one_value(serial: int) -> None:
    number = make_synthetic(serial)
    assert read(number) == read(to_thai(f" {number[0]}-{number[1:5]}-{number[5:]} "))
    assert pickle.loads(pickle.dumps(read(number))) == read(number)
