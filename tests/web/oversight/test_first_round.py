"""The first round's list on the screen: tried, loaded, compared, each number opening its rows, exported."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lhr.audit import saves
from lhr.audit.queries import readings_of
from lhr.followup.models import FirstRoundName
from lhr.kernel.national_id import make_synthetic
from tests.support.cast import Cast, Place
from tests.support.pages import is_refused
from tests.web.desks import text_of

pytestmark = pytest.mark.django_db
TABLE, LOAD = "/oversight/first-round/", "/oversight/first-round/load/"
HEAD = "type,name_th,district_th,province_th,role,person_name"
GOOD = (
    "ทต.,ท่าอุเทน,ธาตุพนม,นครพนม,นายทะเบียนประวัติ,นายสมหวัง ทดสอบท่าอุเทน",
    "ทต.,ท่าอุเทน,ธาตุพนม,นครพนม,เจ้าหน้าที่ทะเบียนประวัติ,นายคนเก่า ทดสอบย้ายแล้ว",
    "ทต.,โนนตาล,ธาตุพนม,นครพนม,นายทะเบียนประวัติ,นายประเสริฐ ทดสอบ",
)


def tries(centre: Client, *rows: str) -> object:
    file = SimpleUploadedFile("names.csv", "\n".join([HEAD, *rows]).encode())
    return centre.post(
        LOAD, {"save_key": saves.new_key(), "as_of": "26 ม.ค. 2561", "file": file}, follow=True
    )


def loads(centre: Client, *rows: str) -> object:
    checked = tries(centre, *rows)
    to = checked.redirect_chain[-1][0]  # type: ignore[attr-defined]
    sha256, day = to.strip("/").split("/")[-2:]
    typed = {"title": "รายชื่อรอบแรก", "letter_reference": "มท ๐๘๐๔.๓/ว ๒๕๖๓", "sha256": sha256, "day": day}
    return centre.post(to, {"save_key": saves.new_key(), **typed})


def test_before_a_list_is_loaded_it_says_who_loads_it(centre_desk: Client, province_desk: Client) -> None:
    assert "กรมเป็นผู้นำเข้ารายชื่อ" in text_of(province_desk.get(TABLE))
    assert LOAD in text_of(centre_desk.get(TABLE))
    assert province_desk.get(LOAD).status_code == 403


def test_the_check_shows_refused_rows_and_loads_nothing(centre_desk: Client, pair: Place) -> None:
    number = make_synthetic(7)
    page = text_of(tries(centre_desk, GOOD[0], f"ทต.,โนนตาล,ธาตุพนม,นครพนม,ปลัด,นาย {number}"))
    assert "อ่าน 2 แถว = รับ 1 + ไม่รับ 1" in page
    assert "FU-03.4" in page
    assert number not in page
    assert not FirstRoundName.objects.exists()


def test_a_file_without_its_columns_is_told(centre_desk: Client) -> None:
    file = SimpleUploadedFile("names.csv", b"a,b\n1,2")
    answer = centre_desk.post(LOAD, {"save_key": saves.new_key(), "as_of": "26 ม.ค. 2561", "file": file})
    assert is_refused(answer)
    assert "OG-01.1" in text_of(answer)


def test_each_number_opens_exactly_its_rows_and_names_shown_are_readings(
    centre_desk: Client, province_desk: Client, pair: Place, neighbour: Place
) -> None:
    assert loads(centre_desk, *GOOD).status_code == 302  # type: ignore[attr-defined]
    first = centre_desk.get(TABLE)
    for figure in first.context["total"].figures:
        opened = centre_desk.get(f"{TABLE}{figure.link}")
        assert len(opened.context["rows"]) == figure.count
    counts = [figure.count for figure in first.context["total"].figures]
    assert counts == [1, 0, 1, 0, 1, 0]
    assert readings_of(pair["palad"])
    page = text_of(province_desk.get(f"{TABLE}?state=CHANGED"))
    assert "นายคนเก่า ทดสอบย้ายแล้ว" in page
    assert "เปลี่ยนแปลง" in page


def test_the_figures_alone_show_no_name(centre_desk: Client, pair: Place, neighbour: Place) -> None:
    loads(centre_desk, *GOOD)
    assert "สมหวัง" not in text_of(centre_desk.get(TABLE))


def test_the_workbook_holds_states_and_no_names(centre_desk: Client, pair: Place, neighbour: Place) -> None:
    loads(centre_desk, *GOOD)
    answer = centre_desk.get(f"{TABLE}export/?state=MISSING")
    with ZipFile(BytesIO(answer.content)) as book:
        strings = book.read("xl/sharedStrings.xml").decode()
    assert "ยังไม่ลงทะเบียน" in strings
    assert "เทศบาลตำบลโนนตาล" in strings
    assert not re.search("สมหวัง|ประเสริฐ", strings)


def test_the_screen_asks_as_few_questions_for_thirty_as_for_three(
    centre_desk: Client, cast: Cast, pair: Place, neighbour: Place
) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            centre_desk.get(f"{TABLE}?rows=1")
        return len(asked)

    loads(centre_desk, *GOOD)
    few = questions()
    for serial in range(27):
        cast.lgo(f"บ้าน {serial}")
    more = [f"ทต.,บ้าน {n},ธาตุพนม,นครพนม,นายทะเบียนประวัติ,นายคนที่ ทดสอบ" for n in range(27)]
    loads(centre_desk, *GOOD, *more)
    assert questions() == few
