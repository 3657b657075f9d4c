"""Who was named, in which capacity, for which days, and what became of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lhr.access.roles import ROLE_SAYS
from lhr.audit.guard import NoOverlap
from lhr.history.models import FACT_PRIVACY, Fact
from lhr.kernel.privacy import Privacy
from lhr.organisations.models import Organisation
from lhr.people.models import Person
from lhr.registry_rights.models.forms import RightsForm
from lhr.registry_rights.terms import CAPACITY_SAYS, HOLDERS, Capacity, Cover, Ended

_ROLES = [(role.value, ROLE_SAYS[role].th) for role in HOLDERS]
_CAPACITIES = [(capacity.value, CAPACITY_SAYS[capacity].th) for capacity in Capacity]


class Appointment(Fact):
    """A person holds a role at an LGO from `starts` up to, not including, `until`.

    What people decided stands in columns of its own (`granted_until`: the order's own end; `closed_on`: ended by
    hand; `moved_on`: the record says that the proof is lost); `until` is what rules.settle makes of them all.
    """

    PRIVACY: ClassVar[dict[str, Privacy]] = {
        **FACT_PRIVACY,
        **dict.fromkeys(
            (
                "person",
                "capacity",
                "order_number",
                "order_signed_on",
                "order_text",
                "phone",
                "email",
            ),
            Privacy.PERSONAL,
        ),
        **dict.fromkeys(
            ("granted_until", "closed_on", "moved_on", "suspended_by_movement", "ended_reason", "ended_text"),
            Privacy.PERSONAL,
        ),
        **dict.fromkeys(
            ("role", "cover", "needs_confirmation", "confirmed_by", "confirmed_at", "refused_reason"),
            Privacy.INTERNAL,
        ),
        **dict.fromkeys(("organisation", "form", "took_effect", "void", "unproven"), Privacy.INTERNAL),
    }
    NO_OVERLAP: ClassVar[tuple[NoOverlap, ...]] = (
        NoOverlap(
            "rights_one_holder_a_day",
            ("organisation_id", "role", "cover"),
            "{row}.took_effect IS NOT NULL AND NOT {row}.void",
        ),
    )

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=10, choices=_ROLES)
    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    capacity = models.CharField(max_length=12, choices=_CAPACITIES)
    cover = models.CharField(max_length=12, choices=[(c.value, c.value) for c in Cover])
    order_number = models.CharField(max_length=40, default="")
    order_signed_on = models.DateField(null=True)
    order_text = models.CharField(max_length=300, default="")
    phone = models.CharField(max_length=40, default="")
    email = models.CharField(max_length=120, default="")
    granted_until = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    moved_on = models.DateField(null=True)
    suspended_by_movement = models.CharField(max_length=30, default="")
    ended_reason = models.CharField(max_length=12, choices=[(e.value, e.value) for e in Ended], default="")
    ended_text = models.CharField(max_length=300, default="")
    needs_confirmation = models.BooleanField(default=False)
    confirmed_by = models.UUIDField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    refused_reason = models.CharField(max_length=300, default="")
    # The number of the change since which it counts: that of the saving, or of the province's confirmation.
    took_effect = models.BigIntegerField(null=True)
    # Never held a day: refused, or replaced, withdrawn or moved away before it began.
    void = models.BooleanField(default=False)
    unproven = models.BooleanField(default=False)
    form = models.ForeignKey(RightsForm, models.PROTECT, related_name="appointments")

    class Meta(Fact.Meta):
        constraints: ClassVar = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(needs_confirmation=False) | Q(took_effect=None) | Q(confirmed_at__isnull=False),
                name="rights_counts_once_confirmed",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organisation", "role"], condition=Q(superseded=None), name="rights_by_place"
            ),
            models.Index(fields=["person"], condition=Q(superseded=None), name="rights_by_person"),
            models.Index(fields=["organisation", "recorded", "superseded"], name="rights_versions"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.capacity} {self.starts}"
