"""documents.md 8.1 and 8.2, row by row; then what must hold of any text."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lhr.kernel.thai_text import normalise, repaired, sort_key, well_formed

# Written as code points, because the whole point is what an editor or a font would hide.
DIRTY = [
    ("น\u200b\u0e49ำ", "น้ำ"),
    ("\ufeffสม\u00adชาย\u200e", "สมชาย"),
    ("สมชาย\u00a0ใจดี", "สมชาย ใจดี"),
    ("เเสงทอง", "แสงทอง"),
    ("น\u0e4d\u0e49า", "น้ำ"),
    ("น\u0e49\u0e4dา", "น้ำ"),
    ("น\u0e4dา", "นำ"),
    ("ท\u0e48\u0e35", "ที่"),
    ("พันธ\u0e4c\u0e38", "พันธุ์"),
    ("ก\u0e33\u0e48", "ก่ำ"),
    ("ที\u0e48\u0e48", "ที่"),
    ("จันทร\u0e4c\u0e4c", "จันทร์"),
    ("ก\u0e49\u0e49อง", "ก้อง"),
    ("  สมชาย \t\n ใจดี ", "สมชาย ใจดี"),
    ("น\u0e4d\u0e48\u0e48า", "น่ำ"),
    ("บ\u0e49\u0e38\u0e49น", "บุ้น"),
]
RIGHT = ["น้ำก่ำ", "ที่ดิน", "แสงทอง", "พันธุ์", "บริสุทธิ์", "เกาะ", "พุทฺธํ", "ฤๅษี", "ม.ร.ว.", "ทั้งๆ ที่", "Smith", "", "กฺ็"]
LETTERS = st.text(alphabet="กนทรสเแโไะาำัิีุู็่้๊๋์ํฺๅ 1๑a\u200b\u00a0.-", max_size=20)


@pytest.mark.parametrize(("typed", "kept"), DIRTY)
def test_a_dirty_spelling_becomes_the_one_that_is_kept(typed: str, kept: str) -> None:
    assert normalise(typed) == kept


@pytest.mark.parametrize("text", RIGHT[:-1])
def test_a_right_spelling_stays(text: str) -> None:
    assert normalise(text) == unicodedata.normalize("NFC", text)


def test_sara_am_is_never_taken_apart() -> None:
    assert "\u0e33" in normalise("คำ")


@given(LETTERS | st.text())
def test_normalise_twice_is_normalise_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(LETTERS)
def test_normalise_adds_no_consonant_and_loses_none(text: str) -> None:
    assert [c for c in normalise(text) if "ก" <= c <= "ฮ"] == [c for c in text if "ก" <= c <= "ฮ"]


@pytest.mark.parametrize("typed", ["นํ้าฝน", "เเก้ว", "ก้้อง", "ท\u0e48\u0e35"])
def test_PE07_a_repair_that_an_officer_could_see_is_told(typed: str) -> None:
    kept, changed = repaired(typed)
    assert (kept, changed) == (normalise(typed), True)


@pytest.mark.parametrize("typed", ["สมชาย", " สมชาย  ใจดี ", "สม\u200bชาย", "สมชาย\u00a0ใจดี"])
def test_PE07_spaces_and_invisible_characters_are_put_right_in_silence(typed: str) -> None:
    assert repaired(typed)[1] is False


@pytest.mark.parametrize("text", RIGHT[:-1])
def test_PE07_a_right_word_is_well_formed(text: str) -> None:
    assert well_formed(text)


@pytest.mark.parametrize("text", [typed for typed, _ in DIRTY])
def test_PE07_what_normalise_repairs_is_well_formed_afterwards(text: str) -> None:
    assert well_formed(text)


@pytest.mark.parametrize(
    "text",
    [
        "\u0e48สมชาย",  # begins with a tone
        "าสมชาย",
        "ะ",
        "สม ์ชาย",  # a mark on a space
        "a\u0e48",
        "ก\u0e48\u0e49อง",  # two tones that differ
        "ก\u0e34\u0e38",  # two vowels on one consonant
        "สมเ",  # a leading vowel that leads nothing
        "เ่ก",
    ],
)
def test_PE07_a_mark_without_a_base_is_not_well_formed(text: str) -> None:
    assert not well_formed(text)


# --- order ---------------------------------------------------------------------------------------------------------

IN_ORDER = ["กมล", "กัญญา", "เกษม", "แก้ว", "โกวิท", "ไกร", "ขวัญ", "เอก", "ฮาน"]


def test_names_come_in_the_order_of_the_dictionary() -> None:
    shuffled = random.Random(8).sample(IN_ORDER, len(IN_ORDER))
    assert sorted(shuffled, key=sort_key) == IN_ORDER
    assert sorted(shuffled) != IN_ORDER


def test_a_tone_decides_only_between_words_otherwise_alike() -> None:
    assert sorted(["แก้ว", "แกว", "แก่ว", "แกะ"], key=sort_key) == ["แกว", "แก่ว", "แก้ว", "แกะ"]


def test_spaces_punctuation_and_the_kind_of_digit_do_not_count() -> None:
    assert sort_key("ก. ข-ค") == sort_key("กขค")
    assert sort_key("หมู่ ๑๒") == sort_key("หมู่ 12")


def test_a_dirty_spelling_sorts_where_the_right_one_does() -> None:
    assert sort_key("เเก้ว") == sort_key("แก้ว")


@given(st.lists(LETTERS, max_size=8))
def test_the_key_orders_alike_as_text_and_as_the_bytes_a_database_compares(names: list[str]) -> None:
    keys = [sort_key(name) for name in names]
    assert sorted(keys) == sorted(keys, key=lambda key: key.encode())


def test_a_very_long_text_still_fits_an_index_row() -> None:
    assert len(sort_key("ก้" * 20_000).encode()) < 2_700
