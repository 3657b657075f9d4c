"""Addresses of transfer cases. A case stands in one by its id; no number and no name ever does."""

from __future__ import annotations

from django.urls import path

from lhr.web.transfers import asking, closing, showing, swapping

app_name = "transfers"

urlpatterns = [
    path("", showing.listed, name="list"),
    path("ask/", asking.ask, name="ask"),
    path("swap/", asking.swap, name="swap"),
    path("<uuid:case>/", showing.case, name="case"),
    path("<uuid:case>/agree/", swapping.agree, name="agree"),
    path("<uuid:case>/order/", swapping.order, name="order"),
    path("<uuid:case>/close/", closing.close, name="close"),
]
