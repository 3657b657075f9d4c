"""Challenges, and the verification of what a card agent signed over them."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from lhr import config
from lhr.access.actor import Actor
from lhr.access.marks import anonymous_act, technical_act
from lhr.audit.book import change
from lhr.identity import refusals, rules, statements, throttle
from lhr.identity.limits import Counter, look, spend, succeed
from lhr.identity.models import Account, SignIn, Stage
from lhr.identity.records import SIGN_IN_REFUSED, keep_challenge
from lhr.identity.refusals import SignInRefused
from lhr.identity.statements import CardPresented
from lhr.kernel import clock
from lhr_card import wire
from lhr_card.statement import ENROL_CARD, LOGIN, UNLOCK

_NONCE_BYTES = 32
_STAGES = {
    LOGIN: (Stage.OUTSIDE, Stage.PRE),
    ENROL_CARD: (Stage.PRE, Stage.ENROLLING, Stage.FULL),
    UNLOCK: (Stage.FULL,),
}


@technical_act("a nonce for the session that asks")
def challenge(*, by: Actor, sign_in: SignIn, purpose: str, tx: bytes | None = None) -> str:
    """Return a fresh nonce (43 characters) for this session and purpose: "login", "unlock", "enrol-card" or the name
    of the permission of a weighty act, then with the bytes of its transaction.

    Technical: nothing of the register changes, so the book has no row. Raises SignInRefused (WRONG_STAGE).
    """
    del by
    _check_stage(SignIn.objects.get(pk=sign_in.pk), purpose)
    nonce = wire.b64url(secrets.token_bytes(_NONCE_BYTES))
    keep_challenge(nonce, purpose, sign_in=sign_in, tx=tx, seconds=config.challenge_seconds())
    return nonce


@anonymous_act("the proof is in the message: signed by the enrolled key over our nonce")
def verify_statement(
    *, by: Actor, sign_in: SignIn, statement: object, sig: object, purpose: str, tx: bytes | None = None
) -> CardPresented:
    """Make checks 1 to 11 of card-login.md 4.3 and return what was presented; check 12 (rights) is the caller's.

    `statement` and `sig` as posted; `tx` are the bytes of the transaction about to be saved. The nonce is used up
    once check 6 is passed, whatever comes after. Raises SignInRefused; every refusal is in the book, committed.
    """
    account = _account_of(sign_in, purpose)
    wrong_cards = Counter(throttle.CARD, str(account.pk))
    look(wrong_cards)
    with transaction.atomic(durable=True):
        # A refusal is returned here and raised below, so that the used nonce and its row in the book are kept.
        found = _tried(sign_in, account, statement, sig, purpose, tx)
        if isinstance(found, CardPresented):
            _heard(sign_in, found, clock.now())
        else:
            with change(by, SIGN_IN_REFUSED, account, path=account.organisation.path, reason=found.code):
                pass
    if isinstance(found, SignInRefused):
        if found.code == "NOT_YOUR_CARD":
            spend(wrong_cards)
        raise found
    if purpose == LOGIN:
        succeed(wrong_cards)
    return found


def _tried(
    sign_in: SignIn, account: Account, statement: object, sig: object, purpose: str, tx: bytes | None
) -> CardPresented | SignInRefused:
    try:
        return statements.verified(sign_in, account, statement, sig, purpose=purpose, tx=tx)
    except SignInRefused as refused:
        return refused


def _heard(sign_in: SignIn, presented: CardPresented, now: datetime) -> None:
    """A confirmation in a running session is also a sign of life of card and PC."""
    if sign_in.stage == Stage.FULL and presented.kid == sign_in.kid and not sign_in.locked_code:
        SignIn.objects.filter(pk=sign_in.pk).update(card_seen_at=now)


def _account_of(sign_in: SignIn, purpose: str) -> Account:
    row = SignIn.objects.select_related("account__organisation").get(pk=sign_in.pk)
    _check_stage(row, purpose)
    if row.account is None or not row.account.is_active:
        raise SignInRefused(refusals.WRONG_STAGE)
    return row.account


def _check_stage(row: SignIn, purpose: str) -> None:
    if row.via in rules.WITHOUT_CARD and purpose in rules.PASS_NEVER:
        raise SignInRefused(refusals.PASS_NEVER)
    fits = row.stage in _STAGES.get(purpose, (Stage.FULL,))
    if not fits or row.ended_at is not None or (row.locked_code and purpose != UNLOCK):
        raise SignInRefused(refusals.WRONG_STAGE)
