"""Finding an LGO, and one LGO with everything that became of it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lhr.access.permissions import Permission
from lhr.kernel.words import Words
from lhr.organisations import queries as organisations
from lhr.organisations import timeline
from lhr.organisations.queries import Kind
from lhr.organisations.rules import KIND_SAYS, KIND_SHORT
from lhr.web.organisations.acts import ACTS
from lhr.web.shared import picker
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest


@needs(Permission.ORGANISATION_VIEW)
@require_safe
def found(request: OfficerRequest) -> HttpResponse:
    """The LGOs that the words find; without words how many there are of each kind, and what changed lately."""
    day, words = request.actor.day, str(request.GET.get("q", "")).strip()
    ended = request.GET.get("ended") == "1"
    near = picker.near_of(request.actor)
    met = organisations.pick(words, within=request.reach, day=day, near=near, standing_only=not ended)
    context = {
        "words": words,
        "ended": ended,
        "found": met.views,
        "more": picker.of_how_many(met.views, len(met.views), more=met.more),
        "hint": picker.HINT,
        "kinds": _kinds(request) if not words else [],
        "recent": timeline.recent(within=request.reach, day=day) if not words else [],
    }
    return page(request, "organisations/list.html", context)


@needs(Permission.ORGANISATION_VIEW)
@require_safe
def one(request: OfficerRequest, organisation: UUID) -> HttpResponse:
    """What it is today, its history, and what may be entered."""
    place, day = organisations.get(organisation, within=request.reach), request.actor.day
    view = organisations.view_of(place.pk, day)
    context = {
        "place": view,
        "code": organisations.code_of(place.pk, day),
        "office": organisations.above(place.pk, day),
        "areas": organisations.district_names(place.pk, day),
        "entries": timeline.timeline(place.pk),
        "acts": [(name, one.says) for name, one in ACTS.items() if one.offered_for(view)],
        "over": view.dissolved_on is not None and view.dissolved_on <= day,
    }
    return page(request, "organisations/one.html", context)


def _kinds(request: OfficerRequest) -> list[tuple[object, int]]:
    counts = organisations.counts(within=request.reach, day=request.actor.day)
    # The kind of Pattaya is said “เมือง” before a name; alone it needs the name.
    alone = {Kind.PATTAYA: Words(KIND_SHORT[Kind.PATTAYA], "City of Pattaya")}
    return [(alone.get(kind, KIND_SAYS[kind]), counts.get(kind, 0)) for kind in Kind]
