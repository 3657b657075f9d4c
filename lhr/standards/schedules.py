"""บัญชีเงินเดือน by version: what pay is lawful for whom from which day. Amounts are data, never code (domain.md 5)."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lhr.audit.guard import Guard
from lhr.kernel.privacy import Privacy
from lhr.standards.reference_row import Reference, one_of, public
from lhr.standards.rules import PayEngine


def _open(*columns: str) -> dict[str, Privacy]:
    return dict.fromkeys(("id", "schedule", *columns), Privacy.PUBLIC)


class SalarySchedule(Reference):
    """One version of a schedule. `source` (of every reference row) names the announcement, `sha256` the file that it
    was loaded from. An invented one serves the demonstration and is refused where real officers work."""

    PRIVACY: ClassVar[dict[str, Privacy]] = public(
        "id", "code", "name", "engine", "kinds", "starts", "until", "sha256", "invented"
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=40)  # the same for every version: ACCOUNT_5
    name = models.CharField(max_length=120)
    engine = models.CharField(max_length=10)
    kinds = models.CharField(max_length=400)  # codes of PersonnelKind, separated by spaces
    starts = models.DateField()
    until = models.DateField(null=True)
    sha256 = models.CharField(max_length=64)
    invented = models.BooleanField(default=False)

    class Meta(Reference.Meta):
        constraints: ClassVar = [
            *Reference.Meta.constraints,
            one_of("engine", PayEngine, "standards_schedule_engine_known"),
            models.UniqueConstraint(fields=["code", "starts"], name="standards_schedule_once_a_day"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("starts")), name="standards_schedule_holds_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.starts}"


class SalaryCell(models.Model):
    """Engine STEP: what a step of a level pays a month. A step that the level does not have has no row."""

    GUARD: ClassVar[Guard] = Guard.AUDITED
    PRIVACY: ClassVar[dict[str, Privacy]] = _open("level_code", "step", "amount")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    schedule = models.ForeignKey(SalarySchedule, models.PROTECT, related_name="cells")
    level_code = models.CharField(max_length=20)
    step = models.DecimalField(max_digits=3, decimal_places=1)
    amount = models.DecimalField(max_digits=10, decimal_places=2)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["schedule", "level_code", "step"], name="standards_one_cell_a_step")
        ]

    def __str__(self) -> str:
        return f"{self.level_code} {self.step}: {self.amount}"


class SalaryBand(models.Model):
    """Engine PERCENT: lowest and highest pay of a level. Engine FLAT: the one rate, lowest and highest alike."""

    GUARD: ClassVar[Guard] = Guard.AUDITED
    PRIVACY: ClassVar[dict[str, Privacy]] = _open("level_code", "lowest", "middle", "highest")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    schedule = models.ForeignKey(SalarySchedule, models.PROTECT, related_name="bands")
    level_code = models.CharField(max_length=20, default="")  # empty: for every level of the kinds
    lowest = models.DecimalField(max_digits=10, decimal_places=2)
    middle = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    highest = models.DecimalField(max_digits=10, decimal_places=2)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["schedule", "level_code"], name="standards_one_band_a_level"),
            models.CheckConstraint(condition=Q(highest__gte=F("lowest")), name="standards_band_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.level_code}: {self.lowest}-{self.highest}"


class WageCell(models.Model):
    """Engine WAGE: ค่าจ้าง of a step of a group, a month, a day, an hour. All three are data: no formula fits them."""

    GUARD: ClassVar[Guard] = Guard.AUDITED
    PRIVACY: ClassVar[dict[str, Privacy]] = _open("group", "step", "month", "day", "hour")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    schedule = models.ForeignKey(SalarySchedule, models.PROTECT, related_name="wages")
    group = models.CharField(max_length=20)
    step = models.DecimalField(max_digits=3, decimal_places=1)
    month = models.DecimalField(max_digits=10, decimal_places=2)
    day = models.DecimalField(max_digits=8, decimal_places=2)
    hour = models.DecimalField(max_digits=8, decimal_places=2)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["schedule", "group", "step"], name="standards_one_wage_a_step")
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.step}: {self.month}"
