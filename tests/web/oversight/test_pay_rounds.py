"""รอบเลื่อนเงินเดือนของ อปท.: the table of a province, and the press that prepares the drafts."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from lhr.access.roles import Role
from lhr.audit import saves
from lhr.cli.commands.work import actor_of
from lhr.jobs import working
from lhr.jobs.models import Job
from lhr.orders import actions as orders
from lhr.orders.models import Order
from tests.service_record.round_people import HALF_2
from tests.support.cast import Cast, Place, acting_as
from tests.support.pages import html_of, is_refused
from tests.support.rounds import ASKED, scheduled, staffed
from tests.web.desks import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]
AT = f"/oversight/pay-rounds/?round={ASKED}"


@pytest.fixture
def places(cast: Cast, pair: Place, neighbour: Place) -> list[Place]:
    scheduled()
    staffed(cast, pair)
    staffed(cast, neighbour)
    return [pair, neighbour]


def presses(desk: Client) -> Any:
    return desk.post("/oversight/pay-rounds/", {"save_key": saves.new_key(), "round": ASKED})


def test_the_province_sees_its_lgos_prepares_and_follows(
    province_desk: Client, officer_desk: Client, places: list[Place]
) -> None:
    before = text_of(province_desk.get(AT))
    assert "เลื่อนเงินเดือน ครั้งที่ 2 ปี 2561 มีผล 1 ต.ค. 2561" in before
    assert "เตรียมร่างคำสั่งให้ 2 แห่งที่ยังไม่มีคำสั่ง" in before
    assert "สมใจ" not in before, "the table names nobody"
    answer = presses(province_desk)
    job = Job.objects.get(kind="prepare-round")
    assert answer["Location"] == f"/jobs/{job.pk}/"
    assert "เตรียมร่างคำสั่งเลื่อนเงินเดือนให้ อปท." in text_of(province_desk.get(answer["Location"]))
    meanwhile = text_of(province_desk.get(AT))
    assert "กำลังเตรียมร่างอยู่" in meanwhile
    assert 'id="prepare"' not in meanwhile
    working.one(actor_of)
    page = text_of(province_desk.get(f"/jobs/{job.pk}/"))
    assert 'ผลของแต่ละรายการ: <b class="nw">เตรียมร่างให้แล้ว 2</b>' in page
    (result,) = re.findall(r'href="(/oversight/pay-rounds/prepared/[^"]+)">รับผลงาน', page)
    assert province_desk.get(result)["Location"] == AT
    after = text_of(province_desk.get(AT))
    assert "เตรียมร่างให้แล้ว 2 แห่ง" in after
    assert "สำนักงานเตรียมให้" in after
    assert "รอเจ้าหน้าที่ทะเบียนเปิดร่างที่เตรียมให้" in after
    assert "ไม่มีเจ้าหน้าที่ทะเบียนประวัติที่จะรับร่าง" in after
    assert 'id="prepare"' not in after
    home = text_of(officer_desk.get("/"))
    assert "เตรียมร่างคำสั่งเลื่อนเงินเดือน ครั้งที่ 2 ปี 2561 ให้เทศบาลตำบลท่าอุเทนแล้ว" in home
    assert 'href="/orders/?state=DRAFT"' in home
    draft = Order.objects.known().get(organisation=places[0].lgo)
    order = text_of(officer_desk.get(f"/orders/{draft.entry_id}/"))
    assert "เตรียมร่างนี้ให้" in order
    assert "ยังไม่มีรายการใดลงทะเบียนประวัติ" in order
    assert "ตรวจร่างแล้ว</button>" in order
    assert "สำนักงานจังหวัดเตรียมร่างคำสั่งเลื่อนเงินเดือนให้" in order


def test_a_state_is_shown_alone_and_who_has_begun_is_not_asked_for(
    province_desk: Client, places: list[Place]
) -> None:
    own = acting_as(Role.OFFICER, places[0].lgo)
    orders.draw_up_round(by=own, organisation=places[0].lgo, this=HALF_2, kind_code="MUN_OFFICIAL")
    drafts = text_of(province_desk.get(f"{AT}&state=DRAFT"))
    assert "ท่าอุเทน" in drafts
    assert "โนนตาล" not in drafts
    presses(province_desk)
    assert Job.objects.get().arguments["lgos"] == [str(places[1].lgo.pk)]


def test_where_all_have_begun_the_press_says_so(province_desk: Client, places: list[Place]) -> None:
    for place in places:
        by = acting_as(Role.OFFICER, place.lgo)
        orders.draw_up_round(by=by, organisation=place.lgo, this=HALF_2, kind_code="MUN_OFFICIAL")
    answer = presses(province_desk)
    assert is_refused(answer)
    assert "FU-04" in html_of(answer)
    assert not Job.objects.exists()


def test_nobody_but_the_province_opens_it(
    centre_desk: Client, district_desk: Client, officer_desk: Client
) -> None:
    assert [desk.get(AT).status_code for desk in (centre_desk, district_desk, officer_desk)] == [403, 403, 403]
    for desk in (centre_desk, district_desk):
        assert "/oversight/pay-rounds/" not in text_of(desk.get("/oversight/"))
