"""Addresses of the follow-up. A place stands in one by its public code, an LGO by its internal id."""

from __future__ import annotations

from django.urls import path

from lhr.web.oversight import lgos, offices, rounds, tables

app_name = "oversight"

urlpatterns = [
    path("", tables.table, name="table"),
    path("export/", tables.export, name="export"),
    path("without/<str:role>/", tables.without, name="without"),
    path("lgos/<uuid:organisation>/", lgos.lgo, name="lgo"),
    path("rounds/", rounds.rounds, name="rounds"),
    path("rounds/open/", rounds.open_one, name="open_round"),
    path("rounds/<uuid:asked>/correct/", rounds.correct, name="correct_round"),
    path("rounds/<uuid:asked>/close/", rounds.close, name="close_round"),
    path("contact/", offices.contact, name="contact"),
]
