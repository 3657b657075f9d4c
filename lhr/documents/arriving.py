"""A file that comes in parts, over a line that may break: how far it has come is kept, and the rest goes on from there.

It is known again by its account and the digest of the whole, so that the same file chosen anew, after a reload or on
another PC, goes on where it stopped. Whole, it is judged as any other file (documents.pending).
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from lhr import config
from lhr.documents import pending, rules
from lhr.documents.models import ArrivedPart, Arriving
from lhr.documents.pending import Held
from lhr.kernel import clock
from lhr.kernel.rules import RuleBroken, stop_if

PART = 256 * 1024  # at 5 KB a second less than a minute of work is lost with the line
_AT_ONCE = 20  # files of one account that wait for their rest
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Far:
    """How far a file has come."""

    key: UUID
    name: str
    size: int
    received: int

    @property
    def percent(self) -> int:
        return self.received * 100 // self.size


def begin(*, account: UUID, name: str, size: int, sha256: str) -> Far:
    """Return how far the account's file has come; of a new one nothing has. Raises RuleBroken (EV-01.2, EV-03.1) and
    ValueError for what is no digest."""
    stop_if(rules.check_size(size, most_mb=config.scan_max_mb()))
    if not _DIGEST.fullmatch(sha256):
        raise ValueError("not a digest")
    forget_old()
    Arriving.objects.filter(account=account, sha256=sha256, became__isnull=False).delete()
    row, new = Arriving.objects.get_or_create(
        account=account, sha256=sha256, size=size, defaults={"name": pending.shown_name(name), "at": clock.now()}
    )
    if new:
        others = Arriving.objects.filter(account=account).exclude(pk=row.pk).order_by("-at")
        Arriving.objects.filter(pk__in=[one.pk for one in others[_AT_ONCE - 1 :]]).delete()
    return _far(row)


@transaction.atomic
def go_on(key: UUID | None, *, account: UUID, at: int, part: bytes) -> Far | None:
    """Take the next part, which begins at byte `at`; return how far the file has come then. What begins elsewhere is
    not taken, and the answer says where to go on; None for another's, and for one that is gone.

    Raises RuleBroken (EV-03.2).
    """
    row = Arriving.objects.select_for_update().filter(key=key, account=account).first() if key else None
    if row is None or at != row.received or not 0 < len(part) <= min(PART, row.size - row.received):
        return _far(row) if row else None
    fits = pending.counted(account, len(part))
    stop_if(rules.check_day(fits=fits, most_mb=config.scan_day_mb()))
    ArrivedPart.objects.create(of=row, begins=at, content=part)
    row.received += len(part)
    row.save(update_fields=["received"])
    return _far(row)


def take(key: UUID, *, account: UUID, photograph: bool = False) -> Held | None:
    """Let the file that has come whole wait for its form, once, however often it is asked; None for one that has not.

    Raises RuleBroken as pending.keep does, and (EV-01.2) for a file that is not what was announced; it is forgotten
    then.
    """
    row = Arriving.objects.filter(key=key, account=account).first()
    if row is None or row.became or row.received != row.size:
        return pending.held(row.became, account=account) if row else None
    content = b"".join(bytes(part) for part in row.parts.order_by("begins").values_list("content", flat=True))
    try:
        stop_if(rules.check_arrived(same=hashlib.sha256(content).hexdigest() == row.sha256))
        held = pending.keep(content, name=row.name, account=account, in_parts=True, photograph=photograph)
    except RuleBroken:
        row.delete()
        raise
    row.became = held.key
    row.save(update_fields=["became"])
    row.parts.all().delete()
    return held


def stopped(account: UUID | None) -> Far | None:
    """Return the latest file of the account that has come in part only."""
    if account is None:
        return None
    row = Arriving.objects.filter(account=account, received__gt=0, became=None).order_by("-at").first()
    return _far(row) if row else None


def forget_old() -> int:
    """Forget what nobody went on with; return how many."""
    before = clock.now() - timedelta(days=config.scan_pending_days())
    return Arriving.objects.filter(at__lt=before).delete()[0]


def _far(row: Arriving) -> Far:
    return Far(row.key, row.name, row.size, row.received)
