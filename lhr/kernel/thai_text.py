"""Thai text as the register keeps it: one spelling for one word, and a key that sorts like the dictionary."""

from __future__ import annotations

import re
import unicodedata

from lhr.kernel.digits import to_arabic

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"))
_TONES = "\u0e48-\u0e4b"
_KARAN = "\u0e4c"
_VOWEL_MARKS = "\u0e31\u0e34-\u0e39"  # ั ิ ี ึ ื ุ ู: written above or below
_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"

# Rules 3-7 of documents.md 8.1, in that order. NFC stands before them and never NFKC, which takes ำ apart.
_REPAIRS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile("เเ"), "แ"),
    (re.compile(f"\u0e4d([{_TONES}]?)า|([{_TONES}])\u0e4dา"), r"\1\2ำ"),
    (re.compile(f"([{_TONES}{_KARAN}]+)([{_VOWEL_MARKS}])"), r"\2\1"),
    (re.compile(f"ำ([{_TONES}])"), r"\1ำ"),
    (re.compile(f"([{_MARKS}])\\1+"), r"\1"),
)

_CLUSTER = re.compile(
    "[ก-ฮ](?:[\u0e31\u0e34-\u0e3a\u0e47\u0e4e]?\u0e4d?[\u0e48-\u0e4c]?)"  # a consonant with its marks
    "|[เ-ไ](?=[ก-ฮ])"  # a leading vowel has its consonant behind it
    "|(?<=[ก-ฮ\u0e31-\u0e4c])[ะาำๅ]"  # a following vowel has something before it
    "|[^\u0e30-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e]"
)

# A key longer than this would not fit an index row, and no name comes near it.
_KEYED_LETTERS = 400


def normalise(text: str) -> str:
    """Return the one spelling that the register stores, compares and searches.

    Idempotent. The literal text of a paper card is stored as typed and never passes here.
    """
    return _repair(_tidy(text))


def repaired(text: str) -> tuple[str, bool]:
    """Return the normalised text, and whether more changed than spaces and invisible characters.

    When it did, the officer is shown both (PE-07).
    """
    tidy = _tidy(text)
    whole = _repair(tidy)
    return whole, whole != tidy


def well_formed(text: str) -> bool:
    """False where a mark stands without a base, or two marks of one kind on one base, even after `normalise`.

    A text that begins with a mark or a following vowel is therefore not well formed.
    """
    whole, at = normalise(text), 0
    while at < len(whole):
        cluster = _CLUSTER.match(whole, at)
        if cluster is None:
            return False
        at = cluster.end()
    return True


def sort_key(text: str) -> str:
    """Return the key that sorts `text` in dictionary order, compared byte by byte.

    Stored in a column with collation "C" (PostgreSQL) or BINARY (SQLite). Leading vowels give way to their
    consonant; tones, ็ and ์ count only between words otherwise alike; spaces and punctuation do not count.
    """
    turned = re.sub("([เ-ไ])([ก-ฮ])", r"\2\1", to_arabic(normalise(text)[:_KEYED_LETTERS]))
    letters: list[str] = []
    marks: list[tuple[int, int]] = []
    for c in turned:
        if "\u0e47" <= c <= "\u0e4c" or c == "\u0e4e":
            marks.append((len(letters), ord(c) - 0xE46))
        elif c.isalnum() or "\u0e30" <= c <= "\u0e3a" or c == "\u0e4d":
            letters.append(c)
    return "".join(letters) + "\x01" + "".join(chr(0x3500 - at) + str(mark) for at, mark in marks)


def _tidy(text: str) -> str:
    visible = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
    return " ".join(visible.split())  # split() takes NBSP for a space as well


def _repair(text: str) -> str:
    # One repair can lay bare another (two tones between ํ and า), so they run until nothing moves. Each
    # shortens the text or carries a mark toward its one right place: it ends.
    while not text.isascii():
        before = text
        for pattern, put in _REPAIRS:
            text = pattern.sub(put, text)
        if text == before:
            break
        text = unicodedata.normalize("NFC", text)
    return text
