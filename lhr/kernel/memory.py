"""How a long piece of work is kept from being slowed down by Python's own housekeeping."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def swept_afterwards() -> Iterator[None]:
    """Let the search for dead cycles wait until this is done: over a thousand careers it walks all that was read again
    and again, and finds nothing. Where two pieces of work overlap, the first to end ends it for both."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
