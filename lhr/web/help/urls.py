"""Addresses of the guides."""

from __future__ import annotations

from django.urls import path

from lhr.web.help import views

app_name = "help"

urlpatterns = [
    path("", views.listed, name="list"),
    path("nine-steps.pdf", views.nine_steps, name="nine_steps"),
    path("pictures/<str:name>", views.picture, name="picture"),
    path("<slug:name>/", views.guide, name="guide"),
]
