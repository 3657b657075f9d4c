"""What a signed statement must be before it counts: checks 1 to 11 of card-login.md 4.3, in that order."""

from __future__ import annotations

import hmac
import json
import logging
from dataclasses import dataclass
from datetime import datetime

from django.utils.module_loading import import_string

from lhr import config
from lhr.identity import one_time, rules
from lhr.identity.card_status import CardRegister, Current
from lhr.identity.models import (
    Account,
    AgentKey,
    CardBinding,
    CardStatus,
    Challenge,
    KeyStatus,
    PairingCode,
    SignIn,
)
from lhr.identity.refusals import SignInRefused, card_refusal
from lhr.kernel import clock, thai_date
from lhr.kernel.words import Words
from lhr.people import queries as people
from lhr_card import fields, wire
from lhr_card.codes import CardProblem
from lhr_card.statement import ENROL_CARD, PAIR, PRESENCE, CardPart, Statement, typ_for

log = logging.getLogger(__name__)

_SKEW_WORTH_TELLING_MINUTES = 10


@dataclass(frozen=True, slots=True)
class CardPresented:
    """A card was presented at an enrolled PC: that, and no more, is what a good statement shows."""

    account: Account
    key: AgentKey
    kid: str
    boot: str
    seq: int
    fingerprint: str
    card: CardPart
    purpose: str
    skew_minutes: int = 0  # how far the PC's clock is off, when worth telling (CL-34)


def read(statement: object, *, typ: str, purpose: str | None = None) -> tuple[Statement, bytes]:
    """Check 1: size, form, canonical bytes, type."""
    try:
        data = wire.statement_bytes(statement)
        said = wire.parse(data)
    except wire.NotAStatement:
        raise card_refusal("BAD_STATEMENT") from None
    if said.typ != typ or (purpose == PAIR and said.purpose != PAIR):
        raise card_refusal("BAD_STATEMENT")
    return said, data


def key_of(account: Account, said: Statement, *, pending_will_do: bool) -> AgentKey:
    """Check 2: the key is known, in force today, and of this account's person and LGO."""
    rows = sorted(
        AgentKey.objects.known().filter(kid=said.kid).select_related("organisation"),
        key=lambda row: row.account_id != account.pk,
    )
    if not rows:
        raise no_such_key(said.kid)
    key = rows[0]
    if key.status == KeyStatus.PENDING and not pending_will_do:
        raise card_refusal("AGENT_PENDING")
    if key.status == KeyStatus.REVOKED or not key.period.covers(clock.today()):
        raise card_refusal("AGENT_REVOKED")
    if (key.person_id, key.organisation_id) != (account.person_id, account.organisation_id):
        raise card_refusal("AGENT_OTHER_LGO")
    return key


def no_such_key(kid: str) -> SignInRefused:
    """A key that its yearly successor replaced is over; one that was never paired is unknown."""
    replaced = AgentKey.objects.filter(kid=kid).exists()
    return card_refusal("AGENT_REVOKED" if replaced else "AGENT_UNKNOWN")


def check_signature(jwk: wire.Jwk, said: Statement, data: bytes, sig: object) -> None:
    """Checks 3 and 4, and the agent's version: signed by this key, for this server, by a program new enough."""
    if not isinstance(sig, str) or not wire.verify(jwk, data, sig):
        raise card_refusal("BAD_SIGNATURE")
    if said.aud != config.origin():
        raise card_refusal("BAD_AUDIENCE")
    least = config.agent_min_version()
    if said.typ != PRESENCE and _version(said.agent_ver) < _version(least):
        raise card_refusal("AGENT_OLD", ver=said.agent_ver, min=least)


def _version(text: str) -> tuple[int, ...]:
    parts = [int(part) for part in text.split(".")]
    while parts and parts[-1] == 0:
        parts.pop()
    return tuple(parts)


def consume(
    nonce: str, *, purpose: str, sign_in: SignIn | None = None, pairing: PairingCode | None = None
) -> str:
    """Checks 5 and 6: the challenge is of this session (or code), for this purpose, in time; then it is used up.

    Returns the digest of the transaction it was issued for ("" if none).
    """
    row = Challenge.objects.filter(pk=one_time.digest("nonce", nonce)).first()
    asked_by = (sign_in and sign_in.pk, pairing and pairing.pk)
    if row is None or (row.sign_in_id, row.pairing_id) != asked_by or row.purpose != purpose or row.used_at:
        raise card_refusal("LOGIN_USED")
    now = clock.now()
    if now >= row.expires_at:
        raise card_refusal("LOGIN_EXPIRED")
    # Two requests with one nonce at the same moment: the row count says which of them won.
    if Challenge.objects.filter(pk=row.pk, used_at=None).update(used_at=now) != 1:
        raise card_refusal("LOGIN_USED")
    return row.tx_sha256


def check_transaction(said: Statement, asked: str, tx: bytes | None) -> None:
    """Check 7: what was shown to the officer is what is about to be saved."""
    about_to = "" if tx is None else wire.tx_sha256(tx)
    if said.tx_sha256 != about_to or (asked and asked != about_to):
        raise card_refusal("TX_CHANGED")


def check_card(account: Account, said: Statement, *, enrolling: bool) -> tuple[CardPart, str]:
    """Checks 8 to 11: the owner's card, in date, the one that was bound, current. Returns it with its fingerprint."""
    card = said.card
    if card is None or account.person_id is None:
        raise card_refusal("BAD_STATEMENT")
    cid = people.national_id_of(account.person_id)
    # A person whose record has no number owns no card that could be recognised.
    if not cid or rules.check_card_owner(shown=card.cid_hash, expected=wire.cid_hash(said.nonce, cid)):
        raise card_refusal("NOT_YOUR_CARD")
    _check_in_date(card)
    fingerprint = fingerprint_of(card, cid)
    if not enrolling:
        _check_bound(account, card, fingerprint)
    _check_current(card, cid)
    return card, fingerprint


def _check_in_date(card: CardPart) -> None:
    try:
        expired = fields.is_expired(card.expire, clock.today())
        last = fields.last_valid_day(card.expire)
    except CardProblem:
        raise card_refusal("BAD_STATEMENT") from None
    if expired and last is not None:
        shown = Words(thai_date.show(last, "short"), last.isoformat())
        raise card_refusal("CARD_EXPIRED", day=shown)


def _check_bound(account: Account, card: CardPart, fingerprint: str) -> None:
    bound = CardBinding.objects.known().filter(account=account).exclude(status=CardStatus.ENDED)
    same = {b.status: b for b in bound if one_time.same(b.fingerprint, fingerprint)}
    if CardStatus.ACTIVE in same:
        was = same[CardStatus.ACTIVE].atr
        if was and was != card.atr:
            # Readers differ in what they tell, so it refuses nobody; a copied chip often shows here first.
            log.warning("card anomaly: account %s, ATR %s instead of %s", account.pk, card.atr, was)
        return
    raise card_refusal("CARD_PENDING" if CardStatus.PENDING in same else "CARD_CHANGED")


def _check_current(card: CardPart, cid: str) -> None:
    named = config.card_register()
    if not named:
        return
    register: CardRegister = import_string(named)()
    # An answer that cannot be had never keeps an officer out; the client logs it.
    if register.check(chip=card.chip, cid=cid, request_no=card.request_no) is Current.NO:
        raise card_refusal("CARD_NOT_CURRENT")


def fingerprint_of(card: CardPart, cid: str) -> str:
    return wire.fingerprint(
        _secret(b"card"),
        chip=card.chip,
        cid=cid,
        expire=card.expire,
        issue=card.issue,
        request_no=card.request_no,
    )


def cid_hmac(cid: str) -> str:
    return hmac.digest(_secret(b"cid"), cid.encode("ascii"), "sha256").hex()


def _secret(use: bytes) -> bytes:
    return hmac.digest(config.id_secret().encode(), b"lhr.identity." + use, "sha256")


def jwk_of(key: AgentKey) -> dict[str, str]:
    value: dict[str, str] = json.loads(key.jwk)
    return value


def skew_minutes(said: Statement, now: datetime) -> int:
    minutes = int(abs(now.timestamp() - said.iat)) // 60
    return minutes if minutes >= _SKEW_WORTH_TELLING_MINUTES else 0


def verified(
    sign_in: SignIn, account: Account, statement: object, sig: object, *, purpose: str, tx: bytes | None
) -> CardPresented:
    """Make checks 1 to 11 and return what was presented. Raises SignInRefused at the first that fails."""
    enrolling = purpose == ENROL_CARD
    said, data = read(statement, typ=typ_for(purpose))
    key = key_of(account, said, pending_will_do=enrolling)
    check_signature(jwk_of(key), said, data, sig)
    if said.purpose != purpose:
        raise card_refusal("LOGIN_USED")
    asked = consume(said.nonce, purpose=purpose, sign_in=sign_in)
    check_transaction(said, asked, tx)
    card, fingerprint = check_card(account, said, enrolling=enrolling)
    return CardPresented(
        account=account,
        key=key,
        kid=said.kid,
        boot=said.boot,
        seq=said.seq,
        fingerprint=fingerprint,
        card=card,
        purpose=purpose,
        skew_minutes=skew_minutes(said, clock.now()),
    )
