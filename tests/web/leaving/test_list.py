"""Who retires within 24 months, on the screen: names for who may read records, one order for those of one day."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from uuid import UUID
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lhr.access.actor import operator
from lhr.audit import saves
from lhr.audit.queries import readings_of
from lhr.orders import queries as orders
from lhr.orders.models import Order
from lhr.orders.retiring import in_hand
from lhr.service_record import actions
from lhr.service_record.drafts import NewPerson, OpeningRecord
from lhr.service_record.models import Employment
from lhr.web.movements.reading import OWN_WORK, PURPOSES
from tests.support.cast import FOUNDED, TODAY, Cast, Place
from tests.support.pages import is_refused
from tests.support.rules import rule
from tests.web.desks import text_of

pytestmark = pytest.mark.django_db
LIST, DRAW, EXPORT = "/leaving/", "/leaving/order/", "/leaving/export/"
SOON, LATER = date(1958, 10, 1), date(1959, 10, 1)  # out on 1 October 2561 and 2562
ENQUIRY = PURPOSES["enquiry"].th


def joins(cast: Cast, place: Place, born: date, *names: str) -> list[UUID]:
    kind = Employment.objects.filter(organisation=place.lgo).values_list("kind_code", flat=True)[0]
    records = [
        OpeningRecord(
            national_id=cast.number(),
            person=NewPerson("นาง", name, "ทดสอบเกษียณ", born, "F"),
            starts=FOUNDED,
            kind_code=kind,
            text="ยกยอดจากทะเบียนเดิม",
        )
        for name in names
    ]
    return actions.open_record(by=operator(TODAY, "ทดสอบ"), organisation=place.lgo, records=records)


@pytest.fixture
def retiring(cast: Cast, pair: Place) -> list[UUID]:
    """Two who leave this October, one who leaves in the next."""
    return [*joins(cast, pair, SOON, "กมล", "ขวัญ"), *joins(cast, pair, LATER, "กนก")]


def names(answer: object) -> list[str]:
    return re.findall(r">นาง([^ <]+) ทดสอบเกษียณ<", text_of(answer))


def test_the_list_is_by_day_then_name_and_each_gap_has_its_owner(officer_desk: Client, retiring: list[UUID]) -> None:
    answer = officer_desk.get(LIST)
    page = text_of(answer)
    assert names(answer) == ["กมล", "ขวัญ", "กนก"]
    assert "ทั้งหมด 3 คน" in page
    assert "ยังมีข้อติดค้าง 3 คน" in page
    assert "ยังไม่มีภาพถ่าย" in page
    assert f"/movements/people/{retiring[0]}/add/PHOTO/" in page
    assert "เจ้าของประวัติ" in page
    assert [row.reading.purpose for row in readings_of(retiring[2])] == [OWN_WORK]


def test_it_is_filtered_by_fiscal_year_by_day_and_by_why(officer_desk: Client, retiring: list[UUID]) -> None:
    assert names(officer_desk.get(f"{LIST}?year=2561")) == ["กมล", "ขวัญ"]
    assert names(officer_desk.get(f"{LIST}?year=2562")) == ["กนก"]
    assert names(officer_desk.get(f"{LIST}?day=1 ต.ค. 2559")) == ["กมล", "ขวัญ"]
    assert names(officer_desk.get(f"{LIST}?why=CONTRACT")) == []
    assert names(officer_desk.get(f"{LIST}?gaps=1&year=no&why=no&day=no&after=no")) == ["กมล", "ขวัญ", "กนก"]


def test_a_list_from_a_day_to_come_has_nobody_who_will_have_left_and_keeps_its_day(
    officer_desk: Client, retiring: list[UUID]
) -> None:
    answer = officer_desk.get(f"{LIST}?day=2 ต.ค. 2561&year=2562")
    assert names(answer) == ["กนก"]
    assert "ทั้งหมด 1 คน" in text_of(answer)
    [link] = re.findall(r'href="([^"]+)">ยังมีข้อติดค้าง 1 คน', text_of(answer))
    assert link == f"{LIST}?day=2018-10-02&amp;gaps=1"
    assert names(officer_desk.get(link.replace("&amp;", "&"))) == ["กนก"]
    # Those of the very day leave on it.
    assert names(officer_desk.get(f"{LIST}?day=1 ต.ค. 2561")) == ["กมล", "ขวัญ", "กนก"]


def test_a_page_goes_on_after_the_person_seen_last(
    officer_desk: Client, cast: Cast, retiring: list[UUID], pair: Place
) -> None:
    joins(cast, pair, LATER, *(f"ม{a}{b}" for a in "กขคงจฉช" for b in "กขคงจฉช"))
    first = officer_desk.get(LIST)
    assert len(first.context["rows"]) == 50
    then = officer_desk.get(LIST + first.context["next"])
    assert len(then.context["rows"]) == 2
    assert not then.context["next"]
    seen = {row.person.id for page in (first, then) for row in page.context["rows"]}
    assert len(seen) == 52


def test_a_page_asks_as_much_for_fifty_as_for_three(
    officer_desk: Client, cast: Cast, retiring: list[UUID], pair: Place
) -> None:
    def asked() -> int:
        officer_desk.get(LIST)
        with CaptureQueriesContext(connection) as found:
            officer_desk.get(LIST)
        return len(found)

    few = asked()
    joins(cast, pair, LATER, *(f"ม{a}{b}" for a in "กขคงจฉช" for b in "กขคงจฉช"))
    assert asked() == few


def test_a_province_says_why_first(province_desk: Client, retiring: list[UUID], pair: Place) -> None:
    assert names(province_desk.get(LIST)) == []
    assert province_desk.get(EXPORT)["Location"] == LIST + "?"
    answer = province_desk.post(LIST, {"purpose": ENQUIRY, "save_key": saves.new_key()}, follow=True)
    assert names(answer) == ["กมล", "ขวัญ", "กนก"]
    assert [row.reading.purpose for row in readings_of(retiring[0])] == [ENQUIRY]
    assert names(province_desk.get(f"{LIST}?place=4803")) == []  # another list: why?


def test_nobody_reads_outside_the_reach(province_desk: Client, centre_desk: Client, retiring: list[UUID]) -> None:
    assert "ทดสอบเกษียณ" not in text_of(province_desk.get(f"{LIST}?place=47"))
    page = text_of(centre_desk.get(LIST))
    assert "ทดสอบเกษียณ" not in page
    assert f"{LIST}?place=48" in page
    assert not readings_of(retiring[0]).exists()


def test_a_district_sees_numbers_and_no_name(district_desk: Client, retiring: list[UUID], pair: Place) -> None:
    page = text_of(district_desk.get(LIST))
    assert "ทั้งหมด 3 คน" in page
    assert "ทดสอบเกษียณ" not in page


def test_the_workbook_holds_what_the_list_shows(officer_desk: Client, retiring: list[UUID]) -> None:
    answer = officer_desk.get(f"{EXPORT}?year=2561")
    with ZipFile(BytesIO(answer.content)) as book:
        strings = book.read("xl/sharedStrings.xml").decode()
    assert "นางกมล ทดสอบเกษียณ" in strings
    assert "กนก" not in strings
    assert "ยังไม่มีภาพถ่าย (เจ้าของประวัติ)" in strings
    assert len(readings_of(retiring[1])) == 1
    assert not readings_of(retiring[2]).exists()


def draws(desk: Client, *who: UUID, on: str = "") -> object:
    return desk.post(DRAW + on, {"person": [str(one) for one in who], "save_key": saves.new_key()}, follow=True)


@rule("OR-11")
def test_OR11_those_of_one_day_are_drawn_up_as_one_order(officer_desk: Client, retiring: list[UUID]) -> None:
    draws(officer_desk, *retiring[:2])
    row = Order.objects.known().get()
    assert (row.kind, row.starts, row.status) == ("LEAVING", date(2018, 10, 1), "DRAFT")
    lines = orders.lines_of(row.entry_id)
    assert {(one.draft.movement_code, one.draft.person_id, one.draft.starts) for one in lines} == {
        ("RETIRE", who, date(2018, 10, 1)) for who in retiring[:2]
    }
    assert in_hand(retiring) == dict.fromkeys(retiring[:2], row.entry_id)
    page = text_of(officer_desk.get(LIST))
    assert page.count("อยู่ในร่างคำสั่ง") == 2
    assert page.count('name="person"') == 1


@pytest.mark.parametrize(
    ("who", "code", "says"),
    [
        ((), "OR-11", "ยังไม่ได้เลือกผู้ที่จะเกษียณ"),
        ((0, 2), "OR-11.1", "พ้นจากราชการคนละวัน"),
        ((0, "palad"), "OR-11.2", "ไม่อยู่ในรายชื่อผู้เกษียณแล้ว"),
    ],
)
def test_OR11_what_does_not_make_one_order_is_told_above_the_list(
    officer_desk: Client, retiring: list[UUID], pair: Place, who: tuple[int | str, ...], code: str, says: str
) -> None:
    chosen = [retiring[one] if isinstance(one, int) else pair[one] for one in who]
    answer = draws(officer_desk, *chosen)
    assert is_refused(answer)
    page = text_of(answer)
    assert code in page
    assert says in page
    assert page.count(" checked aria-label") == sum(isinstance(one, int) for one in who)
    assert not Order.objects.exists()


@rule("OR-11")
def test_OR11_the_order_is_drawn_from_the_list_of_another_day(
    officer_desk: Client, cast: Cast, pair: Place, retiring: list[UUID]
) -> None:
    [young] = joins(cast, pair, date(1966, 10, 1), "กรอง")  # out on 1 October 2569
    told = text_of(draws(officer_desk, young))
    assert "ไม่อยู่ในรายชื่อผู้เกษียณแล้ว" in told
    draws(officer_desk, young, on="?day=2026-10-01")
    [line] = orders.lines_of(Order.objects.known().get().entry_id)
    assert (line.draft.person_id, line.draft.starts) == (young, date(2026, 10, 1))


def test_OR11_nobody_stands_in_two_orders_of_retirement(officer_desk: Client, retiring: list[UUID]) -> None:
    draws(officer_desk, retiring[0])
    answer = draws(officer_desk, *retiring[:2])
    assert "นางกมล ทดสอบเกษียณอยู่ในร่างคำสั่งเกษียณแล้ว" in text_of(answer)
    assert Order.objects.count() == 1


@pytest.mark.parametrize("desk", ["officer_desk", "registrar_desk"])
def test_the_first_page_counts_who_leaves_within_a_year(
    desk: str, retiring: list[UUID], request: pytest.FixtureRequest
) -> None:
    page = text_of(request.getfixturevalue(desk).get("/"))
    assert "คน พ้นจากราชการใน ๑๒ เดือน ยังมีข้อติดค้าง 2 คน" in page or "ยังมีข้อติดค้าง ๒ คน" in page
