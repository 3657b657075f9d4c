"""Browsers in which somebody of the standing cast is signed in already, on 1 August 2561 at ten in the morning."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from lhr import config
from lhr.access.actor import ANONYMOUS, Actor
from lhr.access.permissions import Permission
from lhr.access.roles import Role
from lhr.audit.book import change
from lhr.identity import actions as identity
from lhr.identity import one_time
from lhr.identity.models import Account, AccountStatus, CardBinding, SignIn, Stage
from lhr.kernel import clock
from lhr.organisations.models import Organisation
from lhr.people import actions as people
from lhr.people.queries import national_id_of
from lhr.registry_rights import actions as rights
from lhr_card import wire
from tests.identity.agent import Card, Pc
from tests.support import standing
from tests.support.cast import BORN, FOUNDED, TODAY, Cast, Place, acting_as, hr, palad, save, town_alone
from tests.support.pages import PageClient, html_of

Above = Callable[[Role, Organisation], Client]
SINCE = date(2018, 1, 1)


@pytest.fixture
def on_the_day() -> Iterator[None]:
    with clock.standing_at(clock.midnight(TODAY) + timedelta(hours=10)):
        yield


def _pair() -> dict[str, Any]:
    stands = town_alone()
    town = stands["town"]
    _register(acting_as(Role.LGO_BOOTSTRAP, town.lgo), town)
    return {**stands, "pair": town}


def _register(by: Actor, town: Place) -> None:
    save(by, town, registrar=palad(town["palad"], SINCE), officer=hr(town["hr"], SINCE))


@pytest.fixture
@standing.made_once(_pair, richer=1)
def pair(on_the_day: None, town: Place, bootstrap: Actor) -> Place:
    """The town with its ปลัด and its holder of line 3102 registered since 1 January 2561."""
    if standing.held("pair") is None:
        _register(bootstrap, town)
    return town


class CardClient(PageClient):
    """A browser beside a PC with a card reader; the PC is paired and the card seen when it is first needed."""

    account: Account
    pc: Pc | None = None

    def signs(self, address: str, body: dict[str, Any]) -> Any:
        """Press a button that asks for the card: the page asks, the card signs, the form is sent with its statement.

        Where the page refuses before it asks for a card, its answer is returned.
        """
        if self.pc is None:
            self.pc = enrolled(self.account)
        asked = self.post(address, {**body, "confirm_ask": "fetch"}, headers={"X-Requested-With": "lhr"})
        if asked.headers["Content-Type"] != "application/json":
            return self.post(address, body)
        return self.post(address, {**body, **self.shows(asked.json())})

    def shows(self, asked: dict[str, str]) -> dict[str, str]:
        assert self.pc is not None
        said = self.pc.says(asked["nonce"], asked["purpose"], wire.from_b64url(asked["tx"]), aud=config.origin())
        return {"confirm_statement": said["statement"], "confirm_sig": said["sig"]}


def enrolled(account: Account) -> Pc:
    """Pair a PC with the account and let the office above see its card, by the register's own acts."""
    above, was = acting_as(Role.CENTRE, Organisation.objects.get(path="/")), account.status
    with change(Actor(day=TODAY), "identity:account:issued", account, path=account.organisation.path):
        Account.objects.filter(pk=account.pk).update(status=AccountStatus.ENROLLING)
    account.refresh_from_db()
    pc = Pc(Card(national_id_of(account.person_id)))
    row = SignIn.objects.create(
        session_digest=one_time.digest("session", str(uuid4())), account=account, stage=Stage.ENROLLING,
        via="password", started_at=clock.now(), seen_at=clock.now(),
    )  # fmt: skip
    me = replace(acting_as(Role.ENROLLING, account.organisation, account.person_id), account_id=account.pk)
    code = identity.pairing_code(by=me, account=account).code
    nonce = identity.pairing_nonce(by=ANONYMOUS, code=code, address="192.0.2.1")
    key = identity.pair(
        by=ANONYMOUS, code=code, jwk=pc.jwk, storage="software", agent_ver="1.0.0", label="เครื่องหน้าห้อง",
        address="192.0.2.1", **pc.proof(nonce, aud=config.origin()),
    )  # fmt: skip
    nonce = identity.challenge(by=ANONYMOUS, sign_in=row, purpose="enrol-card")
    identity.enrol_card(by=ANONYMOUS, sign_in=row, **pc.says(nonce, "enrol-card", aud=config.origin()))
    identity.approve_key(by=above, entry_id=key.entry_id, version=key.version)
    card = CardBinding.objects.known().get(account=account)
    identity.approve_card(by=above, entry_id=card.entry_id, version=card.version)
    with change(Actor(day=TODAY), "identity:account:issued", account, path=account.organisation.path):
        Account.objects.filter(pk=account.pk).update(status=was)
    return pc


def desk_of(account: Account) -> Client:
    """Open a browser in which the account, enrolled, is signed in."""
    with change(Actor(day=TODAY), "identity:account:issued", account, path=account.organisation.path):
        account.must_change = False
        account.status = AccountStatus.ACTIVE
        account.save()
    client = CardClient()
    client.account = account
    session = client.session
    session.save()
    SignIn.objects.create(
        session_digest=one_time.digest("session", str(session.session_key)),
        account=account,
        stage=Stage.FULL,
        via="password",
        started_at=clock.now(),
        seen_at=clock.now(),
    )
    return client


def account_at(place: Place, who: str) -> Account:
    return Account.objects.get(person=place[who], organisation=place.lgo)


@pytest.fixture
def officer_desk(pair: Place) -> Client:
    return desk_of(account_at(pair, "hr"))


@pytest.fixture
def registrar_desk(pair: Place) -> Client:
    return desk_of(account_at(pair, "palad"))


@pytest.fixture
def town_hall(on_the_day: None, cast: Cast, town: Place) -> Client:
    """The browser of the town's first account."""
    by = acting_as(Role.PROVINCE, cast.province)
    return desk_of(identity.issue_bootstrap(by=by, organisation=town.lgo).account)


@pytest.fixture
def above(on_the_day: None, cast: Cast) -> Above:
    """Open the browser of an officer of an office above."""

    def opened(role: Role, office: Organisation) -> Client:
        by = acting_as(Role.CENTRE, cast.centre)
        person = people.register(
            by=by,
            national_id=cast.number(),
            prefix="นาง",
            first="นภา",
            last="ทดสอบสำนักงาน",
            birth_date=BORN,
            gender="F",
            starts=FOUNDED,
            path="/",
            permission=Permission.ACCOUNT_ISSUE_PROVINCE,
        )
        giver = acting_as(Role.PROVINCE, cast.province) if role is Role.DISTRICT else by
        rights.appoint_oversight(by=giver, office=office, person=person, role=role, starts=FOUNDED)
        return desk_of(identity.issue_office(by=giver, organisation=office, person=person).account)

    return opened


@pytest.fixture
def province_desk(cast: Cast, above: Above) -> Client:
    return above(Role.PROVINCE, cast.province)


@pytest.fixture
def centre_desk(cast: Cast, above: Above) -> Client:
    return above(Role.CENTRE, cast.centre)


@pytest.fixture
def district_desk(cast: Cast, above: Above) -> Client:
    return above(Role.DISTRICT, cast.district)


def text_of(answer: Any) -> str:
    return html_of(answer)


__all__ = [
    "above",
    "centre_desk",
    "district_desk",
    "officer_desk",
    "on_the_day",
    "pair",
    "province_desk",
    "registrar_desk",
    "text_of",
    "town_hall",
]
