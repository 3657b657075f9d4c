"""Every address of the screens: one line an area."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

# Area -> where it hangs. Each has its own urls.py with `app_name`; only home has none: its page is named "home".
AREAS = {
    "accounts": "",
    "home": "",
    "approvals": "approvals/",
    "rights": "rights/",
    "verifying": "movements/queue/",
    "movements": "movements/",
    "card": "movements/",
    "own": "me/",
    "transfers": "transfers/",
    "orders": "orders/",
    "posts": "posts/",
    "leaving": "leaving/",
    "oversight": "oversight/",
    "organisations": "organisations/",
    "jobs": "jobs/",
    "help": "help/",
    "papers": "",
}

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("lhr.web.shared.urls")),
    *(path(where, include(f"lhr.web.{area}.urls")) for area, where in AREAS.items()),
]
