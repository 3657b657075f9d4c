"""The scan of a movement's order: on the form, before the verifier's eyes, and opened by who may see the line."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lhr.access.roles import Role
from lhr.audit import saves
from lhr.audit.models import Reading
from lhr.documents.models import Evidence, StoredFile, Upload
from tests.support import scans
from tests.support.cast import Cast, Place, acting_as, hr, palad, save
from tests.web.desks import SINCE, Above, account_at, desk_of, text_of
from tests.web.movements.typist import Typist, line_of, presses

pytestmark = pytest.mark.django_db
NEW = "/movements/new/"
NAME = "คำสั่งให้ออก.pdf"


def file(content: bytes | None = None, name: str = NAME) -> dict[str, Any]:
    return {"scan_file": SimpleUploadedFile(name, scans.pdf(2) if content is None else content)}


@pytest.fixture
def leaving(pair: Place) -> dict[str, str]:
    """What the officer types of the treasurer who resigns."""
    return {"movement": "RESIGN", "person": str(pair["finance"]), "starts": "1 ก.ย. 2561"}


def key_of(answer: Any) -> str:
    """Return the key of the file that waits on the page."""
    return str(answer.context["scan"].held.key)


def keyed(client: Client, leaving: dict[str, str], **more: Any) -> str:
    """Look with the file, then send what was looked at; return the line."""
    typist = Typist(client)
    looked = typist.looks(**leaving, **file(), **more)
    assert looked.context["outlook"] is not None, text_of(looked)
    known = {"seen": looked.context["outlook"].seen, "scan": key_of(looked)}
    return line_of(client.post(NEW, typist.body("send", {**leaving, **more, **known})))


def scan_address(line: str) -> str:
    return f"/movements/lines/{line}/scans/{Evidence.objects.get().id}/"


def test_a_file_is_looked_at_with_the_form_and_saved_with_the_line(
    officer_desk: Client, leaving: dict[str, str]
) -> None:
    looked = Typist(officer_desk).looks(**leaving, **file())
    assert "แนบแล้ว" in text_of(looked)
    assert NAME in text_of(looked)
    assert Evidence.objects.count() == 0
    line = keyed(officer_desk, leaving)
    assert Evidence.objects.get().pages == 2
    page = officer_desk.get(f"/movements/lines/{line}/")
    assert f'href="{scan_address(line)}"' in text_of(page)
    assert Upload.objects.count() == 1  # the first look's, which was never sent


def test_a_form_with_findings_keeps_its_file(officer_desk: Client, leaving: dict[str, str]) -> None:
    refused = Typist(officer_desk).looks(**{**leaving, "citation_number": ""}, **file())
    assert "OR-03" in text_of(refused)
    assert NAME in text_of(refused)
    again = Typist(officer_desk).looks(**leaving, scan=key_of(refused))
    assert again.context["outlook"] is not None
    assert NAME in text_of(again)


def test_a_file_changed_after_the_look_is_looked_at_again(
    officer_desk: Client, leaving: dict[str, str]
) -> None:
    typist = Typist(officer_desk)
    looked = typist.looks(**leaving, **file())
    known = {"seen": looked.context["outlook"].seen, "scan": key_of(looked)}
    again = officer_desk.post(NEW, typist.body("send", {**leaving, **known, **file(scans.pdf(5))}))
    assert again.status_code == 200
    assert "ข้อมูลเปลี่ยนไปหลังจากดูผล" in text_of(again)
    assert Evidence.objects.count() == 0


def test_the_file_can_be_taken_off(officer_desk: Client, leaving: dict[str, str]) -> None:
    typist = Typist(officer_desk)
    looked = typist.looks(**leaving, **file())
    off = officer_desk.post(NEW, typist.body("remove-scan", {**leaving, "scan": key_of(looked)}))
    assert NAME not in text_of(off)
    assert 'value="1 ก.ย. 2561"' in text_of(off)
    assert Upload.objects.count() == 0


@pytest.mark.rule("EV-01", breaks=True)
def test_EV01_a_refused_file_is_told_beside_the_form(officer_desk: Client, leaving: dict[str, str]) -> None:
    for step in ("look", "fill"):
        body = Typist(officer_desk).body(step, {**leaving, **file(scans.picture("JPEG")[:2000], "คำสั่ง.jpg")})
        refused = officer_desk.post(NEW, body)
        assert "EV-01.2" in text_of(refused)
        assert "ไฟล์นี้เสียหายหรือมาไม่ครบ จึงเปิดไม่ได้" in text_of(refused)
        assert 'value="1 ก.ย. 2561"' in text_of(refused)


def test_an_order_scanned_already_is_said_and_serves_the_next_line(
    officer_desk: Client, leaving: dict[str, str], pair: Place
) -> None:
    keyed(officer_desk, leaving)
    other = {**leaving, "person": str(pair["clerk"])}
    looked = Typist(officer_desk).looks(**other)
    assert "มีไฟล์สแกนของคำสั่งนี้แล้ว" in text_of(looked)
    line = Typist(officer_desk).keys(**other)
    assert scan_address(line) in text_of(officer_desk.get(f"/movements/lines/{line}/"))
    assert StoredFile.objects.count() == 1


@pytest.mark.rule("OR-03")
def test_OR03_a_death_is_keyed_with_its_evidence_alone(officer_desk: Client, pair: Place) -> None:
    died = {"movement": "DEATH", "person": str(pair["finance"]), "starts": "30 ก.ค. 2561"}
    nothing = {"citation_number": "", "citation_year": "", "citation_signed_on": ""}
    assert "OR-03" in text_of(Typist(officer_desk).looks(**{**died, **nothing}))
    assert "แนบไฟล์คำสั่งหรือหลักฐาน" in text_of(Typist(officer_desk).looks(**{**died, **nothing}))
    line = keyed(officer_desk, died, **nothing)
    assert Evidence.objects.get().of == f"OTHER:{line}"


# --- before the verifier's eyes ----------------------------------------------------------------------------------


def test_the_verifier_sees_the_scan_or_that_there_is_none(
    officer_desk: Client, registrar_desk: Client, leaving: dict[str, str], pair: Place
) -> None:
    Typist(officer_desk).keys(**leaving)
    assert "ยังไม่แนบไฟล์" in text_of(registrar_desk.get("/movements/queue/"))
    other = {**leaving, "person": str(pair["clerk"]), "citation_number": "99"}
    line = keyed(officer_desk, other)
    queue = text_of(registrar_desk.get("/movements/queue/"))
    assert scan_address(line) in queue
    opened = registrar_desk.get(scan_address(line))
    assert opened.content == scans.pdf(2)
    assert opened["Content-Disposition"].startswith('attachment; filename="scan-')
    assert opened["X-Content-Type-Options"] == "nosniff"
    assert opened["Content-Security-Policy"].startswith("sandbox")
    assert opened["Cache-Control"] == "no-store"


def test_every_opening_is_a_reading_of_all_whom_the_order_names(
    officer_desk: Client, registrar_desk: Client, leaving: dict[str, str], pair: Place
) -> None:
    line = keyed(officer_desk, leaving)
    Typist(officer_desk).keys(**{**leaving, "person": str(pair["clerk"])})
    registrar_desk.get(scan_address(line))
    registrar_desk.get(scan_address(line))
    noted = Reading.objects.filter(view="line.scan")
    assert noted.count() == 2
    assert {one.person for one in noted[0].persons.all()} == {pair["finance"], pair["clerk"]}
    assert noted[0].purpose == "งานทะเบียนประวัติ"


def test_the_province_opens_the_scan_of_the_pairs_own_line(
    registrar_desk: Client, province_desk: Client, leaving: dict[str, str], pair: Place
) -> None:
    line = keyed(registrar_desk, {**leaving, "person": str(pair["hr"])})
    assert scan_address(line) in text_of(province_desk.get("/movements/queue/"))
    assert province_desk.get(scan_address(line)).content == scans.pdf(2)
    assert Reading.objects.get(view="line.scan").purpose.startswith("ตรวจสอบรายการของนายทะเบียน")


def test_outside_reach_it_is_byte_for_byte_as_if_there_were_none(
    officer_desk: Client, leaving: dict[str, str], pair: Place, neighbour: Place
) -> None:
    save(
        acting_as(Role.LGO_BOOTSTRAP, neighbour.lgo),
        neighbour,
        registrar=palad(neighbour["palad"], SINCE),
        officer=hr(neighbour["hr"], SINCE),
    )
    stranger = desk_of(account_at(neighbour, "hr"))
    line = keyed(officer_desk, leaving)
    refused = stranger.get(scan_address(line))
    unknown = stranger.get(f"/movements/lines/{uuid4()}/scans/{uuid4()}/")
    assert refused.status_code == unknown.status_code == 404
    assert _bare(refused) == _bare(unknown)
    assert officer_desk.get(f"/movements/lines/{line}/scans/{uuid4()}/").status_code == 404
    assert not Reading.objects.filter(view="line.scan").exists()
    assert (
        stranger.post(f"/movements/lines/{line}/attach/", {"save_key": saves.new_key(), **file()}).status_code
        == 404
    )


def test_the_first_account_and_the_district_open_no_movements_scan(
    officer_desk: Client, leaving: dict[str, str], town_hall: Client, above: Above, cast: Cast
) -> None:
    address = scan_address(keyed(officer_desk, leaving))
    assert town_hall.get(address).status_code == 403
    assert above(Role.DISTRICT, cast.district).get(address).status_code == 403


def test_a_scan_can_follow_a_line_and_says_when_it_came_late(
    officer_desk: Client, registrar_desk: Client, leaving: dict[str, str]
) -> None:
    line = Typist(officer_desk).keys(**leaving)
    page = f"/movements/lines/{line}/"
    assert 'id="attach"' in text_of(officer_desk.get(page))
    assert 'id="attach"' not in text_of(registrar_desk.get(page))
    refused = officer_desk.post(
        f"{page}attach/", {"save_key": saves.new_key(), **file(b"words")}, follow=True
    )
    assert "EV-01.1" in text_of(refused)
    told = officer_desk.post(f"{page}attach/", {"save_key": saves.new_key(), **file()}, follow=True)
    assert "แนบไฟล์แล้ว" in text_of(told)
    assert scan_address(line) in text_of(told)
    assert Upload.objects.count() == 0


def test_a_line_sent_back_brings_its_scan_to_the_next_attempt(
    officer_desk: Client, registrar_desk: Client, leaving: dict[str, str]
) -> None:
    line = keyed(officer_desk, leaving)
    presses(registrar_desk, line, "return", reason="เลขที่คำสั่งผิด")
    again = officer_desk.get(f"{NEW}?again={line}")
    held = key_of(again)
    mended = {**leaving, "again": line, "scan": held, "citation_number": "13"}
    typist = Typist(officer_desk)
    looked = typist.looks(**mended)
    sent = officer_desk.post(NEW, typist.body("send", {**mended, "seen": looked.context["outlook"].seen}))
    line_of(sent)
    assert Evidence.objects.count() == 2
    assert StoredFile.objects.count() == 1


def test_another_accounts_waiting_file_is_not_sent_along(
    officer_desk: Client, registrar_desk: Client, leaving: dict[str, str], pair: Place
) -> None:
    theirs = key_of(Typist(officer_desk).looks(**leaving, **file()))
    looked = Typist(registrar_desk).looks(**{**leaving, "person": str(pair["hr"]), "scan": theirs})
    assert looked.context["scan"].held is None
    assert NAME not in text_of(looked)


def _bare(answer: Any) -> str:
    return re.sub(r'value="[^"]+"|datetime="[^"]+"|\d\d:\d\d', "", text_of(answer))
