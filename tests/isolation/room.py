"""Where the forms of A3 and F6 are sent: two LGOs with equal data and what each form is about, and a browser for
everybody who sends one, up to whoever has typed the password and still owes card or passkey."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lhr.access.actor import ANONYMOUS, Actor, operator
from lhr.access.roles import Role
from lhr.audit import saves
from lhr.audit.book import change
from lhr.documents.imported import digest
from lhr.documents.models import ImportBatch
from lhr.followup import actions as followup
from lhr.identity import actions as identity
from lhr.identity import passwords, second_factor
from lhr.identity.models import Account, AgentKey, CardBinding, SignIn, Stage
from lhr.orders import actions as drawing
from lhr.orders import queries as orders
from lhr.orders.drafts import Header
from lhr.orders.terms import OrderKind
from lhr.posts import actions as posts
from lhr.service_record import actions as record
from lhr.service_record import drafts
from lhr.service_record.models import ServiceLine
from lhr.staffing_plan import actions as plan
from lhr.staffing_plan.rules import Budget
from tests.identity.agent import Card, Pc
from tests.identity.authenticator import Authenticator
from tests.isolation import dump
from tests.support.cast import TODAY, acting_as
from tests.support.world import World, cheaply, morning, quietly

PASSWORD = "ข้าวเหนียวมะม่วง-๒๕๖๑"
Typed = dict[str, Any]
LIST_OF = date(2018, 1, 26)
NAMES = (
    "type,name_th,district_th,province_th,role,person_name\n"
    "ทต.,ท่าอุเทน,ธาตุพนม,นครพนม,นายทะเบียนประวัติ,นายสมหวัง ทดสอบท่าอุเทน"
).encode()
LIST_HEAD = "dla_code,type,name_th,province_code,district_code"


KINDS_OF_ORDERS = (
    (OrderKind.APPOINTMENT, "APPOINT"), (OrderKind.CONTRACT, "CONTRACT_RENEW"), (OrderKind.PROMOTION, "PROMOTE"),
    (OrderKind.PAY_ROUND, "STEP_RISE"), (OrderKind.PAY_ROUND, "PERCENT_RISE"), (OrderKind.PAY_ROUND, "SPECIAL_PAY"),
    (OrderKind.PAY_ADJUST, "ALLOWANCE"), (OrderKind.ACTING, "ACTING_IN"), (OrderKind.TRANSFER, "TRANSFER_OUT"),
)  # fmt: skip


@dataclass
class Room:
    world: World = field(default_factory=World)

    def __post_init__(self) -> None:
        world = self.world
        self.here, self.there = world.site("ท่าอุเทน"), world.site("โนนตาล")
        # One LGO without any account, and one whose first account has nobody on record to choose from.
        world.at = "4805"
        self.bare, self.cold = world.lgo("ดงขวาง"), world.lgo("เวินพระบาท")
        by = acting_as(Role.CENTRE, world.centre)
        self.round = followup.open_round(by=by, title="ลงทะเบียนสิทธิ", deadline=date(2018, 8, 31)).pk
        self.case = self._asked_for()
        self.verified, self.moved = self._verified(), self._moved()
        self.draft = self.world.drawn(self.here.place, "clerk")
        self.draft_line = orders.lines_of(self.draft)[0].id
        self.signed = self.world.drawn(self.here.place, "deputy", number="๙๐")
        self.checked = self.world.drawn(self.here.place, "finance", until="CHECKED")
        self.applied = self.world.drawn(self.here.place, "clerk", number="๘๙", until="APPLIED")
        self.applied_line = orders.lines_of(self.applied)[0].id
        self.drafts = {code: self._drawn(kind) for kind, code in KINDS_OF_ORDERS}
        self.retiring = self._retiring()
        self.opening = ServiceLine.objects.known().get(person=self.here.place["deputy"]).entry_id
        self.posts = self._posts()
        self._budget()
        accounts = {
            **{role: self.here.account[role] for role in ("bootstrap", "officer", "registrar")},
            "district": world.office(Role.DISTRICT, world.district, "นภา"),
            "province": world.office(Role.PROVINCE, world.province, "นารี"),
            "centre": world.office(Role.CENTRE, world.centre, "นงนุช"),
            "chief": world.office(Role.PROVINCE, world.province, "นวล"),
            "holder": self.there.account["officer"],
            "newborn": identity.issue_bootstrap(by=self._above, organisation=self.cold).account,
        }
        self.desks = {role: world.desk(one) for role, one in accounts.items()}
        self.desks["enrolling"] = world.desk(self.here.account["enrolling"], Stage.ENROLLING)
        self.novice = world.office(Role.DISTRICT, world.other_district, "นันทา")
        self.desks["novice"] = world.desk(self.novice, Stage.PASSKEY)
        self.desks["nobody"] = Client()
        self.user_name = {role: one.user_name for role, one in accounts.items()}
        for one in accounts.values():
            self._with_password(one)
        self._with_card_and_passkey(accounts)
        self._with_lists()
        identity.lock_account(by=self._above, account=self.there.account["registrar"], reason="ลืมบัตร")
        self.cookies = {role: desk.cookies.output(header="", sep=";") for role, desk in self.desks.items()}
        self.before = dump.as_stored()  # every sending is undone, so it is the same before each

    @property
    def _above(self) -> Any:
        return acting_as(Role.PROVINCE, self.world.province)

    def _asked_for(self) -> Any:
        receiver, sender = self.here.place, self.there.place
        asked = record.ask(
            by=acting_as(Role.OFFICER, receiver.lgo, receiver["hr"]), organisation=receiver.lgo, sender=sender.lgo,
            national_id=sender.numbers["deputy"], order=drafts.Citation("๕๕/๒๕๖๑", 2561, TODAY),
            effective_on=TODAY + timedelta(days=20), scan=None,
        )  # fmt: skip
        assert asked.case_id is not None, asked.findings
        return asked.case_id

    def _budget(self) -> None:
        """That of next year is on record, to be corrected."""
        said = Budget(2562, Decimal(80_000_000), Decimal(15), None, "เทศบัญญัติงบประมาณรายจ่าย", date(2018, 7, 20))
        officer = acting_as(Role.OFFICER, self.here.lgo, self.here.place["hr"], TODAY)
        plan.record_budget(by=officer, organisation=self.here.lgo, budget=said)

    def _posts(self) -> dict[str, Any]:
        """Two posts that nobody holds: one in use, one frozen."""
        wanted = [posts.PostDraft(f"48-2-05-4701-00{n}", "4701", "EXPERIENCED", date(2018, 1, 1)) for n in (1, 2)]
        place = self.here.place
        vacant, frozen = posts.establish_all(by=self.world.keeper, organisation=place.lgo, posts=wanted)
        posts.freeze(by=self.world.keeper, post_id=frozen.pk, starts=TODAY)
        return {"vacant": vacant.pk, "frozen": frozen.pk, "held": place.posts["clerk"]}

    def _drawn(self, kind: OrderKind) -> Any:
        """An order of this kind without a line yet."""
        place = self.here.place
        by = acting_as(Role.OFFICER, place.lgo, place["hr"])
        return drawing.draw_up(by=by, organisation=place.lgo, header=Header(kind, TODAY, subject="ทดสอบ")).entry_id
    def _retiring(self) -> Any:
        """Somebody who leaves this October."""
        new = drafts.NewPerson("นาง", "กมล", "ทดสอบเกษียณ", date(1958, 10, 1), "F")
        opening = drafts.OpeningRecord(
            national_id=self.world.number(), person=new, starts=date(2015, 1, 1), kind_code="MUN_OFFICIAL",
            text="ยกยอดจากทะเบียนเดิม",
        )  # fmt: skip
        place = self.here.place.lgo
        return record.open_record(by=operator(TODAY, "ทดสอบ"), organisation=place, records=[opening])[0]

    def _verified(self) -> Any:
        """A line of a section that two hands have signed, for a correction to be asked for."""
        place = self.here.place
        line = self.world.card_keyed(place, "clerk", number="๘๓/๒๕๖๑")
        by, pair = acting_as(Role.REGISTRAR, place.lgo, place["palad"]), frozenset({place["palad"], place["hr"]})
        record.verify_card_lines(by=by, lines=[(line, 1)], pair=pair)
        return line

    def _moved(self) -> Any:
        """A movement that two hands have signed, to be asked to be struck."""
        place, last = self.here.place, TODAY + timedelta(days=9)
        line = self.world.keyed(place, "clerk", "ASSIGNED", TODAY, number="๘๔/๒๕๖๑", last_day=last)
        by, pair = acting_as(Role.REGISTRAR, place.lgo, place["palad"]), frozenset({place["palad"], place["hr"]})
        record.verify(by=by, line_id=line, version=1, pair=pair)
        return line

    def _with_password(self, account: Account) -> None:
        account.refresh_from_db()
        with change(Actor(day=TODAY), "identity:account:issued", account, path=account.organisation.path):
            account.password, account.one_time_hash = passwords.make(PASSWORD), ""
            account.save(update_fields=["password", "one_time_hash"])

    def _with_card_and_passkey(self, accounts: dict[str, Account]) -> None:
        """The holder has a PC and a card, and three browsers more: the card is owed, is in the reader, was waived."""
        holder = accounts["holder"]
        self.pc = Pc(Card(self.there.place.numbers["hr"]))
        self.world.desk(holder, Stage.ENROLLING)
        row = SignIn.objects.get(account=holder, ended_at=None, stage=Stage.ENROLLING)
        self.world.pairs(self.pc, holder)
        nonce = identity.challenge(by=ANONYMOUS, sign_in=row, purpose="enrol-card")
        identity.enrol_card(by=ANONYMOUS, sign_in=row, **self.pc.says(nonce, "enrol-card"))
        self.key = AgentKey.objects.known().get(account=holder).entry_id
        identity.approve_key(by=self._above, entry_id=self.key, version=1)
        card = CardBinding.objects.known().get(account=holder).entry_id
        identity.approve_card(by=self._above, entry_id=card, version=1)
        holder.refresh_from_db()
        self.code = identity.issue_pass(by=self._above, account=holder, reason="เครื่องอ่านเสีย").code
        self.desks["in the reader"] = self._signs_in("holder")
        self.shows_card(self.desks["in the reader"])
        self.desks["holder"] = self.world.desk(holder)
        self.desks["half"] = self._signs_in("holder")
        self.device = Authenticator(counts=False)
        self.desks["chief"] = desk = self.world.desk(accounts["chief"], Stage.PASSKEY)
        made = self.device.makes(desk.post("/enrol/passkey/ask/").json())
        assert desk.post("/enrol/passkey/", {"label": "โทรศัพท์", "passkey_made": made}).status_code == 302
        self.passkey = second_factor.passkeys_of(accounts["chief"].pk).get().entry_id
        identity.approve_passkey(by=acting_as(Role.CENTRE, self.world.centre), entry_id=self.passkey, version=1)
        self.desks["chief"] = self.world.desk(accounts["chief"])
        self.desks["half a chief"] = self.world.desk(accounts["chief"], Stage.PASSKEY)

    def _signs_in(self, role: str) -> Client:
        desk = Client()
        assert desk.post("/login/", {"user_name": self.user_name[role], "password": PASSWORD}).status_code == 302
        return desk

    def shows_card(self, desk: Client) -> None:
        assert desk.post("/login/card/", self.reads(desk, "/login/card/ask/", "login")).status_code == 302

    def reads(self, desk: Client, ask: str, purpose: str, pc: Pc | None = None, **typed: str) -> Typed:
        """Ask and let the PC sign: what the page's script then fills in."""
        said = (pc or self.pc).says(desk.post(ask, typed).json()["nonce"], purpose)
        return {"confirm_statement": said["statement"], "confirm_sig": said["sig"]}

    def _with_lists(self) -> None:
        """The first round's list is tried; a list of LGOs is let in."""
        desk, key = self.desks["centre"], saves.new_key
        sent = {"save_key": key(), "as_of": "26 ม.ค. 2561", "file": SimpleUploadedFile("names.csv", NAMES)}
        assert desk.post("/oversight/first-round/load/", sent).status_code == 302
        self.tried = f"/oversight/first-round/load/{digest(NAMES)}/{LIST_OF.isoformat()}/"
        data = SimpleUploadedFile("list.csv", f"{LIST_HEAD}\n6480202,อบต.,นาทราย,48,4802".encode())
        sent = {"save_key": key(), "as_of": "1 มี.ค. 2560", "file": data}
        page = desk.post("/organisations/import/", sent, follow=True)
        desk.post("/organisations/import/take/", {"save_key": key(), **hidden(page)})
        self.batch = ImportBatch.objects.get(status="APPLIED").pk

    def desk(self, role: str) -> Client:
        desk = self.desks[role]
        desk.cookies = SimpleCookie(self.cookies[role])
        return desk


def hidden(page: Any) -> Typed:
    """What a tried list of LGOs carries on to the page that lets it in."""
    names = "file|events|as_of|changes_on|reference"
    return dict(re.findall(rf'type="hidden" name="({names})" value="([^"]*)"', page.content.decode()))


@pytest.fixture(scope="module")
def room(shared_database: str) -> Iterator[Room]:
    with cheaply(), morning(), quietly():
        yield Room()


__all__ = ["LIST_HEAD", "NAMES", "PASSWORD", "Room", "Typed", "hidden", "room"]
