"""Posts (เลขที่ตำแหน่ง) of an organisation. Whether a post is vacant is derived from the service record, never stored."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from lhr.audit.guard import Guard, NoOverlap
from lhr.history.models import FACT_PRIVACY, Fact
from lhr.kernel.privacy import Privacy
from lhr.organisations.models import Organisation
from lhr.posts.rules import Funding, Status


class Post(models.Model):
    """One place in an organisation's establishment, whoever holds it: its line and title, which are its own for ever.

    A post of another line or title is another post. What may change is a dated fact beside it.
    """

    GUARD: ClassVar[Guard] = Guard.AUDITED
    PRIVACY: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        ("id", "organisation", "line_code", "management_title_code"), Privacy.INTERNAL
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="posts")
    line_code = models.CharField(max_length=4, default="")
    management_title_code = models.CharField(max_length=40, default="")

    def __str__(self) -> str:
        return str(self.id)


class PostFact(Fact):
    """A dated fact of a post, with the resolution or order that it rests on and the day of that."""

    POST_PRIVACY: ClassVar[dict[str, Privacy]] = {
        **FACT_PRIVACY,
        **dict.fromkeys(("post", "reference", "reference_on"), Privacy.INTERNAL),
    }

    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    reference = models.CharField(max_length=300, default="")
    reference_on = models.DateField(null=True)

    class Meta(Fact.Meta):
        abstract = True


class PostNumber(PostFact):
    """How a post is announced from a day on: its number as printed, the key by which two spellings of one number are
    the same, the department and unit in which it stands, the lowest and the highest level of who may hold it.

    A post stands on the days on which it has a number. The number names no organisation (two อบต. of one province may
    bear the same), so it is unique inside one only.
    """

    PRIVACY: ClassVar[dict[str, Privacy]] = {
        **PostFact.POST_PRIVACY,
        **dict.fromkeys(
            ("organisation", "printed", "key", "department", "suffix", "unit", "level_code", "top_level_code"),
            Privacy.INTERNAL,
        ),
    }
    NO_OVERLAP: ClassVar[tuple[NoOverlap, ...]] = (
        NoOverlap("posts_one_post_a_number", ("organisation_id", "key")),
        NoOverlap("posts_one_number_a_post", ("post_id",)),
    )

    post = models.ForeignKey(Post, models.PROTECT, related_name="numbers")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    printed = models.CharField(max_length=60)
    key = models.CharField(max_length=60)
    department = models.CharField(max_length=2, default="")  # of the number; typed where the number has no parts
    suffix = models.CharField(max_length=10, default="")
    unit = models.CharField(max_length=120, default="")
    level_code = models.CharField(max_length=20, default="")
    top_level_code = models.CharField(max_length=20, default="")

    class Meta(PostFact.Meta):
        abstract = False

    def __str__(self) -> str:
        return self.printed


class PostStatus(PostFact):
    """Whether the post may be held, is frozen, or is abolished (which it stays, so that the register can say since)."""

    PRIVACY: ClassVar[dict[str, Privacy]] = {**PostFact.POST_PRIVACY, "status": Privacy.INTERNAL}
    NO_OVERLAP: ClassVar[tuple[NoOverlap, ...]] = (NoOverlap("posts_one_status_a_post", ("post_id",)),)

    status = models.CharField(max_length=10)

    class Meta(PostFact.Meta):
        abstract = False
        constraints: ClassVar = [
            *PostFact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(status__in=[one.value for one in Status]), name="posts_status_known"
            ),
        ]

    def __str__(self) -> str:
        return self.status


class PostFunding(PostFact):
    """Whose money pays for the post: only OWN counts towards the ceiling of มาตรา ๓๕."""

    PRIVACY: ClassVar[dict[str, Privacy]] = {**PostFact.POST_PRIVACY, "source": Privacy.INTERNAL}
    NO_OVERLAP: ClassVar[tuple[NoOverlap, ...]] = (NoOverlap("posts_one_funding_a_post", ("post_id",)),)

    source = models.CharField(max_length=10)

    class Meta(PostFact.Meta):
        abstract = False
        constraints: ClassVar = [
            *PostFact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(source__in=[one.value for one in Funding]), name="posts_funding_known"
            ),
        ]

    def __str__(self) -> str:
        return self.source
