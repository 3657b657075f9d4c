"""Orders and their lines. Each keeps every version that it ever had; what an order did stands in the records."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lhr.audit.guard import Guard
from lhr.history.models import FACT_PRIVACY, Fact
from lhr.kernel.privacy import Privacy
from lhr.orders.terms import OrderKind, OrderState
from lhr.organisations.models import Organisation
from lhr.people.models import Person
from lhr.posts.models import Post

STORED = (OrderState.DRAFT, OrderState.CHECKED, OrderState.SIGNED, OrderState.APPLIED)


class Order(Fact):
    """คำสั่ง of an LGO. `starts` is its effective day, unless a line says its own; `version` counts every change of the
    head and of the lines, so that nobody signs what he has not seen.

    `cancels` and `amends` are the entry of the order that this one undoes or corrects. `prepared_by` is the office
    above that prepared the draft, which is nobody's work until the LGO's officer checks it (ADR 0015).
    """

    PRIVACY: ClassVar[dict[str, Privacy]] = {
        **FACT_PRIVACY,
        **dict.fromkeys(
            (
                "organisation",
                "kind",
                "series",
                "number",
                "year",
                "signed_on",
                "approval_body",
                "approval_number",
                "approval_on",
                "status",
                "cancels",
                "amends",
                "drawn_by",
                "drawn_by_person",
                "applied_by",
                "applied_at",
                "round_year",
                "round_half",
                "round_kind",
                "prepared_by",
            ),
            Privacy.INTERNAL,
        ),
        **dict.fromkeys(
            ("subject", "preamble", "signatory", "signatory_title", "reason", "return_reason"), Privacy.PERSONAL
        ),
    }

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="orders")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in OrderKind])
    subject = models.CharField(max_length=300, default="")
    # What stands above the table: the law and the reasons, in the words of the model that this LGO follows.
    preamble = models.CharField(max_length=2000, default="")
    series = models.CharField(max_length=40, default="")
    number = models.CharField(max_length=40, default="")
    year = models.PositiveSmallIntegerField(null=True)  # B.E., as the order writes it
    signed_on = models.DateField(null=True)
    signatory = models.CharField(max_length=200, default="")
    signatory_title = models.CharField(max_length=200, default="")
    approval_body = models.CharField(max_length=120, default="")
    approval_number = models.CharField(max_length=60, default="")
    approval_on = models.DateField(null=True)
    status = models.CharField(max_length=10, choices=[(state.value, state.value) for state in STORED])
    reason = models.CharField(max_length=300, default="")
    return_reason = models.CharField(max_length=300, default="")
    cancels = models.UUIDField(null=True)
    amends = models.UUIDField(null=True)
    drawn_by = models.UUIDField(null=True)  # an account of identity
    drawn_by_person = models.UUIDField(null=True)
    applied_by = models.UUIDField(null=True)
    applied_at = models.DateTimeField(null=True)
    round_year = models.PositiveSmallIntegerField(null=True)  # B.E., of a round of pay
    round_half = models.PositiveSmallIntegerField(null=True)
    round_kind = models.CharField(max_length=40, default="")
    prepared_by = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True)

    class Meta(Fact.Meta):
        constraints: ClassVar = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation", "series", "number", "year"],
                condition=Q(superseded=None) & ~Q(number=""),
                name="orders_one_order_a_number",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["DRAFT", "CHECKED"])
                | (~Q(number="") & Q(year__isnull=False) & Q(signed_on__isnull=False)),
                name="orders_signed_has_its_number",
            ),
            # Two of an office may ask for the same round at once.
            models.UniqueConstraint(
                fields=["organisation", "round_year", "round_half", "round_kind"],
                condition=Q(superseded=None, status="DRAFT", prepared_by__isnull=False),
                name="orders_prepared_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "superseded"], name="orders_by_organisation"),
            models.Index(fields=["cancels"], name="orders_by_cancelled", condition=Q(cancels__isnull=False)),
            models.Index(fields=["amends"], name="orders_by_amended", condition=Q(amends__isnull=False)),
        ]

    def __str__(self) -> str:
        return str(self.entry_id)


class OrderLine(Fact):
    """What an order says of one person. Its key becomes that of the line of the record, so that an order is written
    into the records once; `starts` is the effective day of this line.

    `target` is the entry of the record's line that a cancelling or amending order speaks of. Somebody without a record
    is no `person` yet but the line's Newcomer; writing the order into the records names the person.
    """

    PRIVACY: ClassVar[dict[str, Privacy]] = {
        **FACT_PRIVACY,
        **dict.fromkeys(("order", "position"), Privacy.INTERNAL),
        **dict.fromkeys(
            (
                "person",
                "movement_code",
                "last_day",
                "open_ended",
                "post",
                "kind_code",
                "level_code",
                "position_text",
                "salary",
                "step",
                "steps",
                "percent",
                "special_pay_pct",
                "allowance",
                "other_organisation_id",
                "other_organisation_text",
                "target",
                "cancel_effect",
                "remark",
                "reason",
            ),
            Privacy.PERSONAL,
        ),
    }

    order = models.UUIDField()  # the entry of the order, whatever its version
    position = models.PositiveIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="order_lines", null=True)
    movement_code = models.CharField(max_length=30)
    last_day = models.DateField(null=True)
    open_ended = models.BooleanField(default=False)
    post = models.ForeignKey(Post, models.PROTECT, related_name="order_lines", null=True)
    kind_code = models.CharField(max_length=40, default="")
    level_code = models.CharField(max_length=20, default="")
    position_text = models.CharField(max_length=200, default="")
    salary = models.DecimalField(max_digits=10, decimal_places=2, null=True)  # baht a month, after this line
    step = models.DecimalField(max_digits=3, decimal_places=1, null=True)
    steps = models.DecimalField(max_digits=2, decimal_places=1, null=True)
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    special_pay_pct = models.DecimalField(max_digits=3, decimal_places=1, null=True)
    allowance = models.DecimalField(max_digits=10, decimal_places=2, null=True)  # baht a month
    other_organisation_id = models.UUIDField(null=True)
    other_organisation_text = models.CharField(max_length=200, default="")
    target = models.UUIDField(null=True)
    cancel_effect = models.CharField(max_length=10, default="")
    remark = models.CharField(max_length=300, default="")
    reason = models.CharField(max_length=300, default="")

    class Meta(Fact.Meta):
        indexes: ClassVar = [models.Index(fields=["order", "superseded"], name="orders_line_by_order")]

    def __str__(self) -> str:
        return str(self.entry_id)


class Newcomer(models.Model):
    """Whom a line of an order takes into service who has no record yet: the least that opens one, kept as a person is.

    `line` is the entry of that line. The row goes when the record is opened, or the line or the draft is given up:
    nobody's number is kept who never came.
    """

    GUARD: ClassVar[Guard] = Guard.AUDITED
    # The book says that somebody was named, not who: what is deleted here stands nowhere else.
    UNRECORDED: ClassVar[tuple[str, ...]] = (
        "national_id_hmac", "national_id_enc", "id_last4", "prefix", "first", "last", "birth_date", "gender",
    )  # fmt: skip
    PRIVACY: ClassVar[dict[str, Privacy]] = {
        "line": Privacy.INTERNAL,
        "national_id_hmac": Privacy.SENSITIVE,
        "national_id_enc": Privacy.SENSITIVE,
        **dict.fromkeys(("id_last4", "prefix", "first", "last", "birth_date", "gender"), Privacy.PERSONAL),
    }

    line = models.UUIDField(primary_key=True, editable=False)
    national_id_hmac = models.CharField(max_length=64)
    national_id_enc = models.BinaryField()
    id_last4 = models.CharField(max_length=4)
    prefix = models.CharField(max_length=60)
    first = models.CharField(max_length=100)
    last = models.CharField(max_length=100)
    birth_date = models.DateField()
    gender = models.CharField(max_length=1, choices=Person.Gender.choices)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(gender__in=("M", "F")), name="orders_newcomer_gender_known")
        ]

    def __str__(self) -> str:
        return str(self.line)
