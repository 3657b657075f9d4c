"""Addresses that belong to no area."""

from __future__ import annotations

from django.urls import path

from lhr.web.shared import arriving, views

urlpatterns = [
    path("saves/<str:key>/", views.saved_or_not, name="saves"),
    path("preferences/", views.preferences, name="preferences"),
    path("uploads/", arriving.begin, name="upload_begin"),
    path("uploads/part/", arriving.go_on, name="upload_part"),
    path("shortcuts/", views.shortcuts, name="shortcuts"),
]
