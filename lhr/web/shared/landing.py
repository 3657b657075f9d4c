"""The first page while no area has a better one: what the account may open."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lhr.access.permissions import Permission
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest


@needs(Permission.ACCOUNT_OWN, Permission.CARD_ENROL)
@require_safe
def home(request: OfficerRequest) -> HttpResponse:
    return page(request, "shared/landing.html")
