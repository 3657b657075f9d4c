"""Accounts, keys, cards and sessions, as screens and other packages may ask for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from lhr import config
from lhr.access.policy import Reach
from lhr.audit.models import Change
from lhr.identity import one_time, second_factor
from lhr.identity.models import (
    Account,
    AccountKind,
    AccountStatus,
    AgentKey,
    AgentLink,
    CardBinding,
    CardStatus,
    KeyStatus,
    Pass,
    Passkey,
    SignIn,
    Stage,
)
from lhr.identity.rules import HelpedBy
from lhr.kernel import clock
from lhr.kernel.periods import Period
from lhr.organisations.models import Organisation
from lhr.organisations.queries import Level, inside, standing
from lhr.people import queries as people
from lhr_card.fields import last_valid_day
from lhr_card.statement import PRESENT

REMIND_DAYS_BEFORE_EXPIRY = 60
REFUSED_BY_THAID = "identity:thaid:refused"


@dataclass(frozen=True, slots=True)
class EnrolmentSteps:
    """How far an account being enrolled has come."""

    password_set: bool
    key: str  # "", PENDING, ACTIVE
    card: str  # "", PENDING, ACTIVE

    @property
    def done(self) -> bool:
        return self.password_set and self.key == KeyStatus.ACTIVE and self.card == CardStatus.ACTIVE


# --- accounts ---------------------------------------------------------------------------------------------------


def accounts(*, within: Reach) -> QuerySet[Account]:
    """The accounts at the organisations in reach, by user name."""
    rows = Account.objects.filter(inside(within, "organisation__path"))
    return rows.select_related("organisation").order_by("user_name")


def account(account_id: UUID, *, within: Reach) -> Account:
    """Raises Account.DoesNotExist, also for one outside the reach."""
    return accounts(within=within).get(pk=account_id)


def account_of(account_id: UUID) -> Account:
    """Return one's own account. Raises Account.DoesNotExist."""
    return Account.objects.select_related("organisation").get(pk=account_id)


def organisations_of(account_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Return for each account the organisation that it works for."""
    return dict(Account.objects.filter(pk__in=set(account_ids)).values_list("pk", "organisation"))


def names_of(account_ids: Iterable[UUID], day: date) -> dict[UUID, str]:
    """Return who stands behind each account: the person's name, or the user name of an account without a person."""
    known = {a.pk: a for a in Account.objects.filter(pk__in=set(account_ids))}
    named = people.views({a.person_id for a in known.values() if a.person_id}, day)
    return {
        key: named[a.person_id].name if a.person_id in named else a.user_name for key, a in known.items()
    }


def bootstrap_of(organisation_id: UUID) -> Account | None:
    """Return the first account of an LGO that is not closed."""
    kept = Account.objects.exclude(status=AccountStatus.CLOSED).select_related("organisation")
    return kept.filter(organisation=organisation_id, kind=AccountKind.LGO_BOOTSTRAP).first()


def account_at(person_id: UUID, organisation_id: UUID) -> Account | None:
    """Return the person's account at this organisation that is not closed."""
    kept = Account.objects.exclude(status=AccountStatus.CLOSED).select_related("organisation")
    return kept.filter(person=person_id, organisation=organisation_id).first()


def with_account(person_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Return those of these people who have an account that is not closed, wherever."""
    kept = Account.objects.exclude(status=AccountStatus.CLOSED).filter(person__in=set(person_ids))
    return frozenset(kept.values_list("person_id", flat=True))


def lgos_without_bootstrap(path: str) -> QuerySet[Organisation]:
    """The standing LGOs under a path that have no first account, by path."""
    have = Account.objects.filter(kind=AccountKind.LGO_BOOTSTRAP).exclude(status=AccountStatus.CLOSED)
    lgos = standing(clock.today()).filter(inside(Reach(frozenset({path}))), level=Level.LGO)
    return lgos.exclude(pk__in=have.values("organisation")).order_by("path")


def is_locked(account: Account) -> bool:
    return account.locked_at(clock.now())


def asks_card(account: Account) -> bool:
    """True when the card comes after the password: always for registrar and records officer; for an office whose role
    demands a passkey, only where PC and card were enrolled beside it."""
    return account.with_card and (not second_factor.required_of(account) or has_key_and_card(account.pk))


def stage_after_password(account: Account) -> Stage:
    if asks_card(account):
        return Stage.PRE
    return Stage.PASSKEY if second_factor.asked_of(account) else Stage.FULL


def is_ready(account: Account) -> bool:
    """True when the account has what a sign-in of its kind needs, so that it may be ACTIVE."""
    by_passkey = second_factor.required_of(account) and second_factor.in_force(account.pk).exists()
    return account.kind == AccountKind.LGO_BOOTSTRAP or by_passkey or has_key_and_card(account.pk)


def has_key_and_card(account_id: UUID) -> bool:
    steps = enrolment(account_id)
    return steps.key == KeyStatus.ACTIVE and steps.card == CardStatus.ACTIVE


def enrolment(account_id: UUID) -> EnrolmentSteps:
    """Return what of password, PC and card is done. Raises Account.DoesNotExist."""
    row = Account.objects.get(pk=account_id)
    today = clock.today()
    keys = AgentKey.objects.as_of(today).filter(account=row).values_list("status", flat=True)
    cards = CardBinding.objects.as_of(today).filter(account=row).values_list("status", flat=True)
    return EnrolmentSteps(not row.must_change, _furthest(set(keys)), _furthest(set(cards)))


def turned_down(account_id: UUID) -> tuple[str, str]:
    """Return why the PC and the card that were decided last were not accepted; "" where the last one was."""
    key = AgentKey.objects.known().filter(account=account_id).order_by("-recorded").first()
    card = CardBinding.objects.known().filter(account=account_id).order_by("-recorded").first()
    refused = card is not None and card.status == CardStatus.ENDED and not card.confirmed_how
    return (
        key.decided_why if key is not None and key.status == KeyStatus.REVOKED else "",
        card.ended_reason if card is not None and refused else "",
    )


def _furthest(states: set[str]) -> str:
    return next((state for state in ("ACTIVE", "PENDING") if state in states), "")


# --- keys and cards ---------------------------------------------------------------------------------------------


def live_key(entry: UUID) -> AgentKey:
    """Return the version of a key as it stands now. Raises AgentKey.DoesNotExist."""
    return AgentKey.objects.known().select_related("account__organisation").get(entry_id=entry)


def live_card(entry: UUID) -> CardBinding:
    """Return the version of a card as it stands now. Raises CardBinding.DoesNotExist."""
    return CardBinding.objects.known().select_related("account__organisation").get(entry_id=entry)


def pending_keys(*, within: Reach) -> QuerySet[AgentKey]:
    """The keys that wait for approval at the organisations in reach, oldest first."""
    rows = AgentKey.objects.known().filter(inside(within, "organisation__path"), status=KeyStatus.PENDING)
    return rows.select_related("account", "organisation", "recorded").order_by("recorded")


def pending_cards(*, within: Reach) -> QuerySet[CardBinding]:
    """The cards that wait to be seen at the organisations in reach, oldest first."""
    rows = CardBinding.objects.known().filter(
        inside(within, "account__organisation__path"), status=CardStatus.PENDING
    )
    return rows.select_related("account__organisation", "recorded").order_by("recorded")


def helped_by(found: Sequence[AgentKey | CardBinding | Passkey]) -> dict[UUID, HelpedBy]:
    """Return for each key, card or passkey, by its entry, who issued the code of its PC and who last gave its account a
    one-time password."""
    codes = {one.entry_id: None if isinstance(one, Passkey) else one.code_by for one in found}
    givers = [giver for giver in (*codes.values(), *(one.account.reset_by for one in found)) if giver]
    persons = dict(Account.objects.filter(pk__in=givers).values_list("pk", "person"))

    def who(account_id: UUID | None) -> frozenset[UUID]:
        if account_id is None:
            return frozenset()
        person = persons.get(account_id)
        return frozenset({account_id} if person is None else {account_id, person})

    return {one.entry_id: HelpedBy(who(codes[one.entry_id]), who(one.account.reset_by)) for one in found}


def keys_of(account_id: UUID) -> QuerySet[AgentKey]:
    """The keys of an account as they stand now, newest first."""
    return (
        AgentKey.objects.known().filter(account=account_id).select_related("recorded").order_by("-recorded")
    )


def state_of_key(kid: str) -> str:
    """Return ACTIVE, PENDING or REVOKED for a key as it stands today, "" for one nobody paired.

    It names nobody; whoever asks holds the thumbprint of the key, which is no secret and no number to guess.
    """
    today = clock.today()
    states = {
        KeyStatus.REVOKED if not key.period.covers(today) else key.status
        for key in AgentKey.objects.known().filter(kid=kid)
    }
    order = (KeyStatus.ACTIVE, KeyStatus.PENDING, KeyStatus.REVOKED)
    return next((str(state) for state in order if state in states), "")


def key_is_due(key: AgentKey) -> bool:
    """True once the key that this PC signs with now is older than a year (setting)."""
    before = clock.now() - timedelta(days=config.agent_key_days())
    if key.starts > clock.day_of(before):
        return False  # the PC itself is younger: the usual case costs no query
    first = AgentKey.objects.filter(entry_id=key.entry_id, kid=key.kid).order_by("version")
    return bool(first.values_list("recorded__at", flat=True)[0] <= before)


def cards_of(account_id: UUID) -> QuerySet[CardBinding]:
    """The cards of an account as they stand now, newest first, each with `last_seen`: when it was last presented at a
    sign-in, unlock or confirmation."""
    mine = SignIn.objects.filter(account=OuterRef("account"), fingerprint=OuterRef("fingerprint"))
    last = mine.order_by("-card_seen_at").values("card_seen_at")[:1]
    cards = CardBinding.objects.known().filter(account=account_id).select_related("recorded")
    return cards.annotate(last_seen=Subquery(last)).order_by("-recorded")


def card_expires_soon(account_id: UUID, day: date) -> date | None:
    """Return the last valid day of the card in force when it is near (60 days), else None."""
    card = CardBinding.objects.as_of(day).filter(account=account_id, status=CardStatus.ACTIVE).first()
    last = None if card is None else last_valid_day(card.expire)
    near = last is not None and (last - day).days <= REMIND_DAYS_BEFORE_EXPIRY
    return last if near else None


# --- sessions ---------------------------------------------------------------------------------------------------


def sign_in_of(session_key: str) -> SignIn | None:
    """Return the running session of a browser's session id, with account and organisation, in one query."""
    if not session_key:
        return None
    rows = SignIn.objects.filter(session_digest=one_time.digest("session", session_key), ended_at=None)
    return rows.select_related("account__organisation", "given").first()


@dataclass(frozen=True, slots=True)
class KeyNow:
    """How a PC's key stands, and when that run of its agent last said that the card is in."""

    status: str
    ended_reason: str
    period: Period
    last_heard: datetime | None


def key_now(account_id: UUID, kid: str, boot: str) -> KeyNow | None:
    """Return how a PC's key stands, None for one that the account has not: one query, on every page."""
    spoken = AgentLink.objects.filter(kid=kid, boot=boot, state=PRESENT)
    last = spoken.order_by("-heard_at").values("heard_at")[:1]
    keys = AgentKey.objects.known().filter(account=account_id, kid=kid).order_by("pk")
    said = keys.values_list("status", "ended_reason", "starts", "until", Subquery(last)).first()
    if said is None:
        return None
    status, ended_reason, starts, until, heard = said
    return KeyNow(status, ended_reason, Period(starts, until), heard)


def sign_ins_of(account_id: UUID) -> QuerySet[SignIn]:
    """The sessions of an account that came past the password, newest first."""
    return SignIn.objects.filter(account=account_id).order_by("-started_at")


def refusals_of(account: Account) -> QuerySet[Change]:
    """The refused tries at an account, newest first: the owner is told of them."""
    tags = ("identity:password:refused", "identity:signin:refused", "identity:pass:refused", REFUSED_BY_THAID)
    mine = Change.objects.filter(subject_kind="identity.account", subject_id=str(account.pk), tag__in=tags)
    return mine.order_by("-seq")


def has_signed_in_by_card(person_id: UUID, organisation_id: UUID) -> bool:
    """True once this person has been signed in by card at this organisation."""
    mine = SignIn.objects.filter(account__person=person_id, account__organisation=organisation_id)
    return mine.filter(stage=Stage.FULL, via="card").exists()


def bootstrap_uses(*, within: Reach, since: datetime) -> QuerySet[SignIn]:
    """The uses of LGOs' first accounts in reach, newest first, for the offices above."""
    rows = SignIn.objects.filter(inside(within, "account__organisation__path"), started_at__gte=since)
    used = rows.filter(account__kind=AccountKind.LGO_BOOTSTRAP, stage=Stage.FULL)
    return used.select_related("account__organisation").order_by("-started_at")


# --- one-time ways in -------------------------------------------------------------------------------------------


def passes(*, within: Reach) -> QuerySet[Pass]:
    """The one-time ways in that were issued in reach, newest first."""
    rows = Pass.objects.filter(inside(within, "account__organisation__path"))
    return rows.select_related("account__organisation").order_by("-issued_at")


def pass_count(*, within: Reach, since: datetime) -> dict[str, int]:
    """Return how many one-time ways in were issued in reach since an instant, and how many of them used."""
    rows = passes(within=within).filter(issued_at__gte=since).order_by()
    return rows.aggregate(issued=Count("pk"), used=Count("pk", filter=Q(used_at__isnull=False)))
