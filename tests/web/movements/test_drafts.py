"""What was typed of a movement survives the end of a session, a power cut, another PC: a draft of the account's own."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from lhr import config
from lhr.audit.models import Draft
from lhr.kernel import clock
from tests.support.cast import Cast, Place
from tests.support.pages import html_of
from tests.web.desks import account_at, desk_of
from tests.web.movements.typist import Typist

pytestmark = pytest.mark.django_db
NEW, OFFER = "/movements/new/", "พบร่างที่บันทึกไว้เมื่อ"


def leaves_a_field(client: Client, **typed: str) -> str:
    """Leave a field of the screen; return the mark of the draft."""
    answer = client.post("/movements/new/keep/", typed, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    met = re.search(r'name="draft" value="([^"]+)"', html_of(answer))
    return met.group(1) if met else ""


@pytest.fixture
def resigns(pair: Place) -> dict[str, str]:
    return {"movement": "RESIGN", "person": str(pair["finance"]), "remark": "ตามคำขอ"}


def test_what_was_typed_is_offered_on_another_pc_and_gone_on_with(
    officer_desk: Client, pair: Place, resigns: dict[str, str]
) -> None:
    mark = leaves_a_field(officer_desk, **resigns)
    elsewhere = desk_of(account_at(pair, "hr"))
    page = html_of(elsewhere.get(NEW))
    assert OFFER in page
    assert "ลาออก" in page
    shown = html_of(elsewhere.get(f"{NEW}?draft={mark}"))
    assert 'value="ตามคำขอ"' in shown
    assert OFFER not in shown


def test_choosing_alone_keeps_nothing(officer_desk: Client, pair: Place) -> None:
    assert leaves_a_field(officer_desk, movement="RESIGN", person=str(pair["finance"])) == ""
    goes = officer_desk.post(NEW, {"step": "fill", "movement": "RESIGN", "person": str(pair["finance"])})
    assert f"movement=RESIGN&person={pair['finance']}" in goes["Location"]
    assert OFFER not in html_of(officer_desk.get(NEW))


def test_one_draft_for_each_kind_and_person(officer_desk: Client, pair: Place, resigns: dict[str, str]) -> None:
    leaves_a_field(officer_desk, **resigns)
    leaves_a_field(officer_desk, **{**resigns, "remark": "ตามคำขอ ฉบับแก้"})
    leaves_a_field(officer_desk, **{**resigns, "person": str(pair["clerk"])})
    assert html_of(officer_desk.get(NEW)).count(OFFER) == 2


def test_sending_takes_the_draft_away_and_so_does_giving_it_up(
    officer_desk: Client, resigns: dict[str, str]
) -> None:
    typist = Typist(officer_desk)
    typist.keys(**resigns, starts="1 ก.ย. 2561")
    assert OFFER not in html_of(officer_desk.get(NEW))
    mark = leaves_a_field(officer_desk, **resigns)
    officer_desk.post("/movements/new/drop/", {"draft": mark})
    assert OFFER not in html_of(officer_desk.get(NEW))


def test_a_field_that_arrives_after_the_sending_keeps_nothing(
    officer_desk: Client, resigns: dict[str, str]
) -> None:
    typist = Typist(officer_desk)
    typed = {**resigns, "starts": "1 ก.ย. 2561"}
    seen = typist.looks(**typed).context["outlook"].seen
    body = typist.body("send", {**typed, "seen": seen})
    assert officer_desk.post(NEW, body).status_code == 302
    assert leaves_a_field(officer_desk, **{k: str(v) for k, v in body.items()}) == ""
    assert OFFER not in html_of(officer_desk.get(NEW))


def test_a_field_and_a_press_at_the_same_moment_keep_one_draft(
    officer_desk: Client, resigns: dict[str, str]
) -> None:
    goes = officer_desk.post(NEW, {"step": "fill", **resigns})["Location"]
    leaves_a_field(officer_desk, **resigns)
    assert 'value="ตามคำขอ"' in html_of(officer_desk.get(goes))


def test_nobody_else_is_offered_it_and_it_ages(
    officer_desk: Client, registrar_desk: Client, resigns: dict[str, str]
) -> None:
    mark = leaves_a_field(officer_desk, **resigns)
    assert OFFER not in html_of(registrar_desk.get(NEW))
    assert "ตามคำขอ" not in html_of(registrar_desk.get(f"{NEW}?draft={mark}"))
    with clock.standing_at(clock.now() + timedelta(days=config.draft_days(), minutes=1)):
        assert OFFER not in html_of(officer_desk.get(NEW))


def test_a_number_is_kept_sealed_and_comes_back_to_its_field_only(officer_desk: Client, cast: Cast) -> None:
    number = cast.number()
    mark = leaves_a_field(officer_desk, movement="APPOINT", national_id=number, first_name="สมใจ", last_name="ดีงาม")
    assert number not in Draft.objects.get().typed
    assert number not in html_of(officer_desk.get(NEW))
    assert f'value="{number}"' in html_of(officer_desk.get(f"{NEW}?draft={mark}"))


def test_each_step_is_answered_by_a_page_that_may_be_reloaded(
    officer_desk: Client, resigns: dict[str, str]
) -> None:
    typist = Typist(officer_desk)
    goes = officer_desk.post(NEW, typist.body("look", {**resigns, "starts": "1 ก.ย. 2561"}))["Location"]
    assert "look=1" in goes
    for _ in (1, 2):
        assert officer_desk.get(goes).context["outlook"] is not None


def test_a_link_to_a_draft_that_is_gone_begins_anew(officer_desk: Client) -> None:
    assert officer_desk.get(f"{NEW}?draft=gone&look=1").status_code == 200


def test_a_draft_that_names_nobody_does_not_shut_the_screen(officer_desk: Client, pair: Place) -> None:
    """Whatever was sent as the person is kept as it came; the page offers the draft and goes on working."""
    leaves_a_field(officer_desk, movement="RESIGN", person="<b>nobody</b>", remark="ตามคำขอ")
    page = officer_desk.get(NEW)
    assert page.status_code == 200
    assert OFFER in html_of(page)
