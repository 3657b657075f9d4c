"""Keeps the list of first and family names that a search by name goes over."""

from __future__ import annotations

from collections.abc import Iterable

from lhr.kernel.thai_text import normalise
from lhr.people.models import NameToken, PersonName
from lhr.people.sounds import skeleton

_AT_ONCE = 2_000
_COLUMNS = {NameToken.Kind.FIRST: "first", NameToken.Kind.LAST: "last"}


def keep(first: str, last: str) -> None:
    """Take in a name that is written down; one that is there already stays as it is."""
    _add(NameToken.Kind.FIRST, [normalise(first)])
    _add(NameToken.Kind.LAST, [normalise(last)])


def fill() -> int:
    """Take in every name that is written down and lacks here (after rows that came past the acts); return how many."""
    before = NameToken.objects.count()
    for kind, column in _COLUMNS.items():
        written = PersonName.objects.values_list(column, flat=True).distinct().order_by()
        known = NameToken.objects.filter(kind=kind).values("text")
        _add(kind, list(written.exclude(**{f"{column}__in": known})))
    return NameToken.objects.count() - before


def _add(kind: NameToken.Kind, names: Iterable[str]) -> None:
    made = [NameToken(kind=kind, text=name, skeleton=skeleton(name)) for name in names]
    NameToken.objects.bulk_create(made, ignore_conflicts=True, batch_size=_AT_ONCE)
