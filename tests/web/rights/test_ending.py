"""SEM101 ends a right without a successor: the day, what follows, a fresh confirmation, and everybody told."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from lhr.access.actor import Actor
from lhr.access.roles import Role
from lhr.audit.models import Change
from lhr.followup import actions as followup
from lhr.registry_rights import queries
from tests.support.cast import (
    TODAY,
    Cast,
    Place,
    acting,
    acting_as,
    assigned,
    confirm,
    day,
    holder,
    moves,
    save,
)
from tests.support.pages import is_refused
from tests.web.rights.conftest import Browser, account_at, sent
from tests.web.rights.pages import words

pytestmark = pytest.mark.django_db

TOMORROW = TODAY + timedelta(days=1)
SEP_1 = day("๑ ก.ย. ๒๕๖๑")


def address(town: Place, who: str) -> str:
    row = next(r for r in queries.rows_of(town.lgo.pk)[::-1] if r.person_id == town[who])
    return f"/rights/end/{row.entry_id}/"


def press(client: Client, at: str, *, told_for: date | None = None, version: str = "1", **typed: str) -> Any:
    """Press the button on the page whose consequences were told for this day."""
    told = {"told_for": told_for.isoformat()} if told_for else {}
    return client.post(at, sent(version=version, **told, **typed))


def test_sem101_offers_the_end_of_each_right_and_the_page_says_what_follows(
    town_hall: Client, pair: Place
) -> None:
    at = address(pair, "hr")
    assert f'href="{at}"' in town_hall.get("/rights/").content.decode()
    page = words(town_hall.get(at))
    assert "ตั้งแต่ 2 ส.ค. 2561 หน่วยงานจะไม่มีเจ้าหน้าที่ทะเบียนประวัติ" in page
    assert "ตั้งแต่ 2 ส.ค. 2561 เวลา 00.00 น. เข้าระบบด้วยสิทธินี้ไม่ได้ในคำขอถัดไป" in page
    assert "ผู้ลงทะเบียนผู้รับหน้าที่ใหม่ได้: นายสมหวัง ทดสอบท่าอุเทน (นายทะเบียนประวัติ)" in page


def test_the_day_offered_is_tomorrow_and_another_day_is_told_anew(town_hall: Client, pair: Place) -> None:
    at = address(pair, "hr")
    assert 'value="2 ส.ค. 2561"' in town_hall.get(at).content.decode()
    part = town_hall.get(at, {"from_day": "๑ ก.ย. ๒๕๖๑"}, HTTP_HX_REQUEST="true")
    assert "ตั้งแต่ 1 ก.ย. 2561 หน่วยงานจะไม่มี" in words(part)
    assert "<html" not in part.content.decode()
    assert 'name="told_for" value="2018-09-01"' in part.content.decode()


def test_a_right_ends_on_its_day_with_reason_password_and_news(
    town_hall: Client, pair: Place, cast: Cast
) -> None:
    answer = press(
        town_hall, address(pair, "hr"), from_day="1 ก.ย. 2561", told_for=SEP_1, reason="ลาศึกษาต่อ {ต่างประเทศ}"
    )
    assert answer.status_code == 302
    assert "สิทธิของนายสมใจ ทดสอบท่าอุเทนสิ้นสุดตั้งแต่ 1 ก.ย. 2561" in words(town_hall.get("/rights/"))
    assert [holder(pair, Role.OFFICER, d) for d in (SEP_1 - timedelta(days=1), SEP_1)] == [pair["hr"], None]
    assert Change.objects.get(tag="rights:appointment:ended").reason == "ลาศึกษาต่อ {ต่างประเทศ}"
    for reader in (
        Actor(day=TODAY, person_id=pair["hr"]),
        acting_as(Role.DISTRICT, cast.district),
        acting_as(Role.LGO_BOOTSTRAP, pair.lgo),
    ):
        (told,) = queries.notices_for(reader).filter(kind="ended")
        assert told.th.endswith("สิ้นสุดวันที่ ๑ กันยายน ๒๕๖๑ เพราะหน่วยงานให้สิ้นสุด: ลาศึกษาต่อ {ต่างประเทศ}")


def test_the_use_of_the_first_account_is_reported_above(town_hall: Client, pair: Place, cast: Cast) -> None:
    press(town_hall, address(pair, "hr"), from_day="1 ก.ย. 2561", told_for=SEP_1, reason="ลาศึกษาต่อ")
    told = queries.notices_for(acting_as(Role.DISTRICT, cast.district)).filter(kind="bootstrap-saved")
    assert "บัญชีตั้งต้นของเทศบาลตำบลท่าอุเทน ใช้ให้สิทธิสิ้นสุด เมื่อ ๑ สิงหาคม ๒๕๖๑" in [n.th for n in told]


def test_the_end_ahead_and_its_reason_stand_on_sem101_and_in_the_history(
    town_hall: Client, pair: Place
) -> None:
    press(town_hall, address(pair, "hr"), from_day="1 ก.ย. 2561", told_for=SEP_1, reason="ลาศึกษาต่อ")
    for at in ("/rights/", f"/rights/{pair.lgo.pk}/history/", "/rights/edit/"):
        assert re.search(r"31 ส\.ค\. 2561 \(?หน่วยงานให้สิ้นสุด: ลาศึกษาต่อ", words(town_hall.get(at))), at


def test_without_a_reason_or_on_a_day_gone_by_nothing_ends(town_hall: Client, pair: Place) -> None:
    at, gone = address(pair, "hr"), TODAY - timedelta(days=1)
    assert "ต้องกรอกช่องนี้" in words(press(town_hall, at, from_day="2 ส.ค. 2561", told_for=TOMORROW, reason=""))
    refused = press(town_hall, at, from_day="31 ก.ค. 2561", told_for=gone, reason="ลา")
    assert (is_refused(refused), "RR-04.3" in words(refused)) == (True, True)
    assert holder(pair, Role.OFFICER, SEP_1) == pair["hr"]


def test_nobody_ends_a_right_on_a_day_whose_consequences_he_has_not_read(
    town_hall: Client, pair: Place
) -> None:
    at = address(pair, "hr")
    again = press(town_hall, at, from_day="1 ก.ย. 2561", told_for=TOMORROW, reason="ลาศึกษาต่อ")
    assert is_refused(again)
    assert "วันสิ้นสุดเปลี่ยนไป" in words(again)
    assert 'name="told_for" value="2018-09-01"' in again.content.decode()
    assert holder(pair, Role.OFFICER, SEP_1) == pair["hr"]


def test_a_wrong_password_ends_nothing_and_the_same_press_twice_ends_once(
    town_hall: Client, pair: Place
) -> None:
    at = address(pair, "hr")
    form = sent(version="1", from_day="2 ส.ค. 2561", told_for=TOMORROW.isoformat(), reason="ลาออกจากหน้าที่")
    wrong = town_hall.post(at, {**form, "confirm_password": "not-the-password-2561"})
    assert "รหัสผ่านไม่ถูกต้อง" in words(wrong)
    assert town_hall.post(at, form).status_code == 302
    assert town_hall.post(at, form).status_code in (200, 302)
    assert Change.objects.filter(tag="rights:appointment:ended").count() == 1


def test_what_was_altered_meanwhile_is_not_ended(town_hall: Client, pair: Place) -> None:
    at = address(pair, "hr")
    moves(pair, pair["hr"], "RESIGN", SEP_1)
    late = press(town_hall, at, from_day="2 ส.ค. 2561", told_for=TOMORROW, reason="ลา")
    assert "มีผู้บันทึกรายการนี้ก่อนท่าน" in words(late)


def test_who_is_pending_is_taken_back_and_the_present_holder_goes_on(
    town_hall: Client, pair: Place, bootstrap: Actor
) -> None:
    save(bootstrap, pair, officer=assigned(pair["clerk"], SEP_1))
    at = address(pair, "clerk")
    page = words(town_hall.get(at))
    assert "รายการของนายสมบัติ ทดสอบท่าอุเทน ตั้งแต่ 1 ก.ย. 2561 จะไม่มีผล" in page
    assert "ตั้งแต่ 1 ก.ย. 2561 เจ้าหน้าที่ทะเบียนประวัติคือ นายสมใจ ทดสอบท่าอุเทน" in page
    assert press(town_hall, at, reason="เปลี่ยนใจ").status_code == 302
    assert holder(pair, Role.OFFICER, SEP_1) == pair["hr"]
    assert "หน่วยงานยกเลิกก่อนวันมีผล: เปลี่ยนใจ" in words(town_hall.get("/rights/"))


def test_who_awaits_the_province_is_withdrawn_and_leaves_its_list(
    town_hall: Client, province_desk: Client, pair: Place, bootstrap: Actor
) -> None:
    save(bootstrap, pair, registrar=acting(pair["deputy"], TODAY, day("๑๕ ส.ค. ๒๕๖๑")))
    assert "นายสมศรี" in words(province_desk.get("/rights/awaiting/"))
    assert press(town_hall, address(pair, "deputy"), reason="คำสั่งถูกยกเลิก").status_code == 302
    assert "ไม่มีรายการรอยืนยัน" in words(province_desk.get("/rights/awaiting/"))
    assert "หน่วยงานถอนรายการก่อนจังหวัดยืนยัน: คำสั่งถูกยกเลิก" in words(town_hall.get("/rights/"))
    assert holder(pair, Role.REGISTRAR, TODAY) == pair["palad"]


def test_when_an_acting_registrar_ends_the_palad_goes_on(
    town_hall: Client, pair: Place, bootstrap: Actor, province: Actor
) -> None:
    save(bootstrap, pair, registrar=acting(pair["deputy"], TODAY, day("๑๕ ส.ค. ๒๕๖๑")))
    confirm(province, pair)
    at = address(pair, "deputy")
    assert "ตั้งแต่ 2 ส.ค. 2561 นายทะเบียนประวัติคือ นายสมหวัง" in words(town_hall.get(at))
    row = next(r for r in queries.rows_of(pair.lgo.pk) if r.person_id == pair["deputy"])
    press(
        town_hall, at, version=str(row.version), from_day="2 ส.ค. 2561", told_for=TOMORROW, reason="ปลัดกลับมาแล้ว"
    )
    assert [holder(pair, Role.REGISTRAR, d) for d in (TODAY, TOMORROW)] == [pair["deputy"], pair["palad"]]


def test_who_ends_the_own_right_is_told_so_and_needs_the_card(pair: Place, browser_of: Browser) -> None:
    """With the card: tests/e2e/day/test_right_that_ends.py."""
    desk, at = browser_of(account_at(pair, "hr")), address(pair, "hr")
    assert "นี่คือสิทธิของท่านเอง" in words(desk.get(at))
    refused = press(desk, at, from_day="2 ส.ค. 2561", told_for=TOMORROW, reason="ขอพ้นหน้าที่")
    assert "การบันทึกต้องเสียบบัตรประจำตัวประชาชน" in words(refused)
    assert holder(pair, Role.OFFICER, SEP_1) == pair["hr"]


def test_when_both_are_gone_the_page_says_who_can_open_sem102_at_all(
    town_hall: Client, pair: Place
) -> None:
    press(town_hall, address(pair, "hr"), from_day="2 ส.ค. 2561", told_for=TOMORROW, reason="ลา")
    page = words(town_hall.get(address(pair, "palad")))
    assert "ผู้ลงทะเบียนผู้รับหน้าที่ใหม่ได้: บัญชีตั้งต้นของหน่วยงาน" in page


def test_the_vacancy_stands_above_with_its_reason_but_not_with_what_the_lgo_wrote(
    town_hall: Client, province_desk: Client, pair: Place, centre: Actor
) -> None:
    followup.open_round(by=centre, title="รอบที่ ๒", deadline=SEP_1)
    press(town_hall, address(pair, "hr"), from_day="1 ส.ค. 2561", told_for=TODAY, reason="ลาคลอด")
    above = words(province_desk.get("/oversight/without/officer/"))
    assert "ไม่มีเจ้าหน้าที่ทะเบียนประวัติ: หน่วยงานให้สิ้นสุด" in above
    assert "ลาคลอด" not in above
    own = words(town_hall.get("/rights/"))
    assert "ไม่มีเจ้าหน้าที่ทะเบียนประวัติ ตั้งแต่ 1 ส.ค. 2561 : หน่วยงานให้สิ้นสุด: ลาคลอด" in own
    assert "ทำต่อ: เปิด SEM102" in own


def test_what_is_over_already_says_so_and_has_no_button(town_hall: Client, pair: Place) -> None:
    at = address(pair, "palad")
    moves(pair, pair["palad"], "RESIGN", TODAY)
    page = town_hall.get(at)
    assert "สิทธินี้สิ้นสุดแล้ว" in words(page)
    assert '<form method="post" action="/rights/end' not in page.content.decode()


def test_offices_above_and_other_towns_cannot_end_it(
    province_desk: Client, pair: Place, neighbour: Place, cast: Cast, browser_of: Browser
) -> None:
    at = address(pair, "hr")
    assert province_desk.get(at).status_code == 403
    assert at not in province_desk.get(f"/rights/{pair.lgo.pk}/").content.decode()
    save(acting_as(Role.LGO_BOOTSTRAP, neighbour.lgo), neighbour, officer=assigned(neighbour["hr"]))
    assert browser_of(account_at(neighbour, "hr")).get(at).status_code == 404
