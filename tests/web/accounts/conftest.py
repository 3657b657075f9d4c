"""The cast of the sign-ins (tests/identity/cast.py) in front of browsers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from lhr.access.roles import Role
from lhr.audit import saves
from lhr.identity import actions as identity
from lhr.kernel import clock
from lhr.organisations.models import Organisation
from lhr.registry_rights import actions as rights
from tests.identity.agent import Card, Pc
from tests.identity.cast import DAY, FOUNDED, Cast, Officer, Time, newcomer
from tests.support.pages import PageClient, html_of


@pytest.fixture
def time() -> Iterator[Time]:
    moving = Time()
    with clock.standing_at(moving):
        yield moving


@pytest.fixture
def cast(db: None, time: Time) -> Cast:
    return Cast()


@dataclass
class Browser:
    """A browser with the PC it stands on."""

    pc: Pc = field(default_factory=Pc)
    client: Client = field(default_factory=PageClient)

    def opens(self, address: str, **more: Any) -> HttpResponse:
        return self.client.get(address, **more)

    def sends(self, address: str, **typed: Any) -> HttpResponse:
        """Press a button: every form carries a fresh save key unless the test gives one."""
        return self.client.post(address, {"save_key": saves.new_key(), **typed})

    def types(self, user_name: str, password: str) -> HttpResponse:
        return self.client.post("/login/", {"user_name": user_name, "password": password})

    def asks(self, address: str, purpose: str, **lies: Any) -> dict[str, str]:
        """Get a challenge and let the PC sign it; returns the fields that the page's script fills in."""
        told = self.client.post(address, {}).json()
        said = self.pc.says(told["nonce"], purpose, **lies)
        return {"confirm_statement": said["statement"], "confirm_sig": said["sig"]}

    def shows_card(self, **lies: Any) -> HttpResponse:
        return self.client.post("/login/card/", self.asks("/login/card/ask/", "login", **lies))

    def agent(self, address: str, body: object) -> HttpResponse:
        """What the card agent posts by itself: no cookie, and a check of CSRF would refuse it."""
        alone = Client(enforce_csrf_checks=True)
        return alone.post(address, body, content_type="application/json")

    def reports(self, state: str) -> HttpResponse:
        link = self.agent("/agent/v1/link", {"kid": self.pc.kid}).json()["link"]
        return self.agent("/agent/v1/presence", self.pc.reports(link, state=state))


def text(answer: HttpResponse) -> str:
    return html_of(answer)


@pytest.fixture
def somebody(cast: Cast) -> Officer:
    """A person just named in SEM102, with the letter in hand."""
    return newcomer(cast)


@pytest.fixture
def enrolled(cast: Cast) -> Officer:
    """An officer whose PC and card are approved."""
    return newcomer(cast).enrols()


def in_front_of(who: Officer, password: str | None = None) -> Browser:
    """Sit down as `who`: user name and password are typed, the card is in the reader and nothing is read yet."""
    browser = Browser(pc=who.pc)
    browser.types(who.account.user_name, password or who.password)
    return browser


def signed_in(who: Officer) -> Browser:
    browser = in_front_of(who)
    answer = browser.shows_card()
    assert answer.status_code == 302, text(answer)
    return browser


@pytest.fixture
def office_of(cast: Cast) -> Callable[[Organisation, Role], Officer]:
    """Make an officer of an office above: named, enrolled and approved from still further above."""

    def make(office: Organisation, role: Role) -> Officer:
        centre = cast.actor(Role.CENTRE, "/")
        # A province office names its districts' officers, the centre those of the provinces.
        giver = cast.actor(Role.PROVINCE, cast.province.path) if role is Role.DISTRICT else centre
        cid = cast.cid()
        person = cast.person(cid)
        rights.appoint_oversight(by=giver, office=office, person=person, role=role, starts=FOUNDED)
        made = identity.issue_office(by=giver, organisation=office, person=person)
        officer = Officer(cast, made.account, Pc(Card(cid)), made.one_time)
        # Who gave the letter does not approve (ID-08): a colleague of that officer does.
        of = (Role.PROVINCE, cast.province.path) if role is Role.DISTRICT else (Role.CENTRE, "/")
        colleague = cast.actor(*of)
        usual, cast.officer_above = cast.officer_above, colleague
        officer.enrols()
        cast.officer_above = usual
        return officer

    return make


@pytest.fixture
def province_desk(cast: Cast, office_of: Callable[[Organisation, Role], Officer]) -> Browser:
    """The browser of an officer of the province office."""
    return signed_in(office_of(cast.province, Role.PROVINCE))


__all__ = ["DAY", "Browser", "Cast", "Officer", "Time", "in_front_of", "signed_in", "text"]
