"""The kinds of columns that a section may declare: what each takes, keeps and shows. Pure.

What is kept is plain JSON. A date of the paper keeps its text for ever beside the day that was read from it
(domain.md 3.3); everything else keeps one value.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from lhr.kernel import thai_date
from lhr.kernel.digits import to_arabic
from lhr.kernel.privacy import Privacy
from lhr.kernel.rules import Finding, Weight
from lhr.kernel.thai_text import normalise
from lhr.kernel.words import Words
from lhr.kernel.written_date import echo
from lhr.service_record.rules_of_free_text import check_column
from lhr.service_record.rules_said_of_sections import CD_01, CD_02

Lists = Mapping[str, Mapping[str, Words]]
UNREAD = Words("อ่านค่าไม่ได้", "not readable")
NOTHING = Words("–", "–")
# A point for the fraction, a comma only before three digits: "3,5" is no 35.
_NUMBER = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
# What no keyboard types and no database keeps (NUL among them); spaces and ends of lines stay.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a typed text came to: the value kept (None: nothing), and what was found on the way."""

    value: Any = None
    findings: tuple[Finding, ...] = ()

    @property
    def refused(self) -> bool:
        return any(found.weight is Weight.BLOCK for found in self.findings)


@dataclass(frozen=True, kw_only=True)
class Column(ABC):
    """One column of a section. `width` in millimetres on paper, 0 for what takes the rest of the line; `paper` False
    keeps it off the print, `listed` False off the table of the person page (the line's own page shows all). On paper a
    column may stand `beside` another in its cell, `within` the words given; `heads` then says what the cell is called.
    `privacy` is held against the classes of domain.md 8.9 by a house test."""

    name: str
    label: Words
    required: bool = False
    hint: Words | None = None
    privacy: Privacy = Privacy.PERSONAL
    width: int = 0
    paper: bool = True
    beside: str = ""
    within: str = "{}"
    heads: str = ""
    listed: bool = True

    def read(self, typed: str, lists: Lists) -> Cell:
        """Return what `typed` comes to. Findings stand on this column; a refused cell keeps nothing."""
        text = _UNSEEN.sub("", typed).strip()
        if not text:
            return Cell(None, (CD_01.finding(field=self.name, label=self.label),) if self.required else ())
        number = check_column(self.name, self.label, text)
        return Cell(None, tuple(number)) if number else self._read(text, lists)

    @abstractmethod
    def _read(self, text: str, lists: Lists) -> Cell:
        """Return what a text that is not empty comes to."""

    def also(self, value: Any, lists: Lists) -> dict[str, Any]:
        """Return what is kept beside the value, by name: what it means where that is more than it says."""
        return {}

    def show(self, value: Any, lists: Lists) -> Words:
        """Return the value as the card says it, with Arabic digits."""
        return NOTHING if value in (None, "") else Words(str(value), str(value))

    def typed(self, value: Any) -> str:
        """Return what an officer would type to get this value again."""
        return "" if value is None else str(value)

    def _no_number(self, text: str, least: object, most: object) -> Cell:
        return Cell(
            None,
            (CD_02.finding(field=self.name, label=self.label, typed=echo(text), least=least, most=most),),
        )

    def _too_long(self, most: int) -> Cell:
        return Cell(None, (CD_02.finding(variant=2, field=self.name, label=self.label, most=most),))


@dataclass(frozen=True, kw_only=True)
class Text(Column):
    """Words of the paper. Ill-formed Thai is mended (kernel), digits are kept as typed."""

    most: int = 200
    long: bool = False

    def _read(self, text: str, lists: Lists) -> Cell:
        kept = normalise(text)
        if len(kept) > self.most:
            return self._too_long(self.most)
        return Cell(kept)


@dataclass(frozen=True, kw_only=True)
class PlaceName(Text):
    """Sub-district, district and province as the paper has them; the six digits of the sub-district are kept beside
    the text where it names exactly one (domain.md 3.3). What names none, or several, is kept with a reason."""

    def _read(self, text: str, lists: Lists) -> Cell:
        cell = super()._read(text, lists)
        codes = self._codes(cell.value, lists)
        if codes is None or len(codes) == 1:
            return cell
        variant = 5 if codes else 4
        found = CD_02.finding(variant=variant, field=self.name, label=self.label, typed=echo(text))
        return Cell(cell.value, (*cell.findings, found))

    def also(self, value: Any, lists: Lists) -> dict[str, Any]:
        codes = self._codes(value, lists)
        return {f"{self.name}_code": codes[0]} if codes and len(codes) == 1 else {}

    def _codes(self, value: Any, lists: Lists) -> list[str] | None:
        """The codes that bear this name; None where the register knows no places."""
        places = lists.get("subdistrict")
        if places is None or value is None:
            return None
        named = places.get(value)
        return named.en.split() if named is not None else []


@dataclass(frozen=True, kw_only=True)
class Choice(Column):
    """One of a list: `options` declared here, or `source`, a reference list by its name."""

    options: Mapping[str, Words] = field(default_factory=dict)
    source: str = ""

    def of(self, lists: Lists) -> Mapping[str, Words]:
        return self.options or lists.get(self.source, {})

    def _read(self, text: str, lists: Lists) -> Cell:
        if text not in self.of(lists):
            return Cell(
                None, (CD_02.finding(variant=1, field=self.name, label=self.label, typed=echo(text)),)
            )
        return Cell(text)

    def show(self, value: Any, lists: Lists) -> Words:
        return self.of(lists).get(str(value), Words(str(value), str(value))) if value else NOTHING


@dataclass(frozen=True, kw_only=True)
class PaperDate(Column):
    """A date as the paper writes it, whole or not: text, day and precision. `whole` refuses a partial one (KE-03.1);
    `months` says that the form itself asks for month or year only, so that a partial one needs no reason;
    `before_birth` that the day may lie before the birth date on record."""

    whole: bool = False
    months: bool = False
    before_birth: bool = False
    most: int = 60

    def _read(self, text: str, lists: Lists) -> Cell:
        if len(text) > self.most:
            return self._too_long(self.most)
        found = thai_date.read(text, literal_kept=not self.whole, field=self.name)
        cell = Cell(None, found.findings)
        if cell.refused:
            return cell
        day = found.day.isoformat() if found.day else None
        told = () if self.months and found.day else found.findings
        return Cell({"text": text, "day": day, "precision": found.precision or ""}, told)

    def show(self, value: Any, lists: Lists) -> Words:
        day = whole_day(value)
        if day is not None:
            return thai_date.said(day)
        if not value:
            return NOTHING
        text = to_arabic(value["text"])
        return Words(text, text) if value["day"] else Words(f"{text} ({UNREAD.th})", f"{text} ({UNREAD.en})")

    def typed(self, value: Any) -> str:
        return value["text"] if value else ""


@dataclass(frozen=True, kw_only=True)
class Year(Column):
    """A year of the Buddhist era."""

    def _read(self, text: str, lists: Lists) -> Cell:
        found = thai_date.read(text, literal_kept=True, field=self.name)
        cell = Cell(None, found.findings)
        if cell.refused:
            return cell
        if found.day is None or found.precision is not thai_date.Precision.YEAR:
            return Cell(
                None, (CD_02.finding(variant=3, field=self.name, label=self.label, typed=echo(text)),)
            )
        return Cell(thai_date.buddhist_year(found.day))


@dataclass(frozen=True, kw_only=True)
class Number(Column):
    """A number of whole units, or in steps of `step`. Kept as text, so that nothing is rounded."""

    least: int = 0
    most: int = 9999
    step: str = "1"

    def _read(self, text: str, lists: Lists) -> Cell:
        bare = to_arabic(text)
        if not _NUMBER.fullmatch(bare):
            return self._no_number(text, self.least, self.most)
        number = Decimal(bare.replace(",", ""))
        if not self.least <= number <= self.most or number % Decimal(self.step):
            return self._no_number(text, self.least, self.most)
        return Cell(format(number.normalize(), "f"))


def whole_day(value: Any) -> date | None:
    """Return the day of a kept paper date when it is known to the day, the only kind that enters a computation."""
    if not value or not value["day"] or value["precision"] != thai_date.Precision.DAY:
        return None
    return date.fromisoformat(value["day"])


def first_day(value: Any) -> date | None:
    """Return the first day of the span that a kept paper date names, None where it could not be read."""
    return date.fromisoformat(value["day"]) if value and value["day"] else None


def last_day(value: Any) -> date | None:
    """Return the last day of the span that a kept paper date names, None where it could not be read."""
    first = first_day(value)
    if first is None or value["precision"] == thai_date.Precision.DAY:
        return first
    months = 1 if value["precision"] == thai_date.Precision.MONTH else 12
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1) - timedelta(days=1)
