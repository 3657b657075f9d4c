"""ทะเบียนตำแหน่ง: one post with everything that became of it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lhr.access.permissions import Permission
from lhr.organisations import queries as organisations
from lhr.organisations.queries import Organisation
from lhr.posts.rules import FUNDING_SAYS
from lhr.service_record import post_ledger
from lhr.service_record.establishment import OCCUPANCY_SAYS, Occupancy
from lhr.service_record.post_ledger import Entry, Ledger
from lhr.web.posts.acts import ACTS
from lhr.web.posts.listing import TONES, UNSTATED_SAYS, named_here, names_of
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.readings import POST
from lhr.web.shared.requests import OfficerRequest


@dataclass(frozen=True)
class Line:
    """One entry of the register; `name` only for the LGO itself, `ahead` for what is still to come."""

    entry: Entry
    name: str
    ahead: bool


@needs(Permission.POST_VIEW)
@require_safe
def one(request: OfficerRequest, post: UUID) -> HttpResponse:
    """What the post is today, what became of it, and what may be entered."""
    day = request.actor.day
    found, lgo = ledger_of(request, post)
    seat, entries = found.seat, found.entries
    who = {entry.person for entry in entries if entry.person} | set(seat.people)
    names = names_of(request, lgo.path, POST, who, day) if named_here(request, lgo.path) else {}
    context = {
        "place": organisations.view_of(lgo.pk, day),
        "seat": seat,
        "post": seat.post.view,
        "told": [(OCCUPANCY_SAYS[one], TONES[one]) for one in Occupancy if one in seat.is_so],
        "funding": FUNDING_SAYS[seat.post.funding] if seat.post.funding else UNSTATED_SAYS,
        "holder": names.get(seat.holder, "") if seat.holder else "",
        "acting": [(one, names[one]) for one in seat.acting if one in names],
        "vacant": found.vacancy(day),
        "lines": [Line(e, names.get(e.person, "") if e.person else "", e.starts > day) for e in entries],
        "named": named_here(request, lgo.path),
        "acts": [(name, act.says) for name, act in ACTS.items() if act.offered_for(seat)],
    }
    return page(request, "posts/one.html", context)


def ledger_of(request: OfficerRequest, post: UUID) -> tuple[Ledger, Organisation]:
    """The register of the post, and its LGO. One outside the reach is as if it did not exist."""
    found = post_ledger.ledger(post, request.actor.day)
    return found, organisations.get(found.seat.post.view.organisation_id, within=request.reach)
