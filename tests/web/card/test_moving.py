"""Item 13 on the person's own page: the form of the movement screen, of this person alone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from lhr.audit import saves
from lhr.service_record import queries as service
from tests.support.cast import TODAY, Place, moves
from tests.support.pages import is_refused
from tests.web.desks import text_of
from tests.web.movements.test_drafts import OFFER, leaves_a_field
from tests.web.movements.typist import ORDER

pytestmark = pytest.mark.django_db
RESIGNS = {"movement": "RESIGN", "starts": "1 ก.ย. 2561", **ORDER}


def page_of(person: UUID) -> str:
    return f"/movements/people/{person}/"


def looks(client: Client, on: UUID, **typed: Any) -> Any:
    return client.post(f"{page_of(on)}movement/", {"step": "look", **typed}, follow=True)


def sends(client: Client, on: UUID, **typed: Any) -> Any:
    looked = looks(client, on, **typed)
    body = {"step": "send", "save_key": saves.new_key(), "seen": looked.context["outlook"].seen, **typed}
    return client.post(f"{page_of(on)}movement/", body)


def test_the_page_opens_the_form_in_place_and_links_to_the_screen_without_a_script(
    officer_desk: Client, pair: Place
) -> None:
    page = text_of(officer_desk.get(page_of(pair["finance"])))
    assert f'href="/movements/new/?person={pair["finance"]}" hx-get="{page_of(pair["finance"])}movement/"' in page
    form = text_of(officer_desk.get(f"{page_of(pair['finance'])}movement/"))
    assert "นายสมปอง ทดสอบท่าอุเทน" in form
    assert "ลาออก" in form
    assert "บรรจุและแต่งตั้ง" not in form  # a beginning of service is keyed by number, on the screen of its own
    assert 'id="lines"' in form
    chosen = {"movement": "RESIGN", "person": str(pair["finance"]), "step": "fill"}
    follows = text_of(officer_desk.post(f"{page_of(pair['finance'])}movement/", chosen, follow=True))
    assert 'name="starts"' in follows
    assert 'name="salary"' not in follows
    assert "นายสมปอง ทดสอบท่าอุเทน" in follows


def test_a_line_that_was_sent_stands_on_the_page_and_waits(officer_desk: Client, pair: Place) -> None:
    sent = sends(officer_desk, pair["finance"], **RESIGNS)
    assert sent["Location"] == f"{page_of(pair['finance'])}?tab=service"
    page = text_of(officer_desk.get(sent["Location"]))
    assert "ส่งรายการให้ตรวจสอบแล้ว" in page
    line = service.lines_of(pair["finance"])[-1]
    assert (line.movement.code, line.status) == ("RESIGN", "SUBMITTED")
    row = page[page.index(f"/movements/lines/{line.id}/") :]
    assert "รอตรวจสอบ" in row[: row.index("</tr>")]


def test_what_is_refused_stays_typed_on_the_page(officer_desk: Client, pair: Place) -> None:
    answer = officer_desk.post(
        f"{page_of(pair['finance'])}movement/", {"step": "look", "movement": "RESIGN", "remark": "ตามคำขอ"}
    )
    assert is_refused(answer)
    page = text_of(answer)
    assert "OR-03" in page
    assert 'value="ตามคำขอ"' in page
    assert "นายสมปอง ทดสอบท่าอุเทน" in page
    assert service.lines_of(pair["finance"])[-1].movement.code != "RESIGN"


def test_whoever_is_named_the_form_speaks_of_the_person_of_the_page(officer_desk: Client, pair: Place) -> None:
    sends(officer_desk, pair["finance"], **RESIGNS, person=str(pair["clerk"]))
    assert service.lines_of(pair["finance"])[-1].movement.code == "RESIGN"
    assert service.lines_of(pair["clerk"])[-1].movement.code != "RESIGN"


def test_a_draft_is_the_screens_own_and_nobody_elses_page_offers_it(officer_desk: Client, pair: Place) -> None:
    typed = {"movement": "RESIGN", "person": str(pair["finance"]), "remark": "ตามคำขอ"}
    mark = leaves_a_field(officer_desk, **typed)
    here, there = (f"{page_of(pair[who])}movement/" for who in ("finance", "clerk"))
    assert OFFER in text_of(officer_desk.get(here))
    assert OFFER in text_of(officer_desk.get("/movements/new/"))
    assert OFFER not in text_of(officer_desk.get(there))
    assert 'value="ตามคำขอ"' in text_of(officer_desk.get(f"{here}?draft={mark}"))
    assert "ตามคำขอ" not in text_of(officer_desk.get(f"{there}?draft={mark}"))
    given_up = officer_desk.post("/movements/new/drop/", {"draft": mark, "person": str(pair["finance"])})
    assert given_up["Location"] == here
    assert OFFER not in text_of(officer_desk.get(here))


def test_who_serves_here_no_longer_begins_anew_on_the_movement_screen(officer_desk: Client, pair: Place) -> None:
    moves(pair, pair["finance"], "RESIGN", TODAY.replace(day=1))
    answer = officer_desk.get(f"{page_of(pair['finance'])}movement/")
    assert answer["Location"] == f"/movements/new/?person={pair['finance']}"
