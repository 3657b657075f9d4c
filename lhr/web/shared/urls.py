"""Addresses that belong to no area."""

from __future__ import annotations

from django.urls import path

from lhr.web.shared import views

urlpatterns = [
    path("saves/<str:key>/", views.saved_or_not, name="saves"),
    path("preferences/", views.preferences, name="preferences"),
    path("shortcuts/", views.shortcuts, name="shortcuts"),
]
