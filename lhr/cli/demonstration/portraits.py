"""Photographs for the demonstration: drawn shapes with somebody's initials, the face of nobody."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from lhr import documents
from lhr.cli.demonstration.careers import Career, Told
from lhr.documents import inspector
from lhr.documents.checked import Checked
from lhr.documents.checking import LEAST_PHOTOGRAPH
from lhr.kernel.thai_date import buddhist_year

_FONT = Path(documents.__file__).with_name("fonts") / "THSarabun-Bold.ttf"
_SIZE = (300, 400)
_GROUND = ("#dbe7f3", "#e9e2d3")  # of the first and of the second picture
_COAT = ("#4a5f7d", "#7d5a4a", "#4f6f52", "#6b5580", "#7a6a3a")
_SKIN, _INK = "#c9b8a6", "#ffffff"
_YEARS_AGO = 2


def pictured(career: Career, day: date) -> Career:
    """Return the career with two photographs, one of the first full year that the register knows and one of late."""
    first = buddhist_year(career.started) + 1
    told = [
        Told("PHOTO", {"slot": str(slot), "year": str(year)}, scan=_portrait(career.initials, slot))
        for slot, year in enumerate((first, max(first + 1, buddhist_year(day) - _YEARS_AGO)), start=1)
    ]
    return replace(career, lines=(*career.lines, *told))


@cache
def _portrait(initials: str, slot: int) -> Checked:
    picture = Image.new("RGB", _SIZE, _GROUND[(slot - 1) % len(_GROUND)])
    draw = ImageDraw.Draw(picture)
    coat = _COAT[sum(map(ord, initials)) % len(_COAT)]
    draw.ellipse((40, 250, 260, 560), fill=coat)
    draw.ellipse((90, 70, 210, 240), fill=_SKIN)
    draw.text((150, 335), initials, font=ImageFont.truetype(str(_FONT), 84), fill=_INK, anchor="mm")
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=70)
    return _kept(made.getvalue())


def _kept(content: bytes) -> Checked:
    """The inspector's own judgement. In this process: the room apart is for what strangers send, and this was drawn
    just above."""
    seen = inspector.inspect(content, inspector.Limits(_SIZE[1], 1, LEAST_PHOTOGRAPH))
    return Checked(hashlib.sha256(seen.kept).hexdigest(), seen.media_type, seen.pages, seen.kept)
