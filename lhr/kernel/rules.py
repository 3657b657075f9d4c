"""What a rule is, and what is found when a rule is applied. A broken rule is a value, not an exception,
until an action decides to stop."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as column
from enum import StrEnum

from lhr.kernel.words import Words


class Weight(StrEnum):
    BLOCK = "block"  # not saved; no reason passes it
    WARN = "warn"  # saved only with a reason, which the verifier sees
    DERIVED = "derived"  # the system computes; nobody types it


@dataclass(frozen=True)
class Variant:
    """One of several messages under the same rule code: RR-02.1, RR-02.2.

    It weighs what its rule weighs unless it says otherwise: KE-03 warns, KE-03.1 blocks.
    """

    number: int
    says: Words
    remedy: Words
    weight: Weight | None = None


@dataclass(frozen=True)
class Rule:
    """A rule of the field: its code, what it says when broken, what to do next and where it comes from.

    `on` names the field the message stands on, `home` the package whose rules.py holds it.
    """

    code: str
    weight: Weight
    on: str
    home: str
    says: Words
    remedy: Words
    source: Words
    gist: str
    variants: tuple[Variant, ...] = ()

    def finding(
        self, *, variant: int | None = None, field: str | None = None, step: str = "", **values: object
    ) -> Finding:
        """Return the finding that this rule makes here; `step` names the screen that does the next step.

        Raises LookupError when the rule has no such variant. `values` never hold an ID number.
        """
        chosen = None if variant is None else self._variant(variant)
        return Finding(rule=self, variant=chosen, field=field or self.on, values=values, step=step)

    def _variant(self, number: int) -> Variant:
        for variant in self.variants:
            if variant.number == number:
                return variant
        raise LookupError(f"{self.code} has no variant {number}")


@dataclass(frozen=True)
class Finding:
    """One rule met on one field."""

    rule: Rule
    variant: Variant | None
    field: str
    values: Mapping[str, object] = column(default_factory=dict)
    step: str = ""

    @property
    def code(self) -> str:
        return f"{self.rule.code}.{self.variant.number}" if self.variant else self.rule.code

    @property
    def weight(self) -> Weight:
        return (self.variant and self.variant.weight) or self.rule.weight

    def says(self, lang: str = "th") -> str:
        return (self.variant or self.rule).says.text(lang, **self.values)

    def remedy(self, lang: str = "th") -> str:
        return (self.variant or self.rule).remedy.text(lang, **self.values)

    def source(self, lang: str = "th") -> str:
        return self.rule.source.text(lang)


class RuleBroken(Exception):
    """Raised by an action when a blocking rule is broken; carries every finding, for the form to show at once."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(", ".join(f.code for f in self.findings))


def stop_if(findings: Iterable[Finding]) -> None:
    """Raise RuleBroken when any of the findings blocks."""
    found = tuple(findings)
    if any(f.weight is Weight.BLOCK for f in found):
        raise RuleBroken(found)
