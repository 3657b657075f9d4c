"""The standing cast on 1 August 2561, its accounts, and browsers that are signed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from django.test import Client

from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.access.roles import Role
from lhr.audit import saves
from lhr.audit.book import change
from lhr.identity import actions as identity
from lhr.identity import one_time, passwords
from lhr.identity.models import Account, AccountStatus, SignIn, Stage
from lhr.kernel import clock
from lhr.organisations.models import Organisation
from lhr.people import actions as people
from lhr.registry_rights import actions as rights
from tests.support.cast import *  # noqa: F403  the standing cast
from tests.support.cast import BORN, FOUNDED, TODAY, Cast, Place, acting_as, hr, palad, save
from tests.support.pages import PageClient

PASSWORD = "Long-enough-for-a-town-2561"
Browser = Callable[[Account], Client]


@pytest.fixture(autouse=True)
def on_the_day() -> Iterator[None]:
    """It is 1 August 2561, ten in the morning."""
    with clock.standing_at(clock.midnight(TODAY) + timedelta(hours=10)):
        yield


def usable(account: Account) -> Account:
    """Let the account have passed its first sign-in and enrolment."""
    with change(Actor(day=TODAY), "identity:account:issued", account, path=account.organisation.path):
        account.password = passwords.make(PASSWORD)
        account.one_time_hash, account.one_time_until = "", None
        account.must_change = False
        account.status = AccountStatus.ACTIVE
        account.save()
    return account


@pytest.fixture
def browser_of() -> Browser:
    """Open a browser in which the account is signed in."""

    def open_one(account: Account) -> Client:
        client = PageClient()
        session = client.session
        session.save()
        SignIn.objects.create(
            session_digest=one_time.digest("session", session.session_key),
            account=account,
            stage=Stage.FULL,
            via="password",
            started_at=clock.now(),
            seen_at=clock.now(),
        )
        return client

    return open_one


def first_account(cast: Cast, lgo: Organisation) -> Account:
    by = acting_as(Role.PROVINCE, cast.province)
    return usable(identity.issue_bootstrap(by=by, organisation=lgo).account)


@pytest.fixture
def town_hall(cast: Cast, town: Place, browser_of: Browser) -> Client:
    """The browser of the town's first account."""
    return browser_of(first_account(cast, town.lgo))


@pytest.fixture
def pair(town: Place, bootstrap: Actor) -> Place:
    """The town with its ปลัด and its holder of line 3102 registered since 1 January 2561."""
    starts = date(2018, 1, 1)
    save(
        bootstrap,
        town,
        registrar=palad(town["palad"], starts, phone="042 581 000"),
        officer=hr(town["hr"], starts),
    )
    return town


def account_at(town: Place, who: str) -> Account:
    return usable(Account.objects.get(person=town[who], organisation=town.lgo))


@pytest.fixture
def province_desk(cast: Cast, browser_of: Browser) -> Client:
    """The browser of an officer of the province office."""
    return browser_of(office_account(cast, Role.PROVINCE, cast.province))


def office_account(cast: Cast, role: Role, office: Organisation) -> Account:
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
    above = acting_as(Role.PROVINCE, cast.province) if role is Role.DISTRICT else by
    rights.appoint_oversight(by=above, office=office, person=person, role=role, starts=FOUNDED)
    return usable(identity.issue_office(by=above, organisation=office, person=person).account)


def sent(**typed: str) -> dict[str, str]:
    """Return what the Save button of an account without card sends with the fields."""
    return {"save_key": saves.new_key(), "confirm_password": PASSWORD, **typed}
