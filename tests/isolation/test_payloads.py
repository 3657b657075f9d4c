"""Row F6: whatever is typed into a field, or stands in an imported file or in its name, is shown as it was typed: never
as markup, never run by a template or the database, never as an error of the server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

import pytest
from django import forms as django_forms
from django.http import HttpResponse

from lhr.orders import queries as orders
from lhr.service_record import queries as service
from lhr.web.shared.forms import LhrForm
from tests.isolation.forms import EVENTS, LIST, MOVEMENT, SCAN, File, Form, forms, order_lines
from tests.isolation.payloads import WORD, payloads, runs_in
from tests.isolation.room import LIST_HEAD, Room, hidden, room
from tests.support.cast import TODAY
from tests.support.rows import Row
from tests.support.workbooks import workbook
from tests.support.world import undone

pytestmark = [pytest.mark.once, pytest.mark.assurance("F6")]
__all__ = ["room"]
MARK = re.compile('<span class="w">([^<]*)</span>')
# Fields that hold a choice, a day, a number or a secret: with anything else the form is refused, which is tried once.
NO_TEXT = re.compile(
    r"version|step|seen|told_for|_day|starts|deadline|scope|confirm_|password|hours|current|scan|corrects"
)
FEW = re.compile(r"number|phone|label|code|year")  # fields of text that take few letters
SHORT = 40
AT_ONCE = 10  # texts in one field of a search: each is found by itself
# Where what was typed is read afterwards, by the one who typed and by others.
READ_BY = {
    "officer": (("officer", "/orders/"), ("officer", "/movements/"), ("officer", "/movements/new/"),
                ("officer", "/transfers/"), ("officer", "/transfers/{case}/"), ("holder", "/transfers/{case}/")),
    "registrar": (("registrar", "/movements/queue/"),),
    "bootstrap": (("bootstrap", "/rights/"), ("bootstrap", "/rights/edit/")),
    "newborn": (("newborn", "/rights/edit/"),),
    "province": (("province", "/approvals/accounts/"), ("province", "/rights/awaiting/")),
    "centre": (("centre", "/oversight/rounds/"), ("centre", "/organisations/?q=ท่า"),
               ("centre", "/organisations/import/"), ("centre", "/oversight/first-round/")),
    "district": (("district", "/oversight/contact/"), ("province", "/oversight/contact/")),
    "chief": (("chief", "/account/passkeys/"),),
    "novice": (("novice", "/enrol/passkey/"), ("province", "/approvals/")),
    "nobody": (("province", "/approvals/"), ("enrolling", "/enrol/")),
    "holder": (("holder", "/account/"),),
}  # fmt: skip
# Addresses that show what stands in them.
SEARCHES = (
    ("officer", "/movements/people/", "q"), ("officer", "/organisations/", "q"), ("officer", "/login/", "next"),
    ("officer", "/movements/new/", "movement"), ("officer", "/movements/people/", "kept"),
    ("officer", "/orders/", "kind"), ("officer", "/orders/", "year"), ("officer", "/orders/template/", "kind"),
    ("officer", "/transfers/", "kept"), ("officer", "/rights/{here}/history/", "on"),
    ("officer", "/posts/of/{here}/", "on"),
    ("district", "/oversight/", "q"), ("province", "/approvals/accounts/", "q"),
    ("province", "/movements/people/", "at"), ("centre", "/organisations/import/take/", "reference"),
    ("officer", "/movements/people/{who}/", "as_of"), ("officer", "/movements/people/{who}/", "known"),
    ("nobody", "/login/thaid/return", "state"), ("nobody", "/login/thaid/return", "code"),
    ("nobody", "/login/thaid/return", "error"),
)  # fmt: skip
# The movement screen shows the fields of the kind that is chosen: these kinds together show them all.
KINDS = (
    "TRANSFER_IN", "ACTING_FOR", "RETIRE", "CANCEL_ORDER", "AMEND_ORDER", "STEP_RISE", "PERCENT_RISE", "SPECIAL_PAY",
    "ALLOWANCE",
)  # fmt: skip
# What is typed there never reaches the form: the view puts something of its own in its place.
_FOUND = "the view empties it unless it is one of the LGOs that the words find"
_COMPARED = "compared with what stands, and never shown; its press asks for a card (tests/web/orders/test_pages.py)"
_WAITS = "the view puts the key of the file in its place that this account has waiting"
NEVER_READ = {
    "forms.AskForm.other_id": _FOUND,
    "forms.MovementForm.other_id": _FOUND,
    "forms.SwapForm.other_id": _FOUND,
    "forms.ApplyForm.version": _COMPARED,
    "forms.ApplyForm.warned": _COMPARED,
    "forms.AskForm.scan": _WAITS,
    "forms.SwapForm.scan": _WAITS,
    "forms.MovementForm.scan": _WAITS,
    "forms.CardForm.scan": _WAITS,
    "forms.SignForm.scan": _WAITS,
    "pay_rounds.RoundForm.round": "the page is of one of the rounds offered; its press is tried by its own test",
}
FILES = {
    "first_round_loading.FileForm.file", "importing.ListForm.file", "importing.ListForm.events",
    "drawing.NewForm.sheet", "pasting.PasteForm.sheet",
}  # fmt: skip


@dataclass
class Met:
    """Which fields of which forms held one of the texts, and every field of every form that was made."""

    texts: set[str] = field(default_factory=set)
    fields: set[str] = field(default_factory=set)

    def watch(self, patch: pytest.MonkeyPatch) -> None:
        clean = LhrForm.full_clean

        def noting(form: LhrForm) -> None:
            names = {
                name: _called(type(form), name)
                for name, made in form.fields.items()
                if not isinstance(made, django_forms.BooleanField)
            }
            self.fields |= {*names.values()}
            if form.is_bound:
                self.texts |= {names[name] for name in names if WORD in str(form[name].data)}
            clean(form)

        patch.setattr(LhrForm, "full_clean", noting)

    def never(self) -> set[str]:
        """The fields of every form, made or not, that no text stood in."""
        every = {
            _called(kind, name): made
            for kind in _subclasses(LhrForm)
            for name, made in kind.base_fields.items()
            if not isinstance(made, django_forms.BooleanField)  # ticked or not
        }
        files = {name for name, made in every.items() if isinstance(made, django_forms.FileField)}
        assert files == FILES, "a form with a file: try what stands in it, and its name"
        return ({*every} | self.fields) - self.texts - files


def _called(kind: type[LhrForm], name: str) -> str:
    return f"{kind.__module__.rsplit('.', 1)[-1]}.{kind.__name__}.{name}"


def _subclasses(kind: type[LhrForm]) -> Iterator[type[LhrForm]]:
    for one in kind.__subclasses__():
        if one.__module__.startswith("lhr."):
            below = [*_subclasses(one)]
            yield from below or [one]  # a form that others are made from has its fields in them


def every_form(room: Room) -> list[Form]:
    """Those of A3, and the movement screen once for each of the further kinds that show fields of their own."""
    sent, look = forms(room), "/movements/new/"
    listed = next(form.listed for form in sent if form.address == look)
    kinds = [Form("officer", look, {**MOVEMENT, "movement": kind, "step": "look"}, listed) for kind in KINDS]
    who, opening = room.here.place["finance"], str(room.opening)
    return [
        *sent,
        *kinds,
        *order_lines(room),
        Form("officer", "/orders/round/", {"round": "", "kind": ""}, "reason"),
        Form("officer", look, {**MOVEMENT, "corrects": opening, "step": "look"}, "why"),
        Form("officer", f"/movements/people/{who}/print/", {"purpose": "เก็บเข้าแฟ้มทะเบียนประวัติ"}, "as_of known"),
        Form("officer", look, {"step": "look"}, "movement"),
    ]


def all_fields(form: Form) -> list[str]:
    """The form's fields but for its files and what says which form or which press it is."""
    names = [name for name, one in form.typed.items() if not isinstance(one, File) and name != "movement"]
    return [name for name in (*names, *form.listed.split()) if name not in ("step", "scan_file", "officer-scan_file")]


def text_fields(form: Form) -> list[str]:
    return [name for name in all_fields(form) if not NO_TEXT.search(name)]


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
        more = form.before(desk, texts if form.looks else {}) if form.before else {}
        yield from off(form.send(desk, {**more, **form.typed, **texts}, follow=True), str(form))
        for reader, address in READ_BY.get(form.role, ()) if read else ():
            yield from off(room.desk(reader).get(address.format(case=room.case)), f"{address} after {form}")


def turns(form: Form, place: int, every: list[str], row: Row) -> Iterator[tuple[dict[str, str], bool]]:
    """What is typed, sending by sending, and whether the pages are then read where it stands: each field with each
    text, many at once; with one that it takes; and every field with something that most of them refuse."""
    at_once = row.size(10, 4)
    texts = ["".join(every[n : n + at_once]) for n in range(0, len(every), at_once)]
    short, fields = [text for text in every if len(text) <= SHORT], text_fields(form)
    for turn in range(len(texts) - 1 if fields else 0):
        chosen = {name: texts[(turn + at) % len(texts)] for at, name in enumerate(fields)}
        if turn % 2:
            # A form that refuses one of several texts is then still seen to take another.
            chosen = {name: chosen[name] for name in row.random.sample(fields, 1)}
        yield chosen, row.full and turn % 10 < 2
    for turn in range(row.size(1, 25) if fields else 0):
        known = ((name, short if FEW.search(name) else every) for name in fields)
        yield {name: some[(place + turn + at) % len(some)] for at, (name, some) in enumerate(known)}, True
    if all_fields(form):
        yield {name: texts[(at - 1) % len(texts)] for at, name in enumerate([*fields, *_others(form)])}, False


def _others(form: Form) -> list[str]:
    return [name for name in all_fields(form) if NO_TEXT.search(name)]


def test_what_is_typed_is_shown_and_never_run(room: Room, row: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    every, met, found, typed = payloads(row.size(20, 500)), Met(), [], 0
    met.watch(monkeypatch)
    for place, form in enumerate(every_form(room)):
        for chosen, read in turns(form, place, every, row):
            typed += sum(text.count(WORD) for text in chosen.values())
            found += tried(room, form, chosen, read=read)
    for role, address, name in SEARCHES:
        for n in range(0, len(every), AT_ONCE):
            with undone():
                text = "".join(every[n : n + AT_ONCE])
                to = address.format(here=room.here.lgo.pk, who=room.here.place["finance"])
                found += off(room.desk(role).get(to, {name: text}), f"{address}?{name}")
            typed += AT_ONCE
    row.counted(f"{len(every)} texts, {typed} times typed, {len(found)} run", "500 payloads × fields, 0 executed")
    assert not found, "\n".join(sorted(set(found)))
    never = met.never()
    assert never == set(NEVER_READ), "no text was typed into " + ", ".join(sorted(never - set(NEVER_READ)))


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
        load = Form("centre", "/oversight/first-round/load/", {"as_of": "26 ม.ค. 2561"})
        tried_out = load.send(desk, {**load.typed, "file": File(f"{texts[0]}.csv", data)}, follow=True)
        assert date(2018, 1, 26).isoformat() in tried_out.redirect_chain[-1][0]
        found += off(tried_out, "what was found in the file")
        to = tried_out.redirect_chain[-1][0]
        sha256, day = to.strip("/").split("/")[-2:]
        take = replace(load, address=to)
        found += off(take.send(desk, {"title": texts[0], "sha256": sha256, "day": day}, follow=True), "after loading")
        found += off(desk.get("/oversight/first-round/?rows=1"), "the list")
        found += off(desk.get("/oversight/first-round/export/"), "the workbook")
    row.counted(f"{len(rows)} rows of a file, {len(found)} run", "0 executed")
    assert not found, "\n".join(sorted(set(found)))


def list_rows(texts: list[str]) -> list[list[str]]:
    """Rows of the national list that are let in, with a text as the name, and refused, with it in every column."""
    let_in = [[f"6480{300 + n}", "อบต.", text, "48", "4802"] for n, text in enumerate(texts)]
    return [LIST_HEAD.split(","), *let_in, *([text] * 5 for text in texts)]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_stands_in_a_list_of_lgos_is_shown_and_never_run(room: Room, row: Row, kind: str) -> None:
    texts, found = payloads(row.size(20, 500)), []
    rows = list_rows(texts)
    data = workbook(*rows) if kind == "xlsx" else _csv(rows)
    head = EVENTS.data.decode().split("\n", maxsplit=1)[0].split(",")
    events = _csv([head, *([text] * len(head) for text in texts)])
    sent = {**LIST, "file": File(f"{texts[0]}.{kind}", data), "reference": "".join(texts[:2]),
            "events": File(f"{texts[1]}.csv", events)}  # fmt: skip
    load = Form("centre", "/organisations/import/")
    with undone():
        desk = room.desk("centre")
        desk.raise_request_exception = False
        looked = load.send(desk, sent, follow=True)
        assert "/take/" in looked.redirect_chain[-1][0], page_of(looked)
        found += off(looked, "what was found in the file")
        done = replace(load, address=f"{load.address}take/").send(desk, hidden(looked), follow=True)
        found += off(done, "after the list was let in")
        for address in ("/organisations/", "/organisations/?q=อบต.", "/organisations/import/", "/oversight/"):
            found += off(desk.get(address), address)
    row.counted(f"{2 * len(texts)} rows of a {kind}, {len(found)} run", "0 executed")
    assert not found, "\n".join(sorted(set(found)))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_stands_in_a_table_of_an_order_is_shown_and_never_run(room: Room, row: Row, kind: str) -> None:
    """Each text as a head, in every cell of rows that cannot be read, and as the remark of lines that are taken."""
    texts, found = payloads(row.size(20, 500)), []
    head = ["เลขที่ตำแหน่ง", "ชื่อ", "ประเภท", "เงินเดือนใหม่", "วันที่มีผล", "หมายเหตุ"]
    post = service.postings(room.here.lgo.pk, TODAY)[room.here.place["finance"]].number
    tables = [
        [[head[0], text], [post, text]] for text in texts
    ] + [
        [head, *([text] * len(head) for text in texts)],
        [head, *([post, "", "ปรับตามกฎหมาย", "20000", "", text] for text in texts)],
    ]  # fmt: skip
    version = orders.row_of(room.draft).version
    for table in tables:
        data = workbook(*table) if kind == "xlsx" else _csv(table)
        with undone():
            desk = room.desk("officer")
            desk.raise_request_exception = False
            form = Form("officer", f"/orders/{room.draft}/paste/", {"version": version})
            sheet = File(f"{texts[0]}.{kind}", data)
            found += off(form.send(desk, {**form.typed, "sheet": sheet}, follow=True), "the table")
            found += off(desk.get(f"/orders/{room.draft}/"), "the order")
    row.counted(f"{len(tables)} tables of a {kind}, {len(found)} run", "0 executed")
    assert not found, "\n".join(sorted(set(found)))


def _csv(rows: list[list[str]]) -> bytes:
    return "\n".join(",".join('"' + text.replace('"', '""') + '"' for text in row) for row in rows).encode()


def test_the_name_of_a_file_is_shown_and_never_run(room: Room, row: Row) -> None:
    """Every form that takes a scan shows the file by the name that it came with."""
    # What stands before a slash never reaches the server.
    texts = [text for text in payloads(500) if "/" not in text][: row.size(1, 100)]
    found, met = [], 0
    for form in [one for one in forms(room) if {"scan_file", "officer-scan_file"} & {*all_names(one)}]:
        name = next(name for name in all_names(form) if name.endswith("scan_file"))
        for text in texts:
            met += 1
            typed = {**form.typed, "step": "fill", name: replace(SCAN, name=f"{text}.pdf")}
            with undone():
                desk = room.desk(form.role)
                desk.raise_request_exception = False
                more = form.before(desk, {}) if form.before else {}
                found += off(form.send(desk, {**more, **typed}, follow=True), str(form))
    row.counted(f"{met} names of files, {len(found)} run", "0 executed")
    assert not found, "\n".join(sorted(set(found)))


def all_names(form: Form) -> list[str]:
    return [*form.typed, *form.listed.split()]


def test_the_check_itself_finds_what_would_run() -> None:
    """Each text, put into a page as it is, is found; written with entities it is not."""
    from django.utils.html import escape

    every = payloads(500)
    assert len(set(every)) == 500
    assert [text for text in every if not runs_in(f"<p>{text}</p>")] == [every[14]]  # a formula is text in a page
    assert [text for text in every if runs_in(f'<p title="{escape(text)}">{escape(text)}</p>')] == []
