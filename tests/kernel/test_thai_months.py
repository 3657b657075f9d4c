from __future__ import annotations

import pytest

from lhr.kernel.thai_months import FULL, SHORT, in_words, month_number


@pytest.mark.parametrize(("number", "name"), list(enumerate(FULL, start=1)) + list(enumerate(SHORT, start=1)))
def test_a_month_is_known_with_its_dots_and_without_them(number: int, name: str) -> None:
    assert month_number(name) == number
    assert month_number(name.replace(".", "")) == number
    assert month_number(name.removesuffix(".")) == number


def test_what_is_no_month_has_no_number() -> None:
    assert month_number("ม.ม.") is None
    assert month_number("") is None


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "หนึ่ง"), (10, "สิบ"), (11, "สิบเอ็ด"), (20, "ยี่สิบ"), (31, "สามสิบเอ็ด"), (101, "หนึ่งร้อยเอ็ด"),
     (2501, "สองพันห้าร้อยเอ็ด"), (2561, "สองพันห้าร้อยหกสิบเอ็ด"), (2600, "สองพันหกร้อย")],
)  # fmt: skip
def test_a_number_is_written_out(number: int, said: str) -> None:
    assert in_words(number) == said


def test_a_one_after_tens_is_et_whatever_the_parameter() -> None:
    assert in_words(2561, et_after_hundreds=False).endswith("หกสิบเอ็ด")


@pytest.mark.parametrize("number", [0, 10_000])
def test_a_number_that_no_date_has_is_not_written_out(number: int) -> None:
    with pytest.raises(ValueError, match="9999"):
        in_words(number)
