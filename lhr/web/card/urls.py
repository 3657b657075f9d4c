"""Addresses of the ก.พ.๗ of one person. A person stands in one by internal id, never by number."""

from __future__ import annotations

from django.urls import path

from lhr.web.card import keying, lines, moving, opening, person, printing, returning

app_name = "card"

urlpatterns = [
    path("people/<uuid:person>/", person.person, name="person"),
    path("people/<uuid:person>/open/", opening.sensitive, name="sensitive"),
    path("people/<uuid:person>/movement/", moving.move, name="move"),
    path("people/<uuid:person>/add/<str:section>/", keying.add, name="add"),
    path("people/<uuid:person>/print/", printing.card, name="print"),
    path("card/print/", printing.everybody, name="print_all"),
    path("card/print/<uuid:job>/", printing.bundle, name="bundle"),
    path("card/queue/", returning.queue, name="queue"),
    path("card/lines/<uuid:line>/", lines.line, name="line"),
    path("card/lines/<uuid:line>/correct/", keying.correct, name="correct"),
    path("card/lines/<uuid:line>/mend/", keying.mend, name="mend"),
    path("card/lines/<uuid:line>/attach/", lines.attach, name="attach"),
    path("card/lines/<uuid:line>/scans/<uuid:scan>/", lines.scan, name="scan"),
    path("card/lines/<uuid:line>/return/", returning.send_back, name="send_back"),
    path("card/lines/<uuid:line>/withdraw/", lines.withdraw, name="withdraw"),
]
