"""Addresses of the orders. An order and its lines stand in one by internal id."""

from __future__ import annotations

from django.urls import path

from lhr.web.orders import applying, drawing, lining, listing, opening, pasting, rounds, signing, undoing

app_name = "orders"

urlpatterns = [
    path("", listing.listed, name="list"),
    path("new/", drawing.new, name="new"),
    path("round/", rounds.proposal, name="round"),
    path("template/", pasting.template, name="template"),
    path("<uuid:order>/", opening.order, name="order"),
    path("<uuid:order>/head/", drawing.head, name="head"),
    path("<uuid:order>/lines/", lining.add, name="add"),
    path("<uuid:order>/lines/<uuid:line>/", lining.line, name="line"),
    path("<uuid:order>/lines/<uuid:line>/remove/", lining.remove, name="remove"),
    path("<uuid:order>/paste/", pasting.paste, name="paste"),
    path("<uuid:order>/check/", drawing.check, name="check"),
    path("<uuid:order>/reopen/", drawing.reopen, name="reopen"),
    path("<uuid:order>/discard/", drawing.discard, name="discard"),
    path("<uuid:order>/sign/", signing.sign, name="sign"),
    path("<uuid:order>/attach/", signing.attach, name="attach"),
    path("<uuid:order>/scans/<uuid:scan>/", opening.scan, name="scan"),
    path("<uuid:order>/print/", opening.printed, name="print"),
    path("<uuid:order>/apply/", applying.apply, name="apply"),
    path("<uuid:order>/cancel/", undoing.cancel, name="cancel"),
    path("<uuid:order>/amend/", undoing.amend, name="amend"),
]
