"""Where a request came from."""

from __future__ import annotations

from django.http import HttpRequest

from lhr import config


def address_of(request: HttpRequest) -> str:
    """Return the network address that counters and books hold. A header is believed only from our own proxy."""
    if config.behind_proxy():
        passed_on = request.headers.get("X-Forwarded-For", "").split(",")[-1].strip()
        if passed_on:
            return passed_on[:45]
    return str(request.META.get("REMOTE_ADDR", ""))[:45]
