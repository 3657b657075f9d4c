"""Who is meant by a name that was typed, among the people whom the caller may see.

Three steps, each asked only where the one before found nobody: names that are or begin or sound as typed; names of
which one half is as typed; names that come near in both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from rapidfuzz import process
from rapidfuzz.distance import OSA

from lhr.kernel.thai_text import sort_key
from lhr.people import dictionary
from lhr.people.models import NameToken, PersonName
from lhr.people.rules_of_search import FOUND, NEAR, Asked, Sound
from lhr.people.sounds import skeleton

_FIRST, _LAST = NameToken.Kind.FIRST.value, NameToken.Kind.LAST.value
_NAMES_THAT_BEGIN_SO = 200
_ROWS_LOOKED_AT = 3_000
_SCORED, _LEAST_ALIKE = 150, 0.25
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


def named(asked: Sequence[Asked], among: Q, *, few: bool) -> list[Met]:
    """Return who is meant, the nearest first, one row a person. `among` is what a row of PersonName must fulfil; where
    `few` do, as the people of one LGO, the last step looks at each of them and needs no dictionary."""
    met: dict[UUID, Met] = {}
    for step in (_same, _half_the_same, _each if few else _near):
        for one in step(asked, among):
            if one.nearness >= NEAR and (one.person_id not in met or met[one.person_id].nearness < one.nearness):
                met[one.person_id] = one
        if any(one.found for one in met.values()):
            break
    return sorted(met.values(), key=lambda one: (-round(one.nearness, 3), one.sort_key, str(one.person_id)))


def _same(asked: Sequence[Asked], among: Q) -> list[Met]:
    """Both halves are, begin or sound as typed."""
    words = _words(asked)
    firsts = _sounding(_FIRST, [words[one.first] for one in asked if one.first])
    lasts = _sounding(_LAST, [words[one.last] for one in asked if one.last])
    for one in asked:
        if one.last:
            lasts[one.last] |= _beginning(_LAST, one.last)
    wanted, begins = Q(), Q()
    for one in asked:
        wanted |= _both(firsts.get(one.first), lasts.get(one.last))
        if one.first:
            letters = sort_key(f"{one.first} {one.last}").partition("\x01")[0]
            begins |= Q(sort_key__gte=letters, sort_key__lt=letters + _AFTER_ALL)
    return _scored(asked, words, [*_rows(wanted, among), *_rows(begins, among)])


def _half_the_same(asked: Sequence[Asked], among: Q) -> list[Met]:
    """Either half sounds as typed; how near the other comes is worked out here."""
    pairs = [one for one in asked if one.first and one.last]
    words = _words(pairs)
    firsts = _sounding(_FIRST, [words[one.first] for one in pairs])
    lasts = _sounding(_LAST, [words[one.last] for one in pairs])
    wanted = Q()
    for one in pairs:
        wanted |= Q(first__in=firsts[one.first]) | Q(last__in=lasts[one.last])
    return _scored(pairs, words, _rows(wanted, among))


def _near(asked: Sequence[Asked], among: Q) -> list[Met]:
    """Both halves come near to what was typed."""
    asked = [one for one in asked if one.untitled]
    words = _words(asked)
    firsts = {one.first: dictionary.nearest(_FIRST, words[one.first]) for one in asked if one.first}
    lasts = {one.last: dictionary.nearest(_LAST, words[one.last]) for one in asked if one.last}
    wanted = Q()
    for one in asked:
        wanted |= _both(firsts.get(one.first), lasts.get(one.last))
    return _scored(asked, words, _rows(wanted, among))


def _each(asked: Sequence[Asked], among: Q) -> list[Met]:
    """As `_near`, of everybody there is."""
    return _scored(asked, _words(asked), _rows(Q(pk__isnull=False), among))


def _words(asked: Iterable[Asked]) -> dict[str, Sound]:
    return {word: Sound.of(word) for one in asked for word in (one.first, one.last) if word}


def _both(firsts: Iterable[str] | None, lasts: Iterable[str] | None) -> Q:
    """The condition of a name of these; None where nothing was said of that half."""
    found = Q()
    if firsts is not None:
        found &= Q(first__in=list(firsts))
    if lasts is not None:
        found &= Q(last__in=list(lasts))
    return found


def _sounding(kind: str, words: Sequence[Sound]) -> dict[str, set[str]]:
    """Return the names that sound as each of the words."""
    sounds: dict[str, set[str]] = {}
    rows = NameToken.objects.filter(kind=kind, skeleton__in={word.skeleton for word in words})
    for text, sound in rows.values_list("text", "skeleton") if words else ():
        sounds.setdefault(sound, set()).add(text)
    return {word.text: {word.text} | sounds.get(word.skeleton, set()) for word in words}


def _beginning(kind: str, word: str) -> set[str]:
    rows = NameToken.objects.filter(kind=kind, text__gte=word, text__lt=word + _AFTER_ALL)
    return set(rows.values_list("text", flat=True)[:_NAMES_THAT_BEGIN_SO])


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
            near = [half.get(str(row[at]), 0.0) for half, at in zip(halves, columns, strict=True)]
            met.append(Met(*row, sum(near) / len(near)))
    return met


def _nearness(word: Sound, names: Sequence[str]) -> dict[str, float]:
    """Return how near the names come that look most alike; the sound of thousands would take too long to work out."""
    alike = process.extract(
        word.text, names, limit=_SCORED, scorer=OSA.normalized_similarity, score_cutoff=_LEAST_ALIKE
    )
    looked_at = {name for name, _, _ in alike} | {name for name in names if name.startswith(word.text)}
    return {name: word.nearness(name, skeleton(name)) for name in looked_at}
