from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lhr.kernel.names import compose, split_title

TITLES = [
    "นาย", "นาง", "นางสาว", "น.ส.", "เด็กชาย", "เด็กหญิง", "ร้อยตรี", "ร้อยตรีหญิง", "ว่าที่ร้อยตรี", "ว่าที่", "ร.ต.", "ดร.",
    "พลตำรวจโท", "จ่าสิบเอก", "จ่าสิบเอก (พิเศษ)", "ม.ร.ว.", "ศาสตราจารย์", "ขุน", "หลวง", "คุณ", "เจ้า", "หมื่น",
]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "titles", "rest"),
    [
        ("นายสมชาย", ("นาย",), "สมชาย"),
        ("นางสาวสมใจ ดีงาม", ("นางสาว",), "สมใจ ดีงาม"),
        ("นาง เอมอร", ("นาง",), "เอมอร"),
        ("น.ส.สมใจ", ("น.ส.",), "สมใจ"),
        ("ว่าที่ร้อยตรี สมชาย", ("ว่าที่ร้อยตรี",), "สมชาย"),
        ("ว่าที่ร้อยตรี ดร.สมชาย", ("ว่าที่ร้อยตรี", "ดร."), "สมชาย"),
        ("พลตำรวจโท ดร. สมชาย", ("พลตำรวจโท", "ดร."), "สมชาย"),
        ("จ่าสิบเอก (พิเศษ) สมชาย", ("จ่าสิบเอก (พิเศษ)",), "สมชาย"),
        ("ร้อยตรีหญิงสมใจ", ("ร้อยตรีหญิง",), "สมใจ"),
        ("ว่าที่ ร.ต. ดร. สมชาย", ("ว่าที่", "ร.ต.", "ดร."), "สมชาย"),
        ("เเม้น", (), "แม้น"),
        ("นา\u200bย  สมชาย", ("นาย",), "สมชาย"),
    ],
)
def test_the_longest_title_comes_off_first(typed: str, titles: tuple[str, ...], rest: str) -> None:
    found = split_title(typed, TITLES)
    assert (found.titles, found.rest) == (titles, rest)
    assert found.prefix == " ".join(titles)


@pytest.mark.parametrize(
    "name", ["นางาม", "นายาว", "นายก", "นาง", "นาย", "ขุนทอง", "หลวงพล", "คุณากร", "เจ้าพระยา", "หมื่นศรี", ""]
)
def test_a_name_that_begins_like_a_title_stays_whole(name: str) -> None:
    assert split_title(name, TITLES).rest == name
    assert split_title(name, TITLES).titles == ()


def test_at_most_three_titles_come_off() -> None:
    assert split_title("ศาสตราจารย์ ว่าที่ ร.ต. ดร. สมชาย", TITLES).rest == "ดร. สมชาย"


@pytest.mark.parametrize(
    ("prefix", "whole"),
    [
        ("นางสาว", "นางสาวสมใจ ดีงาม"),
        ("ร้อยตรี", "ร้อยตรี สมใจ ดีงาม"),
        ("ดร.", "ดร.สมใจ ดีงาม"),
        ("ว่าที่ร้อยตรี ดร.", "ว่าที่ร้อยตรี ดร.สมใจ ดีงาม"),
        ("", "สมใจ ดีงาม"),
    ],
)
def test_a_name_is_written_with_the_space_that_its_title_asks_for(prefix: str, whole: str) -> None:
    assert compose(prefix, "สมใจ", "ดีงาม") == whole


def test_a_person_of_one_name_has_no_space_behind_it() -> None:
    assert compose("นาย", "สมชาย", "") == "นายสมชาย"


@given(
    prefix=st.sampled_from([t for t in TITLES if t not in {"ขุน", "หลวง", "คุณ", "เจ้า", "หมื่น"}]),
    first=st.sampled_from(["สมชาย", "เอมอร", "กมล", "ไกรสร"]),
)
def test_a_composed_name_comes_apart_again(prefix: str, first: str) -> None:
    found = split_title(compose(prefix, first, "ดีงาม"), TITLES)
    assert (found.prefix, found.rest) == (prefix, f"{first} ดีงาม")
