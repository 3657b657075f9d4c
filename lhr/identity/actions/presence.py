"""What card agents report of the card: it locks sessions, and starts none."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from lhr.access.actor import Actor
from lhr.access.marks import anonymous_act, technical_act
from lhr.identity import one_time, queries, statements
from lhr.identity.actions.sessions import lock
from lhr.identity.models import AgentKey, AgentLink, KeyStatus, SignIn, Stage
from lhr.identity.refusals import card_refusal
from lhr.kernel import clock
from lhr_card.statement import ABSENT, PRESENCE, Statement

_UNSPOKEN_LINKS = 5
_KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PresenceAnswer:
    ok: bool = True
    revoked: bool = False  # the key is revoked: the agent forgets its link and says so
    rotate: bool = False  # the key is older than a year: the agent makes its successor


@technical_act("a link counts for nothing until a signed message comes over it")
def open_link(*, by: Actor, kid: str) -> str:
    """Return a fresh link for a known key; it counts for nothing until a signed message comes over it.

    Technical: the book has no row. Raises SignInRefused (AGENT_UNKNOWN).
    """
    del by
    if not AgentKey.objects.known().filter(kid=kid).exists():
        raise statements.no_such_key(kid)
    now = clock.now()
    unspoken = AgentLink.objects.filter(kid=kid, heard_at=None).order_by("-opened_at")
    stale = list(unspoken.values_list("pk", flat=True)[_UNSPOKEN_LINKS - 1 :])
    AgentLink.objects.filter(pk__in=stale).delete()
    AgentLink.objects.filter(kid=kid, heard_at__lt=now - _KEPT).delete()
    link = secrets.token_urlsafe(32)
    AgentLink.objects.create(link_digest=one_time.digest("link", link), kid=kid, opened_at=now)
    return link


@anonymous_act("signed by the agent's key; it locks sessions and starts none")
def presence(*, by: Actor, statement: object, sig: object) -> PresenceAnswer:
    """Take one signed message: remember it, and lock at once the sessions it speaks against.

    Raises SignInRefused for a message that is not exactly right, replayed or out of order.
    """
    said, data = statements.read(statement, typ=PRESENCE)
    keys = list(AgentKey.objects.known().filter(kid=said.kid))
    if not keys:
        raise statements.no_such_key(said.kid)
    statements.check_signature(statements.jwk_of(keys[0]), said, data, sig)
    with transaction.atomic():
        _remember(said)
        for sign_in in _sessions_of(said):
            code = _speaks_against(sign_in, said)
            if code:
                lock(by=by, sign_in=sign_in, code=code)
    return PresenceAnswer(
        revoked=all(key.status == KeyStatus.REVOKED for key in keys),
        rotate=any(key.status == KeyStatus.ACTIVE and queries.key_is_due(key) for key in keys),
    )


def _remember(said: Statement) -> None:
    """One update says whether the message is newer than all before it on its link."""
    links = AgentLink.objects.filter(pk=one_time.digest("link", said.link), kid=said.kid)
    newer = links.filter(n__lt=said.n)
    now = clock.now()
    if (
        newer.update(n=said.n, boot=said.boot, seq=said.seq, state=said.state, why=said.why, heard_at=now)
        != 1
    ):
        raise card_refusal("LOGIN_USED" if links.exists() else "BAD_STATEMENT")


def _sessions_of(said: Statement) -> list[SignIn]:
    running = SignIn.objects.filter(kid=said.kid, stage=Stage.FULL, ended_at=None, locked_code="")
    return list(running.select_related("account__organisation"))


def _speaks_against(sign_in: SignIn, said: Statement) -> str:
    """Return the code to lock with, "" when card and PC are as they were at sign-in."""
    if said.boot != sign_in.boot:
        return "LOCKED_SWAPPED"
    if said.seq < sign_in.seq:
        return ""  # sent before the card of this session went in, and overtaken by the sign-in itself
    if said.state == ABSENT:
        return "LOCKED_REMOVED"
    return "LOCKED_SWAPPED" if said.seq != sign_in.seq else ""
