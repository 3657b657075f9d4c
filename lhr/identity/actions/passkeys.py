"""Passkeys: asked for, shown, enrolled, approved, removed (card-login.md 7.1; ADR 0011)."""

from __future__ import annotations

import secrets
from uuid import UUID

from django.db import transaction

from lhr import config
from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.marks import anonymous_act, technical_act
from lhr.access.permissions import Permission
from lhr.audit.book import change
from lhr.audit.models import Change
from lhr.history import ledger
from lhr.identity import one_time, passkeys, queries, refusals, rules, second_factor
from lhr.identity.models import Account, AccountStatus, KeyStatus, Passkey, SignIn, Stage
from lhr.identity.passkeys import ENROL, LOGIN, Made, PasskeyShown
from lhr.identity.records import (
    SIGN_IN_REFUSED,
    activate_if_ready,
    check_version,
    end_sign_ins,
    full_sign_ins,
    hold,
    keep_challenge,
    tell,
)
from lhr.identity.refusals import SignInRefused
from lhr.kernel import clock
from lhr.kernel.rules import stop_if
from lhr.kernel.words import Words
from lhr_card import wire

_STAGES = {LOGIN: (Stage.PASSKEY,), ENROL: (Stage.ENROLLING, Stage.PASSKEY, Stage.FULL)}
LONGEST_LABEL = 60

_ENROLLED = Words("ลงทะเบียนกุญแจผ่าน “{label}” (รออนุมัติ)", "Passkey “{label}” was registered and waits for approval")
_ADDED = Words("เพิ่มกุญแจผ่าน “{label}”", "Passkey “{label}” was added")
_APPROVED = Words("อนุมัติกุญแจผ่าน “{label}” แล้ว", "Passkey “{label}” was approved")
_REFUSED = Words("ไม่อนุมัติกุญแจผ่าน “{label}”", "Passkey “{label}” was refused")
_REMOVED = Words("ลบกุญแจผ่าน “{label}”", "Passkey “{label}” was removed")
_COPIED = Words(
    "ตัวนับของกุญแจผ่าน “{label}” ย้อนหลัง อาจมีผู้ทำสำเนาไว้ ให้ใช้อันอื่นแล้วลบอันนี้",
    "The counter of passkey “{label}” went back: it may have been copied. Use another and remove this one",
)


@technical_act("a nonce for the session that asks")
def passkey_question(
    *, by: Actor, sign_in: SignIn, purpose: str, tx: bytes | None = None, name: str = ""
) -> dict[str, object]:
    """Return nonce and options for the browser: to make a passkey (ENROL), else to show one.

    `purpose` is LOGIN, ENROL or the permission of a weighty act, then with the bytes of its transaction. Raises
    SignInRefused (WRONG_STAGE).
    """
    del by
    account = _account_of(sign_in, purpose)
    nonce = wire.b64url(secrets.token_bytes(32))
    keep_challenge(nonce, purpose, sign_in=sign_in, tx=tx, seconds=config.passkey_seconds())
    if purpose == ENROL:
        return {"nonce": nonce, "create": passkeys.to_create(account, nonce, name or account.user_name)}
    return {"nonce": nonce, "get": passkeys.to_get(account, nonce, purpose, tx)}


@anonymous_act("the proof is in the message: signed by the account's own passkey over our nonce")
def verify_passkey(
    *, by: Actor, sign_in: SignIn, sent: object, purpose: str, tx: bytes | None = None
) -> PasskeyShown:
    """Return the passkey that was shown. Raises SignInRefused; every refusal is in the book, committed."""
    account = _account_of(sign_in, purpose)
    with transaction.atomic(durable=True):
        found = _tried(sign_in, account, sent, purpose, tx)
        if isinstance(found, SignInRefused):
            with change(by, SIGN_IN_REFUSED, account, path=account.organisation.path, reason=found.code):
                _tell_if_copied(by, account, sent, found)
        else:
            second_factor.note_use(found.passkey.entry_id, found.sign_count, clock.now())
    if isinstance(found, SignInRefused):
        raise found
    return found


@anonymous_act("a sign-in whose passkey was verified")
def complete_by_passkey(*, by: Actor, sign_in: SignIn, shown: PasskeyShown, session_key: str) -> SignIn:
    """Make the session FULL; the web has rotated its id. Call it in one transaction with the check of the rights."""
    account = shown.account
    if shown.purpose != LOGIN or account.must_change or account.status != AccountStatus.ACTIVE:
        raise SignInRefused(refusals.WRONG_STAGE)
    with change(by, "identity:signin:made", account, path=account.organisation.path) as this:
        row = hold(sign_in, Stage.PASSKEY)
        end_sign_ins(full_sign_ins([account]), "ELSEWHERE", this.at)
        row.stage, row.passkey = Stage.FULL, shown.passkey.entry_id
        row.via = "passkey" if row.via == "password" else row.via
        row.shows("passkey")
        row.session_digest = one_time.digest("session", session_key)
        row.seen_at = this.at
        row.save()
        if account.reset_by is not None:
            # A passkey that somebody else approved was shown with the new password: the reset gives nobody a way in.
            account.reset_by = None
            account.save(update_fields=["reset_by"])
    return row


@anonymous_act("the session's password, and the earlier passkey or somebody else's approval, are the authority")
def enrol_passkey(
    *, by: Actor, sign_in: SignIn, sent: object, label: str, vouched: PasskeyShown | None = None
) -> Passkey:
    """Keep a new passkey: the first as PENDING until somebody else approved it; a next one, vouched for by one in
    force that was shown just now, at once.

    Other sessions of the account end. Raises SignInRefused (PK codes), or RuleBroken (ID-07).
    """
    account = _account_of(sign_in, ENROL)
    first = not second_factor.in_force(account.pk).exists()
    if not first and (vouched is None or vouched.account.pk != account.pk):
        raise passkeys.refusal("PASSKEY_NEEDED")
    stop_if(rules.check_may_enrol(with_card=account.with_card, closed=False, must_change=account.must_change))
    made = _made(by, account, sign_in, sent)
    named = label.strip()[:LONGEST_LABEL] or "-"
    tag = "identity:passkey:enrolled" if first else "identity:passkey:added"
    with change(by, tag, account, path=account.organisation.path) as this:
        for waiting in Passkey.objects.known().filter(account=account, status=KeyStatus.PENDING):
            ledger.correct(this, waiting, status=KeyStatus.REVOKED, decided_why="")
        kept = _keep(this, account, made, named, KeyStatus.PENDING if first else KeyStatus.ACTIVE)
        second_factor.note_use(kept.entry_id, made.sign_count, None)
        end_sign_ins(SignIn.objects.filter(account=account).exclude(pk=sign_in.pk), "PASSKEY_ADDED", this.at)
        tell(by, account, _ENROLLED if first else _ADDED, named)
    return kept


def approve_passkey(*, by: Actor, entry_id: UUID, version: int) -> Passkey:
    """Put the first passkey of an account in force. Raises RuleBroken (ID-04, ID-07.5, ID-08) or Overtaken."""
    found = second_factor.live(entry_id)
    account, path = found.account, found.account.organisation.path
    policy.require(by, Permission.AGENT_APPROVE, path)
    stop_if(
        [
            *rules.check_decider(by, Permission.AGENT_APPROVE, path=path, owner=account.person_id),
            *rules.check_second_person(by, queries.helped_by([found])[entry_id]),
            *rules.check_undecided(pending=found.status == KeyStatus.PENDING),
        ]
    )
    check_version(found, version)
    with change(by, "identity:passkey:approved", account, path=path) as this:
        approved = ledger.correct(this, found, status=KeyStatus.ACTIVE, decided_by=by.account_id)
        activate_if_ready(this, account)
        tell(by, account, _APPROVED, found.label)
    return approved


def refuse_passkey(*, by: Actor, entry_id: UUID, version: int, reason: str) -> Passkey:
    """Turn a pending passkey down, with a reason."""
    found = second_factor.live(entry_id)
    account, path = found.account, found.account.organisation.path
    policy.require(by, Permission.AGENT_APPROVE, path)
    stop_if(
        [
            *rules.check_decider(by, Permission.AGENT_APPROVE, path=path, owner=account.person_id),
            *rules.check_undecided(pending=found.status == KeyStatus.PENDING),
            *rules.check_reason(reason),
        ]
    )
    check_version(found, version)
    why = reason[: rules.LONGEST_REASON]
    with change(by, "identity:passkey:refused", account, path=path, reason=reason) as this:
        refused = ledger.correct(
            this, found, status=KeyStatus.REVOKED, decided_by=by.account_id, decided_why=why
        )
        tell(by, account, _REFUSED, found.label)
    return refused


def remove_passkey(*, by: Actor, sign_in: SignIn, entry_id: UUID, version: int) -> Passkey:
    """End one of one's own passkeys; every other session of the account ends. Raises RuleBroken (ID-09)."""
    found = second_factor.live(entry_id)
    account, path = found.account, found.account.organisation.path
    policy.require(by, Permission.ACCOUNT_OWN, path)
    if found.account_id != by.account_id:
        raise Passkey.DoesNotExist
    others = second_factor.in_force(account.pk).exclude(entry_id=entry_id)
    stop_if(
        rules.check_not_last_passkey(required=second_factor.required_of(account), another=others.exists())
    )
    check_version(found, version)
    with change(by, "identity:passkey:removed", account, path=path) as this:
        removed = ledger.correct(this, found, status=KeyStatus.REVOKED, decided_by=by.account_id)
        end_sign_ins(SignIn.objects.filter(account=account).exclude(pk=sign_in.pk), "PASSKEY_REMOVED", this.at)
        tell(by, account, _REMOVED, found.label)
    return removed


def _tried(
    sign_in: SignIn, account: Account, sent: object, purpose: str, tx: bytes | None
) -> PasskeyShown | SignInRefused:
    """A refusal is returned and raised later, so that the used nonce and its row in the book are kept."""
    try:
        return passkeys.shown(sign_in, account, sent, purpose=purpose, tx=tx)
    except SignInRefused as refused:
        return refused


def _made(by: Actor, account: Account, sign_in: SignIn, sent: object) -> Made:
    found: Made | SignInRefused
    with transaction.atomic(durable=True):
        try:
            found = passkeys.made(sign_in, sent)
            if Passkey.objects.known().filter(credential=found.credential).exclude(status=KeyStatus.REVOKED).exists():
                found = passkeys.refusal("PASSKEY_KNOWN")
        except SignInRefused as refused:
            found = refused
        if isinstance(found, SignInRefused):
            with change(by, SIGN_IN_REFUSED, account, path=account.organisation.path, reason=found.code):
                pass
    if isinstance(found, SignInRefused):
        raise found
    return found


def _tell_if_copied(by: Actor, account: Account, sent: object, refused: SignInRefused) -> None:
    if refused.code == "PASSKEY_COPIED":
        label = passkeys.named(account, sent)
        tell(by, account, _COPIED, label, above=True)


def _keep(this: Change, account: Account, made: Made, label: str, status: KeyStatus) -> Passkey:
    return ledger.record(
        this,
        Passkey,
        account=account,
        credential=made.credential,
        public_key=made.public_key,
        label=label,
        synced=made.synced,
        transports=made.transports,
        aaguid=made.aaguid,
        status=status,
        starts=clock.day_of(this.at),
    )


def _account_of(sign_in: SignIn, purpose: str) -> Account:
    row = SignIn.objects.select_related("account__organisation").get(pk=sign_in.pk)
    fits = row.stage in _STAGES.get(purpose, (Stage.FULL,)) and row.ended_at is None and not row.locked_code
    if not fits or row.account is None or not row.account.is_active or row.account.must_change:
        raise SignInRefused(refusals.WRONG_STAGE)
    return row.account
