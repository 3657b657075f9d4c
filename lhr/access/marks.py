"""Marks for the few acts that do not sound all four beats; each says why."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Act = TypeVar("Act", bound=Callable[..., object])


def anonymous_act(why: str) -> Callable[[Act], Act]:
    """The act needs no right, since nobody is known yet (a sign-in) or the proof is in the message itself; `why`
    says what protects it instead. The house tests demand this mark or a `policy.require`."""

    def mark(act: Act) -> Act:
        act.lhr_anonymous = why  # type: ignore[attr-defined]
        return act

    return mark


def technical_act(why: str) -> Callable[[Act], Act]:
    """The act writes only technical rows (GUARD FREE: counters, challenges, sessions, links), of which the book of
    changes keeps nothing; `why` says so for this act. It asks for no permission unless it does so itself."""

    def mark(act: Act) -> Act:
        act.lhr_technical = why  # type: ignore[attr-defined]
        return act

    return mark
