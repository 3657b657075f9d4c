"""After a broken commit no connection that was open then is used again, in any thread (assurance.md 3.5.6)."""

from __future__ import annotations

import threading

from django.db import connections

_BREAKS = [0]
_lock = threading.Lock()
_mine = threading.local()


def all_are_broken() -> None:
    """Close the connections of this thread now; every other thread closes its own before its next request.

    A thread in the middle of a request keeps its connection until then: closing it from here would break work that is
    going well.
    """
    with _lock:
        _BREAKS[0] += 1
    reopen()


def reopen() -> None:
    """Close what this thread has open since before the last break; Django opens anew at the next query."""
    if getattr(_mine, "seen", 0) != _BREAKS[0]:
        _mine.seen = _BREAKS[0]
        connections.close_all()
