"""Addresses of the posts. An LGO and a post stand in one by their internal ids."""

from __future__ import annotations

from django.urls import path

from lhr.web.posts import acting, ceiling, founding, listing, showing

app_name = "posts"

urlpatterns = [
    path("", listing.own, name="own"),
    path("of/<uuid:organisation>/", listing.establishment, name="list"),
    path("of/<uuid:organisation>/export/", listing.export, name="export"),
    path("of/<uuid:organisation>/new/", founding.new, name="new"),
    path("of/<uuid:organisation>/ceiling/", ceiling.ceiling, name="ceiling"),
    path("of/<uuid:organisation>/ceiling/<int:year>/", ceiling.budget, name="budget"),
    path("<uuid:post>/", showing.one, name="one"),
    path("<uuid:post>/<str:what>/", acting.act, name="act"),
]
