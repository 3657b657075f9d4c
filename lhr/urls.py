"""The addresses of LHR: everything is under lhr.web."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [path("", include("lhr.web.urls"))]

handler400 = "lhr.web.shared.errors.bad_request"
handler403 = "lhr.web.shared.errors.permission_denied"
handler404 = "lhr.web.shared.errors.page_not_found"
handler500 = "lhr.web.shared.errors.server_error"
