"""Where a printed line may end: Thai text cut into the pieces that stay whole. Used by the press only (press_room.py).

The names, days and numbers of lhr.kernel.unbroken stay whole; what is left is cut into words of a dictionary. A piece
that is wider than its column is cut once more rather than printed over its neighbour.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from lhr.kernel.thai_months import FULL, SHORT
from lhr.kernel.unbroken import COMPOUNDS, KEPT

_FONTS = Path(__file__).resolve().parent / "fonts"
_MEASURED_AT = 200  # pixels; advance widths are then whole enough
_POINTS_A_MM = 72 / 25.4
_DIGIT = "[0-9๐-๙]"
# The vocabulary of orders and cards that the general dictionary cuts apart.
_WORDS = """
เงินเดือน เงินประจำตำแหน่ง เต็มขั้น จัตุรถาภรณ์ ตริตาภรณ์ ทวีติยาภรณ์ ประถมาภรณ์ เบญจมาภรณ์ เหรียญจักรพรรดิมาลา
มงกุฎไทย ช้างเผือก ราชกิจจานุเบกษา ระดับที่สูงขึ้น เลื่อนขั้นเงินเดือน เลื่อนเงินเดือน ภูมิลำเนา กฎอัยการศึก ภาคทัณฑ์ ตัดเงินเดือน ลดขั้นเงินเดือน
อัตราเงินเดือน เกษียณอายุ บรรจุและแต่งตั้ง ปรับปรุงตำแหน่ง กำหนดตำแหน่ง ประเภทตำแหน่ง ลาพักผ่อน ลากิจ ลาป่วย ขาดราชการ มาสาย เหตุอันสมควร
"""
# Lines of post that hold shorter compounds, at which they are not to break.
_LINES = "นักบริหารงาน(?:การคลัง|การศึกษา|การเกษตร|ช่าง(?:สุขาภิบาล)?|ทั่วไป|ท้องถิ่น|ประปา|สวัสดิการสังคม|สาธารณสุขและสิ่งแวดล้อม)"
_MONTHS = "|".join(re.escape(month) for month in (*FULL, *SHORT))
_ORDER = f"(?:ที่ )?{_DIGIT}{{1,6}}/{_DIGIT}{{4}}"  # ที่ ๔๔๙/๒๕๖๙
_NUMBERS = (
    f"(?:{_MONTHS}) {_DIGIT}{{4}}",  # มี.ค. ๒๕๓๑
    f"{_DIGIT}(?:[0-9๐-๙,.:/–-]*{_DIGIT})?(?: (?:ขั้น|บาท|ปี|เดือน|วัน|ครั้ง)(?![\u0e01-\u0e4e]))?",  # money, spans, ๑ ขั้น
)
_COUNTED = f"(?:เล่ม|ตอน|หน้า|หมู่ที่|รุ่นที่) {_DIGIT}+"
_SIGNED = f"ลว\\. {_DIGIT}{{1,2}} (?:{_MONTHS}) {_DIGIT}{{4}}"  # ลว. ๒๐ ก.ค. ๒๕๖๑
_STEP = f"\\(ขั้น {_DIGIT}+(?:\\.{_DIGIT}+)?\\)"  # (ขั้น ๑.๕)
_WHOLE = re.compile("|".join((_SIGNED, _STEP, _LINES, _COUNTED, _ORDER, KEPT.pattern, *_NUMBERS)))
_OPENS, _CLOSES = "([“‘", ")]”’ๆฯ/%,.;:-–"
_LGO = re.compile("^(.?(?:องค์การบริหารส่วน(?:ตำบล|จังหวัด)|เทศบาล(?:ตำบล|เมือง|นคร)))(?=.)")
_CLUSTER = re.compile("[เ-ไ]?[ก-ฮ][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*[ะาำๅ]?[\u0e48-\u0e4b]*|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Room:
    """How wide the column is, and how its text is set."""

    width_mm: float
    size_pt: float
    bold: bool = False

    def holds(self, piece: str) -> bool:
        return _width(piece, self.bold) * self.size_pt <= self.width_mm * _POINTS_A_MM


def boxes(text: str, names: tuple[str, ...] = (), room: Room | None = None) -> tuple[str, ...]:
    """Return the pieces of the text, " " where it may break at a space; joined they are the text, its spaces single.

    A text that fits on one line of its room is one piece.
    """
    single = " ".join(text.split())
    # Most texts hold none of the names: what was cut for one person's card serves the next one's.
    return _boxes(single, tuple(name for name in names if name and name in single), room)


@lru_cache(maxsize=20_000)
def _boxes(single: str, names: tuple[str, ...], room: Room | None) -> tuple[str, ...]:
    if room is not None and room.holds(single):
        return (single,) if single else ()
    pieces = _glued(_pieces(single, names))
    if room is None:
        return tuple(pieces)
    return tuple(part for piece in pieces for part in _fitting(piece, room))


def box_texts(data: Any, names: tuple[str, ...]) -> Any:
    """Return the data with each text `{"t": …}` as its pieces."""
    if isinstance(data, dict):
        if "t" in data:
            return list(boxes(data["t"], names, Room(*data["room"]) if data["room"] else None))
        return {key: box_texts(value, names) for key, value in data.items()}
    return [box_texts(value, names) for value in data] if isinstance(data, list) else data


def warm() -> None:
    """Load the dictionary (0.8 s) before somebody waits for it."""
    boxes("นายทะเบียนประวัติตรวจสอบแล้ว", room=Room(30.0, 12.0))


def _pieces(text: str, names: tuple[str, ...]) -> Iterator[str]:
    """Names stay whole, then what the field keeps whole; the rest is words."""
    longest_first = "|".join(sorted((re.escape(name) for name in names), key=len, reverse=True))
    parts = re.split(f"({longest_first})", text) if names else [text]
    for nth, part in enumerate(parts):
        yield from [part] if nth % 2 else _kept_and_words(part)


def _kept_and_words(text: str) -> Iterator[str]:
    at = 0
    for met in _WHOLE.finditer(text):
        yield from _words(text[at : met.start()])
        yield met.group()
        at = met.end()
    yield from _words(text[at:])


def _words(text: str, *, ours: bool = True) -> list[str]:
    if not text:
        return []
    from pythainlp.tokenize import word_tokenize

    return list(word_tokenize(text, custom_dict=_dictionary(ours), engine="newmm", join_broken_num=False))


@cache
def _dictionary(ours: bool) -> Any:
    """With our compounds, or (rarely asked for) the general words alone."""
    from pythainlp.corpus import thai_words
    from pythainlp.util import Trie

    return Trie({*thai_words(), *COMPOUNDS, *_WORDS.split()} if ours else set(thai_words()))


def _glued(pieces: Iterator[str]) -> Iterator[str]:
    """Punctuation stays with what it opens or closes."""
    held = ""
    for piece in pieces:
        if held and (piece == " " or held == " " or not _stay(held, piece)):
            yield held
            held = piece
        else:
            held += piece
    if held:
        yield held


def _stay(before: str, after: str) -> bool:
    return before[-1] in _OPENS or after[0] in _CLOSES or (before[-1] in "/-–" and before not in "/-–")


def _fitting(piece: str, room: Room) -> list[str]:
    """Return the piece, or its parts where it is wider than the column.

    A name is cut between first name and surname, an LGO's behind its kind; then words, and at last clusters of letters.
    """
    if piece == " " or room.holds(piece):
        return [piece]
    parts = re.split("( )", piece)
    if len(parts) == 1:
        parts = [part for part in _LGO.split(piece) if part]
    if len(parts) == 1:
        parts = list(_glued(iter(_words(piece, ours=False))))
    if len(parts) > 1:
        return [inner for part in parts if part for inner in _fitting(part, room)]
    return _clusters(piece, room)


def _clusters(piece: str, room: Room) -> list[str]:
    parts = [""]
    for cluster in _CLUSTER.findall(piece):
        if parts[-1] and not room.holds(parts[-1] + cluster):
            parts.append("")
        parts[-1] += cluster
    return parts


@lru_cache(maxsize=20_000)
def _width(piece: str, bold: bool) -> float:
    """Return the width in em."""
    return float(_font(bold).getlength(piece)) / _MEASURED_AT


@cache
def _font(bold: bool) -> Any:
    from PIL import ImageFont

    name = "THSarabun-Bold.ttf" if bold else "THSarabun-Regular.ttf"
    return ImageFont.truetype(str(_FONTS / name), _MEASURED_AT, layout_engine=ImageFont.Layout.BASIC)
