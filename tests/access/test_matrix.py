"""Row A1: who meets what at every address, as the tables written by hand say (tests/access/matrix.py); and row F4, as
far as it needs no browser: the headers of every answer, and forms that were not sent from our own pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from lhr.audit import saves
from lhr.web.movements.reading import PURPOSES
from tests.access import matrix
from tests.access.faces import NO_READING, Faces, allowed, asked_for, no_reading_is_written
from tests.access.matrix import NONE, Case
from tests.access.room import Room
from tests.isolation import dump
from tests.support.rows import Row
from tests.support.world import cheapen, morning, quietly, undone

pytestmark = [pytest.mark.once, pytest.mark.assurance("A1")]
MARK = re.compile('<span class="w">([^<]*)</span>')
AT_THE_LGO = ("owner", "bootstrap", "officer", "registrar", "enrolling", "revoked", "none", "half")
# What every answer tells the browser; connect-src alone may name the card agent's loopback addresses beside 'self'.
POLICY = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self' data:",
    "font-src": "'self'", "form-action": "'self'", "frame-ancestors": "'none'", "base-uri": "'none'",
}  # fmt: skip
TOLD = {
    "X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}  # fmt: skip
SAME_FOR_ALL = {"accounts:card_codes", "help:picture"}  # what a browser may keep
LOOPBACK = re.compile(r"http://(127\.0\.0\.1|localhost|\[::1\]):\d+")


@pytest.fixture(scope="module")
def room(shared_database: str) -> Iterator[Room]:
    with pytest.MonkeyPatch.context() as cheap, morning():
        cheapen(cheap)
        with quietly():
            yield Room()


def typed() -> dict[str, Any]:
    """What may stand in the fields of any form: enough to get past the form to the place and the act."""
    return {
        "save_key": saves.new_key(), "version": 1, "reason": "เหตุผลของการทดสอบ", "purpose": "ตอบข้อหารือ", "hours": 1,
        "confirm_password": "no password", "step": "save",
    }  # fmt: skip


def meets(room: Room, case: Case, faces: Faces | None = None) -> tuple[HttpResponse, tuple[str, ...]]:
    """Send the request as the role would, and undo what it did; with who was shown and is not in the book."""
    desk, address = room.desks[case.role], room.address(case)
    desk.cookies = SimpleCookie(room.cookies[case.role])
    desk.raise_request_exception = False
    with undone():
        answer: Any = desk.get(address) if case.method == "GET" else desk.post(address, typed())
        return answer, faces.unread(case, says(answer)) if faces and answer.status_code == 200 else ()


def outcome(answer: HttpResponse) -> str:
    code, where = answer.status_code, answer.get("Location", "")
    if code == 302 and where.split("?")[0] == reverse("accounts:sign_in"):
        return "s"
    if code == 403:
        return "e" if b"CL-29" in answer.content else "x"
    return {404: "h", 405: "m", 401: "u"}.get(code, "o" if code < 500 else str(code))


def says(answer: HttpResponse) -> str:
    return MARK.sub(r"\1", answer.content.decode(errors="replace"))


def test_every_address_stands_in_exactly_one_class() -> None:
    """An address that nobody has put into a class fails here, until somebody says who may open it."""
    ours = [name for name, _ in matrix.named()]
    assert [name for name, n in Counter(ours).items() if n > 1] == []
    assert sorted(ours) == sorted(matrix.addresses())
    assert {one.kind for one in matrix.addresses().values()} == set(matrix.expected())


def test_an_address_with_an_id_is_asked_for_every_relation() -> None:
    routes, table = dict(matrix.named()), matrix.expected()
    for address in matrix.addresses().values():
        relations = set(table[address.kind])
        assert (relations == {NONE}) == (not address.names), address.name
        # A round of the centre and a list that it let in are nobody's record.
        if re.search("<uuid:(?!asked|batch)", routes[address.name]):
            assert {"own_lgo", "same_district", "same_province", "other"} <= relations, address.name


def test_the_tables_are_whole_and_large_enough() -> None:
    rows = [roles for relations in matrix.expected().values() for roles in relations.values()]
    assert {outcome for roles in rows for outcome in roles.values()} <= set("oxhseu")
    assert len({tuple(roles) for roles in rows}) == 1
    assert sum(len(roles) for roles in rows) >= 300
    assert len(matrix.cases()) >= 5000


@dataclass(frozen=True)
class Met:
    """One case and what was answered: the outcome, foreign names in it, the headers that are not as they must be."""

    case: Case
    outcome: str
    status: int
    named: tuple[str, ...]
    lacks: tuple[str, ...]
    unread: tuple[str, ...]


@pytest.fixture(scope="module")
def met(room: Room) -> list[Met]:
    """Every case of the matrix, asked once."""
    foreign = [site.marker for relation, site in room.sites.items() if relation != "own_lgo"]
    found, faces = [], Faces(room)
    for case in matrix.cases():
        answer, unread = meets(room, case, faces)
        page = _without_movers(says(answer)) if case.role in AT_THE_LGO else ""
        named = tuple(marker for marker in foreign if marker in page)
        found.append(Met(case, outcome(answer), answer.status_code, named, tuple(lacks(answer, case)), unread))
    return found


def _without_movers(page: str) -> str:
    return page.replace("สมบัติ ทดสอบโนนตาล", "")


def lacks(answer: HttpResponse, case: Case) -> Iterator[str]:
    """Name the headers that are missing or too wide."""
    yield from (name for name, value in TOLD.items() if answer.get(name) != value)
    kept = "no-store" not in answer.get("Cache-Control", "")
    of_somebody = case.role not in ("none", "half") and case.address.name not in SAME_FOR_ALL
    if kept and of_somebody and answer.status_code != 405:
        yield "Cache-Control"
    policy = dict(part.split(" ", 1) for part in answer.get("Content-Security-Policy", "").split("; ") if " " in part)
    connects = policy.pop("connect-src", "").split()
    handed_out = policy == {"default-src": "'none'", "frame-ancestors": "'none'"}  # a scan, besides in a sandbox
    if not handed_out and (policy != POLICY or not connects or connects[0] != "'self'"):
        yield "Content-Security-Policy"
    yield from (one for one in connects[1:] if not LOOPBACK.fullmatch(one))


def test_everybody_meets_what_the_table_says_at_every_address(met: list[Met], row: Row) -> None:
    off = [f"{one.case}: {one.outcome} ({one.status}), not {one.case.expected}" for one in met
           if one.outcome not in one.case.expected]  # fmt: skip
    row.counted(f"{len(met)} cases, {len(off)} off", "at least 5,000 cases, 0 off")
    assert not off, "\n".join(off)


def test_no_page_of_one_lgo_names_somebody_of_another_but_for_those_who_moved(met: list[Met]) -> None:
    named = [f"{one.case}: {', '.join(one.named)}" for one in met if one.named]
    assert not named, "\n".join(named)


@pytest.mark.assurance("E2")
def test_who_is_shown_stands_in_the_book_of_readings_with_a_purpose(met: list[Met], row: Row) -> None:
    """A new page that names somebody and notes nothing fails here, until it does or faces.NO_READING says why not."""
    needless, unread = set(NO_READING), []
    for one in met:
        why = allowed(one.case)
        needless -= {why} if why and one.unread else set()
        unread += [f"{one.case}: {', '.join(one.unread)}"] if one.unread and not why else []
    row.counted(f"{len(met)} answers, {len(unread)} with somebody who is in no reading", "100 % present")
    assert not unread, "\n".join(unread)
    assert not needless, needless


@pytest.mark.assurance("E2")
@pytest.mark.parametrize(("role", "asked"), asked_for(), ids=lambda one: str(one).partition("?")[0])
def test_who_is_shown_when_asked_for_stands_in_the_book_of_readings(room: Room, role: str, asked: str) -> None:
    desk, who = room.desks[role], room.here.place["finance"]
    desk.cookies = SimpleCookie(room.cookies[role])
    address, faces, name = asked.format(person=who, lgo=room.here.lgo.pk), Faces(room), "สมปอง ทดสอบท่าอุเทน"
    with undone():
        if "{person}" in asked and role not in AT_THE_LGO:
            desk.post(address, {"save_key": saves.new_key(), "purpose": PURPOSES["enquiry"].th})
        page = says(desk.get(address))  # type: ignore[arg-type]
        assert name in page
        unread = faces.unread_in(page, room.accounts[role].person_id)
        # The staff to choose from, by name and post, is no reading; whoever is chosen is one.
        assert not [one for one in unread if name in one or "movement=" not in asked]
    desk.raise_request_exception = False
    with undone(), connection.execute_wrapper(no_reading_is_written):
        if "{person}" in asked and role not in AT_THE_LGO:
            return  # not even why can be written
        refused = desk.get(address)
        assert refused.status_code == 500
        assert name not in says(refused)  # type: ignore[arg-type]


@pytest.mark.assurance("F4")
def test_every_answer_carries_the_headers(met: list[Met], row: Row) -> None:
    bare = [f"{one.case} ({one.status}): {', '.join(one.lacks)}" for one in met if one.lacks]
    row.counted(f"headers of {len(met)} answers, {len(bare)} lacking", "100 % of pages")
    assert not bare, "\n".join(bare)


# --- forms that were not sent from a page of ours -------------------------------------------------------------------

BY_SIGNATURE = {"accounts:agent_pair_nonce", "accounts:agent_pair", "accounts:agent_link", "accounts:agent_presence"}
BY_SIGNATURE |= {"accounts:agent_rotate"}
TOKEN = "t" * 32
FORGED = {
    "no token": {},
    "another token": {"X-CSRFToken": "u" * 32},
    "another origin": {"Origin": "https://evil.example", "X-CSRFToken": TOKEN},
    "no origin at all": {"Origin": "null", "X-CSRFToken": TOKEN},
    "by htmx": {"HX-Request": "true"},
}


def _allowed(room: Room) -> Iterator[tuple[Client, Case]]:
    """Each form once, by somebody who may send it."""
    seen = set()
    for case in matrix.cases():
        named = case.address.name
        if case.method == "POST" and case.role != "none" and "o" in case.expected and named not in seen | BY_SIGNATURE:
            seen.add(named)
            strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
            strict.cookies = SimpleCookie(f"{room.cookies[case.role]}; lhr_csrf={TOKEN}")
            yield strict, case


@pytest.mark.assurance("F4")
def test_no_form_is_taken_that_was_not_sent_from_our_own_page(room: Room, row: Row) -> None:
    before, taken, asked, forms = dump.rows(), [], 0, list(_allowed(room))
    for desk, case in forms:
        for how, headers in FORGED.items() if row.full else row.random.sample([*FORGED.items()], 2):
            asked += 1
            answer = desk.post(room.address(case), typed(), headers=headers)
            if answer.status_code != 403 or "ยังไม่ได้บันทึก" not in says(answer):
                taken.append(f"{case}, {how}: {answer.status_code}")
    row.counted(f"{asked} forged requests to {len(forms)} forms, {len(taken)} taken", "0 accepted")
    assert len(forms) > 40
    assert not taken, "\n".join(taken)
    assert dump.rows() == before
