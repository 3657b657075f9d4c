"""Titles and names: taking a title off what was typed in one box, and putting a name together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from lhr.kernel.thai_text import normalise

# Given and family names begin with these words too often to take any of them for a title.
NEVER_STRIPPED = frozenset({"ขุน", "หลวง", "คุณ", "เจ้า", "หมื่น"})
_MOST_TITLES = 3
_LEAST_LETTERS = 2
_NAME_STARTS = re.compile("[ก-ฮเ-ไA-Za-z]")
_LETTER = re.compile("[ก-ฮA-Za-z]")

# Royal Society spacing: a civil or royal title leans on the name; a rank or a full academic title does not.
_CIVIL = ("นาย", "นาง", "นางสาว", "เด็กชาย", "เด็กหญิง")
_ROYAL = ("พระ", "คุณ", "คุณหญิง", "ท่านผู้หญิง", "หม่อมเจ้า", "หม่อมราชวงศ์", "หม่อมหลวง")
_LEANING = frozenset(_CIVIL + _ROYAL)


@dataclass(frozen=True, slots=True)
class SplitName:
    """What was typed, taken apart: `titles` in the order they stood, `rest` the name after them."""

    titles: tuple[str, ...]
    rest: str

    @property
    def prefix(self) -> str:
        return " ".join(self.titles)


def split_title(text: str, titles: Iterable[str]) -> SplitName:
    """Take up to three of `titles` (reference data) off the head of `text`, the longest first.

    A title comes off only when two letters or more remain and what remains begins like a name, so that นางาม
    and นายาว stay whole. Names that do begin like a title exist: a search looks for the unsplit form as well.
    Source: domain.md 8.3.
    """
    known = _longest_first(tuple(titles))
    rest, taken = normalise(text), list[str]()
    while len(taken) < _MOST_TITLES:
        title = next((t for t in known if rest.startswith(t) and _is_name(rest[len(t) :].lstrip())), None)
        if title is None:
            break
        taken.append(title)
        rest = rest[len(title) :].lstrip()
    return SplitName(tuple(taken), rest)


@lru_cache(maxsize=8)
def _longest_first(titles: tuple[str, ...]) -> tuple[str, ...]:
    # Some hundred titles, the same for every name of an import: normalising them each time was most of the work.
    return tuple(sorted({normalise(t) for t in titles} - NEVER_STRIPPED - {""}, key=len, reverse=True))


def compose(prefix: str, first: str, last: str) -> str:
    """Return the name as it is written in full: นางสาวสมใจ ดีงาม, ร้อยตรี สมชาย ดีงาม, ดร.สมศรี ดีงาม."""
    leans = prefix in _LEANING or prefix.endswith(".")
    called = f"{prefix}{first}" if leans else f"{prefix} {first}"
    return f"{called} {last}".strip()


_VEIL = "×××"
_LEADING_VOWELS = "เแโใไ"


def veiled(prefix: str, first: str, last: str) -> str:
    """Return the name so far that who knows it recognises it, and nobody else learns it: นายส××× ท×××."""
    return compose(prefix, _veiled(first), _veiled(last))


def _veiled(name: str) -> str:
    """Thai writes some vowels before the consonant that they follow; a veil is of one length for any name."""
    shown = name[:2] if name[:1] in _LEADING_VOWELS else name[:1]
    return f"{shown}{_VEIL}"


def _is_name(rest: str) -> bool:
    return bool(_NAME_STARTS.match(rest)) and len(_LETTER.findall(rest)) >= _LEAST_LETTERS
