"""What was meant when the keyboard stood in the other language: the Thai layout (Kedmanee) and the Latin one."""

from __future__ import annotations

import re

# The same keys row by row, plain and with Shift. Source: มอก. ๘๒๐ (Kedmanee) beside the US layout.
_LATIN = (
    "`1234567890-=" "qwertyuiop[]\\" "asdfghjkl;'" "zxcvbnm,./"
    "~!@#$%^&*()_+" "QWERTYUIOP{}|" 'ASDFGHJKL:"' "ZXCVBNM<>?"
)  # fmt: skip
_THAI = (
    "_ๅ/-ภถุึคตจขช" "ๆไำพะัีรนยบลฃ" "ฟหกดเ้่าสวง" "ผปแอิืทมใฝ"
    "%+๑๒๓๔ู฿๕๖๗๘๙" '๐"ฎฑธํ๊ณฯญฐ,ฅ' "ฤฆฏโฌ็๋ษศซ." "()ฉฮฺ์?ฒฬฦ"
)  # fmt: skip
_TO_THAI = str.maketrans(_LATIN, _THAI)
# The digits' own row with what stands between the digits of a number.
_TO_DIGITS = str.maketrans("ๅ/-ภถุึคตจข", "1234567890-")
_THAI_CONSONANT, _LATIN_LETTER = re.compile("[ก-ฮ]"), re.compile("[A-Za-z]")


def as_thai(text: str) -> str:
    """Return what the same keys write in Thai, for Latin letters without a Thai consonant ("l,=kp" is สมชาย)."""
    if _THAI_CONSONANT.search(text) or not _LATIN_LETTER.search(text):
        return text
    return text.translate(_TO_THAI)


def as_digits(text: str) -> str:
    """Return the digits that the same keys write, for a number typed while the keyboard stood in Thai."""
    return text.translate(_TO_DIGITS)

