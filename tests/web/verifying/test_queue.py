"""รอฉันตรวจ: one page for all that waits, one signature for what rests on one order, over exactly what was seen."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lhr.audit import saves
from lhr.service_record.models import CardLine, ServiceLine
from lhr_card import wire
from tests.support.cards import FULL
from tests.support.cast import Place, moves
from tests.support.pages import is_refused
from tests.web.desks import CardClient, text_of
from tests.web.movements.typist import QUEUE, VERIFY, Typist

pytestmark = pytest.mark.django_db
RISES = {"movement": "PERCENT_RISE", "starts": "1 ส.ค. 2561", "percent": "4", "salary": "20000", "reason": "ตามคำสั่ง"}
CITED = {"citation_number": "12", "citation_year": "2561", "citation_signed_on": "20 ก.ค. 2561"}


def rises(desk: Client, pair: Place, who: str, **typed: Any) -> str:
    return f"{Typist(desk).keys(**{**RISES, 'person': pair[who], **typed})}:1"


def learns(desk: Client, pair: Place, who: str, section: str = "EDUCATION", **typed: str) -> str:
    body = {"save_key": saves.new_key(), **FULL[section], **CITED, "show_on_kp7": "on", "reason": "ตามบัตรเดิม", **typed}
    answer = desk.post(f"/movements/people/{pair[who]}/add/{section}/", body)
    assert answer.status_code == 302, text_of(answer)
    row = CardLine.objects.known().filter(person=pair[who], section=section).latest("keyed_at")
    return f"{row.entry_id}:1"


def body(*lines: str) -> dict[str, Any]:
    return {"save_key": saves.new_key(), "line": list(lines)}


def asked(desk: Client, *lines: str) -> Any:
    return desk.post(VERIFY, {**body(*lines), "confirm_ask": "fetch"}, headers={"X-Requested-With": "lhr"})


def signs(desk: Client, *lines: str) -> Any:
    assert isinstance(desk, CardClient)
    return desk.signs(VERIFY, body(*lines))


def states() -> set[str]:
    return {row.status for row in ServiceLine.objects.known().exclude(source="IMPORT")} | {
        row.status for row in CardLine.objects.known()
    }


@pytest.fixture
def order(officer_desk: Client, pair: Place) -> list[str]:
    """One order that raises the pay of two and says what one of them has learnt."""
    return [
        rises(officer_desk, pair, "finance"),
        rises(officer_desk, pair, "clerk"),
        learns(officer_desk, pair, "finance"),
    ]


def test_what_rests_on_one_order_is_seen_together_and_signed_once(
    registrar_desk: Client, order: list[str]
) -> None:
    page = text_of(registrar_desk.get(QUEUE))
    assert page.count(f'action="{VERIFY}"') == 1
    assert all(f'checked name="line" value="{line}"' in page for line in order)
    assert "หลักฐาน 1 ใน 3" in page
    assert "ยังไม่แนบไฟล์" in page
    assert "20,000 บาท" in page
    assert signs(registrar_desk, *order)["Location"] == QUEUE
    assert states() == {"VERIFIED"}
    done = text_of(registrar_desk.get(QUEUE))
    assert "ตรวจสอบแล้ว 3 รายการ" in done
    assert "ไม่มีรายการที่รอท่านตรวจสอบ" in done


def test_the_card_signs_the_act_in_words_and_the_digest_of_exactly_this(
    registrar_desk: Client, order: list[str]
) -> None:
    def content(*lines: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(wire.from_b64url(asked(registrar_desk, *lines).json()["tx"]))
        return found

    first = content(*order)
    assert first["says"] == (
        "ตรวจสอบ ๓ รายการใน ก.พ.๗ ของ เทศบาลตำบลท่าอุเทน อ.ธาตุพนม จ.นครพนม: "
        "เลื่อนเงินเดือน (ร้อยละ) ๒ ประวัติการศึกษา ๑ ตามคำสั่งที่ ๑๒/๒๕๖๑"
    )
    assert first["act"] == "movement.verify"
    assert first["sha256"] == content(*reversed(order))["sha256"]
    assert len({first["sha256"], content(*order[:2])["sha256"], content(order[0])["sha256"]}) == 3
    assert content(order[0])["says"].startswith("ตรวจสอบเลื่อนเงินเดือน (ร้อยละ) ของ เทศบาลตำบลท่าอุเทน")


def test_no_movement_is_verified_without_the_card(registrar_desk: Client, order: list[str]) -> None:
    answer = registrar_desk.post(VERIFY, body(*order))
    assert is_refused(answer)
    assert "ต้องเสียบบัตรประจำตัวประชาชน" in text_of(answer)
    assert states() == {"SUBMITTED"}
    assert all(line in text_of(registrar_desk.get(QUEUE)) for line in order), "nothing is lost"


def test_a_statement_over_other_lines_verifies_nothing(registrar_desk: Client, order: list[str]) -> None:
    assert isinstance(registrar_desk, CardClient)
    signs(registrar_desk, "00000000-0000-4000-8000-000000000000:1")  # the PC and the card are known from here on
    shown = registrar_desk.shows(asked(registrar_desk, order[0]).json())
    answer = registrar_desk.post(VERIFY, {**body(*order), **shown})
    assert "CL-30" in text_of(answer)
    assert states() == {"SUBMITTED"}


def test_a_line_that_moved_on_between_seeing_and_signing_lets_none_pass(
    officer_desk: Client, registrar_desk: Client, order: list[str]
) -> None:
    line = order[0].partition(":")[0]
    withdrawn = {"save_key": saves.new_key(), "version": 1, "reason": "ผิดคน"}
    assert officer_desk.post(f"/movements/lines/{line}/withdraw/", withdrawn).status_code == 302
    answer = signs(registrar_desk, *order)
    assert is_refused(answer)
    assert "มีผู้บันทึกรายการนี้ก่อนท่าน" in text_of(answer)
    assert states() == {"SUBMITTED"}


def test_what_stands_in_the_way_is_seen_before_any_card_is_asked_for(
    officer_desk: Client, registrar_desk: Client, pair: Place
) -> None:
    rise = rises(officer_desk, pair, "finance")
    late = rises(officer_desk, pair, "clerk")
    moves(pair, pair["clerk"], "RESIGN", ServiceLine.objects.get(entry_id=late.partition(":")[0]).starts)
    page = text_of(registrar_desk.get(QUEUE))
    assert "SR-04" in page
    assert f'checked name="line" value="{rise}"' in page
    assert f'name="line" value="{late}"' in page
    assert f'checked name="line" value="{late}"' not in page
    refused = asked(registrar_desk, rise, late)
    assert refused.headers["Content-Type"] != "application/json"
    assert "SR-04" in text_of(refused)
    assert signs(registrar_desk, rise).status_code == 302


def test_the_heaviest_in_law_stands_first(officer_desk: Client, registrar_desk: Client, pair: Place) -> None:
    skill = learns(officer_desk, pair, "finance", "SKILL", citation_number="1")
    rise = rises(officer_desk, pair, "finance", citation_number="2")
    honour = learns(officer_desk, pair, "clerk", "DECORATION", citation_number="3")
    leaves = Typist(officer_desk).keys(
        movement="RESIGN", person=pair["deputy"], starts="1 ก.ย. 2561", citation_number="4"
    )
    page = text_of(registrar_desk.get(QUEUE))
    heavy, middle, light = page.index(leaves), page.index(honour), (page.index(rise), page.index(skill))
    assert heavy < middle < min(light), "what ends service, what honours, then the rest"


def test_the_page_asks_as_much_for_many_lines_as_for_one(
    officer_desk: Client, registrar_desk: Client, pair: Place
) -> None:
    def cost() -> int:
        registrar_desk.get(QUEUE)
        with CaptureQueriesContext(connection) as seen:
            assert registrar_desk.get(QUEUE).status_code == 200
        return len(seen)

    for section in ("EDUCATION", "LEAVE"):
        learns(officer_desk, pair, "finance", section)
    rises(officer_desk, pair, "finance")
    Typist(officer_desk).keys(movement="RESIGN", person=pair["finance"], starts="1 ก.ย. 2561", citation_number="4")
    one = cost()
    for who in ("clerk", "deputy"):
        for section in ("EDUCATION", "LEAVE"):
            learns(officer_desk, pair, who, section)
        rises(officer_desk, pair, who)
        Typist(officer_desk).keys(movement="RESIGN", person=pair[who], starts="1 ก.ย. 2561", citation_number="4")
    assert cost() == one
    assert one <= 60


def test_who_proves_who_he_is_comes_back_to_what_waits(
    officer_desk: Client, registrar_desk: Client, pair: Place
) -> None:
    learns(officer_desk, pair, "finance", "DISCIPLINE")
    way = f"/movements/people/{pair['finance']}/open/?to=queue"
    closed = text_of(registrar_desk.get(QUEUE))
    assert way in closed
    assert "ไม่มาปฏิบัติราชการ" not in closed
    assert isinstance(registrar_desk, CardClient)
    assert registrar_desk.signs(way, {"save_key": saves.new_key()})["Location"] == QUEUE
    assert "ไม่มาปฏิบัติราชการ" in text_of(registrar_desk.get(QUEUE))
    plain = f"/movements/people/{pair['finance']}/open/?to=https://example.org/"
    assert registrar_desk.signs(plain, {"save_key": saves.new_key()})["Location"].endswith("?tab=discipline")


def test_home_counts_movements_and_lines_together_and_the_old_address_leads_here(
    registrar_desk: Client, order: list[str]
) -> None:
    home = " ".join(text_of(registrar_desk.get("/")).split())
    assert "รายการรอท่านตรวจสอบ" in home
    assert home.count(f'href="{QUEUE}"') >= 1
    assert registrar_desk.get("/movements/card/queue/")["Location"] == QUEUE
    assert order


def test_the_officer_sees_what_waits_for_others_and_signs_nothing(
    officer_desk: Client, order: list[str]
) -> None:
    page = text_of(officer_desk.get(QUEUE))
    assert "รอผู้อื่นตรวจสอบ" in page
    assert 'name="line"' not in page
    assert officer_desk.post(VERIFY, body(*order)).status_code == 403


def test_what_a_mistyped_line_said_stands_beside_what_it_would_say(
    officer_desk: Client, registrar_desk: CardClient, pair: Place
) -> None:
    rise = rises(officer_desk, pair, "finance")
    signs(registrar_desk, rise)
    rises(officer_desk, pair, "finance", citation_number="21", corrects=rise.partition(":")[0], why="พิมพ์สลับหลัก")
    (wait,) = registrar_desk.get(QUEUE).context["groups"][0].lines
    differ = {label.th: (old.th, new.th) for label, old, new, changed in wait.card.corrected if changed}
    assert set(differ) == {"เอกสารอ้างอิง"}
    assert (differ["เอกสารอ้างอิง"][0][:7], differ["เอกสารอ้างอิง"][1][:7]) == ("12/2561", "21/2561")
    assert not wait.card.differs  # the same pay is drawn before and after
    page = text_of(registrar_desk.get(f"/movements/lines/{wait.line.id}/"))
    assert "<del>12/2561" in page
    assert "<ins>21/2561" in page


def test_it_is_said_what_was_done_and_what_is_left(
    officer_desk: Client, registrar_desk: CardClient, pair: Place, order: list[str]
) -> None:
    assert "3 รายการ" in text_of(registrar_desk.get(QUEUE))
    signs(registrar_desk, *order[:2])
    assert "ตรวจสอบแล้ว 2 รายการ ตามคำสั่งที่ 12/2561 · ยังรอท่านอีก 1 รายการ" in text_of(registrar_desk.get(QUEUE))
    line = order[2].partition(":")[0]
    back = {"save_key": saves.new_key(), "version": 1, "reason": "ไม่ชัด"}
    registrar_desk.post(f"/movements/card/lines/{line}/return/", back)
    assert "ส่งคืนประวัติการศึกษาของนายสมปอง ทดสอบท่าอุเทนแล้ว" in text_of(registrar_desk.get(QUEUE))
