"""SEM101: who holds the rights, what is vacant, what was before."""

from __future__ import annotations

import pytest
from django.test import Client

from lhr.access.actor import Actor
from tests.support.cast import TODAY, Place, acting, assigned, day, moves, save
from tests.web.rights.pages import words

pytestmark = pytest.mark.django_db
AUG_20 = day("๒๐ ส.ค. ๒๕๖๑")


def test_an_empty_town_shows_both_vacancies_and_the_way_to_edit(town_hall: Client) -> None:
    page = town_hall.get("/rights/").content.decode()
    assert "ไม่มีนายทะเบียนประวัติ" in page
    assert "ไม่มีเจ้าหน้าที่ทะเบียนประวัติ" in page
    assert 'href="/rights/edit/"' in page


def test_the_pair_is_shown_with_post_capacity_and_masked_number(town_hall: Client, pair: Place) -> None:
    page = town_hall.get("/rights/").content.decode()
    assert "นายสมหวัง ทดสอบท่าอุเทน" in page
    assert "48-2-01-1101-001" in page
    assert "1 ม.ค. 2561" in page
    assert "ยังไม่เคยบันทึก" not in page


def test_a_last_day_that_a_verified_move_brought_forward_says_so_while_it_lies_ahead(
    town_hall: Client, pair: Place, neighbour: Place
) -> None:
    moves(pair, pair["palad"], "TRANSFER_OUT", AUG_20, other_organisation_id=neighbour.lgo.pk)
    said = "19 ส.ค. 2561 (ให้โอน ตามคำสั่งที่ 12/2561 ลงวันที่ 1 ส.ค. 2561)"
    assert said in words(town_hall.get("/rights/"))
    assert said in words(town_hall.get("/rights/edit/"))
    assert "19 ส.ค. 2561 ให้โอน ตามคำสั่งที่ 12/2561" in words(town_hall.get(f"/rights/{pair.lgo.pk}/history/"))


def test_the_last_day_of_an_order_and_of_who_gives_way_say_so(
    town_hall: Client, pair: Place, bootstrap: Actor
) -> None:
    save(bootstrap, pair, officer=assigned(pair["clerk"], AUG_20, day("๓๐ ก.ย. ๒๕๖๑")))
    page = words(town_hall.get("/rights/"))
    assert "19 ส.ค. 2561 (แต่งตั้งผู้อื่นแทน)" in page
    assert "30 ก.ย. 2561 (ตามคำสั่ง)" in page


def test_a_vacancy_says_since_when_why_and_what_comes_next(
    town_hall: Client, province_desk: Client, pair: Place
) -> None:
    moves(pair, pair["palad"], "RESIGN", TODAY)
    own = words(town_hall.get("/rights/"))
    assert "ไม่มีนายทะเบียนประวัติ ตั้งแต่ 1 ส.ค. 2561 : ลาออก ตามคำสั่งที่ 12/2561 ลงวันที่ 1 ส.ค. 2561" in own
    assert "ทำต่อ: เปิด SEM102 เพื่อลงทะเบียนผู้รับหน้าที่ใหม่" in own
    above = words(province_desk.get(f"/rights/{pair.lgo.pk}/"))
    assert "ลาออก ตามคำสั่งที่ 12/2561" in above
    assert "ทำต่อ: เปิด SEM102" not in above


def test_a_suspension_that_is_over_does_not_give_the_right_back_and_says_what_to_do(
    town_hall: Client, pair: Place
) -> None:
    moves(pair, pair["hr"], "SUSPENDED", day("๑๐ ก.ค. ๒๕๖๑"), last_day=day("๓๑ ก.ค. ๒๕๖๑"))
    page = words(town_hall.get("/rights/"))
    assert "ไม่มีเจ้าหน้าที่ทะเบียนประวัติ ตั้งแต่ 10 ก.ค. 2561 : พักราชการ" in page
    assert "พักราชการสิ้นสุดแล้ว แต่สิทธิไม่กลับมาเอง ให้ลงทะเบียนสิทธิใหม่ใน SEM102" in page


def test_a_suspension_that_goes_on_says_nothing_of_an_end(town_hall: Client, pair: Place) -> None:
    moves(pair, pair["hr"], "SUSPENDED", day("๑๐ ก.ค. ๒๕๖๑"), last_day=TODAY)
    page = words(town_hall.get("/rights/"))
    assert "พักราชการสิ้นสุดแล้ว" not in page
    assert "ทำต่อ: เปิด SEM102 เพื่อลงทะเบียนผู้รับหน้าที่ใหม่" in page


def test_who_awaits_the_province_leaves_nothing_to_do_but_wait(
    town_hall: Client, town: Place, bootstrap: Actor
) -> None:
    save(bootstrap, town, registrar=acting(town["deputy"], TODAY, day("๓๑ ส.ค. ๒๕๖๑")))
    page = words(town_hall.get("/rights/"))
    assert "ไม่มีนายทะเบียนประวัติ รอจังหวัดยืนยัน" in page
    assert "ทำต่อ: รอสำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดยืนยัน" in page
