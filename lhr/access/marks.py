"""A mark for the few acts that ask for no permission."""

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
