"""Issuing, resetting, locking and closing accounts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.hashers import make_password

from lhr import config
from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.marks import anonymous_act
from lhr.access.permissions import Permission
from lhr.audit.book import change
from lhr.audit.models import Change
from lhr.identity import limits, one_time, passwords, queries, rules, throttle
from lhr.identity.models import Account, AccountKind, AccountStatus, SignIn
from lhr.identity.records import end_sign_ins
from lhr.identity.user_names import free_user_name
from lhr.kernel.rules import stop_if
from lhr.organisations.models import Organisation
from lhr.organisations.rules import Level
from lhr.people.models import Person

_ISSUING = {
    Level.CENTRE: Permission.ACCOUNT_ISSUE_CENTRE,
    Level.PROVINCE: Permission.ACCOUNT_ISSUE_PROVINCE,
    Level.DISTRICT: Permission.ACCOUNT_ISSUE_DISTRICT,
}


@dataclass(frozen=True, slots=True)
class IssuedAccount:
    """An account with the one-time password of its letter, which is shown now and never again."""

    account: Account
    one_time: str


def issue_bootstrap(*, by: Actor, organisation: Organisation) -> IssuedAccount:
    """Issue the first account of an LGO. Raises RuleBroken (ID-07.3) when it has one."""
    policy.require(by, Permission.ACCOUNT_ISSUE_BOOTSTRAP, organisation.path)
    stop_if(rules.check_no_account_yet(exists=queries.bootstrap_of(organisation.pk) is not None))
    account = _new_account(by, organisation, AccountKind.LGO_BOOTSTRAP)
    with change(by, "identity:account:issued", account, path=organisation.path) as this:
        return _keep(this, account)


def issue_bootstraps(*, by: Actor, office: Organisation) -> list[IssuedAccount]:
    """Issue the first accounts of all LGOs under the office that have none, in one act."""
    policy.require(by, Permission.ACCOUNT_ISSUE_BOOTSTRAP, office.path)
    with change(by, "identity:account:issued_all", office, path=office.path):
        return [
            issue_bootstrap(by=by, organisation=lgo) for lgo in queries.lgos_without_bootstrap(office.path)
        ]


def issue_office(*, by: Actor, organisation: Organisation, person: Person) -> IssuedAccount:
    """Issue the account of an officer of a district office, a province office or the centre."""
    policy.require(by, _ISSUING[Level(organisation.level)], organisation.path)
    stop_if(rules.check_no_account_yet(exists=queries.account_at(person.pk, organisation.pk) is not None))
    account = _new_account(by, organisation, AccountKind.OFFICE, person)
    with change(by, "identity:account:issued", account, path=organisation.path) as this:
        return _keep(this, account)


def open_person_account(
    *, by: Actor, person: Person, organisation: Organisation, permission: Permission
) -> IssuedAccount | None:
    """Issue the account of a person named in SEM102; None when the person has one there already.

    `permission` is that of the act which names the person.
    """
    policy.require(by, permission, organisation.path)
    if queries.account_at(person.pk, organisation.pk) is not None:
        return None
    account = _new_account(by, organisation, AccountKind.PERSON, person)
    with change(by, "identity:account:issued", account, path=organisation.path) as this:
        return _keep(this, account)


def reset(*, by: Actor, account: Account, reason: str) -> IssuedAccount:
    """Give the account a new one-time password; the old password, its counters and every session end."""
    path = _require_over(by, account)
    closed = account.status == AccountStatus.CLOSED
    stop_if([*rules.check_reason(reason), *rules.check_open(closed=closed)])
    code = one_time.new_password()
    with change(by, "identity:account:reset", account, path=path, reason=reason) as this:
        _give_code(account, code, this.at)
        account.reset_by = by.account_id
        account.save(update_fields=["password", "one_time_hash", "one_time_until", "must_change", "reset_by"])
        limits.forget(*_counters_in_a_row(account))
        end_sign_ins(SignIn.objects.filter(account=account), "RESET", this.at)
    return IssuedAccount(account, code)


def lock_account(*, by: Actor, account: Account, reason: str) -> None:
    """Let nobody sign in with it until an office unlocks it; its sessions end."""
    path = _require_over(by, account)
    closed = account.status == AccountStatus.CLOSED
    stop_if([*rules.check_reason(reason), *rules.check_open(closed=closed)])
    with change(by, "identity:account:locked", account, path=path, reason=reason) as this:
        _lock(account, reason, this.at)


def lock_bootstrap(*, by: Actor, organisation: Organisation, reason: str) -> None:
    """Lock the first account of an LGO. Raises Account.DoesNotExist when it has none."""
    account = queries.bootstrap_of(organisation.pk)
    if account is None:
        raise Account.DoesNotExist(str(organisation.pk))
    lock_account(by=by, account=account, reason=reason)


def unlock_account(*, by: Actor, account: Account, reason: str, until: datetime | None = None) -> None:
    """Open a locked account again, for a first account up to the stated instant."""
    path = _require_over(by, account)
    stop_if([*rules.check_reason(reason), *rules.check_locked(locked=queries.is_locked(account))])
    with change(by, "identity:account:unlocked", account, path=path, reason=reason):
        account.status = _unlocked_status(account)
        account.locked_reason, account.unlocked_until = "", until
        account.save(update_fields=["status", "locked_reason", "unlocked_until"])


def close_account(*, by: Actor, account: Account, reason: str) -> None:
    """End the account for ever; its name is never given to anybody else."""
    path = _require_over(by, account)
    stop_if(rules.check_reason(reason))
    with change(by, "identity:account:closed", account, path=path, reason=reason) as this:
        account.status = AccountStatus.CLOSED
        account.save(update_fields=["status"])
        end_sign_ins(SignIn.objects.filter(account=account), "CLOSED", this.at)


@anonymous_act("a consequence of the second card sign-in; it only takes a way in away")
def lock_bootstrap_if_pair_signed_in(
    *, by: Actor, organisation: Organisation, pair_persons: Iterable[UUID]
) -> bool:
    """Lock the LGO's first account once both holders have signed in by card; True when it was locked now.

    A consequence of a card sign-in and not somebody's act, so no permission is asked. `pair_persons` are the holders
    of the two rights today. An account that the province opened for a stated time stays open until then.
    """
    account = queries.bootstrap_of(organisation.pk)
    if account is None or account.status != AccountStatus.ACTIVE or account.unlocked_until is not None:
        return False
    pair = set(pair_persons)
    both = len(pair) == 2 or (len(pair) == 1 and config.same_person_both_roles())
    if not (config.bootstrap_lock_after_pair() and both):
        return False
    if not all(queries.has_signed_in_by_card(person, organisation.pk) for person in pair):
        return False
    with change(
        by, "identity:account:locked", account, path=organisation.path, reason=_PAIR_SIGNED_IN
    ) as this:
        _lock(account, _PAIR_SIGNED_IN, this.at)
    return True


_PAIR_SIGNED_IN = "นายทะเบียนและเจ้าหน้าที่ทะเบียนเข้าระบบด้วยบัตรครบทั้งสองคนแล้ว"


def _require_over(by: Actor, account: Account) -> str:
    """May I decide over this account? Another person, of an office above. Returns the account's path."""
    path = account.organisation.path
    policy.require(by, Permission.ACCOUNT_RESET, path)
    stop_if(rules.check_decider(by, Permission.ACCOUNT_RESET, path=path, owner=account.person_id))
    return path


def _new_account(
    by: Actor, organisation: Organisation, kind: AccountKind, person: Person | None = None
) -> Account:
    bootstrap = kind is AccountKind.LGO_BOOTSTRAP
    return Account(
        kind=kind,
        person=person,
        organisation=organisation,
        status=AccountStatus.ACTIVE if bootstrap else AccountStatus.ENROLLING,
        issued_by=by.account_id,
        # Until the holder has come in by card, the password of the first letter is this officer's too (ID-08).
        reset_by=None if bootstrap else by.account_id,
    )


def _keep(this: Change, account: Account) -> IssuedAccount:
    code = one_time.new_password()
    account.user_name = free_user_name(account.organisation.path, AccountKind(account.kind))
    account.issued_at = this.at
    _give_code(account, code, this.at)
    account.save(force_insert=True)
    return IssuedAccount(account, code)


def _give_code(account: Account, code: str, now: datetime) -> None:
    account.password = make_password(None)
    account.one_time_hash = passwords.make_one_time(code)
    account.one_time_until = now + timedelta(hours=config.enrol_code_hours())
    account.must_change = True


def _counters_in_a_row(account: Account) -> list[limits.Counter]:
    """The counters that only a proof of identity opens again: of the name, and of the owner's PCs."""
    name = account.user_name
    owners = [limits.Counter(throttle.OWNER, f"{name} {key.kid}") for key in queries.keys_of(account.pk)]
    return [limits.Counter(throttle.ACCOUNT, name), *owners]


def _lock(account: Account, reason: str, now: datetime) -> None:
    account.status = AccountStatus.LOCKED
    account.locked_reason, account.unlocked_until = reason, None
    account.save(update_fields=["status", "locked_reason", "unlocked_until"])
    end_sign_ins(SignIn.objects.filter(account=account), "LOCKED", now)


def _unlocked_status(account: Account) -> AccountStatus:
    return AccountStatus.ACTIVE if queries.is_ready(account) else AccountStatus.ENROLLING
