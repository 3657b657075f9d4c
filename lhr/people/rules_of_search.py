"""What is asked for when somebody is searched by name, and how near a name comes to it. Pure: titles are given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from lhr.kernel import national_id as numbers
from lhr.kernel.names import split_title
from lhr.kernel.thai_text import normalise
from lhr.people.keyboard import as_digits, as_thai
from lhr.people.sounds import skeleton

FOUND, NEAR = 0.80, 0.62  # a result; shown apart as a near name. Nothing is shown below.
OF_SOUND, OF_LETTERS = 0.6, 0.4
LEAST_LETTERS = 2
MOST_LETTERS = 120
_WORDS_AT_MOST = 6
_DIGITS_OF_A_NUMBER = 10
_DIGIT = re.compile("[0-9๐-๙]")
_LETTER = re.compile("[ก-ฮ]")


@dataclass(frozen=True, slots=True)
class Asked:
    """One way to read what was typed: first name and family name, "" where it says nothing of one. `untitled` when no
    title stands before it, or it was taken off: the likelier way."""

    first: str
    last: str
    untitled: bool = True


def number(typed: str) -> str:
    """Return the ID number that was meant, "" for a name. No name holds a digit; but on a keyboard that stood in the
    wrong language some letters are digits, and the digits letters. What may be a number never goes the way of names."""
    digits = len(_DIGIT.findall(typed))
    if digits >= _DIGITS_OF_A_NUMBER or (digits and as_thai(typed) == typed):
        return typed
    turned = as_digits(typed)
    return turned if numbers.Problem.LENGTH not in numbers.read(turned).problems else ""


def readings(typed: str, titles: Iterable[str]) -> tuple[Asked, ...]:
    """Return every way to read a name typed in one box: with its title taken off and as it stands, for a name may
    begin like a title; a word alone is either name; nothing for less than two letters."""
    text = normalise(as_thai(typed[:MOST_LETTERS]))
    rest = split_title(text, titles).rest
    found = dict.fromkeys(_splits(text.split()[:_WORDS_AT_MOST]), False)
    found |= dict.fromkeys(_splits(rest.split()[:_WORDS_AT_MOST]), True)
    whole = [Asked(first, last, untitled) for (first, last), untitled in found.items()]
    return tuple(one for one in whole if len(_LETTER.findall(one.first + one.last)) >= LEAST_LETTERS)


def _splits(words: Sequence[str]) -> list[tuple[str, str]]:
    whole = " ".join(words)
    pairs = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return [*pairs, (whole, ""), ("", whole)] if len(words) != 2 or words[0] == "ณ" else pairs


@dataclass(frozen=True, slots=True)
class Sound:
    """A word that was asked for, with its sound: worked out once, compared with thousands of names."""

    text: str
    skeleton: str

    @classmethod
    def of(cls, word: str) -> Sound:
        return cls(word, skeleton(word))

    def nearness(self, name: str, sound: str) -> float:
        """Return how near a name comes to the word, 1.0 for the same; a name that goes on after it counts as found."""
        if name == self.text:
            return 1.0
        heard = OSA.normalized_similarity(self.skeleton, sound)
        seen = OSA.normalized_similarity(self.text, name)
        near = OF_SOUND * heard + OF_LETTERS * seen
        begun = len(_LETTER.findall(self.text)) >= LEAST_LETTERS and name.startswith(self.text)
        return max(near, FOUND + (1 - FOUND) * len(self.text) / len(name)) if begun else near
