"""Which accounts must show a passkey, and the passkeys they have."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from lhr import config
from lhr.access.policy import Reach
from lhr.access.roles import Role
from lhr.identity.models import Account, AccountKind, KeyStatus, Passkey, PasskeyUse
from lhr.organisations.queries import Level, inside

_ROLE_AT = {Level.CENTRE: Role.CENTRE, Level.PROVINCE: Role.PROVINCE, Level.DISTRICT: Role.DISTRICT}


def required_of(account: Account) -> bool:
    """True for an office's account whose role must show a passkey (setting); never in the demonstration."""
    if config.demo() or account.kind != AccountKind.OFFICE:
        return False
    role = _ROLE_AT.get(Level(account.organisation.level))
    return role is not None and str(role) in config.passkey_required_roles()


def in_force(account_id: UUID) -> QuerySet[Passkey]:
    """The passkeys with which an account may sign in now."""
    return Passkey.objects.known().filter(account=account_id, status=KeyStatus.ACTIVE)


def asked_of(account: Account) -> bool:
    """True when a sign-in of this account is not complete without a passkey: demanded, or chosen by its holder."""
    return account.with_card and (required_of(account) or in_force(account.pk).exists())


def passkeys_of(account_id: UUID) -> QuerySet[Passkey]:
    """The account's passkeys that are not ended, oldest first, each with `used_at`."""
    used = PasskeyUse.objects.filter(pk=OuterRef("entry_id")).values("used_at")[:1]
    mine = Passkey.objects.known().filter(account=account_id).exclude(status=KeyStatus.REVOKED)
    return mine.select_related("recorded").annotate(used_at=Subquery(used)).order_by("recorded", "label")


def turned_down(account_id: UUID) -> str:
    """Return the reason why the account's latest passkey was refused or ended, "" while it has one."""
    last = Passkey.objects.known().filter(account=account_id).order_by("-recorded").first()
    return last.decided_why if last is not None and last.status == KeyStatus.REVOKED else ""


def live(entry: UUID) -> Passkey:
    """Return the present version. Raises Passkey.DoesNotExist."""
    return Passkey.objects.known().select_related("account__organisation").get(entry_id=entry)


def pending(*, within: Reach) -> QuerySet[Passkey]:
    """The passkeys that wait for approval at the offices in reach, oldest first."""
    rows = Passkey.objects.known().filter(
        inside(within, "account__organisation__path"), status=KeyStatus.PENDING
    )
    return rows.select_related("account__organisation", "recorded").order_by("recorded")


def rp_id() -> str:
    """The site's host name, to which every passkey is bound."""
    return urlsplit(config.origin()).hostname or ""


def note_use(entry: UUID, sign_count: int, at: datetime | None) -> None:
    """Keep the counter, and when it was shown; None: it was only made."""
    PasskeyUse.objects.update_or_create(pk=entry, defaults={"sign_count": sign_count, "used_at": at})
