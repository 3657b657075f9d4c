"""All passkeys lost: the office above begins anew (ADR 0011)."""

from __future__ import annotations

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.audit.book import change
from lhr.history import ledger
from lhr.identity import rules, second_factor
from lhr.identity.actions.accounts import IssuedAccount, reset
from lhr.identity.models import Account, AccountStatus, KeyStatus
from lhr.identity.records import tell
from lhr.kernel.rules import stop_if
from lhr.kernel.words import Words

_RESET = Words(
    "สำนักงานที่กำกับดูแลยกเลิกกุญแจผ่านทั้งหมดของบัญชี {name} และออกรหัสครั้งเดียวใหม่",
    "The office above ended all passkeys of account {name} and issued a new one-time password",
)


def reset_passkeys(*, by: Actor, account: Account, reason: str) -> IssuedAccount:
    """End every passkey and session of the account and give its holder a new one-time password.

    The next passkey is a first one: somebody other than `by` approves it (ID-08). Raises RuleBroken (ID-04, ID-05,
    ID-07).
    """
    path = account.organisation.path
    policy.require(by, Permission.ACCOUNT_RESET, path)
    mine = second_factor.passkeys_of(account.pk)
    stop_if(
        [
            *rules.check_decider(by, Permission.ACCOUNT_RESET, path=path, owner=account.person_id),
            *rules.check_reason(reason),
            *rules.check_open(closed=account.status == AccountStatus.CLOSED),
            *rules.check_has_passkey(some=mine.exists()),
        ]
    )
    with change(by, "identity:passkey:reset", account, path=path, reason=reason) as this:
        why = reason[: rules.LONGEST_REASON]
        for one in mine:
            ledger.correct(this, one, status=KeyStatus.REVOKED, decided_by=by.account_id, decided_why=why)
        tell(by, account, _RESET, above=True)
        return reset(by=by, account=account, reason=reason)
