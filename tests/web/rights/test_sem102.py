"""SEM102: what the rules say stands on the page with the next step; what was typed is never lost."""

from __future__ import annotations

import pytest
from django.test import Client

from lhr.access.actor import Actor
from lhr.access.roles import Role
from lhr.kernel import clock
from lhr.registry_rights import queries
from lhr.registry_rights.terms import Capacity
from tests.support.cast import TODAY, Place, assigned, day, holder, hr, palad, save
from tests.support.pages import html_of, is_refused
from tests.web.rights.conftest import Browser, account_at
from tests.web.rights.pages import EDIT, KEEP, choices, fields, pick, press_save, search, words

pytestmark = pytest.mark.django_db
ORDER = {"registrar-order_number": "๔๔๙/๒๕๖๑", "registrar-order_signed_on": "๓๐ ก.ค. ๒๕๖๑"}


@pytest.mark.rule("RR-02", breaks=True)
def test_RR02_a_deputy_is_no_palad_and_is_offered_as_acting(town_hall: Client, town: Place) -> None:
    found = search(town_hall, "registrar", town.numbers["deputy"])
    assert "RR-02.1" in words(found)
    assert set(choices(found)) == {"เลือกในฐานะผู้รักษาการ", "เลือกในฐานะผู้ได้รับมอบหมาย"}


@pytest.mark.rule("RR-02", breaks=True)
def test_RR02_an_acting_registrar_without_order_and_days_is_told_what_lacks(
    town_hall: Client, town: Place
) -> None:
    pick(town_hall, "registrar", town.numbers["deputy"])
    refused = press_save(town_hall)
    said = words(refused)
    assert is_refused(refused)
    assert "RR-02.2" in said
    assert "เลขที่คำสั่ง" in said
    assert "ทำต่อ: กรอกเลขที่คำสั่ง วันที่ลงนาม วันสิ้นสุด แล้วบันทึกใหม่" in said
    assert "ที่มา: มท 0804.3/ว 2564" in said


@pytest.mark.rule("RR-02")
def test_RR02_an_acting_registrar_with_his_order_waits_for_the_province(
    town_hall: Client, town: Place
) -> None:
    pick(town_hall, "registrar", town.numbers["deputy"])
    saved = press_save(town_hall, **ORDER, **{"registrar-last_day": "15 ส.ค. 2561"})
    assert saved.status_code == 200
    assert "รอจังหวัดยืนยัน" in words(saved)
    assert holder(town, Role.REGISTRAR, TODAY) is None


@pytest.mark.rule("RR-02", breaks=True)
def test_RR02_a_palad_chosen_by_hand_for_a_deputy_is_refused_on_the_capacity(
    town_hall: Client, town: Place
) -> None:
    pick(town_hall, "registrar", town.numbers["deputy"])
    refused = press_save(town_hall, **{"registrar-capacity": "PALAD"})
    assert is_refused(refused)
    assert "RR-02.1 " in words(refused)


@pytest.mark.rule("RR-01", breaks=True)
def test_RR01_one_person_in_both_blocks_is_refused(town_hall: Client, town: Place) -> None:
    pick(town_hall, "registrar", town.numbers["palad"])
    pick(town_hall, "officer", town.numbers["palad"])
    order = {"officer-order_number": "1/2561", "officer-order_signed_on": "30 ก.ค. 2561"}
    refused = press_save(town_hall, **order)
    assert is_refused(refused)
    assert "RR-01.2" in words(refused)
    assert queries.latest_form(town.lgo.pk) is None


@pytest.mark.rule("KE-02", breaks=True)
def test_KE02_a_year_of_two_digits_is_asked_about_and_kept_as_typed(town_hall: Client, town: Place) -> None:
    pick(town_hall, "registrar", town.numbers["palad"])
    refused = press_save(town_hall, **{"registrar-starts": "1 ส.ค. 61"})
    assert is_refused(refused)
    assert "KE-02.1" in words(refused)
    assert 'value="1 ส.ค. 61"' in refused.content.decode()


def test_proof_fields_that_the_capacity_does_not_ask_for_count_for_nothing(
    town_hall: Client, town: Place
) -> None:
    pick(town_hall, "registrar", town.numbers["palad"])
    saved = press_save(town_hall, **ORDER, **{"registrar-last_day": "15 ส.ค. 2561"})
    assert saved.status_code == 200
    (row,) = queries.rows_of(town.lgo.pk)
    assert (row.capacity, row.order_number, row.granted_until) == (Capacity.PALAD, "", None)


def test_what_was_typed_survives_error_reload_and_the_end_of_the_session(
    town_hall: Client, town: Place, browser_of: Browser
) -> None:
    from lhr.identity.models import Account

    pick(town_hall, "registrar", town.numbers["deputy"])
    press_save(town_hall, **ORDER, **{"registrar-phone": "042 000 111"})
    assert fields(town_hall.get(EDIT))["registrar-phone"] == "042 000 111"
    next_day = browser_of(Account.objects.get(organisation=town.lgo, kind="LGO_BOOTSTRAP"))
    held = fields(next_day.get(EDIT))
    assert held["registrar-order_number"] == "๔๔๙/๒๕๖๑"
    assert held["registrar-order_signed_on"] == "๓๐ ก.ค. ๒๕๖๑"


def test_a_change_of_a_field_is_kept_at_once_and_answers_nothing(town_hall: Client, town: Place) -> None:
    page = pick(town_hall, "registrar", town.numbers["palad"])
    kept = town_hall.post(
        KEEP, {**fields(page), "registrar-email": "a@b.go.th"}, headers={"HX-Request": "true"}
    )
    assert kept.status_code == 204
    assert fields(town_hall.get(EDIT))["registrar-email"] == "a@b.go.th"


def test_cancel_gives_up_what_was_typed(town_hall: Client, town: Place) -> None:
    pick(town_hall, "registrar", town.numbers["palad"])
    back = town_hall.post(KEEP, {"go": "cancel"})
    assert back["Location"] == "/rights/"
    assert "เลือกแล้ว ยังไม่บันทึก" not in words(town_hall.get(EDIT))


def test_a_block_can_be_left_as_it_is(town_hall: Client, town: Place) -> None:
    pick(town_hall, "registrar", town.numbers["palad"])
    pick(town_hall, "officer", town.numbers["hr"])
    town_hall.post(KEEP, {"go": "leave-registrar"})
    assert {name.split("-")[0] for name in fields(town_hall.get(EDIT))} == {"officer", "based_on"}


def test_the_successor_is_saved_and_the_replaced_person_is_named_on_the_result(
    town_hall: Client, pair: Place
) -> None:
    pick(town_hall, "officer", pair.numbers["clerk"])
    order = {"officer-order_number": "8/2561", "officer-order_signed_on": "31 ก.ค. 2561"}
    saved = words(press_save(town_hall, **order))
    assert "สิทธิของ นายสมใจ ทดสอบท่าอุเทน สิ้นสุด 1 ส.ค. 2561" in saved
    assert holder(pair, Role.OFFICER, TODAY) == pair["clerk"]


def test_two_officers_at_once_one_wins_and_the_other_sees_what_differs_and_may_save_again(
    town_hall: Client, pair: Place, bootstrap: Actor
) -> None:
    page = pick(town_hall, "officer", pair.numbers["clerk"])
    order = {"officer-order_number": "8/2561", "officer-order_signed_on": "31 ก.ค. 2561"}
    save(bootstrap, pair, officer=assigned(pair["finance"], TODAY))
    from tests.web.rights.conftest import sent

    refused = town_hall.post(EDIT, {**fields(page), **order, **sent()})
    said = words(refused)
    assert is_refused(refused)
    assert "ข้อที่ต่างกัน" in said
    assert "นายสมปอง ทดสอบท่าอุเทน" in said
    assert "นายสมบัติ ทดสอบท่าอุเทน" in said
    again = town_hall.post(EDIT, {**fields(refused), **order, **sent()})
    assert again.status_code == 200
    assert holder(pair, Role.OFFICER, TODAY) == pair["clerk"]


def test_a_draft_begun_before_another_saving_is_shown_as_stale(
    town_hall: Client, pair: Place, bootstrap: Actor
) -> None:
    pick(town_hall, "registrar", pair.numbers["deputy"])
    town_hall.post(KEEP, {"based_on": "1"})
    save(bootstrap, pair, officer=assigned(pair["finance"], TODAY))
    assert "มีผู้บันทึกใหม่หลังจากที่ท่านเริ่มพิมพ์" in words(town_hall.get(EDIT))


def test_a_district_cannot_open_sem102(town: Place, cast: object, browser_of: Browser) -> None:
    from tests.support.cast import Cast
    from tests.web.rights.conftest import office_account

    assert isinstance(cast, Cast)
    desk = browser_of(office_account(cast, Role.DISTRICT, cast.district))
    assert desk.get(EDIT).status_code == 403


def test_an_officer_with_a_card_is_asked_for_the_card_and_not_for_a_password(
    pair: Place, browser_of: Browser
) -> None:
    page = html_of(browser_of(account_at(pair, "hr")).get(EDIT))
    assert 'name="confirm_statement"' in page
    assert 'name="confirm_password"' not in page
    assert "การบันทึกต้องเสียบบัตรประจำตัวประชาชนค้างไว้ในเครื่องอ่าน" in page


def test_a_save_without_the_card_is_refused(pair: Place, browser_of: Browser) -> None:
    officer = browser_of(account_at(pair, "hr"))
    pick(officer, "registrar", pair.numbers["deputy"])
    refused = press_save(officer, **ORDER, **{"registrar-last_day": "15 ส.ค. 2561"})
    assert is_refused(refused)
    assert queries.latest_form(pair.lgo.pk).version == 1


def test_the_questions_of_the_page_do_not_grow_with_the_history(
    town_hall: Client, pair: Place, bootstrap: Actor, django_assert_max_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert town_hall.get(address).status_code == 200
        return len(seen)

    asked("/rights/")  # the first request of the day asks once more
    # One order stands already: whether it has a scan is one question, for one order as for twenty.
    save(bootstrap, pair, officer=assigned(pair["clerk"], TODAY))
    few = {address: asked(address) for address in ("/rights/", EDIT)}
    for at, (who, block) in enumerate((("clerk", assigned), ("hr", hr), ("finance", assigned), ("hr", hr))):
        on = day("๒ ส.ค. ๒๕๖๑").replace(day=2 + at)
        with clock.standing_at(clock.midnight(on)):
            save(bootstrap, pair, officer=block(pair[who], on))
    assert {address: asked(address) for address in few} == few


def test_the_same_page_in_english(town_hall: Client, pair: Place) -> None:
    town_hall.cookies["lhr_lang"] = "en"
    page = words(town_hall.get(EDIT))
    assert "Choose the registrar" in page
    assert "Saving needs your password again" in page


def test_a_coming_palad_is_shown_beside_the_present_one(
    town_hall: Client, pair: Place, bootstrap: Actor
) -> None:
    later = day("๑ ก.ย. ๒๕๖๑")
    save(bootstrap, pair, officer=assigned(pair["clerk"], later))
    page = words(town_hall.get("/rights/"))
    assert "รอมีผล นายสมบัติ ทดสอบท่าอุเทน" in page
    assert palad(pair["palad"]).capacity is Capacity.PALAD
