"""What a QR says is signed: nothing of it can be changed, and papers stay good when the key is changed."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import date

import pytest

from lhr.documents.qr_token import LETTERS, DocumentKind, NoToken, Signer, Token, read, write

pytestmark = pytest.mark.once

TOKEN = Token(DocumentKind.KP7, 423190034199812, date(2026, 11, 27), bytes(range(16)))
OLD, NEW = Signer(1, bytes(range(32))), Signer(2, bytes(range(32, 64)))
KEYS = {OLD.number: OLD.public}


def test_what_was_written_is_read() -> None:
    letters = write(TOKEN, OLD)
    assert len(letters) == LETTERS == 149
    assert read(letters, KEYS) == TOKEN


def test_letters_count_and_their_case_does_not() -> None:
    assert read(write(TOKEN, OLD).lower(), KEYS) == TOKEN


def test_any_flipped_bit_is_refused() -> None:
    held = base64.b32decode(write(TOKEN, OLD) + "===")
    assert len(held) == 93
    for at in range(len(held) * 8):
        flipped = bytearray(held)
        flipped[at // 8] ^= 1 << at % 8
        with pytest.raises(NoToken):
            read(base64.b32encode(bytes(flipped)).decode().rstrip("="), KEYS)


def test_the_spare_bit_at_the_end_is_no_second_spelling() -> None:
    letters = write(TOKEN, OLD)
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    other = letters[:-1] + alphabet[alphabet.index(letters[-1]) ^ 1]
    with pytest.raises(NoToken):
        read(other, KEYS)


@pytest.mark.parametrize("letters", ["", "A" * 148, "A" * 149, "A" * 150, "1" * 149, "ก" * 149, "=" * 149])
def test_what_is_no_token_is_refused(letters: str) -> None:
    with pytest.raises(NoToken):
        read(letters, KEYS)


def test_after_a_rotation_old_papers_stay_good_while_their_key_is_listed() -> None:
    before, after = write(TOKEN, OLD), write(TOKEN, NEW)
    both = {**KEYS, NEW.number: NEW.public}
    assert read(before, both) == read(after, both) == TOKEN
    with pytest.raises(NoToken):
        read(before, {NEW.number: NEW.public})


def test_another_key_under_the_same_number_signs_nothing_of_ours() -> None:
    with pytest.raises(NoToken):
        read(write(TOKEN, Signer(OLD.number, NEW.secret)), KEYS)


def test_a_kind_that_is_not_known_is_refused_even_when_signed() -> None:
    unknown = replace(TOKEN, kind=99)  # type: ignore[arg-type]
    with pytest.raises(NoToken):
        read(write(unknown, OLD), KEYS)
