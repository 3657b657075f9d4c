"""What a process may keep of the tables that hardly ever change: places and the standards of the field.

Each of their packages has an edition, renewed in the transaction of every change to it, so a request that only reads
asks once which edition is in force and may use what this process composed of that very edition. Rights, people and
records have none: they are read anew each time.

An edition is a random mark and not a number: one that was rolled back never comes again with other contents.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Generic, TypeVar

from lhr.audit.models import Edition

PACKAGES = frozenset({"organisations", "standards"})
_AT_MOST = 50_000

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class _Request:
    """What one reading request has asked so far."""

    def __init__(self) -> None:
        self.editions: Mapping[str, uuid.UUID] | None = None
        self.seen: dict[Hashable, Any] = {}


_reading: ContextVar[_Request | None] = ContextVar("lhr_reading", default=None)


@contextmanager
def while_reading() -> Iterator[None]:
    """Let the block, which writes neither places nor standards nor people, ask the same once only."""
    before = _reading.set(_Request())
    try:
        yield
    finally:
        _reading.reset(before)


def renew(package: str) -> None:
    """Give the package a new edition; called in the transaction that changes it, of which it is a part."""
    if package in PACKAGES:
        Edition.objects.bulk_create(
            [Edition(package=package, mark=uuid.uuid4())],
            update_conflicts=True,
            unique_fields=["package"],
            update_fields=["mark"],
        )


def edition(package: str) -> uuid.UUID | None:
    """Return the edition in force for a request that only reads; None where nothing may be kept."""
    request = _reading.get()
    if request is None:
        return None
    if request.editions is None:
        request.editions = dict(Edition.objects.values_list("package", "mark"))
    return request.editions.get(package)


class Kept(Generic[K, V]):
    """Answers about one package's tables, by question, for as long as their edition stands."""

    def __init__(self, package: str) -> None:
        self._package = package
        self._held: tuple[uuid.UUID | None, dict[K, V]] = (None, {})

    def get(self, question: K, ask: Callable[[], V]) -> V:
        held = self._of_edition()
        if held is None:
            return ask()
        if question not in held:
            held[question] = ask()
        return held[question]

    def many(self, questions: Iterable[K], ask: Callable[[list[K]], Mapping[K, V]]) -> dict[K, V]:
        """Return the answers that there are; only those not kept yet are asked for, all at once."""
        wanted = list(dict.fromkeys(questions))
        held = self._of_edition()
        if held is None:
            return dict(ask(wanted))
        if lacking := [one for one in wanted if one not in held]:
            held |= ask(lacking)
        return {one: held[one] for one in wanted if one in held}

    def _of_edition(self) -> dict[K, V] | None:
        now = edition(self._package)
        if now is None:
            return None
        # Taken and put back as one value: another thread may hold the edition before.
        mark, held = self._held
        if mark != now or len(held) > _AT_MOST:
            held = {}
            self._held = (now, held)
        return held


def seen(what: str, questions: Iterable[K], ask: Callable[[list[K]], Mapping[K, V]]) -> dict[K, V]:
    """Return the answers that there are; within one reading request each is asked of the database once."""
    wanted = list(dict.fromkeys(questions))
    request = _reading.get()
    if request is None:
        return dict(ask(wanted))
    if lacking := [one for one in wanted if (what, one) not in request.seen]:
        found = ask(lacking)
        request.seen |= {(what, one): found.get(one) for one in lacking}
    return {one: known for one in wanted if (known := request.seen[what, one]) is not None}
