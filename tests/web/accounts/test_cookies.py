"""Row F3: what a browser is told of the session's cookie, and that an id chosen by somebody else opens nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client

from tests.identity.cast import Officer
from tests.web.accounts.conftest import Browser, signed_in

FLAGS = ("httponly", "samesite", "path", "domain")


@pytest.mark.parametrize("name", ["lhr_session", "lhr_csrf"])
def test_the_cookies_are_for_the_server_alone_and_for_no_other_site(enrolled: Officer, name: str) -> None:
    browser = signed_in(enrolled)
    browser.opens("/account/")
    assert [browser.client.cookies[name][flag] for flag in FLAGS] == [True, "Strict", "/", ""]
    # It ends with the browser; the server counts the idle half hour and the twelve hours itself.
    assert name != "lhr_session" or browser.client.cookies[name]["max-age"] == ""


def test_over_https_the_cookies_are_secure_and_the_browser_stays_with_https() -> None:
    """The settings are read when the program starts, so a program of its own is asked."""
    asked = "import lhr.settings as s; print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS)"
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True,
        env={"LHR_ORIGIN": "https://lhr.example.go.th", "LHR_DATA_DIR": str(settings.STATIC_ROOT.parent), "PATH": ""},
    )  # fmt: skip
    assert done.stdout.split() == ["True", "True", "31536000"]


def test_a_session_id_that_somebody_chose_before_the_sign_in_opens_nothing(enrolled: Officer) -> None:
    """Fixation: the id that the attacker put into the browser is not the one that is signed in."""
    planted = "a" * 32
    victim = Browser(pc=enrolled.pc)
    victim.client.cookies["lhr_session"] = planted
    victim.types(enrolled.account.user_name, enrolled.password)
    assert victim.shows_card().status_code == 302
    assert victim.client.cookies["lhr_session"].value != planted
    attacker = Client()
    attacker.cookies["lhr_session"] = planted
    assert attacker.get("/account/").status_code == 302
