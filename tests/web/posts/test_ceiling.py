"""เพดานร้อยละ ๔๐ on the screen: budgets recorded and corrected, the ratio, what is counted and what is not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from lhr.access.actor import operator
from lhr.audit import saves
from lhr.posts import actions as posts
from lhr.posts.rules import Funding
from lhr.service_record.pay import Pay
from lhr.staffing_plan import queries
from tests.support.cast import TODAY, Place, moves
from tests.support.pages import html_of, is_refused
from tests.web.rights.pages import words

pytestmark = pytest.mark.django_db
GOOD = {
    "amount": "๑,๕๐๐,๐๐๐.๕๐", "benefit_pct": "15", "benefit_amount": "", "version": "0",
    "reference": "เทศบัญญัติงบประมาณรายจ่าย ประจำปี พ.ศ. 2561", "reference_on": "20 ก.ย. 2560",
}  # fmt: skip


def at(place: Place, year: str = "") -> str:
    return f"/posts/of/{place.lgo.pk}/ceiling/{year}"


def sends(desk: Client, place: Place, **typed: str) -> Any:
    return desk.post(at(place, "2561/"), {"save_key": saves.new_key(), **GOOD, **typed})


@pytest.fixture
def funded(pair: Place) -> Place:
    """Finance is paid from own income, the clerk by a grant; of the others it was never stated. The deputy's post of
    own income has a holder without a salary."""
    by = operator(TODAY, "ทดสอบ")
    for seat, source in (("finance", Funding.OWN), ("deputy", Funding.OWN), ("clerk", Funding.GRANT)):
        posts.fund(by=by, post_id=pair.posts[seat], source=source, starts=date(2018, 1, 1))
    for who, salary in (("finance", 41_550), ("clerk", 15_000)):
        pay = Pay(salary=Decimal(salary), allowance=Decimal(3_500))
        moves(pair, pair[who], "LAW_ADJUST", date(2018, 4, 1), pay=pay, reason="ยังไม่มีบัญชี")
    return pair


def test_a_budget_is_recorded_and_the_page_tells_where_the_lgo_stands(officer_desk: Client, funded: Place) -> None:
    before = words(officer_desk.get(at(funded)))
    assert "ยังไม่ได้ตรวจเพดาน: ไม่มีงบประมาณรายจ่ายปี 2561 ในทะเบียน" in before
    assert "บันทึกงบประมาณปี 2561" in before
    saved = sends(officer_desk, funded)
    assert (saved.status_code, saved["Location"]) == (302, at(funded))
    page = words(officer_desk.get(at(funded)))
    # (41,550 + 3,500) × 12 = 540,600; with 15 per cent 621,690 of 1,500,000.50.
    above = "ร้อยละ 41.45 เกินร้อยละ 40 อยู่ 21,689.80 บาท"
    for said in ("540,600", "621,690", "1,500,000.50", above, "SP-02", "มาตรา ๓๕"):
        assert said in page
    # Told apart, and never as a nought: the grant, what nobody stated, and who is on record without a salary.
    assert "เงินอุดหนุน 1 ตำแหน่ง 222,000" in page
    assert "ผู้ครองยังไม่มีเงินเดือนในทะเบียน" in page
    assert "คำนวณไม่ได้" in page


def test_a_correction_needs_its_reason_and_keeps_what_stood(officer_desk: Client, funded: Place) -> None:
    sends(officer_desk, funded)
    form = words(officer_desk.get(at(funded, "2561/")))
    assert "แก้งบประมาณรายจ่ายปี 2561" in form
    lacking = sends(officer_desk, funded, version="1", amount="2,000,000", reason="")
    assert is_refused(lacking)
    assert "SP-05.6" in html_of(lacking)
    assert sends(officer_desk, funded, version="1", amount="2,000,000", reason="พิมพ์ตกศูนย์").status_code == 302
    now = words(officer_desk.get(at(funded)))
    assert "ร้อยละ 31.08 ไม่เกินร้อยละ 40 เหลืออีก 178,310 บาท แต่ยอดยังไม่ครบ: 3 ตำแหน่ง" in now
    told = words(officer_desk.get(at(funded, "2561/")))
    assert "1,500,000.50" in told
    assert "พิมพ์ตกศูนย์" in told
    late = sends(officer_desk, funded, version="1", amount="3,000,000", reason="ซ้ำ")
    assert is_refused(late)
    assert "มีผู้บันทึกรายการนี้ก่อนท่าน" in html_of(late)
    assert [one.version for one in queries.versions(funded.lgo.pk, 2561)] == [2, 1]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"amount": "0"}, "SP-05.1"), ({"benefit_pct": ""}, "SP-05.2"), ({"benefit_amount": "5"}, "SP-05.2"),
        ({"amount": "12345678901234"}, "พิมพ์เป็นตัวเลข"), ({"reference_on": ""}, "ยังไม่ได้บันทึก"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    officer_desk: Client, pair: Place, wrong: dict[str, str], told: str
) -> None:
    answer = sends(officer_desk, pair, **wrong)
    assert is_refused(answer)
    assert told in html_of(answer)
    assert "เทศบัญญัติงบประมาณรายจ่าย ประจำปี พ.ศ. 2561" in html_of(answer)
    assert queries.budget(pair.lgo.pk, 2561) is None


def test_who_only_sees_is_told_who_records(registrar_desk: Client, district_desk: Client, pair: Place) -> None:
    for desk in (registrar_desk, district_desk):
        page = words(desk.get(at(pair)))
        assert "เจ้าหน้าที่ทะเบียนของ อปท. เป็นผู้บันทึก" in page
        assert desk.get(at(pair, "2561/")).status_code == 403


def test_a_year_that_no_plan_reaches_has_no_page(officer_desk: Client, pair: Place) -> None:
    assert [officer_desk.get(at(pair, f"{year}/")).status_code for year in (2558, 2559, 2564, 2565)] == [
        404, 200, 200, 404,
    ]  # fmt: skip


def test_the_list_of_posts_leads_there(officer_desk: Client, pair: Place) -> None:
    assert at(pair) in officer_desk.get(f"/posts/of/{pair.lgo.pk}/").content.decode()
