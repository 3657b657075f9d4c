"""Row A2: whatever id of another LGO is put wherever an id goes, not a byte of that LGO comes back, and the answer is
that for something that does not exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.cookies import SimpleCookie
from io import BytesIO
from typing import Any
from urllib.parse import urlencode
from uuid import UUID
from zipfile import BadZipFile, ZipFile

import pytest
from django.http import HttpResponse
from django.test import Client

from lhr.access.roles import Role
from lhr.audit import saves
from lhr.audit.models import Reading, SaveReceipt
from lhr.documents import pending
from lhr.documents.models import Upload
from lhr.followup import actions as followup
from lhr.identity.models import SignIn
from lhr.kernel.national_id import make_synthetic
from lhr.registry_rights.models import Appointment, Notice, RightsForm
from lhr.service_record import actions as record
from lhr.service_record import drafts
from lhr.service_record.models import CardLine, ServiceLine
from tests.isolation import dump
from tests.support import scans
from tests.support.cast import TODAY, acting_as
from tests.support.rows import Row
from tests.support.world import Site, World, cheaply, morning, quietly, undone

pytestmark = [pytest.mark.once, pytest.mark.assurance("A2")]
MARK = re.compile('<span class="w">([^<]*)</span>')
# What differs between two answers anyway: tokens, save keys, the mark of a refusal, what was typed into a field.
CHANGING = re.compile(
    r'(name="(?:csrfmiddlewaretoken|save_key|ticket|next)" value=)"[^"]*"|kept=[\w-]+|"nonce": "[^"]*"'
)
TOWN = {"palad": "สมหวัง", "deputy": "สมศรี", "hr": "สมใจ", "finance": "สมปอง", "clerk": "สมบัติ"}
THERE = {"palad": "ประเสริฐ", "deputy": "ประไพ", "hr": "ปราณี", "finance": "ประพันธ์", "clerk": "ประดิษฐ์"}
BEYOND = {"palad": "ไกรสร", "deputy": "ไกรศรี", "hr": "ไกรใจ", "finance": "ไกรวุฒิ", "clerk": "ไกรเดช"}
UNKNOWN = UUID("00000000-0000-4000-8000-000000000000")


@dataclass(frozen=True)
class Place:
    """Where ids go: one in the address (`{}`), or some of these fields of query or body, each with its kind of id."""

    role: str
    method: str
    address: str
    takes: str = ""
    fields: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.method} {self.address} by {self.role}"


def _paths() -> Iterator[Place]:  # noqa: C901 - a list of addresses, not a decision
    pair = ("officer", "registrar")
    three = ("bootstrap", *pair)
    for role in three:
        for address in ("/rights/{}/", "/rights/{}/history/", "/rights/{}/sem102.pdf"):
            yield Place(role, "GET", address, takes="organisation")
        yield Place(role, "GET", "/rights/end/{}/", takes="appointment")
        yield Place(role, "POST", "/rights/end/{}/", takes="appointment")
        yield Place(role, "GET", "/rights/appointments/{}/scans/{}/", takes="appointment")
        yield Place(role, "GET", "/account/keys/{}/revoke/", takes="key")
        yield Place(role, "POST", "/account/keys/{}/revoke/", takes="key")
        yield Place(role, "POST", "/notices/{}/read/", takes="notice")
        yield Place(role, "GET", "/jobs/{}/", takes="job")
        yield Place(role, "POST", "/jobs/{}/cancel/", takes="job")
        yield Place(role, "GET", "/saves/{}/?action=movements.withdraw", takes="receipt")
        yield Place(role, "POST", "/saves/{}/?action=movements.withdraw", takes="receipt")
        for what in ("", "close/"):
            yield Place(role, "GET", f"/transfers/{{}}/{what}", takes="case")
        yield Place(role, "POST", "/transfers/{}/close/", takes="case")
    for role in pair:
        for what in ("", "scans/{}/", "withdraw/", "strike/"):
            yield Place(role, "GET", f"/movements/lines/{{}}/{what}", takes="line")
        for what in ("attach/", "withdraw/", "strike/"):
            yield Place(role, "POST", f"/movements/lines/{{}}/{what}", takes="line")
        yield Place(role, "GET", "/movements/people/{}/", takes="person")
        yield Place(role, "POST", "/movements/people/{}/", takes="person")
        yield Place(role, "GET", "/organisations/{}/", takes="organisation")
        for what in ("", "scans/{}/", "withdraw/", "mend/", "correct/"):
            yield Place(role, "GET", f"/movements/card/lines/{{}}/{what}", takes="card_line")
        for what in ("attach/", "withdraw/", "mend/", "correct/"):
            yield Place(role, "POST", f"/movements/card/lines/{{}}/{what}", takes="card_line")
        yield Place(role, "GET", "/movements/card/print/{}/", takes="job")
        for what in ("open/", "add/SKILL/", "print/"):
            yield Place(role, "GET", f"/movements/people/{{}}/{what}", takes="person")
            yield Place(role, "POST", f"/movements/people/{{}}/{what}", takes="person")
    yield Place("registrar", "POST", "/movements/card/lines/{}/return/", takes="card_line")
    yield Place("registrar", "POST", "/movements/lines/{}/return/", takes="line")
    for address in ("/rights/{}/", "/rights/{}/sem102.pdf", "/oversight/lgos/{}/", "/organisations/{}/"):
        yield Place("district", "GET", address, takes="organisation")
    yield Place("district", "GET", "/rights/appointments/{}/scans/{}/", takes="appointment")
    yield Place("province", "GET", "/oversight/lgos/{}/", takes="organisation")
    yield Place("province", "POST", "/approvals/accounts/issue/{}/", takes="organisation")
    for what in ("", "refuse/"):
        yield Place("province", "POST", f"/rights/awaiting/{{}}/{what}", takes="awaiting")
        yield Place("province", "POST", f"/approvals/keys/{{}}/{what}", takes="key")
        yield Place("province", "POST", f"/approvals/cards/{{}}/{what}", takes="card")
    for what in ("", "reset/", "pass/", "lock/", "unlock/"):
        yield Place("province", "POST" if what else "GET", f"/approvals/accounts/{{}}/{what}", takes="account")
    yield Place("province", "POST", "/approvals/accounts/{}/code/", takes="account")
    yield Place("province", "GET", "/movements/people/{}/", takes="person")


_MOVEMENT = (("person", "person"), ("post", "post"), ("cancels", "line"), ("again", "line"), ("corrects", "line"),
             ("other_id", "person"),
             ("draft", "receipt"), ("scan", "upload"), ("national_id", "number"), ("ticket", "receipt"))  # fmt: skip
_SHEET = (("choose", "person"), ("registrar-person", "person"), ("officer-person", "person"), ("based_on", "version"),
          ("registrar-scan", "upload"), ("officer-entry", "appointment"))  # fmt: skip
_FOLLOW_UP = (("place", "code"), ("round", "organisation"), ("q", "words"), ("kind", "words"), ("page", "version"))


def _forms() -> Iterator[Place]:
    for address in ("/movements/new/", "/movements/new/keep/"):
        yield Place("officer", "POST", address, fields=_MOVEMENT)
    begun = (("person", "person"), ("corrects", "line"), ("cancels", "line"), ("again", "line"), ("draft", "receipt"))
    listed = (("at", "organisation"), ("q", "words"), ("kept", "receipt"))
    yield Place("officer", "GET", "/movements/new/?movement=RESIGN", fields=begun)
    yield Place("officer", "GET", "/movements/people/", fields=listed)
    for role in ("officer", "province"):
        yield Place(role, "GET", "/movements/people/find/", fields=(("q", "words"), ("kept", "receipt")))
        yield Place(role, "POST", "/movements/people/find/", fields=(("q", "number"),))
    for role in ("registrar", "province"):
        yield Place(role, "POST", "/movements/queue/verify/", fields=(("line", "seen"),))
    yield Place("officer", "GET", "/account/readers/", fields=(("before", "reading"),))
    yield Place("officer", "GET", "/organisations/", fields=(("q", "organisation"), ("ended", "version")))
    for address in ("/rights/edit/", "/rights/edit/keep/"):
        yield Place("bootstrap", "POST", address, fields=_SHEET)
    for address in ("/oversight/", "/oversight/export/", "/oversight/first-round/"):
        yield Place("district", "GET", address, fields=_FOLLOW_UP)
    accounts, office = "/approvals/accounts/", (("office", "organisation"), ("national_id", "number"))
    yield Place("province", "GET", "/movements/people/", fields=listed)
    yield Place("province", "GET", accounts, fields=(("q", "words"), ("kind", "words"), ("state", "words")))
    yield Place("province", "POST", f"{accounts}office/", fields=office)


PLACES = [*_paths(), *_forms()]
# Beside the id in an address: fields that other forms read, and hidden ones that somebody could hope for.
BESIDE = (("at", "organisation"), ("organisation", "organisation"), ("person", "person"), ("line", "line"),
          ("entry", "appointment"), ("account", "account"), ("again", "line"), ("cancels", "line"), ("place", "code"),
          ("post", "post"),
          ("national_id", "number"), ("scan", "upload"), ("sha256", "receipt"), ("draft", "receipt"))  # fmt: skip


@dataclass
class Room:
    """Two LGOs with equal data, one beyond the district and one beyond the province; and who is signed in."""

    world: World = field(default_factory=World)

    def __post_init__(self) -> None:
        world = self.world
        self.here, self.there = world.site("ท่าอุเทน", names=TOWN), world.site("โนนตาล", names=THERE)
        self.beyond = world.site("สกลใต้", "4701", names=BEYOND)
        asked = acting_as(Role.CENTRE, world.centre)
        followup.open_round(by=asked, title="ลงทะเบียนสิทธิ", deadline=TODAY)
        accounts = {
            **self.here.account,
            # Its district is another: all three LGOs lie outside.
            "district": world.office(Role.DISTRICT, world.other_district, "นภา"),
            "province": world.office(Role.PROVINCE, world.province, "นารี"),
        }
        roles = ("bootstrap", "officer", "registrar", "district", "province")
        self.desks = {role: world.desk(accounts[role]) for role in roles}
        self.cookies = {role: desk.cookies.output(header="", sep=";") for role, desk in self.desks.items()}
        self.ids = {id(site): self._ids(site) for site in (self.there, self.beyond)}
        self.nothing: dict[Place, tuple[int, str]] = {}

    def foreign(self, role: str) -> Site:
        return self.beyond if role == "province" else self.there

    def _ids(self, site: Site) -> dict[str, list[str]]:
        """Return every id of the LGO by its kind."""
        desk, lgo = self.world.desk(site.account["officer"]), site.lgo
        typed = {"movement": "RESIGN", "person": str(site.place["finance"]), "remark": "ร่างของที่อื่น"}
        desk.post("/movements/new/keep/", typed)
        pending.keep(scans.pdf(mark=str(lgo.pk)), name="order.pdf", account=site.account["officer"].pk)
        extra = self.world.keyed(site.place, "clerk", "RESIGN", TODAY, number="๘๘/๒๕๖๑")
        done = {"save_key": saves.new_key(), "version": 1, "reason": "ผิดคน"}
        assert desk.post(f"/movements/lines/{extra}/withdraw/", done).status_code == 302
        accounts = [str(one.pk) for one in site.account.values()]
        lines, rights = ServiceLine.objects.filter(organisation=lgo), Appointment.objects.filter(organisation=lgo)
        cards = CardLine.objects.filter(organisation=lgo)
        known = {
            "organisation": [str(lgo.pk)],
            "person": [str(one) for one in site.place.people.values()],
            "line": [*_texts(lines, "entry_id"), *_texts(lines, "pk")],
            "card_line": [*_texts(cards, "entry_id"), *_texts(cards, "pk")],
            "seen": [f"{one}:1" for one in (*_texts(lines, "entry_id"), *_texts(cards, "entry_id"))],
            "appointment": [*_texts(rights, "entry_id"), *_texts(rights, "pk")],
            "awaiting": [str(site.awaiting)],
            "scan": [str(site.line_scan), str(site.awaiting_scan), str(site.card_scan)],
            "key": [str(site.key)],
            "card": [str(site.card)],
            "account": accounts,
            "job": [str(site.job)],
            "notice": _texts(Notice.objects.filter(office=lgo), "pk"),
            "post": [str(one) for one in site.place.posts.values()],
            "upload": _texts(Upload.objects.filter(account__in=accounts), "pk"),
            "receipt": _texts(SaveReceipt.objects.filter(account__in=accounts), "pk"),
            "form": _texts(RightsForm.objects.filter(organisation=lgo), "pk"),
            "number": list(site.place.numbers.values()),
            "reading": _texts(Reading.objects.all(), "pk"),
            "session": _texts(SignIn.objects.filter(account__in=accounts), "session_digest"),
            "words": [first[:3] for first in THERE.values()],
            "code": [lgo.path.split("/")[2], lgo.path.split("/")[1]],
            "version": ["2", "3", "99"],
        }
        if site is self.there:
            known["case"] = [str(self._asked_for(site))]
        return {kind: found for kind, found in known.items() if found}

    def _asked_for(self, site: Site) -> UUID:
        """A transfer that the neighbour asks of the LGO beyond; the town has no part in it."""
        order = drafts.Citation(number="๕๕/๒๕๖๑", year=2561, signed_on=TODAY)
        by, elsewhere = acting_as(Role.OFFICER, site.lgo, site.place["hr"]), self.beyond
        asked = record.ask(
            by=by, organisation=site.lgo, sender=elsewhere.lgo, national_id=elsewhere.place.numbers["deputy"],
            order=order, effective_on=TODAY + timedelta(days=20),
        )  # fmt: skip
        assert asked.case_id is not None, asked.findings
        return asked.case_id

    def any_id(self, role: str, takes: str, row: Row) -> str:
        """Two times of three an id of the kind that belongs there, else any other."""
        known = self.ids[id(self.foreign(role))]
        kind = takes if takes in known and row.random.random() < 0.67 else row.random.choice([*known])
        return row.random.choice(known[kind])

    def chosen(self, place: Place, row: Row) -> dict[str, str]:
        """Return what is put where: each field, or each hole of the address, with a foreign id."""
        if place.fields:
            some = row.random.sample(place.fields, row.random.randint(1, len(place.fields)))
            return {name: self.any_id(place.role, takes, row) for name, takes in some}
        holes = range(place.address.count("{}"))
        # The page about a save repeats its whole address.
        also = row.random.sample(BESIDE, 4) if place.takes != "receipt" else []
        return {
            **{str(hole): self._fitting(place, row) for hole in holes},
            **{name: self.any_id(place.role, takes, row) for name, takes in also},
        }

    def _fitting(self, place: Place, row: Row) -> str:
        """An address with an id in it is not even found by a word that is none."""
        fits = saves.well_formed if place.takes == "receipt" else lambda one: len(one) == 36
        return next(one for one in iter(lambda: self.any_id(place.role, place.takes, row), "") if fits(one))

    def secrets(self, role: str) -> list[str]:
        """What of the other LGO may never be read: names, numbers, user names, orders."""
        site = self.foreign(role)
        names = THERE if site is self.there else BEYOND
        users = [one.user_name for one in site.account.values()]
        return [site.marker, *names.values(), *site.place.numbers.values(), *users, "ร่างของที่อื่น"]

    def sends(self, place: Place, chosen: dict[str, str]) -> HttpResponse:
        desk = self.desks[place.role]
        desk.cookies = SimpleCookie(self.cookies[place.role])
        desk.raise_request_exception = False
        address = place.address.format(*(one for name, one in chosen.items() if name.isdigit()))
        typed = {name: one for name, one in chosen.items() if not name.isdigit()}
        with undone():
            if place.method == "GET":
                return desk.get(f"{address}{'&' if '?' in address else '?'}{urlencode(typed)}")  # type: ignore[return-value]
            return desk.post(address, {**_typed(), **typed})  # type: ignore[return-value]

    def all_rows_of_others(self) -> list[dump.Rows]:
        found = dump.rows()
        words = [(str(site.lgo.pk), *self.ids[id(site)]["person"]) for site in (self.there, self.beyond)]
        return [dump.naming(found, each) for each in words]


def _texts(found: Any, column: str) -> list[str]:
    return [str(one) for one in found.values_list(column, flat=True)]


def _typed() -> dict[str, Any]:
    return {
        "save_key": saves.new_key(), "version": 1, "reason": "เหตุผลของการทดสอบ", "purpose": "ตอบข้อหารือ", "hours": 1,
        "movement": "RESIGN", "starts": "1 ก.ย. 2561", "step": "look", "citation_number": "๑", "citation_year": "๒๕๖๑",
        "citation_signed_on": "1 ส.ค. 2561",
    }  # fmt: skip


@pytest.fixture(scope="module")
def room(shared_database: str) -> Iterator[Room]:
    with cheaply(), morning(), quietly():
        yield Room()


def read(answer: HttpResponse, *typed: str) -> str:
    """Return everything that the answer says: page, headers, or the inside of a workbook; not what was typed itself."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    try:
        with ZipFile(BytesIO(body)) as book:
            body = b"\n".join(book.read(name) for name in book.namelist())
    except BadZipFile:
        pass
    said = MARK.sub(r"\1", body.decode(errors="replace")) + str(answer.headers)
    for word in typed:
        said = said.replace(word, "") if len(word) > 8 else said
    return CHANGING.sub("", said)


def without_address(said: str, *ids: str) -> str:
    """An answer names its own address in a link or two."""
    for one in ids:
        said = said.replace(one, "") if len(one) > 8 else said
    return re.sub(r"'Content-Length': '\d+'", "", said)


def test_no_id_of_another_lgo_opens_anything_anywhere(room: Room, row: Row) -> None:
    before, wanted, swaps = room.all_rows_of_others(), row.size(2_000, 100_000), 0
    off: set[str] = set()
    order: list[Place] = []
    while swaps < wanted:
        if not order:
            order = row.random.sample(PLACES, len(PLACES))
        place = order.pop()
        chosen = room.chosen(place, row)
        swaps += len(chosen)
        answer = room.sends(place, chosen)
        said = read(answer, *chosen.values())
        if answer.status_code >= 500:
            off.add(f"{place} {chosen}: {answer.status_code}")
        off |= {f"{place} {chosen}: {word}" for word in room.secrets(place.role) if word in said}
        if not place.fields and (answer.status_code, without_address(said, *chosen.values())) != _nothing(room, place):
            off.add(f"{place} {chosen}: {answer.status_code}, unlike what does not exist")
    row.counted(f"{swaps} swaps, {len(off)} off", "100,000 swaps, 0 foreign bytes, each answer that of nothing")
    assert not off, "\n".join(sorted(off))
    assert room.all_rows_of_others() == before


def _nothing(room: Room, place: Place) -> tuple[int, str]:
    """The answer for an id that nobody has."""
    if place not in room.nothing:
        nobody = saves.new_key() if place.takes == "receipt" else str(UNKNOWN)
        chosen = {str(hole): nobody for hole in range(place.address.count("{}"))}
        answer = room.sends(place, chosen)
        # Of a save key that nobody used the page goes on asking: it may still arrive.
        assert answer.status_code == 404 or place.takes == "receipt", str(place)
        room.nothing[place] = (answer.status_code, without_address(read(answer, nobody), nobody))
    return room.nothing[place]


OWN = {
    "organisation": lambda site: site.lgo.pk,
    "person": lambda site: site.place["finance"],
    "line": lambda site: site.line,
    "card_line": lambda site: site.card_line,
    "appointment": lambda site: site.appointment,
    "awaiting": lambda site: site.awaiting,
    "account": lambda site: site.account["officer"].pk,
    "key": lambda site: site.key,
    "card": lambda site: site.card,
}


def test_the_same_places_answer_for_ones_own(room: Room) -> None:
    """Else an address that never answers would pass for a safe one."""
    dead = []
    for place in PLACES:
        reached = place.address.count("{}") == 1 and place.takes in OWN and place.role != "district"
        if not reached or place.address.startswith("/account/keys/"):  # the LGO's pending key is no officer's own
            continue
        answer = room.sends(place, {"0": str(OWN[place.takes](room.here))})
        if answer.status_code not in (200, 302, 409):
            dead.append(f"{place}: {answer.status_code}")
    assert not dead, "\n".join(dead)


@pytest.fixture
def picker(room: Room) -> Client:
    room.desks["bootstrap"].cookies = SimpleCookie(room.cookies["bootstrap"])
    return room.desks["bootstrap"]


def shape(answer: HttpResponse, number: str) -> str:
    """What the picker answers, without the number itself, as typed or grouped."""
    grouped = f"{number[0]}-{number[1:5]}-{number[5:10]}-{number[10:12]}-{number[12]}"
    return without_address(read(answer, number, grouped))


def test_the_picker_has_one_answer_for_whoever_is_not_of_this_lgo(room: Room, picker: Client, row: Row) -> None:
    wanted, shapes, leaks = row.size(200, 10_000), set(), []
    elsewhere = [*room.there.place.numbers.values(), *room.beyond.place.numbers.values()]
    for n in range(wanted):
        number = row.random.choice(elsewhere) if n % 2 else make_synthetic(500_000 + n)
        with undone():
            # As the dialog over SEM102 asks: the answer alone, without the page around it.
            answer = picker.post("/rights/edit/pick/officer/", {"national_id": number}, headers={"HX-Request": "true"})
        said = shape(answer, number)
        shapes.add((answer.status_code, said))
        leaks += [word for word in room.secrets("bootstrap") if word in said]
    row.counted(f"{wanted} numbers, {len(shapes)} shape(s), {len(leaks)} foreign words", "10,000 numbers, one shape")
    assert not leaks
    assert len(shapes) == 1


def test_guessing_in_the_picker_is_locked_and_told(room: Room, picker: Client) -> None:
    with undone():
        told = Notice.objects.filter(office=room.world.district.pk).count()
        for n in range(10):
            picker.post("/rights/edit/pick/officer/", {"national_id": make_synthetic(600_000 + n)})
        mine = room.here.place.numbers["finance"]
        stopped = picker.post("/rights/edit/pick/officer/", {"national_id": mine}, follow=True)
        assert "PE-10" in read(stopped)
        assert "สมปอง" not in read(stopped)
        assert Notice.objects.filter(office=room.world.district.pk).count() == told + 1
