"""How much the demonstration enters, and of whom it tells a career. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lhr.cli.demonstration.tree import Planned
from lhr.organisations.rules import Kind

SEED = 2561
DISTRICT = "4805"
_SETTLED = (3, 4, 5, 6, 7)  # of each ten LGOs: those that named their pair and in which nothing happened after


@dataclass(frozen=True, slots=True)
class Size:
    """In `whole` LGOs everybody has a career and there are `more` people than elsewhere; in the others `few` have one.
    Everything follows from `seed`, and what is told of a career from the day of loading."""

    whole: int = 0
    few: int = 0
    more: int = 0
    seed: int = SEED


BARE, SHOWN = Size(), Size(whole=2, few=2, more=20)


def first_lgos(planned: Sequence[Planned], count: int) -> list[Planned]:
    """Return so many LGOs, the one that visitors are invited to first."""
    invited = invited_at(planned)
    return sorted(planned, key=lambda one: one is not planned[invited])[:count]


def invited_at(planned: Sequence[Planned]) -> int:
    """Where the LGO stands that visitors are invited to. Raises StopIteration without an อบต. of the district."""
    return next(
        at for at, one in enumerate(planned) if one.kind is Kind.TAO and one.place == DISTRICT
    )


def in_order(planned: Sequence[Planned]) -> list[int]:
    """Where the LGOs stand: the visitors' first, then those with a pair, then the others. The first few are those in
    which everybody has a career."""
    invited = invited_at(planned)
    return sorted(range(len(planned)), key=lambda at: (at != invited, at % 10 not in _SETTLED, at))
