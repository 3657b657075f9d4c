"""A date as typed, taken apart: which day, month and year were written, before any calendar is asked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from lhr.kernel.digits import to_arabic
from lhr.kernel.rules import RuleBroken
from lhr.kernel.rules_of_dates import KE_01
from lhr.kernel.thai_months import month_number
from lhr.kernel.thai_text import normalise

Era = Literal["BE", "CE"]


@dataclass(frozen=True, slots=True)
class Written:
    """The parts of a date as typed, before any calendar: a part that is absent, or 00, is not known."""

    day: int | None
    month: int | None
    year: str
    era: Era | None = None
    iso: bool = False


_NUMERIC = re.compile(r"([0-9]{1,2}) ?([/.-]) ?([0-9]{1,2}) ?\2 ?([0-9]{1,6})")
_MONTH_AND_YEAR = re.compile(r"([0-9]{1,2}) ?[/.-] ?([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_WORDED = re.compile(r"(?:วันที่)? ?([0-9]{1,2}(?![0-9]))?([^0-9]*?)([0-9]{1,6})")
_ERA = re.compile(r"(พุทธศักราช|พ\. ?ศ\.?|พศ\.?)|(คริสต์ศักราช|ค\. ?ศ\.?|คศ\.?)")
_AROUND_MONTH = " -/,"
_ECHOED = 60  # characters


def written_parts(text: str) -> Written:
    """Return what `text` says. Raises RuleBroken with KE-01.1 (unreadable) or KE-01.2 (no such month)."""
    tidy = normalise(to_arabic(text)).rstrip(" .")
    if found := _NUMERIC.fullmatch(tidy):
        return Written(int(found[1]), int(found[3]), found[4])
    if found := _ISO.fullmatch(tidy):
        return Written(int(found[3]), int(found[2]), found[1], iso=True)
    if found := _MONTH_AND_YEAR.fullmatch(tidy):
        return Written(None, int(found[1]), found[2])
    if found := _WORDED.fullmatch(tidy):
        return _worded(text, found)
    raise _unreadable(text)


def _worded(text: str, found: re.Match[str]) -> Written:
    day = None if found[1] is None else int(found[1])
    name, era = _without_era(found[2])
    if not name and day is None and len(found[3]) <= len("2561"):
        return Written(None, None, found[3], era)
    month = month_number(name)
    if month is None and name and day is not None:
        raise RuleBroken([KE_01.finding(variant=2, typed=echo(text), month=echo(name))])
    if month is None:
        raise _unreadable(text)
    return Written(day, month, found[3], era)


def _without_era(between: str) -> tuple[str, Era | None]:
    era: Era | None = None
    if marks := list(_ERA.finditer(between)):
        era = "BE" if marks[-1][1] else "CE"
        between = between[: marks[-1].start()]
    name = between.strip(_AROUND_MONTH).removeprefix("เดือน").removesuffix("ปี").strip(_AROUND_MONTH)
    return name, era


def echo(text: str) -> str:
    """Return what was typed as a message may repeat it: short, and without a pasted ID number."""
    tidy = normalise(text)
    hidden = re.sub(r"\d(?:[ -]?\d){12,}", "…", tidy)
    return hidden if len(hidden) <= _ECHOED else hidden[: _ECHOED - 1] + "…"


def _unreadable(text: str) -> RuleBroken:
    return RuleBroken([KE_01.finding(variant=1, typed=echo(text))])
