"""A session from the password to its end: stages, locks, idleness."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from lhr import config
from lhr.access.actor import Actor
from lhr.access.marks import anonymous_act, technical_act
from lhr.audit.book import change
from lhr.identity import one_time, queries, refusals, second_factor
from lhr.identity.actions.passwords import reenter_password
from lhr.identity.models import Account, AccountStatus, KeyStatus, SignIn, Stage
from lhr.identity.records import SIGN_IN_REFUSED, end_sign_ins, full_sign_ins, hold
from lhr.identity.refusals import SignInRefused
from lhr.identity.statements import CardPresented
from lhr.kernel import clock
from lhr_card.codes import CODES
from lhr_card.statement import LOGIN, UNLOCK

_SEEN_EVERY = timedelta(seconds=30)
LINK_SILENT = "LOCKED_LINK"
RIGHTS_ENDED = "RIGHTS_ENDED"
KEY_REVOKED = "KEY_REVOKED"


@dataclass(frozen=True, slots=True)
class Session:
    """What a request may rely on. With `locked_code` (423, or RIGHTS_ENDED 403) or `ended_why` nothing is executed."""

    sign_in: SignIn
    account: Account | None
    stage: Stage
    locked_code: str = ""
    ended_why: str = ""

    @property
    def runs(self) -> bool:
        return not self.locked_code and not self.ended_why


@anonymous_act("a sign-in whose password was right")
def begin(
    *, by: Actor, account: Account, session_key: str, address: str = "", instead_of: SignIn | None = None
) -> SignIn:
    """Open the session of an account whose password was right; `session_key` is a new session id of the browser.

    `instead_of` is the session that this browser held until now, of whomever: it ends.

    ENROLLING while what it needs is not approved, FULL for a first account with a password of its own, PASSKEY where
    only that is still to come, else PRE: the card, or a new password, is still to come.
    """
    stage = _first_stage(account)
    tag = "identity:signin:made" if stage is Stage.FULL else "identity:signin:password"
    with change(by, tag, account, path=account.organisation.path) as this:
        digest = one_time.digest("session", session_key)
        if instead_of is not None:
            end_sign_ins(SignIn.objects.filter(pk=instead_of.pk), "REPLACED", this.at)
        if stage is Stage.FULL:
            end_sign_ins(full_sign_ins([account]), "ELSEWHERE", this.at)
        return SignIn.objects.create(
            session_digest=digest,
            account=account,
            stage=stage,
            via="password",
            factors="password",
            address=address[:45],
            started_at=this.at,
            seen_at=this.at,
        )


@anonymous_act("a sign-in that comes to nothing; the book keeps why")
def refuse_sign_in(*, by: Actor, account: Account, code: str) -> None:
    """Write into the book that a good card opened nothing: check 12, which the caller makes (`code` says which)."""
    with change(by, SIGN_IN_REFUSED, account, path=account.organisation.path, reason=code):
        pass


@anonymous_act("a sign-in whose statement was verified")
def complete(*, by: Actor, sign_in: SignIn, presented: CardPresented, session_key: str) -> SignIn:
    """Make the session FULL after a login statement, or let it wait for the passkey where the account has to show one;
    the web has rotated the session id to `session_key`.

    Earlier full sessions of the account end. Call it in one transaction with the check of the rights.
    """
    account = presented.account
    fits = presented.purpose == LOGIN and account.pk == sign_in.account_id
    if not fits or account.must_change or account.status != AccountStatus.ACTIVE:
        raise SignInRefused(refusals.WRONG_STAGE)
    waits = second_factor.asked_of(account)
    tag = "identity:signin:card" if waits else "identity:signin:made"
    with change(by, tag, account, path=account.organisation.path) as this:
        row = hold(sign_in, Stage.PRE)
        row.stage, row.via = Stage.PASSKEY if waits else Stage.FULL, "card"
        row.shows("card")
        if not waits:
            end_sign_ins(full_sign_ins([account]), "ELSEWHERE", this.at)
        row.session_digest = one_time.digest("session", session_key)
        _at_card(row, presented, this.at)
        row.save()
        if account.reset_by is not None and not waits:
            # PC and card, each approved by somebody, were shown with the new password: the reset gives nobody a way in.
            account.reset_by = None
            account.save(update_fields=["reset_by"])
    return row


@technical_act("follows the browser's session id")
def rekey(*, by: Actor, sign_in: SignIn, session_key: str) -> None:
    """Follow the browser's session id after the web has rotated it. Technical: the book has no row."""
    del by
    digest = one_time.digest("session", session_key)
    SignIn.objects.filter(pk=sign_in.pk).update(session_digest=digest)
    sign_in.session_digest = digest


@technical_act("finds out what ended or locked the session; a lock opens the book itself")
def continue_session(*, by: Actor, session_key: str, active: bool = True) -> Session | None:
    """Return the session of a request after asking everything that may have ended or locked it; None if there is none.

    `active` is False for what a page asks by itself (presence): that keeps nobody signed in. Locks and ends found
    here are written at once.
    """
    row = queries.sign_in_of(session_key)
    if row is None:
        return None
    now = clock.now()
    key, heard = _of_the_pc(row, now)
    why = KEY_REVOKED if key == KEY_REVOKED else _why_over(row, now)
    if why:
        end_sign_ins(SignIn.objects.filter(pk=row.pk), why, now)
        return Session(row, row.account, Stage(row.stage), ended_why=why)
    _move_on(row)
    code = RIGHTS_ENDED if key == RIGHTS_ENDED else row.locked_code or _silent(row, heard, now)
    if code == LINK_SILENT and not row.locked_code:
        lock(by=by, sign_in=row, code=code)
    if not code and active and now - row.seen_at >= _SEEN_EVERY:
        SignIn.objects.filter(pk=row.pk).update(seen_at=now)
    return Session(row, row.account, Stage(row.stage), locked_code=code)


@anonymous_act("a consequence of card, PC or link; it only takes away")
def lock(*, by: Actor, sign_in: SignIn, code: str) -> None:
    """Lock the session with a code of lhr_card.codes (LOCKED_…); the first reason stays. LookupError for others."""
    if CODES[code].http != 423:
        raise LookupError(code)
    account = sign_in.account
    if account is None:
        return
    with change(by, "identity:session:locked", account, path=account.organisation.path, reason=code) as this:
        live = SignIn.objects.filter(pk=sign_in.pk, ended_at=None, locked_code="")
        live.update(locked_code=code, locked_at=this.at)
    sign_in.refresh_from_db(fields=["locked_code", "locked_at"])


@anonymous_act("a verified unlock statement of the same account")
def unlock(
    *, by: Actor, sign_in: SignIn, presented: CardPresented, password: str = "", address: str = ""
) -> SignIn:
    """Go on after an unlock statement of the same person; after 15 minutes (setting) with the password too.

    Raises SignInRefused: PASSWORD_NEEDED, or as `check_password` does.
    """
    account = presented.account
    if presented.purpose != UNLOCK or account.pk != sign_in.account_id or sign_in.via != "card":
        raise SignInRefused(refusals.WRONG_STAGE)
    long_ago = timedelta(minutes=config.unlock_password_minutes())
    if sign_in.locked_at is not None and clock.now() - sign_in.locked_at >= long_ago:
        if not password:
            raise SignInRefused(refusals.PASSWORD_NEEDED)
        reenter_password(by=by, sign_in=sign_in, password=password, address=address)
    with change(by, "identity:session:unlocked", account, path=account.organisation.path) as this:
        row = hold(sign_in, Stage.FULL)
        row.locked_code, row.locked_at = "", None
        _at_card(row, presented, this.at)
        row.save()
    return row


@anonymous_act("the holder of the session ends it")
def sign_out(*, by: Actor, sign_in: SignIn) -> None:
    """End the session at its holder's wish."""
    account = sign_in.account
    if account is None:
        end_sign_ins(SignIn.objects.filter(pk=sign_in.pk), "SIGNED_OUT", clock.now())
        return
    with change(by, "identity:session:ended", account, path=account.organisation.path) as this:
        end_sign_ins(SignIn.objects.filter(pk=sign_in.pk), "SIGNED_OUT", this.at)


@anonymous_act("the holder ends all sessions of the account")
def sign_out_everywhere(*, by: Actor, account: Account) -> int:
    """End every session of one's own account; return how many there were. Raises LookupError for another's."""
    if by.account_id != account.pk:
        raise LookupError("only the holder ends all sessions of an account")
    with change(by, "identity:session:ended", account, path=account.organisation.path) as this:
        return end_sign_ins(SignIn.objects.filter(account=account), "SIGNED_OUT", this.at)


def _first_stage(account: Account) -> Stage:
    if account.status == AccountStatus.ENROLLING:
        return Stage.ENROLLING
    return Stage.PRE if account.must_change else queries.stage_after_password(account)


def _at_card(row: SignIn, presented: CardPresented, now: datetime) -> None:
    row.kid, row.boot, row.seq = presented.kid, presented.boot, presented.seq
    row.fingerprint = presented.fingerprint
    row.card_seen_at = row.seen_at = now


def _why_over(row: SignIn, now: datetime) -> str:
    """Return why the session is over, "" while it goes on."""
    account = row.account
    if account is not None and (not account.is_active or account.locked_at(now)):
        return "ACCOUNT"
    if now - row.started_at >= timedelta(hours=config.session_hours()):
        return "AGE"
    if now - row.seen_at >= timedelta(minutes=config.session_idle_minutes()):
        return "IDLE"
    by_thaid = row.via == "thaid" and now - row.started_at >= timedelta(hours=config.pass_hours())
    return "PASS_OVER" if by_thaid or (row.given is not None and now >= row.given.until) else ""


def _of_the_pc(row: SignIn, now: datetime) -> tuple[str, datetime | None]:
    """Return KEY_REVOKED, RIGHTS_ENDED (the key's term is over with its holder's service) or "" when it is in force;
    and when the agent there last said that the card is in."""
    if row.stage != Stage.FULL or row.via != "card" or row.account_id is None:
        return "", None
    key = queries.key_now(row.account_id, row.kid, row.boot)
    if key is None:
        return KEY_REVOKED, None
    if key.status == KeyStatus.REVOKED and not key.ended_reason:
        return KEY_REVOKED, key.last_heard
    in_force = key.status == KeyStatus.ACTIVE and key.period.covers(clock.day_of(now))
    return "" if in_force else RIGHTS_ENDED, key.last_heard


def _silent(row: SignIn, last_heard: datetime | None, now: datetime) -> str:
    """Return LINK_SILENT when neither card nor agent has been heard of for a minute (setting)."""
    if row.stage != Stage.FULL or row.via != "card":
        return ""
    heard = [at for at in (row.card_seen_at, last_heard) if at is not None]
    silent = timedelta(seconds=config.presence_silence_seconds())
    return LINK_SILENT if not heard or now - max(heard) >= silent else ""


def _move_on(row: SignIn) -> None:
    """A session of enrolment that was approved meanwhile now waits for card or passkey like any other."""
    if (
        row.stage == Stage.ENROLLING
        and row.account is not None
        and row.account.status == AccountStatus.ACTIVE
    ):
        with transaction.atomic():
            after = queries.stage_after_password(row.account)
            SignIn.objects.filter(pk=row.pk, stage=Stage.ENROLLING).update(stage=after)
        row.stage = after
