"""Answering with a page: full, or only its middle when htmx asked for it; both come from one file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from lhr.web.shared import refused
from lhr.web.shared.forms import LhrForm
from lhr.web.shared.requests import OfficerRequest

FULL, PARTIAL = "shared/base.html", "shared/partial.html"
REFUSED = 422


def page(
    request: OfficerRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int | None = None,
    at: str = "",
) -> HttpResponse:
    """Render a screen, 200 unless `status` says otherwise.

    A form that was sent and has findings is shown by its own page (`at`, else this address), to which the browser is
    sent; where only a part of the page was asked for, the part itself answers, with 422. So does, with 409, a form
    whose save key was used for something else (SAVE-02).
    """
    given = dict(context or {})
    forms = {name: value for name, value in given.items() if isinstance(value, LhrForm)}
    part = bool(request.htmx) and not request.htmx.boosted
    reads = request.method in ("GET", "HEAD")
    back = reads and refused.bring_back(request, **forms)
    told = [form for form in forms.values() if form.is_bound and form.errors]
    if told and not back:
        answers = told[0].answers
        whole = not reads and not part and request.headers.get("X-Requested-With") != "lhr"
        if whole and answers == REFUSED:
            return refused.send_to_form(request, forms, at or refused.here(request))
        status = status or answers
    return render(request, template, {"layout": PARTIAL if part else FULL, **given}, status=status)
