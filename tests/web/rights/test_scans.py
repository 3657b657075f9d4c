"""The scan of an order on SEM102: kept through findings, saved with the act, opened by who may see the appointment."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.access.roles import Role
from lhr.audit import saves
from lhr.audit.models import Change, Reading
from lhr.documents import actions, cited, pending
from lhr.documents.models import Evidence, StoredFile, Upload
from lhr.registry_rights import queries
from lhr.registry_rights.drafts import Chosen, FormDraft
from lhr.registry_rights.terms import Capacity
from lhr.registry_rights.transaction import transaction
from lhr.web.rights.typed import typed_by
from tests.support import scans
from tests.support.cast import TODAY, Cast, Place, acting, acting_as, assigned, day, hr, palad, save
from tests.web.rights.conftest import PASSWORD, Browser, account_at, first_account
from tests.web.rights.pages import EDIT, KEEP, fields, pick, press_save, words

pytestmark = pytest.mark.django_db
ORDER = {"registrar-order_number": "๔๔๙/๒๕๖๑", "registrar-order_signed_on": "๓๐ ก.ค. ๒๕๖๑"}
LAST = {"registrar-last_day": "15 ส.ค. 2561"}
NAME = "คำสั่งรักษาราชการแทน.pdf"
SCAN = "/rights/edit/scan/registrar/"


def file(content: bytes | None = None, name: str = NAME) -> dict[str, Any]:
    return {"registrar-scan_file": SimpleUploadedFile(name, scans.pdf(2) if content is None else content)}


@pytest.fixture
def chosen(town_hall: Client, town: Place) -> Client:
    """The first account has chosen the deputy as acting registrar."""
    pick(town_hall, "registrar", town.numbers["deputy"])
    return town_hall


def entry(town: Place) -> str:
    return str(queries.rows_of(town.lgo.pk)[0].entry_id)


def address(town: Place) -> str:
    return f"/rights/appointments/{entry(town)}/scans/{Evidence.objects.get().id}/"


def test_a_file_sent_with_save_is_saved_with_the_act(chosen: Client, town: Place) -> None:
    saved = press_save(chosen, **ORDER, **LAST, **file())
    assert saved.status_code == 200, words(saved)
    (made,) = Evidence.objects.all()
    assert (made.organisation_id, made.pages, made.file_id) == (town.lgo.pk, 2, scans.checked(2).sha256)
    assert Upload.objects.count() == 0
    page = words(chosen.get("/rights/"))
    assert "ไฟล์สแกน" in page or "449" in page
    assert address(town) in chosen.get("/rights/").content.decode()


def test_a_form_that_comes_back_keeps_its_file_and_shows_it(chosen: Client) -> None:
    refused = press_save(chosen, **ORDER, **file())
    assert refused.status_code == 422
    assert "RR-02.2" in words(refused)
    assert f"แนบแล้ว {NAME} 2 หน้า" in words(refused)
    assert Evidence.objects.count() == 0
    saved = press_save(chosen, **LAST)
    assert saved.status_code == 200, words(saved)
    assert Evidence.objects.count() == 1


def test_the_file_that_stands_on_the_page_is_the_one_that_is_saved(chosen: Client, town: Place) -> None:
    """A press that was on its way before the file came must not take it off the draft again."""
    shown = chosen.post(SCAN, {**fields(chosen.get(EDIT)), **file()}, follow=True)
    on_page = fields(shown)
    account = Upload.objects.get().account
    late = typed_by(account, town.lgo.pk)
    late.put_scan(Role.REGISTRAR, None)
    late.keep()
    saved = chosen.post(EDIT, {**on_page, **ORDER, **LAST, "save_key": saves.new_key(), "confirm_password": PASSWORD})
    assert saved.status_code == 200, words(saved)
    assert Evidence.objects.count() == 1


def test_any_press_of_the_page_takes_the_file_along(chosen: Client, town: Place) -> None:
    chosen.post(KEEP, {**fields(chosen.get(EDIT)), "go": "pick-officer", **file()})
    assert f"แนบแล้ว {NAME}" in words(chosen.get(EDIT))


def test_the_file_can_be_taken_off_again(chosen: Client) -> None:
    chosen.post(SCAN, {**fields(chosen.get(EDIT)), **file()})
    assert NAME in words(chosen.get(EDIT))
    back = chosen.post(SCAN, {**fields(chosen.get(EDIT)), "remove": "yes"})
    assert back["Location"] == EDIT
    assert NAME not in words(chosen.get(EDIT))
    assert Upload.objects.count() == 0


def test_giving_up_the_form_gives_up_its_file(chosen: Client) -> None:
    chosen.post(SCAN, {**fields(chosen.get(EDIT)), **file()})
    chosen.post(KEEP, {"go": "cancel"})
    assert Upload.objects.count() == 0


@pytest.mark.rule("EV-01", breaks=True)
def test_EV01_a_refused_file_stops_the_save_and_is_told_with_its_next_step(
    chosen: Client, town: Place
) -> None:
    refused = press_save(chosen, **ORDER, **LAST, **file(b"PK\x03\x04 a workbook", "คำสั่ง.pdf"))
    said = words(refused)
    assert refused.status_code == 422
    assert "EV-01.1 ไฟล์นี้ไม่ใช่ PDF, JPEG หรือ PNG" in said
    assert "ทำต่อ: บันทึกหรือสแกนเป็น PDF, JPEG หรือ PNG แล้วแนบใหม่" in said
    assert queries.latest_form(town.lgo.pk) is None
    held = fields(refused)
    assert held["registrar-order_number"] == "๔๔๙/๒๕๖๑"


@pytest.mark.rule("EV-02", breaks=True)
def test_EV02_a_refused_file_is_told_after_another_press_too(chosen: Client) -> None:
    told = chosen.post(KEEP, {**fields(chosen.get(EDIT)), **file(scans.pdf_with_script())}, follow=True)
    assert "EV-02.2" in words(told)


@pytest.mark.rule("EV-03", breaks=True)
def test_EV03_a_file_above_the_limit_is_refused_beside_what_was_typed(
    chosen: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LHR_SCAN_MAX_MB", "1")
    refused = press_save(chosen, **ORDER, **LAST, **file(scans.pdf() + b" " * 1_200_000))
    assert "EV-03.1 ไฟล์นี้ใหญ่กว่า 1 MB" in words(refused)
    assert fields(refused)["registrar-last_day"] == "15 ส.ค. 2561"
    flood = press_save(chosen, **ORDER, **LAST, **file(b" " * 5_000_000))
    assert flood.status_code == 413


def test_a_file_to_an_address_that_takes_none_is_passed_over(town_hall: Client) -> None:
    answer = town_hall.post("/rights/edit/pick/registrar/", {"national_id": "1", **file()})
    assert "PE-01" in words(answer)
    assert Upload.objects.count() == 0


def test_an_order_scanned_already_is_said_and_used(chosen: Client, town: Place, bootstrap: Actor) -> None:
    signed = day("๓๐ ก.ค. ๒๕๖๑")
    order = {"order_number": "449", "order_signed_on": signed}
    save(bootstrap, town, officer=assigned(town["clerk"], TODAY, **order, scan=scans.checked(2)))
    known = chosen.post(SCAN, {**fields(chosen.get(EDIT)), **ORDER}, headers={"HX-Request": "true"})
    assert "มีไฟล์สแกนของคำสั่งนี้แล้ว 2 หน้า" in words(known)


def test_what_is_confirmed_holds_the_digest_of_the_file(chosen: Client, town: Place) -> None:
    """Another file between the question and the answer is another act, which the card did not sign."""
    press_save(chosen, **ORDER, **file())
    waiting = Upload.objects.get()
    scan = pending.opened(waiting.key, account=waiting.account)
    draft = Chosen(Capacity.ACTING, TODAY, person_id=town["deputy"], order_number="449/2561", scan=scan)
    act = transaction(town.lgo, FormDraft(0, registrar=draft), TODAY)
    assert act["registrar"]["scan"] == waiting.sha256  # type: ignore[index]
    assert "พร้อมไฟล์สแกน ๒ หน้า" in str(act["says"])


# --- opening it --------------------------------------------------------------------------------------------------


@pytest.fixture
def awaiting(town: Place, bootstrap: Actor) -> str:
    """An acting registrar with the scan of his order waits for the province. Returns the scan's address."""
    last = day("๑๕ ส.ค. ๒๕๖๑")
    save(bootstrap, town, registrar=acting(town["deputy"], TODAY, last, scan=scans.checked(2)))
    return address(town)


def test_the_province_sees_the_scan_before_it_confirms(
    province_desk: Client, awaiting: str, town: Place
) -> None:
    page = province_desk.get(f"/rights/awaiting/{entry(town)}/")
    assert f'href="{awaiting}"' in page.content.decode()
    assert "ไฟล์สแกน 2 หน้า" in words(page)
    opened = province_desk.get(awaiting)
    assert opened.content == scans.pdf(2)


def test_an_opening_is_a_reading_of_everybody_in_the_order(
    province_desk: Client, awaiting: str, town: Place
) -> None:
    province_desk.get(awaiting)
    (noted,) = Reading.objects.filter(view="rights.scan")
    assert [one.person for one in noted.persons.all()] == [town["deputy"]]
    assert noted.purpose


def test_it_leaves_as_a_download_under_a_name_of_our_own(province_desk: Client, awaiting: str) -> None:
    opened = province_desk.get(awaiting)
    assert re.fullmatch(r'attachment; filename="scan-[0-9a-f]{12}\.pdf"', opened["Content-Disposition"])
    assert opened["Content-Type"] == "application/pdf"
    assert opened["X-Content-Type-Options"] == "nosniff"
    assert opened["Content-Security-Policy"].startswith("sandbox")
    assert opened["Cache-Control"] == "no-store"
    assert all(ord(letter) < 128 for value in opened.headers.values() for letter in value)


def test_no_name_of_a_file_reaches_the_register(chosen: Client, town: Place) -> None:
    press_save(chosen, **ORDER, **LAST, **file())
    rows = (*Evidence.objects.values(), *StoredFile.objects.values("sha256", "size"))
    kept = [str(value) for row in rows for value in row.values()]
    told = [c.reason + c.subject_id for c in Change.objects.all()]
    assert not [one for one in (*kept, *told) if "คำสั่งรักษา" in one]
    assert "คำสั่งรักษา" not in str(chosen.get(address(town)).headers)


def test_without_a_scan_the_province_is_told_so(province_desk: Client, town: Place, bootstrap: Actor) -> None:
    save(bootstrap, town, registrar=acting(town["deputy"], TODAY, day("๑๕ ส.ค. ๒๕๖๑")))
    assert "ยังไม่แนบไฟล์คำสั่ง" in words(province_desk.get(f"/rights/awaiting/{entry(town)}/"))
    assert "ยังไม่แนบไฟล์คำสั่ง" in words(province_desk.get(f"/rights/{town.lgo.pk}/history/"))


def test_a_scan_can_follow_the_saved_order(town_hall: Client, town: Place, bootstrap: Actor) -> None:
    last = day("๑๕ ส.ค. ๒๕๖๑")
    save(bootstrap, town, registrar=acting(town["deputy"], TODAY, last, order_number="449/2561"))
    before = queries.rows_of(town.lgo.pk)[0]
    pick(town_hall, "registrar", town.numbers["deputy"])
    typed = {"registrar-order_number": "449/2561", "registrar-order_signed_on": "31 ก.ค. 2561", **LAST}
    saved = press_save(town_hall, **typed, **file())
    assert saved.status_code == 200, words(saved)
    (after,) = queries.rows_of(town.lgo.pk)
    assert after.entry_id == before.entry_id
    assert Evidence.objects.count() == 1


def test_outside_reach_it_is_byte_for_byte_as_if_there_were_none(
    awaiting: str, cast: Cast, neighbour: Place, browser_of: Browser
) -> None:
    stranger = browser_of(first_account(cast, neighbour.lgo))
    refused = stranger.get(awaiting)
    unknown = stranger.get(f"/rights/appointments/{uuid4()}/scans/{uuid4()}/")
    assert refused.status_code == unknown.status_code == 404
    assert _bare(refused) == _bare(unknown)
    assert not Reading.objects.filter(view="rights.scan").exists()


def test_a_scan_of_another_order_is_not_opened_through_an_appointment(
    town_hall: Client, awaiting: str, town: Place
) -> None:
    other = actions.attach(
        by=acting_as(Role.LGO_BOOTSTRAP, town.lgo),
        organisation_id=town.lgo.pk,
        path=town.lgo.path,
        of=cited.order("9", TODAY),
        scan=scans.checked(5),
        permission=Permission.RIGHTS_APPOINT,
    )
    assert town_hall.get(f"/rights/appointments/{entry(town)}/scans/{other.id}/").status_code == 404


def test_who_is_not_signed_in_gets_the_sign_in(awaiting: str) -> None:
    assert Client().get(awaiting).status_code == 302


def test_another_account_sees_nothing_of_a_file_that_waits(
    chosen: Client, town: Place, bootstrap: Actor, browser_of: Browser
) -> None:
    press_save(chosen, **ORDER, **file())
    save(bootstrap, town, registrar=palad(town["palad"], TODAY), officer=hr(town["hr"], TODAY))
    officer = browser_of(account_at(town, "hr"))
    assert NAME not in words(officer.get(EDIT))


def test_the_same_press_twice_saves_once(chosen: Client) -> None:
    held = fields(chosen.get(EDIT))
    body = {**held, **ORDER, **LAST, "save_key": saves.new_key(), "confirm_password": PASSWORD}
    assert chosen.post(EDIT, {**body, **file()}).status_code == 200
    assert chosen.post(EDIT, {**body, **file()}).status_code == 302
    assert Evidence.objects.count() == 1


def _bare(answer: Any) -> str:
    return re.sub(r'value="[^"]+"|datetime="[^"]+"|\d\d:\d\d', "", answer.content.decode())
