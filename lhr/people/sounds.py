"""How a Thai name sounds, so far that two spellings of one sound become one text (documents.md 8.3)."""

from __future__ import annotations

import re
from functools import lru_cache

from lhr.kernel.thai_text import normalise

# In this order: each step reads what the one before it left.
_STEPS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile("[ก-ฮ][ิุ]?์"), ""),  # a silenced consonant, with the vowel that is silenced with it
    (re.compile("[่-๋็์ฺ๎]"), ""),  # tones, the shortener
    (re.compile("รร(?=[ก-ฮ])"), "ั"),
    (re.compile("รร"), "ัน"),
    (re.compile("([ก-ฮ])ัย|ไ([ก-ฮ])ย"), r"ใ\1\2"),  # ชัย and ไชย; the vowel stands before its consonant
    (re.compile("ำ"), "ัม"),
    (re.compile(r"[\s.\-]"), ""),
)
# Letters of one sound, under the one that stands for them all.
_CLASSES = (
    ("ค", "ขฃคฅฆ"), ("ช", "ชฉฌ"), ("ซ", "ซศษส"), ("ย", "ยญ"), ("ด", "ดฎ"), ("ต", "ตฏ"), ("ท", "ถทธฐฑฒ"),
    ("น", "นณ"), ("พ", "ผพภ"), ("ฟ", "ฝฟ"), ("ร", "รลฬ"), ("ฮ", "หฮ"),
    ("ิ", "ี"), ("ึ", "ื"), ("ุ", "ู"), ("ใ", "ไ"), ("า", "ๅ"),
)  # fmt: skip
_ONE_FOR_ALL = str.maketrans({letter: one for one, letters in _CLASSES for letter in letters})


@lru_cache(maxsize=20_000)
def skeleton(name: str) -> str:
    """Return the sound of a name: จันทน์ and จันทร์ are จันท, ศักดิ์ and สัก are ซัก."""
    text = normalise(name)
    for pattern, put in _STEPS:
        text = pattern.sub(put, text)
    return text.translate(_ONE_FOR_ALL)
