"""Careers of invented people in all sections of the card, the same for the same seed: what a register looks like that
has been kept for years. Pure; who loads them hands the lines to the product's own acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lhr.cli.demonstration.careers import of_family, of_honours, of_learning, of_person, of_service
from lhr.cli.demonstration.careers.life import Life, Subject, Told, live

_PARTS = (of_person, of_family, of_learning, of_service, of_honours)


@dataclass(frozen=True, slots=True)
class Career:
    """`prefix` and `last` are those borne on the first day of service, before a later marriage changed them;
    `started` is the first day that the register knows."""

    lines: tuple[Told, ...]
    prefix: str
    last: str
    started: date
    initials: str


def career(who: Subject, today: date, seed: int) -> Career:
    """Tell the career of one person up to `today`."""
    life = live(who, today, seed)
    lines = tuple(line for part in _PARTS for line in part.told(life))
    prefix, last = _called(life)
    return Career(lines, prefix, last, who.started, f"{_letter(who.first)}{_letter(who.last)}")


def _called(life: Life) -> tuple[str, str]:
    who = life.who
    later = bool(life.maiden) and life.marriages[0].on > who.started
    return ("นางสาว", life.maiden) if later else (who.prefix, who.last)


def _letter(name: str) -> str:
    """The first letter of a name that is no vowel written before it."""
    return name.lstrip("เแโใไ")[:1]


__all__ = ["Career", "Subject", "Told", "career"]
