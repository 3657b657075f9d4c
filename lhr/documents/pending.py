"""A file that came with a form which is not saved yet: kept by the server, so that findings, a reload, a lock or the
card's second step cost no second upload. Bound to the account; gone once saved, removed, or after some days."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PureWindowsPath
from uuid import UUID

from django.db.models import F, QuerySet

from lhr import config
from lhr.documents import rules, store
from lhr.documents.checked import Checked
from lhr.documents.checking import check
from lhr.documents.models import DayOfUploads, Upload
from lhr.documents.queries import Scan
from lhr.kernel import clock
from lhr.kernel.rules import stop_if

_NAME_SHOWN = 80
_LIST = "list"


@dataclass(frozen=True, slots=True)
class Held:
    """A file that waits for its form, as the page shows it."""

    key: UUID
    name: str
    pages: int
    sha256: str


def keep(
    content: bytes, *, name: str, account: UUID, in_parts: bool = False, photograph: bool = False
) -> Held:
    """Look at the file and keep it for the account's form. Raises RuleBroken: EV-01, EV-02, EV-03.

    What came `in_parts` was counted part by part.
    """
    stop_if(rules.check_size(len(content), most_mb=config.scan_max_mb()))
    fits = in_parts or counted(account, len(content))
    stop_if(rules.check_day(fits=fits, most_mb=config.scan_day_mb()))
    seen = check(content, photograph=photograph)
    forget_old()
    store.put(seen.sha256, seen.content)
    row = Upload.objects.create(
        account=account,
        name=shown_name(name),
        sha256=seen.sha256,
        media_type=seen.media_type,
        pages=seen.pages,
        at=clock.now(),
    )
    return _held(row)


def keep_list(content: bytes, *, name: str, account: UUID) -> UUID:
    """Keep a list that its own reader has looked at, until the officer has read what it would do."""
    forget_old()
    Upload.objects.filter(account=account, media_type=_LIST, name=shown_name(name)).delete()
    sha256 = hashlib.sha256(content).hexdigest()
    store.put(sha256, content)
    row = Upload.objects.create(
        account=account, name=shown_name(name), sha256=sha256, media_type=_LIST, pages=0, at=clock.now()
    )
    return row.key


def forget_old() -> int:
    """Forget the files that no form was saved with in time; return how many. `lhr sweep` takes their bytes away."""
    return Upload.objects.filter(at__lt=clock.now() - timedelta(days=config.scan_pending_days())).delete()[0]


def opened_list(key: UUID | None, *, account: UUID | None) -> tuple[str, bytes] | None:
    """Return name and bytes of the account's own waiting list; None when it is gone."""
    row = Upload.objects.filter(key=key, account=account, media_type=_LIST).first() if key and account else None
    return (row.name, store.read(row.sha256)) if row else None


def again(scan: Scan, *, name: str, account: UUID) -> Held:
    """Let a scan that the register keeps already wait for another form: a line that is mended and sent anew."""
    row = Upload.objects.create(
        account=account,
        name=shown_name(name),
        sha256=scan.sha256,
        media_type=scan.media_type,
        pages=scan.pages,
        at=clock.now(),
    )
    return _held(row)


def held(key: UUID | None, *, account: UUID | None) -> Held | None:
    """Return the account's own waiting file; None for nobody's, another's or one that is gone."""
    row = _scans().filter(key=key, account=account).first() if key and account else None
    return _held(row) if row and store.store().has(row.sha256) else None


def opened(key: UUID | None, *, account: UUID | None) -> Checked | None:
    """Return the waiting file with its bytes, to be attached. Raises RuleBroken (EV-04)."""
    row = _scans().filter(key=key, account=account).first() if key and account else None
    return Checked(row.sha256, row.media_type, row.pages, store.read(row.sha256)) if row else None


def drop(key: UUID | None, *, account: UUID | None) -> None:
    """Forget it: the form was saved, or the officer took it off."""
    if key and account:
        Upload.objects.filter(key=key, account=account).delete()


def shown_name(name: str) -> str:
    """Return the name without folders and without what cannot be seen or turns the line around."""
    last = PureWindowsPath(name.replace("/", "\\")).name
    plain = "".join(
        c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C"
    ).strip()
    return plain if len(plain) <= _NAME_SHOWN else f"{plain[:40]}…{plain[-20:]}"


def _scans() -> QuerySet[Upload]:
    """A list is no scan: nobody looked whether it may be kept as one."""
    return Upload.objects.exclude(media_type=_LIST)


def counted(account: UUID, size: int) -> bool:
    """Add to the account's day unless that would pass the limit: one statement, so two at once cannot both pass."""
    today, most = clock.today(), config.scan_day_mb() * 1024 * 1024
    DayOfUploads.objects.filter(day__lt=today).delete()
    DayOfUploads.objects.get_or_create(account=account, day=today)
    mine = DayOfUploads.objects.filter(account=account, day=today, received__lte=most - size)
    return mine.update(received=F("received") + size) == 1


def _held(row: Upload) -> Held:
    return Held(row.key, row.name, row.pages, row.sha256)
