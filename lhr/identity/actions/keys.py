"""What happens to the key of a paired PC: approved, refused, revoked, ended with its holder's service, restored."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.marks import anonymous_act
from lhr.access.permissions import Permission
from lhr.audit.book import change
from lhr.history import ledger
from lhr.identity import queries, rules
from lhr.identity.models import AgentKey, KeyStatus, SignIn
from lhr.identity.records import activate_if_ready, check_version, end_sign_ins
from lhr.kernel.rules import stop_if
from lhr.organisations.models import Organisation


def approve_key(*, by: Actor, entry_id: UUID, version: int) -> AgentKey:
    """Put a pending key in force. Raises RuleBroken (ID-04, ID-07.5, ID-08) or Overtaken."""
    key = queries.live_key(entry_id)
    path = key.account.organisation.path
    policy.require(by, Permission.AGENT_APPROVE, path)
    stop_if(
        [
            *rules.check_decider(by, Permission.AGENT_APPROVE, path=path, owner=key.person_id),
            *rules.check_second_person(by, queries.helped_by([key])[key.entry_id]),
            *rules.check_undecided(pending=key.status == KeyStatus.PENDING),
        ]
    )
    check_version(key, version)
    with change(by, "identity:agent:approved", key.account, path=path) as this:
        approved = ledger.correct(this, key, status=KeyStatus.ACTIVE, decided_by=by.account_id)
        activate_if_ready(this, key.account)
    return approved


def refuse_key(*, by: Actor, entry_id: UUID, version: int, reason: str) -> AgentKey:
    """Turn a pending key down, with a reason."""
    key = queries.live_key(entry_id)
    path = key.account.organisation.path
    policy.require(by, Permission.AGENT_APPROVE, path)
    stop_if(
        [
            *rules.check_decider(by, Permission.AGENT_APPROVE, path=path, owner=key.person_id),
            *rules.check_undecided(pending=key.status == KeyStatus.PENDING),
            *rules.check_reason(reason),
        ]
    )
    check_version(key, version)
    with change(by, "identity:agent:refused", key.account, path=path, reason=reason) as this:
        return ledger.correct(
            this,
            key,
            status=KeyStatus.REVOKED,
            decided_by=by.account_id,
            decided_why=reason[: rules.LONGEST_REASON],
        )


def revoke_key(*, by: Actor, entry_id: UUID, reason: str) -> AgentKey:
    """End a key for good, by its holder or the office above; sessions that were opened with it end now."""
    key = queries.live_key(entry_id)
    path = key.account.organisation.path
    own = by.account_id == key.account_id
    policy.require(by, Permission.ACCOUNT_OWN if own else Permission.AGENT_APPROVE, path)
    stop_if(rules.check_reason(reason))
    with change(by, "identity:agent:revoked", key.account, path=path, reason=reason) as this:
        revoked = ledger.correct(
            this,
            key,
            status=KeyStatus.REVOKED,
            ended_reason="",
            decided_by=by.account_id,
            decided_why=reason[: rules.LONGEST_REASON],
        )
        end_sign_ins(SignIn.objects.filter(account=key.account_id, kid=key.kid), "KEY_REVOKED", this.at)
    return revoked


@anonymous_act("a consequence of the movement that was recorded with its own right")
def end_keys(*, by: Actor, person_id: UUID, organisation_id: UUID, until: date, reason: str) -> int:
    """Let the person's keys at this organisation hold only before `until`; return how many were touched.

    A consequence of the movement that `by` has recorded, so no permission is asked here. Sessions find it out at
    their next request. `restore_keys` takes it back.
    """
    keys = [
        key
        for key in _keys_of(person_id, organisation_id)
        if key.status != KeyStatus.REVOKED and (key.until is None or until < key.until)
    ]
    if not keys:
        return 0
    place = Organisation.objects.get(pk=organisation_id)
    with change(by, "identity:agent:ended", keys[0].account, path=place.path, reason=reason) as this:
        for key in keys:
            # A key that was paired after the day of leaving has no day left to hold: it ends altogether.
            ends = {"until": until} if key.starts < until else {"status": KeyStatus.REVOKED}
            ledger.correct(this, key, ended_reason=reason[: rules.LONGEST_REASON], **ends)
    return len(keys)


@anonymous_act("a consequence of the cancellation that was recorded with its own right")
def restore_keys(*, by: Actor, person_id: UUID, organisation_id: UUID) -> int:
    """Take back what `end_keys` did, when the movement was cancelled; return how many keys hold again.

    A consequence of the cancellation that `by` has recorded. A key revoked for good stays revoked.
    """
    keys = [key for key in _keys_of(person_id, organisation_id) if key.ended_reason]
    if not keys:
        return 0
    place = Organisation.objects.get(pk=organisation_id)
    with change(by, "identity:agent:restored", keys[0].account, path=place.path) as this:
        for key in keys:
            before = AgentKey.objects.filter(entry_id=key.entry_id, ended_reason="", version__lt=key.version)
            was = before.order_by("-version")[0]
            ledger.correct(this, key, status=was.status, until=was.until, ended_reason="")
            activate_if_ready(this, key.account)
    return len(keys)


def _keys_of(person_id: UUID, organisation_id: UUID) -> list[AgentKey]:
    mine = AgentKey.objects.known().filter(person=person_id, organisation=organisation_id)
    return list(mine.select_related("account"))
