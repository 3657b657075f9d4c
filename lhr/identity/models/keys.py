"""What an account presents beside its password: the key of a paired PC and a card."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from lhr.audit.guard import Guard
from lhr.history.models import FACT_PRIVACY, Fact
from lhr.identity.models.accounts import Account
from lhr.kernel.privacy import Privacy


class KeyStatus(models.TextChoices):
    PENDING = "PENDING"
    ACTIVE = "ACTIVE"
    REVOKED = "REVOKED"


class CardStatus(models.TextChoices):
    PENDING = "PENDING"
    ACTIVE = "ACTIVE"
    ENDED = "ENDED"


class AgentKey(Fact):
    """The public key (P-256) of a card agent, paired by one person of one organisation, in force once approved."""

    PRIVACY: ClassVar[dict[str, Privacy]] = {
        **FACT_PRIVACY,
        "account": Privacy.INTERNAL,
        "person": Privacy.INTERNAL,
        "organisation": Privacy.INTERNAL,
        "kid": Privacy.INTERNAL,
        "jwk": Privacy.INTERNAL,
        "storage": Privacy.INTERNAL,
        "label": Privacy.PERSONAL,
        "agent_version": Privacy.INTERNAL,
        "code_by": Privacy.INTERNAL,
        "status": Privacy.INTERNAL,
        "decided_by": Privacy.INTERNAL,
        "decided_why": Privacy.PERSONAL,
        "ended_reason": Privacy.PERSONAL,
    }

    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    kid = models.CharField(max_length=43)
    jwk = models.TextField()
    storage = models.CharField(max_length=20)
    label = models.CharField(max_length=60, default="")
    agent_version = models.CharField(max_length=30)
    # The account that asked for the code this PC was paired with: the owner, or an office that may not approve it then.
    code_by = models.UUIDField(null=True)
    status = models.CharField(max_length=20, choices=KeyStatus)
    decided_by = models.UUIDField(null=True)
    decided_why = models.CharField(max_length=300, default="")
    # Set when the person left: that end can be taken back when the movement is cancelled, a revocation cannot.
    ended_reason = models.CharField(max_length=300, default="")

    class Meta(Fact.Meta):
        constraints: ClassVar = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["kid", "account"], condition=Q(superseded=None), name="agent_key_once_an_account"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kid"], condition=Q(superseded=None), name="agent_key_by_kid"),
            models.Index(
                fields=["organisation", "status"], condition=Q(superseded=None), name="agent_key_by_place"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kid[:8]} {self.status}"


class CardBinding(Fact):
    """One ID card bound to one account. Never trusted at first use: PENDING until somebody has seen it."""

    PRIVACY: ClassVar[dict[str, Privacy]] = {
        **FACT_PRIVACY,
        "account": Privacy.INTERNAL,
        "fingerprint": Privacy.SENSITIVE,
        "cid_hmac": Privacy.SENSITIVE,
        "issue": Privacy.PERSONAL,
        "expire": Privacy.PERSONAL,
        "atr": Privacy.INTERNAL,
        "code_by": Privacy.INTERNAL,
        "status": Privacy.INTERNAL,
        "confirmed_by": Privacy.INTERNAL,
        "confirmed_how": Privacy.INTERNAL,
        "ended_reason": Privacy.PERSONAL,
    }

    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=64)
    cid_hmac = models.CharField(max_length=64)
    issue = models.CharField(max_length=8)
    expire = models.CharField(max_length=8)
    # Recorded to notice a change of it, which the log tells and nobody is refused for.
    atr = models.CharField(max_length=66, default="")
    code_by = models.UUIDField(null=True)  # of the PC that read it
    status = models.CharField(max_length=20, choices=CardStatus)
    confirmed_by = models.UUIDField(null=True)
    confirmed_how = models.CharField(max_length=20, default="")
    ended_reason = models.CharField(max_length=300, default="")

    class Meta(Fact.Meta):
        constraints: ClassVar = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(superseded=None, status="ACTIVE"),
                name="card_binding_one_active",
            ),
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(superseded=None, status="PENDING"),
                name="card_binding_one_pending",
            ),
        ]

    def __str__(self) -> str:
        return f"card {self.entry_id} {self.status}"


class PairingCode(models.Model):
    """A one-time code that lets a PC register its key for one person of one organisation.

    The first four letters (`handle`) find the row, so that wrong tries at the rest are counted on the code itself.
    """

    GUARD: ClassVar[Guard] = Guard.FREE
    PRIVACY: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "account": Privacy.INTERNAL,
        "handle": Privacy.INTERNAL,
        "code_hash": Privacy.SENSITIVE,
        "issued_by": Privacy.INTERNAL,
        "issued_at": Privacy.INTERNAL,
        "expires_at": Privacy.INTERNAL,
        "tries": Privacy.INTERNAL,
        "used_at": Privacy.INTERNAL,
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    handle = models.CharField(max_length=4)
    code_hash = models.CharField(max_length=64)
    issued_by = models.UUIDField(null=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["handle"], name="pairing_code_by_handle")]

    def __str__(self) -> str:
        return f"pairing code {self.id}"
