"""The list of staff and the page of a person: every look leaves a reading with its purpose (AU-01)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lhr.access.actor import operator
from lhr.audit import saves
from lhr.audit.queries import PURPOSE_STATED, readings_of
from lhr.audit.rules import check_purpose
from lhr.kernel import clock
from lhr.service_record import actions
from lhr.service_record.drafts import Citation, MovementDraft, OpeningLine
from lhr.service_record.pay import Pay
from lhr.web.movements.reading import ABOVE, OWN_WORK, PURPOSES
from tests.support.cards import FULL, ORDER
from tests.support.cast import TODAY, Place, moves
from tests.support.pages import is_refused
from tests.support.rules import codes, rule
from tests.web.desks import text_of
from tests.web.movements.typist import Typist

pytestmark = pytest.mark.django_db


def with_key(**typed: str) -> dict[str, str]:
    return {"save_key": saves.new_key(), **typed}


def purposes(place: Place, who: str) -> list[str]:
    return [row.reading.purpose for row in readings_of(place[who])]


def test_the_list_names_post_number_and_since_and_is_noted(officer_desk: Client, pair: Place) -> None:
    page = text_of(officer_desk.get("/movements/people/"))
    assert "นายสมปอง ทดสอบท่าอุเทน" in page
    assert "48-2-01-3201-001" in page
    assert purposes(pair, "finance") == [OWN_WORK]
    assert purposes(pair, "hr") == []


def test_the_list_is_searched_by_name_or_post(officer_desk: Client, pair: Place) -> None:
    page = text_of(officer_desk.get("/movements/people/?q=สมปอง"))
    assert "นายสมปอง" in page
    assert "นายสมบัติ" not in page


def test_a_person_is_shown_with_facts_lines_and_who_read(officer_desk: Client, pair: Place) -> None:
    page = text_of(officer_desk.get(f"/movements/people/{pair['finance']}/"))
    assert "3 กุมภาพันธ์ 2518" in page
    assert "30 กันยายน 2578" in page
    assert "ยกยอดจากทะเบียนเดิม" in page
    page = text_of(officer_desk.get(f"/movements/people/{pair['finance']}/?tab=changes"))
    assert "ผู้เปิดดูทะเบียนนี้" in page
    assert "นายสมใจ ทดสอบท่าอุเทน" in page
    assert pair.numbers["finance"] not in page


def test_the_own_page_needs_no_reading(officer_desk: Client, pair: Place) -> None:
    assert officer_desk.get(f"/movements/people/{pair['hr']}/").status_code == 200
    assert purposes(pair, "hr") == []


@pytest.mark.parametrize("address", ["/movements/people/", "/movements/people/{}/", "/movements/people/?q=สมปอง"])
def test_nothing_is_shown_when_the_reading_cannot_be_written(
    officer_desk: Client, pair: Place, address: str
) -> None:
    def full(execute: Any, sql: str, *asked: Any) -> Any:
        if sql.startswith('INSERT INTO "audit_reading"'):
            raise OperationalError("the book of readings cannot be written")
        return execute(sql, *asked)

    officer_desk.raise_request_exception = False
    assert "สมปอง" in text_of(officer_desk.get(address.format(pair["finance"])))
    with connection.execute_wrapper(full):
        refused = officer_desk.get(address.format(pair["finance"]))
    assert refused.status_code == 500
    assert "สมปอง" not in text_of(refused)
    assert "48-2-01-3201-001" not in text_of(refused)


@rule("AU-01", breaks=True)
def test_AU01_an_office_above_says_why_before_it_sees_anything(province_desk: Client, pair: Place) -> None:
    asked = province_desk.get(f"/movements/people/{pair['finance']}/")
    assert "ระบุวัตถุประสงค์" in text_of(asked)
    above = [PURPOSES[one] for one in ABOVE]
    assert [f'value="{said.th}"' in text_of(asked) for said in above] == [True] * len(ABOVE)
    assert "สมปอง" not in text_of(asked)
    refused = province_desk.post(f"/movements/people/{pair['finance']}/", with_key())
    assert is_refused(refused)
    assert "AU-01.1" in text_of(refused)
    assert "เลือกวัตถุประสงค์" in text_of(refused)
    assert purposes(pair, "finance") == []


@rule("AU-01")
def test_AU01_a_purpose_is_asked_once_for_a_person_and_twenty_minutes(
    province_desk: Client, pair: Place
) -> None:
    said = PURPOSES["enquiry"].th
    address = f"/movements/people/{pair['finance']}/"
    assert province_desk.post(address, with_key(purpose=said))["Location"] == address
    assert "นายสมปอง" in text_of(province_desk.get(address))
    assert set(purposes(pair, "finance")) == {said}
    assert "ระบุวัตถุประสงค์" in text_of(province_desk.get(f"/movements/people/{pair['clerk']}/"))
    with clock.standing_at(clock.now() + timedelta(minutes=15)):
        assert "นายสมปอง" in text_of(province_desk.get(address))
    with clock.standing_at(clock.now() + timedelta(minutes=21)):
        assert "ระบุวัตถุประสงค์" in text_of(province_desk.get(address))


@rule("AU-01")
def test_AU01_a_purpose_of_the_list_breaks_nothing() -> None:
    assert check_purpose("งานทะเบียนประวัติ", {"งานทะเบียนประวัติ"}) == []
    assert codes(check_purpose("", {"งานทะเบียนประวัติ"})) == ["AU-01.1"]


def test_the_list_of_an_lgo_is_opened_from_above_with_a_purpose(province_desk: Client, pair: Place) -> None:
    address = f"/movements/people/?at={pair.lgo.pk}"
    assert "ระบุวัตถุประสงค์" in text_of(province_desk.get(address))
    province_desk.post(address, with_key(purpose=PURPOSES["inspection"].th))
    assert "นายสมปอง" in text_of(province_desk.get(address))
    assert set(purposes(pair, "finance")) == {PURPOSES["inspection"].th}


def test_the_district_and_the_first_account_read_nobody(
    district_desk: Client, town_hall: Client, pair: Place
) -> None:
    for desk in (district_desk, town_hall):
        assert desk.get(f"/movements/people/{pair['finance']}/").status_code == 403


def test_a_person_of_another_lgo_is_not_there(officer_desk: Client, neighbour: Place) -> None:
    assert officer_desk.get(f"/movements/people/{neighbour['hr']}/").status_code == 404
    assert (
        officer_desk.get(f"/movements/people/?at={neighbour.lgo.pk}").context["place"].id != neighbour.lgo.pk
    )


def test_the_former_lgo_goes_on_seeing_its_own_years_only(
    officer_desk: Client, pair: Place, neighbour: Place
) -> None:
    moves(pair, pair["finance"], "TRANSFER_OUT", TODAY, other_organisation_id=neighbour.lgo.pk)
    moves(
        neighbour,
        None,  # type: ignore[arg-type]  # received by number: the neighbour has not met this id
        "TRANSFER_IN",
        TODAY,
        national_id=pair.numbers["finance"],
        kind_code="MUN_OFFICIAL",
        post_id=neighbour.posts["clerk"],
    )
    asked = text_of(officer_desk.get(f"/movements/people/{pair['finance']}/"))
    assert "ระบุวัตถุประสงค์" in asked  # the record is kept elsewhere now (AU-01)
    assert "สมปอง" not in asked
    assert PURPOSES["pair"].th not in asked
    wrong = officer_desk.post(f"/movements/people/{pair['finance']}/", with_key(purpose=PURPOSES["pair"].th))
    assert is_refused(wrong)
    why = PURPOSES["years_here"].th
    officer_desk.post(f"/movements/people/{pair['finance']}/", with_key(purpose=why))
    page = text_of(officer_desk.get(f"/movements/people/{pair['finance']}/"))
    assert why in page
    assert {row.reading.purpose for row in readings_of(pair["finance"])} == {why}
    assert "อยู่ในความดูแลของหน่วยงานอื่นแล้ว" in page
    assert "ให้โอน" in page
    assert "รับโอน" not in page
    changes = text_of(officer_desk.get(f"/movements/people/{pair['finance']}/?tab=changes"))
    assert "ผู้เปิดดูทะเบียนนี้" not in changes


def test_english_stands_beside(officer_desk: Client, pair: Place) -> None:
    officer_desk.cookies["lhr_lang"] = "en"
    assert "Who read this record" in text_of(officer_desk.get(f"/movements/people/{pair['finance']}/?tab=changes"))
    assert "Look at the effect" in text_of(officer_desk.get("/movements/new/?movement=RESIGN"))
    looked = text_of(
        Typist(officer_desk).looks(movement="RESIGN", person=pair["finance"], starts="1 ก.ย. 2561")
    )
    assert "Leaves the post" in looked


def test_a_purpose_sent_twice_is_noted_once(province_desk: Client, pair: Place) -> None:
    address, typed = f"/movements/people/{pair['finance']}/", with_key(purpose=PURPOSES["inspection"].th)
    assert [province_desk.post(address, typed).status_code for _ in range(2)] == [302, 200]
    stated = [row for row in readings_of(pair["finance"]) if row.reading.outcome == PURPOSE_STATED]
    assert len(stated) == 1


def test_the_list_goes_on_page_by_page_without_a_name_in_an_address(
    officer_desk: Client, pair: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = [one.person.id for one in officer_desk.get("/movements/people/").context["staff"]]
    monkeypatch.setattr("lhr.web.movements.people.ROWS_A_PAGE", 1)
    for search in ("", "?q=ทดสอบ"):
        met, address = [], search
        while True:
            answer = officer_desk.get(f"/movements/people/{address}")
            met += [one.person.id for one in answer.context["staff"]]
            address = answer.context["next"]
            if not address:
                break
            assert set(parse_qs(address[1:])) <= {"after", "q"}
            assert f"แสดง 1 จาก{'ที่พบ ' if search else ' '}{len(whole)} คน" in text_of(answer)
        assert met == whole
    assert len(whole) > 2


def test_a_page_of_the_list_asks_the_same_however_many_serve(
    officer_desk: Client, pair: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert officer_desk.get("/movements/people/").status_code == 200
        return len(seen)

    questions()  # keeps the names of places
    monkeypatch.setattr("lhr.web.movements.people.ROWS_A_PAGE", 3)
    three = questions()
    monkeypatch.setattr("lhr.web.movements.people.ROWS_A_PAGE", 50)
    assert questions() == three <= 18


TABS = ("person", "service", "learning", "honours", "leave", "family", "evidence", "changes")


def test_a_page_of_two_hundred_lines_asks_fifteen_questions_at_most(officer_desk: Client, pair: Place) -> None:
    """And each tab of it no more than that of a record with one line."""

    def asked(tab: str) -> int:
        address = f"/movements/people/{pair['finance']}/?tab={tab}"
        officer_desk.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert officer_desk.get(address).status_code == 200
        about_rows = (one["sql"] for one in seen.captured_queries)
        return sum(not one.startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")) for one in about_rows)

    def carry(skills: range, days: list[date]) -> None:
        lines = [OpeningLine("SKILL", who, {**FULL["SKILL"], "skill": f"ทักษะที่ {n}"}, ORDER) for n in skills]
        actions.open_card_lines(by=by, organisation=pair.lgo, lines=lines)
        rises = [MovementDraft("STEP_RISE", day, order, person_id=who, pay=half) for day in days]
        actions.open_movements(by=by, organisation=pair.lgo, movements=rises)

    by, who = operator(TODAY, "ทดสอบ"), pair["finance"]
    half, order = Pay(steps=Decimal("0.5"), salary=Decimal(12470)), Citation("45", 2560, date(2017, 3, 28))
    carry(range(1), [date(2017, 4, 1)])
    few = [asked(tab) for tab in TABS]
    carry(range(1, 198), [date(2017, 10, 1), date(2018, 4, 1)])
    assert [asked(tab) for tab in TABS] == few
    assert max(few) <= 15


def test_a_mark_of_somebody_elsewhere_is_no_place_in_the_list(
    officer_desk: Client, pair: Place, neighbour: Place
) -> None:
    whole = [one.person.id for one in officer_desk.get("/movements/people/").context["staff"]]
    answer = officer_desk.get(f"/movements/people/?after={neighbour['palad']}")
    assert [one.person.id for one in answer.context["staff"]] == whole
    after_first = officer_desk.get(f"/movements/people/?after={whole[0]}")
    assert [one.person.id for one in after_first.context["staff"]] == whole[1:]
