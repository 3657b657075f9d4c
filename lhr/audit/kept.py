"""What a process may keep of the tables that hardly ever change: places and the standards of the field.

Each of their packages has an edition, renewed in the transaction of every change to it. A request asks which edition is
in force (once; one that writes asks again inside each change) and may use what this process composed of that very
edition; a package that the request itself changes is not kept any more. Rights, people and records have no edition:
each request reads them anew, and only one that writes nothing asks the same once.

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


class _Editions:
    """Those in force, once asked for, and the packages that the request itself has changed."""

    def __init__(self) -> None:
        self.in_force: Mapping[str, uuid.UUID] | None = None
        self.changed: set[str] = set()


class _Request:
    """What one request, or a part of it that only reads, has asked so far."""

    def __init__(self, *, reads: bool, within: _Request | None) -> None:
        self.reads = reads
        self.editions: _Editions = within.editions if within is not None else _Editions()
        self.seen: dict[Hashable, Any] = {}


_request: ContextVar[_Request | None] = ContextVar("lhr_kept_request", default=None)


@contextmanager
def while_asked(*, reads: bool) -> Iterator[None]:
    """The block answers one request, or a part of one; with `reads` it writes nothing of the register."""
    outer = _request.get()
    if reads and outer is not None and outer.reads:
        yield  # what is asked here was perhaps asked before
        return
    before = _request.set(_Request(reads=reads, within=outer))
    try:
        yield
    finally:
        _request.reset(before)


def change_opens(package: str) -> None:
    """A change opens its transaction: ask for the editions anew, and give the package that it changes a new one, which
    is a part of that transaction."""
    request = _request.get()
    if request is not None:
        request.editions.in_force = None
        request.editions.changed.add(package)
    if package in PACKAGES:
        Edition.objects.bulk_create(
            [Edition(package=package, mark=uuid.uuid4())],
            update_conflicts=True,
            unique_fields=["package"],
            update_fields=["mark"],
        )


def edition(package: str) -> uuid.UUID | None:
    """Return the edition in force; None where nothing may be kept."""
    request = _request.get()
    if request is None or package in request.editions.changed:
        return None
    if request.editions.in_force is None:
        request.editions.in_force = dict(Edition.objects.values_list("package", "mark"))
    return request.editions.in_force.get(package)


class Kept(Generic[K, V]):
    """Answers about one package's tables, by question, for as long as their edition stands."""

    def __init__(self, package: str) -> None:
        self._package = package
        self._held: tuple[uuid.UUID | None, dict[K, V]] = (None, {})

    def get(self, question: K, ask: Callable[[], V]) -> V:
        held = self.of_edition()
        if held is None:
            return ask()
        if question not in held:
            held[question] = ask()
        return held[question]

    def many(self, questions: Iterable[K], ask: Callable[[list[K]], Mapping[K, V]]) -> dict[K, V]:
        """Return the answers that there are; only those not kept yet are asked for, all at once."""
        wanted = list(dict.fromkeys(questions))
        held = self.of_edition()
        if held is None:
            return dict(ask(wanted))
        if lacking := [one for one in wanted if one not in held]:
            held |= ask(lacking)
        return {one: held[one] for one in wanted if one in held}

    def of_edition(self) -> dict[K, V] | None:
        """Return the answers kept of the edition in force, to look up and to add to; None where nothing may be kept."""
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
    """Return the answers that there are; a request that writes nothing asks each of the database once."""
    wanted = list(dict.fromkeys(questions))
    request = _request.get()
    if request is None or not request.reads:
        return dict(ask(wanted))
    if lacking := [one for one in wanted if (what, one) not in request.seen]:
        found = ask(lacking)
        request.seen |= {(what, one): found.get(one) for one in lacking}
    return {one: known for one in wanted if (known := request.seen[what, one]) is not None}
