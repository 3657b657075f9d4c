"""The file field for the scan of an order, what waits in it, and how a scan is handed out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse

from lhr import config
from lhr.documents import arriving, pending
from lhr.documents import queries as documents
from lhr.documents.arriving import Far
from lhr.documents.pending import Held
from lhr.documents.queries import Scan
from lhr.kernel.rules import Finding, RuleBroken
from lhr.kernel.words import Words
from lhr.web.shared.forms import Told
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.told import Message

ACCEPT = ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"
LABEL = Words("แนบไฟล์สแกนคำสั่ง", "Attach a scan of the order")
EVIDENCE_LABEL = Words("แนบไฟล์คำสั่งหรือหลักฐาน", "Attach the order or the evidence")


@dataclass(frozen=True, slots=True)
class ScanField:
    """One file field on a page: what waits in it, what the LGO has of this order already, what is said of it."""

    name: str
    form: str
    label: Words
    held: Held | None
    known: tuple[Scan, ...]
    told: list[Message]
    post: str = ""  # where htmx sends a file as soon as it is chosen; "" is the page itself
    watches: str = ""  # the fields that name the order: when they change, the page asks whether it has a scan
    removes: str = ""  # where the button that takes the file off goes, and what it says
    remove_name: str = "remove"
    remove_value: str = "yes"
    stopped: Far | None = None  # a file of the account whose sending broke off: chosen again, it goes on

    @property
    def id(self) -> str:
        return f"scan-{self.name}"

    @property
    def accept(self) -> str:
        return ACCEPT

    @property
    def most(self) -> int:
        return config.scan_max_mb()


def as_key(text: object) -> UUID | None:
    """Return the key that a page sent back; None for nothing and for what is none."""
    try:
        return UUID(str(text)) if text else None
    except ValueError:
        return None


def taken(
    request: OfficerRequest, field: str, key: UUID | None, *, photograph: bool = False
) -> tuple[UUID | None, list[Finding]]:
    """Return the key of the file that waits in the field now, and what stands against the one just sent."""
    account = request.actor.account_id
    try:
        held = _held(request, field, account, photograph) if account else None
    except RuleBroken as broken:
        return key, [replace(found, field=field) for found in broken.findings]
    if held is None:
        return key, []
    if key != held.key:
        pending.drop(key, account=account)
    return held.key, []


def _held(request: OfficerRequest, field: str, account: UUID, photograph: bool) -> Held | None:
    """Let the file wait that came with this press, or that came in parts before it."""
    sent, came = request.FILES.get(field), as_key(request.POST.get(f"{field}_arrived"))
    if isinstance(sent, UploadedFile):
        return pending.keep(sent.read(), name=sent.name or "", account=account, photograph=photograph)
    return arriving.take(came, account=account, photograph=photograph) if came else None


def stays_empty(request: OfficerRequest, field: ScanField) -> bool:
    """True when only the order was looked up, and the field is empty here and on the page: drawn anew, it would lose a
    file that is just being chosen."""
    asked = request.htmx and request.htmx.target == field.id and request.POST.get(f"{field.name}_empty")
    return bool(asked) and not (field.held or field.known or field.told)


def said(request: OfficerRequest, found: Iterable[Finding]) -> list[Message]:
    return [Message(Told(one), request.lang, None) for one in found]


def sentence(request: OfficerRequest, found: Iterable[Finding]) -> str:
    """Return the findings as one message, for a page that is left at once."""
    following = Words("ทำต่อ:", "Next:").text(request.lang)
    told = [f"{f.code} {f.says(request.lang)} {following} {f.remedy(request.lang)}" for f in found]
    return " ".join(told)


def one_of(scans: Iterable[Scan], wanted: UUID) -> Scan:
    """Return the scan of that id among those of the line. Raises Http404: any other is as if it did not exist."""
    found = next((scan for scan in scans if scan.id == wanted), None)
    if found is None:
        raise Http404
    return found


def shown(scan: Scan) -> HttpResponse:
    """A picture inside a page of ours: drawn anew when it came in, so that nothing but the picture is in it."""
    headers: dict[str, Any] = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"}
    return HttpResponse(documents.content(scan), content_type=scan.media_type, headers=headers)


def handed_out(scan: Scan) -> HttpResponse:
    """A download under a name of our own, that no browser opens as a page of ours. The reading was noted before."""
    headers: dict[str, Any] = {
        "Content-Disposition": f'attachment; filename="scan-{scan.sha256[:12]}.{scan.extension}"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
    }
    return HttpResponse(documents.content(scan), content_type=scan.media_type, headers=headers)
