"""No ID number can be read in the log, however it got there."""

from __future__ import annotations

import json
import logging

import pytest

from lhr.kernel.national_id import make_synthetic
from lhr.logs import MASK, MaskIdNumbers, OneLine, masked

NUMBER = make_synthetic(7)
DASHED = f"{NUMBER[0]}-{NUMBER[1:5]}-{NUMBER[5:10]}-{NUMBER[10:12]}-{NUMBER[12]}"
THAI = NUMBER.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))


@pytest.mark.parametrize("written", [NUMBER, DASHED, DASHED.replace("-", " "), THAI])
def test_a_number_is_hidden_in_every_spelling(written: str) -> None:
    assert masked(f"ค้นหา {written} ไม่พบ") == f"ค้นหา {MASK} ไม่พบ"


def test_longer_and_shorter_numbers_stay() -> None:
    assert masked(f"{NUMBER}4 {NUMBER[:12]}") == f"{NUMBER}4 {NUMBER[:12]}"


def test_arguments_and_tracebacks_are_hidden_too() -> None:
    with pytest.raises(ValueError, match="invalid literal") as raised:
        int(f"no person {NUMBER}")
    caught = (raised.type, raised.value, raised.tb)
    record = logging.LogRecord("lhr", logging.ERROR, __file__, 1, "lookup of %s", (NUMBER,), caught)
    assert MaskIdNumbers().filter(record)
    line = OneLine().format(record)
    assert NUMBER not in line
    assert json.loads(line)["says"] == f"lookup of {MASK}"
    assert "no person" in json.loads(line)["traceback"]
