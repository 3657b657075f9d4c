"""Addresses of transfer cases. A case stands in one by its id; no number and no name ever does."""

from __future__ import annotations

from django.urls import path

from lhr.web.transfers import asking, closing, showing

app_name = "transfers"

urlpatterns = [
    path("", showing.listed, name="list"),
    path("ask/", asking.ask, name="ask"),
    path("<uuid:case>/", showing.case, name="case"),
    path("<uuid:case>/close/", closing.close, name="close"),
]
