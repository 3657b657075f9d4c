"""What base.html needs on every page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from lhr import config
from lhr.access.actor import anonymous
from lhr.kernel import clock
from lhr.web.shared import modules

VERSION = "0.1.0"


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give the shell's variables; also for a page that answers before the middleware knew who asks."""
    actor = getattr(request, "actor", None) or anonymous(clock.today())
    matched = request.resolver_match
    return {
        "layout": "shared/base.html",
        "actor": actor,
        "lang": getattr(request, "lang", "th"),
        "digits": getattr(request, "digits", "arabic"),
        "standing": getattr(request, "standing", None),
        "shortcuts": request.COOKIES.get("lhr_keys", "on") != "off",
        "modules": modules.shown_to(actor, *((matched.namespace, matched.url_name or "") if matched else ("",))),
        "demo": config.demo(),
        "version": VERSION,
        "data_at": clock.now(),
    }
