"""The whole list on the screen of the centre: tried, read row by row, let in; nothing before that."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lhr.audit import saves
from lhr.documents.models import ImportBatch, Upload
from lhr.organisations.models import OrganisationCode, OrganisationName
from tests.support.cast import Cast, Place
from tests.support.pages import is_refused
from tests.support.workbooks import workbook
from tests.web.desks import text_of

pytestmark = pytest.mark.django_db
LOAD = "/organisations/import/"
HEAD = "dla_code,type,name_th,province_code,district_code"
NEW, BAD = "6480202,อบต.,นาทราย,48,4802", "6480203,อบต.,โคกสูง,48,4877"


def tries(desk: Client, data: bytes, name: str = "list.csv") -> object:
    typed = {"save_key": saves.new_key(), "as_of": "1 มี.ค. 2560", "file": SimpleUploadedFile(name, data)}
    return desk.post(LOAD, typed, follow=True)


def takes(desk: Client, page: object) -> object:
    names = "file|events|as_of|changes_on|reference"
    hidden = dict(re.findall(rf'type="hidden" name="({names})" value="([^"]*)"', text_of(page)))
    return desk.post(f"{LOAD}take/", {"save_key": saves.new_key(), **hidden}, follow=True)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_list_is_read_before_it_is_let_in_and_the_same_again_changes_nothing(
    centre_desk: Client, town: Place, kind: str
) -> None:
    rows = [row.split(",") for row in (HEAD, NEW, BAD)]
    data = workbook(*rows) if kind == "xlsx" else f"{HEAD}\n{NEW}\n{BAD}".encode()
    page = tries(centre_desk, data, f"list.{kind}")
    said = text_of(page)
    assert "อ่าน 2 แถว = รับ 1 + ไม่รับ 1" in said
    assert "ไม่รู้จักรหัสอำเภอ “4877” ในจังหวัด 48" in said
    assert "ใช้รหัสอำเภอ ๔ หลัก" in said
    assert "องค์การบริหารส่วนตำบลนาทราย" in said
    assert not OrganisationName.objects.filter(name="นาทราย").exists()
    done = text_of(takes(centre_desk, page))
    assert "นำเข้าบัญชีแล้ว 1 แห่ง" in done
    assert OrganisationCode.objects.get(code="6480202").starts.year == 2017
    assert ImportBatch.objects.get().status == "APPLIED"
    assert not Upload.objects.exists()
    again = text_of(tries(centre_desk, data, f"list.{kind}"))
    assert "ไม่มีสิ่งใดเปลี่ยน" in again
    assert "นำเข้าทั้งหมดนี้" not in again


def test_a_bad_file_is_told_on_the_form_and_nothing_is_kept(centre_desk: Client, town: Place) -> None:
    answer = tries(centre_desk, f"{HEAD}\n{NEW}".encode("utf-16"))
    assert is_refused(answer)
    assert "OG-01.20" in text_of(answer)
    assert not Upload.objects.exists()
    assert not ImportBatch.objects.exists()


def test_a_file_that_is_gone_or_anothers_is_not_let_in(
    centre_desk: Client, province_desk: Client, cast: Cast, town: Place
) -> None:
    page = tries(centre_desk, f"{HEAD}\n{NEW}".encode())
    Upload.objects.all().delete()
    assert "ไฟล์ที่ตรวจไว้ไม่อยู่แล้ว" in text_of(takes(centre_desk, page))
    assert not OrganisationName.objects.filter(name="นาทราย").exists()
    assert province_desk.get(LOAD).status_code == 403
    assert province_desk.post(f"{LOAD}take/").status_code == 403


def test_an_import_is_taken_back_on_the_screen_with_a_reason(centre_desk: Client, town: Place) -> None:
    takes(centre_desk, tries(centre_desk, f"{HEAD}\n{NEW}".encode()))
    listed = text_of(centre_desk.get(LOAD))
    address = re.search(rf'href="({LOAD}[0-9a-f-]+/undo/)"', listed)
    assert address is not None
    assert is_refused(centre_desk.post(address.group(1), {"save_key": saves.new_key(), "reason": ""}))
    sent = {"save_key": saves.new_key(), "reason": "นำเข้าผิดฉบับ"}
    done = text_of(centre_desk.post(address.group(1), sent, follow=True))
    assert "ย้อนการนำเข้าแล้ว 1 แห่ง" in done
    assert "ย้อนแล้ว" in done
    assert "นาทราย" not in text_of(centre_desk.get("/organisations/?q=นาทราย")).split("<tbody>")[1]
