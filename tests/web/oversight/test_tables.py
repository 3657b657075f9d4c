"""What the offices above see: computed states, every number opening its rows, sorted, filtered, exported."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lhr.access.actor import Actor
from lhr.access.roles import Role
from lhr.followup import actions as followup
from lhr.followup.models import FollowUpRound
from lhr.followup.queries import Row
from lhr.kernel.thai_date import parse
from lhr.organisations import actions as organisations
from lhr.organisations.rules import Kind
from lhr.registry_rights import queries as rights
from lhr.registry_rights.actions import refuse
from tests.support.cast import FOUNDED, TODAY, Cast, Place, acting, acting_as, moves, save
from tests.web.desks import Above, text_of

pytestmark = pytest.mark.django_db
WITHOUT = "/oversight/without/registrar/"
WORKBOOK = "/oversight/export/?place=48"


@pytest.fixture
def asked(on_the_day: None, cast: Cast) -> FollowUpRound:
    """The second letter: by 31 August 2561."""
    by = acting_as(Role.CENTRE, cast.centre)
    return followup.open_round(by=by, title="ลงทะเบียนสิทธิผู้ใช้งาน รอบที่ ๒", deadline=parse("๓๑ ส.ค. ๒๕๖๑"))


def rows_of(answer: object) -> list[Row]:
    return [row for group in answer.context["groups"] for row in group.rows]  # type: ignore[attr-defined]


def names_of(answer: object) -> list[str]:
    return [row.organisation.name for row in rows_of(answer)]


def test_without_a_round_it_says_so_and_the_centre_may_open_one(
    centre_desk: Client, province_desk: Client
) -> None:
    assert "ยังไม่เปิดรอบการติดตาม" in text_of(province_desk.get("/oversight/"))
    assert "/oversight/rounds/open/" not in text_of(province_desk.get("/oversight/"))
    assert "/oversight/rounds/open/" in text_of(centre_desk.get("/oversight/"))


def test_the_centre_lists_every_province_also_those_without_lgos(
    centre_desk: Client, asked: FollowUpRound, cast: Cast, pair: Place
) -> None:
    organisations.load_places(by=cast.keeper)
    for code in ("47", "49"):
        organisations.found_office(by=cast.keeper, place=code, starts=FOUNDED)
    page = text_of(centre_desk.get("/oversight/"))
    for name in ("นครพนม", "สกลนคร", "มุกดาหาร"):
        assert name in page
    assert page.count("ยังไม่ได้นำเข้ารายชื่อ อปท.") == 2


def test_each_number_opens_exactly_its_rows(
    centre_desk: Client, asked: FollowUpRound, pair: Place, neighbour: Place
) -> None:
    first = centre_desk.get("/oversight/")
    province = next(p for p in first.context["provinces"] if p.name == "นครพนม")
    for figure in (*province.figures, province.late):
        opened = centre_desk.get(f"/oversight/{figure.link}")
        assert len(rows_of(opened)) == figure.count, figure.says.th
    assert len(rows_of(centre_desk.get(f"/oversight/{province.link}"))) == province.total == 2


def test_rows_are_kept_by_why_nobody_holds_the_right_in_the_table_and_in_the_workbook(
    province_desk: Client, asked: FollowUpRound, pair: Place, neighbour: Place, bootstrap: Actor, province: Actor
) -> None:
    """One LGO whose ปลัด left, with a successor that the province refused; one that has never named anybody."""
    moves(pair, pair["palad"], "TRANSFER_OUT", TODAY, other_organisation_id=neighbour.lgo.pk)
    save(bootstrap, pair, registrar=acting(pair["deputy"], TODAY, parse("๓๐ ก.ย. ๒๕๖๑")))
    (waiting,) = [row for row in rights.rows_of(pair.lgo.pk) if row.person_id == pair["deputy"]]
    refuse(by=province, appointment=waiting, reason="คำสั่งไม่ตรง")

    def kept(**asked_for: str) -> list[str]:
        return names_of(province_desk.get("/oversight/", {"rows": "1", **asked_for}))

    assert kept(why="MOVED") == ["ท่าอุเทน"]
    assert kept(why="NEVER_NAMED") == ["โนนตาล"]
    assert kept(why="REFUSED") == []
    assert kept(sort="why") == ["ท่าอุเทน", "โนนตาล"]
    assert kept(sort="why", dir="down") == ["โนนตาล", "ท่าอุเทน"]
    page = province_desk.get("/oversight/", {"why": "MOVED"})
    said = "ไม่มีนายทะเบียนประวัติ: ให้โอน · ผู้ที่เสนอแทน: จังหวัดไม่ยืนยัน"
    assert said in text_of(page)
    assert "คำสั่งไม่ตรง" not in text_of(page)
    for figure in page.context["total"].figures:
        assert len(rows_of(province_desk.get(f"/oversight/{figure.link}"))) == figure.count
    workbook = province_desk.get("/oversight/export/", {"why": "MOVED"}).content
    with ZipFile(BytesIO(workbook)) as parts:
        texts = parts.read("xl/sharedStrings.xml").decode()
    assert said in texts
    assert "โนนตาล" not in texts


def test_the_province_sees_its_lgos_by_district_with_state_why_and_since(
    province_desk: Client, asked: FollowUpRound, pair: Place, neighbour: Place
) -> None:
    moves(pair, pair["palad"], "TRANSFER_OUT", TODAY, other_organisation_id=neighbour.lgo.pk)
    page = text_of(province_desk.get("/oversight/"))
    assert "สิทธิสิ้นสุดแล้ว" in page
    assert "ไม่มีนายทะเบียนประวัติ: ให้โอน" in page
    assert "1 ส.ค. 2561" in page
    assert "ยังไม่ลงทะเบียน" in page
    assert "เหลือ 30 วัน" in page
    assert 'scope="rowgroup"' in page
    assert "สมหวัง" not in page


def test_an_acting_registrar_waits_for_the_province(
    province_desk: Client, asked: FollowUpRound, pair: Place, bootstrap: Actor
) -> None:
    moves(pair, pair["palad"], "RESIGN", TODAY)
    save(bootstrap, pair, registrar=acting(pair["deputy"], TODAY, parse("๓๐ ก.ย. ๒๕๖๑")))
    assert "รอจังหวัดยืนยัน" in text_of(province_desk.get("/oversight/?state=AWAITING"))


def test_the_district_sees_its_own_and_nothing_else(
    above: Above, cast: Cast, asked: FollowUpRound, pair: Place
) -> None:
    other = organisations.found_office(by=cast.keeper, place="4803", starts=FOUNDED)
    organisations.found_lgo(by=cast.keeper, kind=Kind.TAO, name="นาแก", place="4803", starts=FOUNDED)
    desk = above(Role.DISTRICT, other)
    assert names_of(desk.get("/oversight/")) == ["นาแก"]
    assert names_of(desk.get("/oversight/?place=4805")) == []
    assert desk.get(f"/oversight/lgos/{pair.lgo.pk}/").status_code == 404


def test_the_lists_of_lgos_without_a_holder(
    province_desk: Client, asked: FollowUpRound, pair: Place, neighbour: Place
) -> None:
    moves(pair, pair["palad"], "RESIGN", TODAY)
    without = province_desk.get("/oversight/without/registrar/")
    assert sorted(names_of(without)) == ["ท่าอุเทน", "โนนตาล"]
    assert "<title>ไม่มีนายทะเบียนประวัติ" in text_of(without)
    assert names_of(province_desk.get("/oversight/without/officer/")) == ["โนนตาล"]
    assert province_desk.get("/oversight/without/mayor/").status_code == 404


def test_headings_sort_and_turn(
    province_desk: Client, asked: FollowUpRound, pair: Place, neighbour: Place
) -> None:
    up = province_desk.get("/oversight/?sort=state")
    assert names_of(up) == ["โนนตาล", "ท่าอุเทน"]
    assert 'aria-sort="ascending"' in text_of(up)
    head = next(h for h in up.context["heads"] if h.sorted == "ascending")
    assert names_of(province_desk.get(f"/oversight/{head.link}")) == ["ท่าอุเทน", "โนนตาล"]


def test_words_state_kind_and_place_narrow(
    province_desk: Client, asked: FollowUpRound, pair: Place, neighbour: Place
) -> None:
    assert names_of(province_desk.get("/oversight/?q=ท่าอุ")) == ["ท่าอุเทน"]
    assert names_of(province_desk.get("/oversight/?q=ทต. โนน")) == ["โนนตาล"]
    assert names_of(province_desk.get("/oversight/?state=REGISTERED")) == ["ท่าอุเทน"]
    assert names_of(province_desk.get("/oversight/?kind=TAO")) == []
    assert len(rows_of(province_desk.get("/oversight/?place=4805"))) == 2


def test_the_workbook_holds_the_rows_asked_for(
    province_desk: Client, asked: FollowUpRound, pair: Place, neighbour: Place
) -> None:
    shown = province_desk.get("/oversight/?state=REGISTERED")
    address = re.search(r'href="(/oversight/export/[^"]*)"', text_of(shown))
    assert address is not None
    answer = province_desk.get(address.group(1).replace("&amp;", "&"))
    assert answer["Content-Disposition"].endswith('2018-08-01.xlsx"')
    held = ZipFile(BytesIO(answer.content)).read("xl/sharedStrings.xml").decode()
    assert "เทศบาลตำบลท่าอุเทน" in held
    assert "เทศบาลตำบลโนนตาล" not in held


def test_the_registrar_of_an_lgo_does_not_see_it(registrar_desk: Client, asked: FollowUpRound) -> None:
    assert registrar_desk.get("/oversight/").status_code == 403


def test_it_asks_as_much_for_the_largest_province_as_for_two_lgos(
    centre_desk: Client, asked: FollowUpRound, cast: Cast, pair: Place, neighbour: Place
) -> None:
    """104 is Nakhon Phanom, 334 Nakhon Ratchasima; the largest still stands on one page."""
    addresses = ("/oversight/", "/oversight/?place=48", "/oversight/?place=48&sort=state", WITHOUT, WORKBOOK)

    def questions(address: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert centre_desk.get(address).status_code == 200
        return len(seen)

    for address in addresses:
        centre_desk.get(address)
    few = {address: questions(address) for address in addresses}
    there = 2
    for many in (104, 334):
        for number in range(there, many):
            organisations.found_lgo(
                by=cast.keeper, kind=Kind.TAO, name=f"นา{number}", place="4805", starts=FOUNDED
            )
        there = many
        for address in addresses:
            centre_desk.get(address)
        assert {address: questions(address) for address in addresses} == few
        assert len(rows_of(centre_desk.get("/oversight/?place=48"))) == many


def test_the_code_of_the_state_stands_beside_its_word(
    province_desk: Client, asked: FollowUpRound, pair: Place, neighbour: Place
) -> None:
    def codes(address: str) -> list[str]:
        return sorted(re.findall(r'data-state="(\w+)"', text_of(province_desk.get(address))))

    assert codes("/oversight/") == ["NOT_REGISTERED", "REGISTERED"]
    assert codes(f"/oversight/lgos/{pair.lgo.pk}/") == ["REGISTERED"]
    moves(pair, pair["palad"], "RESIGN", TODAY)
    assert codes("/oversight/") == ["NOT_REGISTERED", "WENT_STALE"]
    assert codes(f"/oversight/lgos/{pair.lgo.pk}/") == ["WENT_STALE"]


@pytest.mark.parametrize(
    "address", ["/oversight/without/officer/", "/oversight/?q=ท่าอุ", "/oversight/?kind=TAO"]
)
def test_each_number_of_a_narrowed_list_opens_exactly_its_rows(
    address: str, province_desk: Client, asked: FollowUpRound, pair: Place, neighbour: Place
) -> None:
    first = province_desk.get(address)
    for place in (first.context["total"], *first.context["groups"]):
        for figure in (*place.figures, place.late):
            opened = province_desk.get(f"/oversight/{figure.link}")
            assert len(rows_of(opened)) == figure.count, figure.says.th
        assert len(rows_of(province_desk.get(f"/oversight/{place.link}"))) == place.total


def test_from_one_district_another_can_be_chosen(
    province_desk: Client, cast: Cast, asked: FollowUpRound, pair: Place
) -> None:
    organisations.found_office(by=cast.keeper, place="4803", starts=FOUNDED)
    shown = province_desk.get("/oversight/?place=4805")
    assert [code for code, _ in shown.context["districts"]] == ["4803", "4805"]


def test_more_rows_than_a_page_are_turned_over(
    province_desk: Client,
    asked: FollowUpRound,
    pair: Place,
    neighbour: Place,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("lhr.web.oversight.tables.ROWS_A_PAGE", 1)
    first, second = (province_desk.get(f"/oversight/?page={n}") for n in (1, 2))
    assert len(rows_of(first)) == len(rows_of(second)) == 1
    assert names_of(first) != names_of(second)


def test_english_stands_beside(province_desk: Client, asked: FollowUpRound, pair: Place) -> None:
    province_desk.cookies["lhr_lang"] = "en"
    page = text_of(province_desk.get("/oversight/"))
    assert "30 days left" in page
    assert "registered" in page


def test_a_right_that_will_end_soon_is_marked_counted_filtered_and_exported(
    province_desk: Client, asked: FollowUpRound, pair: Place
) -> None:
    before = text_of(province_desk.get("/oversight/"))
    assert "data-ending" not in before
    moves(pair, pair["hr"], "RESIGN", parse("๑ ต.ค. ๒๕๖๑"))
    page = text_of(province_desk.get("/oversight/"))
    assert 'data-state="REGISTERED"' in page
    assert '<span class="tag tag-warn" data-ending="2018-10-01">สิทธิจะสิ้นสุด' in page
    assert re.search(r'href="/oversight/\?[^"]*ending=1"[^>]*>สิทธิจะสิ้นสุด 1<', page)
    assert names_of(province_desk.get("/oversight/", {"ending": "1"})) == ["ท่าอุเทน"]
    assert names_of(province_desk.get("/oversight/", {"ending": "1", "state": "WENT_STALE"})) == []
    with ZipFile(BytesIO(province_desk.get(f"{WORKBOOK}&ending=1").content)) as book:
        assert "สิทธิจะสิ้นสุด" in book.read("xl/sharedStrings.xml").decode()


def test_the_centre_counts_by_province_whose_rights_will_end(
    centre_desk: Client, asked: FollowUpRound, pair: Place
) -> None:
    moves(pair, pair["hr"], "RESIGN", parse("๑ ต.ค. ๒๕๖๑"))
    page = text_of(centre_desk.get("/oversight/"))
    assert re.search(r'place=48[^"]*ending=1">1</a>', page)
