"""Addresses of the personnel database. A person stands in one by internal id, never by number."""

from __future__ import annotations

from django.urls import path

from lhr.web.movements import keying, lines, people, returning, scans, seeking, striking

app_name = "movements"

urlpatterns = [
    path("", lines.listed, name="list"),
    path("new/", keying.key, name="key"),
    path("new/keep/", keying.keep, name="keep"),
    path("new/drop/", keying.drop_draft, name="drop_draft"),
    path("lines/<uuid:line>/", lines.line, name="line"),
    path("lines/<uuid:line>/attach/", scans.attach, name="attach"),
    path("lines/<uuid:line>/scans/<uuid:scan>/", scans.scan, name="scan"),
    path("lines/<uuid:line>/return/", returning.send_back, name="send_back"),
    path("lines/<uuid:line>/strike/", striking.strike, name="strike"),
    path("lines/<uuid:line>/withdraw/", lines.withdraw, name="withdraw"),
    path("people/", people.staff, name="people"),
    path("people/find/", seeking.find, name="find"),
]
