"""Thai month names as they are written, shortened, spoken and misspelt; and numbers in Thai words."""

from __future__ import annotations

from lhr.kernel.words import Words

FULL = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
SHORT = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.",
    "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip
_ENGLISH = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
ENGLISH_SHORT = tuple(name[:3] for name in _ENGLISH)
_SPOKEN = (
    "มกรา", "กุมภา", "มีนา", "เมษา", "พฤษภา", "มิถุนา",
    "กรกฎา", "สิงหา", "กันยา", "ตุลา", "พฤศจิกา", "ธันวา",
)  # fmt: skip
_MISSPELT = {"กรกฏาคม": 7, "กรกฏา": 7, "กุมภาพันธุ์": 2, "กุมภาพันธุ": 2, "กุมภาพันธ": 2, "พฤษจิกายน": 11}

_NUMBER: dict[str, int] = dict(_MISSPELT)
for _names in (FULL, SHORT, _SPOKEN):
    _NUMBER.update((name.replace(".", ""), number) for number, name in enumerate(_names, start=1))

NAMES = tuple(Words(th, en) for th, en in zip(FULL, _ENGLISH, strict=True))

_DIGIT_WORDS = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_PLACES = ("", "สิบ", "ร้อย", "พัน")


def month_number(name: str) -> int | None:
    """Return 1-12 for a month name in any known form, or None. Dots and spaces never decide: "ก.พ", "กพ"."""
    return _NUMBER.get(name.replace(".", "").replace(" ", ""))


def in_words(number: int, *, et_after_hundreds: bool = True) -> str:
    """Return 1..9999 in Thai words: 2510 is สองพันห้าร้อยสิบ.

    A final one after tens is always เอ็ด; after a bare hundred or thousand offices differ (2501: …ห้าร้อยเอ็ด or
    …ห้าร้อยหนึ่ง), so that it is a parameter. Raises ValueError outside the range.
    """
    if not 1 <= number <= 9999:
        raise ValueError("numbers from 1 to 9999 are written out")
    tens = number // 10 % 10
    said = [_place(digit, place) for place, digit in enumerate(reversed([int(d) for d in str(number)]))]
    if number % 10 == 1 and (tens or (et_after_hundreds and number > 10)):
        said[0] = "เอ็ด"
    return "".join(reversed(said))


def _place(digit: int, place: int) -> str:
    if digit == 0:
        return ""
    if place == 1:
        return {1: "", 2: "ยี่"}.get(digit, _DIGIT_WORDS[digit]) + "สิบ"
    return _DIGIT_WORDS[digit] + _PLACES[place]
