"""The picker: one number, one answer; nobody of another LGO is ever told."""

from __future__ import annotations

import pytest
from django.test import Client

from lhr.audit.models import Reading
from lhr.organisations.models import Organisation
from lhr.registry_rights import queries
from tests.support.cast import Cast, Place
from tests.support.pages import html_of, is_refused
from tests.web.rights.conftest import Browser, account_at, first_account
from tests.web.rights.pages import EDIT, choices, fields, press_save, search, words

pytestmark = pytest.mark.django_db
NOBODY = "ไม่พบผู้มีเลขนี้ในสังกัดของท่าน"


@pytest.mark.rule("PE-01", breaks=True)
def test_PE01_a_wrong_check_digit_is_said_on_the_field(town_hall: Client, town: Place) -> None:
    number = town.numbers["palad"]
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    answer = search(town_hall, "registrar", wrong)
    assert is_refused(answer)
    assert "PE-01" in words(answer)
    assert "ทำต่อ: เทียบกับหน้าบัตรหรือคำสั่ง แล้วพิมพ์ใหม่ทั้ง 13 หลัก" in words(answer)
    assert "เหตุยกเว้น" not in words(answer)


@pytest.mark.rule("PE-01")
def test_PE01_a_number_in_thai_digits_with_spaces_is_read(town_hall: Client, town: Place) -> None:
    from lhr.kernel.digits import to_thai

    number = to_thai(town.numbers["palad"])
    answer = search(town_hall, "registrar", f"{number[0]} {number[1:5]} {number[5:]}")
    assert "นายสมหวัง ทดสอบท่าอุเทน" in words(answer)


def test_a_person_found_here_is_shown_with_post_level_and_organisation(
    town_hall: Client, town: Place
) -> None:
    said = words(search(town_hall, "registrar", town.numbers["palad"]))
    for part in ("ปลัดเทศบาล", "48-2-01-1101-001", "กลาง", "เทศบาลตำบลท่าอุเทน", "1-99xx-xxxxx-xx-"):
        assert part in said
    assert town.numbers["palad"] not in said.replace(" ", "").split("เลขประจำตัวประชาชน")[0]


def test_known_elsewhere_and_unknown_answer_alike_in_every_letter(
    town_hall: Client, cast: Cast, neighbour: Place
) -> None:
    elsewhere, unknown = neighbour.numbers["palad"], cast.number()
    answers = [search(town_hall, "registrar", number) for number in (elsewhere, unknown)]
    assert [a.status_code for a in answers] == [200, 200]
    same = [words(a).replace(number, "") for a, number in zip(answers, (elsewhere, unknown), strict=True)]
    assert same[0] == same[1]
    assert NOBODY in same[0]
    assert len(answers[0].content) == len(answers[1].content)


def test_a_first_account_without_an_officer_is_told_how_to_get_one_and_a_cold_town_to_enter_the_person(
    town_hall: Client, town: Place, newborn: Organisation, cast: Cast, browser_of: Browser
) -> None:
    warm = words(search(town_hall, "officer", cast.number()))
    assert "ให้เจ้าหน้าที่ทะเบียนประวัติบันทึกคำสั่งรับโอน" not in warm
    assert "เลือกผู้ที่ปฏิบัติงานอยู่แล้วเป็นเจ้าหน้าที่ทะเบียนประวัติ" in warm
    cold = words(search(browser_of(first_account(cast, newborn)), "officer", cast.number()))
    assert "บันทึกบุคคลใหม่ด้านล่าง" in cold
    assert "ให้เจ้าหน้าที่ทะเบียนประวัติบันทึกคำสั่งรับโอน" not in cold


def test_a_first_account_asks_for_a_transfer_and_an_officer_keys_what_is_released(
    town_hall: Client, pair: Place, cast: Cast, browser_of: Browser
) -> None:
    unknown = cast.number()
    first = search(town_hall, "officer", unknown)
    assert "ให้เจ้าหน้าที่ทะเบียนประวัติบันทึกคำสั่งรับโอน" in words(first)
    assert 'action="/transfers/ask/"' in html_of(first)
    officer = browser_of(account_at(pair, "hr"))
    page = html_of(search(officer, "officer", unknown))
    assert 'movement=TRANSFER_IN"' in page
    assert 'action="/transfers/ask/"' in page


@pytest.mark.rule("PE-10", breaks=True)
def test_PE10_ten_misses_in_a_row_stop_the_search(town_hall: Client, town: Place, cast: Cast) -> None:
    for _ in range(10):
        search(town_hall, "registrar", cast.number())
    stopped = search(town_hall, "registrar", town.numbers["palad"])
    assert is_refused(stopped)
    assert "PE-10" in words(stopped)
    assert "นายสมหวัง" not in words(stopped)


def test_every_search_is_a_reading_of_the_person(town_hall: Client, town: Place) -> None:
    before = Reading.objects.count()
    search(town_hall, "registrar", town.numbers["palad"])
    assert Reading.objects.count() == before + 1
    assert Reading.objects.latest("seq").purpose == "ลงทะเบียนสิทธิ"


def test_the_dialog_answers_with_the_same_content_as_the_page(town_hall: Client, town: Place) -> None:
    form = {"national_id": town.numbers["palad"]}
    page = town_hall.post("/rights/edit/pick/registrar/", form)
    part = town_hall.post("/rights/edit/pick/registrar/", form, headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert words(part) in words(page)
    assert set(choices(part)) == set(choices(page))


def test_the_picker_without_javascript_is_a_page_with_the_number_first(
    town_hall: Client, town: Place
) -> None:
    goes = town_hall.post("/rights/edit/keep/", {"go": "pick-officer"})
    page = town_hall.get(goes["Location"])
    assert 'name="national_id"' in page.content.decode()
    assert 'id="sem102"' in page.content.decode()


def test_no_page_address_or_title_carries_the_number(town_hall: Client, town: Place) -> None:
    number = town.numbers["palad"]
    answer = search(town_hall, "registrar", number)
    title = answer.content.decode().split("<title>")[1].split("</title>")[0]
    assert number not in title
    assert number not in answer.request["PATH_INFO"] + answer.request["QUERY_STRING"]


def test_a_cold_town_names_a_new_person_with_an_order_who_waits_for_the_province(
    cast: Cast, newborn: Organisation, browser_of: Browser
) -> None:
    client = browser_of(first_account(cast, newborn))
    number = cast.number()
    found = search(client, "registrar", number)
    told = new_person(found, number)
    assert client.post("/rights/edit/new/registrar/", told)["Location"] == EDIT
    page = client.get(EDIT)
    assert "นางสาวสมฤดี ทดสอบใหม่" in words(page)
    assert number not in page.content.decode()
    assert fields(page)["registrar-person"] == "new"
    order = {"registrar-order_number": "๑/๒๕๖๑", "registrar-order_signed_on": "๓๐ ก.ค. ๒๕๖๑"}
    saved = press_save(client, **order, **{"registrar-capacity": "PALAD"})
    assert saved.status_code == 200
    assert "ยังไม่ได้พิสูจน์จาก ก.พ.๗" in words(saved)
    (row,) = queries.rows_of(newborn.pk)
    assert row.unproven
    assert row.took_effect is None


def test_a_new_persons_title_that_disagrees_with_the_gender_is_said_at_once(
    cast: Cast, newborn: Organisation, browser_of: Browser
) -> None:
    client = browser_of(first_account(cast, newborn))
    number = cast.number()
    told = new_person(search(client, "registrar", number), number) | {"gender": "M"}
    answer = client.post("/rights/edit/new/registrar/", told)
    assert is_refused(answer)
    assert "PE-05" in words(answer)


def test_a_town_with_a_record_cannot_name_a_new_person(town_hall: Client, town: Place, cast: Cast) -> None:
    number = cast.number()
    found = search(town_hall, "registrar", number)
    assert "กรอกข้อมูลบุคคลเบื้องต้น" not in words(found)
    told = {"national_id": number, "ticket": "", "prefix": "นางสาว", "first": "ก", "last": "ข", "gender": "F"}
    town_hall.post("/rights/edit/new/registrar/", told | {"birth_date": "1 ม.ค. 2528"})
    assert "เลือกแล้ว ยังไม่บันทึก" not in words(town_hall.get(EDIT))


def new_person(found: object, number: str) -> dict[str, str]:
    import re

    page = found.content.decode()  # type: ignore[attr-defined]
    ticket = re.search(r'name="ticket" value="([^"]*)"', page)
    assert ticket is not None
    who = {
        "prefix": "นางสาว",
        "first": "สมฤดี",
        "last": "ทดสอบใหม่",
        "gender": "F",
        "birth_date": "๖ พ.ค. ๒๕๒๘",
    }
    return {"national_id": number, "ticket": ticket.group(1), **who}
