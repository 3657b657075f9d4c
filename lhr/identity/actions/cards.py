"""Binding a card to its holder's account: first read, then seen by somebody, then in force (card-login.md 5.2)."""

from __future__ import annotations

from uuid import UUID

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.marks import anonymous_act
from lhr.access.permissions import Permission
from lhr.audit.book import change
from lhr.audit.models import Change
from lhr.history import ledger
from lhr.identity import queries, rules, statements
from lhr.identity.actions.statements import verify_statement
from lhr.identity.models import Account, CardBinding, CardStatus, SignIn
from lhr.identity.records import check_version, put_card_in_force
from lhr.identity.statements import CardPresented
from lhr.kernel import clock
from lhr.kernel.rules import stop_if
from lhr.people import queries as people
from lhr_card.statement import ENROL_CARD

SEEN = "SEEN"  # somebody looked at the card: "เห็นบัตรแล้ว"


@anonymous_act("the session's password and the signature of the account's own PC are the authority")
def enrol_card(*, by: Actor, sign_in: SignIn, statement: object, sig: object) -> CardBinding:
    """Keep the card of an enrol-card statement as PENDING; the one that is in force stays so until this one is.

    The password of the session and the signature of the account's own PC (a pending one will do) are the authority.
    Raises SignInRefused as `verify_statement` does.
    """
    presented = verify_statement(by=by, sign_in=sign_in, statement=statement, sig=sig, purpose=ENROL_CARD)
    account = presented.account
    stop_if(rules.check_may_enrol(with_card=account.with_card, closed=False, must_change=account.must_change))
    living = CardBinding.objects.known().filter(account=account).exclude(status=CardStatus.ENDED)
    for card in living:
        if card.fingerprint == presented.fingerprint:
            return card
    with change(by, "identity:card:enrolled", account, path=account.organisation.path) as this:
        for pending in living.filter(status=CardStatus.PENDING):
            ledger.correct(this, pending, status=CardStatus.ENDED, ended_reason="อ่านบัตรใบใหม่แทน")
        return _keep(this, account, presented)


def approve_card(*, by: Actor, entry_id: UUID, version: int, how: str = SEEN) -> CardBinding:
    """Put a pending card in force after somebody has seen it; the card before it ends at that moment.

    Raises RuleBroken (ID-04, ID-07.5, ID-08) or Overtaken.
    """
    card = queries.live_card(entry_id)
    account, path = card.account, card.account.organisation.path
    policy.require(by, Permission.CARD_APPROVE, path)
    stop_if(
        [
            *rules.check_decider(by, Permission.CARD_APPROVE, path=path, owner=account.person_id),
            *rules.check_second_person(by, queries.helped_by([card])[card.entry_id]),
            *rules.check_undecided(pending=card.status == CardStatus.PENDING),
        ]
    )
    check_version(card, version)
    with change(by, "identity:card:approved", account, path=path) as this:
        return put_card_in_force(this, account, card, by=by.account_id, how=how)


def refuse_card(*, by: Actor, entry_id: UUID, version: int, reason: str) -> CardBinding:
    """Turn a pending card down, with a reason."""
    card = queries.live_card(entry_id)
    account, path = card.account, card.account.organisation.path
    policy.require(by, Permission.CARD_APPROVE, path)
    stop_if(
        [
            *rules.check_decider(by, Permission.CARD_APPROVE, path=path, owner=account.person_id),
            *rules.check_undecided(pending=card.status == CardStatus.PENDING),
            *rules.check_reason(reason),
        ]
    )
    check_version(card, version)
    with change(by, "identity:card:refused", account, path=path, reason=reason) as this:
        return ledger.correct(
            this,
            card,
            status=CardStatus.ENDED,
            confirmed_by=by.account_id,
            ended_reason=reason[: rules.LONGEST_REASON],
        )


def _keep(this: Change, account: Account, presented: CardPresented) -> CardBinding:
    return ledger.record(
        this,
        CardBinding,
        account=account,
        fingerprint=presented.fingerprint,
        cid_hmac=statements.cid_hmac(people.national_id_of(presented.key.person_id)),
        issue=presented.card.issue,
        expire=presented.card.expire,
        atr=presented.card.atr,
        code_by=presented.key.code_by,
        status=CardStatus.PENDING,
        starts=clock.day_of(this.at),
    )
