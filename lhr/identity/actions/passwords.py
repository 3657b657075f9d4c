"""The first half of a sign-in, and the owner's care of the password."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Case, Q, Subquery, When

from lhr.access.actor import Actor
from lhr.access.marks import anonymous_act, technical_act
from lhr.audit.book import change
from lhr.identity import one_time, passwords, queries, refusals, rules, statements, throttle
from lhr.identity.limits import Counter, spend, succeed
from lhr.identity.models import Account, AccountStatus, Limit, SignIn, Stage
from lhr.identity.records import SIGN_IN_REFUSED, end_sign_ins, note_refusal
from lhr.identity.refusals import SignInRefused
from lhr.identity.user_names import as_typed
from lhr.kernel import clock
from lhr.kernel.rules import stop_if
from lhr.organisations import queries as organisations
from lhr.people import queries as people
from lhr_card.statement import LOGIN

REFUSED, NOT_CONFIRMED = "identity:password:refused", "identity:password:not_confirmed"


@technical_act("a session of nobody, before the password")
def open_outside(*, by: Actor, session_key: str, address: str = "") -> SignIn:
    """Open a session of nobody, so that an owner shut out by others' tries can show the PC's key with the password.

    Nobody's act and nothing of the register changes, so the book has no row of it.
    """
    del by
    now = clock.now()
    digest = one_time.digest("session", session_key)
    end_sign_ins(SignIn.objects.filter(session_digest=digest), "REPLACED", now)
    return SignIn.objects.create(
        session_digest=digest, stage=Stage.OUTSIDE, address=address[:45], started_at=now, seen_at=now
    )


@anonymous_act("a sign-in: nobody is known yet; limits come before the hash")
def check_password(
    *,
    by: Actor,
    user_name: str,
    password: str,
    address: str,
    outside: SignIn | None = None,
    statement: str = "",
    sig: str = "",
) -> Account:
    """Return the account that name and password open.

    Raises SignInRefused: WRONG (nobody of that name, a wrong or outdated password: one answer, one amount of work),
    TOO_MANY, PROOF_NEEDED, LOCKED, CLOSED, LIMITS_UNREADABLE. With a login `statement` over a challenge of the
    session `outside`, signed by the account's own key, the owner is counted apart from everybody else's tries.
    """
    name = as_typed(user_name)
    account = _named(name)
    kid, refused = _owner_kid(account, outside, statement, sig)
    counters = _counters(name, address, kid)
    spend(*counters)
    if refused:
        _note(by, SIGN_IN_REFUSED, account, name, refused)
    opened = _check(by, account, name, password)
    succeed(*counters, _of_code(opened, name))
    return opened


def _named(name: str) -> Account | None:
    """Return the account of that name. For a name that nobody has somebody else's row is read and built in its place:
    the tenth of a millisecond that it takes would tell who exists."""
    anybody = Account.objects.order_by("pk").values("pk")[:1]
    rows = Account.objects.filter(Q(user_name=name) | Q(pk=Subquery(anybody))).select_related("organisation")
    found = rows.order_by(Case(When(user_name=name, then=0), default=1)).first()
    return found if found is not None and found.user_name == name else None


@anonymous_act("the holder of the session shows the password again, inside the same limits")
def reenter_password(*, by: Actor, sign_in: SignIn, password: str, address: str) -> None:
    """Let the holder of the session show the password again: for a first account in place of the card (SEM102).

    Raises SignInRefused as `check_password` does.
    """
    account = _account_of(sign_in)
    counters = _counters(account.user_name, address, "")
    spend(*counters)
    # Whoever mistypes here is signed in already: the book does not call it a refused sign-in.
    _check(by, account, account.user_name, password, tag=NOT_CONFIRMED)
    succeed(*counters, _of_code(account, account.user_name))


@anonymous_act("the holder's own password, proved by the session and the present password")
def change_password(
    *, by: Actor, sign_in: SignIn, new: str, repeated: str, current: str = "", address: str = ""
) -> None:
    """Set the owner's own password; `current` is asked unless the account came with a one-time password.

    Every other session of the account ends; the web rotates the session id of this one (`rekey`). Raises
    RuleBroken (ID-03) or SignInRefused.
    """
    account = _account_of(sign_in)
    if not account.must_change:
        reenter_password(by=by, sign_in=sign_in, password=current, address=address)
    stop_if(
        rules.check_new_password(
            new,
            repeated,
            least=passwords.least_length(account),
            common=passwords.common(),
            names=_names(account),
        )
        or ([rules.ID_03.finding(variant=5)] if not account.must_change and new == current else [])
    )
    made = passwords.make(new)
    with change(by, "identity:password:changed", account, path=account.organisation.path) as this:
        account.password, account.password_set_at = made, this.at
        account.one_time_hash, account.one_time_until, account.must_change = "", None, False
        account.save(
            update_fields=["password", "password_set_at", "one_time_hash", "one_time_until", "must_change"]
        )
        others = SignIn.objects.filter(account=account).exclude(pk=sign_in.pk)
        end_sign_ins(others, "PASSWORD_CHANGED", this.at)
        if sign_in.stage == Stage.PRE:
            # The new password was the next step; a card or a passkey may still come.
            sign_in.stage, sign_in.via = queries.stage_after_password(account), "password"
            sign_in.save(update_fields=["stage", "via"])


def _account_of(sign_in: SignIn) -> Account:
    row = SignIn.objects.select_related("account__organisation").get(pk=sign_in.pk)
    account = row.account
    if account is None or row.ended_at is not None or not account.is_active:
        raise SignInRefused(refusals.WRONG_STAGE)
    return account


def _counters(name: str, address: str, kid: str) -> list[Counter]:
    if kid:
        return [Counter(throttle.OWNER, f"{name} {kid}")]
    return [
        Counter(throttle.ACCOUNT_AND_ADDRESS, f"{name} {address}"),
        Counter(throttle.ADDRESS, address),
        Counter(throttle.ACCOUNT, name),
    ]


def _of_code(account: Account | None, name: str) -> Counter:
    """The counter of the one-time password; a name without one has it too, or its absence would show in the time."""
    code = account.one_time_hash if account is not None else ""
    return Counter(throttle.ONE_TIME, code or f"none of {name}")


def _code_is_dead(account: Account | None, name: str) -> bool:
    """Count a try at a one-time password; True when its ten are over. Said to nobody: it would tell who exists."""
    try:
        spend(_of_code(account, name))
    except SignInRefused as refused:
        if refused.code != refusals.PROOF_NEEDED.code:
            raise
        return account is not None and bool(account.one_time_hash)
    return False


def _owner_kid(
    account: Account | None, outside: SignIn | None, statement: str, sig: str
) -> tuple[str, str]:
    """Return the key's id when the statement is that of the account's own key over a challenge of `outside`, and
    otherwise why it was refused: such a try is counted like anybody's.

    A name that nobody has goes the same way, as an account without any key.
    """
    if outside is None or outside.stage != Stage.OUTSIDE or not statement:
        return "", ""
    try:
        said, data = statements.read(statement, typ=LOGIN)
        key = statements.key_of(account or Account(), said, pending_will_do=False)
        statements.check_signature(statements.jwk_of(key), said, data, sig)
        statements.consume(said.nonce, purpose=LOGIN, sign_in=outside)
    except SignInRefused as refused:
        return "", refused.code
    return said.kid, ""


def _check(
    by: Actor, account: Account | None, name: str, password: str, tag: str = REFUSED
) -> Account:
    """Return the account when the password opens it; the refusal is in the book before it is raised."""
    dead = _code_is_dead(account, name)
    right, renew = passwords.is_right(account, password, clock.now())
    right = right and not dead
    refusal = _closed_door(account) if account is not None and right else refusals.WRONG
    if account is None or refusal is not None:
        _note(by, tag, account, name, (refusal or refusals.WRONG).code)
        raise SignInRefused(refusal or refusals.WRONG)
    if renew and not account.one_time_hash:
        _renew_hash(by, account, password)
    return account


def _note(by: Actor, tag: str, account: Account | None, name: str, code: str) -> None:
    """A name that nobody has is noted too, as the digest it is counted under: equal work, and no name in the book."""
    nobody = Limit(key=Counter(throttle.ACCOUNT, name).key)
    path = account.organisation.path if account is not None else "/"
    note_refusal(by, tag, account or nobody, code, path=path)


def _closed_door(account: Account) -> refusals.Refusal | None:
    if account.status == AccountStatus.CLOSED:
        return refusals.CLOSED
    return refusals.LOCKED if queries.is_locked(account) else None


def _renew_hash(by: Actor, account: Account, password: str) -> None:
    made = passwords.make(password)
    with change(by, "identity:password:renewed", account, path=account.organisation.path):
        account.password = made
        account.save(update_fields=["password"])


def _names(account: Account) -> Iterable[str]:
    view = organisations.view_of(account.organisation_id, clock.today())
    holder = people.view_of(account.person_id, clock.today()) if account.person_id else None
    return (account.user_name, view.name, *((holder.first, holder.last) if holder else ()))
