"""Addresses of one's own jobs."""

from __future__ import annotations

from django.urls import path

from lhr.web.jobs import views

app_name = "jobs"

urlpatterns = [
    path("", views.listed, name="list"),
    path("<uuid:job>/", views.one, name="one"),
    path("<uuid:job>/cancel/", views.cancel, name="cancel"),
]
