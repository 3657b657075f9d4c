"""Who may open a page, in which language, and what a page says when it may not be opened."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.identity.cast import PASSWORD, Officer
from tests.web.accounts.conftest import Browser, in_front_of, text

PART = {"HX-Request": "true"}


def test_a_view_that_says_nothing_is_refused(desk: Browser) -> None:
    desk.client.raise_request_exception = False
    answer = desk.opens("/forgotten/")
    assert answer.status_code == 500
    assert "open to all" not in text(answer)


def test_a_password_alone_opens_nothing(enrolled: Officer) -> None:
    assert in_front_of(enrolled).opens("/amount/")["Location"].startswith("/login/?next=")


def test_a_part_of_a_page_says_over_the_page_that_the_session_is_over(db: None) -> None:
    for answer in (Client().get("/amount/", headers=PART), Client().post("/amount/", headers=PART)):
        assert answer.status_code == 401
        assert "ข้อมูลที่พิมพ์ยังอยู่ในหน้านี้" in text(answer)
        assert "<html" not in text(answer)
    itself = Client().get("/amount/", headers={**PART, "X-LHR-By-Itself": "yes"})
    assert (itself.status_code, itself["HX-Redirect"]) == (204, "/login/")


def test_who_saved_after_the_session_reads_so_and_comes_back_to_the_form(enrolled: Officer) -> None:
    browser = Browser(pc=enrolled.pc)
    page = "http://testserver/account/passkeys/?a=1"
    answer = browser.client.post("/amount/", {"amount": "1"}, headers={"Referer": page})
    assert answer["Location"] == "/login/?next=%2Faccount%2Fpasskeys%2F%3Fa%3D1&unsaved=1"
    said = text(browser.opens(answer["Location"]))
    assert "ที่กดบันทึกเมื่อครู่ยังไม่ได้บันทึก" in said
    assert "ยังไม่ได้บันทึก" not in text(browser.opens("/login/"))
    browser.types(enrolled.account.user_name, PASSWORD)
    assert browser.shows_card()["Location"] == "/account/passkeys/?a=1"
    foreign = Client().post("/amount/", {"amount": "1"}, headers={"Referer": "http://elsewhere/x/"})
    assert foreign["Location"] == "/login/?unsaved=1"


def test_a_duty_without_the_permission_is_told_why(desk: Browser) -> None:
    answer = desk.opens("/approvals/")
    assert answer.status_code == 403
    assert "หน้าที่ของท่านไม่รวมการ" in text(answer)
    assert 'href="/"' in text(answer)


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize(
    ("address", "status"), [("/nothing/here/", 404), ("/breaks/", 500), ("/approvals/", 403)]
)
def test_every_error_page_says_what_happened_and_has_a_way_on(
    desk: Browser, address: str, status: int, lang: str
) -> None:
    desk.client.raise_request_exception = False
    desk.client.cookies["lhr_lang"] = lang
    answer = desk.opens(address)
    assert answer.status_code == status
    assert ("Next:" if lang == "en" else "ทำต่อ:") in text(answer)
    assert f'<html lang="{lang}">' in text(answer)
    assert 'class="btn btn-primary" href="/' in text(answer)
    assert "Traceback" not in text(answer)


def test_the_error_page_stands_even_without_the_store(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.test import RequestFactory

    from lhr.web.shared import errors

    monkeypatch.setattr(errors, "render_to_string", _failing_once(errors.render_to_string))
    answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "ระบบขัดข้อง" in answer.content.decode()


def _failing_once(real: object) -> object:
    tries: list[int] = []

    def render(*given: object, **more: object) -> object:
        tries.append(1)
        if len(tries) == 1:
            raise ConnectionError
        return real(*given, **more)  # type: ignore[operator]

    return render


def test_a_form_without_its_token_is_refused_kindly(enrolled: Officer) -> None:
    answer = Client(enforce_csrf_checks=True).post("/login/", {"user_name": "a", "password": "b"})
    assert answer.status_code == 403
    assert "ยังไม่ได้บันทึก" in text(answer)
    assert "กดย้อนกลับ" in text(answer)


def test_too_much_is_answered_413(desk: Browser) -> None:
    answer = desk.sends("/amount/", amount="1", password="x" * 3_000_000)
    assert answer.status_code == 413
    assert "ใหญ่เกินกำหนด" in text(answer)


def test_the_language_is_switched_and_stays(db: None) -> None:
    client = Client()
    answer = client.post("/preferences/", {"lang": "en", "next": "/login/"})
    assert answer["Location"] == "/login/"
    page = client.get("/login/")
    assert "Sign in" in text(page)
    assert page["Content-Language"] == "en"


def test_a_preference_that_does_not_exist_is_not_kept(db: None) -> None:
    client = Client()
    answer = client.post("/preferences/", {"lang": "xx", "next": "https://example.org/"})
    assert answer["Location"] == "/"
    assert "lhr_lang" not in client.cookies


def test_thai_digits_are_shown_to_whom_wants_them(desk: Browser) -> None:
    assert "31 ส.ค. 2561" in text(desk.opens("/account/"))
    desk.client.cookies["lhr_digits"] = "thai"
    assert "๓๑ ส.ค. ๒๕๖๑" in text(desk.opens("/account/"))


def test_pages_of_a_session_are_not_kept_by_the_browser(desk: Browser) -> None:
    assert "no-store" in desk.opens("/account/")["Cache-Control"]


@pytest.mark.parametrize("address", ["/login/", "/account/", "/shortcuts/", "/enrol/"])
def test_the_policy_lets_no_foreign_script_in(desk: Browser, address: str) -> None:
    policy = dict(part.split(" ", 1) for part in desk.opens(address)["Content-Security-Policy"].split("; "))
    connect = policy.pop("connect-src")
    assert connect.startswith("'self'")
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }


def test_every_module_of_the_bar_has_its_page() -> None:
    from django.urls import reverse

    from lhr.web.shared.modules import MODULES

    assert [reverse(module.opens) for module in MODULES]
