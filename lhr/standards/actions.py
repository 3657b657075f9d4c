"""Loading the reference tables."""

from __future__ import annotations

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.audit.book import change
from lhr.history import reference
from lhr.standards.files import TABLES, wanted
from lhr.standards.models import MovementType


def load(*, by: Actor) -> int:
    """Bring every reference table into line with the files shipped and return how many rows were written.

    A second run finds nothing to do and opens no change.
    """
    policy.require(by, Permission.REFERENCE_LOAD, "/")
    found = [
        difference
        for model, file_name, key in TABLES
        if (difference := reference.differences(model, wanted(model, file_name), key))
    ]
    if not found:
        return 0
    with change(by, "standards:reference:loaded", MovementType(code="*")):
        for difference in found:
            difference.write()
    return sum(len(d.missing) + len(d.differing) for d in found)
