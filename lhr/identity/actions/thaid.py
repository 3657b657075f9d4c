"""ThaID, where it is switched on: the way in while a card cannot be used, and a card confirmed without a visit."""

from __future__ import annotations

import secrets

from django.db import transaction

from lhr import config
from lhr.access.actor import Actor
from lhr.access.marks import anonymous_act, technical_act
from lhr.audit.book import change
from lhr.identity import one_time, queries, refusals, second_factor, statements, thaid
from lhr.identity.models import Account, AccountStatus, CardBinding, CardStatus, SignIn, Stage
from lhr.identity.records import (
    end_sign_ins,
    full_sign_ins,
    hold,
    keep_challenge,
    note_refusal,
    put_card_in_force,
    tell,
)
from lhr.identity.refusals import SignInRefused
from lhr.identity.thaid import CARD, LOGIN, ThaidShown
from lhr.kernel.words import Words
from lhr_card import wire

CONFIRMED_BY = "THAID"
_REFUSED = queries.REFUSED_BY_THAID
_STAGES = {LOGIN: (Stage.PRE,), CARD: (Stage.ENROLLING, Stage.PRE, Stage.FULL)}
_CARD_CONFIRMED = Words("ยืนยันบัตรประจำตัวประชาชนด้วย ThaID แล้ว", "The ID card was confirmed by ThaID")


@technical_act("a state for the session that asks")
def ask_thaid(*, by: Actor, sign_in: SignIn, purpose: str) -> str:
    """Return the address at which the holder confirms: LOGIN or CARD. Raises SignInRefused."""
    del by
    _account_of(sign_in, purpose)
    state = wire.b64url(secrets.token_bytes(32))
    keep_challenge(state, purpose, sign_in=sign_in, seconds=config.thaid_seconds())
    return thaid.address(state)


@anonymous_act("the proof is ThaID's signed answer to this session's own question")
def told_by_thaid(
    *, by: Actor, sign_in: SignIn, purpose: str, state: str, code: str, error: str = ""
) -> ThaidShown:
    """Return what ThaID says of this account's owner. The state is used up whatever comes after.

    Raises SignInRefused (TH codes); every refusal is in the book, committed.
    """
    account = _account_of(sign_in, purpose)
    try:
        with transaction.atomic(durable=True):
            _consume(state, purpose, sign_in)
        if error or not code:
            raise thaid.refusal("THAID_CANCELLED")
        claims = thaid.claims_of(thaid.token_for(code, state), thaid.nonce_of(state))
        return thaid.shown(account, purpose, claims)
    except SignInRefused as refused:
        path = account.organisation.path
        with transaction.atomic(durable=True), change(by, _REFUSED, account, path=path, reason=refused.code):
            pass  # the refusal is kept although the act comes to nothing
        raise


@anonymous_act("a sign-in whose owner ThaID has confirmed beside the password")
def complete_by_thaid(*, by: Actor, sign_in: SignIn, shown: ThaidShown, session_key: str) -> SignIn:
    """Make the session FULL, or let it wait for the passkey, marked "thaid" in every book; it never opens SEM102.

    The web has rotated the session id. Call it in one transaction with the check of the rights.
    """
    account = shown.account
    fits = shown.purpose == LOGIN and account.pk == sign_in.account_id
    if not fits or account.must_change or account.status != AccountStatus.ACTIVE:
        raise SignInRefused(refusals.WRONG_STAGE)
    waits = second_factor.asked_of(account)
    with change(by, "identity:signin:by_thaid", account, path=account.organisation.path) as this:
        if not waits:
            end_sign_ins(full_sign_ins([account]), "ELSEWHERE", this.at)
        row = hold(sign_in, Stage.PRE)
        row.stage, row.via = Stage.PASSKEY if waits else Stage.FULL, "thaid"
        row.shows("thaid")
        row.session_digest = one_time.digest("session", session_key)
        row.seen_at = this.at
        row.save()
    return row


@anonymous_act("ThaID has confirmed the owner of the card, instead of an officer who looks at it")
def confirm_card_by_thaid(*, by: Actor, sign_in: SignIn, shown: ThaidShown) -> CardBinding:
    """Put the card that waits in force when ThaID knows it by the same day of issue. Raises SignInRefused (TH-06).

    The PC still needs somebody's approval: two persons always.
    """
    account, path = shown.account, shown.account.organisation.path
    if shown.purpose != CARD or account.pk != sign_in.account_id:
        raise SignInRefused(refusals.WRONG_STAGE)
    card = CardBinding.objects.known().filter(account=account, status=CardStatus.PENDING).first()
    if card is None or not shown.issued_on or card.issue != shown.issued_on:
        refused = thaid.refusal("THAID_CARD")
        note_refusal(by, _REFUSED, account, refused.code, path=path)
        raise refused
    with change(by, "identity:card:by_thaid", account, path=path) as this:
        confirmed = put_card_in_force(this, account, card, by=account.pk, how=CONFIRMED_BY)
        tell(by, account, _CARD_CONFIRMED)
    return confirmed


def _consume(state: str, purpose: str, sign_in: SignIn) -> None:
    try:
        statements.consume(state, purpose=purpose, sign_in=sign_in)
    except SignInRefused:
        raise thaid.refusal("THAID_STATE") from None


def _account_of(sign_in: SignIn, purpose: str) -> Account:
    if not config.thaid():
        raise thaid.refusal("THAID_OFF")
    row = SignIn.objects.select_related("account__organisation").get(pk=sign_in.pk)
    fits = row.stage in _STAGES[purpose] and row.ended_at is None and not row.locked_code
    account = row.account
    if not fits or account is None or not account.is_active or account.must_change or account.person_id is None:
        raise SignInRefused(refusals.WRONG_STAGE)
    return account
