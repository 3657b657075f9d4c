"""One thing said in Thai, with English beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["th", "en"]


class _Kept(dict[str, object]):
    """Leaves a placeholder that nobody filled readable instead of failing in front of an officer."""

    def __missing__(self, key: str) -> str:
        return "…"


@dataclass(frozen=True, slots=True)
class Words:
    """Thai text with English beside; both may hold `{placeholders}`."""

    th: str
    en: str

    def text(self, lang: str = "th", **values: object) -> str:
        """Return the text in `lang` ("th" or "en") with `values` filled in; a Words value is said in `lang` too."""
        said = _Kept({name: v.text(lang) if isinstance(v, Words) else v for name, v in values.items()})
        return (self.en if lang == "en" else self.th).format_map(said)

    def literal(self) -> Words:
        """Return the text as it stands: braces in it, which somebody typed, are no placeholders."""
        return Words(_literal(self.th), _literal(self.en))

    def followed_by(self, typed: str) -> Words:
        """Return the text with what somebody typed behind a colon."""
        return Words(f"{self.th}: {_literal(typed)}", f"{self.en}: {_literal(typed)}")

    def __str__(self) -> str:
        return self.th


def filled(said: Words, **values: object) -> Words:
    """Return the text in both languages with its placeholders filled in for good."""
    return Words(_literal(said.text("th", **values)), _literal(said.text("en", **values)))


def _literal(typed: str) -> str:
    return typed.replace("{", "{{").replace("}", "}}")
