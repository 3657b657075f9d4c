"""The address in a printed paper's QR. It stands there in capitals; its case does not count, and it never changes."""

from __future__ import annotations

from django.urls import re_path

from lhr.web.papers import views

app_name = "papers"

urlpatterns = [re_path(r"^[Vv]/(?P<letters>[A-Za-z0-9]{1,200})$", views.verified, name="verified")]
