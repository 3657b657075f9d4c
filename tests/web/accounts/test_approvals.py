"""What the offices above decide: PCs, cards, accounts, letters, one-time ways in."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.template import Context
from django.test.utils import CaptureQueriesContext

from lhr.access.roles import Role
from lhr.audit import saves
from lhr.identity import actions as identity
from lhr.identity import queries
from lhr.identity.models import Account
from lhr.kernel import clock
from lhr.organisations.models import Organisation
from lhr.web.approvals import rows
from lhr.web.templatetags.account_words import refused_why
from lhr_card.codes import CODES
from tests.identity.cast import PASSWORD, Cast, Officer, Time, newcomer
from tests.support.pages import is_refused
from tests.web.accounts.conftest import Browser, in_front_of, signed_in, text


@pytest.fixture
def waiting(cast: Cast) -> Officer:
    """Somebody whose PC is paired and whose card was read, and nobody has decided yet."""
    who = newcomer(cast)
    opened = who.sets_password()
    who.pairs()
    who.reads_card(opened)
    return who


def card_of(who: Officer) -> object:
    return queries.cards_of(who.account.pk)[0]


def decide(browser: Browser, what: str, row: object, **typed: object) -> object:
    return browser.sends(f"/approvals/{what}/{row.entry_id}/", version=row.version, **typed)  # type: ignore[attr-defined]


def secrets_in(page: str) -> list[str]:
    return re.findall(r'data-one-time="[^"]*">([a-z-]+)<', page)


def test_the_province_sees_what_waits_and_lets_it_in(province_desk: Browser, waiting: Officer) -> None:
    page = text(province_desk.opens("/approvals/"))
    assert "นางสมใจ ดีงาม" in page
    assert "เทศบาลตำบลท่าอุเทน" in page
    assert "ซอฟต์แวร์" in page
    decide(province_desk, "cards", card_of(waiting))
    decide(province_desk, "keys", queries.keys_of(waiting.account.pk)[0])
    waiting.account.refresh_from_db()
    assert waiting.account.status == "ACTIVE"
    assert "ไม่มีบัตรที่รอ" in text(province_desk.opens("/approvals/"))


def test_a_decision_on_an_older_version_is_told(province_desk: Browser, waiting: Officer) -> None:
    row = card_of(waiting)
    row.version = 7  # type: ignore[attr-defined]
    answer = decide(province_desk, "cards", row)
    assert is_refused(answer)
    assert "มีผู้บันทึกรายการนี้ก่อนท่าน" in text(answer)  # type: ignore[arg-type]


def test_ID07_what_was_decided_is_not_decided_again(province_desk: Browser, waiting: Officer) -> None:
    row = card_of(waiting)
    decide(province_desk, "cards", row)
    answer = decide(province_desk, "cards", row)
    assert "ID-07.5" in text(answer)  # type: ignore[arg-type]


def test_refusing_asks_for_a_reason(province_desk: Browser, waiting: Officer) -> None:
    key = queries.keys_of(waiting.account.pk)[0]
    address = f"/approvals/keys/{key.entry_id}/refuse/"
    assert province_desk.opens(address).status_code == 200
    assert is_refused(province_desk.sends(address, version=key.version, reason=""))
    assert province_desk.sends(address, version=key.version, reason="ไม่ใช่เครื่องของ อปท.").status_code == 302
    assert queries.keys_of(waiting.account.pk)[0].status == "REVOKED"


def test_a_district_without_delegation_approves_nothing(
    cast: Cast, office_of: Callable[[Organisation, Role], Officer], waiting: Officer
) -> None:
    browser = signed_in(office_of(cast.district, Role.DISTRICT))
    assert browser.opens("/approvals/").status_code == 403
    answer = decide(browser, "cards", card_of(waiting))
    assert answer.status_code == 403  # type: ignore[attr-defined]


def test_another_province_does_not_see_that_it_exists(
    cast: Cast, office_of: Callable[[Organisation, Role], Officer], waiting: Officer
) -> None:
    from lhr.organisations import actions as organisations
    from tests.identity.cast import FOUNDED

    organisations.load_places(by=cast.by, province="47")
    other = organisations.found_office(by=cast.by, place="47", starts=FOUNDED)
    browser = signed_in(office_of(other, Role.PROVINCE))
    assert "นางสมใจ" not in text(browser.opens("/approvals/")).split("<main")[1]
    for address in (
        f"/approvals/accounts/{waiting.account.pk}/",
        f"/approvals/cards/{card_of(waiting).entry_id}/refuse/",
    ):  # type: ignore[attr-defined]
        assert browser.opens(address).status_code == 404


def test_first_accounts_are_issued_all_at_once_and_shown_once(province_desk: Browser, cast: Cast) -> None:
    key = saves.new_key()
    answer = province_desk.sends("/approvals/accounts/issue/", save_key=key)
    letters = text(answer)
    assert len(secrets_in(letters)) == 2
    assert "เทศบาลตำบลท่าอุเทน" in letters
    assert "http://localhost:8000/login/" in letters
    # The letter says who sends it and is signed for; no switch leads away from what cannot be shown again.
    assert "สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดนครพนม" in letters.split('class="letter"')[1]
    assert "ได้รับหนังสือนี้ในสภาพปิดผนึกแล้ว" in letters
    assert 'name="lang"' not in letters
    assert 'name="lang"' in text(province_desk.opens("/approvals/accounts/"))
    again = province_desk.sends("/approvals/accounts/issue/", save_key=key)
    assert again["Location"] == "/approvals/accounts/"
    page = text(province_desk.opens("/approvals/accounts/"))
    assert not any(secret in page for secret in secrets_in(letters))
    assert Account.objects.filter(kind="LGO_BOOTSTRAP").count() == 2


def test_one_first_account_is_issued_alone(province_desk: Browser, cast: Cast) -> None:
    letter = text(province_desk.sends(f"/approvals/accounts/issue/{cast.town.pk}/"))
    account = queries.bootstrap_of(cast.town.pk)
    assert account is not None
    signed = Browser().types(account.user_name, secrets_in(letter)[0])
    assert signed["Location"] == "/login/password/"


def test_ID07_an_lgo_gets_one_first_account(province_desk: Browser, cast: Cast) -> None:
    province_desk.sends(f"/approvals/accounts/issue/{cast.town.pk}/")
    answer = province_desk.sends(f"/approvals/accounts/issue/{cast.town.pk}/")
    assert is_refused(answer)
    assert "ID-07.3" in text(answer)


def test_ID05_a_reset_states_its_reason_and_shows_the_password_once(
    province_desk: Browser, enrolled: Officer
) -> None:
    address = f"/approvals/accounts/{enrolled.account.pk}/reset/"
    assert "รหัสผ่านเดิม" in text(province_desk.opens(address))
    assert is_refused(province_desk.sends(address, reason=""))
    secret = secrets_in(text(province_desk.sends(address, reason="ลืมรหัสผ่าน")))[0]
    assert is_refused(Browser().types(enrolled.account.user_name, PASSWORD))
    assert Browser().types(enrolled.account.user_name, secret)["Location"] == "/login/password/"


def test_ID04_nobody_resets_the_own_account(
    cast: Cast, office_of: Callable[[Organisation, Role], Officer]
) -> None:
    me = office_of(cast.province, Role.PROVINCE)
    browser = signed_in(me)
    page = text(browser.opens(f"/approvals/accounts/{me.account.pk}/"))
    assert "บัญชีของท่านเอง" in page
    answer = browser.sends(f"/approvals/accounts/{me.account.pk}/reset/", reason="ลืม")
    assert "ID-04.1" in text(answer)


def test_a_one_time_way_in_lets_in_without_a_card(province_desk: Browser, enrolled: Officer) -> None:
    address = f"/approvals/accounts/{enrolled.account.pk}/pass/"
    too_long = province_desk.sends(address, reason="เครื่องอ่านเสีย", hours="9")
    assert "ID-06" in text(too_long)
    given = text(province_desk.sends(address, reason="เครื่องอ่านเสีย", hours="4"))
    found = re.search(r'class="secret">([a-z-]+)<', given)
    assert found is not None
    browser = in_front_of(enrolled)
    assert "รหัสผ่านชั่วคราวไม่ถูกต้อง" in text(browser.sends("/login/pass/", code="bcdfg"))
    assert browser.sends("/login/pass/", code=found[1])["Location"] == "/"
    assert browser.opens("/account/").status_code == 200
    assert "ออก 1 ใช้แล้ว 1" in text(province_desk.opens("/approvals/"))


def test_locking_and_opening_an_account(province_desk: Browser, cast: Cast) -> None:
    made = identity.issue_bootstrap(by=cast.officer_above, organisation=cast.town)
    here = f"/approvals/accounts/{made.account.pk}/"
    assert province_desk.sends(f"{here}lock/", reason="หนังสือหาย")["Location"] == here
    assert "หนังสือหาย" in text(province_desk.opens(here))
    assert province_desk.sends(f"{here}unlock/", reason="พบหนังสือแล้ว", hours="24")["Location"] == here
    assert "เปิดให้ใช้ถึง" in text(province_desk.opens(here))


def test_the_office_asks_a_code_for_somebodys_pc(province_desk: Browser, enrolled: Officer) -> None:
    page = text(province_desk.sends(f"/approvals/accounts/{enrolled.account.pk}/code/"))
    assert "lhr-card pair --server http://localhost:8000" in page


NEW_OFFICER = {
    "title": "นาย",
    "first": "ประสิทธิ์",
    "last": "อำเภอทดสอบ",
    "birth_date": "๑ พ.ค. ๒๕๒๓",
    "gender": "M",
}


def test_a_province_names_an_officer_of_a_district(province_desk: Browser, cast: Cast) -> None:
    typed = {**NEW_OFFICER, "office": cast.district.pk, "national_id": cast.cid()}
    letter = text(province_desk.sends("/approvals/accounts/office/", **typed))
    assert "นายประสิทธิ์ อำเภอทดสอบ" in letter
    account = Account.objects.get(kind="OFFICE", organisation=cast.district)
    assert Browser().types(account.user_name, secrets_in(letter)[0]).status_code == 302


def test_a_title_that_nobody_knows_is_not_printed_on_a_letter(province_desk: Browser, cast: Cast) -> None:
    typed = {**NEW_OFFICER, "title": "xyz", "office": cast.district.pk, "national_id": cast.cid()}
    assert is_refused(province_desk.sends("/approvals/accounts/office/", **typed))
    assert not Account.objects.filter(organisation=cast.district).exists()


def test_PE01_a_mistyped_number_is_told_and_what_was_typed_stays(province_desk: Browser, cast: Cast) -> None:
    number = cast.cid()
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    typed = {**NEW_OFFICER, "office": cast.district.pk, "national_id": wrong}
    page = text(province_desk.sends("/approvals/accounts/office/", **typed))
    assert "PE-01" in page
    assert 'value="ประสิทธิ์"' in page
    assert not Account.objects.filter(organisation=cast.district).exists()


def test_a_number_of_somebody_else_is_noticed(province_desk: Browser, cast: Cast) -> None:
    number = cast.cid()
    cast.person(number)
    typed = {**NEW_OFFICER, "birth_date": "๒ พ.ค. ๒๕๒๓", "office": cast.district.pk, "national_id": number}
    page = text(province_desk.sends("/approvals/accounts/office/", **typed))
    assert "วันเกิดไม่ตรงกับที่พิมพ์" in page


def test_a_province_names_nobody_for_the_centre(province_desk: Browser, cast: Cast) -> None:
    typed = {**NEW_OFFICER, "office": cast.centre.pk, "national_id": cast.cid()}
    assert is_refused(province_desk.sends("/approvals/accounts/office/", **typed))


def test_the_lists_cost_the_same_however_long(province_desk: Browser, cast: Cast) -> None:
    from django.db import connection

    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert province_desk.opens(address).status_code == 200
        return len(asked)

    def one_more_waits() -> None:
        who = newcomer(cast)
        opened = who.sets_password()
        who.pairs()
        who.reads_card(opened)

    one_more_waits()
    lists = ("/approvals/", "/approvals/accounts/")
    for address in lists:
        cost(address)  # the first keeps the names of places
    few = {address: cost(address) for address in lists}
    for _ in range(4):
        one_more_waits()
    assert {address: cost(address) for address in few} == few


def test_accounts_are_found_by_name_place_and_state(
    province_desk: Browser, enrolled: Officer, cast: Cast
) -> None:
    name = enrolled.account.user_name
    assert name in text(province_desk.opens("/approvals/accounts/?q=ท่าอุเทน&state=ACTIVE"))
    assert name not in text(province_desk.opens("/approvals/accounts/?q=โนนตาล"))
    assert name not in text(province_desk.opens("/approvals/accounts/?state=LOCKED"))


def test_accounts_are_counted_as_people_count() -> None:
    names = ["4801-lgo-10", "4801-lgo-2", "48-office-1", "4801-lgo-1"]
    assert sorted(names, key=rows.counted) == ["48-office-1", "4801-lgo-1", "4801-lgo-2", "4801-lgo-10"]


def test_ID08_an_officer_who_gave_the_code_reads_why_and_finds_no_button(
    cast: Cast, office_of: Callable[[Organisation, Role], Officer]
) -> None:
    desk = signed_in(office_of(cast.province, Role.PROVINCE))
    who = newcomer(cast)
    who.sets_password()
    shown = text(desk.sends(f"/approvals/accounts/{who.account.pk}/code/"))
    code = re.search(r'class="secret">([a-z]{10})<', shown)
    assert code is not None
    who.pairs(code.group(1))
    key = queries.keys_of(who.account.pk)[0]
    page = text(desk.opens("/approvals/"))
    assert "ID-08.1" in page
    assert "ให้ผู้อื่นของสำนักงานอนุมัติ" in page
    assert f'action="/approvals/keys/{key.entry_id}/"' not in page
    answer = decide(desk, "keys", key)
    assert is_refused(answer)
    assert queries.keys_of(who.account.pk)[0].status == "PENDING"
    colleague = signed_in(office_of(cast.province, Role.PROVINCE))
    assert f'action="/approvals/keys/{key.entry_id}/"' in text(colleague.opens("/approvals/"))
    decide(colleague, "keys", key)
    assert queries.keys_of(who.account.pk)[0].status == "ACTIVE"


def test_the_precise_code_of_a_neutral_refusal_is_for_the_office_only(
    province_desk: Browser, enrolled: Officer
) -> None:
    browser = in_front_of(enrolled)
    proof = browser.asks("/login/card/ask/", "login") | {"confirm_sig": "A" * 86}
    refused = text(browser.client.post("/login/card/", proof))
    mine = text(signed_in(enrolled).opens("/account/"))
    assert "CL-23" in refused
    assert "CL-23" in mine
    assert "BAD_SIGNATURE" not in refused + mine
    theirs = text(province_desk.opens(f"/approvals/accounts/{enrolled.account.pk}/"))
    assert "BAD_SIGNATURE" in theirs
    assert "ลายเซ็นของเครื่องไม่ถูกต้อง" in theirs


def test_both_pages_say_when_a_card_was_last_used(
    cast: Cast, office_of: Callable[[Organisation, Role], Officer], enrolled: Officer, time: Time
) -> None:
    office = office_of(cast.province, Role.PROVINCE)
    time.passes(minutes=5)
    desk = signed_in(enrolled)
    when = f'datetime="{time.now.astimezone(clock.BANGKOK).isoformat("T", "seconds")}"'
    own = text(desk.opens("/account/"))
    time.passes(minutes=5)
    above = text(signed_in(office).opens(f"/approvals/accounts/{enrolled.account.pk}/"))
    for page in (own, above):
        column = page.split("ใช้ล่าสุด")[1].split("</tbody>")[0]
        assert column.count(when) == 1


def test_the_hours_and_the_switch_of_passes_reach_the_pages(
    province_desk: Browser, enrolled: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/approvals/accounts/{enrolled.account.pk}/"
    monkeypatch.setenv("LHR_PASS_HOURS", "3")
    form = text(province_desk.opens(f"{address}pass/"))
    assert 'max="3"' in form
    assert "ไม่เกิน 3 ชั่วโมง" in form
    assert "ไม่เกิน 3 ชั่วโมง" in text(Browser().opens("/login/card/help/"))
    monkeypatch.setenv("LHR_PASSES", "no")
    assert f"{address}pass/" not in text(province_desk.opens(address))
    assert "/login/pass/" not in text(Browser().opens("/login/card/help/"))
    assert "ID-06.1" in text(province_desk.sends(f"{address}pass/", reason="บัตรหาย", hours="1"))


@pytest.mark.parametrize("code", [*CODES, "WRONG", "TOO_MANY", "LOCKED", "CLOSED", "PASS_CODE", "PAIRING_CODE"])
def test_no_refusal_is_told_with_a_hole_in_it(code: str) -> None:
    for lang in ("th", "en"):
        told = refused_why(Context({"lang": lang}), code) + refused_why(Context({"lang": lang}), code, precise=True)
        assert "{" not in told or CODES[code].raised_by != "server"
