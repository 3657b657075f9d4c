"""SEM102 on file: each saving of the form, the appointments it makes, the duties of the offices, and news of them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from lhr.access.roles import ROLE_SAYS
from lhr.audit.guard import Guard, NoOverlap
from lhr.history.models import FACT_PRIVACY, Fact
from lhr.kernel.privacy import Privacy
from lhr.organisations.models import Organisation
from lhr.people.models import Person
from lhr.registry_rights.terms import CAPACITY_SAYS, HOLDERS, Capacity, Cover, Ended

_ROLES = [(role.value, ROLE_SAYS[role].th) for role in HOLDERS]
_CAPACITIES = [(capacity.value, CAPACITY_SAYS[capacity].th) for capacity in Capacity]


class RightsForm(models.Model):
    """One saving of SEM102: which appointment stood in each block. Two savings of one version cannot both be kept."""

    GUARD: ClassVar[Guard] = Guard.APPEND_ONLY
    PRIVACY: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "organisation": Privacy.PUBLIC,
        "version": Privacy.INTERNAL,
        "saved_by": Privacy.INTERNAL,
        "saved_by_name": Privacy.PERSONAL,
        "saved_at": Privacy.INTERNAL,
        "registrar_entry": Privacy.INTERNAL,
        "officer_entry": Privacy.INTERNAL,
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="rights_forms")
    version = models.PositiveIntegerField()
    saved_by = models.UUIDField(null=True)
    saved_by_name = models.CharField(max_length=200, default="")
    saved_at = models.DateTimeField()
    registrar_entry = models.UUIDField(null=True)
    officer_entry = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "version"], name="rights_form_one_a_version")
        ]

    def __str__(self) -> str:
        return f"SEM102 {self.version}"


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
                "order_year",
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
    order_year = models.PositiveSmallIntegerField(null=True)  # B.E., as the order writes it
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
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.capacity} {self.starts}"


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


class Notice(models.Model):
    """News for one person or one office, shown on their first screen until read. Every notice says again what a
    change in the book says already, so the table is technical."""

    GUARD: ClassVar[Guard] = Guard.FREE
    PRIVACY: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "person": Privacy.PERSONAL,
        "office": Privacy.INTERNAL,
        "about": Privacy.INTERNAL,
        "kind": Privacy.INTERNAL,
        "th": Privacy.PERSONAL,
        "en": Privacy.PERSONAL,
        "at": Privacy.INTERNAL,
        "read_at": Privacy.INTERNAL,
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    office = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    about = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    th = models.TextField()
    en = models.TextField()
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(person=None, office__isnull=False) | Q(person__isnull=False, office=None),
                name="notice_for_one_reader",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "read_at"], name="notice_by_person"),
            models.Index(fields=["office", "read_at"], name="notice_by_office"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at}"
