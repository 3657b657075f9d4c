"""ประวัติของฉัน: everybody reads and prints the own record, sees who else did, and changes nothing."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.access.roles import Role
from lhr.audit import saves
from lhr.audit.models import Reading
from lhr.audit.queries import readings_of
from lhr.documents import press
from lhr.documents.models import PrintLog
from lhr.identity import actions as identity
from lhr.people.models import Person
from lhr.service_record.models import ServiceLine
from lhr.web.own.views import BY_THE_OWNER
from tests.support.cast import Cast, Place
from tests.web.card.test_card import add, verified
from tests.web.desks import Above, desk_of, text_of

pytestmark = pytest.mark.django_db
ME, READERS = "/me/", "/account/readers/"


@pytest.fixture
def owner_desk(pair: Place, cast: Cast) -> Client:
    """The browser of somebody who serves the LGO and holds no right there."""
    made = identity.open_person_account(
        by=cast.keeper, person=Person.objects.get(pk=pair["finance"]), organisation=pair.lgo,
        permission=Permission.ACCOUNT_RESET,
    )  # fmt: skip
    assert made is not None
    return desk_of(made.account)


def prints(desk: Client, **typed: str) -> Any:
    return desk.post(f"{ME}print/", {"save_key": saves.new_key(), **typed})


def test_the_first_page_leads_to_the_own_record_and_two_presses_make_the_paper(
    owner_desk: Client, pair: Place
) -> None:
    assert f'href="{ME}"' in text_of(owner_desk.get("/"))
    page = text_of(owner_desk.get(ME))
    assert "นายสมปอง ทดสอบท่าอุเทน" in page
    assert 'action="/me/print/"' in page
    answer = prints(owner_desk)
    assert answer["Content-Type"] == "application/pdf"
    assert PdfReader(BytesIO(answer.content)).attachments
    log = PrintLog.objects.get()
    assert (log.person_id, log.purpose, log.printed_by_name) == (
        pair["finance"], BY_THE_OWNER, "นายสมปอง ทดสอบท่าอุเทน",
    )  # fmt: skip


def test_the_own_page_is_the_persons_page_to_read_only(
    owner_desk: Client, officer_desk: Client, pair: Place, registrar: Actor
) -> None:
    """The same sections from the same declarations, discipline too; no id of a person in any address on it."""
    for section in ("SKILL", "DISCIPLINE", "EDUCATION", "PHOTO"):
        add(officer_desk, pair, section)
        verified(registrar)
    for tab in ("person", "service", "learning", "honours", "leave", "discipline", "family", "evidence", "changes"):
        mine, theirs = (
            text_of(desk.get(f"{address}?tab={tab}"))
            for desk, address in ((owner_desk, ME), (officer_desk, f"/movements/people/{pair['finance']}/"))
        )
        assert sections(mine) == sections(theirs)
        assert f'href="{ME}?tab={tab}" aria-current="page"' in mine
        assert str(pair["finance"]) not in mine
        for act in ("/add/", "/movements/people/", "/movements/card/", "/movements/new/", "/open/"):
            assert act not in mine, tab
    assert "ไม่มาปฏิบัติราชการ" in text_of(owner_desk.get(f"{ME}?tab=discipline"))
    assert not readings_of(pair["finance"]).filter(reading__actor_person=pair["finance"]).exists()


def sections(page: str) -> list[str]:
    return re.findall(r'id="s-([A-Z_]+)"', page)


def test_a_line_its_history_and_picture_are_shown_and_no_order_that_names_others(
    owner_desk: Client, officer_desk: Client, pair: Place, registrar: Actor
) -> None:
    add(officer_desk, pair, "PHOTO", citation_number="", citation_signed_on="")
    photo = verified(registrar)
    page = text_of(owner_desk.get(ME))
    shown = re.search(r'src="(/me/lines/[^"]+)"', page)
    assert shown is not None
    assert owner_desk.get(shown[1])["Content-Type"].startswith("image/")
    line = text_of(owner_desk.get(f"{ME}lines/{photo.entry_id}/"))
    assert "ประวัติของรายการนี้" in line
    for act in ("ขอแก้ไขรายการ", "ถอนรายการ", "แนบไฟล์</button>"):
        assert act not in line
    add(officer_desk, pair, "SKILL", scan_file=_scan())
    skill = verified(registrar)
    told = text_of(owner_desk.get(f"{ME}?tab=person"))
    assert f"/me/lines/{skill.entry_id}/scans/" not in told
    assert "มีไฟล์" in told


def test_a_movement_and_its_history_are_one_click_away(owner_desk: Client, pair: Place) -> None:
    page = text_of(owner_desk.get(ME))
    found = re.search(r'<th scope="row" class="nw"><a href="(/me/lines/[^"]+)">', page)
    assert found is not None
    line = text_of(owner_desk.get(found[1]))
    assert "ประวัติของรายการนี้" in line
    assert "ตรวจสอบแล้ว" in line
    assert "/movements/lines/" not in line


def _scan() -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tests.support import scans

    return SimpleUploadedFile("คำสั่ง.pdf", scans.pdf(2), "application/pdf")


def test_nobody_reaches_another_by_this_address(
    owner_desk: Client, officer_desk: Client, pair: Place, registrar: Actor
) -> None:
    add(officer_desk, pair, "SKILL", who="clerk")
    line = verified(registrar)
    assert owner_desk.get(f"{ME}lines/{line.entry_id}/").status_code == 404
    movement = ServiceLine.objects.known().filter(person=pair["clerk"]).latest("seq")
    assert owner_desk.get(f"{ME}lines/{movement.entry_id}/").status_code == 404
    assert officer_desk.get(f"{ME}lines/{line.entry_id}/").status_code == 404
    assert owner_desk.get(f"/movements/people/{pair['finance']}/").status_code == 403


def test_as_of_a_day_differs_visibly_and_is_printed_so(
    owner_desk: Client, officer_desk: Client, pair: Place, registrar: Actor
) -> None:
    add(officer_desk, pair, "SKILL")
    verified(registrar)
    assert "ภาษาลาว" in text_of(owner_desk.get(f"{ME}?tab=person"))
    then = text_of(owner_desk.get(f"{ME}?tab=person&as_of=&known=1+ก.ค.+2561"))
    assert "ภาษาลาว" not in then
    assert "มีเพิ่มภายหลัง 1 รายการ" in then
    assert 'name="known" value="1 ก.ค. 2561"' in then
    made = PdfReader(BytesIO(prints(owner_desk, as_of="", known="1 ก.ค. 2561").content))
    today = PdfReader(BytesIO(prints(owner_desk).content))
    said = ["".join(bytes(one).decode() for one in made.attachments["kp7.json"]) for made in (made, today)]
    assert ["ภาษาลาว" in one for one in said] == [False, True]
    assert prints(owner_desk, known="ไม่ใช่วัน")["Location"] == ME


def test_who_read_me_leaves_out_myself_and_names_print_search_and_list(
    owner_desk: Client, officer_desk: Client, pair: Place
) -> None:
    owner_desk.get(ME)
    prints(owner_desk)
    assert "ยังไม่มีผู้เปิดดู" in text_of(owner_desk.get(READERS))
    officer_desk.get(f"/movements/people/{pair['finance']}/")
    officer_desk.get("/movements/people/")
    officer_desk.get("/movements/people/find/?q=สมปอง")
    officer_desk.post(
        f"/movements/people/{pair['finance']}/print/",
        {"save_key": saves.new_key(), "purpose": "เก็บเข้าแฟ้มทะเบียนประวัติ"},
    )
    page = text_of(owner_desk.get(READERS)).split("<tbody>")[1]
    for said in ("ทะเบียนประวัติ", "ปรากฏในรายการ", "ปรากฏในผลการค้นหา", "พิมพ์ ก.พ.๗", "เก็บเข้าแฟ้มทะเบียนประวัติ"):
        assert said in page
    assert page.index("พิมพ์ ก.พ.๗") < page.index("ปรากฏในรายการ")  # newest first
    assert "สมปอง" not in page
    changes = text_of(owner_desk.get(f"{ME}?tab=changes"))
    assert f'href="{READERS}"' in changes
    assert BY_THE_OWNER not in changes


def test_the_page_says_whom_to_ask_for_a_correction(
    owner_desk: Client, officer_desk: Client, registrar_desk: Client
) -> None:
    told = {desk: text_of(desk.get(ME)) for desk in (owner_desk, officer_desk, registrar_desk)}
    asked = {desk: page.split("พบข้อมูลไม่ถูกต้อง")[1].split("</details>")[0] for desk, page in told.items()}
    assert "นายสมใจ" in asked[owner_desk]  # the records officer
    assert "นายสมหวัง" in asked[officer_desk]  # nobody keys his own: the registrar
    assert "นายสมใจ" in asked[registrar_desk]


def test_offices_above_read_their_own_too_and_a_first_account_has_none(
    above: Above, cast: Cast, pair: Place, town_hall: Client
) -> None:
    for role, office in ((Role.PROVINCE, cast.province), (Role.CENTRE, cast.centre), (Role.AUDITOR, cast.centre)):
        desk = above(role, office)
        page = text_of(desk.get(ME))
        assert "นางนภา ทดสอบสำนักงาน" in page, role
        assert "ยังไม่มี อปท. ใดดูแลทะเบียนประวัติของท่าน" in page
        assert prints(desk)["Content-Type"] == "application/pdf"
    assert town_hall.get(ME).status_code == 403
    assert f'href="{ME}"' not in text_of(town_hall.get("/rights/"))
    assert not Reading.objects.exclude(view="card.print").filter(view__startswith="person").exists()


def test_a_press_that_fails_says_so_and_leads_back(owner_desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> bytes:
        raise press.NotSet("no press")

    monkeypatch.setattr("lhr.documents.actions.printing.paper", broken)
    answer = prints(owner_desk)
    assert answer["Location"] == ME
    assert "ยังไม่มีการบันทึกว่าพิมพ์" in text_of(owner_desk.get(ME))
    assert not PrintLog.objects.exists()


def test_in_english(owner_desk: Client) -> None:
    owner_desk.cookies["lhr_lang"] = "en"
    page = text_of(owner_desk.get(ME))
    assert "Print my record" in page
    assert "Something is wrong" in page
