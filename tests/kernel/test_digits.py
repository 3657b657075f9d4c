from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lhr.kernel.digits import as_numbered, to_arabic, to_thai


def test_only_digits_change() -> None:
    assert to_thai("ที่ 12/2560") == "ที่ ๑๒/๒๕๖๐"
    assert to_arabic("ที่ ๑๒/2560") == "ที่ 12/2560"
    assert to_thai("0123456789") == "๐๑๒๓๔๕๖๗๘๙"


@given(st.text())
def test_to_arabic_undoes_to_thai(text: str) -> None:
    assert to_arabic(to_thai(text)) == to_arabic(text)


@pytest.mark.parametrize(
    ("typed", "one"),
    [("012", "12"), ("๐๑๒", "12"), (" 1 2 ", "12"), ("12/01", "12/1"), ("ท 05", "ท5"), ("120", "120"), ("0", "0"),
     ("000", "0"), ("10203", "10203"), ("", ""), ("12.05", "12.5")],
)  # fmt: skip
def test_the_number_of_a_paper_is_compared_without_its_noughts_and_blanks(typed: str, one: str) -> None:
    assert as_numbered(typed) == one
