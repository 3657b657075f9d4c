"""One kind of digits on a screen, whatever the rule was written with."""

from __future__ import annotations

import pytest

from lhr.kernel.words import Words
from lhr.web.shared.digits import both, in_digits

SENTENCE = "ณ วันที่ ๓๑ ส.ค. 2561 ใน ก.พ.๗"


@pytest.mark.parametrize(
    ("digits", "lang", "shown"),
    [
        ("arabic", "th", "ณ วันที่ 31 ส.ค. 2561 ใน ก.พ.๗"),
        ("thai", "th", "ณ วันที่ ๓๑ ส.ค. ๒๕๖๑ ใน ก.พ.๗"),
        ("thai", "en", "ณ วันที่ 31 ส.ค. 2561 ใน ก.พ.๗"),
    ],
)
def test_a_sentence_has_one_kind_of_digits(digits: str, lang: str, shown: str) -> None:
    assert in_digits(SENTENCE, digits, lang) == shown


def test_english_has_arabic_digits_also_for_an_officer_who_prefers_thai_ones() -> None:
    assert both(Words("๑ 2", "๑ 2"), "thai") == Words("๑ ๒", "1 2")
