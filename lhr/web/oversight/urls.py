"""Addresses of the follow-up. A place stands in one by its public code, an LGO by its internal id."""

from __future__ import annotations

from django.urls import path

from lhr.web.oversight import first_round, first_round_loading, lgos, offices, pay_rounds, rounds, tables

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
    path("pay-rounds/", pay_rounds.table, name="pay_rounds"),
    path("pay-rounds/prepared/<uuid:job>/", pay_rounds.prepared, name="prepared"),
    path("first-round/", first_round.table, name="first_round"),
    path("first-round/export/", first_round.export, name="first_round_export"),
    path("first-round/load/", first_round_loading.load, name="first_round_load"),
    path("first-round/load/<str:sha256>/<str:day>/", first_round_loading.take, name="first_round_take"),
    path("contact/", offices.contact, name="contact"),
    path("contact/<uuid:office>/", offices.contact, name="contact_of"),
]
