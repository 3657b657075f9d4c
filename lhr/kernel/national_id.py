"""The 13-digit national ID: read from what was typed, checked, and never shown whole by accident."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from stdnum.th import pin

from lhr.kernel.digits import to_arabic

LENGTH = 13
FIRST_DIGITS_OF_THAI_NATIONALS = "12345678"
# 99 is no province code, so no office issues these (domain.md 8.6): for tests and demonstrations.
SYNTHETIC_PREFIXES = tuple(f"{lead}99" for lead in FIRST_DIGITS_OF_THAI_NATIONALS)

_BETWEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff\-\u2010-\u2015\u2212]+")
_RUN = re.compile(rf"[0-9](?:(?:{_BETWEEN.pattern})?[0-9])*")
_WHOLE = re.compile(rf"[0-9]{{{LENGTH}}}")


class Problem(StrEnum):
    LENGTH = "length"  # not thirteen digits: PE-01
    CHECK_DIGIT = "check_digit"  # the last digit does not follow from the twelve before it: PE-01
    FIRST_DIGIT = "first_digit"  # not the number of a Thai national: PE-03, which only warns


@dataclass(frozen=True, slots=True, repr=False)
class NationalId:
    """One number as typed, in Arabic digits. Printing, formatting or logging it shows the masked form."""

    digits: str
    problems: tuple[Problem, ...] = ()

    @property
    def valid(self) -> bool:
        """Thirteen digits with a right check digit; the first digit is PE-03's matter."""
        return Problem.LENGTH not in self.problems and Problem.CHECK_DIGIT not in self.problems

    @property
    def masked(self) -> str:
        """The form for screens, logs and errors: 1-23xx-xxxxx-xx-4. Another length is hidden whole."""
        if Problem.LENGTH in self.problems:
            return "x-xxxx-xxxxx-xx-x"
        return f"{self.digits[0]}-{self.digits[1:3]}xx-xxxxx-xx-{self.digits[-1]}"

    @property
    def first_digit(self) -> str:
        return self.digits[:1]

    @property
    def last4(self) -> str:
        return self.digits[-4:]

    @property
    def synthetic(self) -> bool:
        return self.digits.startswith(SYNTHETIC_PREFIXES)

    def __str__(self) -> str:
        return self.masked

    def __repr__(self) -> str:
        return f"NationalId({self.masked})"


def read(text: str, *, first_digits: str = FIRST_DIGITS_OF_THAI_NATIONALS) -> NationalId:
    """Read a number typed with Thai or Arabic digits, spaces and dashes; problems are values.

    python-stdnum refuses a leading 0 or 9 outright; here that is a problem of its own beside the check digit,
    because a document can excuse it (PE-03) and cannot excuse a wrong check digit (PE-01).
    """
    digits = _BETWEEN.sub("", to_arabic(text))
    if not _WHOLE.fullmatch(digits):
        return NationalId(digits, (Problem.LENGTH,))
    problems = []
    if pin.calc_check_digit(digits[:-1]) != digits[-1]:
        problems.append(Problem.CHECK_DIGIT)
    if digits[0] not in first_digits:
        problems.append(Problem.FIRST_DIGIT)
    return NationalId(digits, tuple(problems))


def stands_in(text: str) -> bool:
    """True when a whole number with a right check digit stands among the words: in one piece, or with the dashes and
    spaces that people write between its digits."""
    if len(text) < LENGTH:
        return False
    for run in _RUN.findall(to_arabic(text)):
        if read(run).valid or any(read(piece).valid for piece in run.split()):
            return True
    return False


def make_synthetic(serial: int, lead: int = 1) -> str:
    """Return a number with a right check digit that no office issues.

    Raises ValueError for a serial outside 0..999,999,999 or a lead outside 1..8.
    """
    if not (0 <= serial < 10**9 and 1 <= lead <= 8):
        raise ValueError("a serial has at most nine digits and a lead is 1 to 8")
    body = f"{lead}99{serial:09d}"
    return body + str(pin.calc_check_digit(body))
