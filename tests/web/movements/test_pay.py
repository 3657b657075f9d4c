"""Pay on the movement screen: fields by kind, the rules' words on the fields, old and new, the person's page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from django.test import Client

from lhr.access.actor import operator
from lhr.cli.demonstration import pay as demonstration
from lhr.service_record import queries as service
from tests.standards import schedules
from tests.support.cast import FOUNDED, TODAY, Cast, Place
from tests.web.desks import text_of
from tests.web.movements.typist import Typist, presses

pytestmark = pytest.mark.django_db
FIELDS = ("steps", "percent", "special_pay_pct", "salary", "allowance", "level", "last_day", "post", "amends")
ABOUT = replace(schedules.ABOUT, kinds=("MUN_OFFICIAL",))


@pytest.fixture
def schedule(db: None) -> None:
    rows = demonstration.STEPS.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [row for row in rows if row.startswith(("level", "PROFESSIONAL", "SENIOR"))]
    schedules.load(operator(TODAY, "ทดสอบ"), "".join(kept).encode(), ABOUT)


ASKED = {
    "STEP_RISE": {"steps", "salary"},
    "STEP_DOWN": {"steps", "salary"},
    "NO_RISE": {"salary"},
    "SPECIAL_PAY": {"special_pay_pct", "salary"},
    "PERCENT_RISE": {"percent", "salary"},
    "SCHEDULE_ADJUST": {"salary"},
    "ALLOWANCE": {"allowance"},
    "PAY_CUT": {"percent", "salary"},
    "MOVE": {"post", "level", "allowance"},
    "PROMOTE": {"post", "level", "salary", "allowance"},
    "RECLASSIFY": {"post", "level", "salary", "allowance"},
    "RANK": {"level", "salary", "allowance"},
    "TRANSFER_IN": {"post", "level", "salary", "allowance"},
    "CONTRACT_START": {"post", "last_day", "salary"},
    "CONTRACT_RENEW": {"last_day", "salary"},
    "PROBATION_PASSED": set[str](),
    "POST_ABOLISH": set[str](),
    "AMEND_ORDER": {"amends", "post", "level", "steps", "percent", "special_pay_pct", "salary", "allowance"},
}


def test_a_kind_asks_for_exactly_what_it_can_say(officer_desk: Client) -> None:
    for kind, asked in ASKED.items():
        page = text_of(officer_desk.get(f"/movements/new/?movement={kind}"))
        assert {name for name in FIELDS if f'name="{name}"' in page} == asked, kind


def test_an_empty_allowance_says_what_it_means_and_an_effect_tells_of_another(
    officer_desk: Client, registrar_desk: Client, pair: Place
) -> None:
    for kind, said in {"MOVE": "ว่างไว้คือคงเดิม ไม่มีแล้วกรอก", "REAPPOINT": "ว่างไว้คือไม่มี"}.items():
        assert said in text_of(officer_desk.get(f"/movements/new/?movement={kind}"))
    typist, person = Typist(officer_desk), pair["finance"]
    given = {"movement": "ALLOWANCE", "person": person, "starts": "1 ส.ค. 2561", "allowance": "3,500"}
    assert "รับเงินประจำตำแหน่ง 3,500 บาท" in text_of(typist.looks(**given))
    presses(registrar_desk, typist.keys(**given), "verify")
    moved = {"movement": "PROMOTE", "person": person, "starts": "15 ส.ค. 2561", "level": "PROFESSIONAL"}
    told = typist.looks(**moved)
    assert "SR-10.6" in text_of(told)
    assert "allowance" in told.context["form"].errors
    assert "ไม่ได้รับเงินประจำตำแหน่งต่อ" in text_of(typist.looks(**moved, allowance="๐", reason="ตามคำสั่ง"))


def test_a_rise_is_looked_at_sent_verified_and_stands_on_the_persons_page(
    officer_desk: Client, registrar_desk: Client, pair: Place, schedule: None
) -> None:
    typist, person = Typist(officer_desk), pair["finance"]
    promoted = {"movement": "PROMOTE", "person": person, "starts": "1 ก.ค. 2561", "level": "PROFESSIONAL"}
    first = typist.keys(**promoted, salary="๔๑,๕๕๐", reason="ตามคำสั่ง")
    assert presses(registrar_desk, first, "verify").status_code == 302
    rise = {"movement": "STEP_RISE", "person": person, "starts": "1 ต.ค. 2561", "steps": "1", "salary": "42890"}
    looked = text_of(typist.looks(**rise))
    assert "รับเงินเดือน 42,890 บาท" in looked
    assert "41,550 บาท (ขั้น 27)" in looked
    line = typist.keys(**rise)
    page = text_of(registrar_desk.get(f"/movements/lines/{line}/"))
    for said in ("42,890 บาท (ขั้น 28)", "1 ขั้น", "ชำนาญการ", "41,550 บาท (ขั้น 27)"):
        assert said in page
    assert "42,890 บาท (ขั้น 28)" in text_of(registrar_desk.get("/movements/queue/"))
    assert presses(registrar_desk, line, "verify").status_code == 302
    card = text_of(officer_desk.get(f"/movements/people/{person}/"))
    assert "41,550 บาท (ขั้น 27)" in card  # 1 October has not come yet
    assert "42,890 บาท (ขั้น 28)" in card
    assert "ตัวอย่าง ใช้อ้างอิงไม่ได้" in card
    assert service.pay_of(person, date(2018, 10, 1)).salary == 42890


WRONG = (
    ({"movement": "LAW_ADJUST", "salary": "41555"}, "41,550 หรือ 42,220 บาทตามคำสั่ง"),
    ({"movement": "LAW_ADJUST", "salary": "สี่หมื่น"}, "พิมพ์เป็นตัวเลข"),
    ({"movement": "LAW_ADJUST", "salary": ""}, "รายการนี้ยังไม่มีเงินเดือน"),
    ({"movement": "STEP_RISE", "salary": "42890", "steps": ""}, "ยังไม่ได้ระบุจำนวนขั้น"),
    ({"movement": "STEP_RISE", "salary": "42890", "steps": "2"}, "เกินที่กำหนด"),
    ({"movement": "STEP_RISE", "salary": "42220", "steps": "1"}, "ควรเป็น 42,890"),
)


def test_what_is_wrong_with_pay_is_told_on_its_field_with_the_next_step(
    officer_desk: Client, registrar_desk: Client, pair: Place, schedule: None
) -> None:
    typist, person = Typist(officer_desk), pair["finance"]
    promoted = {"movement": "PROMOTE", "person": person, "starts": "1 เม.ย. 2561", "level": "PROFESSIONAL"}
    typist.keys(**promoted, salary="41550", reason="ตามคำสั่ง")
    for typed, said in WRONG:
        page = text_of(typist.looks(person=person, starts="1 ต.ค. 2561", **typed))
        assert said in page
        assert f'value="{typed["salary"]}"' in page


def test_an_amended_line_stays_and_says_so(
    officer_desk: Client, registrar_desk: Client, pair: Place, schedule: None
) -> None:
    typist, person = Typist(officer_desk), pair["finance"]
    promoted = {"movement": "PROMOTE", "person": person, "starts": "1 ก.ค. 2561", "level": "PROFESSIONAL"}
    wrong = typist.keys(**promoted, salary="41550", reason="ตามคำสั่ง")
    presses(registrar_desk, wrong, "verify")
    link = f"/movements/new/?movement=AMEND_ORDER&amp;amends={wrong}"
    assert link in officer_desk.get(f"/movements/lines/{wrong}/").content.decode()
    amending = typist.keys(
        movement="AMEND_ORDER", amends=wrong, starts="1 ก.ค. 2561", salary="42890", reason="ตามคำสั่งแก้ไข"
    )
    assert "แก้ไขรายการ" in text_of(registrar_desk.get(f"/movements/lines/{amending}/"))
    presses(registrar_desk, amending, "verify")
    page = text_of(officer_desk.get(f"/movements/lines/{wrong}/"))
    assert "แก้ไขแล้ว" in page
    assert "แก้ไขแล้วโดย" in page
    assert "41,550" in page
    assert service.pay_of(person, TODAY).salary == 42890


def test_the_order_that_amends_a_contract_begins_with_its_end_and_shows_the_one_it_says(
    officer_desk: Client, registrar_desk: Client, pair: Place, cast: Cast
) -> None:
    typist, worker = Typist(officer_desk), cast.joins(pair, "สมจ้าง", FOUNDED)
    renewed = {"movement": "CONTRACT_RENEW", "person": worker, "starts": "1 ก.ค. 2561", "last_day": "31 ธ.ค. 2561"}
    contract = typist.keys(**renewed, salary="9000", reason="ตามคำสั่ง")
    presses(registrar_desk, contract, "verify")
    asked = {"movement": "AMEND_ORDER", "amends": contract, "starts": "1 ก.ค. 2561"}
    page = text_of(officer_desk.get(f"/movements/new/?movement=AMEND_ORDER&amends={contract}"))
    assert 'name="last_day" value="31 ธ.ค. 2561"' in page
    chosen = {"step": "fill", **asked, "last_day": "30 พ.ย. 2561"}
    assert 'value="30 พ.ย. 2561"' in text_of(officer_desk.post("/movements/new/", chosen, follow=True))
    told = text_of(typist.looks(**asked, salary="9500", last_day="1 ก.ค. 2562", reason="ตามคำสั่ง"))
    assert "SR-09" in told
    typed = {**asked, "salary": "9500", "last_day": "31 ม.ค. 2562", "reason": "ตามคำสั่ง"}
    assert "วันสุดท้ายตามสัญญาจ้าง" in text_of(typist.looks(**typed))
    amending = typist.keys(**typed)
    assert "31 มกราคม 2562" in text_of(registrar_desk.get(f"/movements/lines/{amending}/"))
    presses(registrar_desk, amending, "verify")
    leavers = text_of(officer_desk.get("/leaving/"))
    assert "1 ก.พ. 2562" in leavers
    assert "31 ธ.ค. 2561" in text_of(officer_desk.get(f"/movements/people/{worker}/"))


def test_a_line_of_pay_that_was_sent_back_is_mended_with_what_was_typed(
    officer_desk: Client, registrar_desk: Client, pair: Place, schedule: None
) -> None:
    promoted = {"movement": "PROMOTE", "person": pair["finance"], "starts": "1 ก.ค. 2561", "level": "PROFESSIONAL"}
    line = Typist(officer_desk).keys(**promoted, salary="41550", reason="ตามคำสั่ง")
    presses(registrar_desk, line, "return", reason="ตรวจตัวเลข")
    page = officer_desk.get(f"/movements/new/?again={line}").content.decode()
    assert 'value="41550"' in page
    assert '<option value="PROFESSIONAL" selected' in page


def test_a_line_of_the_paper_card_keeps_its_words_and_counts_by_the_first_of_its_month(
    officer_desk: Client, registrar_desk: Client, pair: Place
) -> None:
    typed = {
        "movement": "NO_RISE",
        "person": pair["finance"],
        "starts_text": "มี.ค. ๒๕๕๘",
        "salary": "12470",
        "salary_text": "๑๒,๔๗๐ บาท (ขั้น ๑๑)",
        "reason": "คัดจากบัตรเดิม",
    }
    typist = Typist(officer_desk)
    assert "ไม่ตรงกับวันที่ตามบัตร" in text_of(typist.looks(**typed, starts="5 มี.ค. 2558"))
    line = service.row_of(UUID(typist.keys(**typed)))
    assert (line.starts, line.starts_text, line.starts_precision) == (date(2015, 3, 1), "มี.ค. ๒๕๕๘", "month")
    page = text_of(registrar_desk.get(f"/movements/lines/{line.entry_id}/"))
    assert "มี.ค. ๒๕๕๘" in page
    assert "1 มี.ค. 2558" in page
    assert "๑๒,๔๗๐ บาท (ขั้น ๑๑)" in page
