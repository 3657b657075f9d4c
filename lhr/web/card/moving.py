"""Item 13 on the person's own page: the form of the movement screen, of this person alone."""

from __future__ import annotations

from functools import partial
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lhr.access.permissions import Permission
from lhr.service_record.sections import Tab
from lhr.web.card.person import address, context_of, purpose_of
from lhr.web.card.seen import kept_here
from lhr.web.movements import keying
from lhr.web.movements.frame import Frame
from lhr.web.movements.here import own_lgo
from lhr.web.shared.decorators import needs
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.uploads import takes_files


@takes_files
@needs(Permission.MOVEMENT_KEY)
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: OfficerRequest, person: UUID) -> HttpResponse:
    """A new line of item 13. Who does not serve here may only begin anew: that is keyed on the movement screen."""
    seen = kept_here(request, person)
    asked = purpose_of(request, seen)
    if isinstance(asked, HttpResponse):
        return asked
    serving = seen.picture.employment_on(request.actor.day)
    if serving is None or serving.organisation_id != own_lgo(request).pk:
        return HttpResponseRedirect(f"{reverse('movements:key')}?{urlencode({'person': person})}")
    frame = Frame(
        reverse("card:move", args=[person]),
        "card/person.html",
        person,
        partial(context_of, request, seen, asked, tab=Tab.SERVICE),
        address(person, Tab.SERVICE),
    )
    return keying.keyed(request, frame)
