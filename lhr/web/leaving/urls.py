"""Addresses of those who leave."""

from __future__ import annotations

from django.urls import path

from lhr.web.leaving import drawing, listing

app_name = "leaving"

urlpatterns = [
    path("", listing.listed, name="list"),
    path("export/", listing.export, name="export"),
    path("order/", drawing.draw, name="draw"),
]
