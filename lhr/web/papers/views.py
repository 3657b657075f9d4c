"""Telling whether a printed paper is ours. Whoever holds the paper asks, so it is open to all and names nobody."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lhr.documents.verifying import issued
from lhr.identity.limits import Counter, spend
from lhr.identity.refusals import SignInRefused
from lhr.identity.throttle import PAPERS
from lhr.service_record.paper_today import still_so
from lhr.web.papers.words import KIND_SAYS
from lhr.web.shared.addresses import address_of
from lhr.web.shared.decorators import public, while_changing_password
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest


@public("kind, day and LGO of a paper that the asker holds; slowed by address")
@while_changing_password
@require_safe
def verified(request: OfficerRequest, letters: str) -> HttpResponse:
    try:
        spend(Counter(PAPERS, address_of(request)))
    except SignInRefused:
        return page(request, "papers/wait.html", status=429)
    paper = issued(letters)
    kind, so = (KIND_SAYS[paper.kind], still_so(paper, request.actor.day)) if paper else (None, None)
    context = {"paper": paper, "kind": kind, "changed": so is False, "same": so}
    return page(request, "papers/verified.html", context)
