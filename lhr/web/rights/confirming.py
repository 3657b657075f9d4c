"""The province's word on acting and delegated registrars and on cold starts: look, then confirm or refuse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lhr.access.permissions import Permission
from lhr.access.roles import ROLE_SAYS, Role
from lhr.audit.book import reading
from lhr.documents import queries as documents
from lhr.documents.queries import Of, Scan
from lhr.history.ledger import Overtaken
from lhr.kernel.words import Words
from lhr.organisations import queries as organisations
from lhr.organisations.view import OrganisationView
from lhr.people import queries as people
from lhr.people.queries import PersonView
from lhr.registry_rights import actions
from lhr.registry_rights import queries as rights
from lhr.registry_rights.terms import CAPACITY_SAYS, SEARCH_PURPOSE, Capacity
from lhr.service_record import queries as service
from lhr.web.rights.backing import backing_of
from lhr.web.rights.forms import DecisionForm, RefusalForm
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving

_CONFIRMED = Words("ยืนยันแล้ว: {name} {place}", "Confirmed: {name}, {place}")
_REFUSED = Words(
    "ไม่ยืนยัน และแจ้งหน่วยงานแล้ว: {name} {place}", "Not confirmed, and the LGO was told: {name}, {place}"
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One appointment that waits for the province."""

    row: Any
    place: OrganisationView
    person: PersonView
    role: Words
    capacity: Words
    scans: tuple[Scan, ...]

    @property
    def last_day(self) -> Any:
        return self.row.period.last_day


@needs(Permission.RIGHTS_CONFIRM)
@require_safe
def awaiting(request: OfficerRequest) -> HttpResponse:
    """Everything that waits, oldest first; five lookups however many there are."""
    waiting = waiting_for(request)
    if waiting:
        persons, path = {one.person.id for one in waiting}, min(request.reach.paths)
        reading(request.actor, "rights.view", purpose=SEARCH_PURPOSE, persons=persons, path=path)
    return page(request, "rights/awaiting.html", {"waiting": waiting})


def waiting_for(request: OfficerRequest) -> list[Waiting]:
    day = request.actor.day
    rows = rights.awaiting(within=request.reach, day=day)
    places = organisations.views({row.organisation_id for row in rows}, day)
    persons = people.views({row.person_id for row in rows}, day)
    scanned = documents.scans((row.organisation_id, rights.evidence_key(row)) for row in rows)
    return [_waiting(row, places[row.organisation_id], persons[row.person_id], scanned) for row in rows]


def _waiting(
    row: Any, place: OrganisationView, person: PersonView, scanned: dict[Of, tuple[Scan, ...]]
) -> Waiting:
    scans = scanned.get((row.organisation_id, rights.evidence_key(row)), ())
    return Waiting(row, place, person, ROLE_SAYS[Role(row.role)], CAPACITY_SAYS[Capacity(row.capacity)], scans)


@needs(Permission.RIGHTS_CONFIRM)
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: OfficerRequest, entry: UUID) -> HttpResponse:
    """One appointment whole; the second press confirms it."""
    found = _one(request, entry)
    if request.method != "POST":
        persons = {found.row.person_id, *backing_of(found.row, request.actor.day).persons}
        reading(request.actor, "rights.view", purpose=SEARCH_PURPOSE, persons=persons, path=found.place.path)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            actions.confirm(by=request.actor, appointment=_as_seen(found, form))
            return reverse("rights:awaiting")

        answer = saving(request, form, "rights:confirm", act)
        if answer is not None:
            return _said(request, answer, _CONFIRMED, found)
    return _decision(request, found, form, RefusalForm())


@needs(Permission.RIGHTS_CONFIRM)
@require_POST
def refuse(request: OfficerRequest, entry: UUID) -> HttpResponse:
    found = _one(request, entry)
    form = RefusalForm(request.POST)
    if form.is_valid():

        def act() -> str:
            actions.refuse(
                by=request.actor, appointment=_as_seen(found, form), reason=form.cleaned_data["reason"]
            )
            return reverse("rights:awaiting")

        answer = saving(request, form, "rights:refuse", act)
        if answer is not None:
            return _said(request, answer, _REFUSED, found)
    return _decision(request, found, DecisionForm(), form)


def _as_seen(found: Waiting, form: DecisionForm) -> Any:
    """Return the appointment that was on the page. Raises Overtaken when it has been altered since."""
    if found.row.version != form.cleaned_data["version"]:
        raise Overtaken(str(found.row))
    return found.row


def _one(request: OfficerRequest, entry: UUID) -> Waiting:
    day = request.actor.day
    row = rights.get(entry, within=request.reach)
    place = organisations.view_of(row.organisation_id, day)
    scanned = documents.scans([(row.organisation_id, rights.evidence_key(row))])
    return _waiting(row, place, people.view_of(row.person_id, day), scanned)


def _decision(
    request: OfficerRequest, found: Waiting, form: DecisionForm, refusal: RefusalForm
) -> HttpResponse:
    context = {
        "one": found,
        "form": form,
        "refusal": refusal,
        "open": found.row.took_effect is None and not found.row.void,
        "post": service.posting(found.row.person_id, found.place.id, max(request.actor.day, found.row.starts)),
        "backing": backing_of(found.row, request.actor.day),
    }
    return page(request, "rights/decide.html", context, at=reverse("rights:decide", args=[found.row.entry_id]))


def _said(request: OfficerRequest, answer: HttpResponse, words: Words, found: Waiting) -> HttpResponse:
    if answer.status_code == 302:
        said = words.text(request.lang, name=found.person.name, place=found.place.full_name)
        messages.success(request, said)
    return answer
