"""The books. Rows are added and never altered; the database refuses anything else."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from lhr.audit.guard import Guard
from lhr.kernel.privacy import Privacy

_WHO = {
    "actor_account": Privacy.INTERNAL,
    "actor_person": Privacy.INTERNAL,
    "actor_name": Privacy.PERSONAL,
    "actor_role": Privacy.INTERNAL,
    "via": Privacy.INTERNAL,
}


class Change(models.Model):
    """One officer's act on the register. Its number orders the register's knowledge; the clock only dates it.

    `transaction` and `began` are written by the database itself, whatever an INSERT says, where any SQL could name a
    change as open (PostgreSQL): the guards let rows be written under a change only in the transaction that made it.
    Two marks, because transaction ids begin anew where a dump is restored.
    """

    GUARD: ClassVar[Guard] = Guard.APPEND_ONLY
    OPENS_TRANSACTIONS: ClassVar[bool] = True
    PRIVACY: ClassVar[dict[str, Privacy]] = {
        **_WHO,
        "seq": Privacy.INTERNAL,
        "at": Privacy.INTERNAL,
        "tag": Privacy.INTERNAL,
        "subject_kind": Privacy.INTERNAL,
        "subject_id": Privacy.INTERNAL,
        "organisation_path": Privacy.INTERNAL,
        "reason": Privacy.PERSONAL,
        "transaction": Privacy.INTERNAL,
        "began": Privacy.INTERNAL,
    }

    seq = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    tag = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60)
    organisation_path = models.CharField(max_length=120, default="/")
    actor_account = models.UUIDField(null=True)
    actor_person = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200, default="")
    actor_role = models.CharField(max_length=30, default="")
    via = models.CharField(max_length=20, default="")
    reason = models.TextField(default="")
    transaction = models.BigIntegerField(null=True, editable=False)
    began = models.DateTimeField(null=True, editable=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["subject_kind", "subject_id"], name="change_by_subject"),
            models.Index(fields=["tag", "at"], name="change_by_tag"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.tag}"


class ChangedRow(models.Model):
    """Old and new values of one row touched by a change, written by the database's own trigger."""

    GUARD: ClassVar[Guard] = Guard.APPEND_ONLY
    WRITTEN_BY_TRIGGERS: ClassVar[bool] = True
    PRIVACY: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "change": Privacy.INTERNAL,
        "table": Privacy.INTERNAL,
        "row": Privacy.INTERNAL,
        "operation": Privacy.INTERNAL,
        "old": Privacy.SENSITIVE,
        "new": Privacy.SENSITIVE,
    }

    id = models.BigAutoField(primary_key=True)
    change = models.ForeignKey(Change, models.PROTECT, related_name="rows")
    table = models.CharField(max_length=80)
    row = models.CharField(max_length=60)
    operation = models.CharField(max_length=6)
    old = models.TextField(null=True)
    new = models.TextField(null=True)

    def __str__(self) -> str:
        return f"{self.operation} {self.table} {self.row}"


class Reading(models.Model):
    """Somebody looked at personal data of somebody else: who, when, why, what kind of view."""

    GUARD: ClassVar[Guard] = Guard.APPEND_ONLY
    PRIVACY: ClassVar[dict[str, Privacy]] = {
        **_WHO,
        "seq": Privacy.INTERNAL,
        "at": Privacy.INTERNAL,
        "organisation_path": Privacy.INTERNAL,
        "view": Privacy.INTERNAL,
        "purpose": Privacy.INTERNAL,
        "outcome": Privacy.INTERNAL,
    }

    seq = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor_account = models.UUIDField(null=True)
    actor_person = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200, default="")
    actor_role = models.CharField(max_length=30, default="")
    via = models.CharField(max_length=20, default="")
    organisation_path = models.CharField(max_length=120, default="/")
    view = models.CharField(max_length=40)
    purpose = models.CharField(max_length=200)
    outcome = models.CharField(max_length=30, default="")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["actor_account", "view", "at"], name="reading_by_account")]

    def __str__(self) -> str:
        return f"{self.seq} {self.view}"


class ReadingOf(models.Model):
    """One person who was seen in a reading."""

    GUARD: ClassVar[Guard] = Guard.APPEND_ONLY
    PRIVACY: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "reading": Privacy.INTERNAL,
        "person": Privacy.INTERNAL,
    }

    id = models.BigAutoField(primary_key=True)
    reading = models.ForeignKey(Reading, models.PROTECT, related_name="persons")
    person = models.UUIDField(db_index=True)

    def __str__(self) -> str:
        return f"{self.reading_id} {self.person}"


class SaveReceipt(models.Model):
    """The answer given to one save key. A void receipt closes a key for ever: nothing was or will be saved by it."""

    GUARD: ClassVar[Guard] = Guard.APPEND_ONLY
    PRIVACY: ClassVar[dict[str, Privacy]] = {
        "key": Privacy.INTERNAL,
        "account": Privacy.INTERNAL,
        "action": Privacy.INTERNAL,
        "body_digest": Privacy.INTERNAL,
        "result": Privacy.INTERNAL,
        "change_seq": Privacy.INTERNAL,
        "void": Privacy.INTERNAL,
        "at": Privacy.INTERNAL,
    }

    key = models.CharField(max_length=64, primary_key=True)
    account = models.CharField(max_length=60)
    action = models.CharField(max_length=80)
    body_digest = models.CharField(max_length=64)
    result = models.TextField(default="")
    change_seq = models.BigIntegerField(null=True)
    void = models.BooleanField(default=False)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.action} {'void' if self.void else 'saved'}"


class Draft(models.Model):
    """What an account has typed into a form and not saved; no part of the register. Written by lhr.audit.drafts."""

    GUARD: ClassVar[Guard] = Guard.FREE
    PRIVACY: ClassVar[dict[str, Privacy]] = {
        "key": Privacy.INTERNAL,
        "typed": Privacy.PERSONAL,
        "at": Privacy.INTERNAL,
    }

    key = models.CharField(max_length=64, primary_key=True)
    typed = models.TextField()
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"draft of {self.at}"


class Edition(models.Model):
    """Which edition of a package's tables is in force (lhr.audit.kept). It says nothing of the register itself."""

    GUARD: ClassVar[Guard] = Guard.FREE
    PRIVACY: ClassVar[dict[str, Privacy]] = {"package": Privacy.INTERNAL, "mark": Privacy.INTERNAL}

    package = models.CharField(max_length=30, primary_key=True)
    mark = models.UUIDField()

    def __str__(self) -> str:
        return f"{self.package} {self.mark}"
