"""The scan of the order that a block of SEM102 names: taken with any press, shown in the block, handed out to who may
see the appointment."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from lhr.access.permissions import Permission
from lhr.access.roles import Role
from lhr.audit.book import reading
from lhr.documents import arriving, cited, pending
from lhr.documents import queries as documents
from lhr.kernel import thai_date
from lhr.kernel.rules import Finding, RuleBroken
from lhr.registry_rights import queries as rights
from lhr.registry_rights.terms import SEARCH_PURPOSE
from lhr.web.rights.forms import SHEET
from lhr.web.rights.typed import Typed
from lhr.web.shared import scans
from lhr.web.shared.decorators import needs
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.scans import ScanField

Refused = dict[Role, list[Finding]]


def take(request: OfficerRequest, typed: Typed) -> Refused:
    """Let the files sent with this press wait in their blocks; return what stands against those refused."""
    refused: Refused = {}
    for role in typed.editing:
        field = f"{role.lower()}-scan"
        key, found = scans.taken(request, f"{field}_file", _shown(request, field) or typed.scan(role))
        typed.put_scan(role, key)
        if found:
            refused[role] = [replace(one, field=field) for one in found]
    return refused


def _shown(request: OfficerRequest, field: str) -> UUID | None:
    """Return the file that stood on the page: what was seen is what is saved, whatever two presses at once wrote."""
    held = pending.held(scans.as_key(request.POST.get(field)), account=request.actor.account_id)
    return held.key if held else None


def field_of(request: OfficerRequest, typed: Typed, role: Role, refused: Refused) -> ScanField:
    """Return the block's file field as it stands."""
    block, here = role.lower(), reverse("rights:scan_field", args=[role.lower()])
    order = _order(typed, role)
    return ScanField(
        name=f"{block}-scan",
        form=SHEET,
        label=scans.LABEL,
        held=pending.held(typed.scan(role), account=request.actor.account_id),
        known=documents.scans_of(typed.organisation, order) if order else (),
        told=scans.said(request, refused.get(role, [])),
        post=here,
        watches=f"change from:#id_{block}-order_number, change from:#id_{block}-order_signed_on",
        removes=here,
        stopped=None if typed.scan(role) else arriving.stopped(request.actor.account_id),
    )


def _order(typed: Typed, role: Role) -> str:
    try:
        signed_on = thai_date.parse(typed.get(role, "order_signed_on"))
    except RuleBroken:
        return ""
    return cited.order(typed.get(role, "order_number"), signed_on)


@needs(Permission.RIGHTS_VIEW)
@require_safe
def scan(request: OfficerRequest, entry: UUID, scan: UUID) -> HttpResponse:
    """Hand out the scan of the order by which somebody was appointed; every opening is a reading."""
    row = rights.get(entry, within=request.reach)
    found = scans.one_of(documents.scans_of(row.organisation_id, rights.evidence_key(row)), scan)
    reading(
        request.actor,
        "rights.scan",
        purpose=SEARCH_PURPOSE,
        persons=rights.named_in_order_of(row),
        path=row.organisation.path,
    )
    return scans.handed_out(found)
