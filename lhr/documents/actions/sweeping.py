"""Taking away the files that no row names."""

from __future__ import annotations

from functools import partial

from lhr.access.actor import Actor
from lhr.access.marks import technical_act
from lhr.documents import arriving, pending
from lhr.documents.store import store
from lhr.documents.storing import UNNAMED_AT_LEAST, named, unnamed
from lhr.kernel import clock


@technical_act("takes away bytes that no row names; no row of the register is touched")
def sweep_files(*, by: Actor) -> int:
    """Remove files that no row has named for a day, and waiting files past their days; return how many files went."""
    del by
    pending.forget_old()
    arriving.forget_old()
    kept, before = store(), clock.now() - UNNAMED_AT_LEAST
    return sum(
        kept.take_away(name, before=before, named=partial(_is_named, name))
        for name in unnamed(kept, before)
    )


def _is_named(name: str) -> bool:
    return bool(named([name]))
