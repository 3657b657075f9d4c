"""Passkeys (WebAuthn): the public half of a key that the holder's own device keeps."""

from __future__ import annotations

import hashlib
import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from lhr.audit.guard import Guard
from lhr.history.models import FACT_PRIVACY, Fact
from lhr.identity import one_time
from lhr.identity.models.accounts import Account
from lhr.identity.models.keys import KeyStatus
from lhr.kernel.privacy import Privacy


class Passkey(Fact):
    """One passkey of one account. The first waits for somebody's approval; it vouches for the next."""

    PRIVACY: ClassVar[dict[str, Privacy]] = {
        **FACT_PRIVACY,
        "account": Privacy.INTERNAL,
        "credential": Privacy.INTERNAL,
        "public_key": Privacy.INTERNAL,
        "label": Privacy.PERSONAL,
        "synced": Privacy.INTERNAL,
        "transports": Privacy.INTERNAL,
        "aaguid": Privacy.INTERNAL,
        "status": Privacy.INTERNAL,
        "decided_by": Privacy.INTERNAL,
        "decided_why": Privacy.PERSONAL,
    }

    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    credential = models.CharField(max_length=1400)  # base64url; an authenticator may give up to 1,023 bytes
    public_key = models.TextField()  # COSE, base64url
    label = models.CharField(max_length=60)
    synced = models.BooleanField(default=False)  # may be on several devices: the maker of the phone copies it
    transports = models.CharField(max_length=100, default="")
    aaguid = models.CharField(max_length=36, default="")
    status = models.CharField(max_length=20, choices=KeyStatus)
    decided_by = models.UUIDField(null=True)
    decided_why = models.CharField(max_length=300, default="")

    class Meta(Fact.Meta):
        constraints: ClassVar = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["credential"],
                condition=Q(superseded=None) & ~Q(status="REVOKED"),
                name="passkey_of_one_account",
            ),
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(superseded=None, status="PENDING"),
                name="passkey_one_pending",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["account", "status"], condition=Q(superseded=None), name="passkey_by_account")
        ]

    def __str__(self) -> str:
        return f"passkey {self.entry_id} {self.status}"

    @property
    def check_code(self) -> str:
        """Eight letters of the public key's digest, said aloud to whoever approves it: no secret."""
        digest = hashlib.sha256(self.public_key.encode()).digest()
        code = "".join(one_time.LETTERS[byte % len(one_time.LETTERS)] for byte in digest[:8])
        return f"{code[:4]}-{code[4:]}"


class PasskeyUse(models.Model):
    """How often a passkey says it was used, and when it last was: written at each use, so it is no fact."""

    GUARD: ClassVar[Guard] = Guard.FREE
    PRIVACY: ClassVar[dict[str, Privacy]] = dict.fromkeys(("entry_id", "sign_count", "used_at"), Privacy.INTERNAL)

    entry_id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sign_count = models.BigIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"use of passkey {self.entry_id}"
