"""Each rule that an officer can break on SEM102 says on the page what happened and what to do next, in Thai."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from lhr.organisations.queries import Organisation
from tests.support.cast import TODAY, Cast, Place, moves
from tests.web.rights.conftest import Browser, first_account
from tests.web.rights.pages import pick, press_save, search, words
from tests.web.rights.test_picking import new_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "code", "remedy"),
    [
        ("31/4/2561", "KE-01.3", "ตรวจวันกับเอกสาร"),
        ("1/13/2561", "KE-01.2", "พิมพ์ชื่อเดือนหรือเลข 1-12"),
        ("1/1/2018", "KE-02.2", "2561"),
        ("มี.ค. 2561", "KE-03.1", "ตรวจวันเต็มจากเอกสาร"),
    ],
)
def test_a_date_that_cannot_be_is_told_with_its_remedy_and_kept_as_typed(
    town_hall: Client, town: Place, typed: str, code: str, remedy: str
) -> None:
    pick(town_hall, "registrar", town.numbers["palad"])
    refused = press_save(town_hall, **{"registrar-starts": typed})
    said = words(refused)
    assert refused.status_code == 422
    assert code in said
    assert "ทำต่อ" in said
    assert remedy in said
    assert f'value="{typed}"' in refused.content.decode()


@pytest.mark.rule("RR-03", breaks=True)
def test_RR03_somebody_who_moved_away_is_told_by_name_with_the_next_step(town_hall: Client, town: Place) -> None:
    moves(town, town["palad"], "TRANSFER_OUT", TODAY, other_organisation_text="อบต. แห่งหนึ่ง")
    said = words(search(town_hall, "registrar", town.numbers["palad"]))
    assert "RR-03" in said
    assert "ไม่ได้สังกัด" in said
    assert "ทำต่อ: หากเพิ่งรับโอน ให้บันทึกคำสั่งรับโอนใน ก.พ.๗ ก่อน" in said


@pytest.mark.parametrize(
    ("typed", "code"),
    [({"first": "นางสมฤดี"}, "PE-06"), ({"first": "สมฤดี2"}, "PE-06"), ({"first": "่สมฤดี"}, "PE-07")],
)
def test_a_new_persons_name_is_judged_on_the_page(
    cast: Cast, newborn: Organisation, browser_of: Browser, typed: dict[str, str], code: str
) -> None:
    client, number = browser_of(first_account(cast, newborn)), cast.number()
    told = new_person(search(client, "registrar", number), number) | typed
    answer = client.post("/rights/edit/new/registrar/", told)
    assert answer.status_code == 422
    assert code in words(answer)
    assert "ทำต่อ" in words(answer)


def mixed(said: str) -> bool:
    """True when both kinds of digits stand in one text. The name of the form, ก.พ.๗, stands beside either."""
    plain = said.replace("ก.พ.๗", "")
    return bool(re.search("[0-9]", plain)) and bool(re.search("[๐-๙]", plain))


@pytest.mark.parametrize("digits", ["arabic", "thai"])
def test_what_a_rule_says_follows_the_digits_that_the_officer_prefers(
    digits: str, town_hall: Client, town: Place
) -> None:
    town_hall.cookies["lhr_digits"] = digits
    refused = press_save_of_a_deputy_named_as_palad(town_hall, town)
    messages = re.findall(r'<div class="summary".*?</div>', refused.content.decode(), re.DOTALL)
    (said,) = [re.sub("<[^>]+>", " ", one) for one in messages]
    said = said.replace("RR-02.1", "")
    assert ("1 สิงหาคม 2561" if digits == "arabic" else "๑ สิงหาคม ๒๕๖๑") in said
    assert not mixed(said)


def press_save_of_a_deputy_named_as_palad(town_hall: Client, town: Place) -> Any:
    pick(town_hall, "registrar", town.numbers["deputy"])
    return press_save(town_hall, **{"registrar-capacity": "PALAD"})
