"""News that travels upward: a lower package names a fact, upper packages subscribe. Synchronous, in the same
transaction: when a subscriber fails, the act that caused the news fails with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar


class Event:
    """Base of every named fact; subclasses are frozen dataclasses in the events.py of a package."""


E = TypeVar("E", bound=Event)
_subscribers: dict[type[Event], list[Callable[[Any], None]]] = defaultdict(list)


def subscribe(kind: type[E], handler: Callable[[E], None]) -> None:
    """Call `handler` with every published event of exactly this kind; the same handler is kept once."""
    if handler not in _subscribers[kind]:
        _subscribers[kind].append(handler)


def publish(event: Event) -> None:
    """Tell every subscriber now, in order of subscription, inside the caller's transaction."""
    for handler in tuple(_subscribers[type(event)]):
        handler(event)
