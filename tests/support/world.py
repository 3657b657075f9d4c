"""Two provinces in small for the tests of isolation: four LGOs with equal data, the offices above them, and a browser
for every kind of account. Everything is founded by the product's own acts; each LGO's people carry its name as their
family name, so that a foreign row betrays itself."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from django.test.signals import template_rendered

from lhr.access.actor import ANONYMOUS, Actor
from lhr.access.permissions import Permission
from lhr.access.roles import Role
from lhr.audit.book import change
from lhr.documents.checked import Checked
from lhr.history import ledger
from lhr.identity import actions as identity
from lhr.identity import hashers, one_time
from lhr.identity.models import Account, AccountStatus, AgentKey, CardBinding, Passkey, SignIn, Stage
from lhr.jobs import actions as jobs
from lhr.kernel import clock
from lhr.orders import actions as orders
from lhr.orders import queries as orders_of
from lhr.orders.drafts import Header, Signature
from lhr.orders.terms import OrderKind
from lhr.organisations import actions as organisations
from lhr.organisations.models import Organisation
from lhr.organisations.rules import Kind
from lhr.people import actions as people
from lhr.people import queries
from lhr.people.models import Person
from lhr.registry_rights import actions as rights
from lhr.registry_rights.models import Appointment
from lhr.service_record import actions as record
from lhr.service_record import drafts
from lhr.service_record.pay import Pay
from tests.identity.agent import Card, Pc
from tests.jobs.kind import registered
from tests.support import scans
from tests.support.cast import (
    BORN,
    FOUNDED,
    SEATS,
    TODAY,
    Cast,
    Place,
    acting,
    acting_as,
    assigned,
    hr,
    keying,
    moves,
    palad,
    save,
)

SINCE = date(2018, 1, 1)
TEN_IN_THE_MORNING = clock.midnight(TODAY) + timedelta(hours=10)
OTHER_PROVINCE, OTHER_DISTRICT = "47", "4801"


@dataclass
class Site:
    """One LGO: its people, and the ids of everything that its addresses name."""

    place: Place
    marker: str
    pc: Pc
    account: dict[str, Account] = field(default_factory=dict)
    line: UUID | None = None  # keyed by the officer, waits for the registrar
    pair_line: UUID | None = None  # of the officer's own record, waits for the province
    line_scan: UUID | None = None
    card_line: UUID | None = None  # of another section, keyed by the officer, waits for the registrar
    card_pair_line: UUID | None = None
    card_scan: UUID | None = None
    appointment: UUID | None = None  # the records officer's
    awaiting: UUID | None = None  # an acting registrar's, to begin in ten days
    awaiting_scan: UUID | None = None
    key: UUID | None = None  # of the account being enrolled
    card: UUID | None = None
    passkey: UUID | None = None
    job: UUID | None = None  # asked for by the officer, waits for a worker
    order: UUID | None = None  # of one line, signed, waits for the registrar
    order_line: UUID | None = None
    order_scan: UUID | None = None

    @property
    def lgo(self) -> Organisation:
        return self.place.lgo


class World(Cast):
    """The country of `tests.support.cast`, with a second district and a second province."""

    def __init__(self) -> None:
        super().__init__()
        organisations.load_places(by=self.keeper, province=OTHER_PROVINCE)
        self.other_district = organisations.found_office(by=self.keeper, place=OTHER_DISTRICT, starts=FOUNDED)
        self.other_province = organisations.found_office(by=self.keeper, place=OTHER_PROVINCE, starts=FOUNDED)
        organisations.found_office(by=self.keeper, place=f"{OTHER_PROVINCE}01", starts=FOUNDED)
        self.at = "4805"
        self.salaries = count(20_000, 10)

    def lgo(self, name: str) -> Organisation:
        return organisations.found_lgo(
            by=self.keeper, kind=Kind.TAMBON_MUN, name=name, place=self.at, starts=FOUNDED, demonstration=True
        )

    def site(self, name: str, at: str = "4805", names: dict[str, str] | None = None) -> Site:
        """Found an LGO with everything that the screens show of one."""
        self.at = at
        place = self.settled(name, names)
        made = Site(place, f"ทดสอบ{name}", Pc())
        self._with_rights(made)
        self._with_lines(made)
        self._with_order(made)
        self._being_enrolled(made)
        account, by = made.account["officer"], acting_as(Role.OFFICER, place.lgo, place["hr"])
        asked = {"kind": registered().name, "arguments": {"items": 3}, "path": place.lgo.path}
        made.job = jobs.enqueue(by=replace(by, account_id=account.pk), **asked).pk
        return made

    def _with_rights(self, made: Site) -> None:
        place = made.place
        here = place.lgo.path.startswith(self.province.path)
        above = acting_as(Role.PROVINCE, self.province if here else self.other_province)
        made.account["bootstrap"] = identity.issue_bootstrap(by=above, organisation=place.lgo).account
        first = acting_as(Role.LGO_BOOTSTRAP, place.lgo)
        earlier, since = SINCE, SINCE + timedelta(days=90)
        save(first, place, registrar=palad(place["palad"], SINCE), officer=assigned(place["clerk"], earlier))
        save(first, place, officer=hr(place["hr"], since))
        soon = TODAY + timedelta(days=10)
        scan = scans.checked(mark=f"order {place.lgo.pk}")
        save(first, place, registrar=acting(place["deputy"], soon, soon + timedelta(days=10), scan=scan))
        for who, seat in (("registrar", "palad"), ("officer", "hr"), ("revoked", "clerk")):
            made.account[who] = Account.objects.get(person=place[seat], organisation=place.lgo)
        rows = Appointment.objects.known().filter(organisation=place.lgo)
        made.appointment = rows.get(person=place["hr"]).entry_id
        waits = rows.get(person=place["deputy"])
        made.awaiting = waits.entry_id
        made.awaiting_scan = _scan_of(place.lgo)

    def _with_lines(self, made: Site) -> None:
        place, later = made.place, TODAY + timedelta(days=40)
        scan = scans.checked(mark=f"line {place.lgo.pk}")
        made.line = self.keyed(place, "finance", "RESIGN", later, number="๗๗/๒๕๖๑", scan=scan)
        made.pair_line = self.keyed(place, "hr", "RESIGN", later, number="๗๘/๒๕๖๑")
        made.line_scan = _scan_of(place.lgo, made.awaiting_scan)
        marked = scans.checked(mark=f"card {place.lgo.pk}")
        made.card_line = self.card_keyed(place, "finance", number="๗๙/๒๕๖๑", scan=marked)
        made.card_pair_line = self.card_keyed(place, "hr", number="๘๐/๒๕๖๑")
        made.card_scan = _scan_of(place.lgo, made.awaiting_scan, made.line_scan)

    def _with_order(self, made: Site) -> None:
        marked = scans.checked(mark=f"pay {made.lgo.pk}")
        made.order = self.drawn(made.place, "finance", number="๘๘", scan=marked)
        made.order_scan = _scan_of(made.lgo, made.awaiting_scan, made.line_scan, made.card_scan)
        made.order_line = orders_of.lines_of(made.order)[0].id

    def drawn(
        self, place: Place, who: str, *, number: str = "", until: str = "DRAFT", scan: Checked | None = None
    ) -> UUID:
        """Draw up an order over somebody's pay, of another amount each time; with a number it is signed."""
        by, pair = acting_as(Role.OFFICER, place.lgo, place["hr"]), frozenset({place["palad"], place["hr"]})
        pay = Pay(salary=Decimal(next(self.salaries)))
        line = drafts.MovementDraft("LAW_ADJUST", TODAY, person_id=place[who], pay=pay)
        header = Header(OrderKind.PAY_ADJUST, TODAY, subject=f"ปรับเงินเดือน {place.lgo.pk.hex[:6]}", reason="ทดสอบ")
        row = orders.draw_up(by=by, organisation=place.lgo, header=header, lines=[line])
        if number or until == "CHECKED":
            row = orders.check(by=by, order_id=row.entry_id, version=row.version, pair=pair)
        if number:
            signed = Signature(number, 2561, TODAY, "นายกทดสอบ", "นายกเทศมนตรี", scan=scan)
            row = orders.sign(by=by, order_id=row.entry_id, version=row.version, signed=signed, pair=pair)
        if until == "APPLIED":
            second = acting_as(Role.REGISTRAR, place.lgo, place["palad"])
            orders.apply(by=second, order_id=row.entry_id, version=row.version, pair=pair)
        return row.entry_id

    def card_keyed(
        self, place: Place, who: str, *, number: str, person: UUID | None = None, scan: Checked | None = None
    ) -> UUID:
        """Key a line of another section that waits for a second pair of eyes; what it says bears the LGO's mark."""
        draft = drafts.CardDraft(
            section="SKILL", person_id=person or place[who],
            typed={"skill": f"ทักษะของ {queries.name_on(place[who], TODAY)}", "grade": "", "since": ""},
            citation=drafts.Citation(number=number, year=2561, signed_on=TODAY), scan=scan,
        )  # fmt: skip
        by = acting_as(Role.REGISTRAR, place.lgo, place["palad"]) if who == "hr" else keying(place, TODAY)
        pair = frozenset({place["palad"], place["hr"]})
        return record.key_card_line(by=by, organisation=place.lgo, line=draft, pair=pair).entry_id

    def keyed(self, place: Place, who: str, code: str, starts: date, *, number: str, **more: object) -> UUID:
        """Key a movement that waits for a second pair of eyes."""
        citation = drafts.Citation(number=number, year=2561, signed_on=TODAY)
        draft = drafts.MovementDraft(
            movement_code=code, starts=starts, citation=citation, person_id=place[who], **more  # type: ignore[arg-type]
        )
        by = acting_as(Role.REGISTRAR, place.lgo, place["palad"]) if who == "hr" else keying(place, TODAY)
        pair = frozenset({place["palad"], place["hr"]})
        return record.key_movement(by=by, organisation=place.lgo, movement=draft, pair=pair).entry_id

    def _being_enrolled(self, made: Site) -> None:
        """The deputy's account: a PC was paired and a card read, both wait for the office above."""
        account = Account.objects.filter(person=made.place["deputy"], organisation=made.lgo).first()
        if account is None:
            issued = identity.open_person_account(
                by=self.keeper, person=Person.objects.get(pk=made.place["deputy"]), organisation=made.lgo,
                permission=Permission.ACCOUNT_RESET,
            )  # fmt: skip
            assert issued is not None
            account = issued.account
        made.account["enrolling"] = account
        made.pc.card = Card(made.place.numbers["deputy"])
        client = self.desk(account, Stage.ENROLLING)
        del client
        row = SignIn.objects.get(account=account, ended_at=None)
        self.pairs(made.pc, account)
        nonce = identity.challenge(by=ANONYMOUS, sign_in=row, purpose="enrol-card")
        identity.enrol_card(by=ANONYMOUS, sign_in=row, **made.pc.says(nonce, "enrol-card"))
        made.key = AgentKey.objects.known().get(account=account).entry_id
        made.card = CardBinding.objects.known().get(account=account).entry_id
        with change(self.keeper, "identity:passkey:enrolled", account, path=account.organisation.path) as this:
            waiting = ledger.record(
                this, Passkey, account=account, credential=str(account.pk), public_key="-", label="ทดสอบ",
                status="PENDING", starts=this.at.date(),
            )  # fmt: skip
        made.passkey = waiting.entry_id

    def pairs(self, pc: Pc, account: Account) -> None:
        """Let the account's PC ask to be known."""
        me = acting_as(Role.ENROLLING, account.organisation, account.person_id)
        me = replace(me, account_id=account.pk)
        code = identity.pairing_code(by=me, account=account).code
        nonce = identity.pairing_nonce(by=ANONYMOUS, code=code, address="192.0.2.1")
        identity.pair(
            by=ANONYMOUS, code=code, jwk=pc.jwk, storage="software", agent_ver="1.0.0", label="เครื่องหน้าห้อง",
            address="192.0.2.1", **pc.proof(nonce),
        )  # fmt: skip

    def office(self, role: Role, office: Organisation, first: str = "นภา") -> Account:
        """Name an officer of an office above and issue the account."""
        by = acting_as(Role.CENTRE, self.centre)
        person = people.register(
            by=by, national_id=self.number(), prefix="นาง", first=first, last="ทดสอบสำนักงาน", birth_date=BORN,
            gender="F", starts=FOUNDED, path="/", permission=Permission.ACCOUNT_ISSUE_PROVINCE,
        )  # fmt: skip
        giver = acting_as(Role.PROVINCE, self.province) if role is Role.DISTRICT else by
        rights.appoint_oversight(by=giver, office=office, person=person, role=role, starts=FOUNDED)
        return identity.issue_office(by=giver, organisation=office, person=person).account

    def swapped(self, one: Site, other: Site) -> tuple[UUID, UUID]:
        """Let the clerks of two LGOs change places; return who moved away from `one` and who moved in."""
        away, into = one.place["clerk"], other.place["clerk"]
        for old, new in ((one, other), (other, one)):
            moves(old.place, old.place["clerk"], "TRANSFER_OUT", TODAY, other_organisation_id=new.lgo.pk)
        for old, new in ((one, other), (other, one)):
            moves(
                new.place, None, "TRANSFER_IN", TODAY,  # type: ignore[arg-type]  # received by number
                national_id=old.place.numbers["clerk"], kind_code="MUN_OFFICIAL", post_id=new.place.posts["clerk"],
            )  # fmt: skip
        return away, into

    @staticmethod
    def desk(account: Account, stage: Stage = Stage.FULL, *, strict: bool = False) -> Client:
        """Open a browser in which the account is signed in by password; `strict` checks CSRF tokens."""
        with change(Actor(day=clock.today()), "identity:account:issued", account, path=account.organisation.path):
            account.must_change = False
            account.status = AccountStatus.ENROLLING if stage is Stage.ENROLLING else AccountStatus.ACTIVE
            account.save()
        client = Client(enforce_csrf_checks=strict)
        session = client.session
        session.save()
        SignIn.objects.create(
            session_digest=one_time.digest("session", str(session.session_key)), account=account, stage=stage,
            via="password", started_at=clock.now(), seen_at=clock.now(),
        )  # fmt: skip
        return client


def _scan_of(lgo: Organisation, *others: UUID | None) -> UUID:
    from lhr.documents.models import Evidence

    return Evidence.objects.exclude(pk__in=[one for one in others if one]).get(organisation_id=lgo.pk).pk


@contextmanager
def morning() -> Iterator[None]:
    """It is 1 August 2561, ten in the morning."""
    with clock.standing_at(TEN_IN_THE_MORNING):
        yield


@contextmanager
def undone() -> Iterator[None]:
    """Undo in the end what a request did, as pytest-django does for a whole test: acts that want a transaction of
    their own find none open."""
    around = transaction.atomic()
    around._from_testcase = True  # type: ignore[attr-defined]
    with around:
        yield
        transaction.set_rollback(True)


@contextmanager
def quietly() -> Iterator[None]:
    """For thousands of requests: no line of log for each refusal, no copy of each page's context for the test."""
    receivers = template_rendered.receivers
    template_rendered.receivers = []
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
        template_rendered.receivers = receivers


def cheapen(patch: pytest.MonkeyPatch) -> None:
    """The same hash of passwords with little memory, for tests that ask who gets in and not what a hash costs."""
    patch.setattr(hashers.Argon2id, "memory_cost", 64)
    patch.setattr(hashers.Argon2id, "time_cost", 1)


@contextmanager
def cheaply() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as cheap:
        cheapen(cheap)
        yield


__all__ = ["SEATS", "Site", "World", "cheapen", "cheaply", "morning", "quietly", "undone"]
