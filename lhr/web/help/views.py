"""Reading the guides. Whoever cannot sign in needs them most, so they are open to all; they hold nobody's data."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from lhr.registry_rights.nine_steps import paper
from lhr.web.help import guides
from lhr.web.shared.decorators import public, while_changing_password
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest


@public("words only")
@while_changing_password
@require_safe
def listed(request: OfficerRequest) -> HttpResponse:
    return page(request, "help/list.html", {"guides": guides.all_guides()})


@public("words only")
@while_changing_password
@require_safe
def guide(request: OfficerRequest, name: str) -> HttpResponse:
    try:
        asked = guides.guide(name)
    except LookupError:
        raise Http404 from None
    return page(request, "help/guide.html", {"guide": asked})


@public("pictures of screens with invented people")
@while_changing_password
@require_safe
def picture(request: OfficerRequest, name: str) -> HttpResponse:
    try:
        path = guides.picture(name)
    except LookupError:
        raise Http404 from None
    return HttpResponse(path.read_bytes(), content_type="image/png", headers={"Cache-Control": "max-age=3600"})


@public("words only")
@while_changing_password
@require_safe
def nine_steps(request: OfficerRequest) -> HttpResponse:
    """The attachment of the letter with the first password: the nine steps on one sheet."""
    answer = HttpResponse(paper(request.actor.day), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="lhr-sem102-nine-steps.pdf"'
    return answer
