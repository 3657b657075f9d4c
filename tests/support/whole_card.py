"""A whole career on record: every section of the card and sixty lines of item 13, keyed by the officer, verified by the
registrar, one line of each section corrected. Long names and every letter stack that a paper can get wrong."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

from lhr.access.actor import Actor, Duty, operator
from lhr.access.roles import Role
from lhr.audit import queries as audit
from lhr.cli.demonstration import pay as invented
from lhr.documents.checked import Checked
from lhr.kernel import clock
from lhr.kernel.national_id import make_synthetic
from lhr.kernel.thai_date import buddhist_year
from lhr.organisations import actions as organisations
from lhr.organisations.models import Organisation
from lhr.organisations.rules import Kind
from lhr.posts import actions as posts
from lhr.posts.actions import PostDraft
from lhr.posts.models import Post
from lhr.service_record import actions
from lhr.service_record.drafts import (
    CardDraft,
    Citation,
    Literals,
    MovementDraft,
    NewPerson,
    OpeningRecord,
)
from lhr.service_record.models import CardLine, ServiceLine
from lhr.service_record.pay import Pay
from lhr.service_record.sections import SECTIONS
from tests.support.cards import FULL, ORDER, double_time_period
from tests.support.kp7 import STRESS, picture

BEGAN, TODAY = date(1988, 10, 3), date(2018, 8, 31)
BORN = date(1970, 2, 3)
NUMBERED_LEVELS_UNTIL, APRIL = date(2016, 1, 1), date(2017, 4, 1)
LGO_NAME = "หนองบัวสะอาดเหนือบึงทุ่งเขาหลวงใต้"
NAMED = ("ว่าที่ร้อยตรี", "กฤษฎาภินิหารณรงค์ฤทธิ์", "เจริญสุขสวัสดิ์วัฒนากุลทดสอบท่าอุเทน")
RENAMED = {"first_name": "กตัญญูปู่ป้ำ", "last_name": "พิพัฒน์ฐูปถัมภ์ญี่ปุ่นทดสอบท่าอุเทน"}
POST = "48-3-01-4101-001"
WHY = "พิมพ์ผิด ตรวจกับต้นฉบับแล้ว"
_NAMES = {
    Role.OFFICER: "นางสาวสมใจ ทดสอบท่าอุเทน",
    Role.REGISTRAR: "นายสมหวัง ทดสอบท่าอุเทน",
    Role.PROVINCE: "นางสมพร ทดสอบนครพนม",
}
NOBODY: frozenset[UUID] = frozenset()

# What is typed over the full line of a section (tests/support/cards.py), and what the correction puts right.
TYPED: dict[str, dict[str, str]] = {
    "NAME": {"former": "".join(NAMED[:2]) + f" {NAMED[2]}", "prefix": "ว่าที่ร้อยตรี", **RENAMED},
    "BIRTH": {"birth_date": "3 ก.พ. 2512"},
    "BEGINNING": {"appointed_on": "3 ต.ค. 2531", "began_on": "4 ต.ค. 2531"},
    "EDUCATION": {"place": f"มหาวิทยาลัยตัวอย่างแห่งชาติ วิทยาเขต{LGO_NAME}"},
    "TRAINING": {"course": STRESS, "place": "ห้องประชุมที่ว่าการอำเภอท่าอุเทน จังหวัดนครพนม"},
}
RIGHT: dict[str, dict[str, str]] = {
    "NAME": {"changed_on": "6 มี.ค. 2555"},
    "BIRTH": {"authority": "มติ ก.ท.จ. ครั้งที่ 6/2561"},
    "RETIREMENT": {"printed": "30 กันยายน 2572"},
    "BEGINNING": {"began_on": "5 ต.ค. 2531"},
    "DOMICILE": {"domicile": "จังหวัดมุกดาหาร"},
    "ADDRESS": {"house": "99/12"},
    "PHOTO": {"year": "2561"},
    "SKILL": {"skill": "ภาษาญี่ปุ่น"},
    "SPECIAL_DUTY": {"place": "ที่ว่าการอำเภอท่าอุเทน"},
    "OTHER": {"item": "ได้รับเกียรติบัตรผู้ปฏิบัติงานดีเด่น ประจำปี 2559"},
    "SPOUSE": {"name": "นางสมฤดี ทดสอบสมรสใหม่"},
    "PARENT": {"name": "นายสมชาติ ทดสอบปู่ป้ำ"},
    "CHILD": {"name": "เด็กหญิงสมหญิง ทดสอบกตัญญู"},
    "EDUCATION": {"major": "การปกครองท้องถิ่นเปรียบเทียบ"},
    "TRAINING": {"hours": "126"},
    "LICENCE": {"number": "ภย.12354"},
    "DISCIPLINE": {"offence": "มาปฏิบัติราชการสายโดยไม่มีเหตุอันสมควร"},
    "NO_PAY": {"ended_on": "30 ก.ค. 2559"},
    "DOUBLE_TIME": {"minus_days": "21"},
    "APPRAISAL": {"score": "92.75"},
    "DECORATION": {"seq": "1120"},
    "LEAVE": {"days": "4"},
}

# What the form has no table for: what of it stands among the items 1 to 9 and on the head.
NOT_LISTED: dict[str, tuple[str, ...]] = {
    "RETIREMENT": ("printed",),
    "BEGINNING": ("appointed_on", "began_on"),
    "DOMICILE": ("domicile",),
    "SPOUSE": ("name",),
    "PARENT": ("name",),
    "PHOTO": ("slot", "year"),
}


@dataclass
class WholeCard:
    """Who it is and by which hands; `first` and `right` are the mistyped and the right line of each section. `before`
    is the last change before anything was corrected."""

    lgo: Organisation
    post: Post
    person: UUID
    first: dict[str, CardLine] = field(default_factory=dict)
    right: dict[str, CardLine] = field(default_factory=dict)
    struck_movement: ServiceLine | None = None
    before: int = 0

    def hand(self, role: Role) -> Actor:
        name = _NAMES[role]
        path = "/48/" if role is Role.PROVINCE else self.lgo.path
        duty = Duty(role, path, None if role is Role.PROVINCE else self.lgo.pk)
        account = UUID(int=ord(role[0]))
        return Actor(
            day=clock.today(), name=name, account_id=account, person_id=uuid4(), duties=(duty,), via="card"
        )


@contextmanager
def numbered_entries() -> Iterator[None]:
    """Let the entries be numbered instead of drawn: the record attached to a paper, and so its QR, stays the same."""
    numbers = itertools.count(1)

    def number() -> UUID:
        return UUID(int=next(numbers))

    with ExitStack() as patched:
        for part in ("cards", "lines", "openings"):
            patched.enter_context(patch(f"lhr.service_record.actions.{part}.uuid4", number))
        opened = ServiceLine._meta.get_field("entry_id")
        patched.enter_context(patch.object(opened, "_get_default", number))
        yield


def typed_of(section: str) -> dict[str, str]:
    return {**FULL[section], **TYPED.get(section, {})}


def right_of(section: str) -> dict[str, str]:
    return {**typed_of(section), **RIGHT[section]}


def made() -> WholeCard:
    """Enter it all: LGO and post, the record, sixty movements, every section; two days later the corrections."""
    keeper = operator(TODAY, "ผู้ดูแลระบบ")
    double_time_period()
    card = _opened(keeper)
    _movements(card, keeper)
    for section in SECTIONS:
        card.first[section] = verified(card, keyed(card, section, typed_of(section)))
    card.before = audit.last_change_at(clock.now())
    with clock.standing_at(clock.now() + timedelta(days=2)):
        for section, line in card.first.items():
            again = keyed(card, section, right_of(section), corrects=line.entry_id, why=WHY)
            card.right[section] = verified(card, again)
        _corrected_movement(card)
    return card


def keyed(card: WholeCard, section: str, typed: dict[str, str], **more: Any) -> CardLine:
    draft = CardDraft(section, card.person, typed, ORDER, reason="ตามบัตรเดิม", **more)
    if section == "PHOTO":
        face = picture(typed["year"])
        draft = replace(draft, scan=Checked(sha256(face).hexdigest(), "image/png", 1, face))
    return actions.key_card_line(by=card.hand(Role.OFFICER), organisation=card.lgo, line=draft, pair=NOBODY)


def verified(card: WholeCard, line: CardLine) -> CardLine:
    """By the registrar; a birth date by the province after that."""
    (row,) = actions.verify_card_lines(
        by=card.hand(Role.REGISTRAR), lines=[(line.entry_id, line.version)], pair=NOBODY
    )
    if row.status == "SUBMITTED":
        return verified_by_province(card, row)
    return row


def verified_by_province(card: WholeCard, line: CardLine) -> CardLine:
    return actions.verify_card_lines(
        by=card.hand(Role.PROVINCE), lines=[(line.entry_id, line.version)], pair=NOBODY
    )[0]


def _opened(keeper: Actor) -> WholeCard:
    organisations.found_centre(by=keeper, starts=date(1980, 1, 1))
    for place in ("48", "4803"):
        organisations.found_office(by=keeper, place=place, starts=date(1980, 1, 1))
    lgo = organisations.found_lgo(
        by=keeper, kind=Kind.TAO, name=LGO_NAME, place="4803", starts=date(1980, 1, 1), demonstration=True
    )
    invented.load_schedule(keeper, NUMBERED_LEVELS_UNTIL)
    (post,) = posts.establish_all(
        by=keeper, organisation=lgo, posts=[PostDraft(number=POST, line_code="4101", level_code="", starts=BEGAN)]
    )
    record = OpeningRecord(
        national_id=make_synthetic(7007),
        person=NewPerson(*NAMED, BORN, "M"),
        starts=BEGAN,
        kind_code="TAO_OFFICIAL",
        post_id=post.pk,
        level_code="LEVEL_2",
        text="บัตร ก.พ.๗ ฉบับเดิม",
        pay=Pay(salary=Decimal(2680)),
    )
    (person,) = actions.open_record(by=keeper, organisation=lgo, records=[record])
    return WholeCard(lgo, post, person)


def _order(number: int, signed: date) -> Citation:
    return Citation(str(number), buddhist_year(signed), signed)


def _movements(card: WholeCard, keeper: Actor) -> None:
    """Two rises a year as the old card has them, some with a partial date or a literal salary; then the new levels."""
    rises, salary = [], Decimal(2680)
    halves = [date(year, month, 1) for year in range(1989, 2016) for month in (4, 10)]
    for nth, starts in enumerate(halves):
        nothing = nth % 9 == 4
        salary += 0 if nothing else 150 + nth * 8
        literal = Literals(salary=f"{salary:,} บาท (ตามบัตรเดิม)") if nth == 3 else Literals()
        rises.append(
            MovementDraft(
                "NO_RISE" if nothing else "STEP_RISE",
                starts,
                _order(100 + nth, starts - timedelta(days=9)),
                person_id=card.person,
                pay=Pay(salary=salary, steps=None if nothing else Decimal("1" if nth % 2 else "0.5")),
                literal=literal,
            )
        )
    actions.open_movements(by=keeper, organisation=card.lgo, movements=rises)
    steps = invented.column("OPERATIONAL")
    at = next(n for n, (_, amount) in enumerate(steps) if amount >= salary)
    moved(card, "RECLASSIFY", NUMBERED_LEVELS_UNTIL, level_code="OPERATIONAL", pay=Pay(salary=steps[at][1]))
    for starts, ahead in ((date(2016, 4, 1), 1), (date(2016, 10, 1), 2)):
        at += ahead
        moved(card, "STEP_RISE", starts, pay=Pay(salary=steps[at][1], steps=Decimal(ahead) / 2))
    higher = invented.column("EXPERIENCED")
    up = next(n for n, (_, amount) in enumerate(higher) if amount >= steps[at][1])
    moved(card, "PROMOTE", date(2017, 1, 1), level_code="EXPERIENCED", pay=Pay(salary=higher[up][1]))
    card.struck_movement = moved(
        card, "STEP_RISE", APRIL, pay=Pay(salary=higher[up + 3][1], steps=Decimal(1))
    )
    none = moved(card, "NO_RISE", date(2017, 10, 1))
    amended = Pay(salary=higher[up + 3][1], steps=Decimal("0.5"))
    moved(card, "AMEND_ORDER", date(2017, 10, 1), amends=none.entry_id, pay=amended)
    moved(
        card, "ASSIGNED", date(2018, 5, 1), open_ended=True,
        position_text="เลขานุการศูนย์ปฏิบัติการร่วมในการช่วยเหลือประชาชนขององค์กรปกครองส่วนท้องถิ่น อำเภอท่าอุเทน",
    )  # fmt: skip


def moved(card: WholeCard, code: str, starts: date, **more: Any) -> ServiceLine:
    """Key a movement and verify it. What a rule warns of is answered: so it stands in the order."""
    draft = MovementDraft(
        code, starts, _order(45, starts - timedelta(days=3)), person_id=card.person, reason="ตามคำสั่ง", **more
    )
    line = actions.key_movement(by=card.hand(Role.OFFICER), organisation=card.lgo, movement=draft, pair=NOBODY)
    return actions.verify(by=card.hand(Role.REGISTRAR), line_id=line.entry_id, version=1, pair=NOBODY)


def _corrected_movement(card: WholeCard) -> None:
    """The salary of April 2560 was mistyped: the right one stands under the same order, the wrong one is struck."""
    wrong = card.struck_movement
    assert wrong is not None
    higher = [amount for _, amount in invented.column("EXPERIENCED")]
    right = higher[higher.index(wrong.salary) - 1]
    moved(card, "STEP_RISE", APRIL, pay=Pay(salary=right, steps=Decimal(1)), corrects=wrong.entry_id, why="พิมพ์สลับหลัก")
