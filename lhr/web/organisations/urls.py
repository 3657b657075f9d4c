"""Addresses of the list of organisations. An LGO stands in one by its internal id."""

from __future__ import annotations

from django.urls import path

from lhr.web.organisations import acting, lists

app_name = "organisations"

urlpatterns = [
    path("", lists.found, name="list"),
    path("<uuid:organisation>/", lists.one, name="one"),
    path("<uuid:organisation>/<str:what>/", acting.act, name="act"),
]
