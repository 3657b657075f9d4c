"""Small steps that several acts share, always inside the change that the act has opened."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import models, transaction
from django.db.models import Q

from lhr.access.actor import Actor
from lhr.audit.book import change
from lhr.audit.models import Change
from lhr.history import ledger
from lhr.identity.models import (
    Account,
    AccountStatus,
    AgentKey,
    CardBinding,
    CardStatus,
    KeyStatus,
    SignIn,
    Stage,
)
from lhr.kernel import clock


def note_refusal(by: Actor, tag: str, subject: models.Model, code: str, *, path: str = "/") -> None:
    """Write a refusal into the book and commit it, although the act itself comes to nothing."""
    with transaction.atomic(durable=True), change(by, tag, subject, path=path, reason=code):
        pass


def end_sign_ins(rows: models.QuerySet[SignIn], why: str, now: datetime) -> int:
    return rows.filter(ended_at=None).update(ended_at=now, ended_why=why)


def live_key(entry: UUID) -> AgentKey:
    """Return the live version. Raises AgentKey.DoesNotExist."""
    return AgentKey.objects.known().select_related("account__organisation").get(entry_id=entry)


def live_card(entry: UUID) -> CardBinding:
    """Return the live version. Raises CardBinding.DoesNotExist."""
    return CardBinding.objects.known().select_related("account__organisation").get(entry_id=entry)


def check_version(row: AgentKey | CardBinding, seen: int) -> None:
    """Raise Overtaken when somebody else decided since the officer opened the page."""
    if row.version != seen:
        raise ledger.Overtaken(str(row))


def activate_if_ready(this: Change, account: Account) -> None:
    """An account being enrolled becomes ACTIVE once a key and a card of it are both in force."""
    today = clock.day_of(this.at)
    mine = Q(account=account)
    key = AgentKey.objects.as_of(today).filter(mine, status=KeyStatus.ACTIVE).exists()
    card = CardBinding.objects.as_of(today).filter(mine, status=CardStatus.ACTIVE).exists()
    if key and card:
        Account.objects.filter(pk=account.pk, status=AccountStatus.ENROLLING).update(status=AccountStatus.ACTIVE)


def full_sign_ins(accounts: Iterable[Account]) -> models.QuerySet[SignIn]:
    return SignIn.objects.filter(account__in=list(accounts), stage=Stage.FULL, ended_at=None)
