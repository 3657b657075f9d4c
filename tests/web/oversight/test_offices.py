"""One LGO seen from above, rounds, and the contact person of the office."""

from __future__ import annotations

import pytest
from django.test import Client

from lhr.access.actor import Actor
from lhr.audit import saves
from lhr.audit.queries import readings_of
from lhr.followup.models import FollowUpRound
from lhr.kernel.thai_date import parse
from lhr.organisations import actions as organisations
from lhr.web.movements.reading import PURPOSES
from tests.support.cast import FOUNDED, TODAY, Cast, Place, acting, moves, save
from tests.web.desks import text_of

pytestmark = pytest.mark.django_db


def sends(client: Client, address: str, **typed: str) -> object:
    return client.post(address, {"save_key": saves.new_key(), **typed})


def opens(centre: Client, **other: str) -> object:
    typed = {"title": "ลงทะเบียนสิทธิผู้ใช้งาน", "letter_reference": "มท ๐๘๐๔.๓/ว ๒๕๖๔", "deadline": "๓๑ ส.ค. ๒๕๖๑"}
    return sends(centre, "/oversight/rounds/open/", **{**typed, "scope": "/", **other})


def test_the_centre_opens_a_round_and_every_lgo_stands_in_it_at_once(
    centre_desk: Client, province_desk: Client, pair: Place
) -> None:
    assert opens(centre_desk).status_code == 302  # type: ignore[attr-defined]
    assert "เทศบาลตำบลท่าอุเทน" in text_of(province_desk.get("/oversight/"))
    assert "มท ๐๘๐๔.๓/ว ๒๕๖๔" in text_of(province_desk.get("/oversight/rounds/"))


def test_a_deadline_in_the_past_is_refused_and_what_was_typed_stays(centre_desk: Client) -> None:
    answer = opens(centre_desk, deadline="1 ก.ค. 2561")
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "กำหนดเวลาต้องไม่ก่อนวันนี้" in text_of(answer)
    assert 'value="1 ก.ค. 2561"' in text_of(answer)
    assert not FollowUpRound.objects.exists()


def test_the_province_opens_none(province_desk: Client) -> None:
    assert opens(province_desk).status_code == 403  # type: ignore[attr-defined]


def test_a_round_is_put_right_and_closed_with_a_reason(centre_desk: Client, province_desk: Client, pair: Place) -> None:
    opens(centre_desk)
    asked = FollowUpRound.objects.get()
    page = text_of(centre_desk.get("/oversight/rounds/"))
    assert f"/oversight/rounds/{asked.pk}/correct/" in page
    assert f"/oversight/rounds/{asked.pk}/close/" not in text_of(province_desk.get("/oversight/rounds/"))
    right = {"title": "รอบที่ ๒", "letter_reference": "", "deadline": "30 ก.ย. 2561"}
    address = f"/oversight/rounds/{asked.pk}/correct/"
    without = text_of(sends(centre_desk, address, **right))
    assert "FU-02.2" in without
    assert "ระบุเหตุผลที่แก้ไขหรือปิดรอบ" in without
    assert sends(centre_desk, address, **right, reason="พิมพ์เดือนผิด").status_code == 302  # type: ignore[attr-defined]
    assert "รอบที่ ๒" in text_of(province_desk.get("/oversight/"))
    closing = f"/oversight/rounds/{asked.pk}/close/"
    assert sends(centre_desk, closing, reason="จบแล้ว").status_code == 302  # type: ignore[attr-defined]
    assert "ปิดรอบแล้ว" in text_of(province_desk.get("/oversight/rounds/"))
    assert province_desk.post(closing).status_code == 403


def test_a_round_for_one_province_leaves_the_others_outside_and_says_so(
    centre_desk: Client, province_desk: Client, pair: Place, cast: Cast
) -> None:
    organisations.load_places(by=cast.keeper, province="47")
    organisations.found_office(by=cast.keeper, place="47", starts=FOUNDED)
    opens(centre_desk)
    opens(centre_desk, scope="/48/", title="รอบของนครพนม", deadline="31 ธ.ค. 2561")
    assert "ลงทะเบียนสิทธิผู้ใช้งาน" in text_of(centre_desk.get("/oversight/"))
    one = FollowUpRound.objects.get(scope="/48/")
    assert "รอบของนครพนม" in text_of(province_desk.get(f"/oversight/?round={one.pk}"))
    assert "อยู่นอกรอบการติดตามนี้" in text_of(centre_desk.get(f"/oversight/?round={one.pk}"))


def test_one_lgo_shows_pair_history_contact_and_accounts_and_is_noted(
    province_desk: Client, centre_desk: Client, pair: Place
) -> None:
    opens(centre_desk)
    sends(province_desk, "/oversight/contact/", name="นางสาวติดต่อ ทดสอบ", telephone="๐๔๒ ๕๑๑ ๐๐๐")
    page = text_of(province_desk.get(f"/oversight/lgos/{pair.lgo.pk}/"))
    assert "นายสมหวัง ทดสอบท่าอุเทน" in page
    assert "ลงทะเบียนแล้ว" in page
    assert "กำลังลงทะเบียน" in page
    assert "ยังไม่มีเครื่อง" in page
    assert [row.reading.purpose for row in readings_of(pair["palad"])] == [PURPOSES["follow_up"].th]


def test_an_lgo_that_is_not_done_says_why_it_cannot_be_closed_by_hand(
    district_desk: Client, centre_desk: Client, pair: Place
) -> None:
    opens(centre_desk)
    moves(pair, pair["palad"], "RESIGN", TODAY)
    page = text_of(district_desk.get(f"/oversight/lgos/{pair.lgo.pk}/"))
    assert "ไม่มีนายทะเบียนประวัติ: ลาออก" in page
    assert "ปิดรายการนี้เองไม่ได้" in page
    assert f"/movements/people/{pair['hr']}/" not in page


def test_who_is_named_and_waits_stands_where_nobody_holds_the_role(
    province_desk: Client, centre_desk: Client, pair: Place, bootstrap: Actor
) -> None:
    opens(centre_desk)
    moves(pair, pair["palad"], "RESIGN", TODAY)
    save(bootstrap, pair, registrar=acting(pair["deputy"], TODAY, parse("๓๐ ก.ย. ๒๕๖๑")))
    answer = province_desk.get(f"/oversight/lgos/{pair.lgo.pk}/")
    _, holder, vacant, coming = answer.context["pair"][0]
    assert holder is None
    assert vacant.th == "ไม่มีนายทะเบียนประวัติ"
    assert coming.name == "นายสมศรี ทดสอบท่าอุเทน"
    assert "ครบกำหนดตามคำสั่ง" not in text_of(answer)


def test_the_contact_person_is_kept_over_time_and_digits_become_arabic(
    province_desk: Client, pair: Place
) -> None:
    sends(province_desk, "/oversight/contact/", name="นางสาวติดต่อ ทดสอบ", telephone="๐๔๒ ๕๑๑ ๐๐๐")
    page = text_of(province_desk.get("/oversight/contact/"))
    assert 'value="042 511 000"' in page
    refused = sends(province_desk, "/oversight/contact/", name="", email="ไม่ใช่อีเมล")
    assert refused.status_code == 422  # type: ignore[attr-defined]
    assert "อีเมลไม่ถูกต้อง" in text_of(refused)


def test_the_district_reads_but_does_not_write_the_contact(district_desk: Client) -> None:
    assert district_desk.get("/oversight/contact/").status_code == 403
    assert "/oversight/contact/" not in text_of(district_desk.get("/oversight/"))
