"""Posts (เลขที่ตำแหน่ง) of an organisation. Whether a post is vacant is derived from the service record, never stored."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lhr.audit.guard import Guard, NoOverlap
from lhr.history.models import FACT_PRIVACY, Fact
from lhr.kernel.privacy import Privacy
from lhr.organisations.models import Organisation


class Post(models.Model):
    """One place in an organisation's establishment, whoever holds it."""

    GUARD: ClassVar[Guard] = Guard.AUDITED
    PRIVACY: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        (
            "id",
            "organisation",
            "line_code",
            "management_title_code",
            "level_code",
            "unit",
            "status",
            "starts",
            "until",
        ),
        Privacy.INTERNAL,
    )

    class Status(models.TextChoices):
        ACTIVE = "ACTIVE", "ใช้อยู่"
        FROZEN = "FROZEN", "ระงับไว้"
        ABOLISHED = "ABOLISHED", "ยุบเลิก"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="posts")
    line_code = models.CharField(max_length=4, default="")
    management_title_code = models.CharField(max_length=40, default="")
    level_code = models.CharField(max_length=20, default="")
    unit = models.CharField(max_length=120, default="")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ACTIVE)
    starts = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("starts")), name="posts_post_holds_a_day"
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class PostNumber(Fact):
    """The number of a post as printed, and the key by which two spellings of one number are the same.

    The number names no organisation (two อบต. of one province may bear the same), so it is unique inside one only.
    """

    PRIVACY: ClassVar[dict[str, Privacy]] = {
        **FACT_PRIVACY,
        "post": Privacy.INTERNAL,
        "organisation": Privacy.INTERNAL,
        "printed": Privacy.INTERNAL,
        "key": Privacy.INTERNAL,
    }
    NO_OVERLAP: ClassVar[tuple[NoOverlap, ...]] = (
        NoOverlap("posts_one_post_a_number", ("organisation_id", "key")),
        NoOverlap("posts_one_number_a_post", ("post_id",)),
    )

    post = models.ForeignKey(Post, models.PROTECT, related_name="numbers")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    printed = models.CharField(max_length=60)
    key = models.CharField(max_length=60)

    class Meta(Fact.Meta):
        pass

    def __str__(self) -> str:
        return self.printed
