"""No number that could be a real person's national ID stands anywhere in the repository."""

from __future__ import annotations

import hashlib
import re

from tests.house import repository

SEPARATED = re.compile(r"(?<![0-9A-Za-z.])[0-9](?:[- ]?[0-9]){12}(?![0-9A-Za-z])")
SYNTHETIC = {f"{first}99" for first in range(1, 9)}
THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
# About one random number of thirteen digits in ten has a right check digit. What is known to be no ID number is named
# here by file and by the digest of the value, each with its reason.
KNOWN: dict[tuple[str, str], str] = {}


def has_right_check_digit(digits: str) -> bool:
    total = sum(int(digit) * (13 - place) for place, digit in enumerate(digits[:12]))
    return (11 - total % 11) % 10 == int(digits[12])


def suspicious(text: str) -> list[str]:
    """Return the thirteen-digit numbers of the text that could be somebody's."""
    found = (
        "".join(c for c in m.group() if c.isdigit()) for m in SEPARATED.finditer(text.translate(THAI_DIGITS))
    )
    return [n for n in found if n[0] in "12345678" and has_right_check_digit(n) and n[:3] not in SYNTHETIC]


def _with_check_digit(first_twelve: str) -> str:
    return next(first_twelve + last for last in "0123456789" if has_right_check_digit(first_twelve + last))


def test_a_possible_number_would_be_seen_in_every_spelling() -> None:
    number = _with_check_digit("1" + "01" + "000000001")
    thai = number.translate({ord(a): t for a, t in zip("0123456789", "๐๑๒๓๔๕๖๗๘๙", strict=True)})
    dashed = f"{number[0]}-{number[1:5]}-{number[5:10]}-{number[10:12]}-{number[12]}"
    for spelling in (number, thai, dashed, dashed.replace("-", " ")):
        assert suspicious(f"เลข {spelling} ครับ") == [number]
    assert suspicious(_with_check_digit("199" + "010000001")) == []


def test_no_possible_number_stands_in_the_repository() -> None:
    found = [
        (repository.name(path), hashlib.sha256(number.encode()).hexdigest()[:16])
        for path, text in repository.texts()
        for number in suspicious(text)
    ]
    assert [place for place in found if place not in KNOWN] == []
