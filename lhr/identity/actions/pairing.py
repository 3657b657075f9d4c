"""Registering a PC: a one-time code, a key, and the proof that the PC holds it (card-login.md 5.1)."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.marks import anonymous_act, technical_act
from lhr.access.permissions import Permission
from lhr.audit.book import change
from lhr.audit.models import Change
from lhr.history import ledger
from lhr.identity import limits, one_time, refusals, rules, statements, throttle
from lhr.identity.models import Account, AccountStatus, AgentKey, KeyStatus, PairingCode
from lhr.identity.records import SIGN_IN_REFUSED, keep_challenge, note_refusal
from lhr.identity.refusals import SignInRefused, card_refusal
from lhr.kernel import clock
from lhr.kernel.rules import stop_if
from lhr_card import wire
from lhr_card.statement import PAIR, Statement

CODE_MINUTES = 10
CODE_TRIES = 10
_STORAGE_FORM = re.compile(r"[a-z0-9-]{1,20}")
_LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True)
class PairingIssued:
    """A code with the instant at which it ends; shown now and never again."""

    code: str
    until: datetime


def pairing_code(*, by: Actor, account: Account) -> PairingIssued:
    """Issue a code (10 letters, 10 minutes) for the person of this account: by the person, or by the office above.

    An earlier code of the account ends. Raises RuleBroken (ID-07).
    """
    path = account.organisation.path
    own = by.account_id is not None and by.account_id == account.pk
    policy.require(by, Permission.CARD_ENROL if own else Permission.AGENT_APPROVE, path)
    closed = account.status in (AccountStatus.CLOSED, AccountStatus.LOCKED)
    stop_if(
        rules.check_may_enrol(with_card=account.with_card, closed=closed, must_change=account.must_change)
    )
    with change(by, "identity:pairing:code", account, path=path) as this:
        PairingCode.objects.filter(account=account, used_at=None).delete()
        code = _free_code(this.at)
        until = this.at + timedelta(minutes=CODE_MINUTES)
        PairingCode.objects.create(
            account=account,
            handle=code[: one_time.HANDLE_LETTERS],
            code_hash=one_time.digest("pairing", code),
            issued_by=by.account_id,
            issued_at=this.at,
            expires_at=until,
        )
    return PairingIssued(code, until)


@technical_act("a challenge for whoever holds the one-time code")
def pairing_nonce(*, by: Actor, code: str, address: str) -> str:
    """Return the nonce that a PC signs to prove its key. Raises SignInRefused (PAIRING_CODE, TOO_MANY)."""
    row = _code_row(by, code, address)
    nonce = wire.b64url(secrets.token_bytes(32))
    seconds = max(int((row.expires_at - clock.now()).total_seconds()), 1)
    keep_challenge(nonce, PAIR, pairing=row, seconds=seconds)
    return nonce


@anonymous_act("the one-time code names the person, the signature proves the key, the office above approves")
def pair(
    *,
    by: Actor,
    code: str,
    jwk: object,
    storage: object,
    agent_ver: object,
    label: object,
    statement: object,
    sig: object,
    address: str,
) -> AgentKey:
    """Keep the key of a PC as PENDING for the person the code names; the office above approves it.

    Raises SignInRefused: PAIRING_CODE, TOO_MANY, BAD_STATEMENT and others of checks 1 to 6, KEY_OF_ANOTHER.
    """
    row = _code_row(by, code, address)
    account = row.account
    path = account.organisation.path
    try:
        with transaction.atomic(durable=True):
            told = _told(jwk, storage, agent_ver, label)
            said = _proved(told, row, statement, sig)
            with change(by, "identity:agent:paired", account, path=path) as this:
                return _keep(this, account, row, told, said)
    except SignInRefused as refused:
        note_refusal(by, SIGN_IN_REFUSED, account, refused.code, path=path)
        raise


@dataclass(frozen=True, slots=True)
class _Told:
    jwk: dict[str, str]
    storage: str
    label: str
    agent_version: str


def _told(jwk: object, storage: object, agent_ver: object, label: object) -> _Told:
    """What the agent says of itself, in its exact form; BAD_STATEMENT otherwise."""
    if not isinstance(jwk, Mapping) or not all(
        isinstance(jwk.get(part), str) for part in ("kty", "crv", "x", "y")
    ):
        raise card_refusal("BAD_STATEMENT")
    if not isinstance(storage, str) or not _STORAGE_FORM.fullmatch(storage) or not isinstance(agent_ver, str):
        raise card_refusal("BAD_STATEMENT")
    shown = "".join(c for c in label if c.isprintable()) if isinstance(label, str) else ""
    public = {part: str(jwk[part]) for part in ("crv", "kty", "x", "y")}
    return _Told(public, storage, shown[:_LONGEST_LABEL], agent_ver[:30])


def _proved(told: _Told, row: PairingCode, statement: object, sig: object) -> Statement:
    said, data = statements.read(statement, typ=PAIR, purpose=PAIR)
    try:
        kid = wire.thumbprint(told.jwk)
    except ValueError:
        raise card_refusal("BAD_STATEMENT") from None
    if said.kid != kid or said.agent_ver != told.agent_version:
        raise card_refusal("BAD_STATEMENT")
    statements.check_signature(told.jwk, said, data, sig)
    statements.consume(said.nonce, purpose=PAIR, pairing=row)
    return said


def _keep(this: Change, account: Account, row: PairingCode, told: _Told, said: Statement) -> AgentKey:
    if PairingCode.objects.filter(pk=row.pk, used_at=None).update(used_at=this.at) != 1:
        raise SignInRefused(refusals.PAIRING_CODE)
    known = AgentKey.objects.known().filter(kid=said.kid)
    if known.exclude(person=account.person_id).exclude(status=KeyStatus.REVOKED).exists():
        raise SignInRefused(refusals.KEY_OF_ANOTHER)
    values = {
        "jwk": wire.canonical(told.jwk).decode(),
        "storage": told.storage,
        "label": told.label,
        "agent_version": told.agent_version,
        "code_by": row.issued_by,
        "status": KeyStatus.PENDING,
        "decided_by": None,
        "decided_why": "",
        "ended_reason": "",
    }
    earlier = known.filter(account=account).first()
    if earlier is not None:
        return ledger.correct(this, earlier, until=None, **values)
    return ledger.record(
        this,
        AgentKey,
        account=account,
        person_id=account.person_id,
        organisation=account.organisation,
        kid=said.kid,
        starts=clock.day_of(this.at),
        **values,
    )


def _free_code(now: datetime) -> str:
    """Return a code whose first letters no living code has."""
    while True:
        code = one_time.new_pairing_code()
        living = PairingCode.objects.filter(used_at=None, expires_at__gt=now)
        if not living.filter(handle=code[: one_time.HANDLE_LETTERS]).exists():
            return code


def _code_row(by: Actor, code: str, address: str) -> PairingCode:
    """Return the living code. A wrong one is counted on its handle (10 tries a code) and on the address."""
    counter = limits.Counter(throttle.ADDRESS, address)
    limits.spend(counter)
    typed = one_time.written(code)
    now = clock.now()
    living = PairingCode.objects.filter(used_at=None, expires_at__gt=now, tries__lt=CODE_TRIES)
    row = (
        living.filter(handle=typed[: one_time.HANDLE_LETTERS]).select_related("account__organisation").first()
    )
    if row is None or not one_time.same(row.code_hash, one_time.digest("pairing", typed)):
        if row is not None:
            PairingCode.objects.filter(pk=row.pk).update(tries=F("tries") + 1)
            path = row.account.organisation.path
            note_refusal(by, SIGN_IN_REFUSED, row.account, refusals.PAIRING_CODE.code, path=path)
        raise SignInRefused(refusals.PAIRING_CODE)
    limits.succeed(counter)
    return row
