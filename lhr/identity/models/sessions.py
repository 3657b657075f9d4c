"""Sessions, challenges, links of card agents and the counters of failures: technical rows, shared by all workers."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from lhr.audit.guard import Guard
from lhr.identity.models.accounts import Account, Pass
from lhr.identity.models.keys import PairingCode
from lhr.kernel.privacy import Privacy


class Stage(models.TextChoices):
    OUTSIDE = "OUTSIDE"  # nobody yet: lets an owner show the PC's key before the password
    PRE = "PRE"  # the password was right; the card (or a new password) is still to come
    ENROLLING = "ENROLLING"  # the password was right; what the account needs is not all approved yet
    PASSKEY = "PASSKEY"  # password, and card where there is one, were right; the passkey is still to come
    FULL = "FULL"


class SignIn(models.Model):
    """One session. Found by the digest of the browser's session id; the id itself is nowhere in our tables or logs."""

    GUARD: ClassVar[Guard] = Guard.FREE
    PRIVACY: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        (
            "id", "session_digest", "account", "stage", "via", "kid", "boot", "seq", "started_at", "seen_at",
            "card_seen_at", "locked_code", "locked_at", "ended_at", "ended_why", "given", "duty", "factors", "passkey",
        ),
        Privacy.INTERNAL,
    ) | {"fingerprint": Privacy.SENSITIVE, "address": Privacy.PERSONAL}  # fmt: skip

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session_digest = models.CharField(max_length=64)
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="sign_ins")
    stage = models.CharField(max_length=20, choices=Stage)
    via = models.CharField(max_length=20, default="")
    duty = models.CharField(max_length=60, default="")
    # What was shown, in its order: "password", "password card passkey", "password thaid" …
    factors = models.CharField(max_length=60, default="")
    passkey = models.UUIDField(null=True)  # the entry of the passkey that was shown
    kid = models.CharField(max_length=43, default="")
    boot = models.CharField(max_length=16, default="")
    seq = models.BigIntegerField(default=0)
    fingerprint = models.CharField(max_length=64, default="")
    address = models.CharField(max_length=45, default="")
    given = models.ForeignKey(Pass, models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    card_seen_at = models.DateTimeField(null=True)
    locked_code = models.CharField(max_length=30, default="")
    locked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=30, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session_digest"], condition=Q(ended_at=None), name="sign_in_one_a_session"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["account", "started_at"], name="sign_in_by_account"),
            models.Index(fields=["kid"], condition=Q(ended_at=None), name="sign_in_by_key"),
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.id}"

    def shows(self, factor: str) -> None:
        """Note one more thing that was shown."""
        self.factors = f"{self.factors} {factor}".strip()


class Challenge(models.Model):
    """A nonce of 256 bits, good once, for one purpose, in the session (or for the pairing code) that asked."""

    GUARD: ClassVar[Guard] = Guard.FREE
    PRIVACY: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        ("nonce_digest", "sign_in", "pairing", "purpose", "tx_sha256", "issued_at", "expires_at", "used_at"),
        Privacy.INTERNAL,
    )

    nonce_digest = models.CharField(max_length=64, primary_key=True)
    sign_in = models.ForeignKey(SignIn, models.CASCADE, null=True, related_name="+")
    pairing = models.ForeignKey(PairingCode, models.CASCADE, null=True, related_name="+")
    purpose = models.CharField(max_length=64)
    tx_sha256 = models.CharField(max_length=43, default="")
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"challenge for {self.purpose}"


class AgentLink(models.Model):
    """What a card agent last told of its card. Presence only; nothing here ever starts a session."""

    GUARD: ClassVar[Guard] = Guard.FREE
    PRIVACY: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        ("link_digest", "kid", "boot", "seq", "n", "state", "why", "opened_at", "heard_at"), Privacy.INTERNAL
    )

    link_digest = models.CharField(max_length=64, primary_key=True)
    kid = models.CharField(max_length=43)
    boot = models.CharField(max_length=16, default="")
    seq = models.BigIntegerField(default=0)
    n = models.BigIntegerField(default=0)
    state = models.CharField(max_length=10, default="")
    why = models.CharField(max_length=32, default="")
    opened_at = models.DateTimeField()
    heard_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["kid", "heard_at"], name="agent_link_by_key")]

    def __str__(self) -> str:
        return f"{self.kid[:8]} {self.state}"


class Limit(models.Model):
    """One counter of failures. The key is a digest: no user name and no address is readable here."""

    GUARD: ClassVar[Guard] = Guard.FREE
    PRIVACY: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        ("key", "window_started_at", "failures", "in_a_row", "rounds", "locked_until"), Privacy.INTERNAL
    )

    key = models.CharField(max_length=60, primary_key=True)
    window_started_at = models.DateTimeField()
    failures = models.PositiveIntegerField(default=0)
    in_a_row = models.PositiveIntegerField(default=0)
    rounds = models.PositiveIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.key[:12]} {self.failures}"
