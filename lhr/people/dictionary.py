"""Every first and family name of the register in memory, to find those that sound nearly like a word.

Read at the first search that needs it. Each later one asks for what came since, which costs next to nothing, and now
and then for all again: a name written by a long transaction is seen after ones that have higher numbers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from rapidfuzz import process
from rapidfuzz.distance import OSA

from lhr.kernel import clock
from lhr.people.models import NameToken
from lhr.people.rules_of_search import Sound

_LOOKED_AT, _TAKEN = 150, 40
_LEAST_ALIKE = 0.5
_READ_ANEW = timedelta(minutes=10)

Row = tuple[int, str, str, str]


@dataclass
class _Names:
    """Names of one kind and their sounds, in the same order."""

    texts: list[str] = field(default_factory=list)
    skeletons: list[str] = field(default_factory=list)


class _Dictionary:
    def __init__(self) -> None:
        self.read_at: datetime | None = None
        self.last: Row = (0, "", "", "")
        self.names: dict[str, _Names] = {}
        self.lock = Lock()

    def of(self, kind: str) -> _Names:
        """Return the names of a kind as the register has them now."""
        with self.lock:
            if not self._goes_on():
                self.names, self.last, self.read_at = {}, (0, "", "", ""), clock.now()
                self._take(_rows(0))
            return self.names.setdefault(kind, _Names())

    def _goes_on(self) -> bool:
        """Take in what came since; False where all must be read again, as in another database than before."""
        if self.read_at is None or clock.now() - self.read_at > _READ_ANEW or clock.now() < self.read_at:
            return False
        since = list(_rows(self.last[0]))
        if since[:1] != [self.last]:
            return False
        self._take(since[1:])
        return True

    def _take(self, rows: Iterable[Row]) -> None:
        for row in rows:
            names = self.names.setdefault(row[1], _Names())
            names.texts.append(row[2])
            names.skeletons.append(row[3])
            self.last = row


_dictionary = _Dictionary()


def nearest(kind: str, word: Sound) -> dict[str, float]:
    """Return the names that come nearest to the word, with how near."""
    names = _dictionary.of(kind)
    alike = process.extract(
        word.skeleton, names.skeletons, limit=_LOOKED_AT, scorer=OSA.normalized_similarity, score_cutoff=_LEAST_ALIKE
    )
    scored = {names.texts[at]: word.nearness(names.texts[at], sound) for sound, _, at in alike}
    best = sorted(scored, key=lambda name: (-scored[name], name))[:_TAKEN]
    return {name: scored[name] for name in best}


def _rows(since: int) -> Iterable[Row]:
    found = NameToken.objects.filter(pk__gte=since).order_by("pk")
    return found.values_list("pk", "kind", "text", "skeleton").iterator(chunk_size=5_000)
