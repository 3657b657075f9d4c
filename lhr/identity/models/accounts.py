"""Who may sign in."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from lhr.audit.guard import Guard
from lhr.kernel.privacy import Privacy


class AccountKind(models.TextChoices):
    PERSON = "PERSON"  # a registrar or records officer of an LGO, named in SEM102
    OFFICE = "OFFICE"  # an officer of a district office, a province office or the centre
    LGO_BOOTSTRAP = "LGO_BOOTSTRAP"  # the LGO's own first account: no person, no card, SEM101 and SEM102 only


class AccountStatus(models.TextChoices):
    ENROLLING = "ENROLLING"  # reaches only: set password, pair PC, first card read
    ACTIVE = "ACTIVE"
    LOCKED = "LOCKED"
    CLOSED = "CLOSED"


class Account(AbstractBaseUser):
    """A sign-in name: of one person at one organisation, or of one LGO (its first account).

    A person who moves gets another account at the new organisation, so that account, key, card and sessions of the
    old one end together on their day.
    """

    GUARD: ClassVar[Guard] = Guard.AUDITED
    UNRECORDED: ClassVar[tuple[str, ...]] = ("password", "one_time_hash")
    PRIVACY: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "user_name": Privacy.INTERNAL,
        "password": Privacy.SENSITIVE,
        "kind": Privacy.INTERNAL,
        "person": Privacy.INTERNAL,
        "organisation": Privacy.INTERNAL,
        "status": Privacy.INTERNAL,
        "must_change": Privacy.INTERNAL,
        "one_time_hash": Privacy.SENSITIVE,
        "one_time_until": Privacy.INTERNAL,
        "issued_by": Privacy.INTERNAL,
        "issued_at": Privacy.INTERNAL,
        "reset_by": Privacy.INTERNAL,
        "password_set_at": Privacy.INTERNAL,
        "locked_reason": Privacy.PERSONAL,
        "unlocked_until": Privacy.INTERNAL,
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user_name = models.CharField(max_length=40, unique=True)
    # Django's own column, without its translated label, which would make the migration depend on the language.
    password = models.CharField(max_length=128)
    kind = models.CharField(max_length=20, choices=AccountKind)
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    status = models.CharField(max_length=20, choices=AccountStatus)
    must_change = models.BooleanField(default=True)
    one_time_hash = models.CharField(max_length=200, default="")
    one_time_until = models.DateTimeField(null=True)
    issued_by = models.UUIDField(null=True)
    issued_at = models.DateTimeField()
    # Who gave the present one-time password, until the holder has shown PC and card again: not to approve either.
    reset_by = models.UUIDField(null=True)
    password_set_at = models.DateTimeField(null=True)
    locked_reason = models.CharField(max_length=300, default="")
    # A first account that the province opened again for a stated time locks itself when that time is over.
    unlocked_until = models.DateTimeField(null=True)

    # The books say who signed in when; Django's own column would be written outside an open change.
    last_login = None

    USERNAME_FIELD = "user_name"
    objects: ClassVar[BaseUserManager[Account]] = BaseUserManager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=~Q(status="CLOSED"),
                name="account_one_a_person_and_place",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(kind="LGO_BOOTSTRAP") & ~Q(status="CLOSED"),
                name="account_one_first_account_an_lgo",
            ),
            models.CheckConstraint(
                condition=Q(kind="LGO_BOOTSTRAP", person=None)
                | (~Q(kind="LGO_BOOTSTRAP") & Q(person__isnull=False)),
                name="account_person_fits_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.user_name

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """Django's word for: may hold a session at all."""
        return self.status in (AccountStatus.ENROLLING, AccountStatus.ACTIVE)

    @property
    def with_card(self) -> bool:
        return self.kind != AccountKind.LGO_BOOTSTRAP

    def locked_at(self, now: datetime) -> bool:
        """True when nobody may sign in with it at `now`."""
        over = self.unlocked_until is not None and now >= self.unlocked_until
        return self.status == AccountStatus.LOCKED or (self.status == AccountStatus.ACTIVE and over)


class Pass(models.Model):
    """A one-time way in while a card cannot be used: one person, one LGO, some hours, a stated reason."""

    GUARD: ClassVar[Guard] = Guard.AUDITED
    UNRECORDED: ClassVar[tuple[str, ...]] = ("code_hash",)
    PRIVACY: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "account": Privacy.INTERNAL,
        "code_hash": Privacy.SENSITIVE,
        "reason": Privacy.PERSONAL,
        "issued_by": Privacy.INTERNAL,
        "issued_at": Privacy.INTERNAL,
        "until": Privacy.INTERNAL,
        "used_at": Privacy.INTERNAL,
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="passes")
    code_hash = models.CharField(max_length=64)
    reason = models.CharField(max_length=300)
    issued_by = models.UUIDField(null=True)
    issued_at = models.DateTimeField()
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"pass {self.id}"
