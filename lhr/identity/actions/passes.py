"""A one-time way in while reader or card cannot be used (card-login.md 5.4). Never opens SEM102."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from lhr import config
from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.marks import anonymous_act
from lhr.access.permissions import Permission
from lhr.audit.book import change
from lhr.identity import one_time, refusals, rules, second_factor, throttle
from lhr.identity.limits import Counter, spend, succeed
from lhr.identity.models import Account, AccountStatus, Pass, SignIn, Stage
from lhr.identity.records import end_sign_ins, full_sign_ins, hold, note_refusal
from lhr.identity.refusals import SignInRefused
from lhr.kernel import clock
from lhr.kernel.rules import stop_if


@dataclass(frozen=True, slots=True)
class IssuedPass:
    """A pass with its code, which is shown now and never again."""

    given: Pass
    code: str


def issue_pass(*, by: Actor, account: Account, reason: str, hours: int | None = None) -> IssuedPass:
    """Let one person of one LGO in without a card for some hours, the most allowed unless said otherwise.

    Raises RuleBroken (ID-04 to ID-07).
    """
    most = config.pass_hours()
    hours = most if hours is None else hours
    path = account.organisation.path
    policy.require(by, Permission.ACCOUNT_RESET, path)
    closed = account.status != AccountStatus.ACTIVE
    stop_if(
        [
            *rules.check_decider(by, Permission.ACCOUNT_RESET, path=path, owner=account.person_id),
            *rules.check_reason(reason),
            *rules.check_pass_hours(hours, most=most, allowed=config.passes()),
            *rules.check_may_enrol(with_card=account.with_card, closed=closed, must_change=False),
        ]
    )
    code = one_time.new_password()
    with change(by, "identity:pass:issued", account, path=path, reason=reason) as this:
        given = Pass.objects.create(
            account=account,
            code_hash=one_time.digest("pass", one_time.written(code)),
            reason=reason[: rules.LONGEST_REASON],
            issued_by=by.account_id,
            issued_at=this.at,
            until=this.at + timedelta(hours=hours),
        )
    return IssuedPass(given, code)


@anonymous_act("the password was right and the one-time code stands in for the card")
def use_pass(*, by: Actor, sign_in: SignIn, code: str, session_key: str) -> SignIn:
    """Make the session FULL by a pass, marked "pass" in every book; it ends with the pass. The code is good once.

    Raises SignInRefused (PASS_CODE, TOO_MANY, WRONG_STAGE).
    """
    account = sign_in.account
    if account is None or sign_in.stage != Stage.PRE or account.must_change or not account.is_active:
        raise SignInRefused(refusals.WRONG_STAGE)
    counter = Counter(throttle.CARD, f"pass {account.pk}")
    spend(counter)
    now, path = clock.now(), account.organisation.path
    digest = one_time.digest("pass", one_time.written(code))
    given = Pass.objects.filter(account=account, code_hash=digest, used_at=None, until__gt=now).first()
    if given is None or not config.passes():
        note_refusal(by, "identity:pass:refused", account, refusals.PASS_CODE.code, path=path)
        raise SignInRefused(refusals.PASS_CODE)
    with change(by, "identity:signin:by_pass", account, path=path, reason=given.reason) as this:
        if Pass.objects.filter(pk=given.pk, used_at=None).update(used_at=this.at) != 1:
            raise SignInRefused(refusals.PASS_CODE)
        waits = second_factor.asked_of(account)
        if not waits:
            end_sign_ins(full_sign_ins([account]), "ELSEWHERE", this.at)
        row = hold(sign_in, Stage.PRE)
        row.stage, row.via, row.given = Stage.PASSKEY if waits else Stage.FULL, "pass", given
        row.shows("pass")
        row.session_digest = one_time.digest("session", session_key)
        row.seen_at = this.at
        row.save()
    succeed(counter)
    return row
