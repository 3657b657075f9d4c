"""The lines of the ก.พ.๗, and what follows from the verified ones: who serves where, in which post."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lhr.audit.guard import Guard, NoOverlap
from lhr.history.models import FACT_PRIVACY, Fact
from lhr.kernel.privacy import Privacy
from lhr.kernel.thai_date import Precision
from lhr.organisations.models import Organisation
from lhr.people.models import Person
from lhr.posts.models import Post
from lhr.service_record.rules_of_transfers import OPEN, CaseStatus, Side


class RecordLine(Fact):
    """What every line of the ก.พ.๗ bears: the document that it cites, who keyed it, who verified it, what it corrects.

    A verified version is never rewritten. A clerical correction is a line of its own whose `corrects` names the entry
    it stands for; once it is verified the corrected entry gets a version STRUCK, with the reason, and both are shown.
    """

    LINE_PRIVACY: ClassVar[dict[str, Privacy]] = {
        **FACT_PRIVACY,
        **dict.fromkeys(
            (
                "person",
                "organisation",
                "citation_number",
                "citation_year",
                "citation_signed_on",
                "citation_text",
                "remark",
                "warn_reason",
                "return_reason",
                "strike_reason",
            ),
            Privacy.PERSONAL,
        ),
        **dict.fromkeys(
            (
                "corrects",
                "correction",
                "struck_by",
                "status",
                "keyed_by",
                "keyed_by_person",
                "keyed_at",
                "verified_by",
                "verified_at",
                "seq",
                "source",
                "show_on_kp7",
            ),
            Privacy.INTERNAL,
        ),
    }

    # As the card has them: the effective day, then the order of keying. What corrects a line stands in its place (the
    # same `seq`), so that two of one line need the time of keying too, or a database gives them in any order.
    CARD_ORDER: ClassVar[tuple[str, ...]] = ("starts", "seq", "keyed_at", "entry_id")

    class Status(models.TextChoices):
        SUBMITTED = "SUBMITTED", "รอตรวจสอบ"
        VERIFIED = "VERIFIED", "ตรวจสอบแล้ว"
        RETURNED = "RETURNED", "ส่งคืน"
        STRUCK = "STRUCK", "ขีดฆ่า"

    class Source(models.TextChoices):
        KEYED = "KEYED", "บันทึกหน้าจอ"
        IMPORT = "IMPORT", "นำเข้า"
        ORDER = "ORDER", "จากคำสั่ง"

    citation_number = models.CharField(max_length=40, default="")
    citation_year = models.PositiveSmallIntegerField(null=True)  # B.E., as the order writes it
    citation_signed_on = models.DateField(null=True)
    citation_text = models.CharField(max_length=300, default="")
    remark = models.CharField(max_length=300, default="")
    warn_reason = models.CharField(max_length=300, default="")
    status = models.CharField(max_length=10, choices=Status.choices)
    return_reason = models.CharField(max_length=300, default="")
    corrects = models.UUIDField(null=True)  # the entry that this line corrects
    correction = models.CharField(max_length=10, default="")  # lhr.service_record.drafts.Correction
    struck_by = models.UUIDField(null=True)  # the entry that corrected this one
    strike_reason = models.CharField(max_length=300, default="")
    keyed_by = models.UUIDField(null=True)  # an account of identity, which this package does not see
    keyed_by_person = models.UUIDField(null=True)
    keyed_at = models.DateTimeField()
    verified_by = models.UUIDField(null=True)
    verified_at = models.DateTimeField(null=True)
    seq = models.PositiveIntegerField()  # per person, in order of keying; orders lines of one effective day
    source = models.CharField(max_length=6, choices=Source.choices, default=Source.KEYED)
    show_on_kp7 = models.BooleanField(default=True)

    class Meta(Fact.Meta):
        abstract = True


class ServiceLine(RecordLine):
    """One line of item 13: a movement with its effective day (`starts`) and the order that it cites.

    `until` is the day after the last one of an overlay or a contract, or the end that an amending order says; every
    other line has none. An order that cancels a line is a line
    of its own, whose `cancels_entry` names it.
    """

    PRIVACY: ClassVar[dict[str, Privacy]] = {
        **RecordLine.LINE_PRIVACY,
        **dict.fromkeys(
            (
                "movement_code",
                "post",
                "position_text",
                "level_code",
                "kind_code",
                "other_organisation_id",
                "other_organisation_text",
                "cancels_entry",
                "cancel_effect",
                "amends_entry",
                "starts_text",
                "starts_precision",
                "level_text",
                "salary",
                "salary_text",
                "step",
                "steps",
                "percent",
                "special_pay_pct",
                "allowance",
            ),
            Privacy.PERSONAL,
        ),
    }

    person = models.ForeignKey(Person, models.PROTECT, related_name="service_lines")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="service_lines")
    movement_code = models.CharField(max_length=30)
    post = models.ForeignKey(Post, models.PROTECT, related_name="service_lines", null=True)
    position_text = models.CharField(max_length=200, default="")
    level_code = models.CharField(max_length=20, default="")
    kind_code = models.CharField(max_length=40, default="")
    other_organisation_id = models.UUIDField(null=True)
    other_organisation_text = models.CharField(max_length=200, default="")
    cancels_entry = models.UUIDField(null=True)
    cancel_effect = models.CharField(max_length=10, default="")
    amends_entry = models.UUIDField(null=True)  # the entry that an amending order corrects
    # What the paper writes, for a line copied from it: "มี.ค. 2531" is a month, and `starts` its first day.
    starts_text = models.CharField(max_length=60, default="")
    starts_precision = models.CharField(max_length=5, default=Precision.DAY.value)
    level_text = models.CharField(max_length=60, default="")
    salary_text = models.CharField(max_length=60, default="")
    salary = models.DecimalField(max_digits=10, decimal_places=2, null=True)  # baht a month, after this line
    step = models.DecimalField(max_digits=3, decimal_places=1, null=True)  # where on the schedule that is
    steps = models.DecimalField(max_digits=2, decimal_places=1, null=True)  # by how many the line moves it
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    special_pay_pct = models.DecimalField(max_digits=3, decimal_places=1, null=True)
    allowance = models.DecimalField(max_digits=10, decimal_places=2, null=True)  # baht a month

    class Meta(RecordLine.Meta):
        abstract = False
        constraints: ClassVar = [
            *RecordLine.Meta.constraints,
            models.CheckConstraint(
                condition=Q(starts_precision=Precision.DAY.value) | ~Q(starts_text=""),
                name="service_line_partial_day_is_literal",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "superseded"], name="service_line_by_person"),
            models.Index(fields=["organisation", "status", "superseded"], name="service_line_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.movement_code} {self.starts}"


class CardLine(RecordLine):
    """One line of any other section of the card, as that section declares it (lhr.service_record.sections).

    `values` holds the section's columns by name; a date of the paper is its text beside the day that was read.
    `key` is what may stand once a person among the verified lines of the section, "" where nothing needs to be.
    `endorsed_*`: the first of the two hands that a change of the birth date needs (PE-04).
    """

    PRIVACY: ClassVar[dict[str, Privacy]] = {
        **RecordLine.LINE_PRIVACY,
        "section": Privacy.INTERNAL,
        "values": Privacy.SENSITIVE,
        "key": Privacy.PERSONAL,
        **dict.fromkeys(("endorsed_by", "endorsed_by_person", "endorsed_at"), Privacy.INTERNAL),
    }

    person = models.ForeignKey(Person, models.PROTECT, related_name="card_lines")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="card_lines")
    section = models.CharField(max_length=20)
    values = models.JSONField()
    key = models.CharField(max_length=200, default="")
    endorsed_by = models.UUIDField(null=True)
    endorsed_by_person = models.UUIDField(null=True)
    endorsed_at = models.DateTimeField(null=True)

    class Meta(RecordLine.Meta):
        abstract = False
        constraints: ClassVar = [
            *RecordLine.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "section", "key"],
                condition=Q(superseded=None, status="VERIFIED") & ~Q(key=""),
                name="card_line_stands_once",
            ),
            models.UniqueConstraint(
                fields=["corrects"],
                condition=Q(superseded=None, status="SUBMITTED", corrects__isnull=False),
                name="card_line_corrected_by_one",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "section", "superseded"], name="card_line_by_person"),
            models.Index(fields=["organisation", "status", "superseded"], name="card_line_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.section} {self.starts}"


class Employment(models.Model):
    """Projection: a person served an organisation from `starts` up to, not including, `until`."""

    GUARD: ClassVar[Guard] = Guard.FREE
    PRIVACY: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "person": Privacy.PERSONAL,
        "organisation": Privacy.PERSONAL,
        "kind_code": Privacy.PERSONAL,
        "starts": Privacy.PERSONAL,
        "until": Privacy.PERSONAL,
        "start_movement": Privacy.PERSONAL,
        "end_movement": Privacy.PERSONAL,
    }
    NO_OVERLAP: ClassVar[tuple[NoOverlap, ...]] = (NoOverlap("service_one_employment_a_day", ("person_id",)),)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="employments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="employments")
    kind_code = models.CharField(max_length=40)
    starts = models.DateField()
    until = models.DateField(null=True)
    start_movement = models.CharField(max_length=30)
    end_movement = models.CharField(max_length=30, default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("starts")), name="service_employment_holds_a_day"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "starts"], name="employment_by_place")]

    def __str__(self) -> str:
        return str(self.id)


class Incumbency(models.Model):
    """Projection: a person held a post. One holder a post and one post a holder on any day (PO-07, PO-08)."""

    GUARD: ClassVar[Guard] = Guard.FREE
    PRIVACY: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "person": Privacy.PERSONAL,
        "post": Privacy.PERSONAL,
        "organisation": Privacy.PERSONAL,
        "line_code": Privacy.PERSONAL,
        "is_palad": Privacy.PERSONAL,
        "starts": Privacy.PERSONAL,
        "until": Privacy.PERSONAL,
    }
    NO_OVERLAP: ClassVar[tuple[NoOverlap, ...]] = (
        NoOverlap("service_one_holder_a_post", ("post_id",)),
        NoOverlap("service_one_post_a_holder", ("person_id",)),
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="incumbencies")
    post = models.ForeignKey(Post, models.PROTECT, related_name="incumbencies")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="incumbencies")
    line_code = models.CharField(max_length=4, default="")
    is_palad = models.BooleanField(default=False)
    starts = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("starts")), name="service_incumbency_holds_a_day"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "line_code"], name="incumbency_by_line")]

    def __str__(self) -> str:
        return str(self.id)


class Overlay(models.Model):
    """Projection: an acting order, a secondment, a suspension; it changes neither post nor LGO."""

    GUARD: ClassVar[Guard] = Guard.FREE
    PRIVACY: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "person": Privacy.PERSONAL,
        "organisation": Privacy.PERSONAL,
        "movement_code": Privacy.PERSONAL,
        "starts": Privacy.PERSONAL,
        "until": Privacy.PERSONAL,
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="overlays")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="overlays")
    movement_code = models.CharField(max_length=30)
    starts = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("starts")), name="service_overlay_holds_a_day"
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class TransferCase(models.Model):
    """เรื่องโอน: one person on the way from one LGO to another. The two lines (ให้โอน, รับโอน) say what is signed; the
    case couples them, names what is waited for, and is the person's only open one. Two that bear one `swap` are two
    people who change places: both go, or neither.

    `order_*` is the receiving order as the asker cited it; `effective_on` the one day of both lines. An accepted case
    is done from that day on, evaluated when it is asked for.
    """

    GUARD: ClassVar[Guard] = Guard.AUDITED
    PRIVACY: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(
            ("id", "status", "begun_by", "version", "opened_at", "closed_at", "swap", "agreed_at"), Privacy.INTERNAL
        ),
        **dict.fromkeys(
            (
                "person",
                "sender",
                "receiver",
                "effective_on",
                "order_number",
                "order_year",
                "order_signed_on",
                "out_entry",
                "in_entry",
                "called_off_by",
                "reason",
            ),
            Privacy.PERSONAL,
        ),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="transfer_cases")
    sender = models.ForeignKey(Organisation, models.PROTECT, related_name="transfers_out")
    receiver = models.ForeignKey(Organisation, models.PROTECT, related_name="transfers_in")
    effective_on = models.DateField()
    status = models.CharField(max_length=10, choices=[(one.value, one.value) for one in CaseStatus])
    begun_by = models.CharField(max_length=8, choices=[(side.value, side.value) for side in Side])
    version = models.PositiveIntegerField(default=1)
    order_number = models.CharField(max_length=40, default="")
    order_year = models.PositiveSmallIntegerField(null=True)
    order_signed_on = models.DateField(null=True)
    out_entry = models.UUIDField(null=True)  # the line ให้โอน of the sender
    in_entry = models.UUIDField(null=True)  # the line รับโอน of the receiver
    called_off_by = models.CharField(max_length=8, default="")  # the side that wants no transfer any more
    reason = models.CharField(max_length=300, default="")  # why it was called off or closed
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    swap = models.UUIDField(null=True)  # the key of both cases of a swap
    agreed_at = models.DateTimeField(null=True)  # when the other side agreed to the swap

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(status__in=[status.value for status in OPEN]),
                name="transfer_one_open_case_a_person",
            ),
            models.CheckConstraint(condition=~Q(sender=F("receiver")), name="transfer_between_two_lgos"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["sender", "status"], name="transfer_by_sender"),
            models.Index(fields=["receiver", "status"], name="transfer_by_receiver"),
            models.Index(fields=["swap"], name="transfer_by_swap", condition=Q(swap__isnull=False)),
        ]

    def __str__(self) -> str:
        return str(self.id)
