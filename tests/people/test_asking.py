"""What is understood of a name typed in one box: titles, the other keyboard, sounds; and what is no name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lhr.kernel.national_id import make_synthetic
from lhr.kernel.thai_text import normalise
from lhr.people.keyboard import as_thai
from lhr.people.rules_of_search import FOUND, Asked, Sound, number, readings
from lhr.people.sounds import skeleton

TITLES = (
    "นาย", "นาง", "นางสาว", "น.ส.", "เด็กชาย", "ด.ช.", "ว่าที่ร้อยตรี", "ว่าที่ ร.ต.",
    "ร้อยตรี", "ร้อยตรีหญิง", "จ่าสิบเอก", "พลตำรวจโท",
    "หม่อมราชวงศ์", "ม.ร.ว.", "ม.ล.", "ดร.", "ศ.", "รศ.", "ผศ.", "ขุน", "หลวง", "คุณ", "เจ้า", "หมื่น",
)  # fmt: skip
NUMBER = make_synthetic(12_345)
thai_names = st.text(st.sampled_from("กขคงจชซณดตถทธนบปพฟมยรลวศษสหอ"), min_size=2, max_size=9)


def pairs(typed: str) -> set[tuple[str, str]]:
    return {(one.first, one.last) for one in readings(typed, TITLES)}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("นางสาวสมใจ ดีงาม", ("สมใจ", "ดีงาม")),
        ("นางสาว สมใจ ดีงาม", ("สมใจ", "ดีงาม")),
        ("น.ส.สมใจ ดีงาม", ("สมใจ", "ดีงาม")),
        ("ด.ช.สมชาย ดีงาม", ("สมชาย", "ดีงาม")),
        ("ว่าที่ร้อยตรี ดร.สมชาย ดีงาม", ("สมชาย", "ดีงาม")),
        ("ว่าที่ ร.ต.สมชาย ดีงาม", ("สมชาย", "ดีงาม")),
        ("ร้อยตรีหญิงสมใจ ดีงาม", ("สมใจ", "ดีงาม")),
        ("พลตำรวจโท ดร. สมชาย ดีงาม", ("สมชาย", "ดีงาม")),
        ("ม.ร.ว.สมชาย ดีงาม", ("สมชาย", "ดีงาม")),
        ("ผศ.ดร.สมใจ ดีงาม", ("สมใจ", "ดีงาม")),
        ("นาย สมชาย", ("สมชาย", "")),
        ("สมชาย ณ อยุธยา", ("สมชาย", "ณ อยุธยา")),
        ("l,=kp .0fu", ("สมชาย", "ใจดี")),
    ],
)
def test_a_title_comes_off_and_the_name_is_read(typed: str, meant: tuple[str, str]) -> None:
    assert meant in pairs(typed)
    assert next(one for one in readings(typed, TITLES) if (one.first, one.last) == meant).untitled


@pytest.mark.parametrize(
    "typed",
    [
        "นางาม ดีงาม", "นายาว ดีงาม", "ขุนแผน ดีงาม", "หลวงพรหม ดีงาม", "คุณากร ดีงาม", "เจ้าแสง ดีงาม", "หมื่นหาญ ดีงาม",
    ],
)  # fmt: skip
def test_a_name_that_begins_like_a_title_stays_whole(typed: str) -> None:
    first, last = typed.split()
    assert pairs(typed) == {(first, last)}


def test_what_begins_like_a_title_is_looked_for_as_it_stands_too() -> None:
    assert pairs("นายกร ดีงาม") == {("กร", "ดีงาม"), ("นายกร", "ดีงาม")}
    assert pairs("ดรุณี ดีงาม") == {("ดรุณี", "ดีงาม")}


def test_a_word_alone_is_either_name() -> None:
    assert readings("สมชาย", TITLES) == (Asked("สมชาย", ""), Asked("", "สมชาย"))


@pytest.mark.parametrize("typed", ["", " ", "ก", "-", "...", "ิ"])
def test_too_little_asks_for_nobody(typed: str) -> None:
    assert readings(typed, TITLES) == ()


@pytest.mark.parametrize(
    ("name", "sound"),
    [
        ("จันทน์", "จันท"), ("จันทร์", "จันท"), ("วงษ์", "วง"), ("วงศ์", "วง"), ("ศักดิ์", "ซัก"), ("สัก", "ซัก"),
        ("พันธุ์", "พัน"), ("ธรรม", "ทัม"), ("สรร", "ซัน"), ("ชัย", "ใช"), ("ไชย", "ใช"), ("ทำ", "ทัม"), ("น้ำ", "นัม"),
        ("ณัฐ", "นัท"), ("ญาณ", "ยาน"), ("ภูมิ", "พุมิ"), ("ศรีสุดา", "ซริซุดา"), ("เพ็ญ", "เพย"),
    ],
)  # fmt: skip
def test_names_of_one_sound_have_one_skeleton(name: str, sound: str) -> None:
    assert skeleton(name) == sound


def test_the_other_keyboard_is_understood_only_where_no_thai_letter_stands() -> None:
    assert as_thai("l,=kp") == "สมชาย"
    assert as_thai("สมชาย") == "สมชาย"
    assert as_thai("1-2") == "1-2"
    assert as_thai("สมชาย abc") == "สมชาย abc"


@pytest.mark.parametrize(
    "typed",
    [
        NUMBER,
        f"{NUMBER[0]}-{NUMBER[1:5]}-{NUMBER[5:10]}-{NUMBER[10:12]}-{NUMBER[12]}",
        " ".join(NUMBER),
        NUMBER.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")),
        NUMBER[:-1],  # one digit short: still no name
        f"ID {NUMBER}",
        f"สมใจ {NUMBER}",
        "123",
    ],
)
def test_digits_never_go_the_way_of_names(typed: str) -> None:
    assert number(typed) == typed


def test_a_number_typed_while_the_keyboard_stood_in_thai_is_a_number() -> None:
    typed = NUMBER.translate(str.maketrans("1234567890", "ๅ/-ภถุึคตจ"))
    assert number(typed) == NUMBER


@pytest.mark.parametrize("typed", ["สมชาย ใจดี", "l6fk", "l,=kp .0fu", "", "ภคต"])
def test_a_name_is_no_number(typed: str) -> None:
    assert number(typed) == ""


def test_the_same_is_nearest_and_what_goes_on_after_it_is_found() -> None:
    asked = Sound.of("สมช")
    assert Sound.of("สมชาย").nearness("สมชาย", skeleton("สมชาย")) == 1.0
    assert FOUND <= asked.nearness("สมชาย", skeleton("สมชาย")) < 1.0
    assert asked.nearness("ประเสริฐ", skeleton("ประเสริฐ")) < FOUND


@given(thai_names)
def test_a_skeleton_is_of_letters_of_one_class_each(name: str) -> None:
    heard = skeleton(name)
    assert not set(heard) & set("ขฆฉณถธภศษสหฟฬฎฏ์่้") - {"ฟ"}
    assert skeleton(normalise(f" {name} ")) == heard


@given(thai_names, thai_names)
def test_nearness_is_a_share_and_one_only_for_the_same(one: str, other: str) -> None:
    near = Sound.of(one).nearness(other, skeleton(other))
    assert 0.0 <= near <= 1.0
    assert (near == 1.0) == (one == other)


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error_and_a_number_is_no_reading(typed: str) -> None:
    assert all(one.first or one.last for one in readings(typed, TITLES))
    assert number(typed) in ("", typed) or len(number(typed)) <= len(typed)
