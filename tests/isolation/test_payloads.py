"""Row F6: whatever is typed into a field of text, or stands in an imported file, is shown as it was typed: never as
markup, never run by a template or the database, never as an error of the server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from lhr.audit import saves
from tests.isolation.payloads import payloads, runs_in
from tests.isolation.test_mass_assignment import Form, Room, forms, room
from tests.support.rows import Row
from tests.support.world import undone

pytestmark = [pytest.mark.once, pytest.mark.assurance("F6")]
__all__ = ["room"]
MARK = re.compile('<span class="w">([^<]*)</span>')
# Fields that hold a choice, a day, a number or a secret: whatever else is typed there, the form refuses to read it.
NO_TEXT = re.compile(r"version|step|seen|told_for|from_day|starts|deadline|scope|confirm_|password|hours|current|scan")
AT_ONCE = 4  # texts in one field: each is found by itself
# Where what was typed is read afterwards, by the one who typed and by others.
READ_BY = {
    "officer": ("/movements/", "/movements/new/"),
    "registrar": ("/movements/queue/",),
    "bootstrap": ("/rights/", "/rights/edit/"),
    "province": ("/approvals/accounts/", "/rights/awaiting/"),
    "centre": ("/oversight/rounds/", "/organisations/?q=ท่า"),
    "district": ("/oversight/contact/",),
}
SEARCHES = (
    ("officer", "/movements/people/", "q"), ("officer", "/organisations/", "q"), ("officer", "/login/", "next"),
    ("officer", "/movements/new/", "movement"), ("officer", "/movements/people/", "kept"),
    ("district", "/oversight/", "q"), ("province", "/approvals/accounts/", "q"),
    ("province", "/movements/people/", "at"),
)  # fmt: skip


def text_fields(form: Form) -> list[str]:
    return [name for name in (*form.typed, *form.listed.split()) if not NO_TEXT.search(name)]


def page_of(answer: HttpResponse) -> str:
    return MARK.sub(r"\1", answer.content.decode(errors="replace"))


def off(answer: HttpResponse, where: str) -> Iterator[str]:
    if answer.status_code >= 500:
        yield f"{where}: {answer.status_code}"
    yield from (f"{where}: {runs}" for runs in runs_in(page_of(answer)))


def tried(room: Room, form: Form, texts: dict[str, str], *, read: bool) -> Iterator[str]:
    """Send the form with these texts and look at its answer; `read`: also at the pages where they are read."""
    with undone():
        desk = room.desk(form.role)
        desk.raise_request_exception = False
        more = form.before(desk) if form.before else {}
        typed: dict[str, Any] = {**more, **form.typed, **texts, "save_key": saves.new_key()}
        sent = {name: value for name, value in typed.items() if value is not None}
        yield from off(desk.post(form.address, sent, follow=True), str(form))
        for address in READ_BY[form.role] if read else ():
            yield from off(desk.get(address), f"{address} after {form}")


def test_what_is_typed_is_shown_and_never_run(room: Room, row: Row) -> None:
    """Each field meets each text: those of one form are moved on from sending to sending."""
    every = payloads(row.size(20, 500))
    texts = ["".join(every[n : n + AT_ONCE]) for n in range(0, len(every), AT_ONCE)]
    found, met = [], 0
    for form in forms(room):
        fields = text_fields(form)
        for turn in range(len(texts) if fields else 0):
            chosen = {name: texts[(turn + 3 * place) % len(texts)] for place, name in enumerate(fields)}
            if turn % 2:
                # A form that refuses one of several texts is then still seen to take another.
                chosen = {name: chosen[name] for name in row.random.sample(fields, 1)}
            met += AT_ONCE * len(chosen)
            found += tried(room, form, chosen, read=turn % 10 < 2)
    for role, address, name in SEARCHES:
        for text in texts:
            with undone():
                found += off(room.desk(role).get(address, {name: text}), f"{address}?{name}")
            met += AT_ONCE
    row.counted(f"{len(every)} texts, {met} times typed, {len(found)} run", "500 payloads × fields, 0 executed")
    assert not found, "\n".join(sorted(set(found)))


def test_what_stands_in_an_imported_file_is_shown_and_never_run(room: Room, row: Row) -> None:
    """The first round's list: each text as a person's name and as a place's, in rows accepted and refused."""
    texts = payloads(row.size(20, 500))
    quoted = ['"' + text.replace('"', '""') + '"' for text in texts]
    rows = [f"ทต.,ท่าอุเทน,ธาตุพนม,นครพนม,นายทะเบียนประวัติ,{text}" for text in quoted]
    rows += [f"{text},ท่าอุเทน,ธาตุพนม,นครพนม,{text},{text}" for text in quoted]
    rows += [f"ทต.,{text},{text},{text},นายทะเบียนประวัติ,นายสมหวัง ทดสอบท่าอุเทน" for text in quoted]
    data = "\n".join(["type,name_th,district_th,province_th,role,person_name", *rows]).encode()
    found: list[str] = []
    with undone():
        desk = room.desk("centre")
        desk.raise_request_exception = False
        file = SimpleUploadedFile(f"{texts[0]}.csv", data)
        sent = {"save_key": saves.new_key(), "as_of": "26 ม.ค. 2561", "file": file}
        tried_out = desk.post("/oversight/first-round/load/", sent, follow=True)
        assert date(2018, 1, 26).isoformat() in tried_out.redirect_chain[-1][0]
        found += off(tried_out, "what was found in the file")
        to = tried_out.redirect_chain[-1][0]
        sha256, day = to.strip("/").split("/")[-2:]
        loaded = {"save_key": saves.new_key(), "title": texts[0], "sha256": sha256, "day": day}
        found += off(desk.post(to, loaded, follow=True), "after the list was loaded")
        found += off(desk.get("/oversight/first-round/?rows=1"), "the list")
        found += off(desk.get("/oversight/first-round/export/"), "the workbook")
    row.counted(f"{len(rows)} rows of a file, {len(found)} run", "0 executed")
    assert not found, "\n".join(sorted(set(found)))


def test_the_check_itself_finds_what_would_run() -> None:
    """Each text, put into a page as it is, is found; written with entities it is not."""
    from django.utils.html import escape

    every = payloads(500)
    assert len(set(every)) == 500
    assert [text for text in every if not runs_in(f"<p>{text}</p>")] == [every[14]]  # a formula is text in a page
    assert [text for text in every if runs_in(f'<p title="{escape(text)}">{escape(text)}</p>')] == []
