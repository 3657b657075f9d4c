"""The list of LGOs on the screen: find one, see what became of it, enter what becomes of it."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lhr.audit import saves
from lhr.audit.models import Change
from lhr.organisations import actions, queries
from lhr.organisations.models import Organisation
from lhr.organisations.rules import Kind
from tests.support.cast import TODAY, Cast, Place
from tests.support.pages import is_refused
from tests.web.desks import text_of

pytestmark = pytest.mark.django_db
LIST = "/organisations/"


def address(place: Place, what: str = "") -> str:
    return f"/organisations/{place.lgo.pk}/{what}{'/' if what else ''}"


def sends(client: Client, to: str, step: str, **typed: object) -> object:
    given = {"legal_reference": "ราชกิจจานุเบกษา เล่ม ๑๓๕", "starts": "1 ก.ค. 2561", **typed}
    return client.post(to, {"save_key": saves.new_key(), "step": step, **given})


def confirms(client: Client, to: str, **typed: object) -> object:
    """Look at the effect, then send back what was shown."""
    looked = sends(client, to, "look", **typed)
    seen = re.search(r'name="seen" value="([0-9a-f]+)"', text_of(looked))
    assert seen, text_of(looked)
    return sends(client, to, "save", seen=seen[1], **typed)


def called(place: Place, day: date = TODAY) -> str:
    return queries.view_of(place.lgo.pk, day).full_name


def test_without_words_it_counts_the_kinds_and_tells_the_latest_changes(
    centre_desk: Client, pair: Place
) -> None:
    confirms(centre_desk, address(pair, "rename"), name="ท่าอุเทนใหม่")
    page = text_of(centre_desk.get(LIST))
    assert "เทศบาลตำบลท่าอุเทนใหม่" in page
    assert "เปลี่ยนชื่อ" in page


def test_two_letters_and_the_district_find_it_with_kind_district_and_province(
    province_desk: Client, pair: Place, neighbour: Place
) -> None:
    page = text_of(province_desk.get(LIST, {"q": "ท่ ธาตุพนม"}))
    assert "เทศบาลตำบลท่าอุเทน" in page
    assert "เทศบาลตำบลโนนตาล" not in page
    assert "นครพนม" in page
    assert "ไม่พบ อปท." in text_of(province_desk.get(LIST, {"q": "ไม่มีเลย"}))


def test_an_upgrade_is_shown_before_it_is_made_and_older_days_keep_the_old_name(
    centre_desk: Client, pair: Place
) -> None:
    to = address(pair, "upgrade")
    looked = text_of(sends(centre_desk, to, "look", kind="TOWN_MUN", name="ท่าอุเทนเมืองใหม่", code="4480501"))
    assert "เรียกว่า เทศบาลเมืองท่าอุเทนเมืองใหม่" in looked
    assert "ยังแสดง เทศบาลตำบลท่าอุเทน" in looked
    assert called(pair) == "เทศบาลตำบลท่าอุเทน"
    answer = confirms(centre_desk, to, kind="TOWN_MUN", name="ท่าอุเทนเมืองใหม่", code="4480501")
    assert answer.status_code == 302  # type: ignore[attr-defined]
    assert called(pair) == "เทศบาลเมืองท่าอุเทนเมืองใหม่"
    assert called(pair, date(2018, 6, 30)) == "เทศบาลตำบลท่าอุเทน"
    page = text_of(centre_desk.get(address(pair)))
    assert "เปลี่ยนฐานะ" in page
    assert "4480501" in page
    assert "ราชกิจจานุเบกษา เล่ม ๑๓๕" in page


def test_the_look_writes_nothing(centre_desk: Client, pair: Place) -> None:
    before = Change.objects.count()
    sends(centre_desk, address(pair, "dissolve"), "look")
    assert Change.objects.count() == before
    assert Organisation.objects.get(pk=pair.lgo.pk).dissolved_on is None


def test_what_was_changed_after_the_look_is_looked_at_again(centre_desk: Client, pair: Place) -> None:
    to = address(pair, "rename")
    looked = text_of(sends(centre_desk, to, "look", name="ใหม่หนึ่ง"))
    seen = re.search(r'name="seen" value="([0-9a-f]+)"', looked)
    assert seen
    answer = sends(centre_desk, to, "save", name="ใหม่สอง", seen=seen[1])
    assert answer.status_code == 200  # type: ignore[attr-defined]
    assert "ข้อมูลเปลี่ยนไปหลังจากดูผล" in text_of(answer)
    assert called(pair) == "เทศบาลตำบลท่าอุเทน"


def test_a_rule_stands_on_its_field_and_what_was_typed_stays(centre_desk: Client, pair: Place) -> None:
    answer = sends(centre_desk, address(pair, "rename"), "look", name="ท่าอุเทน")
    page = text_of(answer)
    assert is_refused(answer)
    assert "OG-02.2" in page
    assert 'value="ท่าอุเทน"' in page
    missing = text_of(sends(centre_desk, address(pair, "rename"), "look", name="ใหม่", legal_reference=""))
    assert "ต้องกรอกช่องนี้" in missing


def test_a_district_without_an_office_is_refused_on_its_field_with_who_founds_one(
    centre_desk: Client, pair: Place
) -> None:
    answer = sends(centre_desk, address(pair, "move"), "look", district="4808")
    page = text_of(answer)
    assert is_refused(answer)
    assert "OG-02.7" in page
    assert "นำเข้าบัญชีที่ระบุ อปท. ในอำเภอ" in page
    assert 'href="/organisations/import/"' in page
    assert '<option value="4808" selected>' in page


def test_one_press_of_confirm_counts_once(centre_desk: Client, pair: Place) -> None:
    to, typed = (
        address(pair, "rename"),
        {"name": "ท่าอุเทนใหม่", "starts": "1 ก.ค. 2561", "legal_reference": "x"},
    )
    key = saves.new_key()
    looked = text_of(centre_desk.post(to, {"save_key": key, "step": "look", **typed}))
    seen = re.search(r'name="seen" value="([0-9a-f]+)"', looked)
    assert seen
    for _ in range(2):
        answer = centre_desk.post(to, {"save_key": key, "step": "save", "seen": seen[1], **typed})
        assert is_refused(answer) or answer.status_code == 302
    assert Change.objects.filter(tag="organisations:organisation:renamed").count() == 1


def test_a_merger_finds_ticks_and_tells_that_the_pair_ends(
    centre_desk: Client, pair: Place, neighbour: Place
) -> None:
    to = address(neighbour, "merge")
    found = text_of(sends(centre_desk, to, "fill", search="ท่า ธาตุพนม"))
    assert f'value="{pair.lgo.pk}"' in found
    assert "เทศบาลตำบลท่าอุเทน อ.ธาตุพนม จ.นครพนม" in found
    looked = text_of(sends(centre_desk, to, "look", others=[str(pair.lgo.pk)], starts="1 ต.ค. 2561"))
    assert "สิทธิของนายทะเบียนและเจ้าหน้าที่ทะเบียนของ เทศบาลตำบลท่าอุเทน สิ้นสุดตั้งแต่วันนั้น" in looked
    confirms(centre_desk, to, others=[str(pair.lgo.pk)], starts="1 ต.ค. 2561")
    assert Organisation.objects.get(pk=pair.lgo.pk).dissolved_on == date(2018, 10, 1)
    page = text_of(centre_desk.get(address(neighbour)))
    assert "รับรวม" in page


def test_nobody_chosen_to_merge_is_told(centre_desk: Client, pair: Place) -> None:
    assert "อย่างน้อยหนึ่งแห่ง" in text_of(sends(centre_desk, address(pair, "merge"), "look"))


def test_a_move_offers_the_districts_of_its_province(centre_desk: Client, cast: Cast, pair: Place) -> None:
    actions.found_office(by=cast.keeper, place="4802", starts=date(2008, 1, 1))
    confirms(centre_desk, address(pair, "move"), district="4802", further="4805")
    assert queries.districts_of(pair.lgo.pk, TODAY) == ["4802", "4805"]


def test_who_oversees_sees_the_history_and_changes_nothing(
    province_desk: Client, officer_desk: Client, pair: Place
) -> None:
    page = text_of(province_desk.get(address(pair)))
    assert "ประวัติหน่วยงาน" in page
    assert "/upgrade/" not in page
    assert sends(province_desk, address(pair, "rename"), "look", name="ใหม่").status_code == 403  # type: ignore[attr-defined]
    assert officer_desk.get(address(pair)).status_code == 200


def test_another_provinces_lgo_does_not_exist_for_it(province_desk: Client, cast: Cast, pair: Place) -> None:
    actions.load_places(by=cast.keeper, province="49")
    for place in ("49", "4901"):
        actions.found_office(by=cast.keeper, place=place, starts=date(2008, 1, 1))
    lgo = actions.found_lgo(
        by=cast.keeper, kind=Kind.TAO, name="ท่าอุเทน", place="4901", starts=date(2008, 1, 1)
    )
    assert province_desk.get(f"/organisations/{lgo.pk}/").status_code == 404
    assert "มุกดาหาร" not in text_of(province_desk.get(LIST, {"q": "ท่าอุเทน"}))
    assert province_desk.get(f"/organisations/{pair.lgo.pk}/nonsense/").status_code in (403, 404)


def test_the_list_asks_as_many_questions_for_two_as_for_twenty(
    province_desk: Client, cast: Cast, pair: Place
) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            province_desk.get(LIST, {"q": "ท่า"})
        return len(asked)

    questions()  # the first of a day also notes it in the session
    few = questions()
    for serial in range(20):
        cast.lgo(f"ท่าใหม่ {serial}")
    questions()  # and the first after a change of places keeps their names anew
    assert questions() == few <= 15


def test_a_code_that_comes_after_an_upgrade_is_given_with_its_day(centre_desk: Client, pair: Place) -> None:
    confirms(centre_desk, address(pair, "upgrade"), kind="TOWN_MUN", name="", code="")
    assert queries.code_of(pair.lgo.pk, date(2018, 8, 1)) == ""
    to = address(pair, "code")
    wrong = sends(centre_desk, to, "look", code="5480501", starts="1 ส.ค. 2561")
    assert is_refused(wrong)
    assert "OG-02.3" in text_of(wrong)
    looked = text_of(sends(centre_desk, to, "look", code="4480501", starts="1 ส.ค. 2561"))
    assert "ใช้รหัส 4480501" in looked
    assert confirms(centre_desk, to, code="4480501", starts="1 ส.ค. 2561").status_code == 302  # type: ignore[attr-defined]
    assert queries.code_of(pair.lgo.pk, date(2018, 7, 31)) == ""
    assert queries.code_of(pair.lgo.pk, date(2018, 8, 1)) == "4480501"
