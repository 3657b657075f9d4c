"""A small country for the tests of this folder: the demonstration's own loader fills it, its people enrol over HTTP,
and each sits at a PC of his own, with a card reader and a browser."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from uuid import UUID

import pytest

from lhr.access.actor import Actor, Duty
from lhr.access.policy import Reach
from lhr.access.roles import Role
from lhr.cli.demonstration import doing, load, sheet, tree
from lhr.cli.demonstration.opening import open_offices
from lhr.cli.demonstration.visitor import Visitor
from lhr.identity import queries as identity
from lhr.kernel import clock
from lhr.organisations import queries as organisations
from lhr.people import queries as people
from lhr.registry_rights import actions as rights
from lhr.registry_rights.drafts import Chosen, FormDraft
from lhr.registry_rights.filing import Issued
from lhr.registry_rights.terms import Capacity
from lhr_card_agent.sim import Desk, SimulatedAgent
from lhr_card_agent.sim.desk import load_desks
from tests.e2e.day.reading_lines import torn
from tests.support import axe
from tests.support.browser import LAPTOP, height_of, width_of
from tests.support.live import served
from tests.support.world import cheapen

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, ViewportSize

# The clock runs on from here: 1 August 2561, ten in the morning, a month before the deadline of the letter.
MORNING = clock.midnight(date(2018, 8, 1)) + timedelta(hours=10)
PASSWORD = "ทุ่งนาเขียวขจี-2561"
TELEPHONE: ViewportSize = {"width": 390, "height": 844}
EVERYWHERE = Reach(frozenset({"/"}))
PATIENCE_MS = 15_000
_ASKS, _THIS_PC = ("http", "https", "ws", "wss"), ("localhost", "127.0.0.1", "::1")
LOOPBACK_PERMISSIONS = ("loopback-network", "local-network-access")


@dataclass
class Person:
    """Somebody with an account; the PC and the card stay with him from test to test."""

    origin: str
    user: str
    password: str
    name: str = ""
    national_id: str = ""
    desk: str = ""
    agent: SimulatedAgent | None = None


@dataclass
class Pc:
    """One browser, and what happened in it: the presses that activated something, the addresses, what was wrong."""

    page: Page
    person: Person
    presses: int = 0
    addresses: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    names: tuple[str, ...] = ()  # of people and LGOs: no line ends inside one

    def __post_init__(self) -> None:
        whole = self.page.context  # windows that a page opens belong to it
        whole.on("request", lambda sent: self.addresses.append(unquote(sent.url)))
        self.page.on("framenavigated", lambda frame: self.addresses.append(unquote(frame.url)))
        whole.on("weberror", lambda error: self.wrong.append(str(error.error)))
        whole.on(
            "console",
            lambda said: self.wrong.append(said.text) if "Content Security Policy" in said.text else None,
        )

    def elsewhere(self) -> list[str]:
        """Return what was asked of any other host than the server and this PC's own programs (row F4)."""
        asked = [urlsplit(address) for address in self.addresses]
        return [one.geturl() for one in asked if one.scheme in _ASKS and one.hostname not in _THIS_PC]

    def click(self, what: str | Locator) -> None:
        self.presses += 1
        found = self.page.locator(what).first if isinstance(what, str) else what
        found.click()

    def follows(self, link: str, to: str) -> None:
        """Press a link and wait for the page it leads to."""
        self.click(link)
        self.page.wait_for_url(to)

    def key(self, name: str) -> None:
        """Press a key that activates a control (Enter counts as a click: users.md 3)."""
        self.presses += 1
        self.page.keyboard.press(name)

    def types(self, text: str) -> None:
        self.page.keyboard.type(text)

    def says(self, text: str) -> None:
        """Wait until the page says it."""
        self.page.get_by_text(text).first.wait_for()

    def goes_in(self, password: str = "") -> None:
        """Type user and password; with a card there is one more step."""
        self.page.goto("/login/")
        self.page.fill("#id_user_name", self.person.user)
        self.page.fill("#id_password", password or self.person.password)
        self.click("button:has-text('Login')")

    @property
    def agent(self) -> SimulatedAgent:
        """The card agent of this PC."""
        assert self.person.agent is not None
        return self.person.agent

    def goes_in_by_card(self) -> None:
        self.agent.insert(self.person.desk)
        self.goes_in()
        self.click("text=อ่านบัตรและเข้าสู่ระบบ")
        self.is_inside()

    def is_inside(self) -> None:
        self.page.wait_for_url(lambda url: url.startswith(self.person.origin) and "/login/" not in url)

    def forbids_the_agent(self) -> None:
        """Deny this browser's pages the PC's own programs, as its policy or the officer would.

        Chromium keeps to it for as long as the session of the debugging protocol lasts, which goes with the browser.
        """
        tab = self.page.context.new_cdp_session(self.page)
        context_id = tab.send("Target.getTargetInfo")["targetInfo"]["browserContextId"]
        browser = self.page.context.browser
        assert browser is not None
        whole = browser.new_browser_cdp_session()
        for name in LOOPBACK_PERMISSIONS:
            whole.send(
                "Browser.setPermission",
                {
                    "permission": {"name": name},
                    "setting": "denied",
                    "origin": self.person.origin,
                    "browserContextId": context_id,
                },
            )

    def is_sound(self, where: str) -> None:
        """Nothing for axe to find; nobody has to scroll sideways on a telephone."""
        # As high as the page: the bar that sticks to the window's lower edge half covers one thing or another else.
        high = height_of(self.page)
        self.page.set_viewport_size({"width": LAPTOP["width"], "height": high})
        found = axe.findings(self.page)
        assert found == [], f"{where}: {found}"
        inside = torn(self.page, self.names)
        assert inside == [], f"{where}: lines end inside these: {inside}"
        self.page.set_viewport_size(TELEPHONE)
        assert torn(self.page, self.names) == [], f"{where}: lines end inside these on a telephone"
        wide = width_of(self.page)
        assert wide <= TELEPHONE["width"], f"{where}: {wide} px wide"
        self.page.set_viewport_size(LAPTOP)


class Country:
    """Offices enrolled, LGOs each with its first account, nobody named yet; every test takes an LGO of its own."""

    def __init__(self, origin: str, browser: Browser, keys: Path) -> None:
        self.origin, self.browser, self.keys = origin, browser, keys
        self.told = sheet.read()
        people = [who.name for one in self.told.lgos for who in (one.registrar, one.officer)]
        self.names = (*people, *(one.label.split()[0] for one in self.told.lgos))
        self.left = iter([one for one in self.told.lgos if one.free])
        self.shared: tuple[sheet.Lgo, Person, Person] | None = None
        self.closing = ExitStack()
        self.offices: dict[str, Person] = {}
        self.desks = {desk.name: desk for desk in load_desks(sheet.folder() / sheet.DESKS)}

    def office(self, key: str) -> Person:
        """Somebody of an office, at the one PC that the office paired: two programs with one key would lock it."""
        if key not in self.offices:
            entry = self.told.offices[key]
            person = Person(self.origin, entry.user_name, entry.password, desk=key)
            self.offices[key] = self._equipped(person)
        return self.offices[key]

    def lgo(self) -> tuple[sheet.Lgo, Person]:
        """An LGO that no test has used, and the holder of its first account, past the first sign-in."""
        one = self._unused()
        doing.first_password(Visitor(self.origin), one.bootstrap.user_name, one.bootstrap.password, PASSWORD)
        return one, Person(self.origin, one.bootstrap.user_name, PASSWORD)

    def _unused(self) -> sheet.Lgo:
        one = next(self.left, None)
        assert one is not None, "more tests than LGOs left to visitors: raise LGOS in conftest.py"
        return one

    def _equipped(self, person: Person) -> Person:
        agent = SimulatedAgent([self.desks[person.desk]], origin=self.origin, keys=self.keys)
        person.agent = self.closing.enter_context(agent)
        return person

    def pair(self) -> tuple[Person, Person]:
        """The registrar and the officer of an LGO of their own: named, enrolled and approved."""
        return self.settled()[1:]

    def at_work(self) -> tuple[sheet.Lgo, Person, Person]:
        """The LGO of the tests that leave its pair in place and ask nothing of how many people it has."""
        if self.shared is None:
            self.shared = self.settled()
        return self.shared

    def settled(self) -> tuple[sheet.Lgo, Person, Person]:
        """An LGO with its registrar and its officer at work."""
        lgo = self._unused()
        issued = {one.role: one for one in _named(lgo)}
        registrar = self.enrolled(lgo.registrar, issued[Role.REGISTRAR])
        officer = self.enrolled(lgo.officer, issued[Role.OFFICER])
        doing.approve_all(self.signed_in(self.office("province")))
        return lgo, registrar, officer

    def enrolled(self, who: sheet.Candidate, issued: Issued) -> Person:
        """Somebody just named, who has set a password, paired a PC and read the card. Approval is the office's."""
        self.desks[who.desk] = Desk(
            name=who.desk,
            label=who.says,
            cid=who.national_id,
            thai_name=who.thai_name,
            birth=who.birth,
            sex=who.sex,
        )
        person = self._equipped(
            Person(self.origin, issued.user_name, PASSWORD, who.name, who.national_id, who.desk)
        )
        assert person.agent is not None
        visitor = Visitor(self.origin, person.agent.url)
        doing.first_password(visitor, issued.user_name, issued.one_time, PASSWORD)
        doing.enrol(visitor, who.desk)
        return person

    def signed_in(self, person: Person) -> Visitor:
        """The person without a browser, signed in by card at the own PC."""
        assert person.agent is not None
        visitor = Visitor(self.origin, person.agent.url)
        doing.with_card(visitor, person.user, person.password, person.desk)
        return visitor


def _named(lgo: sheet.Lgo) -> tuple[Issued, ...]:
    """Let the LGO's first account save SEM102; return the accounts of the two."""
    day, place = clock.today(), organisations.get(UUID(lgo.organisation), within=EVERYWHERE)
    account = identity.bootstrap_of(place.pk)
    by = Actor(
        day=day,
        account_id=account.pk if account else None,
        name=lgo.bootstrap.user_name,
        duties=(Duty(Role.LGO_BOOTSTRAP, place.path, place.pk),),
        via="password",
    )
    officer = Chosen(Capacity.HR_OFFICER, day, person_id=_id_of(lgo.officer))
    if lgo.officer.says != sheet.HR_OFFICER:
        officer = replace(officer, capacity=Capacity.ASSIGNED, order_number="449/2561", order_signed_on=day)
    draft = FormDraft(0, Chosen(Capacity.PALAD, day, person_id=_id_of(lgo.registrar)), officer)
    return rights.save_form(by=by, organisation=place, draft=draft).issued


def _id_of(who: sheet.Candidate) -> UUID:
    found = people.find(who.national_id)
    assert found is not None
    return found.pk


def _closed_port() -> int:
    """Return a port at which nobody listens."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


class Room:
    """The browsers of one test. Its pages look for the agents of the people who sit here, and no others."""

    def __init__(self, country: Country, environment: pytest.MonkeyPatch) -> None:
        self.country, self.environment = country, environment
        self.seated: list[Pc] = []

    def seat(self, person: Person) -> Pc:
        context = self.country.browser.new_context(
            base_url=self.country.origin,
            viewport=LAPTOP,
            locale="th-TH",
            timezone_id="Asia/Bangkok",
        )
        context.set_default_timeout(PATIENCE_MS)
        if person.agent is not None:
            # Two people in one test sit at two PCs, which here have two ports instead.
            context.add_init_script(f"sessionStorage.setItem('lhr-agent', '{person.agent.url}')")
        pc = Pc(context.new_page(), person, names=self.country.names)
        self.seated.append(pc)
        ports = [one.person.agent.port for one in self.seated if one.person.agent] or [_closed_port()]
        self.environment.setenv("LHR_AGENT_PORTS", ",".join(map(str, ports)))
        return pc

    def close(self) -> None:
        for pc in self.seated:
            pc.page.context.close()
        wrong = [f"{pc.person.user}: {what}" for pc in self.seated for what in (*pc.wrong, *pc.elsewhere())]
        assert wrong == []


def room_of(country: Country, environment: pytest.MonkeyPatch) -> Iterator[Room]:
    room = Room(country, environment)
    yield room
    room.close()


@contextmanager
def opened(browser: Browser, folder: Path, lgos: int) -> Iterator[Country]:
    """The country at work over the database in force, with so many LGOs; what the demonstration keeps goes into the
    folder."""
    began = time.monotonic()
    with (
        pytest.MonkeyPatch.context() as environment,
        clock.standing_at(lambda: MORNING + timedelta(seconds=time.monotonic() - began)),
        served() as origin,
    ):
        environment.setenv("LHR_DATA_DIR", str(folder))
        # The same hash with little memory: these tests ask who gets in, not what a hash costs.
        cheapen(environment)
        sheet.keep(load.load(_planned(lgos)))
        keys = sheet.folder() / sheet.DESKS / "keys"
        with SimulatedAgent(sheet.folder() / sheet.DESKS, origin=origin, keys=keys) as agent:
            open_offices(origin, agent.url, lambda _: None)
        made = Country(origin, browser, keys)
        with made.closing:
            yield made


def _planned(lgos: int) -> list[tree.Planned]:
    """Some อบต., those of the district that has an officer first."""
    those = [planned for planned in tree.lgos() if planned.kind == "TAO"]
    return sorted(those, key=lambda planned: planned.place != load.DISTRICT)[:lgos]
