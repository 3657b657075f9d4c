"""People, one row for a lifetime, and their names over time. Religion and blood group have no column."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from lhr.audit.guard import Guard, NoOverlap
from lhr.history.fields import BytewiseTextField
from lhr.history.models import FACT_PRIVACY, Fact
from lhr.kernel.privacy import Privacy


class Person(models.Model):
    """One human being, known by one national ID in the whole country (PE-02).

    `first_held_by` is the LGO that opened the person's record. It keeps the record until the first verified line of
    the service record says who has it; a value and no key, because organisations stand on the same line of packages.
    """

    GUARD: ClassVar[Guard] = Guard.AUDITED
    UNRECORDED: ClassVar[tuple[str, ...]] = ("national_id_hmac", "national_id_enc")
    PRIVACY: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "national_id_hmac": Privacy.SENSITIVE,
        "national_id_enc": Privacy.SENSITIVE,
        "id_last4": Privacy.PERSONAL,
        "id_exception_reason": Privacy.PERSONAL,
        "birth_date": Privacy.PERSONAL,
        "birth_precision": Privacy.PERSONAL,
        "birth_text": Privacy.PERSONAL,
        "gender": Privacy.PERSONAL,
        "died_on": Privacy.PERSONAL,
        "first_held_by": Privacy.INTERNAL,
    }

    class Gender(models.TextChoices):
        MALE = "M", "ชาย"
        FEMALE = "F", "หญิง"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    national_id_hmac = models.CharField(max_length=64, unique=True, null=True)
    national_id_enc = models.BinaryField(null=True)
    id_last4 = models.CharField(max_length=4, default="")
    id_exception_reason = models.CharField(max_length=200, default="")
    birth_date = models.DateField()
    birth_precision = models.CharField(max_length=5, default="day")
    birth_text = models.CharField(max_length=60, default="")
    gender = models.CharField(max_length=1, choices=Gender.choices)
    died_on = models.DateField(null=True)
    first_held_by = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(national_id_hmac__isnull=False) | ~Q(id_exception_reason=""),
                name="people_person_number_or_reason",
            ),
            models.CheckConstraint(
                condition=Q(national_id_hmac__isnull=True) | Q(national_id_enc__isnull=False),
                name="people_person_number_kept_whole",
            ),
            models.CheckConstraint(condition=Q(gender__in=("M", "F")), name="people_person_gender_known"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class PersonName(Fact):
    """What a person is called, from a day on."""

    PRIVACY: ClassVar[dict[str, Privacy]] = {
        **FACT_PRIVACY,
        "person": Privacy.PERSONAL,
        "prefix": Privacy.PERSONAL,
        "first": Privacy.PERSONAL,
        "last": Privacy.PERSONAL,
        "sort_key": Privacy.PERSONAL,
    }
    NO_OVERLAP: ClassVar[tuple[NoOverlap, ...]] = (NoOverlap("people_one_name_a_day", ("person_id",)),)

    person = models.ForeignKey(Person, models.PROTECT, related_name="names")
    prefix = models.CharField(max_length=60)
    first = models.CharField(max_length=100)
    last = models.CharField(max_length=100)
    # Thai dictionary order, compared byte by byte on both engines.
    sort_key = BytewiseTextField(db_index=True)

    class Meta(Fact.Meta):
        indexes: ClassVar = [
            models.Index(fields=["first", "last"], name="person_name_by_first"),
            models.Index(fields=["last", "first"], name="person_name_by_last"),
        ]

    def __str__(self) -> str:
        return str(self.person_id)


class NameToken(models.Model):
    """A first name or a family name that somebody bears or bore, once, with its sound: what a search by name goes over.

    Derived from the names; one that nobody bears any more stays, and finds nobody.
    """

    GUARD: ClassVar[Guard] = Guard.FREE
    PRIVACY: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "kind": Privacy.INTERNAL,
        "text": Privacy.PERSONAL,
        "skeleton": Privacy.PERSONAL,
    }

    class Kind(models.TextChoices):
        FIRST = "F", "ชื่อตัว"
        LAST = "L", "ชื่อสกุล"

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=1, choices=Kind.choices)
    text = BytewiseTextField()
    skeleton = BytewiseTextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "text"], name="people_one_token_a_name"),
            models.CheckConstraint(condition=Q(kind__in=("F", "L")), name="people_token_kind_known"),
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "skeleton"], name="name_token_by_sound")]

    def __str__(self) -> str:
        return str(self.pk)
