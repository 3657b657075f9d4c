"""The province's table as large as the largest province, on a small laptop and on a telephone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from lhr.access.roles import Role
from lhr.followup import actions as followup
from lhr.kernel.thai_date import parse
from lhr.organisations import actions as organisations
from lhr.organisations.rules import Kind
from tests.support.axe import findings
from tests.support.browser import width_of
from tests.support.cast import FOUNDED, TODAY, Cast, Place, acting, acting_as, moves, save
from tests.web.desks import Above

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from lhr.access.actor import Actor

pytestmark = pytest.mark.e2e
Picture = Callable[["Page", str], None]
Screen = Callable[[Client], "Page"]
DISTRICTS = ("4801", "4802", "4803", "4804", "4805", "4806")


@pytest.fixture
def db(own_database: str) -> None:
    """The server's threads see what the cast has committed."""


@pytest.fixture
def province_of_104(cast: Cast, pair: Place, neighbour: Place, bootstrap: Actor) -> Place:
    """One LGO lost its registrar and waits for an acting one, the others never registered."""
    for code in DISTRICTS:
        if code != "4805":
            organisations.found_office(by=cast.keeper, place=code, starts=FOUNDED)
    for number in range(102):
        place = DISTRICTS[number % len(DISTRICTS)]
        name = f"ทดสอบแห่งที่{number}"
        organisations.found_lgo(by=cast.keeper, kind=Kind.TAO, name=name, place=place, starts=FOUNDED)
    by = acting_as(Role.CENTRE, cast.centre)
    followup.open_round(
        by=by,
        title="ลงทะเบียนสิทธิผู้ใช้งาน รอบที่ ๒",
        deadline=parse("๓๑ ส.ค. ๒๕๖๑"),
        letter_reference="มท ๐๘๐๔.๓/ว ๒๕๖๔",
    )
    moves(pair, pair["palad"], "RESIGN", TODAY)
    save(bootstrap, pair, registrar=acting(pair["deputy"], TODAY, parse("๓๐ ก.ย. ๒๕๖๑")))
    return pair


@pytest.fixture
def screen(page: Page, live_lhr: str) -> Screen:
    """Let the page be that of a browser that is signed in."""

    def of(client: Client) -> Page:
        key = client.cookies["lhr_session"].value
        page.context.add_cookies([{"name": "lhr_session", "value": key, "url": live_lhr}])
        return page

    return of


def addresses(place: Place) -> dict[str, str]:
    return {
        "province": "/oversight/",
        "province-sorted": "/oversight/?sort=state&dir=down",
        "without-registrar": "/oversight/without/registrar/",
        "lgo": f"/oversight/lgos/{place.lgo.pk}/",
        "rounds": "/oversight/rounds/",
        "contact": "/oversight/contact/",
    }


def test_the_province_reads_it_on_a_laptop_and_on_a_telephone(
    province_desk: Client, screen: Screen, province_of_104: Place, picture: Picture
) -> None:
    page = screen(province_desk)
    for width, height in ((1366, 768), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        for name, address in addresses(province_of_104).items():
            page.goto(address)
            picture(page, f"oversight-{name}-{width}")
            assert width_of(page) <= width, address


def test_the_head_stays_in_sight_at_the_hundredth_row(
    province_desk: Client, screen: Screen, province_of_104: Place
) -> None:
    page = screen(province_desk)
    page.goto("/oversight/")
    page.locator("tbody tr").nth(100).scroll_into_view_if_needed()
    head = page.locator("thead th").first.bounding_box()
    assert head is not None
    assert 0 <= head["y"] < 768


def test_the_centre_reads_its_provinces(
    centre_desk: Client, cast: Cast, screen: Screen, province_of_104: Place, picture: Picture
) -> None:
    organisations.load_places(by=cast.keeper)
    for code in range(30, 50):
        if code != 48:
            organisations.found_office(by=cast.keeper, place=str(code), starts=FOUNDED)
    page = screen(centre_desk)
    for width, height in ((1366, 768), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        for name, address in (("centre", "/oversight/"), ("open-round", "/oversight/rounds/open/")):
            page.goto(address)
            picture(page, f"oversight-{name}-{width}")
            assert width_of(page) <= width, address
    assert findings(page) == []


def test_nothing_stands_in_the_way_of_anybody(
    province_desk: Client, screen: Screen, province_of_104: Place
) -> None:
    page = screen(province_desk)
    for address in addresses(province_of_104).values():
        page.goto(address)
        assert findings(page) == [], address


def test_the_district_has_one_group(above: Above, cast: Cast, screen: Screen, province_of_104: Place) -> None:
    page = screen(above(Role.DISTRICT, cast.district))
    page.goto("/oversight/")
    assert page.locator("tr.group").count() == 1
    assert page.locator("[data-state]").count() == page.locator("tbody tr").count() - 1
