"""Row P1: officers of two LGOs and of their districts ask a threaded server at the same time, for pages, searches,
transfers, LGOs to choose from, workbooks, scans and PDFs; nobody is ever answered with somebody of the other side.

Each side has its transfers with an LGO of its own, of which the other side may not read either."""

from __future__ import annotations

import http.client
import random
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from urllib.parse import quote, urlencode, urlsplit
from uuid import UUID
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from lhr.access.roles import Role
from lhr.followup import actions as followup
from lhr.organisations.models import Organisation
from lhr.service_record import actions as record
from lhr.service_record import drafts
from tests.support.cast import TODAY, Place, acting_as
from tests.support.live import served
from tests.support.rows import Row
from tests.support.world import OTHER_DISTRICT, Site, World, morning, quietly

pytestmark = pytest.mark.assurance("P1")
MARK = re.compile('<span class="w">([^<]*)</span>')
CLIENTS = 4
LGO = (
    "/", "/movements/", "/movements/people/", "/movements/people/?q={first}", "/movements/people/{person}/",
    "/movements/queue/", "/movements/new/?movement=RESIGN", "/movements/lines/{line}/",
    "/movements/lines/{line}/scans/{scan}/", "/rights/", "/rights/edit/", "/rights/{lgo}/history/",
    "/organisations/?q={name}", "/organisations/{lgo}/", "/account/readers/", "/organisations/?q={kind}",
    "/transfers/", "/transfers/{asked}/", "/transfers/{asked}/close/", "/transfers/{wanted}/",
    "/transfers/{wanted}/close/", "/transfers/ask/",
)  # fmt: skip
DISTRICT = (
    "/oversight/", "/oversight/?q={name}", "/oversight/export/", "/oversight/without/registrar/",
    "/oversight/lgos/{lgo}/", "/organisations/", "/rights/{lgo}/", "/rights/{lgo}/history/",
    "/organisations/?q={kind}", "/organisations/?q={partner}",
)  # fmt: skip
# Here the officer also types which LGO is meant, and reads what can be chosen then; nothing is written.
CHOOSE, TOKEN = "/transfers/ask/", "t" * 32
CHOOSES = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": TOKEN, "HX-Request": "true"}
PDF, PDF_EVERY = "/rights/{lgo}/sem102.pdf", 40


@dataclass
class Side:
    """One LGO with its officers and its district; `names` are what nobody of the other side may read."""

    site: Site
    name: str
    firsts: list[str]
    cookies: dict[str, str]
    partner: str  # the LGO with which it has its transfers
    cases: dict[str, UUID]

    @property
    def names(self) -> list[str]:
        mine = [self.site.marker, self.name, *self.site.place.numbers.values()]
        return [*mine, self.partner, *(str(case) for case in self.cases.values())]

    def asks(self, pick: random.Random) -> tuple[str, str, str]:
        """Return whose cookie, an address, and what is typed there, "" for a page that is only opened."""
        who = pick.choice(("officer", "registrar", "district"))
        address = PDF if pick.randrange(PDF_EVERY) == 0 else pick.choice(DISTRICT if who == "district" else LGO)
        place = self.site.place
        known = {
            "lgo": place.lgo.pk, "line": self.site.line, "scan": self.site.line_scan, "name": quote(self.name),
            "first": quote(pick.choice(self.firsts)), "person": pick.choice([*place.people.values()]),
            "partner": quote(self.partner), "kind": quote("ทต."), **self.cases,
        }  # fmt: skip
        typed = urlencode({"step": "fill", "other": self.partner}) if address == CHOOSE else ""
        return self.cookies[who], address.format(**known), typed


@dataclass
class Seen:
    """What one client got back."""

    answered: int = 0
    own: int = 0
    foreign: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


FIRSTS = (
    {"palad": "สมหวัง", "deputy": "สมศรี", "hr": "สมใจ", "finance": "สมปอง", "clerk": "สมบัติ"},
    {"palad": "ประเสริฐ", "deputy": "ประไพ", "hr": "ปราณี", "finance": "ประพันธ์", "clerk": "ประดิษฐ์"},
)


def two_sides() -> tuple[Side, Side]:
    world = World()
    followup.open_round(by=acting_as(Role.CENTRE, world.centre), title="ลงทะเบียนสิทธิ", deadline=TODAY)
    one, other = world.site("ท่าอุเทน", names=FIRSTS[0]), world.site("หนองแสง", OTHER_DISTRICT, FIRSTS[1])
    return (
        _side(world, one, "ท่าอุเทน", world.district, [*FIRSTS[0].values()], "พนอม"),
        _side(world, other, "หนองแสง", world.other_district, [*FIRSTS[1].values()], "คำเตย"),
    )


def _asked(receiver: Place, sender: Place, who: str) -> UUID:
    """A transfer that is asked for and waits for the other side."""
    asked = record.ask(
        by=acting_as(Role.OFFICER, receiver.lgo, receiver["hr"]), organisation=receiver.lgo, sender=sender.lgo,
        national_id=sender.numbers[who], order=drafts.Citation("๕๕/๒๕๖๑", 2561, TODAY),
        effective_on=TODAY + timedelta(days=20),
    )  # fmt: skip
    assert asked.case_id is not None, asked.findings
    return asked.case_id


def _side(
    world: World, site: Site, name: str, district: Organisation, firsts: list[str], partner: str
) -> Side:
    world.at = district.path.strip("/").rsplit("/", 1)[-1]
    elsewhere = world.settled(partner)
    cases = {"asked": _asked(site.place, elsewhere, "deputy"), "wanted": _asked(elsewhere, site.place, "clerk")}
    accounts = {role: site.account[role] for role in ("officer", "registrar")}
    accounts["district"] = world.office(Role.DISTRICT, district, "นภา")
    desks = {role: world.desk(account) for role, account in accounts.items()}
    cookies = {role: desk.cookies["lhr_session"].value for role, desk in desks.items()}
    return Side(site, name, firsts, cookies, partner, cases)


def words(body: bytes, kind: str) -> str:
    """Return everything that can be read in a page, a workbook or a PDF."""
    if "spreadsheet" in kind:
        with ZipFile(BytesIO(body)) as book:
            body = b"\n".join(book.read(name) for name in book.namelist())
    elif "pdf" in kind:
        return "".join(page.extract_text() for page in PdfReader(BytesIO(body)).pages)
    return MARK.sub(r"\1", body.decode(errors="replace"))


def client(origin: str, sides: tuple[Side, Side], seed: int, requests: int) -> Seen:
    """One client on one kept connection, now an officer of this side, now of the other."""
    seen, pick = Seen(), random.Random(seed)
    connection = http.client.HTTPConnection(urlsplit(origin).netloc, timeout=60)
    for _ in range(requests):
        mine, other = sides if pick.random() < 0.5 else sides[::-1]
        cookie, address, typed = mine.asks(pick)
        headers = {"Cookie": f"lhr_session={cookie}; lhr_csrf={TOKEN}", **(CHOOSES if typed else {})}
        connection.request("POST" if typed else "GET", address, body=typed or None, headers=headers)
        answer = connection.getresponse()
        said = words(answer.read(), answer.getheader("Content-Type", ""))
        seen.answered += answer.status == 200
        seen.own += any(name in said for name in mine.names)
        seen.foreign += [f"{address}: {name}" for name in other.names if name in said]
        if answer.status != 200:
            seen.failed.append(f"{address}: {answer.status}")
    connection.close()
    return seen


def test_nobody_sees_a_row_of_the_other_lgo_however_many_ask_at_once(
    own_database: str, row: Row
) -> None:
    wanted = row.size(400, 10_000)
    with morning(), quietly():
        sides = two_sides()
        with served() as origin, ThreadPoolExecutor(CLIENTS) as pool:
            asked = [pool.submit(client, origin, sides, row.seed + n, wanted // CLIENTS) for n in range(CLIENTS)]
            seen = [one.result() for one in asked]
    foreign, failed = [name for one in seen for name in one.foreign], [text for one in seen for text in one.failed]
    answered = sum(one.answered for one in seen)
    row.counted(f"{answered} of {wanted} answered, {CLIENTS} at once, {len(foreign)} foreign", "10,000, 0 foreign rows")
    assert not foreign, "\n".join(sorted(set(foreign)))
    assert not failed, "\n".join(sorted(set(failed)))
    assert sum(one.own for one in seen) > wanted // 2
