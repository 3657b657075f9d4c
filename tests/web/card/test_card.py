"""The card of a person on the screen: tabs, adding a line on the page itself, correcting, reading as of a day."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image, ImageDraw

from lhr.access.actor import Actor
from lhr.audit import saves
from lhr.audit.models import Reading
from lhr.audit.rules import check_proof
from lhr.kernel import clock
from lhr.service_record import actions
from lhr.service_record.drafts import CardDraft
from lhr.service_record.models import CardLine
from lhr.service_record.sections import SECTIONS
from tests.support import scans
from tests.support.cards import FULL, double_time_period
from tests.support.cast import TODAY, Place, keying
from tests.support.pages import is_refused
from tests.support.rules import codes, rule
from tests.web.desks import text_of

pytestmark = pytest.mark.django_db
CITED = {"citation_number": "12/2561", "citation_signed_on": "20 ก.ค. 2561", "citation_text": "หนังสือรับรอง"}
BAD: dict[str, tuple[dict[str, str], str]] = {
    "NAME": ({"first_name": "นายสมชาย"}, "PE-06"),
    "BIRTH": ({"birth_date": "3 ก.พ. 2518"}, "PE-04.1"),
    "RETIREMENT": ({"printed": ""}, "CD-01"),
    "BEGINNING": ({"began_on": "29 ก.พ. 2551x"}, "KE-03"),
    "DOMICILE": ({"domicile": "ก" * 101}, "CD-02.2"),
    "ADDRESS": ({"kind": "HOTEL"}, "CD-02.1"),
    "PHOTO": ({"slot": "8"}, "CD-02"),
    "SKILL": ({"since": "1/13/2545"}, "KE-01.2"),
    "SPECIAL_DUTY": ({"ended_on": "1 ม.ค. 2553"}, "CD-04"),
    "OTHER": ({"on": "29 ก.พ. 2562"}, "KE-01.3"),
    "SPOUSE": ({"married_on": "14 ก.พ. 2545", "ended_on": "1 ก.พ. 2544"}, "CD-04"),
    "PARENT": ({"name": ""}, "CD-01"),
    "CHILD": ({"born_on": "2/5/2007"}, "KE-02.2"),
    "EDUCATION": ({"starts_on": "มิ.ย. 40"}, "KE-02.1"),
    "TRAINING": ({"hours": "หลายชั่วโมง"}, "CD-02"),
    "LICENCE": ({"issued_on": "1 ต.ค. 2570", "expires_on": ""}, "CD-04.1"),
    "DISCIPLINE": ({"penalty": ""}, "CD-01"),
    "NO_PAY": ({"ended_on": "31 ก.ค. 2540"}, "CD-04"),
    "DOUBLE_TIME": ({"minus_days": "90"}, "SR-21"),
    "APPRAISAL": ({"year": "ปีนี้"}, "CD-02.3"),
    "DECORATION": ({"kind": "REQUESTED"}, "SR-18"),
    "LEAVE": ({"days": "400"}, "SR-16"),
}


@pytest.fixture(autouse=True)
def period(db: None) -> None:
    double_time_period()


def picture() -> SimpleUploadedFile:
    content = BytesIO()
    drawn = Image.new("RGB", (900, 1200), "#8aa")
    ImageDraw.Draw(drawn).ellipse((200, 200, 700, 800), fill="#432")
    drawn.save(content, "JPEG")
    return SimpleUploadedFile("photo.jpg", content.getvalue(), "image/jpeg")


def add(desk: Client, pair: Place, section: str, who: str = "finance", **typed: Any) -> Any:
    body = {"save_key": saves.new_key(), **FULL[section], **CITED, "show_on_kp7": "on", "reason": "ตามบัตรเดิม", **typed}
    if section == "PHOTO" and "scan_file" not in typed:
        body["scan_file"] = picture()
    return desk.post(f"/movements/people/{pair[who]}/add/{section}/", body)


def verified(registrar: Actor) -> CardLine:
    row = CardLine.objects.known().get(status="SUBMITTED")
    return actions.verify_card_lines(by=registrar, lines=[(row.entry_id, row.version)], pair=frozenset())[0]


def test_a_photograph_may_be_as_small_as_a_portrait_is_and_an_order_may_not(officer_desk: Client, pair: Place) -> None:
    def portrait() -> SimpleUploadedFile:
        return SimpleUploadedFile("รูป.jpg", scans.picture(size=(240, 320)), "image/jpeg")

    assert add(officer_desk, pair, "PHOTO", scan_file=portrait()).status_code == 302
    assert CardLine.objects.known().get().section == "PHOTO"
    assert "EV-01.4" in text_of(add(officer_desk, pair, "SKILL", scan_file=portrait()))


@pytest.mark.once
@pytest.mark.parametrize("section", list(SECTIONS))
def test_every_column_of_every_section_is_typed_and_shown(section: str, officer_desk: Client, pair: Place) -> None:
    empty = text_of(officer_desk.get(f"/movements/people/{pair['finance']}/add/{section}/"))
    for column in SECTIONS[section].columns:
        assert f'name="{column.name}"' in empty
    answer = add(officer_desk, pair, section)
    assert answer.status_code == 302, text_of(answer)[-3000:]
    row = CardLine.objects.known().get()
    assert set(row.values) - {"subdistrict_code"} == {column.name for column in SECTIONS[section].columns}
    page = text_of(officer_desk.get(answer["Location"]))
    if not SECTIONS[section].sensitive:
        assert "รอตรวจสอบ" in page
        assert f"/movements/card/lines/{row.entry_id}/" in page


@pytest.mark.once
@pytest.mark.parametrize("section", list(BAD))
def test_what_is_wrong_is_said_in_thai_and_nothing_typed_is_lost(
    section: str, officer_desk: Client, pair: Place
) -> None:
    wrong, code = BAD[section]
    answer = add(officer_desk, pair, section, reason="", **wrong)
    assert is_refused(answer)
    page = text_of(answer)
    assert f"{code} " in page or f">{code}<" in page, page[-3000:]
    assert "ทำต่อ" in page
    assert not CardLine.objects.exists()
    kept = {**FULL[section], **wrong}
    for value in kept.values():
        assert not value or value in page


def test_a_bomb_called_pdf_is_refused_and_the_line_stays_typed(officer_desk: Client, pair: Place) -> None:
    bomb = SimpleUploadedFile("สแกน.pdf", b"\x00" * 1024 * 1024, "application/pdf")
    answer = add(officer_desk, pair, "SKILL", scan_file=bomb)
    page = text_of(answer)
    assert "EV-0" in page
    assert "ภาษาลาว" in page
    assert not CardLine.objects.exists()


def test_a_line_costs_the_officer_four_clicks(officer_desk: Client, pair: Place) -> None:
    """Tab, add, save; a section of the open tab is two. Every step stays on the person's own page."""
    start = f"/movements/people/{pair['finance']}/"
    first = text_of(officer_desk.get(start))
    assert f"{start}?tab=learning" in first
    second = text_of(officer_desk.get(f"{start}?tab=learning"))
    assert f"{start}add/EDUCATION/" in second
    third = text_of(officer_desk.get(f"{start}add/EDUCATION/"))
    assert "บันทึกและส่งตรวจสอบ" in third
    assert "นายสมปอง ทดสอบท่าอุเทน" in third


def test_a_line_waits_is_returned_mended_and_has_its_history(
    officer_desk: Client, registrar_desk: Client, pair: Place, registrar: Actor
) -> None:
    add(officer_desk, pair, "SKILL")
    row = CardLine.objects.known().get()
    queue = text_of(registrar_desk.get("/movements/queue/"))
    assert "ภาษาลาว" in queue
    assert f'value="{row.entry_id}:1"' in queue
    body = {"save_key": saves.new_key(), "version": 1, "reason": "ไม่ตรงใบรับรอง"}
    assert registrar_desk.post(f"/movements/card/lines/{row.entry_id}/return/", body).status_code == 302
    line = text_of(officer_desk.get(f"/movements/card/lines/{row.entry_id}/"))
    assert "ไม่ตรงใบรับรอง" in line
    assert "แก้ไขแล้วส่งใหม่" in line
    form = text_of(officer_desk.get(f"/movements/card/lines/{row.entry_id}/mend/"))
    assert "ภาษาลาว" in form
    sent = {"save_key": saves.new_key(), **FULL["SKILL"], "skill": "ภาษาเวียดนาม", "version": 2, "reason": "ตามบัตร"}
    assert officer_desk.post(f"/movements/card/lines/{row.entry_id}/mend/", sent).status_code == 302
    told = text_of(officer_desk.get(f"/movements/card/lines/{row.entry_id}/"))
    assert "<del>ภาษาลาว</del>" in told
    assert "<ins>ภาษาเวียดนาม</ins>" in told


def test_a_correction_is_asked_for_and_both_are_shown(officer_desk: Client, pair: Place, registrar: Actor) -> None:
    add(officer_desk, pair, "SKILL")
    first = verified(registrar)
    page = text_of(officer_desk.get(f"/movements/card/lines/{first.entry_id}/"))
    assert "ขอแก้ไขรายการ" in page
    sent = {
        "save_key": saves.new_key(), **FULL["SKILL"], **CITED, "skill": "ภาษาจีน", "correction": "CLERICAL",
        "why": "อ่านเอกสารผิด", "reason": "ตามบัตร", "show_on_kp7": "on",
    }  # fmt: skip
    assert officer_desk.post(f"/movements/card/lines/{first.entry_id}/correct/", sent).status_code == 302
    verified(registrar)
    page = text_of(officer_desk.get(f"/movements/people/{pair['finance']}/?tab=person"))
    assert "ภาษาจีน" in page
    assert 'class="struck"' in page
    assert "ขีดฆ่า" in page


def test_a_striking_that_was_verified_is_read_on_the_line_it_struck_and_nowhere_else(
    officer_desk: Client, pair: Place, registrar: Actor
) -> None:
    add(officer_desk, pair, "SKILL")
    first = verified(registrar)
    sent = {
        "save_key": saves.new_key(), **FULL["SKILL"], **CITED, "correction": "STRIKE", "why": "เป็นของผู้อื่น",
        "reason": "ตามบัตร", "show_on_kp7": "on",
    }  # fmt: skip
    assert officer_desk.post(f"/movements/card/lines/{first.entry_id}/correct/", sent).status_code == 302
    address = f"/movements/people/{pair['finance']}/?tab=person"
    assert text_of(officer_desk.get(address)).count("/movements/card/lines/") == 2
    verified(registrar)
    page = text_of(officer_desk.get(address))
    assert page.count("/movements/card/lines/") == 1
    assert 'class="struck"' in page
    assert "เป็นของผู้อื่น" in page


def test_verifying_asks_for_the_card_over_exactly_these_lines(
    officer_desk: Client, registrar_desk: Client, pair: Place
) -> None:
    add(officer_desk, pair, "SKILL")
    add(officer_desk, pair, "EDUCATION")
    chosen = [f"{row.entry_id}:1" for row in CardLine.objects.known()]
    page = text_of(registrar_desk.get("/movements/queue/"))
    assert 'data-card="confirm"' in page
    assert page.count('name="line"') == 2
    sent = {"save_key": saves.new_key(), "line": chosen}
    refused = registrar_desk.post("/movements/queue/verify/", sent)
    assert "ต้องเสียบบัตรประจำตัวประชาชน" in text_of(refused)
    assert {row.status for row in CardLine.objects.known()} == {"SUBMITTED"}
    asked = registrar_desk.post(
        "/movements/queue/verify/",
        {"save_key": saves.new_key(), "line": chosen, "confirm_ask": "fetch"},
        headers={"X-Requested-With": "lhr"},
    )
    assert asked.headers["Content-Type"] == "application/json"
    none = registrar_desk.post("/movements/queue/verify/", {"save_key": saves.new_key()})
    assert "ยังไม่ได้เลือกรายการ" in text_of(none)


def test_the_own_page_has_no_way_to_add_and_the_registrar_keys_the_officers(
    officer_desk: Client, registrar_desk: Client, pair: Place
) -> None:
    own = text_of(officer_desk.get(f"/movements/people/{pair['hr']}/?tab=learning"))
    assert "/add/" not in own
    assert "SR-03" in text_of(add(officer_desk, pair, "SKILL", who="hr"))
    assert add(registrar_desk, pair, "SKILL", who="hr").status_code == 302
    assert "SR-03.3" in text_of(add(registrar_desk, pair, "SKILL", who="finance"))


@rule("AU-01", breaks=True)
def test_AU01_discipline_is_closed_until_the_officer_proves_who_he_is(
    officer_desk: Client, pair: Place, registrar: Actor
) -> None:
    add(officer_desk, pair, "DISCIPLINE")
    waits = CardLine.objects.known().get()
    assert officer_desk.get(f"/movements/card/lines/{waits.entry_id}/mend/")["Location"].endswith("/open/")
    line = verified(registrar)
    assert officer_desk.get(f"/movements/card/lines/{line.entry_id}/correct/")["Location"].endswith("/open/")
    secret = "ไม่มาปฏิบัติราชการ"
    for address in (
        f"/movements/people/{pair['finance']}/?tab=discipline",
        f"/movements/people/{pair['finance']}/?tab=changes",
        f"/movements/people/{pair['finance']}/?tab=evidence",
        f"/movements/people/{pair['finance']}/add/DISCIPLINE/",
    ):
        assert secret not in text_of(officer_desk.get(address))
    page = text_of(officer_desk.get(f"/movements/people/{pair['finance']}/?tab=discipline"))
    assert "AU-01.2" in page
    assert "ต้องยืนยันตัวตนซ้ำ" in page
    assert codes(check_proof(fresh=False)) == ["AU-01.2"]
    closed = officer_desk.get(f"/movements/card/lines/{line.entry_id}/")
    assert closed["Location"].endswith(f"/movements/people/{pair['finance']}/open/")
    refused = officer_desk.post(closed["Location"], {"save_key": saves.new_key()})
    assert "ต้องเสียบบัตรประจำตัวประชาชน" in text_of(refused)


def test_the_record_of_then_differs_visibly_from_todays(officer_desk: Client, pair: Place, registrar: Actor) -> None:
    add(officer_desk, pair, "SKILL")
    verified(registrar)
    address = f"/movements/people/{pair['finance']}/"
    assert "ภาษาลาว" in text_of(officer_desk.get(f"{address}?tab=person"))
    page = text_of(officer_desk.get(f"{address}?tab=person&as_of=1+ม.ค.+2540&known="))
    assert "ข้อมูล ณ วันที่" in page
    assert "มีเพิ่มภายหลัง 1 รายการ" in page
    assert "ภาษาลาว" not in page
    earlier = text_of(officer_desk.get(f"{address}?tab=person&as_of=&known=1+ก.ค.+2561"))
    assert "ภาษาลาว" not in earlier
    today = text_of(officer_desk.get(f"{address}?tab=person&as_of=1+ส.ค.+2561&known=1+ส.ค.+2561"))
    assert "ต่างจากวันนี้ 0 รายการ" in today
    assert "ภาษาลาว" in today


def test_each_tab_costs_the_same_however_long_the_record(officer_desk: Client, pair: Place) -> None:
    address = f"/movements/people/{pair['finance']}/?tab=person"
    add(officer_desk, pair, "SKILL")
    officer_desk.get(address)
    with CaptureQueriesContext(connection) as one:
        officer_desk.get(address)
    for n in range(5):
        add(officer_desk, pair, "SKILL", skill=f"ทักษะที่ {n}")
    officer_desk.get(address)
    with CaptureQueriesContext(connection) as six:
        officer_desk.get(address)
    assert len(six) == len(one), [q["sql"][:150] for q in six]


def test_what_is_missing_before_retirement_begins_with_item_13(officer_desk: Client, pair: Place) -> None:
    address = f"/movements/people/{pair['finance']}/"
    page = text_of(officer_desk.get(f"{address}?tab=person"))
    assert f'href="{address}?tab=service">ตำแหน่งและเงินเดือน: ยังไม่แนบไฟล์ 1 รายการ' in page
    assert "(เอกสาร 1 ไฟล์ 0 ตรวจสอบ 1)" in text_of(officer_desk.get(address))


def test_every_tab_opens_and_is_a_reading(officer_desk: Client, pair: Place) -> None:
    page = text_of(officer_desk.get(f"/movements/people/{pair['finance']}/"))
    tabs = ["person", "service", "learning", "honours", "leave", "discipline", "family", "evidence", "changes"]
    assert [f"?tab={tab}" in page for tab in tabs] == [True] * len(tabs)
    before = Reading.objects.count()
    for tab in tabs:
        assert officer_desk.get(f"/movements/people/{pair['finance']}/?tab={tab}").status_code == 200
    assert Reading.objects.count() == before + len(tabs)


def test_an_unknown_section_and_a_strangers_line_do_not_exist(
    officer_desk: Client, pair: Place, neighbour: Place
) -> None:
    assert officer_desk.get(f"/movements/people/{pair['finance']}/add/RELIGION/").status_code == 404
    assert officer_desk.get(f"/movements/people/{neighbour['hr']}/add/SKILL/").status_code == 404


def test_a_scan_chosen_without_a_script_waits_on_the_form_that_was_refused(officer_desk: Client, pair: Place) -> None:
    paper = SimpleUploadedFile("ใบรับรอง.pdf", scans.pdf(2), "application/pdf")
    answer = add(officer_desk, pair, "SKILL", scan_file=paper, skill="")
    assert is_refused(answer)
    page = text_of(answer)
    assert "CD-01" in page
    assert "ใบรับรอง.pdf" in page
    off = add(officer_desk, pair, "SKILL", scan=key_in(page), step="remove-scan")
    assert "ใบรับรอง.pdf" not in text_of(off)
    assert "ภาษาลาว" in text_of(off)
    assert add(officer_desk, pair, "SKILL", scan=key_in(page)).status_code == 302


def key_in(page: str) -> str:
    found = re.search(r'name="scan" value="([0-9a-f-]{36})"', page)
    assert found is not None
    return found[1]


def test_a_correction_recorded_later_is_told_on_the_record_as_it_was_known(
    officer_desk: Client, pair: Place, registrar: Actor
) -> None:
    add(officer_desk, pair, "SKILL")
    first = verified(registrar)
    with clock.standing_at(clock.midnight(TODAY) + timedelta(days=2)):
        draft = CardDraft(
            "SKILL", pair["finance"], {**FULL["SKILL"], "skill": "ภาษาจีน"}, corrects=first.entry_id, why="อ่านผิด",
        )  # fmt: skip
        by = replace(keying(pair, TODAY + timedelta(days=2)), person_id=uuid4())
        actions.key_card_line(by=by, organisation=pair.lgo, line=draft, pair=frozenset())
        verified(replace(registrar, day=TODAY + timedelta(days=2)))
    page = text_of(officer_desk.get(f"/movements/people/{pair['finance']}/?tab=person&as_of=&known=1+ส.ค.+2561"))
    assert "ต่างจากวันนี้ 1 รายการ มีเพิ่มภายหลัง 1 รายการ" in page
    assert "วันนี้: ขีดฆ่า" in " ".join(re.sub("<[^>]+>", " ", page).split())
    assert "ภาษาจีน" not in page


def test_lines_without_an_order_are_verified_a_person_at_a_time(
    officer_desk: Client, registrar_desk: Client, pair: Place
) -> None:
    bare = {"citation_number": "", "citation_signed_on": "", "citation_text": ""}
    add(officer_desk, pair, "SKILL", **bare)
    add(officer_desk, pair, "SKILL", skill="ภาษาจีน", **bare)
    add(officer_desk, pair, "LEAVE", **bare)
    page = text_of(registrar_desk.get("/movements/queue/"))
    assert page.count('action="/movements/queue/verify/"') == 1
    assert page.count('name="line"') == 3


def test_what_is_sensitive_is_not_signed_unseen(officer_desk: Client, registrar_desk: Client, pair: Place) -> None:
    add(officer_desk, pair, "DISCIPLINE")
    row = CardLine.objects.known().get()
    sent = {"save_key": saves.new_key(), "line": f"{row.entry_id}:1", "confirm_ask": "fetch"}
    answer = registrar_desk.post("/movements/queue/verify/", sent, headers={"X-Requested-With": "lhr"})
    assert answer.headers["Content-Type"] != "application/json"  # nothing is asked to be signed
    assert "ยังไม่ได้เลือกรายการ" in text_of(answer)
