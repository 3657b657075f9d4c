"""Addresses of SEM101, SEM102 and the province's confirmations. One's own LGO needs no code in the address."""

from __future__ import annotations

from django.urls import path

from lhr.web.rights import confirming, editing, ending, picking, saved, scans, seeing

app_name = "rights"

urlpatterns = [
    path("", seeing.overview, name="overview"),
    path("edit/", editing.edit, name="edit"),
    path("edit/keep/", editing.keep, name="keep"),
    path("edit/pick/<str:block>/", picking.pick, name="pick"),
    path("edit/scan/<str:block>/", editing.scan_field, name="scan_field"),
    path("edit/new/<str:block>/", picking.new_person, name="new_person"),
    path("saved/<int:version>/", saved.saved, name="saved"),
    path("awaiting/", confirming.awaiting, name="awaiting"),
    path("awaiting/<uuid:entry>/", confirming.decide, name="decide"),
    path("awaiting/<uuid:entry>/refuse/", confirming.refuse, name="refuse"),
    path("end/<uuid:entry>/", ending.end, name="end"),
    path("appointments/<uuid:entry>/scans/<uuid:scan>/", scans.scan, name="scan"),
    path("<uuid:organisation>/", seeing.show, name="show"),
    path("<uuid:organisation>/history/", seeing.history, name="history"),
    path("<uuid:organisation>/sem102.pdf", seeing.printed, name="printed"),
]
