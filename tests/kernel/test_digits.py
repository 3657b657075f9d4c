from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lhr.kernel.digits import to_arabic, to_thai


def test_only_digits_change() -> None:
    assert to_thai("ที่ 12/2560") == "ที่ ๑๒/๒๕๖๐"
    assert to_arabic("ที่ ๑๒/2560") == "ที่ 12/2560"
    assert to_thai("0123456789") == "๐๑๒๓๔๕๖๗๘๙"


@given(st.text())
def test_to_arabic_undoes_to_thai(text: str) -> None:
    assert to_arabic(to_thai(text)) == to_arabic(text)
