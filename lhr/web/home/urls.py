"""The first screen."""

from __future__ import annotations

from django.urls import path

from lhr.web.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("notices/read/", views.read_all, name="notices_read"),
    path("notices/<uuid:notice>/read/", views.read, name="notice_read"),
]
