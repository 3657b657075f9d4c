"""Who is meant by a name that was typed, among the people whom the caller may see.

Step by step, each only where the one before found nobody: names that are or sound as typed; names that begin so; names
of which one half is as typed; names that come near in both.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from rapidfuzz import process
from rapidfuzz.distance import OSA

from lhr.kernel.thai_text import sort_key
from lhr.people import dictionary
from lhr.people.models import NameToken, PersonName
from lhr.people.rules_of_search import FOUND, NEAR, Asked, Sound
from lhr.people.sounds import skeleton

_FIRST, _LAST = NameToken.Kind.FIRST.value, NameToken.Kind.LAST.value
_COLUMNS = {_FIRST: "first", _LAST: "last"}
_NAMES_THAT_BEGIN_SO = 200
_ROWS_LOOKED_AT = 3_000
_SCORED, _LEAST_ALIKE = 150, 0.25
_NAMES_TAKEN = 60
_NOBODY = UUID(int=0)
_AFTER_ALL = "\U0010ffff"


Row = tuple[UUID, str, str, str]


@dataclass(frozen=True, slots=True)
class Met:
    """Somebody who bears or bore a name near to what was typed."""

    person_id: UUID
    first: str
    last: str
    sort_key: str
    nearness: float

    @property
    def found(self) -> bool:
        return self.nearness >= FOUND


def named(asked: Sequence[Asked], among: Q, few: QuerySet[Any, Any] | None = None) -> list[Met]:
    """Return who is meant, the nearest first, one row a person. `among` is what a row of PersonName must fulfil. Where
    few do, as the people of one LGO, all of them (`few`, a query of their ids) are looked at after the first step."""
    met: dict[UUID, Met] = {}
    for step in (_same, _begun, _half_the_same, _near) if few is None else (_same, partial(_each, few)):
        for one in step(asked, among):
            if one.person_id not in met or met[one.person_id].nearness < one.nearness:
                met[one.person_id] = one
        if any(one.found for one in met.values()):
            break
    return sorted(met.values(), key=lambda one: (-round(one.nearness, 3), one.sort_key, str(one.person_id)))


def _same(asked: Sequence[Asked], among: Q) -> list[Met]:
    """Both halves sound as typed."""
    words = _words(asked)
    sounding = _sounding(words.values())
    wanted = Q()
    for one in asked:
        wanted |= _both(one, {kind: sounding(kind, text) for kind, text in _halves(one)})
    return _scored(asked, words, _rows(wanted, among))


def _begun(asked: Sequence[Asked], among: Q) -> list[Met]:
    """What was typed is the beginning of the name."""
    return _scored(asked, _words(asked), _rows(_beginning(asked), among))


def _half_the_same(asked: Sequence[Asked], among: Q) -> list[Met]:
    """Either half sounds as typed; how near the other comes is worked out here."""
    pairs = [one for one in asked if one.first and one.last]
    words = _words(pairs)
    sounding = _sounding(words.values())
    wanted = Q()
    for one in pairs:
        wanted |= Q(first__in=sounding(_FIRST, one.first)) | Q(last__in=sounding(_LAST, one.last))
    return _scored(pairs, words, _rows(wanted, among))


def _near(asked: Sequence[Asked], among: Q) -> list[Met]:
    """Both halves come near to what was typed."""
    asked = [one for one in asked if one.untitled]
    words = _words(asked)
    near = {half: dictionary.nearest(half[0], words[half[1]]) for one in asked for half in _halves(one)}
    wanted = Q()
    for one in asked:
        wanted |= _both(one, {half[0]: near[half] for half in _halves(one)})
    return _scored(asked, words, _rows(wanted, among))


def _each(everybody: QuerySet[Any, Any], asked: Sequence[Asked], among: Q) -> list[Met]:
    """The steps after the first at once, of a few people: their names alone, then who bears the nearest of them."""
    words = _words(asked)
    named_so = PersonName.objects.known().filter(person__in=everybody).values_list("first", "last")
    near = _scored(asked, words, [(_NOBODY, first, last, "") for first, last in named_so])
    best = sorted(near, key=lambda one: -one.nearness)[:_NAMES_TAKEN]
    wanted = Q()
    for first, last in {(one.first, one.last) for one in best}:
        wanted |= Q(first=first, last=last)
    return _scored(asked, words, _rows(wanted, among))


def _words(asked: Iterable[Asked]) -> dict[str, Sound]:
    return {text: Sound.of(text) for one in asked for _, text in _halves(one)}


def _halves(one: Asked) -> list[tuple[str, str]]:
    return [(kind, text) for kind, text in ((_FIRST, one.first), (_LAST, one.last)) if text]


def _both(one: Asked, names: Mapping[str, Collection[str]]) -> Q:
    """The condition that what was said of a name is one of these."""
    found = Q()
    for kind, _ in _halves(one):
        found &= Q(**{f"{_COLUMNS[kind]}__in": list(names[kind])})
    return found


def _sounding(words: Collection[Sound]) -> Callable[[str, str], set[str]]:
    """Look up the names that sound as one of the words; return who tells them of a kind and a word."""
    sounds: dict[tuple[str, str], set[str]] = {}
    skeletons = {word.text: word.skeleton for word in words}
    rows = NameToken.objects.filter(kind__in=(_FIRST, _LAST), skeleton__in=set(skeletons.values()))
    for kind, text, sound in rows.values_list("kind", "text", "skeleton") if words else ():
        sounds.setdefault((kind, sound), set()).add(text)
    return lambda kind, text: {text} | sounds.get((kind, skeletons[text]), set())


def _beginning(asked: Iterable[Asked]) -> Q:
    """The condition of a whole name that begins as typed, or, where a family name is asked for, of its beginning so."""
    found = Q()
    for one in asked:
        if one.first:
            letters = sort_key(f"{one.first} {one.last}").partition("\x01")[0]
            found |= Q(sort_key__gte=letters, sort_key__lt=letters + _AFTER_ALL)
        else:
            begun = NameToken.objects.filter(kind=_LAST, text__gte=one.last, text__lt=one.last + _AFTER_ALL)
            found |= Q(last__in=list(begun.values_list("text", flat=True)[:_NAMES_THAT_BEGIN_SO]))
    return found


def _rows(wanted: Q, among: Q) -> list[Row]:
    if not wanted:
        return []
    found = PersonName.objects.known().filter(wanted, among)
    return list(found.values_list("person_id", "first", "last", "sort_key")[:_ROWS_LOOKED_AT])


def _scored(asked: Iterable[Asked], words: dict[str, Sound], rows: Sequence[Row]) -> list[Met]:
    firsts, lasts = sorted({row[1] for row in rows}), sorted({row[2] for row in rows})
    met = []
    for one in asked:
        halves = [
            _nearness(words[word], names)
            for word, names in ((one.first, firsts), (one.last, lasts))
            if word
        ]
        columns = [at for at, word in ((1, one.first), (2, one.last)) if word]
        for row in rows:
            near = sum(half.get(str(row[at]), 0.0) for half, at in zip(halves, columns, strict=True)) / len(halves)
            if near >= NEAR:
                met.append(Met(*row, near))
    return met


def _nearness(word: Sound, names: Sequence[str]) -> dict[str, float]:
    """Return how near the names come that look most alike; the sound of thousands would take too long to work out."""
    alike = process.extract(
        word.text, names, limit=_SCORED, scorer=OSA.normalized_similarity, score_cutoff=_LEAST_ALIKE
    )
    looked_at = {name for name, _, _ in alike} | {name for name in names if name.startswith(word.text)}
    return {name: word.nearness(name, skeleton(name)) for name in looked_at}
