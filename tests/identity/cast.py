"""The standing cast of sign-ins: a centre, a province, a district, two towns, and people who enrol by the real acts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from lhr.access.actor import ANONYMOUS, Actor, Duty, operator
from lhr.access.permissions import Permission
from lhr.access.roles import Role
from lhr.identity import actions
from lhr.identity.models import Account, SignIn
from lhr.kernel.national_id import make_synthetic
from lhr.organisations import actions as organisations
from lhr.organisations.models import Organisation
from lhr.organisations.rules import Kind
from lhr.people import actions as people
from lhr.people.models import Person
from tests.identity.agent import Card, Pc

DAY = date(2018, 8, 31)
FOUNDED = date(2008, 1, 1)
START = datetime(2018, 8, 31, 3, 0, tzinfo=UTC)
ADDRESS = "192.0.2.10"
PASSWORD = "ข้าวเหนียวมะม่วง ๓ จาน"
LONG_PASSWORD = "ปลาบึกว่ายทวนน้ำโขงทุกเช้า"


class Time:
    """The clock of a test; it stands until the test moves it."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **parts: float) -> None:
        self.now += timedelta(**parts)


@dataclass
class Cast:
    by: Actor = field(default_factory=lambda: operator(DAY, "ผู้ดูแลระบบ"))
    serial: int = 0
    sessions: int = 0

    def __post_init__(self) -> None:
        self.centre = organisations.found_centre(by=self.by, starts=FOUNDED)
        self.province = organisations.found_office(by=self.by, place="48", starts=FOUNDED)
        self.district = organisations.found_office(by=self.by, place="4805", starts=FOUNDED)
        self.town = self.lgo("ท่าอุเทน")
        self.other_town = self.lgo("โนนตาล")
        self.officer_above = self.actor(Role.PROVINCE, self.province.path)

    def lgo(self, name: str) -> Organisation:
        return organisations.found_lgo(
            by=self.by, kind=Kind.TAMBON_MUN, name=name, place="4805", starts=FOUNDED
        )

    def cid(self) -> str:
        self.serial += 1
        return make_synthetic(self.serial)

    def person(self, cid: str | None = None) -> Person:
        return people.register(
            by=self.by,
            national_id=cid or self.cid(),
            prefix="นาง",
            first="สมใจ",
            last="ดีงาม",
            birth_date=date(1980, 5, 1),
            gender="F",
            starts=FOUNDED,
            path="/",
            permission=Permission.REFERENCE_LOAD,
        )

    def actor(self, role: Role, path: str, account: Account | None = None) -> Actor:
        return Actor(
            day=DAY,
            account_id=account.pk if account else self.person().pk,
            person_id=account.person_id if account else self.person().pk,
            name="ผู้ทดสอบ",
            duties=(Duty(role, path),),
            via="card",
        )

    def owner(self, account: Account) -> Actor:
        return self.actor(Role.OWN, account.organisation.path, account)

    def session_key(self) -> str:
        self.sessions += 1
        return f"session-{self.sessions}"

    def issued(self, place: Organisation | None = None, cid: str | None = None) -> actions.IssuedAccount:
        made = actions.open_person_account(
            by=self.by,
            person=self.person(cid),
            organisation=place or self.town,
            permission=Permission.ACCOUNT_RESET,
        )
        assert made is not None
        return made


@dataclass
class Officer:
    """Somebody with an account, a PC and a card, as far enrolled as the test asks."""

    cast: Cast
    account: Account
    pc: Pc
    one_time: str
    password: str = PASSWORD
    key_entry: object = None

    @property
    def me(self) -> Actor:
        return self.cast.owner(self.account)

    def types(self, password: str, address: str = ADDRESS) -> SignIn:
        """Show user name and password, and get a session."""
        account = actions.check_password(
            by=ANONYMOUS, user_name=self.account.user_name, password=password, address=address
        )
        return actions.begin(
            by=ANONYMOUS, account=account, session_key=self.cast.session_key(), address=address
        )

    def sets_password(self) -> SignIn:
        sign_in = self.types(self.one_time)
        actions.change_password(by=ANONYMOUS, sign_in=sign_in, new=self.password, repeated=self.password)
        return sign_in

    def asks_code(self) -> str:
        """Ask for the PC's code alone, as the page of the enrolment does."""
        self.account.refresh_from_db()
        me = self.cast.actor(Role.ENROLLING, self.account.organisation.path, self.account)
        return actions.pairing_code(by=me, account=self.account).code

    def pairs(self, code: str = "") -> None:
        """Pair the PC, by a code of one's own unless an office has given one."""
        code = code or self.asks_code()
        nonce = actions.pairing_nonce(by=ANONYMOUS, code=code, address=ADDRESS)
        key = actions.pair(
            by=ANONYMOUS,
            code=code,
            jwk=self.pc.jwk,
            storage="software",
            agent_ver="1.0.0",
            label="เครื่องหน้าห้อง",
            address=ADDRESS,
            **self.pc.proof(nonce),
        )
        self.key_entry = key.entry_id

    def is_approved(self) -> None:
        from lhr.identity import queries

        key = queries.live_key(self.key_entry)  # type: ignore[arg-type]
        actions.approve_key(by=self.cast.officer_above, entry_id=key.entry_id, version=key.version)

    def reads_card(self, sign_in: SignIn) -> object:
        nonce = actions.challenge(by=ANONYMOUS, sign_in=sign_in, purpose="enrol-card")
        said = self.pc.says(nonce, "enrol-card")
        return actions.enrol_card(by=ANONYMOUS, sign_in=sign_in, **said)

    def card_is_seen(self) -> None:
        from lhr.access.policy import Reach
        from lhr.identity import queries

        card = queries.pending_cards(within=Reach(frozenset({"/"}))).get(account=self.account)
        actions.approve_card(by=self.cast.officer_above, entry_id=card.entry_id, version=card.version)

    def enrols(self) -> Officer:
        sign_in = self.sets_password()
        self.pairs()
        self.reads_card(sign_in)
        self.is_approved()
        self.card_is_seen()
        self.account.refresh_from_db()
        return self

    def shows_card(self, sign_in: SignIn, purpose: str = "login", **lies: object) -> actions.CardPresented:
        nonce = actions.challenge(by=ANONYMOUS, sign_in=sign_in, purpose=purpose)
        said = self.pc.says(nonce, purpose, **lies)
        return actions.verify_statement(by=ANONYMOUS, sign_in=sign_in, purpose=purpose, **said)

    def signs_in(self) -> tuple[SignIn, str]:
        """Return a full session and its session id."""
        sign_in = self.types(self.password)
        key = self.cast.session_key()
        presented = self.shows_card(sign_in)
        return actions.complete(by=ANONYMOUS, sign_in=sign_in, presented=presented, session_key=key), key


def newcomer(cast: Cast, place: Organisation | None = None) -> Officer:
    cid = cast.cid()
    made = cast.issued(place, cid)
    return Officer(cast, made.account, Pc(Card(cid)), made.one_time)
