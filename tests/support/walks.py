"""For every kind of movement of item 13: in whose record it is walked, what the officer types, and what must be true of
the record once it is signed. The people of the walks have the careers that the kinds need, made by the house's own
acts; an order of each kind carries its lines in the order in which they stand here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from lhr.access.actor import Actor
from lhr.cli.demonstration import pay
from lhr.kernel.national_id import make_synthetic
from lhr.kernel.thai_date import parse, show
from lhr.organisations.models import Organisation
from lhr.posts import actions as posts
from lhr.posts.actions import PostDraft
from lhr.service_record import actions as record
from lhr.service_record.drafts import NewPerson, OpeningRecord
from lhr.service_record.pay import NO_PAY, Pay, Standing
from lhr.service_record.rules import ServicePicture
from tests.support.cast import Place, moves

STOOD = date(2015, 1, 1)  # the posts, and the service of who was placed into the new classification
SINCE = date(2016, 1, 1)
BORN, RETIRES_IN_2561 = date(1980, 1, 5), date(1958, 1, 15)
OFFICIAL, TEACHER, HIRED = "TAO_OFFICIAL", "TEACHER", "CONTRACT_GENERAL"
_CLERK, _TEACHES = "48-3-01-4101-{:03d}", "48-3-08-6500-{:03d}"


@dataclass(frozen=True)
class Stands:
    """How the record stands: service, level and pay on the walk's day; the posts of the LGO by their word."""

    picture: ServicePicture
    pay: Standing
    day: date
    lgo: UUID
    posts: Mapping[str, UUID]


Effect = Callable[[Stands], bool]


@dataclass(frozen=True)
class Walk:
    """One kind of movement. `typed` are the fields of its form; a post and a person are named by their word."""

    code: str
    who: str
    on: str
    true: Effect
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def day(self) -> date:
        return parse(self.on)

    @property
    def shown(self) -> str:
        return show(self.day, "short", digits="arabic")


def step(level: str, at: int) -> Decimal:
    return pay.column(level)[at][1]


def baht(amount: Decimal) -> str:
    return f"{amount:,.0f}"


def paid(**expected: object) -> Effect:
    return lambda now: all(getattr(now.pay, name) == value for name, value in expected.items())


def holds(post: str) -> Effect:
    return lambda now: (held := now.picture.post_on(now.day)) is not None and held.post_id == now.posts[post]


def serves(kind: str) -> Effect:
    def true(now: Stands) -> bool:
        serving = now.picture.employment_on(now.day)
        return serving is not None and (serving.organisation_id, serving.kind_code) == (now.lgo, kind)

    return true


def begins(kind: str, movement: str, post: str = "") -> Effect:
    def true(now: Stands) -> bool:
        begun = [e for e in now.picture.employments if (e.start_movement, e.starts) == (movement, now.day)]
        return len(begun) == 1 and serves(kind)(now) and (not post or holds(post)(now))

    return true


def vacates(now: Stands) -> bool:
    before = now.picture.post_on(now.day - timedelta(days=1))
    return before is not None and now.picture.post_on(now.day) is None


def ends(movement: str) -> Effect:
    def true(now: Stands) -> bool:
        ended = [e for e in now.picture.employments if (e.end_movement, e.until) == (movement, now.day)]
        return len(ended) == 1 and not now.picture.serves(now.lgo, now.day)

    return true


def lies_over(movement: str, last_day: str, *, suspends: bool = False) -> Effect:
    def true(now: Stands) -> bool:
        laid = [o for o in now.picture.overlays if (o.movement_code, o.starts) == (movement, now.day)]
        until = parse(last_day) + timedelta(days=1)
        return [(o.until, o.ends_rights) for o in laid] == [(until, suspends)] and serves(OFFICIAL)(now)

    return true


def lies_no_more(movement: str) -> Effect:
    return lambda now: all(o.movement_code != movement for o in now.picture.overlays) and serves(OFFICIAL)(now)


def both(*effects: Effect) -> Effect:
    return lambda now: all(one(now) for one in effects)


_OP, _EX = "OPERATIONAL", "EXPERIENCED"
_TOP = pay.column(_EX)[-1][1]
_RISEN = next(amount for _, amount in pay.column(_EX) if amount > step(_OP, 8))
_FLAT = pay.flat().salary or Decimal(0)


def _over(code: str, who: str, on: str, last_day: str, *, suspends: bool = False) -> Walk:
    return Walk(code, who, on, lies_over(code, last_day, suspends=suspends), {"last_day": last_day})


def _end(code: str, who: str, on: str) -> Walk:
    return Walk(code, who, on, ends(code))


# By kind of order in the order of the table of kinds; those that no order carries stand last.
WALKS = (
    Walk("APPOINT", "appointed", "1 ก.พ. 2561", both(begins(OFFICIAL, "APPOINT", "first"), paid(salary=step(_OP, 0))),
         {"kind": OFFICIAL, "post": "first", "level": _OP, "salary": baht(step(_OP, 0))}),
    Walk("REAPPOINT", "returned", "1 พ.ค. 2561", begins(OFFICIAL, "REAPPOINT", "second"),
         {"kind": OFFICIAL, "post": "second", "level": _OP, "salary": baht(step(_OP, 2))}),
    Walk("PROBATION", "appointed", "1 ก.พ. 2561", holds("first")),
    Walk("PROBATION_PASSED", "appointed", "1 ส.ค. 2561", holds("first")),
    Walk("CONTRACT_START", "hired_again", "1 มิ.ย. 2561", both(begins(HIRED, "CONTRACT_START"), paid(salary=_FLAT)),
         {"kind": HIRED, "salary": baht(_FLAT), "last_day": "31 พ.ค. 2562"}),
    Walk("CONTRACT_RENEW", "hired", "1 ก.ค. 2561", both(serves(HIRED), paid(salary=_FLAT)),
         {"salary": baht(_FLAT), "last_day": "30 มิ.ย. 2562"}),
    _end("CONTRACT_END", "hired", "1 ธ.ค. 2561"),
    Walk("MOVE", "climber", "1 ก.พ. 2561", holds("third"), {"post": "third"}),
    Walk("PROMOTE", "climber", "1 มี.ค. 2561", paid(level_code=_EX, salary=_RISEN),
         {"level": _EX, "salary": baht(_RISEN)}),
    Walk("RANK", "teacher", "1 พ.ค. 2561", paid(level_code="KS_2", salary=Decimal(30000)),
         {"level": "KS_2", "salary": "30,000"}),
    Walk("TRANSFER_OUT", "appointed", "1 ธ.ค. 2561", ends("TRANSFER_OUT"), {"other": "other"}),
    Walk("TRANSFER_IN", "coming", "1 ก.ค. 2561", begins(OFFICIAL, "TRANSFER_IN", "fourth"),
         {"kind": OFFICIAL, "post": "fourth", "level": _OP, "salary": baht(step(_OP, 3)), "other": "other"}),
    Walk("POST_TRANSFER", "climber", "1 เม.ย. 2561", holds("fifth"), {"post": "fifth"}),
    Walk("POST_ADJUST", "climber", "1 พ.ค. 2561", both(holds("sixth"), paid(level_code=_EX)), {"post": "sixth"}),
    Walk("POST_ABOLISH", "climber", "1 มิ.ย. 2561", vacates),
    Walk("RECLASSIFY", "placed", "1 ม.ค. 2559", both(holds("of_placed"), paid(level_code=_OP, salary=step(_OP, 8))),
         {"level": _OP, "salary": baht(step(_OP, 8))}),
    Walk("STEP_RISE", "earner", "1 เม.ย. 2561", paid(salary=step(_EX, 9)),
         {"steps": "0.5", "salary": baht(step(_EX, 9))}),
    Walk("PERCENT_RISE", "teacher", "1 เม.ย. 2561", paid(salary=Decimal(26000)), {"percent": "4", "salary": "26,000"}),
    Walk("NO_RISE", "overlaid", "1 เม.ย. 2561", paid(salary=step(_EX, 6)), {"salary": baht(step(_EX, 6))}),
    Walk("SPECIAL_PAY", "topped", "1 เม.ย. 2561", paid(salary=_TOP, special_pay_pct=Decimal(2)),
         {"special_pay_pct": "2", "salary": baht(_TOP)}),
    Walk("QUALIFICATION_ADJUST", "earner", "1 พ.ค. 2561", paid(salary=step(_EX, 11)), {"salary": baht(step(_EX, 11))}),
    Walk("SCHEDULE_ADJUST", "earner", "15 พ.ค. 2561", paid(salary=step(_EX, 12)), {"salary": baht(step(_EX, 12))}),
    Walk("LAW_ADJUST", "earner", "1 มิ.ย. 2561", paid(salary=step(_EX, 13)), {"salary": baht(step(_EX, 13))}),
    Walk("ALLOWANCE", "earner", "2 มิ.ย. 2561", paid(salary=step(_EX, 13), allowance=Decimal(3500)),
         {"allowance": "3,500"}),
    _over("ACTING_FOR", "overlaid", "1 ก.พ. 2561", "15 ก.พ. 2561"),
    _over("ACTING_IN", "overlaid", "1 มี.ค. 2561", "31 มี.ค. 2561"),
    _over("ASSIGNED", "overlaid", "1 เม.ย. 2561", "30 เม.ย. 2561"),
    _over("DELEGATED", "overlaid", "1 พ.ค. 2561", "31 พ.ค. 2561"),
    _over("SECONDED", "overlaid", "1 มิ.ย. 2561", "31 ธ.ค. 2561"),
    Walk("PAY_CUT", "earner", "1 ก.ค. 2561", paid(salary=step(_EX, 12)),
         {"percent": "5", "salary": baht(step(_EX, 12))}),
    Walk("STEP_DOWN", "earner", "15 ก.ค. 2561", paid(salary=step(_EX, 10)),
         {"steps": "1", "salary": baht(step(_EX, 10))}),
    _over("SUSPENDED", "accused", "1 มิ.ย. 2561", "31 ก.ค. 2561", suspends=True),
    _over("REMOVED_PENDING", "accused", "1 ส.ค. 2561", "31 ส.ค. 2561", suspends=True),
    _end("DISCHARGE", "overlaid", "1 ต.ค. 2561"),
    _end("DISMISS", "returned", "1 ต.ค. 2561"),
    _end("EXPEL", "accused", "1 ก.ย. 2561"),
    _end("RESIGN", "earner", "1 พ.ย. 2561"),
    _end("RETIRE", "topped", "1 ต.ค. 2561"),
    _end("EARLY_RETIRE", "climber", "1 ก.ย. 2561"),
    _end("DEATH", "teacher", "15 ก.ค. 2561"),
    Walk("AMEND_ORDER", "earner", "1 มิ.ย. 2561", paid(salary=step(_EX, 14)), {"salary": baht(step(_EX, 14))}),
    Walk("CANCEL_ORDER", "overlaid", "1 มิ.ย. 2561", lies_no_more("SECONDED")),
    Walk("OPENING", "carried_over", "1 ม.ค. 2559", both(begins(OFFICIAL, "OPENING", "seventh"), paid(level_code=_EX)),
         {"kind": OFFICIAL, "post": "seventh", "level": _EX, "salary": baht(step(_EX, 4)), "title": "นาย",
          "first_name": "สมพงษ์", "last_name": "ทดสอบยกมา", "birth_date": "6 พ.ค. 2528", "gender": "M",
          "citation_text": "บัตรประวัติเดิม หน้า 1"}),
    Walk("OTHER", "topped", "1 ก.ค. 2561", both(serves(OFFICIAL), paid(salary=_TOP)),
         {"remark": "ได้รับมอบเกียรติบัตร"}),
)  # fmt: skip
# The line that the amending order mends, and the order that the cancelling one takes back.
AMENDED, CANCELLED = "LAW_ADJUST", "SECONDED"


@dataclass(frozen=True)
class Walkers:
    """The people and posts of the walks, by their word."""

    people: dict[str, UUID]
    posts: dict[str, UUID]
    numbers: dict[str, str]  # of the posts
    national_ids: dict[str, str]


def gather(by: Actor, here: Organisation, other: Organisation) -> Walkers:
    """Put everybody on record: at work here, gone from here, or released by the other LGO."""
    empty = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")
    named = [*empty, "of_climber", "of_placed", "of_earner", "of_topped", "of_overlaid", "of_accused", "of_returned"]
    numbers = {word: _CLERK.format(501 + at) for at, word in enumerate(named)} | {"of_teacher": _TEACHES.format(501)}
    drafts = [PostDraft(number, number[8:12], "", STOOD) for number in numbers.values()]
    made = posts.establish_all(by=by, organisation=here, posts=drafts)
    seats = dict(zip(numbers, (post.pk for post in made), strict=True))
    staff = {
        "climber": _opened("สมปอง", 0, OFFICIAL, seats["of_climber"], _OP, Pay(salary=step(_OP, 8))),
        "placed": _opened("สมนึก", 1, OFFICIAL, seats["of_placed"], "LEVEL_4", NO_PAY, starts=STOOD),
        "earner": _opened("สมชาย", 2, OFFICIAL, seats["of_earner"], _EX, Pay(salary=step(_EX, 8))),
        "topped": _opened("สมหมาย", 3, OFFICIAL, seats["of_topped"], _EX, Pay(salary=_TOP), born=RETIRES_IN_2561),
        "overlaid": _opened("สมเกียรติ", 4, OFFICIAL, seats["of_overlaid"], _EX, Pay(salary=step(_EX, 6))),
        "accused": _opened("สมควร", 5, OFFICIAL, seats["of_accused"], _EX, Pay(salary=step(_EX, 5))),
        "returned": _opened("สมบูรณ์", 6, OFFICIAL, seats["of_returned"], _OP, Pay(salary=step(_OP, 2))),
        "teacher": _opened("สมพร", 7, TEACHER, seats["of_teacher"], "KS_1", Pay(salary=Decimal(25000))),
        "hired": _opened("สมคิด", 8, HIRED, None, "", pay.flat(), starts=date(2017, 7, 1)),
        "hired_again": _opened("สมัย", 9, HIRED, None, "", pay.flat()),
        "appointed": _opened("สมจิต", 10, HIRED, None, "", pay.flat()),
    }
    national_ids = {who: one.national_id for who, one in staff.items()} | {"carried_over": make_synthetic(881_100)}
    coming = [_opened("ประเสริฐ", 11, HIRED, None, "", pay.flat())]
    ids = record.open_record(by=by, organisation=here, records=list(staff.values()))
    people = dict(zip(staff, ids, strict=True))
    people["coming"] = record.open_record(by=by, organisation=other, records=coming)[0]
    at_home, abroad = Place(here, people, {}, seats), Place(other, {}, {}, {})
    for who in ("hired_again", "appointed", "returned"):
        moves(at_home, people[who], "RESIGN", date(2017, 10, 1))
    released = {"other_organisation_id": here.pk}
    moves(abroad, people["coming"], "TRANSFER_OUT", date(2018, 7, 1), **released)
    return Walkers(people, seats, numbers, national_ids)


def _opened(
    first: str, at: int, kind: str, post: UUID | None, level: str, draws: Pay, *,
    starts: date = SINCE, born: date = BORN,
) -> OpeningRecord:  # fmt: skip
    person = NewPerson("นาย", first, "ทดสอบเดินเรื่อง", born, "M")
    number = make_synthetic(881_000 + at)
    return OpeningRecord(number, person, starts, kind, post, level, text="ยกยอดจากทะเบียนเดิม", pay=draws)
