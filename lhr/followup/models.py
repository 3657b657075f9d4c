"""The rounds in which the centre asks every LGO to register. How an LGO stands is computed, never stored."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from lhr.audit.guard import Guard
from lhr.followup.rules import RoundKind
from lhr.followup.rules_of_rounds import Preparation
from lhr.history.fields import BytewiseTextField
from lhr.kernel.privacy import Privacy
from lhr.organisations.models import Organisation
from lhr.registry_rights.terms import HOLDERS


class FollowUpRound(models.Model):
    """One circular with a deadline: `scope` is the path of the office whose LGOs it asks, "/" for the whole country."""

    GUARD: ClassVar[Guard] = Guard.AUDITED
    PRIVACY: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        ("id", "kind", "title", "letter_reference", "scope", "opened_on", "deadline", "closed_on"),
        Privacy.INTERNAL,
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, default=RoundKind.RIGHTS.value)
    title = models.CharField(max_length=200)
    letter_reference = models.CharField(max_length=200, default="")
    scope = BytewiseTextField(default="/")
    opened_on = models.DateField()
    deadline = models.DateField()
    closed_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in RoundKind]), name="followup_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(scope__startswith="/", scope__endswith="/"), name="followup_scope_ends"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class FirstRoundList(models.Model):
    """The names that the LGOs sent by letter in the first round, as the centre loaded them: to compare with, no more.

    Its names are forgotten LHR_IMPORT_FILE_DAYS after the loading, or when another list takes its place.
    """

    GUARD: ClassVar[Guard] = Guard.AUDITED
    PRIVACY: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        ("id", "title", "letter_reference", "sha256", "as_of", "loaded_on"), Privacy.INTERNAL
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=200)
    letter_reference = models.CharField(max_length=200, default="")
    sha256 = models.CharField(max_length=64)
    as_of = models.DateField()
    loaded_on = models.DateField()

    def __str__(self) -> str:
        return self.title


class FirstRoundName(models.Model):
    """Who was named for a role of an LGO in the first round: a name only, no person of the register, no ID number.

    The name stays out of the book of changes, so that it can be forgotten.
    """

    GUARD: ClassVar[Guard] = Guard.AUDITED
    UNRECORDED: ClassVar[tuple[str, ...]] = ("name", "key")
    PRIVACY: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(("id", "list", "organisation", "role"), Privacy.INTERNAL),
        **dict.fromkeys(("name", "key"), Privacy.PERSONAL),
    }

    id = models.BigAutoField(primary_key=True)
    list = models.ForeignKey(FirstRoundList, models.PROTECT, related_name="names")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    role = models.CharField(max_length=10)
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["list", "organisation", "role"], name="first_round_one_name"),
            models.CheckConstraint(
                condition=Q(role__in=[r.value for r in HOLDERS]), name="first_round_role_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.organisation_id}"


class RoundPreparation(models.Model):
    """What the last job of the office above made of an LGO's pay round, for the table that follows it: how many lines
    it drew up, how many people it left to the officer, on how many lines a rule spoke. The orders are what counts; this
    can be asked for again."""

    GUARD: ClassVar[Guard] = Guard.FREE
    PRIVACY: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        (
            "id", "organisation", "round_year", "round_half", "outcome", "lines", "left_open", "found", "why_th",
            "why_en", "at",
        ),
        Privacy.INTERNAL,
    )  # fmt: skip

    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    round_year = models.PositiveSmallIntegerField()  # B.E.
    round_half = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Preparation])
    lines = models.PositiveIntegerField(default=0)
    left_open = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
    why_th = models.TextField(default="")
    why_en = models.TextField(default="")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "round_year", "round_half"], name="followup_one_preparation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.organisation_id}"
