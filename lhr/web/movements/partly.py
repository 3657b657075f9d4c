"""What the rules say of a movement of which some fields must be mended first: only what stays true afterwards."""

from __future__ import annotations

from collections.abc import Container, Iterable

from lhr.kernel.rules import Finding
from lhr.web.movements.kinds import NEW_PERSON, PAY_FIELDS

_OF_THE_ORDER = ("citation_number", "citation_year", "citation_signed_on", "citation_text")
_OF_PAY = (*PAY_FIELDS, "level", "post", "kind")
# On which fields beside its own what a rule says rests.
_RESTS_ON = {
    "OR-02": _OF_THE_ORDER,
    "OR-03": _OF_THE_ORDER,
    "OR-04": ("cancels", "amends", "cancel_effect"),
    "PE": ("national_id", *NEW_PERSON),
    "PO": ("kind", "post", "level"),
    "SR-03": ("person", "national_id", "cancels", "amends"),
    "SR-05": ("other", "other_id"),
    "SR-06": ("last_day",),
    "SR-07": NEW_PERSON,
    "SR-09": ("last_day", *NEW_PERSON),
    **{f"SR-{number}": _OF_PAY for number in range(10, 16)},
}
# What is wrong whatever the effective day is.
_ON_ANY_DAY = ("CD-05", "CD-06", "OR-02.1", "OR-03", "PE", "SR-03.2", "SR-03.3", "SR-10.3", "SR-10.4", "SR-11.3")


def still_true(findings: Iterable[Finding], wrong: frozenset[str], fields: Container[str]) -> list[Finding]:
    """Leave out what stands on or rests on a field of `wrong`; and PE-01 where `fields` have no number."""
    asked = [one for one in findings if one.code != "PE-01" or "national_id" in fields]
    known = [one for one in asked if "starts" not in wrong or one.code.startswith(_ON_ANY_DAY)]
    return [one for one in known if not wrong & _fields_of(one)]


def _fields_of(one: Finding) -> frozenset[str]:
    rests = next((named for code, named in _RESTS_ON.items() if one.code.startswith(code)), ())
    return frozenset((one.field, *rests))
