"""Answering with a page: full, or only its middle when htmx asked for it; both come from one file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from lhr.web.shared.forms import LhrForm
from lhr.web.shared.requests import OfficerRequest

FULL, PARTIAL = "shared/base.html", "shared/partial.html"


def page(
    request: OfficerRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int | None = None,
) -> HttpResponse:
    """Render a screen. Without `status`: that of the first form with findings (422; 409 for SAVE-02), else 200."""
    given = dict(context or {})
    if status is None:
        told = (v for v in given.values() if isinstance(v, LhrForm) and v.is_bound and v.errors)
        status = next((form.answers for form in told), 200)
    partial = bool(request.htmx) and not request.htmx.boosted
    return render(request, template, {"layout": PARTIAL if partial else FULL, **given}, status=status)
