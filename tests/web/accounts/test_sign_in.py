"""User and Password: the way in, the first password of one's own, signing out."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from lhr.access.roles import Role
from lhr.audit.models import Change
from lhr.identity import actions as identity
from lhr.identity.models import SignIn
from lhr.kernel import clock
from tests.identity.agent import Card, Pc
from tests.identity.cast import LONG_PASSWORD, PASSWORD, Cast, Officer, Time, newcomer
from tests.support.pages import is_refused
from tests.web.accounts.conftest import Browser, in_front_of, signed_in, text


def without_what_differs(page: str) -> str:
    """Leave out what differs between two pages anyway: the CSRF token, the name that was typed, the mark."""
    page = re.sub(r"kept=[\w-]+", "", page)
    page = re.sub(r'(name="csrfmiddlewaretoken" value=)"[^"]*"', "", page)
    return re.sub(r'(name="user_name" value=)"[^"]*"', "", page)


def first_account(cast: Cast) -> identity.IssuedAccount:
    return identity.issue_bootstrap(by=cast.officer_above, organisation=cast.town)


def with_own_password(made: identity.IssuedAccount) -> Browser:
    browser = Browser()
    browser.types(made.account.user_name, made.one_time)
    browser.sends("/login/password/", new_password=LONG_PASSWORD, repeated_password=LONG_PASSWORD)
    return browser


def test_a_page_leads_to_the_sign_in_and_back_to_itself(enrolled: Officer) -> None:
    browser = Browser(pc=enrolled.pc)
    answer = browser.opens("/account/")
    assert answer["Location"] == "/login/?next=%2Faccount%2F"
    browser.opens(answer["Location"])
    browser.types(enrolled.account.user_name, PASSWORD)
    assert browser.shows_card()["Location"] == "/account/"


def test_a_foreign_address_is_never_the_next_page(enrolled: Officer) -> None:
    browser = Browser(pc=enrolled.pc)
    browser.opens("/login/?next=https%3A%2F%2Fexample.org%2F")
    browser.types(enrolled.account.user_name, PASSWORD)
    assert browser.shows_card()["Location"] == "/"


def test_an_unknown_name_and_a_wrong_password_give_the_same_answer(enrolled: Officer) -> None:
    known = Browser().types(enrolled.account.user_name, "wrong")
    unknown = Browser().types("nobody-of-that-name", "wrong")
    assert is_refused(known)
    assert is_refused(unknown)
    assert without_what_differs(text(known)) == without_what_differs(text(unknown))
    assert "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง" in text(known)


def test_too_many_tries_are_told_with_the_way_of_the_owner(enrolled: Officer) -> None:
    browser = Browser(pc=enrolled.pc)
    for _ in range(5):
        browser.types(enrolled.account.user_name, "wrong")
    answer = browser.types(enrolled.account.user_name, PASSWORD)
    assert is_refused(answer)
    assert "ลองหลายครั้งเกินไป" in text(answer)
    assert "ยืนยันด้วยเครื่องของฉัน" in text(answer)


def test_the_owner_is_not_shut_out_by_the_tries_of_others(enrolled: Officer) -> None:
    for _ in range(6):
        Browser().types(enrolled.account.user_name, "wrong")
    browser = Browser(pc=enrolled.pc)
    shown = browser.asks("/login/owner/", "login")
    typed = {"user_name": enrolled.account.user_name, "password": PASSWORD}
    answer = browser.client.post("/login/", {**typed, **shown})
    assert answer.status_code == 302
    assert answer["Location"] == "/login/card/"


def test_a_one_time_password_leads_to_a_password_of_ones_own_and_nowhere_else(somebody: Officer) -> None:
    browser = Browser()
    assert browser.types(somebody.account.user_name, somebody.one_time)["Location"] == "/login/password/"
    for address in ("/", "/enrol/", "/account/"):
        assert browser.opens(address)["Location"] == "/login/password/"


def test_a_password_that_is_no_good_is_told_with_its_rule_and_never_shown_again(somebody: Officer) -> None:
    browser = Browser()
    browser.types(somebody.account.user_name, somebody.one_time)
    answer = browser.sends("/login/password/", new_password="กขคง", repeated_password="กขคง")
    assert is_refused(answer)
    assert "ID-03.1" in text(answer)
    assert "ตั้งให้ยาวอย่างน้อย 8 ตัว" in text(answer)
    assert "กขคง" not in text(answer)


def test_changing_the_password_asks_for_the_present_one(enrolled: Officer) -> None:
    browser = signed_in(enrolled)
    changed = {"new_password": LONG_PASSWORD, "repeated_password": LONG_PASSWORD}
    refused = browser.sends("/login/password/", current="not this", **changed)
    assert is_refused(refused)
    assert "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง" in text(refused)
    assert browser.sends("/login/password/", current=PASSWORD, **changed)["Location"] == "/"
    assert browser.opens("/account/").status_code == 200


def test_the_first_account_of_an_lgo_needs_no_card_and_opens_the_registration_of_rights(cast: Cast) -> None:
    browser = with_own_password(first_account(cast))
    assert browser.opens("/", follow=True).redirect_chain[-1] == ("/rights/", 302)


def test_ID02_the_first_account_opens_nothing_else(cast: Cast) -> None:
    browser = with_own_password(first_account(cast))
    for address in ("/approvals/", "/approvals/accounts/", "/enrol/"):
        answer = browser.opens(address)
        assert answer.status_code == 403, address
        assert "บัญชีนี้ใช้ลงทะเบียนสิทธิผู้ใช้งานเท่านั้น" in text(answer)


def test_a_locked_account_is_told_whom_to_ask(cast: Cast) -> None:
    made = first_account(cast)
    identity.lock_account(by=cast.officer_above, account=made.account, reason="หนังสือหาย")
    answer = Browser().types(made.account.user_name, made.one_time)
    assert is_refused(answer)
    assert "บัญชีนี้ถูกล็อก" in text(answer)


def test_the_session_id_is_new_after_every_step(enrolled: Officer) -> None:
    browser = Browser(pc=enrolled.pc)
    browser.asks("/login/owner/", "login")
    ids = [browser.client.cookies["lhr_session"].value]
    browser.types(enrolled.account.user_name, PASSWORD)
    ids.append(browser.client.cookies["lhr_session"].value)
    browser.shows_card()
    ids.append(browser.client.cookies["lhr_session"].value)
    assert len(set(ids)) == 3
    page = text(browser.opens("/account/"))
    assert not any(one in page for one in ids)


def test_signing_out_ends_the_session_on_the_server(enrolled: Officer) -> None:
    browser = signed_in(enrolled)
    kept = browser.client.cookies["lhr_session"].value
    assert browser.sends("/logout/")["Location"] == "/login/"
    browser.client.cookies["lhr_session"] = kept
    assert browser.opens("/account/").status_code == 302


def test_an_idle_session_ends(enrolled: Officer, time: Time) -> None:
    browser = signed_in(enrolled)
    time.passes(minutes=31)
    assert browser.opens("/account/")["Location"].startswith("/login/")
    assert browser.opens("/account/presence/").status_code == 401


def test_signing_out_everywhere_ends_the_other_browser_too(enrolled: Officer) -> None:
    waiting = in_front_of(enrolled)
    working = signed_in(enrolled)
    working.sends("/account/sign-outs/")
    assert working.opens("/account/").status_code == 302
    assert waiting.opens("/login/card/")["Location"] == "/login/"


def stolen(browser: Browser) -> Client:
    """Somebody else with the same cookie."""
    thief = Client()
    thief.cookies["lhr_session"] = browser.client.cookies["lhr_session"].value
    return thief


def test_a_second_sign_in_in_one_browser_ends_the_first(cast: Cast, enrolled: Officer) -> None:
    browser = with_own_password(first_account(cast))
    thief = stolen(browser)
    assert thief.get("/account/").status_code == 200
    browser.types(enrolled.account.user_name, enrolled.password)
    assert thief.get("/account/").status_code == 302
    assert SignIn.objects.get(account__kind="LGO_BOOTSTRAP").ended_why == "REPLACED"


def test_a_session_that_the_store_no_longer_has_is_nobodys(cast: Cast) -> None:
    browser = with_own_password(first_account(cast))
    thief = stolen(browser)
    Session.objects.all().delete()
    assert thief.get("/account/").status_code == 302
    assert browser.opens("/account/").status_code == 302


def test_CL34_a_clock_that_is_off_is_told_once_and_lets_in(enrolled: Officer, time: Time) -> None:
    browser = in_front_of(enrolled)
    answer = browser.shows_card(iat=int(time.now.timestamp()) - 3 * 3600)
    page = text(browser.opens(answer["Location"]))
    assert "CL-34" in page
    assert "นาฬิกาของเครื่องต่างจากระบบ 180 นาที" in page
    assert "told-warning" in page
    assert "CL-34" not in text(browser.opens("/"))
    assert "CL-34" not in text(signed_in(enrolled).opens("/"))


def without_any_duty(cast: Cast) -> Officer:
    """An officer of the province office whose account was issued and who holds no duty there."""
    cid, centre = cast.cid(), cast.actor(Role.CENTRE, "/")
    made = identity.issue_office(by=centre, organisation=cast.province, person=cast.person(cid))
    cast.officer_above = cast.actor(Role.CENTRE, "/")  # a colleague (ID-08)
    return Officer(cast, made.account, Pc(Card(cid)), made.one_time).enrols()


def test_CL29_a_sign_in_without_a_right_stands_in_the_book(cast: Cast) -> None:
    who = without_any_duty(cast)
    answer = in_front_of(who).shows_card()
    assert answer.status_code == 403
    assert "CL-29" in text(answer)
    assert Change.objects.filter(tag="identity:signin:refused", reason="RIGHTS_ENDED").count() == 1
    assert not SignIn.objects.filter(account=who.account, stage="FULL").exists()


def test_CL29_is_told_where_the_key_ended_with_the_service(cast: Cast) -> None:
    who = without_any_duty(cast)
    place = {"person_id": who.account.person_id, "organisation_id": cast.province.pk}
    assert identity.end_keys(by=cast.by, until=clock.today(), reason="โอน", **place) == 1
    answer = in_front_of(who).shows_card()
    assert answer.status_code == 403
    assert "CL-29" in text(answer)
    assert "CL-23" not in text(answer)


def test_the_check_of_the_rights_and_the_sign_in_are_one_transaction(own_database: str) -> None:
    """Check 12 of card-login.md 4.3: read in the transaction that makes the session full."""
    with clock.standing_at(Time()):
        browser = in_front_of(newcomer(Cast()).enrols())
        proof = browser.asks("/login/card/ask/", "login")
        seen: list[tuple[str, bool]] = []

        def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            seen.append((sql, connection.in_atomic_block))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(watch):
            browser.client.post("/login/card/", proof)
    # What is asked about rights before the nonce is used belongs to the middleware, what comes after it to check 12.
    verified = next(n for n, (sql, _) in enumerate(seen) if sql.startswith("UPDATE") and "challenge" in sql)
    asked = [inside for sql, inside in seen[verified:] if "rights_" in sql]
    assert asked
    assert all(asked)
