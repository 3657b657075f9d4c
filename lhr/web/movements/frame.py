"""Where the movement form stands: on a screen of its own, or on the page of the person of whom alone it speaks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from lhr.service_record.rules import MovementClass
from lhr.standards.queries import MovementView
from lhr.web.movements.typed import Draft

# A draft that rests on one of these was begun from its link, and is gone on with on the screen of its own.
_ELSEWHERE = ("again", "corrects", "case")


@dataclass(frozen=True)
class Frame:
    """The page around the form: its address, what it shows beside, and where a line that was sent leads."""

    at: str
    template: str
    person: UUID | None = None
    around: Callable[[], dict[str, Any]] = dict
    after: str = ""  # "": the line's own page

    @property
    def begins(self) -> bool:
        """Whoever has a page here serves already: a beginning of service is keyed by number, on the other screen."""
        return self.person is None

    def bind(self, typed: dict[str, Any]) -> None:
        """Whatever was sent, the form speaks of the person of the page."""
        if self.person is not None:
            typed["person"] = str(self.person)

    def kind(self, chosen: MovementView | None) -> MovementView | None:
        starts = chosen is not None and chosen.movement_class is MovementClass.START
        return chosen if self.begins or not starts else None

    def holds(self, draft: Draft) -> bool:
        """True for a draft that can be gone on with here."""
        if self.person is None:
            return True
        return draft.person == self.person and not any(draft.typed.get(name) for name in _ELSEWHERE)


def screen_of_its_own() -> Frame:
    return Frame(reverse("movements:key"), "movements/key.html")
