"""The scan of a movement's order: on the form, on the line, and handed out to who may see the line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from lhr.access.permissions import Permission
from lhr.access.roles import Role
from lhr.documents import arriving, cited, pending
from lhr.documents import queries as documents
from lhr.documents.checked import Checked
from lhr.documents.pending import Held
from lhr.kernel import thai_date
from lhr.kernel.rules import Finding, RuleBroken
from lhr.service_record import actions, rules
from lhr.service_record import queries as service
from lhr.service_record.line_view import LineView
from lhr.standards.queries import MovementView
from lhr.web.movements import reading
from lhr.web.movements.asking import purpose_of_line
from lhr.web.movements.here import own_lgo, pair_of
from lhr.web.shared import scans
from lhr.web.shared.attaching import attached
from lhr.web.shared.decorators import needs
from lhr.web.shared.readings import SCAN
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.scans import ScanField
from lhr.web.shared.uploads import takes_files

FIELD, FORM, REMOVE = "scan", "movement", "remove-scan"
_ORDER = "change from:#id_citation_number, change from:#id_citation_year, change from:#id_citation_signed_on"


@dataclass
class Waiting:
    """The file that waits on the movement form, and what stands against the one just sent."""

    held: Held | None = None
    found: list[Finding] = field(default_factory=list)

    @property
    def key(self) -> str:
        return str(self.held.key) if self.held else ""

    @property
    def sha256(self) -> str:
        return self.held.sha256 if self.held else ""


def waiting(request: OfficerRequest, *, photograph: bool = False) -> Waiting:
    """Take the file that came with this press, or take it off; else keep the one that waits."""
    key = scans.as_key(request.POST.get(FIELD))
    if request.POST.get("step") == REMOVE:
        pending.drop(key, account=request.actor.account_id)
        return Waiting()
    key, found = scans.taken(request, f"{FIELD}_file", key, photograph=photograph)
    return Waiting(
        pending.held(key, account=request.actor.account_id), [replace(f, field=FIELD) for f in found]
    )


def kept(request: OfficerRequest, key: Any) -> Waiting:
    """Return the file that a draft has waiting."""
    return Waiting(pending.held(scans.as_key(key), account=request.actor.account_id))


def from_returned(request: OfficerRequest, line: LineView) -> Waiting:
    """A line that is mended brings along the scan that it was sent with."""
    account = request.actor.account_id
    if not line.scans or account is None:
        return Waiting()
    name = f"scan.{line.scans[0].extension}"
    return Waiting(pending.again(line.scans[0], name=name, account=account))


def opened(request: OfficerRequest, key: Any) -> Checked | None:
    return pending.opened(scans.as_key(key), account=request.actor.account_id)


def drop(request: OfficerRequest, key: Any) -> None:
    pending.drop(scans.as_key(key), account=request.actor.account_id)


def field_of(
    request: OfficerRequest,
    organisation: UUID,
    kind: MovementView | None,
    typed: Mapping[str, Any],
    file: Waiting,
) -> ScanField:
    """Return the form's file field as it stands."""
    order = _order(typed)
    by_evidence = kind is not None and rules.takes_evidence(kind)
    return ScanField(
        name=FIELD,
        form=FORM,
        label=scans.EVIDENCE_LABEL if by_evidence else scans.LABEL,
        held=file.held,
        known=documents.scans_of(organisation, order) if order else (),
        told=scans.said(request, file.found),
        stopped=None if file.held else arriving.stopped(request.actor.account_id),
        watches=_ORDER,
        remove_name="step",
        remove_value=REMOVE,
    )


def _order(typed: Mapping[str, Any]) -> str:
    year = str(typed.get("citation_year") or "")
    try:
        signed_on = thai_date.parse(str(typed.get("citation_signed_on") or ""))
    except RuleBroken:
        return ""
    number = str(typed.get("citation_number") or "")
    return cited.order(number, signed_on, int(year) if year.isdecimal() else None)


def may_attach(request: OfficerRequest, line: LineView) -> bool:
    """Say whether the field is offered; the action asks the rules itself."""
    return line.status in ("SUBMITTED", "VERIFIED") and may_write(request, line)


def may_write(request: OfficerRequest, line: LineView) -> bool:
    """Say whether this hand may key anything of the line's person (SR-03)."""
    actor = request.actor
    pair = pair_of(own_lgo(request).pk if line.kept_at else line.organisation_id, request)
    registrar = actor.holds(Role.REGISTRAR) and not actor.holds(Role.OFFICER)
    against = rules.check_hand(
        writer=actor.person_id, writer_is_registrar=registrar, person=line.person.id, pair=pair
    )
    return not against


@takes_files
@needs(Permission.MOVEMENT_KEY)
@require_POST
def attach(request: OfficerRequest, line: UUID) -> HttpResponse:
    """Attach the scan of an order to a line that stands already."""
    found = service.line(line, within=request.reach, day=request.actor.day)

    def perform(scan: Checked) -> None:
        pair = pair_of(found.organisation_id, request)
        actions.attach_scan(by=request.actor, line_id=line, scan=scan, pair=pair)

    return attached(request, action="movements.attach", back=reverse("movements:line", args=[line]), perform=perform)


@needs(Permission.MOVEMENT_VIEW)
@require_safe
def scan(request: OfficerRequest, line: UUID, scan: UUID) -> HttpResponse:
    """Hand out a scan of what the line rests on; every opening is a reading (AU-01)."""
    found = service.line_of_record(line, within=request.reach, day=request.actor.day)
    one = scans.one_of(found.scans, scan)
    asked = purpose_of_line(request, found)
    if isinstance(asked, HttpResponse):
        return asked
    persons = service.named_in_order_of(line)
    reading.note(request.actor, SCAN, persons, found.path, asked)
    return scans.handed_out(one)
