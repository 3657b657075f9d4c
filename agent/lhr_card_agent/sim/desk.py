"""A desk: one person's card, and that person's PC with its own key and pairing."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from lhr_card.fields import CardName, masked_cid

DEFAULT_ATR = "3b6800005448204e49442036"
_NAME_FORM = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


class BadDesk(ValueError):
    """A desk file that cannot be used; the text names the file and the field, never the ID number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """`thai_name` as on the chip: prefix#first#middle#last. Days are Buddhist YYYYMMDD."""

    name: str
    label: str
    cid: str
    thai_name: str
    birth: str = "25230615"
    issue: str = "25670102"
    expire: str = "25750614"
    request_no: str = ""
    chip: str = ""
    english_name: str = "###"
    sex: str = "1"
    atr: str = DEFAULT_ATR
    note: str = ""

    @property
    def person(self) -> str:
        return CardName(*self.thai_name.split("#")).shown

    @property
    def masked_cid(self) -> str:
        return masked_cid(self.cid)

    @property
    def chip_serial(self) -> bytes:
        """The chip's serial; made up from the desk's name when the file gives none."""
        return bytes.fromhex(self.chip) if self.chip else hashlib.sha256(self.name.encode()).digest()[:8]


def desk_from(value: Mapping[str, Any], source: str) -> Desk:
    known = {field.name for field in fields(Desk)}
    wrong = sorted(name for name in value if name not in known or not isinstance(value[name], str))
    if wrong:
        raise BadDesk(f"{source}: {', '.join(wrong)}")
    try:
        desk = Desk(**value)
        bytes.fromhex(desk.chip + desk.atr)
    except (TypeError, ValueError) as problem:
        raise BadDesk(f"{source}: {type(problem).__name__}") from None
    if not _NAME_FORM.fullmatch(desk.name):
        raise BadDesk(f"{source}: name")
    if desk.thai_name.count("#") != 3:
        raise BadDesk(f"{source}: thai_name")
    return desk


def load_desks(folder: Path) -> list[Desk]:
    """Return the desks of `*.json` in the folder, by file name; BadDesk for a file that is none."""
    desks: list[Desk] = []
    for path in sorted(folder.glob("*.json")):
        try:
            value = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            raise BadDesk(f"{path.name}: JSON") from None
        desks.append(desk_from(value if isinstance(value, dict) else {}, path.name))
    if not desks:
        raise BadDesk("no *.json")
    if len({desk.name for desk in desks}) != len(desks):
        raise BadDesk("two desks of one name")
    return desks


def write_desk(folder: Path, desk: Desk) -> Path:
    """Write the desk's file `<name>.json`; what a demonstration's loader calls."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{desk.name}.json"
    path.write_text(json.dumps(asdict(desk), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return path
