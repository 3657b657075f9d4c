"""Small steps that several acts share, always inside the change that the act has opened."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import models, transaction

from lhr.access.actor import Actor
from lhr.audit.book import change
from lhr.audit.models import Change
from lhr.history import ledger
from lhr.identity import one_time, queries, refusals
from lhr.identity.events import SecondFactorChanged
from lhr.identity.models import (
    Account,
    AccountStatus,
    AgentKey,
    CardBinding,
    CardStatus,
    Challenge,
    PairingCode,
    Passkey,
    SignIn,
    Stage,
)
from lhr.identity.refusals import SignInRefused
from lhr.kernel import clock
from lhr.kernel.events import publish
from lhr.kernel.words import Words
from lhr_card import wire

SIGN_IN_REFUSED = "identity:signin:refused"


def note_refusal(by: Actor, tag: str, subject: models.Model, code: str, *, path: str = "/") -> None:
    """Write a refusal into the book and commit it, although the act itself comes to nothing."""
    with transaction.atomic(durable=True), change(by, tag, subject, path=path, reason=code):
        pass


def end_sign_ins(rows: models.QuerySet[SignIn], why: str, now: datetime) -> int:
    return rows.filter(ended_at=None).update(ended_at=now, ended_why=why)


def put_card_in_force(
    this: Change, account: Account, card: CardBinding, *, by: UUID | None, how: str
) -> CardBinding:
    """Let a pending card count from now on; the card before it ends, and with it what was opened by it."""
    for old in CardBinding.objects.known().filter(account=account, status=CardStatus.ACTIVE):
        ledger.correct(this, old, status=CardStatus.ENDED, ended_reason="ใช้บัตรใบใหม่")
        end_sign_ins(SignIn.objects.filter(account=account), "CARD_REPLACED", this.at)
    approved = ledger.correct(this, card, status=CardStatus.ACTIVE, confirmed_by=by, confirmed_how=how)
    activate_if_ready(this, account)
    return approved


def check_version(row: AgentKey | CardBinding | Passkey, seen: int) -> None:
    """Raise Overtaken when somebody else decided since the officer opened the page."""
    if row.version != seen:
        raise ledger.Overtaken(str(row))


def activate_if_ready(this: Change, account: Account) -> None:
    """An account being enrolled becomes ACTIVE once a key and a card of it are both in force, or the passkey that its
    role demands."""
    if queries.is_ready(account):
        Account.objects.filter(pk=account.pk, status=AccountStatus.ENROLLING).update(
            status=AccountStatus.ACTIVE
        )


def tell(by: Actor, account: Account, says: Words, label: str = "", *, above: bool = False) -> None:
    """Let the holder know what became of what the account is proved by."""
    event = SecondFactorChanged(
        by, account.person_id, account.organisation_id, account.user_name, says, label, above
    )
    publish(event)


def hold(sign_in: SignIn, stage: Stage) -> SignIn:
    """Return the session's row, held until the transaction ends. Raises SignInRefused when it ended or moved on."""
    row = SignIn.objects.select_for_update().get(pk=sign_in.pk)
    if row.ended_at is not None or row.stage != stage:
        raise SignInRefused(refusals.WRONG_STAGE)
    return row


def full_sign_ins(accounts: Iterable[Account]) -> models.QuerySet[SignIn]:
    return SignIn.objects.filter(account__in=list(accounts), stage=Stage.FULL, ended_at=None)


def keep_challenge(
    nonce: str,
    purpose: str,
    *,
    seconds: int,
    sign_in: SignIn | None = None,
    pairing: PairingCode | None = None,
    tx: bytes | None = None,
) -> None:
    """Keep the digest of a nonce; what this session (or code) no longer can use goes."""
    now = clock.now()
    Challenge.objects.filter(
        sign_in=sign_in, pairing=pairing, expires_at__lt=now - timedelta(hours=1)
    ).delete()
    Challenge.objects.create(
        nonce_digest=one_time.digest("nonce", nonce),
        sign_in=sign_in,
        pairing=pairing,
        purpose=purpose,
        tx_sha256="" if tx is None else wire.tx_sha256(tx),
        issued_at=now,
        expires_at=now + timedelta(seconds=seconds),
    )
