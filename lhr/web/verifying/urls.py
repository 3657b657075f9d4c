"""Addresses of the one queue."""

from __future__ import annotations

from django.urls import path

from lhr.web.verifying import views

app_name = "verifying"

urlpatterns = [
    path("", views.queue, name="queue"),
    path("verify/", views.verify, name="verify"),
]
