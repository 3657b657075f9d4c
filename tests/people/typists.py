"""How people mistype a Thai name, by rules that the matcher does not know: where the fingers slip on the keyboard, what
the ear hears, what the eye leaves out. Nothing here is taken from lhr.people; the lists were written for the tests."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

# The Thai keyboard as it lies before the typist, row by row, plain and with Shift.
_ROWS = (
    "ๅ/-ภถุึคตจขช", "ๆไำพะัีรนยบล", "ฟหกดเ้่าสวง", "ผปแอิืทมใฝ",
    "+๑๒๓๔ู฿๕๖๗๘๙", '๐"ฎฑธํ๊ณฯญฐ,', "ฤฆฏโฌ็๋ษศซ.", "()ฉฮฺ์?ฒฬฦ",
)  # fmt: skip
_LATIN_ROWS = (
    "1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "!@#$%^&*()_+",
    "QWERTYUIOP{}", 'ASDFGHJKL:"', "ZXCVBNM<>?",
)  # fmt: skip
_ON_LATIN = {th: la for thai, latin in zip(_ROWS, _LATIN_ROWS, strict=True) for th, la in zip(thai, latin, strict=True)}
_TONES = "่้๊๋"
_MARKS = "ัิีึืุู็่้๊๋์ํ"
# Said alike, written otherwise: whole elements of names, then single letters.
_HEARD = (
    ("ศักดิ์", "สัก"), ("ศักดิ์", "ศักดิ"), ("จันทร์", "จัน"), ("จันทร์", "จันทน์"),
    ("พงศ์", "พงษ์"), ("พงษ์", "พงศ์"), ("พงศ์", "พงค์"),
    ("วงศ์", "วงษ์"), ("วงษ์", "วงศ์"), ("วงศ์", "วงค์"), ("รัตน์", "รัตน"), ("รัตน์", "รัต"),
    ("วัฒน์", "วัฒ"), ("วัฒน", "วัธน"),
    ("สิทธิ์", "สิทธ์"), ("สิทธิ", "สิทธ"), ("พันธ์", "พันธุ์"), ("พันธุ์", "พันธ์"),
    ("ณัฐ", "นัฐ"), ("ณัฐ", "ณัฏฐ์"), ("วรรณ", "วัน"),
    ("ลักษณ์", "ลักษ์"), ("นันท์", "นัน"), ("เกียรติ", "เกียรติ์"), ("ชาติ", "ชาต"),
    ("ทรัพย์", "ซับ"), ("อินทร์", "อิน"), ("ไชย", "ชัย"),
    ("ชัย", "ไชย"), ("ใจ", "ไจ"), ("ธรรม", "ทำ"), ("ศรี", "สี"), ("ศรี", "ษรี"),
    ("ฤทธิ์", "ริทธิ์"), ("โพธิ์", "โพธ์"), ("บุญ", "บุน"),
    ("เพชร", "เพ็ชร"), ("เพชร", "เพชร์"), ("สวัสดิ์", "สวัสดิ"), ("ประเสริฐ", "ประเสิด"),
    ("เจริญ", "จเริญ"), ("ภ", "พ"), ("ศ", "ส"),
    ("ษ", "ศ"), ("ส", "ศ"), ("ณ", "น"), ("น", "ณ"), ("ธ", "ท"), ("ท", "ธ"), ("ฐ", "ถ"),
    ("ร", "ล"), ("ล", "ร"), ("ญ", "ย"),
    ("ฒ", "ธ"), ("ฎ", "ด"), ("ฉ", "ช"), ("ข", "ค"), ("ซ", "ส"), ("ห", "ฮ"), ("ฬ", "ล"),
    ("พ", "ภ"), ("ไ", "ใ"), ("ใ", "ไ"),
)  # fmt: skip
_SARA = (
    ("ิ", "ี"), ("ี", "ิ"), ("ึ", "ื"), ("ื", "ึ"), ("ุ", "ู"), ("ู", "ุ"), ("ิ", "ึ"),
    ("ี", "ื"), ("เ", "แ"), ("แ", "เ"), ("ะ", "า"),
    ("า", "ะ"), ("โ", "เ"), ("ัว", "ว"), ("ำ", "าม"), ("ำ", "ัม"), ("ไ", "โ"),
)  # fmt: skip
_OLD_AND_NEW = (
    ("กิตติ", "กิติ"), ("จิตต์", "จิตร"), ("จิตต์", "จิต"), ("พัฒน์", "พัฒน"), ("ศิลป์", "ศิลป"),
    ("ศรี", "สรี"), ("หงษ์", "หงส์"), ("โชติ", "โชต"),
    ("เกษม", "เกสม"), ("สมบูรณ์", "สมบูรน์"), ("ประภา", "ปรภา"), ("พานิช", "พาณิชย์"),
    ("เมธา", "เมทา"), ("ปัญญา", "ปัญา"), ("รังษี", "รังสี"),
    ("รัตน", "รตน"), ("สกุล", "สกุน"), ("ตระกูล", "ตระกุล"), ("ภักดี", "พักดี"), ("ทิพย์", "ทิพ"),
    ("วิทย์", "วิท"), ("สงคราม", "สงฆราม"),
)  # fmt: skip
_TITLES = ("นาย", "นาง", "นางสาว", "น.ส.", "น.ส. ", "นาย ", "ด.ช.", "ว่าที่ร้อยตรี", "ว่าที่ ร.ต.", "ดร.", "จ่าสิบเอก ", "คุณ ")

Slip = Callable[[str, Random], str]


@dataclass(frozen=True)
class Query:
    """What was typed, of which kind the slip is, and the name that was meant."""

    typed: str
    kind: str
    first: str
    last: str


def _letters(word: str) -> list[int]:
    """Where a finger may slip: behind the first letter, as people do not mistake that."""
    return list(range(1, len(word)))


def beside(word: str, chance: Random) -> str:
    """A key beside the right one."""
    at = chance.choice(_letters(word))
    row = next((row for row in _ROWS if word[at] in row), "")
    if not row:
        return word
    key = row.index(word[at])
    near = [row[n] for n in (key - 1, key + 1) if 0 <= n < len(row) and "ก" <= row[n] <= "์" and row[n] != "ฯ"]
    return word[:at] + chance.choice(near) + word[at + 1 :] if near else word


def dropped(word: str, chance: Random) -> str:
    at = chance.choice(_letters(word))
    return word[:at] + word[at + 1 :]


def doubled(word: str, chance: Random) -> str:
    at = chance.choice([n for n in range(len(word)) if "ก" <= word[n] <= "ฮ"])
    return word[: at + 1] + word[at:]


def swapped(word: str, chance: Random) -> str:
    at = chance.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def heard(word: str, chance: Random) -> str:
    return _exchanged(word, _HEARD, chance)


def other_sara(word: str, chance: Random) -> str:
    return _exchanged(word, _SARA, chance)


def other_spelling(word: str, chance: Random) -> str:
    return _exchanged(word, _OLD_AND_NEW, chance)


def toneless(word: str, chance: Random) -> str:
    return re.sub(f"[{_TONES}]", "", word)


def unsilenced(word: str, chance: Random) -> str:
    return word.replace("์", "")


def silenced_left_out(word: str, chance: Random) -> str:
    return re.sub("[ก-ฮ][ิุ]?์", "", word, count=1)


def _exchanged(word: str, pairs: Sequence[tuple[str, str]], chance: Random) -> str:
    fitting = [(old, new) for old, new in pairs if old in word]
    if not fitting:
        return word
    old, new = chance.choice(fitting)
    return word.replace(old, new, 1)


SLIPS: dict[str, Slip] = {
    "key beside": beside,
    "dropped": dropped, "doubled": doubled, "swapped": swapped, "heard": heard, "sara": other_sara,
    "spelling": other_spelling, "no tone": toneless, "no karan": unsilenced,
    "silent letter": silenced_left_out,
}  # fmt: skip


def queries(people: Sequence[tuple[str, str]], seed: int) -> Iterator[Query]:
    """Yield misspelt queries without end, each kind in turn, each of somebody chosen by chance."""
    chance = Random(seed)
    kinds: dict[str, Callable[[str, str], str]] = {
        **{f"{name}, one half": _one(slip, chance) for name, slip in SLIPS.items()},
        "both halves": lambda first, last: f"{_any(first, chance)} {_any(last, chance)}",
        "title before": lambda first, last: f"{chance.choice(_TITLES[:-1])}{first} {_any(last, chance)}",
        "title before, no slip": lambda first, last: f"{chance.choice(_TITLES[:-1])}{first} {last}",
        "other keyboard": lambda first, last: "".join(_ON_LATIN.get(c, c) for c in f"{first} {last}"),
        "begun": lambda first, last: f"{first} {last[: max(3, len(last) * 2 // 3)]}",
    }
    while True:
        for kind, damage in kinds.items():
            first, last = chance.choice(people)
            if min(len(first), len(last)) < 3:
                continue
            typed = damage(first, last)
            if kind in ("other keyboard", "title before, no slip") or typed != f"{first} {last}":
                yield Query(typed, kind, first, last)


def _one(slip: Slip, chance: Random) -> Callable[[str, str], str]:
    def damage(first: str, last: str) -> str:
        if chance.random() < 0.4:
            return f"{slip(first, chance)} {last}"
        return f"{first} {slip(last, chance)}"

    return damage


def _any(word: str, chance: Random) -> str:
    """One slip of any kind that changes the word."""
    for _ in range(20):
        typed = chance.choice(list(SLIPS.values()))(word, chance)
        if typed != word:
            return typed
    return dropped(word, chance)
