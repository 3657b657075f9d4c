"""The nine steps of the letter, without JavaScript, by the town's first account."""

from __future__ import annotations

import pytest
from django.test import Client

from lhr.access.roles import Role
from lhr.registry_rights import queries
from tests.support.cast import TODAY, Place, holder
from tests.support.pages import is_refused
from tests.web.rights.pages import EDIT, choices, fields, pick, press_save, search, words

pytestmark = pytest.mark.django_db


def test_an_empty_town_names_its_pair_in_nine_steps(town_hall: Client, town: Place) -> None:
    assert 'href="/rights/"' in town_hall.get("/rights/").content.decode()
    edit = town_hall.get(EDIT)
    assert "แก้ไขข้อมูลแบบฟอร์มแจ้งรายชื่อสิทธิใช้งานในระบบศูนย์บริการข้อมูลบุคลากรท้องถิ่นแห่งชาติ" in words(edit)
    found = search(town_hall, "registrar", town.numbers["palad"])
    assert "นายสมหวัง ทดสอบท่าอุเทน" in words(found)
    assert "เทศบาลตำบลท่าอุเทน" in words(found)
    pick(town_hall, "registrar", town.numbers["palad"])
    chosen = pick(town_hall, "officer", town.numbers["hr"])
    assert fields(chosen)["registrar-capacity"] == "PALAD"
    assert fields(chosen)["officer-capacity"] == "HR_OFFICER"
    saved = press_save(town_hall)
    assert saved.status_code == 200
    assert "บันทึกแล้ว" in words(saved)
    assert holder(town, Role.REGISTRAR, TODAY) == town["palad"]
    assert holder(town, Role.OFFICER, TODAY) == town["hr"]


def test_the_one_time_codes_are_shown_once_and_the_same_press_again_shows_none(
    town_hall: Client, town: Place
) -> None:
    pick(town_hall, "registrar", town.numbers["palad"])
    page = pick(town_hall, "officer", town.numbers["hr"])
    typed = {**fields(page), "save_key": "A" * 22, "confirm_password": "Long-enough-for-a-town-2561"}
    first = town_hall.post(EDIT, typed)
    assert words(first).count("รหัสใช้ครั้งเดียว") >= 2
    assert first.content.decode().count('class="letter"') == 2
    again = town_hall.post(EDIT, typed)
    assert again.status_code == 302
    shown = town_hall.get(again["Location"])
    assert 'class="letter"' not in shown.content.decode()
    assert queries.latest_form(town.lgo.pk).version == 1


def test_saving_without_the_password_says_what_it_needs_and_keeps_what_was_chosen(
    town_hall: Client, town: Place
) -> None:
    pick(town_hall, "registrar", town.numbers["palad"])
    refused = press_save(town_hall, confirm_password="")
    assert is_refused(refused)
    assert "การบันทึกต้องใส่รหัสผ่านอีกครั้ง" in words(refused)
    assert "นายสมหวัง ทดสอบท่าอุเทน" in words(refused)
    assert queries.latest_form(town.lgo.pk) is None


def test_a_wrong_password_saves_nothing(town_hall: Client, town: Place) -> None:
    pick(town_hall, "registrar", town.numbers["palad"])
    assert is_refused(press_save(town_hall, confirm_password="not-this-one"))
    assert queries.latest_form(town.lgo.pk) is None


def test_nobody_chosen_is_said_before_anything_is_saved(town_hall: Client, town: Place) -> None:
    refused = press_save(town_hall)
    assert is_refused(refused)
    assert "ยังไม่ได้เลือกบุคคล" in words(refused)


def test_the_register_proposes_the_obvious_pair_and_one_press_takes_each(
    town_hall: Client, town: Place
) -> None:
    page = town_hall.get(EDIT)
    offered = [v for says, v in choices(page).items() if "เสนอ" in says]
    assert "เสนอ : นายสมหวัง ทดสอบท่าอุเทน" in words(page) or "เสนอ: นายสมหวัง ทดสอบท่าอุเทน" in words(page)
    assert offered
    town_hall.post("/rights/edit/keep/", {"choose": offered[0]})
    assert "เลือกแล้ว ยังไม่บันทึก" in words(town_hall.get(EDIT))


def test_a_button_of_another_town_or_made_up_chooses_nobody(town_hall: Client, neighbour: Place) -> None:
    from lhr.web.rights.typed import choice

    foreign = choice(neighbour.lgo.pk, Role.REGISTRAR, neighbour["palad"])
    for value in (foreign, str(neighbour["palad"]), "x"):
        town_hall.post("/rights/edit/keep/", {"choose": value})
    assert "ประเสริฐ" not in words(town_hall.get(EDIT))


def test_the_printed_form_is_a_pdf(town_hall: Client, pair: Place) -> None:
    printed = town_hall.get(f"/rights/{pair.lgo.pk}/sem102.pdf")
    assert printed["Content-Type"] == "application/pdf"
    assert printed.content.startswith(b"%PDF")
