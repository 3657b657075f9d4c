"""Row A3: a form takes its own fields and no other. Each form is sent as an officer sends it, and once more with every
column of every table beside it: both leave the register in the same state."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from http.cookies import SimpleCookie
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.test import Client

from lhr.access.roles import Role
from lhr.audit import saves
from lhr.followup import actions as followup
from lhr.identity import hashers, passwords
from lhr.identity.models import Account
from lhr.registry_rights.models import Appointment, Notice
from tests.isolation import dump
from tests.support import scans
from tests.support.cast import TODAY, acting_as
from tests.support.rows import Row
from tests.support.world import World, morning, quietly, undone
from tests.web.rights.pages import fields

pytestmark = [pytest.mark.once, pytest.mark.assurance("A3")]
PASSWORD = "ข้าวเหนียวมะม่วง-๒๕๖๑"
Typed = dict[str, Any]


@dataclass
class Room:
    world: World = field(default_factory=World)

    def __post_init__(self) -> None:
        world = self.world
        self.here, self.there = world.site("ท่าอุเทน"), world.site("โนนตาล")
        asked = acting_as(Role.CENTRE, world.centre)
        self.round = followup.open_round(by=asked, title="ลงทะเบียนสิทธิ", deadline=date(2018, 8, 31)).pk
        accounts = {
            **{role: self.here.account[role] for role in ("bootstrap", "officer", "registrar")},
            "district": world.office(Role.DISTRICT, world.district, "นภา"),
            "province": world.office(Role.PROVINCE, world.province, "นารี"),
            "centre": world.office(Role.CENTRE, world.centre, "นงนุช"),
        }
        self.desks = {role: world.desk(one) for role, one in accounts.items()}
        self.cookies = {role: desk.cookies.output(header="", sep=";") for role, desk in self.desks.items()}
        for one in accounts.values():
            self._with_password(one)
        self.before = dump.rows()  # every sending is undone, so it is the same before each

    def _with_password(self, account: Account) -> None:
        from lhr.access.actor import Actor
        from lhr.audit.book import change

        account.refresh_from_db()
        with change(Actor(day=TODAY), "identity:account:issued", account, path=account.organisation.path):
            account.password = passwords.make(PASSWORD)
            account.save(update_fields=["password"])

    def desk(self, role: str) -> Client:
        desk = self.desks[role]
        desk.cookies = SimpleCookie(self.cookies[role])
        return desk


@dataclass(frozen=True)
class Form:
    """A form as it is sent. `listed`: its further fields, which may of course have their effect."""

    role: str
    address: str
    typed: Typed = field(default_factory=dict)
    listed: str = ""
    before: Callable[[Client], Typed] | None = None

    def __str__(self) -> str:
        return f"{self.address} by {self.role}"


ORDER = {"citation_number": "๙๑", "citation_year": "๒๕๖๑", "citation_signed_on": "๒๐ ก.ค. ๒๕๖๑"}
WHY = {"reason": "เหตุผลของการทดสอบ"}
SURE = {"confirm_password": PASSWORD}
OFFICER_OF_OFFICE = {
    "title": "นาย", "first": "สมาน", "last": "ทดสอบ", "birth_date": "1 ม.ค. 2520", "gender": "M",
}  # fmt: skip
MOVEMENT = {"movement": "RESIGN", "starts": "1 ก.ย. 2561", **ORDER}
_OF_MOVEMENT = (
    "national_id title first_name last_name birth_date gender last_day open_ended kind post other other_id cancels "
    "cancel_effect citation_text remark reason proposed ticket scan again draft seen person"
)


def _looked(typed: Typed) -> Callable[[Client], Typed]:
    def look(desk: Client) -> Typed:
        answer = desk.post("/movements/new/", {"save_key": saves.new_key(), "step": "look", **typed}, follow=True)
        return {"seen": re.findall(r'name="seen" value="([0-9a-f]+)"', answer.content.decode())[0]}

    return look


def _chosen(number: str) -> Callable[[Client], Typed]:
    def choose(desk: Client) -> Typed:
        found = desk.post("/rights/edit/pick/officer/", {"national_id": number}).content.decode()
        value = re.findall(r'name="choose" value="([^"]+)"', found)[0]
        return fields(desk.post("/rights/edit/keep/", {"choose": value}, follow=True))

    return choose


def _acted(address: str, typed: Typed) -> Callable[[Client], Typed]:
    def look(desk: Client) -> Typed:
        page = desk.post(address, {"save_key": saves.new_key(), "step": "look", **typed}).content.decode()
        return {"seen": re.findall(r'name="seen" value="([0-9a-f]+)"', page)[0]}

    return look


def forms(room: Room) -> list[Form]:
    here, world = room.here, room.world
    version = Appointment.objects.known().get(entry_id=here.appointment).version
    waits = Appointment.objects.known().get(entry_id=here.awaiting).version
    moves = {**MOVEMENT, "person": str(here.place["clerk"])}
    account = f"/approvals/accounts/{here.account['officer'].pk}"
    line, org = f"/movements/lines/{here.line}", f"/organisations/{here.lgo.pk}"
    renamed = {"name": "ท่าอุเทนใหม่", "starts": "1 ก.ย. 2561", "legal_reference": "ราชกิจจานุเบกษา"}
    dissolved = {"starts": "1 ก.ย. 2561", "legal_reference": "ราชกิจจานุเบกษา"}
    asked = {"title": "รอบใหม่", "letter_reference": "มท ๑", "deadline": "31 ธ.ค. 2561", "scope": "/"}
    contact = {"name": "นางประสาน", "post": "", "telephone": "042", "email": ""}
    tomorrow, new = {"from_day": "2 ส.ค. 2561", "told_for": "2018-08-02"}, PASSWORD + "ใหม่"
    order = {"officer-order_number": "๙๒/๒๕๖๑", "officer-order_signed_on": "1 ส.ค. 2561"}
    sheet = {"officer-capacity": "ASSIGNED", "officer-starts": "1 ก.ย. 2561", **order, **WHY, **SURE}
    return [
        Form("officer", "/movements/new/", {**moves, "step": "send"}, _OF_MOVEMENT, _looked(moves)),
        Form("officer", f"{line}/withdraw/", {"version": 1, **WHY}),
        Form("officer", f"{line}/attach/", {"scan_file": None}),
        Form("registrar", f"{line}/verify/", {"version": 1}),
        Form("registrar", f"{line}/return/", {"version": 1, **WHY}),
        Form("province", f"/movements/lines/{here.pair_line}/verify/", {"version": 1}),
        Form("bootstrap", "/rights/edit/", sheet,
             "officer-last_day officer-phone officer-email officer-person officer-entry officer-by_order based_on",
             _chosen(here.place.numbers["finance"])),
        Form("bootstrap", f"/rights/end/{here.appointment}/", {"version": version, **tomorrow, **WHY, **SURE}),
        Form("province", f"/rights/awaiting/{here.awaiting}/", {"version": waits}),
        Form("province", f"/rights/awaiting/{here.awaiting}/refuse/", {"version": waits, **WHY}),
        Form("province", f"/approvals/keys/{here.key}/", {"version": 1}),
        Form("province", f"/approvals/keys/{here.key}/refuse/", {"version": 1, **WHY}),
        Form("province", f"/approvals/cards/{here.card}/", {"version": 1}),
        Form("province", f"/approvals/cards/{here.card}/refuse/", {"version": 1, **WHY}),
        Form("province", f"{account}/reset/", WHY),
        Form("province", f"{account}/pass/", {"hours": 1, **WHY}),
        Form("province", f"{account}/lock/", WHY),
        Form("province", f"{account}/code/"),
        Form("province", "/approvals/accounts/office/",
             {**OFFICER_OF_OFFICE, "national_id": world.number(), "office": str(world.district.pk)}),
        Form("centre", "/oversight/rounds/open/", asked),
        Form("centre", f"/oversight/rounds/{room.round}/correct/", {**asked, **WHY}),
        Form("centre", f"/oversight/rounds/{room.round}/close/", WHY),
        Form("district", "/oversight/contact/", contact),
        Form("province", f"/oversight/contact/{world.district.pk}/", contact),
        Form("centre", f"{org}/rename/", {**renamed, "step": "save"}, "respelled", _acted(f"{org}/rename/", renamed)),
        Form("centre", f"{org}/dissolve/", {**dissolved, "step": "save"}, "", _acted(f"{org}/dissolve/", dissolved)),
        Form("officer", f"/notices/{_notice(here.lgo.pk)}/read/"),
        Form("officer", "/login/password/", {"current": PASSWORD, "new_password": new, "repeated_password": new}),
    ]  # fmt: skip


def _notice(lgo: UUID) -> UUID:
    return Notice.objects.filter(office=lgo, read_at=None).latest("at").pk


@pytest.fixture(scope="module")
def room(shared_database: str) -> Iterator[Room]:
    with pytest.MonkeyPatch.context() as cheap, morning(), quietly():
        cheap.setattr(hashers.Argon2id, "memory_cost", 64)
        cheap.setattr(hashers.Argon2id, "time_cost", 1)
        yield Room()


def hopes(room: Room) -> Typed:
    """Every column of every table, with what somebody would like to stand in it."""
    found: Typed = {}
    for model in apps.get_models():
        for column in model._meta.fields:
            found |= dict.fromkeys((column.name, column.attname), _hope(room, column))
    return found


def _hope(room: Room, column: models.Field[Any, Any]) -> str:
    if column.choices:
        return str(list(column.choices)[-1][0])
    there = room.there
    ids = {
        **dict.fromkeys(("organisation", "office"), there.lgo.pk),
        "person": there.place["hr"],
        "post": there.place.posts["hr"],
        "account": there.account["officer"].pk,
    }
    if column.name.removesuffix("_id") in ids:
        return str(ids[column.name.removesuffix("_id")])
    if isinstance(column, models.UUIDField | models.ForeignKey):
        return str(there.place["palad"])
    if isinstance(column, models.DateTimeField):
        return "2018-01-01T00:00:00Z"
    if isinstance(column, models.DateField):
        return "2 ก.พ. 2561"
    if isinstance(column, models.BooleanField):
        return "on"
    return "9" if isinstance(column, models.IntegerField) else "แทรก"


def changed(room: Room, form: Form, beside: Typed) -> list[tuple[str, str, Any]]:
    """Send the form, and return what it changed: table, column and value, without what is new at each sending."""
    desk, before = room.desk(form.role), room.before
    with undone():
        more = form.before(desk) if form.before else {}
        typed = {**beside, **more, **form.typed, "save_key": saves.new_key()}
        if "scan_file" in typed:
            typed["scan_file"] = SimpleUploadedFile("order.pdf", scans.pdf(mark="late"))
        desk.post(form.address, typed)
        after = dump.rows()
    return sorted(
        (table, column, "…" if column in NUMBERED else _settled(value))
        for (table, key), row in after.items()
        for column, value in row.items()
        if before.get((table, key), {}).get(column, ...) != value and (table, column) not in RANDOM
    )


RANDOM = {("identity_pairingcode", "handle")}
# Numbers and marks that PostgreSQL gives anew although the sending before was undone.
NUMBERED = {"seq", "id", "transaction", "began", "change_id", "recorded_id", "superseded_id", "took_effect"}
FRESH = re.compile(
    r'(?<="recorded_id": )\d+|(?<="superseded_id": )\d+|(?<="took_effect": )\d+|'
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,}|argon2\S+|[A-Za-z0-9_-]{22,}"
)


def _settled(value: Any) -> str:
    """An id, a digest or a code that is new each time; those that stood before are kept by name."""
    return FRESH.sub("…", bytes(value).hex() if isinstance(value, bytes | memoryview) else str(value))


def batches(room: Room, form: Form) -> Iterator[Typed]:
    """The columns under their own names, and for SEM102 under those of its blocks too; no page takes 500 at once."""
    columns, own = hopes(room), {*form.typed, *form.listed.split()}
    for block in ("", "registrar-", "officer-") if form.address == "/rights/edit/" else ("",):
        yield {f"{block}{name}": value for name, value in columns.items() if f"{block}{name}" not in own}


def test_a_form_takes_no_field_but_its_own(room: Room, row: Row) -> None:
    taken, idle, every = [], [], forms(room)
    for form in every:
        plain = changed(room, form, {})
        if not plain:
            idle.append(str(form))
        for beside in batches(room, form):
            more = changed(room, form, beside)
            # An act that is looked at first is not done with other fields than were looked at: nothing changes then.
            taken += [f"{form}: {one}" for one in {*more} ^ {*plain}] if more else []
    row.counted(f"{len(hopes(room))} fields × {len(every)} forms, {len(taken)} changed", "0 unlisted fields changed")
    assert not idle, "these were refused without any addition: " + ", ".join(idle)
    assert not taken, "\n".join(taken)
