"""The yearly key of a paired PC: the new one signed by the old one, no approval while the old one is in force.

The registered PC stays one entry with its approval, its term and its reasons; only the key in it changes. So a term
that a movement set, or the office's say over this PC, cannot be escaped by a new key.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from lhr.access.actor import Actor
from lhr.access.marks import anonymous_act
from lhr.audit.book import change
from lhr.audit.models import Change
from lhr.history import ledger
from lhr.identity import one_time, queries, refusals, statements
from lhr.identity.models import AgentKey, AgentLink, KeyStatus, SignIn
from lhr.identity.records import SIGN_IN_REFUSED, note_refusal
from lhr.identity.refusals import SignInRefused, card_refusal
from lhr.kernel import clock
from lhr_card import wire
from lhr_card.statement import ROTATE, Statement


@anonymous_act("signed by the key in force and by its successor, over the link of the key in force")
def rotate_key(
    *, by: Actor, jwk: object, storage: object, statement: object, sig: object, next_sig: object
) -> AgentKey:
    """Put the successor in the place of a key that is ACTIVE, in force and due. The old key signs nothing any more.

    Raises SignInRefused: BAD_STATEMENT, AGENT_UNKNOWN, AGENT_PENDING, AGENT_REVOKED, BAD_SIGNATURE, BAD_AUDIENCE,
    AGENT_OLD, LOGIN_USED, NOT_DUE, KEY_OF_ANOTHER; each is in the book when it speaks of a known key.
    """
    said, data = statements.read(statement, typ=ROTATE)
    key = _known(said)
    path = key.account.organisation.path
    try:
        with transaction.atomic(durable=True):
            public = _proved(key, said, data, jwk, sig, next_sig)
            _check_may_follow(key, said, storage)
            with change(by, "identity:agent:rotated", key.account, path=path) as this:
                _spend(said)
                return _replace(this, key, said, public)
    except SignInRefused as refused:
        note_refusal(by, SIGN_IN_REFUSED, key.account, refused.code, path=path)
        raise


def _known(said: Statement) -> AgentKey:
    """Return the row that the old key stands in: the one in force, when one person has it for several LGOs."""
    rows = AgentKey.objects.known().filter(kid=said.kid).select_related("account__organisation")
    found = sorted(rows, key=lambda row: row.status != KeyStatus.ACTIVE)
    if not found:
        raise statements.no_such_key(said.kid)
    return found[0]


def _proved(
    key: AgentKey, said: Statement, data: bytes, jwk: object, sig: object, next_sig: object
) -> dict[str, str]:
    """Return the successor's public key: named by the old key, and held by whoever asks."""
    statements.check_signature(statements.jwk_of(key), said, data, sig)
    if not isinstance(jwk, Mapping) or not all(isinstance(jwk.get(p), str) for p in ("kty", "crv", "x", "y")):
        raise card_refusal("BAD_STATEMENT")
    public = {part: str(jwk[part]) for part in ("crv", "kty", "x", "y")}
    try:
        kid = wire.thumbprint(public)
    except ValueError:
        raise card_refusal("BAD_STATEMENT") from None
    if kid != said.next_kid:
        raise card_refusal("BAD_STATEMENT")
    statements.check_signature(public, said, data, next_sig)
    return public


def _check_may_follow(key: AgentKey, said: Statement, storage: object) -> None:
    if key.status == KeyStatus.PENDING:
        raise card_refusal("AGENT_PENDING")
    usable = key.status == KeyStatus.ACTIVE and key.period.covers(clock.today()) and key.account.is_active
    if not usable:
        raise card_refusal("AGENT_REVOKED")
    # The office approved a key in this place: one in a weaker place is a new PC to it, and waits like one.
    if storage != key.storage:
        raise card_refusal("BAD_STATEMENT")
    if not queries.key_is_due(key):
        raise SignInRefused(refusals.NOT_DUE)
    if AgentKey.objects.filter(kid=said.next_kid).exists():
        raise SignInRefused(refusals.KEY_OF_ANOTHER)


def _spend(said: Statement) -> None:
    """The message is the newest of its link, which goes on under the new key: no session falls silent meanwhile."""
    links = AgentLink.objects.filter(pk=one_time.digest("link", said.link), kid=said.kid)
    if links.filter(n__lt=said.n).update(n=said.n, kid=said.next_kid) != 1:
        raise card_refusal("LOGIN_USED" if links.exists() else "BAD_STATEMENT")


def _replace(this: Change, key: AgentKey, said: Statement, public: dict[str, str]) -> AgentKey:
    """Every row of the old key that is not revoked gets the new one, each as far approved as it was."""
    kept = AgentKey.objects.known().filter(kid=said.kid).exclude(status=KeyStatus.REVOKED)
    jwk = wire.canonical(public).decode()
    made = {
        row.pk: ledger.correct(
            this, row, kid=said.next_kid, jwk=jwk, agent_version=said.agent_ver[:30]
        )
        for row in kept
    }
    SignIn.objects.filter(kid=said.kid, ended_at=None).update(kid=said.next_kid)
    return made[key.pk]
