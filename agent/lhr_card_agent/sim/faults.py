"""Fault switches of the virtual card and its reader, by name: `garbage_at=3`, `no_reader`, `none`."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any


class UnknownFault(ValueError):
    """No fault switch has this name, or its value is no number."""


@dataclass(frozen=True, slots=True)
class Faults:
    """0 and False switch off. `..._at=n` strikes at the n-th command of every read, or of the first `times` only."""

    remove_at: int = 0
    stall_at: int = 0
    stall_s: float = 10.0
    garbage_at: int = 0
    short_at: int = 0
    random_at: int = 0
    empty_at: int = 0
    times: int = 0
    ms_per_byte: float = 0.0
    no_service: bool = False
    no_reader: bool = False
    many_cards: bool = False
    busy: bool = False
    not_thai: bool = False
    consent_refused: bool = False

    @property
    def strikes(self) -> set[int]:
        """The commands at which something happens."""
        return {self.remove_at, self.stall_at, self.garbage_at, self.short_at, self.random_at, self.empty_at}


NAMES = tuple(field.name for field in fields(Faults))


def faults_from(text: str) -> Faults:
    """Read `none`, a name, or `name=value`; several by commas. UnknownFault for anything else."""
    found = Faults()
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        if part != "none":
            found = replace(found, **_switch(part))
    return found


def _switch(part: str) -> dict[str, Any]:
    name, _, value = part.partition("=")
    if name not in NAMES:
        raise UnknownFault(part)
    kind = type(getattr(Faults(), name))
    if kind is bool:
        return {name: True}
    try:
        return {name: kind(value or 1)}
    except ValueError:
        raise UnknownFault(part) from None
