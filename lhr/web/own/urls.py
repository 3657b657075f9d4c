"""Addresses of the own record. No person stands in them: it is always the one who asks."""

from __future__ import annotations

from django.urls import path

from lhr.web.own import views

app_name = "own"

urlpatterns = [
    path("", views.record, name="record"),
    path("print/", views.printed, name="printed"),
    path("lines/<uuid:line>/", views.line, name="line"),
    path("lines/<uuid:line>/scans/<uuid:scan>/", views.scan, name="scan"),
]
