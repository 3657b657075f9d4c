"""Row P1: officers of two LGOs and of their districts ask a threaded server at the same time, for pages, searches,
workbooks, scans and PDFs; nobody is ever answered with somebody of the other side."""

from __future__ import annotations

import http.client
import random
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from io import BytesIO
from urllib.parse import quote, urlsplit
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from lhr.access.roles import Role
from lhr.followup import actions as followup
from lhr.identity import hashers
from lhr.organisations.models import Organisation
from tests.support.cast import TODAY, acting_as
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
    "/organisations/?q={name}", "/organisations/{lgo}/", "/account/readers/",
)  # fmt: skip
DISTRICT = (
    "/oversight/", "/oversight/?q={name}", "/oversight/export/", "/oversight/without/registrar/",
    "/oversight/lgos/{lgo}/", "/organisations/", "/rights/{lgo}/", "/rights/{lgo}/history/",
)  # fmt: skip
PDF, PDF_EVERY = "/rights/{lgo}/sem102.pdf", 40


@dataclass
class Side:
    """One LGO with its officers and its district; `names` are what nobody of the other side may read."""

    site: Site
    name: str
    firsts: list[str]
    cookies: dict[str, str]

    @property
    def names(self) -> list[str]:
        return [self.site.marker, self.name, *self.site.place.numbers.values()]

    def asks(self, pick: random.Random) -> tuple[str, str]:
        """Return whose cookie, and an address."""
        who = pick.choice(("officer", "registrar", "district"))
        address = PDF if pick.randrange(PDF_EVERY) == 0 else pick.choice(DISTRICT if who == "district" else LGO)
        place = self.site.place
        known = {
            "lgo": place.lgo.pk, "line": self.site.line, "scan": self.site.line_scan, "name": quote(self.name),
            "first": quote(pick.choice(self.firsts)), "person": pick.choice([*place.people.values()]),
        }  # fmt: skip
        return self.cookies[who], address.format(**known)


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
        _side(world, one, "ท่าอุเทน", world.district, [*FIRSTS[0].values()]),
        _side(world, other, "หนองแสง", world.other_district, [*FIRSTS[1].values()]),
    )


def _side(world: World, site: Site, name: str, district: Organisation, firsts: list[str]) -> Side:
    accounts = {role: site.account[role] for role in ("officer", "registrar")}
    accounts["district"] = world.office(Role.DISTRICT, district, "นภา")
    desks = {role: world.desk(account) for role, account in accounts.items()}
    return Side(site, name, firsts, {role: desk.cookies["lhr_session"].value for role, desk in desks.items()})


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
        cookie, address = mine.asks(pick)
        connection.request("GET", address, headers={"Cookie": f"lhr_session={cookie}"})
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
    own_database: str, monkeypatch: pytest.MonkeyPatch, row: Row
) -> None:
    monkeypatch.setattr(hashers.Argon2id, "memory_cost", 64)
    monkeypatch.setattr(hashers.Argon2id, "time_cost", 1)
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
