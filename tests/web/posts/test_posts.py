"""The posts of an LGO on the screen: how they stand on any day, the register of one, and the acts on it."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lhr.access.actor import operator
from lhr.audit import saves
from lhr.audit.queries import readings_of
from lhr.organisations import workbook
from lhr.posts import actions, queries
from lhr.posts.actions import PostDraft
from lhr.posts.rules import Funding
from lhr.web.shared.readings import POST, POSTS
from tests.support.cast import FOUNDED, TODAY, Place, moves
from tests.support.pages import is_refused
from tests.web.desks import text_of
from tests.web.posts.conftest import LEAVES

pytestmark = pytest.mark.django_db
LATER = date(2018, 10, 1)


def listed(place: Place, **asked: str) -> str:
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"/posts/of/{place.lgo.pk}/?{query}"


def register(place: Place, seat: str) -> str:
    return f"/posts/{place.posts[seat]}/"


def sends(desk: Client, to: str, **typed: str) -> Any:
    given = {"starts": "1 ส.ค. 2561", "reference": "มติ ก.ท.จ. ครั้งที่ 7/2561", "reference_on": "20 ก.ค. 2561"}
    return desk.post(to, {"save_key": saves.new_key(), **given, "reason": "", **typed})


def figures(answer: Any) -> dict[str, int]:
    return {figure.state.value: figure.count for figure in answer.context["figures"]}


def numbers(answer: Any) -> list[str]:
    return [row.seat.post.view.number for row in answer.context["rows"]]


def test_the_list_counts_how_the_posts_stand(officer_desk: Client, mixed: Place) -> None:
    answer = officer_desk.get(listed(mixed))
    assert figures(answer) == {"VACANT": 1, "HELD": 4, "ACTING": 1, "FROZEN": 1, "ABOLISHED": 1}
    assert answer.context["in_all"] == 6
    page = text_of(answer)
    for said in ("ว่าง", "มีคนครอง", "มีผู้รักษาการ", "ยุบพัก", "48-2-01-3201-001", "นายสมศรี ทดสอบท่าอุเทน"):
        assert said in page
    assert "48-2-05-4701-001" not in page


def test_each_filter_keeps_what_it_says(officer_desk: Client, mixed: Place) -> None:
    def met(**asked: str) -> list[str]:
        return numbers(officer_desk.get(listed(mixed, **asked)))

    assert met(state="VACANT") == met(state="ACTING") == ["48-2-01-3201-001"]
    assert met(state="FROZEN") == met(funding="GRANT") == met(dept="04") == ["48-2-04-4201-001"]
    assert met(state="ABOLISHED") == ["48-2-05-4701-001"]
    assert len(met(state="HELD")) == 4
    assert met(state="HELD", dept="04") == []
    assert len(met(state="nonsense", funding="nonsense")) == 6


def test_the_list_of_a_past_and_of_a_future_day(officer_desk: Client, mixed: Place) -> None:
    before = officer_desk.get(listed(mixed, on="30 มิ.ย. 2561"))
    assert figures(before) == {"VACANT": 2, "HELD": 5, "ACTING": 0, "FROZEN": 0, "ABOLISHED": 0}
    moves(mixed, mixed["clerk"], "RESIGN", LATER)
    after = officer_desk.get(listed(mixed, on="1 ต.ค. 2561"))
    assert figures(after)["VACANT"] == 2
    assert figures(officer_desk.get(listed(mixed)))["VACANT"] == 1
    wrong = officer_desk.get(listed(mixed, on="31 ก.พ. 2561"))
    assert "ยังแสดงวันนั้นไม่ได้" in text_of(wrong)


def test_names_are_read_by_their_own_lgo_only(
    officer_desk: Client, district_desk: Client, centre_desk: Client, mixed: Place
) -> None:
    for desk in (district_desk, centre_desk):
        for address in (listed(mixed), register(mixed, "finance")):
            page = text_of(desk.get(address))
            assert "48-2-01-3201-001" in page
            assert "ทดสอบท่าอุเทน" not in page
            assert "ย้ายไปส่วนราชการอื่น" not in page
    assert not readings_of(mixed["deputy"])
    officer_desk.get(listed(mixed))
    officer_desk.get(register(mixed, "finance"))
    assert {row.reading.view for row in readings_of(mixed["deputy"])} == {POSTS, POST}
    assert {row.reading.view for row in readings_of(mixed["finance"])} == {POST}


@pytest.mark.once
def test_the_workbook_holds_what_the_page_does(
    officer_desk: Client, district_desk: Client, mixed: Place
) -> None:
    def rows(desk: Client) -> list[list[str]]:
        answer = desk.get(f"/posts/of/{mixed.lgo.pk}/export/?state=VACANT")
        return (workbook.rows(answer.content) or [])[3:]

    head, one = rows(officer_desk)
    assert one[1] == "48-2-01-3201-001"
    assert one[7] == "ว่าง, มีผู้รักษาการ"
    assert one[-1] == "นายสมศรี ทดสอบท่าอุเทน"
    assert "ผู้ครองตำแหน่ง" in head
    assert "ผู้ครองตำแหน่ง" not in rows(district_desk)[0]
    assert {row.reading.view for row in readings_of(mixed["deputy"])} == {POSTS}


def test_the_register_tells_everything_in_order_of_days(officer_desk: Client, mixed: Place) -> None:
    answer = officer_desk.get(register(mixed, "finance"))
    told = [(line.entry.starts, line.entry.says.th, line.name) for line in answer.context["lines"]]
    assert [said for _, said, _ in told] == [
        "กำหนดตำแหน่ง",
        "เลขที่ตำแหน่ง 48-2-01-3201-001",
        "มีผู้ครองตำแหน่ง",
        "มีผู้รักษาการ",
        "ว่าง",
    ]
    assert told[2][2] == "นายสมปอง ทดสอบท่าอุเทน"
    assert told[3] == (LEAVES, "มีผู้รักษาการ", "นายสมศรี ทดสอบท่าอุเทน")
    page = text_of(answer)
    assert "คำสั่งที่ 12/2561" in page
    assert "0 ปี 1 เดือน 0 วัน" in page
    assert f'/movements/people/{mixed["finance"]}/' in answer.content.decode()


@pytest.mark.once
def test_a_person_leads_to_the_post_and_back(officer_desk: Client, pair: Place) -> None:
    for address in (f"/movements/people/{pair['finance']}/", "/movements/people/"):
        assert register(pair, "finance") in officer_desk.get(address).content.decode()


def test_a_post_is_moved_frozen_and_put_in_use_again(officer_desk: Client, mixed: Place) -> None:
    at, post = register(mixed, "finance"), mixed.posts["finance"]
    assert "ลำดับที่คงเดิม" in text_of(officer_desk.get(f"{at}move/"))
    done = sends(officer_desk, f"{at}move/", department="04", unit="กองคลัง")
    assert done.status_code == 302
    assert queries.view_of(post, TODAY).number == "48-2-04-3201-001"
    assert "ย้ายไปกองคลัง เลขที่ตำแหน่ง 48-2-04-3201-001" in text_of(officer_desk.get(at))
    assert sends(officer_desk, f"{at}freeze/", starts="1 ต.ค. 2561").status_code == 302
    assert queries.status_on(post, LATER) == "FROZEN"
    page = text_of(officer_desk.get(at))
    assert "ยังไม่ถึงวัน" in page
    assert "มติ ก.ท.จ. ครั้งที่ 7/2561" in page
    frozen = register(mixed, "frozen")
    assert sends(officer_desk, f"{frozen}reinstate/").status_code == 302
    assert queries.status_on(mixed.posts["frozen"], TODAY) == "ACTIVE"


def test_funding_and_a_mistyped_number_are_entered(officer_desk: Client, pair: Place) -> None:
    at, post = register(pair, "clerk"), pair.posts["clerk"]
    assert sends(officer_desk, f"{at}fund/", source="GRANT").status_code == 302
    assert sends(officer_desk, f"{at}levels/", level="OPERATIONAL", top_level="EXPERIENCED").status_code == 302
    assert queries.view_of(post, TODAY).levels == "ปฏิบัติงาน/ชำนาญงาน"
    assert "ปรับระดับตำแหน่งเป็น ปฏิบัติงาน/ชำนาญงาน" in text_of(officer_desk.get(at))
    assert queries.funding_on(post, TODAY) == Funding.GRANT
    wrong = sends(officer_desk, f"{at}correct/", number="48-2-01-4101-009")
    assert is_refused(wrong)
    done = sends(officer_desk, f"{at}correct/", number="48-2-01-4101-009", reason="พิมพ์สลับหลัก")
    assert done.status_code == 302
    page = text_of(officer_desk.get(at))
    assert "48-2-01-4101-009" in page
    assert "48-2-01-4101-001" in page
    assert "พิมพ์สลับหลัก" in page


def test_a_held_post_is_not_abolished_and_the_page_says_what_to_do(officer_desk: Client, mixed: Place) -> None:
    at = register(mixed, "clerk")
    refused = sends(officer_desk, f"{at}abolish/")
    assert is_refused(refused)
    page = text_of(refused)
    assert "SP-03.2" in page
    assert "นายสมบัติ ทดสอบท่าอุเทน" in page
    assert "เลื่อนการยุบเลิกไปหลังวันที่ว่าง" in page
    assert sends(officer_desk, f"{register(mixed, 'finance')}abolish/").status_code == 302
    assert figures(officer_desk.get(listed(mixed)))["ABOLISHED"] == 2


@pytest.mark.once
def test_a_post_is_established_and_a_warning_is_answered(officer_desk: Client, pair: Place) -> None:
    to = f"/posts/of/{pair.lgo.pk}/new/"
    assert officer_desk.get(to).status_code == 200
    typed = {"number": "๔๘-๒-๐๔-๓๒๐๑-๐๐๑", "line": "3201", "level": "PRACTITIONER", "funding": "OWN"}
    refused = sends(officer_desk, to, **typed)
    assert is_refused(refused)
    assert "PO-04" in text_of(refused)
    assert sends(officer_desk, to, **typed, reason="มีในประกาศทั้งสองเลข").status_code == 302
    taken = sends(officer_desk, to, **typed, reason="อีกครั้ง")
    assert is_refused(taken)
    assert "PO-03" in text_of(taken)
    worker = {"number": "12", "line": "-", "department": "05", "unit": "กองช่าง", "funding": "OWN"}
    assert sends(officer_desk, to, **worker).status_code == 302
    held = {post.number: post for post in queries.posts_of(pair.lgo.pk, TODAY)}
    assert held["๔๘-๒-๐๔-๓๒๐๑-๐๐๑"].level_code == "PRACTITIONER"
    assert held["12"].where == "กองช่าง"


@pytest.mark.once
def test_another_lgo_is_not_there_and_an_office_above_changes_nothing(
    officer_desk: Client, district_desk: Client, pair: Place, neighbour: Place
) -> None:
    theirs = (listed(neighbour), register(neighbour, "palad"), f"{register(neighbour, 'palad')}freeze/")
    assert [officer_desk.get(address).status_code for address in theirs] == [404, 404, 404]
    assert district_desk.get(f"{register(pair, 'clerk')}freeze/").status_code == 403
    assert officer_desk.get(f"{register(pair, 'clerk')}reinstate/").status_code == 404
    assert officer_desk.get(f"{register(pair, 'clerk')}paint/").status_code == 404
    assert officer_desk.get("/posts/")["Location"] == f"/posts/of/{pair.lgo.pk}/"
    assert district_desk.get("/posts/")["Location"] == "/organisations/"


@pytest.mark.once
def test_the_list_goes_on_page_by_page(
    officer_desk: Client, mixed: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = numbers(officer_desk.get(listed(mixed)))
    monkeypatch.setattr("lhr.web.posts.listing.ROWS_A_PAGE", 4)
    met, query = [], ""
    while True:
        answer = officer_desk.get(f"/posts/of/{mixed.lgo.pk}/{query}")
        met += numbers(answer)
        query = answer.context["next"]
        if not query:
            break
        assert set(parse_qs(query[1:])) == {"after"}
    assert met == whole
    assert len(whole) == 6


def test_a_page_asks_the_same_however_many_posts_there_are(officer_desk: Client, mixed: Place) -> None:
    def questions(address: str) -> int:
        officer_desk.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert officer_desk.get(address).status_code == 200
        about_rows = (one["sql"] for one in seen.captured_queries)
        return sum(not one.startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")) for one in about_rows)

    addresses = (listed(mixed), register(mixed, "finance"), f"/posts/of/{mixed.lgo.pk}/export/")
    few = [questions(address) for address in addresses]
    more = [PostDraft(f"48-2-01-4101-{n:03}", "4101", "EXPERIENCED", FOUNDED) for n in range(100, 160)]
    actions.establish_all(by=operator(TODAY, "ทดสอบ"), organisation=mixed.lgo, posts=more)
    assert [questions(address) for address in addresses] == few
    assert max(few[:2]) <= 15
