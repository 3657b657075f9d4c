"""What somebody typed and has not saved yet. Kept by the server, so that an error, a reload, a lock or the end of a
session costs no typing; no part of the register, and gone once the form is saved or after some days (setting)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from lhr import config
from lhr.audit.models import Draft
from lhr.kernel import clock


def keep(typed: Mapping[str, str], *, account: str, form: str, subject: str) -> None:
    """Remember what this account has typed into this form about this subject, instead of what it typed before."""
    Draft.objects.update_or_create(
        key=_key(account, form, subject), defaults={"typed": json.dumps(dict(typed)), "at": clock.now()}
    )
    drop_old()


def kept(*, account: str, form: str, subject: str) -> dict[str, str]:
    """Return what was typed and not saved; empty when there is nothing or it is too old."""
    row = Draft.objects.filter(key=_key(account, form, subject), at__gte=_since()).first()
    return {} if row is None else dict(json.loads(row.typed))


def drop(*, account: str, form: str, subject: str) -> None:
    """Forget it: the form was saved, or the officer gave it up."""
    Draft.objects.filter(key=_key(account, form, subject)).delete()


def drop_old() -> int:
    """Forget what nobody came back to within its days; return how many there were."""
    return Draft.objects.filter(at__lt=_since()).delete()[0]


def _since() -> datetime:
    return clock.now() - timedelta(days=config.draft_days())


def _key(account: str, form: str, subject: str) -> str:
    return hashlib.sha256(f"{account}\x1f{form}\x1f{subject}".encode()).hexdigest()
