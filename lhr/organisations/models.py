"""Places, offices and local governments. What may change about an organisation is a dated fact beside it."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lhr.audit.guard import Guard, NoOverlap
from lhr.history.fields import BytewiseTextField
from lhr.history.models import FACT_PRIVACY, Fact
from lhr.kernel.privacy import Privacy
from lhr.organisations.rules import EventKind, Kind, Level


def _public(*columns: str) -> dict[str, Privacy]:
    return dict.fromkeys(columns, Privacy.PUBLIC)


class Province(models.Model):
    """จังหวัด, by the two digits of DOPA."""

    GUARD: ClassVar[Guard] = Guard.AUDITED
    PRIVACY: ClassVar[dict[str, Privacy]] = _public("code", "name_th", "name_en", "abbreviation")

    code = models.CharField(max_length=2, primary_key=True)
    name_th = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    abbreviation = models.CharField(max_length=10, default="")

    def __str__(self) -> str:
        return self.name_th


class District(models.Model):
    """อำเภอ (in Bangkok เขต), by the four digits of DOPA."""

    GUARD: ClassVar[Guard] = Guard.AUDITED
    PRIVACY: ClassVar[dict[str, Privacy]] = _public("code", "province", "name_th", "name_en")

    code = models.CharField(max_length=4, primary_key=True)
    province = models.ForeignKey(Province, models.PROTECT, related_name="districts")
    name_th = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.name_th


class Subdistrict(models.Model):
    """ตำบล, by the six digits of DOPA; 160 of them have several postal codes."""

    GUARD: ClassVar[Guard] = Guard.AUDITED
    PRIVACY: ClassVar[dict[str, Privacy]] = _public("code", "district", "name_th", "name_en", "postal_codes")

    code = models.CharField(max_length=6, primary_key=True)
    district = models.ForeignKey(District, models.PROTECT, related_name="subdistricts")
    name_th = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    postal_codes = models.CharField(max_length=60, default="")

    def __str__(self) -> str:
        return self.name_th


class AbolishedArea(models.Model):
    """A district or sub-district code no longer in use, with the codes that took its place (separated by spaces)."""

    GUARD: ClassVar[Guard] = Guard.AUDITED
    PRIVACY: ClassVar[dict[str, Privacy]] = _public(
        "code", "name_th", "name_en", "abolished_on", "successor_codes"
    )

    code = models.CharField(max_length=6, primary_key=True)
    name_th = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    abolished_on = models.DateField(null=True)
    successor_codes = models.CharField(max_length=120, default="")

    def __str__(self) -> str:
        return self.name_th


class Organisation(models.Model):
    """An office or a local government. Its id is the only key; name, kind, code and superior change over time.

    `path` is a projection of the superior in force (lhr.organisations.actions keeps it) and is what rights look at.
    """

    GUARD: ClassVar[Guard] = Guard.AUDITED
    PRIVACY: ClassVar[dict[str, Privacy]] = _public(
        "id", "level", "path", "province", "founded_on", "dissolved_on", "demonstration", "withdrawn"
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    level = models.CharField(max_length=8)
    path = BytewiseTextField(unique=True)
    province = models.ForeignKey(Province, models.PROTECT, related_name="organisations", null=True)
    founded_on = models.DateField()
    dissolved_on = models.DateField(null=True)
    demonstration = models.BooleanField(default=False)
    withdrawn = models.BooleanField(default=False)  # entered by a list that was taken back: it stands on no day

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(level__in=[one.value for one in Level]), name="organisation_level_known"
            ),
            models.CheckConstraint(
                condition=Q(path__startswith="/", path__endswith="/"), name="organisation_path_ends"
            ),
            models.CheckConstraint(
                condition=Q(dissolved_on=None) | Q(dissolved_on__gt=F("founded_on")),
                name="organisation_stood_a_day",
            ),
            # One centre: its path is the root and path is unique, so the level and the root imply each other.
            models.CheckConstraint(
                condition=Q(level=Level.CENTRE.value, path="/")
                | (~Q(level=Level.CENTRE.value) & ~Q(path="/")),
                name="organisation_root_is_the_centre",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level} {self.path}"


class OrganisationName(Fact):
    """What an organisation is called, without its kind: ท่าอุเทน; an office's name is whole."""

    NO_OVERLAP: ClassVar = (NoOverlap("organisation_one_name", ("organisation_id",)),)
    PRIVACY: ClassVar[dict[str, Privacy]] = {**FACT_PRIVACY, **_public("organisation", "name", "sort_key")}

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="names")
    name = models.CharField(max_length=200)
    sort_key = BytewiseTextField()

    class Meta(Fact.Meta):
        indexes: ClassVar = [models.Index(fields=["sort_key"], name="organisation_name_order")]

    def __str__(self) -> str:
        return self.name


class OrganisationKind(Fact):
    """Which kind of local government it is; an อบต. may become a เทศบาล."""

    NO_OVERLAP: ClassVar = (NoOverlap("organisation_one_kind", ("organisation_id",)),)
    PRIVACY: ClassVar[dict[str, Privacy]] = {**FACT_PRIVACY, **_public("organisation", "kind")}

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="kinds")
    kind = models.CharField(max_length=10)

    class Meta(Fact.Meta):
        constraints: ClassVar = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=[one.value for one in Kind]), name="organisation_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class OrganisationCode(Fact):
    """DLA's code of a local government: one code stands for one LGO on one day."""

    NO_OVERLAP: ClassVar = (
        NoOverlap("organisation_one_code", ("organisation_id",)),
        NoOverlap("organisation_code_of_one", ("code",)),
    )
    PRIVACY: ClassVar[dict[str, Privacy]] = {**FACT_PRIVACY, **_public("organisation", "code")}

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="codes")
    code = models.CharField(max_length=20)

    class Meta(Fact.Meta):
        indexes: ClassVar = [models.Index(fields=["code"], name="organisation_by_code")]

    def __str__(self) -> str:
        return self.code


class OrganisationArea(Fact):
    """A district in which the organisation lies; four LGOs lie in two, of which one is the main."""

    NO_OVERLAP: ClassVar = (
        NoOverlap("organisation_area_once", ("organisation_id", "district_id")),
        NoOverlap("organisation_one_main_area", ("organisation_id",), "{row}.main"),
    )
    PRIVACY: ClassVar[dict[str, Privacy]] = {**FACT_PRIVACY, **_public("organisation", "district", "main")}

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="areas")
    district = models.ForeignKey(District, models.PROTECT, related_name="organisation_areas")
    main = models.BooleanField(default=True)

    class Meta(Fact.Meta):
        pass

    def __str__(self) -> str:
        return str(self.district_id)


class OrganisationParent(Fact):
    """The office that the organisation reports to (reports_to)."""

    NO_OVERLAP: ClassVar = (NoOverlap("organisation_one_parent", ("organisation_id",)),)
    PRIVACY: ClassVar[dict[str, Privacy]] = {**FACT_PRIVACY, **_public("organisation", "parent")}

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="parents")
    parent = models.ForeignKey(Organisation, models.PROTECT, related_name="children")

    class Meta(Fact.Meta):
        constraints: ClassVar = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(organisation=F("parent")), name="organisation_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return str(self.parent_id)


class OfficeContact(Fact):
    """The contact person that an office prints on its circulars."""

    NO_OVERLAP: ClassVar = (NoOverlap("organisation_one_contact", ("organisation_id",)),)
    PRIVACY: ClassVar[dict[str, Privacy]] = {
        **FACT_PRIVACY,
        "organisation": Privacy.PUBLIC,
        **dict.fromkeys(("post", "name", "telephone", "email"), Privacy.INTERNAL),
    }

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="contacts")
    post = models.CharField(max_length=200, default="")
    name = models.CharField(max_length=200)
    telephone = models.CharField(max_length=100, default="")
    email = models.CharField(max_length=200, default="")

    class Meta(Fact.Meta):
        pass

    def __str__(self) -> str:
        return self.name


class OrganisationEvent(models.Model):
    """What happened to an organisation on a day, with the announcement that says so."""

    GUARD: ClassVar[Guard] = Guard.AUDITED
    PRIVACY: ClassVar[dict[str, Privacy]] = _public(
        "id", "organisation", "kind", "day", "predecessor", "successor", "legal_reference", "withdrawn"
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10)
    day = models.DateField()
    predecessor = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True)
    successor = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True)
    legal_reference = models.CharField(max_length=300, default="")
    withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=[one.value for one in EventKind]), name="organisation_event_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"
