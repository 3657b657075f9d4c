"""Save receipts: a form sent twice is saved once, and an unknown outcome can be found out (assurance.md 3.5)."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db import IntegrityError, connection, transaction

from lhr.audit import context
from lhr.audit.models import SaveReceipt
from lhr.kernel import clock

_KEY = re.compile(r"[A-Za-z0-9_-]{22,64}")


class Outcome(StrEnum):
    SAVED = "saved"
    VOID = "void"
    UNKNOWN = "unknown"


class SaveKeyReused(Exception):
    """SAVE-02: the same key came with another body; nothing was saved by this attempt."""


class SaveKeyVoid(Exception):
    """The key was closed as "not saved"; a new form with a new key is needed."""


@dataclass(frozen=True)
class Receipt:
    """What a key was answered with: `result` is the address to go to; `repeated` when the key had been used."""

    result: str
    repeated: bool


def new_key() -> str:
    """Return a fresh save key: 128 random bits, base64url."""
    return secrets.token_urlsafe(16)


def well_formed(key: str) -> bool:
    return bool(_KEY.fullmatch(key))


def digest(body: Mapping[str, list[str]]) -> str:
    """Return the digest of a form's content; secrets in it never reach the receipt otherwise."""
    parts = [f"{name}\x1f{value}" for name in sorted(body) for value in body[name]]
    return hashlib.sha256("\x1e".join(parts).encode()).hexdigest()


def once(key: str, *, account: str, action: str, body_digest: str, perform: Callable[[], str]) -> Receipt:
    """Run `perform` and keep its result under `key`, in one transaction; a second time answer with the first result.

    Raises SaveKeyReused or SaveKeyVoid; whatever `perform` raises passes through and leaves the key unused.
    """
    bound = _bound(key, account, action)
    earlier = _found(bound, body_digest)
    if earlier is not None:
        return earlier
    try:
        with transaction.atomic():
            result = perform()
            SaveReceipt.objects.create(
                key=bound,
                account=account,
                action=action,
                body_digest=body_digest,
                result=result,
                change_seq=context.last_change(connection),
                at=clock.now(),
            )
    except IntegrityError:
        # Two tabs sent the same key at once: the other one won, and its answer is ours too.
        earlier = _found(bound, body_digest)
        if earlier is None:
            raise
        return earlier
    return Receipt(result, repeated=False)


def outcome(key: str, *, account: str, action: str) -> tuple[Outcome, str]:
    """Return what is known of a key now, and the address of the saved result ("" if none)."""
    row = SaveReceipt.objects.filter(key=_bound(key, account, action)).first()
    if row is None:
        return Outcome.UNKNOWN, ""
    return (Outcome.VOID, "") if row.void else (Outcome.SAVED, row.result)


def settle(key: str, *, account: str, action: str) -> tuple[Outcome, str]:
    """Find out for good: close the key as void unless it was saved. After VOID no late attempt can land any more."""
    try:
        with transaction.atomic():
            SaveReceipt.objects.create(
                key=_bound(key, account, action), account=account, action=action, void=True, at=clock.now()
            )
    except IntegrityError:
        return outcome(key, account=account, action=action)
    return Outcome.VOID, ""


def _bound(key: str, account: str, action: str) -> str:
    return hashlib.sha256(f"{account}\x1f{action}\x1f{key}".encode()).hexdigest()


def _found(bound: str, body_digest: str) -> Receipt | None:
    row = SaveReceipt.objects.filter(key=bound).first()
    if row is None:
        return None
    if row.void:
        raise SaveKeyVoid
    if row.body_digest != body_digest:
        raise SaveKeyReused
    return Receipt(row.result, repeated=True)
