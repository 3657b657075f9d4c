"""A form is saved once; an unknown outcome is found out; a weighty act is confirmed.

assurance.md 3.5, card-login.md 4.6.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from lhr.audit import saves
from lhr.identity import actions as identity
from lhr.kernel import clock
from lhr_card import wire
from tests.identity.agent import Card
from tests.identity.cast import LONG_PASSWORD, Cast, Officer, Time, newcomer
from tests.support.pages import is_refused
from tests.web.accounts.conftest import Browser, signed_in, text
from tests.web.shared import screens


def test_what_was_typed_is_saved_and_leads_on(desk: Browser) -> None:
    assert desk.sends("/amount/", amount="3")["Location"] == "/amounts/1/"
    assert screens.saved == [3]


def test_the_same_form_sent_twice_is_saved_once(desk: Browser) -> None:
    key = saves.new_key()
    first = desk.sends("/amount/", save_key=key, amount="3")
    again = desk.sends("/amount/", save_key=key, amount="3", csrfmiddlewaretoken="another")
    assert first["Location"] == again["Location"] == "/amounts/1/"
    assert screens.saved == [3]


def test_SAVE02_the_same_key_with_other_content_is_refused(desk: Browser) -> None:
    key = saves.new_key()
    desk.sends("/amount/", save_key=key, amount="3")
    answer = desk.sends("/amount/", save_key=key, amount="4")
    assert answer.status_code == 409
    assert "SAVE-02" in text(answer)
    assert screens.saved == [3]


def test_a_form_without_a_key_is_not_saved(desk: Browser) -> None:
    answer = desk.client.post("/amount/", {"amount": "3"})
    assert is_refused(answer)
    assert screens.saved == []


def test_a_broken_rule_stands_on_its_field_with_the_next_step_and_its_source(desk: Browser) -> None:
    page = text(desk.sends("/amount/", amount="12"))
    assert "ZZ-01" in page
    assert "จำนวน 12 มากเกินไป" in page
    assert "ลดจำนวนลง" in page
    assert "ข้อกำหนดของการทดสอบ" in page
    assert 'href="#id_amount"' in page
    assert 'aria-describedby="id_amount_told id_amount_hint"' in page
    assert 'value="12"' in page


def test_a_rule_that_stopped_leaves_the_key_usable(desk: Browser) -> None:
    key = saves.new_key()
    assert is_refused(desk.sends("/amount/", save_key=key, amount="12"))
    assert desk.sends("/amount/", save_key=key, amount="2").status_code == 302


def test_somebody_who_was_quicker_is_told_and_the_typed_stays(desk: Browser) -> None:
    page = text(desk.sends("/amount/?fails=overtaken", amount="3"))
    assert "มีผู้บันทึกรายการนี้ก่อนท่าน" in page
    assert 'value="3"' in page


def test_a_secret_is_shown_the_first_time_only(desk: Browser) -> None:
    key = saves.new_key()
    assert text(desk.sends("/amount/?shown=1", save_key=key, amount="3")) == "shown once"
    assert desk.sends("/amount/?shown=1", save_key=key, amount="3")["Location"] == "/amounts/1/"


# --- nobody knows whether it was saved -----------------------------------------------------------------------------


@pytest.fixture
def own_desk(own_database: str) -> Iterator[Browser]:
    """As `desk`, in a database that the test may really commit to and lose the connection to."""
    with clock.standing_at(Time()):
        yield signed_in(newcomer(Cast()).enrols())


def fields_of(page: str) -> dict[str, str]:
    """Return the hidden fields of the first form of the main part."""
    form = page.split("<main", 1)[1].split("</form>", 1)[0]
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))


def test_an_unknown_outcome_never_says_not_saved_and_keeps_what_was_typed(own_desk: Browser) -> None:
    answer = own_desk.sends("/amount/?fails=before", amount="3", password="secret word")
    page = text(answer)
    assert answer.status_code == 202
    assert "กำลังตรวจสอบว่าบันทึกแล้วหรือไม่" in page
    assert "ยังไม่ได้บันทึก" not in page
    assert fields_of(page)["amount"] == "3"
    assert "secret word" not in page
    assert 'action="/amount/?fails=before"' in page


def test_what_did_not_arrive_is_closed_for_good_and_may_be_sent_again(own_desk: Browser) -> None:
    key = saves.new_key()
    kept = fields_of(text(own_desk.sends("/amount/?fails=before", save_key=key, amount="3")))
    settled = text(own_desk.client.post(f"/saves/{key}/?action=tests.amount", kept))
    assert "ยังไม่ได้บันทึก ส่งอีกครั้งได้ ไม่ซ้ำ" in settled
    late = own_desk.sends("/amount/", save_key=key, amount="3")
    assert "ส่งอีกครั้งได้ ไม่ซ้ำ" in text(late)
    again = fields_of(settled)
    assert again["save_key"] != key
    assert own_desk.client.post("/amount/", again).status_code == 302


@pytest.mark.parametrize("sent", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "amount/"])
def test_the_form_is_sent_again_to_nowhere_but_a_path_of_ours(own_desk: Browser, sent: str) -> None:
    key = saves.new_key()
    kept = fields_of(text(own_desk.sends("/amount/?fails=before", save_key=key, amount="3")))
    page = text(own_desk.client.post(f"/saves/{key}/?action=tests.amount", {**kept, "original": sent}))
    assert f'action="/saves/{key}/?action=tests.amount"' in page


def test_what_did_arrive_is_found_and_shown(own_desk: Browser) -> None:
    key = saves.new_key()
    answer = own_desk.sends("/amount/?fails=after", save_key=key, amount="3")
    assert answer.status_code == 202
    for found in (
        own_desk.opens(f"/saves/{key}/?action=tests.amount"),
        own_desk.client.post(f"/saves/{key}/?action=tests.amount"),
    ):
        assert "บันทึกแล้ว" in text(found)
        assert 'href="/amounts/1/"' in text(found)


def test_only_looking_closes_nothing(own_desk: Browser) -> None:
    key = saves.new_key()
    own_desk.sends("/amount/?fails=before", save_key=key, amount="3")
    assert own_desk.opens(f"/saves/{key}/?action=tests.amount").status_code == 202
    assert own_desk.sends("/amount/", save_key=key, amount="3").status_code == 302


def test_nobody_learns_of_the_saves_of_another(own_desk: Browser) -> None:
    key = saves.new_key()
    own_desk.sends("/amount/", save_key=key, amount="3")
    assert Browser().opens(f"/saves/{key}/?action=tests.amount").status_code == 404
    assert own_desk.opens("/saves/short/?action=tests.amount").status_code == 404


# --- confirmed with the card ---------------------------------------------------------------------------------------


def asked(desk: Browser, amount: str, how: str = "fetch") -> dict[str, str]:
    answer: dict[str, str] = desk.sends("/amount/?confirm=1", amount=amount, confirm_ask=how).json()
    return answer


def signed(desk: Browser, question: dict[str, str], **lies: object) -> dict[str, str]:
    said = desk.pc.says(question["nonce"], question["purpose"], wire.from_b64url(question["tx"]), **lies)
    return {"confirm_statement": said["statement"], "confirm_sig": said["sig"]}


def test_the_page_asks_what_to_confirm_and_nothing_is_saved_yet(desk: Browser) -> None:
    question = asked(desk, "3")
    assert question["purpose"] == "rights.appoint"
    assert json.loads(wire.from_b64url(question["tx"])) == {"amount": 3, "says": "บันทึกจำนวน 3"}
    assert screens.saved == []


def test_the_act_is_done_with_the_statement_over_it(desk: Browser) -> None:
    shown = signed(desk, asked(desk, "3"))
    assert desk.sends("/amount/?confirm=1", amount="3", **shown).status_code == 302
    assert screens.saved == [3]


def test_TX_CHANGED_a_statement_over_something_else_saves_nothing(desk: Browser) -> None:
    shown = signed(desk, asked(desk, "3"))
    answer = desk.sends("/amount/?confirm=1", amount="4", **shown)
    assert is_refused(answer)
    assert "CL-30" in text(answer)
    assert screens.saved == []


def test_a_statement_is_good_for_one_act(desk: Browser) -> None:
    shown = signed(desk, asked(desk, "3"))
    desk.sends("/amount/?confirm=1", amount="3", **shown)
    assert "CL-21" in text(desk.sends("/amount/?confirm=1", amount="3", **shown))
    assert screens.saved == [3]


def test_the_same_form_sent_again_gets_its_first_answer_though_the_statement_is_used(desk: Browser) -> None:
    key, shown = saves.new_key(), signed(desk, asked(desk, "3"))
    for _ in range(2):
        assert desk.sends("/amount/?confirm=1", save_key=key, amount="3", **shown).status_code == 302
    assert screens.saved == [3]


def test_without_the_card_the_officer_is_told_that_it_is_needed(desk: Browser) -> None:
    answer = desk.sends("/amount/?confirm=1", amount="3")
    assert is_refused(answer)
    assert "การบันทึกต้องเสียบบัตรประจำตัวประชาชน" in text(answer)


def test_ID01_the_card_of_another_confirms_nothing(desk: Browser, cast: Cast) -> None:
    question = asked(desk, "3")
    desk.pc.card = Card(cast.cid())
    assert "CL-24" in text(desk.sends("/amount/?confirm=1", amount="3", **signed(desk, question)))
    assert screens.saved == []


def test_after_a_navigation_the_form_goes_on_where_it_was(desk: Browser) -> None:
    question = asked(desk, "3", how="nav")
    assert question["return"] == "http://localhost:8000/login/card/return"
    page = text(desk.client.post("/login/card/return", signed(desk, question)))
    kept = fields_of(page)
    assert 'action="/amount/?confirm=1"' in page
    assert desk.client.post("/amount/?confirm=1", kept).status_code == 302
    assert screens.saved == [3]


@pytest.fixture
def town_hall(cast: Cast) -> Browser:
    """The browser of a first account, which has no card."""
    made = identity.issue_bootstrap(by=cast.officer_above, organisation=cast.town)
    browser = Browser()
    browser.types(made.account.user_name, made.one_time)
    browser.sends("/login/password/", new_password=LONG_PASSWORD, repeated_password=LONG_PASSWORD)
    return browser


def test_a_first_account_shows_its_password_instead(town_hall: Browser) -> None:
    page = text(town_hall.opens("/amount/"))
    assert "การบันทึกต้องใส่รหัสผ่านอีกครั้ง" in page
    answer = town_hall.sends("/amount/?confirm=1", amount="3", confirm_password=LONG_PASSWORD)
    assert answer.status_code == 302


@pytest.mark.parametrize("password", ["", "not this one"])
def test_a_first_account_without_the_password_saves_nothing(town_hall: Browser, password: str) -> None:
    answer = town_hall.sends("/amount/?confirm=1", amount="3", confirm_password=password)
    assert is_refused(answer)
    assert screens.saved == []


def test_a_wrong_confirming_password_is_told_as_such_with_the_next_step(town_hall: Browser) -> None:
    said = text(town_hall.sends("/amount/?confirm=1", amount="3", confirm_password="not this one"))
    assert "รหัสผ่านไม่ถูกต้อง ยังไม่ได้บันทึก ทำต่อ:" in said
    assert "ชื่อผู้ใช้" not in said


def test_a_one_time_way_in_never_confirms_rights(cast: Cast, enrolled: Officer) -> None:
    given = identity.issue_pass(by=cast.officer_above, account=enrolled.account, reason="เครื่องอ่านเสีย")
    browser = Browser(pc=enrolled.pc)
    browser.types(enrolled.account.user_name, enrolled.password)
    browser.sends("/login/pass/", code=given.code)
    answer = browser.sends("/amount/?confirm=1", amount="3", confirm_password=enrolled.password)
    assert "เข้าระบบโดยไม่ใช้บัตร (รหัสผ่านชั่วคราวหรือ ThaID)" in text(answer)
    assert screens.saved == []
