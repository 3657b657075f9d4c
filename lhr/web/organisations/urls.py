"""Addresses of the list of organisations. An LGO stands in one by its internal id."""

from __future__ import annotations

from django.urls import path

from lhr.web.organisations import acting, importing, lists

app_name = "organisations"

urlpatterns = [
    path("", lists.found, name="list"),
    path("import/", importing.load, name="import"),
    path("import/<uuid:batch>/undo/", importing.undo, name="import_undo"),
    path("import/take/", importing.take, name="import_take"),
    path("<uuid:organisation>/", lists.one, name="one"),
    path("<uuid:organisation>/<str:what>/", acting.act, name="act"),
]
