"""The duties of the offices above."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lhr.audit.guard import NoOverlap
from lhr.history.models import FACT_PRIVACY, Fact
from lhr.kernel.privacy import Privacy
from lhr.organisations.models import Organisation
from lhr.people.models import Person


class Oversight(Fact):
    """A person works for an office above: the district, the province, the centre, or as auditor."""

    PRIVACY: ClassVar[dict[str, Privacy]] = {
        **FACT_PRIVACY,
        "office": Privacy.PUBLIC,
        "person": Privacy.PERSONAL,
        "role": Privacy.INTERNAL,
    }
    NO_OVERLAP: ClassVar[tuple[NoOverlap, ...]] = (
        NoOverlap("oversight_once_a_person", ("office_id", "person_id", "role")),
    )

    office = models.ForeignKey(Organisation, models.PROTECT, related_name="oversights")
    person = models.ForeignKey(Person, models.PROTECT, related_name="oversights")
    role = models.CharField(max_length=10)

    class Meta(Fact.Meta):
        indexes: ClassVar = [
            models.Index(fields=["person"], condition=Q(superseded=None), name="oversight_by_person")
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.starts}"
