"""ค้นหาบุคลากร: whom the search box finds, for whom, what it never tells, and what stays in the book of readings."""

from __future__ import annotations

import logging
import re
from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from django.db import OperationalError, connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from lhr import config
from lhr.access.permissions import Permission
from lhr.access.policy import Reach
from lhr.access.roles import Role
from lhr.audit import saves
from lhr.audit.models import Reading
from lhr.audit.queries import readings_of
from lhr.kernel.national_id import make_synthetic
from lhr.people import actions as people
from lhr.people import dictionary
from lhr.registry_rights import telling
from lhr.registry_rights.models import Notice
from lhr.service_record import finding
from lhr.web.movements.reading import OWN_WORK, PURPOSES
from tests.support.cast import TODAY, Cast, Place, acting_as, moves
from tests.support.pages import is_refused
from tests.support.rules import rule
from tests.web.desks import Above, text_of

pytestmark = pytest.mark.django_db

BOX = "/movements/people/find/"
TOKEN = re.compile('name="csrfmiddlewaretoken" value="[^"]*"')
WHY = PURPOSES["enquiry"].th


@pytest.fixture(autouse=True)
def nothing_read_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dictionary, "_dictionary", dictionary._Dictionary())


def typed(desk: Client, text: str) -> Any:
    """Type into the box, as in the head of every page, and go where it leads."""
    return desk.post(BOX, {"q": text}, follow=True)


def with_purpose(desk: Client, text: str) -> Any:
    asked = typed(desk, text)
    assert "ระบุวัตถุประสงค์" in text_of(asked)
    return desk.post(f"{BOX}?q={quote(text)}", {"purpose": WHY, "save_key": saves.new_key()}, follow=True)


def views(place: Place, who: str) -> list[tuple[str, str]]:
    return [(row.reading.view, row.reading.purpose) for row in readings_of(place[who])]


# --- by name ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["สมปอง ทดสอบท่าอุเทน", "นายสมปอง", "สมปอง ทดสอบ", "สมป่อง ทดสอปท่าอุเทน", "l,xv'", "ซมปอง ทดสอบท่าอุเทณ"],
)
def test_somebody_of_the_own_lgo_is_found(officer_desk: Client, pair: Place, text: str) -> None:
    page = text_of(typed(officer_desk, text))
    assert f"/movements/people/{pair['finance']}/" in page
    assert "นายสมปอง ทดสอบท่าอุเทน" in page
    assert "เทศบาลตำบลท่าอุเทน" in page.partition("<main")[2]
    assert pair.numbers["finance"] not in page
    assert views(pair, "finance") == [("person.search", OWN_WORK)]


def test_the_results_say_post_place_and_the_masked_number_and_lead_on(officer_desk: Client, pair: Place) -> None:
    page = text_of(typed(officer_desk, "สมปอง"))
    number = pair.numbers["finance"]
    assert f"{number[0]}-{number[1:3]}xx-xxxxx-xx-{number[-1]}" in page
    assert "นักวิชาการเงินและบัญชี" in page
    assert officer_desk.get(f"/movements/people/{pair['finance']}/").status_code == 200


def test_near_names_stand_apart_from_results(officer_desk: Client, pair: Place) -> None:
    page = text_of(typed(officer_desk, "สมหมาย ทดสอปท่าอุเทม"))
    results, _, near = page.partition("ชื่อใกล้เคียง")
    assert "ไม่พบผู้ใดชื่อ" in results
    assert "สมปอง" not in results
    assert near


def test_who_is_not_there_is_not_replaced_by_a_stranger(officer_desk: Client, pair: Place) -> None:
    page = text_of(typed(officer_desk, "กขคง จฉชซ"))
    assert "ไม่พบผู้ใดชื่อ “กขคง จฉชซ”" in page
    assert "/movements/people/" + str(pair["finance"]) not in page
    assert Reading.objects.filter(view="person.search").count() == 0


def test_nobody_of_another_lgo_is_found_by_an_lgo(officer_desk: Client, pair: Place, neighbour: Place) -> None:
    for text in ("ประเสริฐ", "ประเสริฐ ทดสอบโนนตาล", "ปราณี ทดสอบโนนตาล", "ทดสอบโนนตาล"):
        page = text_of(typed(officer_desk, text))
        assert "โนนตาล" not in page.replace(text, "")
        assert not any(str(one) in page for one in neighbour.people.values())


def test_who_has_moved_away_is_found_at_the_new_lgo_only(
    officer_desk: Client, pair: Place, neighbour: Place
) -> None:
    moves(pair, pair["finance"], "TRANSFER_OUT", TODAY, other_organisation_id=neighbour.lgo.pk)
    moves(
        neighbour, None, "TRANSFER_IN", TODAY,  # type: ignore[arg-type]  # received by number
        national_id=pair.numbers["finance"], kind_code="MUN_OFFICIAL", post_id=neighbour.posts["finance"],
    )  # fmt: skip
    assert str(pair["finance"]) not in text_of(typed(officer_desk, "สมปอง"))
    there = finding.by_name("สมปอง", within=Reach(frozenset({neighbour.lgo.path})), day=TODAY)
    assert [(row.person.id, row.place.id) for row in there.results] == [(pair["finance"], neighbour.lgo.pk)]


def test_a_former_name_leads_to_the_person_and_is_said(officer_desk: Client, pair: Place) -> None:
    people.change_name(
        by=acting_as(Role.OFFICER, pair.lgo, pair["hr"]), person_id=pair["finance"], prefix="นาย", first="สมหวังใหม่",
        last="ทดสอบท่าอุเทน", starts=date(2018, 5, 1), path=pair.lgo.path, permission=Permission.MOVEMENT_KEY,
        reason="เปลี่ยนชื่อ",
    )  # fmt: skip
    page = text_of(typed(officer_desk, "สมปอง"))
    assert "นายสมหวังใหม่ ทดสอบท่าอุเทน" in page
    assert "ชื่อเดิม สมปอง ทดสอบท่าอุเทน" in page


def test_an_office_above_says_why_and_sees_its_own_reach(
    above: Above, cast: Cast, pair: Place, neighbour: Place
) -> None:
    desk = above(Role.PROVINCE, cast.province)
    page = text_of(with_purpose(desk, "ทดสอบ"))
    assert str(pair["finance"]) in page
    assert str(neighbour["hr"]) in page
    assert views(pair, "finance") == [("person.search", WHY)]
    assert "ระบุวัตถุประสงค์" not in text_of(typed(desk, "สมปอง"))


def test_the_centre_finds_everybody_but_no_officer_of_an_office(above: Above, cast: Cast, pair: Place) -> None:
    desk = above(Role.CENTRE, cast.centre)
    assert str(pair["finance"]) in text_of(with_purpose(desk, "สมปอง"))
    own = text_of(typed(desk, "ทดสอบสำนักงาน"))
    assert "ไม่พบผู้ใดชื่อ" in own or "ทดสอบท่าอุเทน" in own


@pytest.mark.parametrize("role", [Role.DISTRICT])
def test_who_may_read_no_record_has_no_box(above: Above, cast: Cast, pair: Place, role: Role) -> None:
    desk = above(role, cast.district)
    assert 'id="seek"' not in text_of(desk.get("/"))
    assert desk.post(BOX, {"q": "สมปอง"}).status_code == 403


def test_the_box_stands_in_the_head_of_every_page(officer_desk: Client, pair: Place) -> None:
    for address in ("/", "/movements/", "/movements/people/", "/rights/", f"/movements/people/{pair['finance']}/"):
        page = text_of(officer_desk.get(address, follow=True))
        assert page.count('id="seek"') == 1
        assert f'action="{BOX}"' in page
    assert 'id="seek"' not in text_of(officer_desk.get(BOX))  # the page has its own


def test_nothing_is_shown_when_the_reading_cannot_be_written(officer_desk: Client, pair: Place) -> None:
    def full(execute: Any, sql: str, *asked: Any) -> Any:
        if sql.startswith('INSERT INTO "audit_reading"'):
            raise OperationalError("the book of readings cannot be written")
        return execute(sql, *asked)

    officer_desk.raise_request_exception = False
    with connection.execute_wrapper(full):
        refused = officer_desk.get(f"{BOX}?q={quote('สมปอง')}")
    assert refused.status_code == 500
    assert str(pair["finance"]) not in text_of(refused)


def test_a_search_asks_the_database_as_often_for_many_as_for_one(
    officer_desk: Client, pair: Place, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for text in ("สมปอง ทดสอบท่าอุเทน", "ทดสอบท่าอุเทน"):
        officer_desk.get(f"{BOX}?q={quote(text)}")
        with django_assert_max_num_queries(15 + 4):  # 15, and a savepoint with its release around two of them
            officer_desk.get(f"{BOX}?q={quote(text)}")


# --- by number ----------------------------------------------------------------------------------------------------


def _dashed(number: str) -> str:
    return f"{number[0]}-{number[1:5]}-{number[5:10]}-{number[10:12]}-{number[12]}"


@pytest.mark.parametrize(
    "write",
    [str, _dashed, " ".join, lambda n: n.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")),
     lambda n: n.translate(str.maketrans("1234567890", "ๅ/-ภถุึคตจ"))],
)  # fmt: skip
def test_a_number_opens_the_record_and_stands_in_no_address(officer_desk: Client, pair: Place, write: Any) -> None:
    answer = officer_desk.post(BOX, {"q": write(pair.numbers["finance"])})
    assert answer.status_code == 302
    assert answer["Location"] == f"/movements/people/{pair['finance']}/"
    assert views(pair, "finance") == [("person.number", "ค้นหาทะเบียนประวัติ")]


def _answers(desk: Client, text: str) -> str:
    answer = desk.post(BOX, {"q": text})
    assert is_refused(answer)
    return TOKEN.sub("", text_of(answer).partition("<main")[2]).replace(text, "")


def test_nobody_and_somebody_elsewhere_are_answered_alike(officer_desk: Client, pair: Place, neighbour: Place) -> None:
    elsewhere, nobody = (_answers(officer_desk, one) for one in (neighbour.numbers["palad"], make_synthetic(987_654)))
    assert "ไม่พบเลขประจำตัวประชาชนนี้" in elsewhere
    assert elsewhere == nobody
    assert "โนนตาล" not in elsewhere
    # Who is searched from elsewhere sees it in the own record.
    assert views(neighbour, "palad") == [("person.number", "ค้นหาทะเบียนประวัติ")]


@rule("PE-01", breaks=True)
def test_PE01_a_wrong_number_is_told_and_looks_nobody_up(officer_desk: Client, pair: Place) -> None:
    wrong = pair.numbers["finance"][:-1] + str((int(pair.numbers["finance"][-1]) + 1) % 10)
    for text in (wrong, wrong[:-1], f"สมใจ {wrong}"):
        answer = officer_desk.post(BOX, {"q": text})
        assert is_refused(answer)
        assert "PE-01" in text_of(answer)
    assert Reading.objects.filter(view="person.number").count() == 0


@rule("PE-10", breaks=True)
def test_PE10_ten_misses_stop_the_search_by_number_and_tell_the_office_above(
    officer_desk: Client, cast: Cast, pair: Place
) -> None:
    for serial in range(config.lookup_misses()):
        officer_desk.post(BOX, {"q": make_synthetic(700_000 + serial)})
    stopped = officer_desk.post(BOX, {"q": pair.numbers["finance"]})
    assert "PE-10" in text_of(stopped)
    assert Notice.objects.filter(office=cast.district.pk, kind=telling.STOPPED).count() == 1
    # Names are no numbers: they go on.
    assert str(pair["finance"]) in text_of(typed(officer_desk, "สมปอง"))


@rule("PE-10")
def test_PE10_numbers_tried_here_count_with_those_of_the_other_screens(officer_desk: Client, pair: Place) -> None:
    for _ in range(config.lookup_per_hour()):
        assert officer_desk.post(BOX, {"q": pair.numbers["finance"]}).status_code == 302
    assert "PE-10" in text_of(officer_desk.post(BOX, {"q": pair.numbers["finance"]}))
    assert "PE-10" in text_of(officer_desk.post("/rights/edit/pick/officer/", {"national_id": pair.numbers["finance"]}))


def test_an_office_above_says_why_before_a_record_found_by_number_opens(above: Above, cast: Cast, pair: Place) -> None:
    answer = above(Role.PROVINCE, cast.province).post(BOX, {"q": pair.numbers["finance"]}, follow=True)
    assert "ระบุวัตถุประสงค์" in text_of(answer)
    assert pair.numbers["finance"] not in answer.redirect_chain[0][0]


def test_a_number_written_into_the_address_by_hand_is_not_searched(officer_desk: Client, pair: Place) -> None:
    page = text_of(officer_desk.get(f"{BOX}?q={pair.numbers['finance']}", follow=True))
    assert str(pair["finance"]) not in page
    assert pair.numbers["finance"] not in page


def test_the_number_is_in_no_line_of_log(
    officer_desk: Client, pair: Place, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    officer_desk.post(BOX, {"q": pair.numbers["finance"]})
    officer_desk.post(BOX, {"q": make_synthetic(987_654)})
    said = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    assert pair.numbers["finance"] not in said
    assert make_synthetic(987_654) not in said
